"""What the programme staff ask for: a round, its questions, and the regions that are to answer."""

from collections.abc import Collection
from typing import Any, Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Event
from regions.history import How, record
from regions.models import Region, User
from reports.actions.ordering import move
from reports.models import Question, Report, Round

ASKED = ("position", "heading_nb", "heading_nn", "help_nb", "help_nn", "limit", "required")


@transaction.atomic
def set_up_round(
    *,
    by: User | None,
    event: Event,
    regions: Collection[Region],
    like: Round | None = None,
    how: How | None = None,
    **facts: Any,
) -> Round:
    """Ask regions for a report before an event.

    With `like` the questions of an earlier round are asked again. Raises ValidationError by field;
    Stale where the event has a round already.
    """
    how = how or {}
    new = Round(event=event)
    _check(new, facts)
    row = record(new, by=by, expected=0, **how, **facts)
    for one in like.questions.filter(removed=False) if like else ():
        again = Question(round=row, continues=one)
        record(again, by=by, expected=0, **how, **{name: getattr(one, name) for name in ASKED})
    ask_regions(by=by, asking=row, regions=regions, **how)
    return row


@transaction.atomic
def change_round(*, by: User | None, asking: Round, expected_revision: int, **facts: Any) -> Round:
    """Change dates, guidance, or what is listed; `removed` takes the whole round away."""
    # Whoever hands in waits until this is done, or is seen here.
    Round.objects.select_for_update(no_key=True).get(pk=asking.pk)
    if facts.get("removed") and asking.reports.filter(edition__isnull=False).exists():
        raise ValidationError(
            {"removed": _("Reports have been handed in: the round can no longer be removed.")}
        )
    _check(asking, facts)
    return record(asking, by=by, expected=expected_revision, **facts)


def _check(asking: Round, facts: dict[str, Any]) -> None:
    """Say at the field what does not fit; days that are too early the database would refuse too."""
    opens_on, due_on, frozen_on, proposes = (
        facts.get(name, getattr(asking, name))
        for name in ("opens_on", "due_on", "frozen_on", "proposes")
    )
    wrong = {}
    if due_on < opens_on:
        wrong["due_on"] = _("The due date must not be before the round opens.")
    if frozen_on and frozen_on < opens_on:
        wrong["frozen_on"] = _("The status cannot be of a day before the round opens.")
    if proposes and proposes.milestone.phase_id != asking.event.phase_id:
        wrong["proposes"] = _("This checkpoint is of another phase than the round.")
    if wrong:
        raise ValidationError(wrong)


# Questions


def add_question(*, by: User | None, asking: Round, **facts: Any) -> Question:
    """Ask one thing more; without a position, last."""
    last = asking.questions.order_by("-position").values_list("position", flat=True).first() or 0
    facts.setdefault("position", last + 1)
    continues = facts.pop("continues", None)
    return record(Question(round=asking, continues=continues), by=by, expected=0, **facts)


def change_question(
    *, by: User | None, question: Question, expected_revision: int, **facts: Any
) -> Question:
    """Correct, move or remove a question. What was answered stays in the history."""
    return record(question, by=by, expected=expected_revision, **facts)


def move_question(*, by: User | None, question: Question, up: bool) -> None:
    """Change places with the question above or below."""
    move(by=by, row=question, among=question.round.questions.filter(removed=False), up=up)


@transaction.atomic
def remove_question(*, by: User | None, question: Question, removed: bool = True) -> Question:
    """Take a question out of its round, or back in where it stood; its answers are kept."""
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.removed == removed:
        return now
    return record(now, by=by, expected=now.revision, removed=removed)


# Regions


@transaction.atomic
def ask_regions(
    *, by: User | None, asking: Round, regions: Collection[Region], **how: Unpack[How]
) -> None:
    """Make these the regions that are to report; those that no longer are keep what they wrote.

    Raises ValidationError for a region that has handed in and is left out.
    """
    wanted = {one.pk: one for one in regions}
    there = {one.region_id: one for one in asking.reports.select_for_update().order_by("pk")}
    for pk, report in there.items():
        if report.asked and pk not in wanted and report.edition_id:
            raise ValidationError({"regions": _("A region that has handed in stays in the round.")})
        if report.asked != (pk in wanted):
            record(report, by=by, expected=report.revision, **how, asked=pk in wanted)
    for pk in sorted(wanted.keys() - there.keys()):
        record(Report(round=asking, region=wanted[pk]), by=by, expected=0, **how)


@transaction.atomic
def change_regions(
    *, by: User, asking: Round, added: Collection[Region], dropped: Collection[Region]
) -> None:
    """Ask some regions more, and some no longer; what somebody else decided meanwhile stands."""
    Round.objects.select_for_update().get(pk=asking.pk)  # one at a time
    asked = Region.objects.filter(reports__round=asking, reports__asked=True)
    wanted = ({*asked} | {*added}) - {*dropped}
    ask_regions(by=by, asking=asking, regions=wanted, change_set=uuid4())
