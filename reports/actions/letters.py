"""The outbox: reminders are written, looked through, and sent once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions.history import How, Stale, record
from regions.models import User
from reports import tasks
from reports.letters import reminder
from reports.models import Letter, LetterStatus, Round
from reports.queries.letters import coordinators_by_region, line_of, missing_reports, outbox_of


@dataclass(frozen=True)
class Sent:
    """What became of the letters that were to be sent."""

    sent: int
    moved_on: int  # changed, sent or dropped by someone since they were looked through
    superfluous: int  # nobody needs them any more; they wait where they are


@transaction.atomic
def remind(*, by: User, asking: Round, site: str) -> int:
    """Write to each coordinator of each region that is missing; nothing is sent.

    Whoever has a letter waiting about the same report gets no other. Says how many are new.
    `site` is the installation's own address.
    """
    _one_at_a_time(asking.pk)
    waiting = Letter.objects.filter(report__round=asking, status=LetterStatus.WAITING)
    written = set(waiting.values_list("report_id", "to_id"))
    people = coordinators_by_region(asking)
    wanted = [
        (about, person)
        for about in missing_reports(asking)
        for person in people.get(about.report.region_id, ())
        if (about.report.pk, person.pk) not in written
    ]
    for about, person in wanted:
        subject, body = reminder(person, about, site)
        letter = Letter(report=about.report, to=person)
        record(letter, by=by, expected=0, subject=subject, body=body)
    return len(wanted)


def change_letter(
    *,
    by: User,
    letter: Letter,
    expected_revision: int,
    subject: str,
    body: str,
    **how: Unpack[How],
) -> Letter:
    """Say it otherwise. Raises ValidationError where it no longer waits."""
    _must_wait(letter)
    on_one_line = " ".join(subject.split())
    return record(letter, by=by, expected=expected_revision, **how, subject=on_one_line, body=body)


def drop_letter(*, by: User, letter: Letter, expected_revision: int) -> Letter:
    """Not to be sent after all; it stays in the list."""
    _must_wait(letter)
    return record(letter, by=by, expected=expected_revision, status=LetterStatus.DROPPED)


@transaction.atomic
def put_back(*, by: User, letter: Letter, expected_revision: int) -> Letter:
    """To be sent after all."""
    _one_at_a_time(letter.report.round_id)
    if letter.status != LetterStatus.DROPPED:
        raise ValidationError(_("Only a letter that is not to be sent can be put back."))
    others = Letter.objects.filter(report=letter.report, to=letter.to, status=LetterStatus.WAITING)
    if others.exists():
        raise ValidationError(_("A newer letter to the same person waits in the outbox."))
    return record(letter, by=by, expected=expected_revision, status=LetterStatus.WAITING)


@transaction.atomic
def send_letters(*, by: User, asking: Round, seen: Mapping[int, int]) -> Sent:
    """Send a round's letters as they were looked through: `seen` holds their revisions, by key.

    What has moved on since stays where it is, and so does what is superfluous.
    """
    lines = [line for line in outbox_of(asking) if line.letter.pk in seen]
    superfluous = [line for line in lines if line.is_superfluous]
    wanted = [line.letter for line in lines if not line.is_superfluous]
    sent = sum(_is_sent(letter, seen[letter.pk], by) for letter in wanted)
    return Sent(sent, len(wanted) - sent, len(superfluous))


def send_letter(*, by: User, letter: Letter, expected_revision: int) -> Letter:
    """Send one letter. Raises Stale where it has changed since it was looked through."""
    _must_wait(letter)
    if superfluous := line_of(letter).superfluous:
        words = _("It has become superfluous: %(why)s. Nothing was sent.")
        raise ValidationError(words % {"why": superfluous.label})
    return _send(letter, expected_revision, by)


@transaction.atomic
def send_again(*, by: User, letter: Letter, expected_revision: int) -> Letter:
    """Try once more with what never reached the mail server; what has is not sent twice."""
    if not line_of(letter).is_stuck:
        raise ValidationError(_("This letter has gone, or is still being tried."))
    return _send(letter, expected_revision, by)


def _is_sent(letter: Letter, revision: int, by: User) -> bool:
    try:
        _must_wait(letter)
        _send(letter, revision, by)
    except (Stale, ValidationError):
        return False
    return True


@transaction.atomic
def _send(letter: Letter, expected_revision: int, by: User) -> Letter:
    """Mark it as sent, which only one can do; the worker hands it to the mail server."""
    record(letter, by=by, expected=expected_revision, status=LetterStatus.SENT)
    transaction.on_commit(partial(tasks.send_letter.enqueue, letter.pk))
    return letter


def _one_at_a_time(asking: int) -> None:
    """Of two who write or put back letters about a round at once."""
    Round.objects.select_for_update(no_key=True).get(pk=asking)


def _must_wait(letter: Letter) -> None:
    if letter.status == LetterStatus.SENT:
        raise ValidationError(_("This letter has been sent already."))
    if letter.status == LetterStatus.DROPPED:
        raise ValidationError(_("This letter is not to be sent. Put it back first."))
