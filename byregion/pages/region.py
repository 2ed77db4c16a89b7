"""A region's page: how far it has come, what is open, what changed, who takes part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.http import QueryDict

from checkpoints.asked import Asked, Since, asked_for, since_asked_for
from checkpoints.briefs import Beside, Brief, Ways, region_brief
from checkpoints.calendar import Coming, coming
from checkpoints.changes import Changes, changes_since
from checkpoints.forecast import Outlook, outlooks, paces
from checkpoints.models import Event, Phase, Status
from checkpoints.pages.help import RegionHelp, region_help
from checkpoints.progress import State
from checkpoints.queries import calendar, not_removed, of_the_day, phases
from checkpoints.region_progress import MilestoneProgress, RegionProgress, region_progress
from checkpoints.rows import CheckpointRow
from checkpoints.timeline import Drawing, drawings, event_name
from regions import clock
from regions.models import Region
from regions.queries import Parts, Person, parts_of, people_of, region_on
from regions.reading import Reading
from regions.standing import Standing
from regions.wording import Text
from reports.pages.gatherings_ahead import Ahead, ahead
from reports.queries.agreements import AgreementLine, open_agreements_of
from reports.queries.due import Due, due_of


@dataclass(frozen=True)
class Remaining:
    """What is open at a milestone: all that is begun, and a few of what is not."""

    at: MilestoneProgress

    @property
    def rows(self) -> tuple[CheckpointRow, ...]:
        begun = [row for row in self.at.open_rows if row.assessment.status != Status.NOT_STARTED]
        not_begun = [row for row in self.at.open_rows if row not in begun]
        return (*begun, *not_begun[: max(0, 3 - len(begun))])

    @property
    def more(self) -> int:
        return len(self.at.open_rows) - len(self.rows)


@dataclass(frozen=True)
class PhaseFacts:
    slug: str
    name: Text
    starts_on: date
    ends_on: date
    objectives: tuple[Text, ...]


@dataclass(frozen=True)
class RegionPage:
    region: Region
    phase: Phase
    phases: tuple[PhaseFacts, ...]
    parts: Parts
    people: tuple[Person, ...]
    progress: RegionProgress
    outlooks: Mapping[tuple[int, int], Outlook]  # by strand and milestone, of what is under way
    drawings: tuple[Drawing, ...]  # for a wide page, a tablet, a phone
    events: tuple[Event, ...]
    next_event: Coming | None
    changes: Changes
    questions: RegionHelp | None  # between regions; today's only
    reports: tuple[Due, ...]  # that the region is asked for; today's only
    agreed: tuple[AgreementLine, ...]  # with the programme staff, and not done; today's only
    gathering: Ahead | None  # the next, where there is something to read of it; today's only
    asked: Asked
    since: Since  # what the changes are told from
    may_invite: bool
    may_manage: bool  # name, municipalities: the programme staff's
    may_edit: bool  # what is the region's: its coordinators'
    has_list: bool  # of what one is responsible for: the region's people

    @cached_property
    def brief(self) -> Brief:
        """Half a page in plain words, whose numbers lead to where they come from."""
        own = self.questions.own if self.questions else ()
        beside = Beside(
            self.changes,
            self.since.words,
            self.next_event,
            waiting=sum(one.is_open and not one.answers for one in own),
            outlooks=self.outlooks,
        )
        return region_brief(self.progress, beside, Ways(self.region.slug, self.asked.query))

    @property
    def is_next_asked_for(self) -> bool:
        """Whether the next event is a report that stands above it already."""
        name = self.next_event.name if self.next_event else ""
        return any(one.name == name and one.state.is_missing for one in self.reports)

    @property
    def next_report(self) -> Due | None:
        """The next event's report, where it has been handed in already."""
        name = self.next_event.name if self.next_event else ""
        found = (one for one in self.reports if one.name == name)
        return next((one for one in found if not one.state.is_missing), None)

    @property
    def likely(self) -> tuple[tuple[MilestoneProgress, Outlook], ...]:
        """The milestones under way, with their range or why there is none."""
        found = (
            (one, self.outlooks.get((one.strand.pk, one.milestone.pk)))
            for one in self.progress.all_milestones
        )
        return tuple((one, outlook) for one, outlook in found if outlook is not None)

    @property
    def undated(self) -> str:
        """The events that no day is set for, by name."""
        return ", ".join(event_name(one) for one in self.events if one.starts_on is None)

    @property
    def remaining(self) -> tuple[Remaining, ...]:
        """Milestones that are worked on or late and have something open, the latest first.

        None of a strand that is closed.
        """
        worked_on = [
            one
            for one in self.progress.all_milestones
            if one.open_rows
            and not one.cell.closed
            and (one.cell.late_days or one.cell.state != State.NOT_STARTED)
        ]
        return tuple(Remaining(one) for one in sorted(worked_on, key=lambda o: -o.cell.late_days))


@dataclass(frozen=True)
class _Question:
    """What a region's page is asked for: which phase, how it stood on which day, since when."""

    phase: Phase
    asked: Asked
    since: Since
    events: tuple[Event, ...]  # the phase's calendar on that day

    @classmethod
    def of(cls, get: QueryDict, listed: Iterable[Phase]) -> "_Question | None":
        """None where there is no such phase: 1 query, 2 for a past day. Raises NotUnderstood."""
        slug = get.get("fase")
        phase = _phase_of(listed, slug, clock.today())
        if phase is None:
            return None
        events = calendar(phase, Reading.today())
        asked = asked_for(get, events)
        if asked.reading.past:
            phase = _phase_of(listed, slug, asked.reading.day) or phase
            events = calendar(phase, asked.reading)
        since = since_asked_for(get, events, asked.reading)
        return cls(phase, replace(asked, since=since), since, not_removed(events))


def _phase_of(listed: Iterable[Phase], slug: str | None, day: date) -> Phase | None:
    """The phase that is named, else the day's."""
    if slug:
        return next((one for one in listed if one.slug == slug), None)
    return of_the_day(listed, day)


def region_page(
    region: Region, get: QueryDict, language: str, standing: Standing
) -> RegionPage | None:
    """A region's page as an address asks for it, in the reading's words; nothing past is edited.

    None where there is no such phase. Raises NotUnderstood.
    """
    listed = phases()
    question = _Question.of(get, listed)
    if question is None:
        return None
    phase, asked, reading = question.phase, question.asked, question.asked.reading
    region = region_on(region, reading)
    progress = region_progress(region, phase, reading, language)
    return RegionPage(
        region=region,
        phase=phase,
        phases=tuple(_phase_facts(one, language) for one in listed),
        parts=parts_of(region, reading),
        people=people_of(region, reading),
        progress=progress,
        outlooks=_outlooks(progress, phase, reading),
        drawings=drawings(progress, phase, question.events),
        events=question.events,
        next_event=coming(question.events, reading),
        changes=changes_since(clock.end_of(question.since.point.day), progress),
        questions=None if reading.past else region_help(region, phase, progress, language),
        reports=() if reading.past else due_of([region.pk], reading.day),
        agreed=() if reading.past else open_agreements_of(region),
        gathering=_gathering(question, standing),
        asked=asked,
        since=question.since,
        may_invite=not reading.past and (standing.staff or standing.edits(region.pk)),
        may_manage=not reading.past and standing.staff,
        may_edit=not reading.past and standing.edits(region.pk),
        has_list=not reading.past and region.pk in standing.regions,
    )


def _gathering(question: _Question, standing: Standing) -> Ahead | None:
    reading = question.asked.reading
    if reading.past:
        return None
    return ahead(standing, question.events, question.phase.slug, reading.day)


def _outlooks(
    progress: RegionProgress, phase: Phase, reading: Reading
) -> Mapping[tuple[int, int], Outlook]:
    """When what is under way is likely to be reached: the queries of `paces`."""
    cells = (one.cell for one in progress.all_milestones)
    return outlooks(cells, paces(phase.pk, reading)) if progress.milestones else {}


def _phase_facts(phase: Phase, language: str) -> PhaseFacts:
    objectives = tuple(one.text(language) for one in phase.objectives.all())
    return PhaseFacts(phase.slug, phase.text(language), phase.starts_on, phase.ends_on, objectives)
