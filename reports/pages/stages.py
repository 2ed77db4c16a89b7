"""A report's way in words: each step with who, when and why, and how it stands after the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from regions import clock
from regions.conflicts import time_of
from reports.access import ReportPlace
from reports.canonical import checksum_of_draft
from reports.content import ReportContent
from reports.filing import Filing
from reports.models import Stage
from reports.queries.content import content_of, read_on
from reports.queries.stages import StepFacts, Tick, proposed_tick, step_facts
from reports.states import handed_in_late, late_in_words


@dataclass(frozen=True)
class Step:
    """What somebody did with a report."""

    number: int
    at: datetime
    by: str  # empty: the system itself
    what: str  # «leverte utgave 1, 3 dager etter fristen»
    reason: str  # Markdown
    edition: int  # the number of the edition that it is about; 0: none

    @property
    def said(self) -> str:
        """«Kari Nordmann leverte utgave 1»; that a report was asked for needs nobody who did."""
        if self.number == 1 and not self.by:
            return _("The region was asked for the report")
        return f"{self.by or _('The system')} {self.what}"


def steps_in(facts: Sequence[StepFacts], due_on: date) -> tuple[Step, ...]:
    """All that was done with a report, newest first."""
    before = (None, *facts)
    return tuple(_step(*pair, due_on) for pair in zip(before, facts, strict=False))[::-1]


def _step(before: StepFacts | None, after: StepFacts, due_on: date) -> Step:
    what = _what(before, after, due_on)
    return Step(after.number, after.at, after.by, what, after.reason, after.edition)


def _what(before: StepFacts | None, after: StepFacts, due_on: date) -> str:
    if before is None:
        return _("asked the region for the report")
    if after.asked != before.asked:
        return _("asked for it again") if after.asked else _("no longer asks for it")
    if after.stage == Stage.SUBMITTED and before.stage != Stage.SUBMITTED:
        return _handed_in(after, due_on)
    if after.stage != before.stage:
        return _moved(Stage(before.stage), Stage(after.stage))
    return _("began the review") if after.is_read else _("changed it")


def _moved(before: Stage, after: Stage) -> str:
    if after == Stage.APPROVED:
        return _("approved it")
    if after == Stage.DRAFT:
        return _("took it back")
    return _("opened it again") if before == Stage.APPROVED else _("sent it back")


def _handed_in(step: StepFacts, due_on: date) -> str:
    words = (
        _("handed in edition %(n)d on behalf of the region")
        if step.on_behalf
        else _("handed in edition %(n)d")
    ) % {"n": step.edition}
    late = handed_in_late(due_on, step.handed_in_at or step.at)
    return f"{words}, {late}" if late else words


def how_it_stands(facts: Sequence[StepFacts]) -> str:
    """Who brought a report to where it is, and when; empty of one that nobody has moved."""
    moves = _moves(facts)
    return _told(moves[-1][1], reopened=is_reopened(facts)) if moves else ""


def is_reopened(facts: Sequence[StepFacts]) -> bool:
    """Whether the last move gave back what had been approved."""
    stages = [(before.stage, after.stage) for before, after in _moves(facts)]
    return stages[-1:] == [(Stage.APPROVED, Stage.RETURNED)]


def _moves(facts: Sequence[StepFacts]) -> list[tuple[StepFacts, StepFacts]]:
    """The steps to another stage, each after the one before it."""
    return [(before, after) for before, after in pairwise(facts) if before.stage != after.stage]


def _told(step: StepFacts, *, reopened: bool) -> str:
    words = {
        Stage.DRAFT: _("%(who)s took the report back on %(day)s at %(time)s."),
        Stage.SUBMITTED: _("%(who)s handed in the report on %(day)s at %(time)s."),
        Stage.RETURNED: _("%(who)s sent the report back on %(day)s at %(time)s."),
        Stage.APPROVED: _("%(who)s approved the report on %(day)s at %(time)s."),
    }[Stage(step.stage)]
    if reopened:
        words = _("%(who)s opened the report again on %(day)s at %(time)s.")
    return words % {
        "who": step.by or _("The system"),
        "day": date_format(clock.day_of(step.at)),
        "time": time_of(step.at),
    }


@dataclass(frozen=True)
class StepPage:
    """What a page shows on which somebody takes a report a step on."""

    name: str  # «Rapport 1»
    steps: tuple[Step, ...]
    stands: str  # who brought it to where it is, and when


def step_page(place: ReportPlace) -> StepPage:
    """1 query."""
    facts = step_facts(place.report)
    steps = steps_in(facts, place.round.due_on)
    return StepPage(event_name(place.event), steps, how_it_stands(facts))


def must_answer(numbers: Sequence[int]) -> str:
    """Say what the region has to do first: «Regionen må svare på spørsmål 1 og 3 før …»."""
    return ngettext(
        "The region has to answer question %(which)s before the report can be handed in.",
        "The region has to answer questions %(which)s before the report can be handed in.",
        len(numbers),
    ) % {"which": get_text_list([str(one) for one in numbers], _("and"))}


@dataclass(frozen=True)
class HandingIn:
    """What will be handed in, as it stands now."""

    content: ReportContent
    filing: Filing
    late: str  # in words; empty within the deadline
    is_frozen: bool  # the status is read as of a day that has passed
    read_at: datetime  # what changes after this moment is not in it

    @property
    def checksum(self) -> str:
        return checksum_of_draft(self.content)

    @property
    def must_answer(self) -> str:
        """What the region has to do first, for those who act on its behalf."""
        answers = enumerate(self.filing.answers, 1)
        return must_answer([number for number, one in answers if one.is_missing])


def handing_in(place: ReportPlace) -> HandingIn:
    """The queries of `content_of`."""
    read_at = clock.now()
    content = content_of(place.report)
    filing = content.filing
    if filing is None:
        raise TypeError("a draft is asked for by a round")
    late, is_frozen = late_in_words(filing.days_late), content.day < clock.today()
    return HandingIn(content, filing, late, is_frozen, read_at)


@dataclass(frozen=True)
class Receipt:
    """What was handed in, and the tick that it speaks for."""

    number: int
    day: date  # whose end the status was read at
    tick: Tick | None


def receipt(place: ReportPlace) -> Receipt | None:
    """None of what has never been handed in; at most 3 queries."""
    edition = place.report.edition
    if edition is None:
        return None
    day = read_on(place.round, clock.day_of(edition.handed_in_at))
    tick = proposed_tick(place.report) if place.is_coordinator else None
    return Receipt(edition.number, day, tick)
