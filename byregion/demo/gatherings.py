"""Gatherings in the demo: one that is over, with what was agreed at it, and one that is prepared.

Of what was agreed some regions have done their part. To the coming one the staff have begun on the
agenda and made groups; nobody else reads them yet.
"""

# Days and turns are the story itself, and a story is no secret.
# ruff: noqa: S311

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from byregion.demo import report_words as words
from byregion.demo.acts import Scene
from byregion.demo.calendar import moment
from byregion.demo.reports import Staff
from checkpoints.models import Event, EventKind
from regions.models import Region, User
from reports import actions
from reports.actions.groups import make_groups
from reports.models import Agreement, Gathering, Outcome

GROUP = 4  # regions


@dataclass(frozen=True)
class Meeting:
    """A gathering, and those who prepare it."""

    event: Event
    staff: Staff
    scenes: Sequence[Scene]

    @property
    def rng(self) -> Random:
        return Random(f"gathering {self.event.slug}")

    @property
    def day(self) -> date:
        """Its last day."""
        day = self.event.ends_on or self.event.starts_on
        if day is None:
            raise ValueError(f"{self.event} has no date")
        return day

    @property
    def regions(self) -> list[Region]:
        return [one.region for one in self.scenes]

    def on(self, day: date, act: Callable[[datetime], object]) -> None:
        scene = self.scenes[0]
        scene.script.add(moment(self.rng, day, scene.today), act)

    # Acts

    def write_agenda(self, points: Iterable[tuple[str, str, int]], at: datetime) -> None:
        for heading, note, minutes in points:
            actions.add_agenda_item(
                by=self.staff.of(0), event=self.event, heading=heading, note=note,
                minutes=minutes, at=at,
            )  # fmt: skip

    def make_groups(self, at: datetime) -> None:
        make_groups(
            by=self.staff.of(0), gathering=Gathering(event=self.event), expected_revision=0,
            group_size=GROUP, at=at,
        )  # fmt: skip

    def publish(self, at: datetime) -> None:
        actions.publish_gathering(
            by=self.staff.of(0), gathering=Gathering(event=self.event), expected_revision=0,
            published=True, at=at,
        )  # fmt: skip

    def decide(self, text: str, days: int, every: int, at: datetime) -> None:
        """With every region, or every other, or every third."""
        actions.decide(
            by=self.staff.of(1), event=self.event, regions=self.regions[::every], text=text,
            due_on=self.day + timedelta(days=days), at=at,
        )  # fmt: skip


def tell(scenes: Sequence[Scene], staff: Staff) -> None:
    """The phase's gatherings that are over, and the next one."""
    if not scenes:
        return
    phase, today = scenes[0].phase, scenes[0].today
    listed = Event.objects.filter(
        phase=phase, kind=EventKind.GATHERING, removed=False, starts_on__isnull=False
    ).order_by("starts_on", "pk")
    meetings = [Meeting(one, staff, scenes) for one in listed]
    over = [one for one in meetings if one.day < today]
    for turn, one in enumerate(over):
        is_last = turn == len(over) - 1
        tell_of_past(one, words.DECIDED[1:] if is_last else words.DECIDED[:1])
    if coming := next((one for one in meetings if one.day >= today), None):
        tell_of_coming(coming, today)


def tell_of_past(meeting: Meeting, decided: Iterable[words.Decided]) -> None:
    day = meeting.day
    meeting.on(day - timedelta(days=20), partial(meeting.write_agenda, words.AGENDA))
    meeting.on(day - timedelta(days=12), meeting.publish)
    for (text, days, every), became in decided:
        meeting.on(day, partial(meeting.decide, text, days, every))
        for turn, scene in enumerate(meeting.scenes):
            if turn % 5 < 2:  # noqa: PLR2004  two of five have done it
                after = timedelta(days=10 + turn)
                act = partial(_follow_up, scene, meeting.event, text, scene.say(became))
                scene.script.add(moment(scene.rng, day + after, scene.today), act)


def tell_of_coming(meeting: Meeting, today: date) -> None:
    meeting.on(today - timedelta(days=6), partial(meeting.write_agenda, words.AGENDA_BEGUN))
    meeting.on(today, meeting.make_groups)


def _follow_up(scene: Scene, event: Event, text: str, became: str, at: datetime) -> None:
    """Say what became of it, where the region has it to do."""
    person: User = scene.people[0]
    found = Agreement.objects.filter(
        region=scene.region, event=event, text=text, outcome=Outcome.OPEN, removed=False
    ).first()
    if found is not None:
        actions.change_agreement(
            by=person, agreement=found, expected_revision=found.revision, at=at,
            outcome=Outcome.DONE, note=became,
        )  # fmt: skip
