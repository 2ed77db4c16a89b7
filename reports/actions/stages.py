"""A report's way: draft, handed in, sent back, handed in again, approved.

Each step is one revision of the report: who, when, why. Whoever acts on a report that has moved on
is told so (Stale).
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.history import How, Stale, record
from regions.models import Region, User
from reports import tasks
from reports.actions.agreements import Agreed, agree
from reports.actions.freezing import freeze
from reports.actions.locking import check_is_asked_for, lock_round_of
from reports.chain import seal_of_withdrawal
from reports.models import Edition, EditionWithdrawal, Remark, Report, Stage
from reports.telling import tell_of_step


@transaction.atomic
def hand_in(
    *,
    by: User,
    report: Report,
    expected_revision: int,
    site: str,
    on_behalf: bool = False,
    seen: str = "",
    **how: Unpack[How],
) -> Edition:
    """Freeze what the report says now as an edition; its paper is made in the background.

    `site` is the installation's own address, which the paper refers to; `seen` the checksum of what
    stood on the page (`checksum_of_draft`), where somebody read it. Raises ValidationError where an
    answer that the round requires is missing, the report says something else than what was seen, it
    is not the region's to send or no longer asked for, or the programme staff do not say why they
    hand in on its behalf.
    """
    if on_behalf and not how.get("reason", "").strip():
        raise ValidationError({"reason": _("Write who asked you to hand in, or why you do.")})
    # One at a time in a region: each edition is chained to the one before it.
    Region.objects.select_for_update(no_key=True).get(pk=report.region_id)
    asking = lock_round_of(report.pk)
    now = _locked(report, expected_revision)
    if not Stage(now.stage).is_with_region:
        raise ValidationError(_("This report has been handed in already."))
    check_is_asked_for(asking, now)
    at = how["at"] = _moment(now, how)
    edition = freeze(now, by=by, on_behalf=on_behalf, site=site, at=at, seen=seen)
    record(
        report, by=by, expected=expected_revision, **how,
        stage=Stage.SUBMITTED, is_read=False, on_behalf=on_behalf, edition=edition,
    )  # fmt: skip
    transaction.on_commit(partial(tasks.make_file.enqueue, edition.pk))
    return edition


@transaction.atomic
def begin_review(*, by: User | None, report: Report, **how: Unpack[How]) -> Report:
    """The programme staff begin: from now on the region no longer takes it back by itself.

    Who begins what is begun already changes nothing. Raises ValidationError where the report does
    not lie with the programme staff.
    """
    report.refresh_from_db(from_queryset=Report.objects.select_for_update(no_key=True))
    if report.stage != Stage.SUBMITTED:
        raise ValidationError(_("The report does not lie with the programme staff any more."))
    if report.is_read:
        return report
    how["at"] = _moment(report, how)
    return record(report, by=by, expected=report.revision, **how, is_read=True)


@transaction.atomic
def take_back(*, by: User, report: Report, expected_revision: int, **how: Unpack[How]) -> Report:
    """Take back what was handed in, until the review is begun; the edition stays, withdrawn."""
    now = _locked(report, expected_revision)
    if now.stage != Stage.SUBMITTED or now.edition is None:
        raise ValidationError(_("Only a report that has been handed in can be taken back."))
    if now.is_read:
        raise ValidationError(
            _(
                "The programme staff have begun the review. Ask them to send the report back, or "
                "wait for their answer."
            )
        )
    at = how["at"] = _moment(now, how)
    _withdraw(now.edition, by, how.get("reason", "").strip() or _taken_back(now), at)
    return record(report, by=by, expected=expected_revision, **how, stage=Stage.DRAFT)


@transaction.atomic
def send_back(
    *, by: User, report: Report, expected_revision: int, site: str = "", **how: Unpack[How]
) -> Report:
    """Give the report back to the region with the remarks on it; reopens one that was approved.

    The region's coordinators are told by mail with links to `site`; without one nobody is. Raises
    ValidationError where neither a reason nor a remark says what the region is to do.
    """
    now = _locked(report, expected_revision)
    if Stage(now.stage).is_with_region or now.edition is None:
        raise ValidationError(_("The report is with the region already."))
    if not how.get("reason", "").strip() and (now.stage == Stage.APPROVED or not _remarks(now)):
        raise ValidationError({"reason": _("Write why, so that the region knows what to do.")})
    how["at"] = _moment(now, how)
    return _give_back(report, by, site, how)


@transaction.atomic
def approve(
    *,
    by: User,
    report: Report,
    expected_revision: int,
    agreed: Sequence[Agreed] = (),
    site: str = "",
    **how: Unpack[How],
) -> Report:
    """Approve the newest edition; remarks on it go along, and what was agreed is written down.

    The region's coordinators are told by mail with links to `site`; without one nobody is.
    """
    how["change_set"] = how.get("change_set") or uuid4()
    now = _locked(report, expected_revision)
    if now.stage != Stage.SUBMITTED or now.edition is None:
        raise ValidationError(_("Only a report that has been handed in can be approved."))
    if EditionWithdrawal.objects.filter(edition=now.edition).exists():
        raise ValidationError(_("The edition no longer holds. Send the report back instead."))
    how["at"] = _moment(now, how)
    _send_remarks(now, by, how)
    for text, due_on in agreed:
        agree(
            by=by, region=now.region, event=now.round.event, text=text, due_on=due_on,
            at=how["at"], change_set=how["change_set"],
        )  # fmt: skip
    record(report, by=by, expected=expected_revision, **how, stage=Stage.APPROVED, is_read=True)
    tell_of_step(report, by, site)
    return report


@transaction.atomic
def withdraw_edition(
    *, by: User, edition: Edition, reason: str, site: str = "", at: datetime | None = None
) -> EditionWithdrawal:
    """Say that an edition no longer holds, and why. It stays where it is; this cannot be undone.

    A report that was handed in or approved with it goes back to the region, for the same reason;
    the coordinators are told as by `send_back`.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Write why the edition no longer holds.")})
    report = Report.objects.select_for_update(no_key=True).get(pk=edition.report_id)
    how: How = {"at": at, "reason": reason, "change_set": uuid4()}
    moment = how["at"] = _moment(report, how)
    made = _withdraw(edition, by, reason, moment)
    if report.edition_id == edition.pk and not Stage(report.stage).is_with_region:
        _give_back(report, by, site, how)
    return made


def _withdraw(edition: Edition, by: User, reason: str, at: datetime) -> EditionWithdrawal:
    """Only one can: ValidationError for the second."""
    row = EditionWithdrawal(edition=edition, by=by, at=at, reason=reason)
    seal = seal_of_withdrawal(row, edition.chain)
    made, is_new = EditionWithdrawal.objects.get_or_create(
        edition=edition, defaults={"by": by, "at": row.at, "reason": reason, "seal": seal}
    )
    if not is_new:
        raise ValidationError(_("This edition has been withdrawn already."))
    return made


def _taken_back(report: Report) -> str:
    """The reason of who gives none, in the region's language, as it stays for ever."""
    with translation.override(report.region.language):
        return gettext("Taken back by the region.")


def _give_back(report: Report, by: User, site: str, how: How) -> Report:
    """To the region, with the remarks; the row is locked, and at the revision it is given in."""
    how["change_set"] = how.get("change_set") or uuid4()
    _send_remarks(report, by, how)
    record(report, by=by, expected=report.revision, **how, stage=Stage.RETURNED, is_read=True)
    tell_of_step(report, by, site)
    return report


def _locked(report: Report, expected_revision: int) -> Report:
    """The report as it stands, for nobody else until this is done."""
    rows = Report.objects.select_for_update(no_key=True, of=("self",))
    now = rows.select_related("round__event__phase", "region", "edition").get(pk=report.pk)
    if now.revision != expected_revision:
        raise Stale(now)
    return now


def _moment(report: Report, how: How) -> datetime:
    """The one moment of all that a step does; no step is before the one before it."""
    return max(how.get("at") or clock.now(), report.changed_at)


def _remarks(report: Report) -> list[Remark]:
    rows = Remark.objects.filter(edition=report.edition, removed=False, sent=False)
    return list(rows.select_for_update().order_by("pk"))


def _send_remarks(report: Report, by: User, how: How) -> None:
    """All of them, at the moment of the step that they go along with."""
    at, act = how.get("at"), how.get("change_set")
    for one in _remarks(report):
        record(one, by=by, expected=one.revision, at=at, change_set=act, sent=True)
