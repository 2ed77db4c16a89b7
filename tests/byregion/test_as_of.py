"""As of any day: what is read of it afterwards is what was read on it, whatever happened since.

Histories are drawn at random. On each day the pages are kept as they are read that day, from the
current rows, before anything later is recorded: a database in which only the revisions up to that
day have been played. When all is recorded each day is asked for again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoints import actions, content, queries
from checkpoints.boards import board
from checkpoints.models import (
    Assessment,
    Decision,
    Event,
    EventKind,
    Finding,
    Milestone,
    Phase,
    Status,
    Strand,
)
from checkpoints.region_progress import RegionProgress, region_progress
from regions import actions as people
from regions import clock
from regions.history import record
from regions.models import (
    Membership,
    MembershipRole,
    Municipality,
    Participation,
    Region,
    User,
)
from regions.queries import parts_of, region_on
from regions.reading import Reading
from reports.canonical import to_json
from reports.gather import report_content
from tests import makers

pytestmark = pytest.mark.django_db

# Among them both days on which Oslo's clocks are moved, and the days around them
DAYS = [
    date(2016, 1, 31), date(2016, 2, 1), date(2016, 3, 26), date(2016, 3, 27), date(2016, 3, 28),
    date(2016, 7, 1), date(2016, 10, 29), date(2016, 10, 30), date(2016, 10, 31),
]  # fmt: skip
TIMES = [time.min, time(0, 30), time(2, 30), time(12), time(23, 30), time.max]
END = date(2016, 11, 20)

type Act = Callable[["World", datetime, int], object]


@dataclass
class World:
    """Two regions in a small programme, with people and municipalities to move about."""

    phase: Phase
    regions: list[Region]
    people: list[User]
    municipalities: list[Municipality]

    @property
    def milestones(self) -> list[Milestone]:
        return list(self.phase.milestones.all())

    def strand(self, n: int) -> Strand:
        found: Strand = _pick(Strand.objects.order_by("pk"), n)
        return found

    def later(self, strand: Strand, n: int) -> Milestone:
        """A milestone that a strand goes through."""
        first = strand.first_milestone.position
        found: Milestone = _pick([one for one in self.milestones if one.position >= first], n)
        return found


def _pick(rows: Iterable[Any], n: int) -> Any:
    listed = list(rows)
    return listed[n % len(listed)]


def begin() -> World:
    phase = makers.small_programme(2, 2)
    regions = [makers.make_region("Ålesund", slug="en"), makers.make_region("Bodø", slug="to")]
    for kind, day in ((EventKind.KICKOFF, date(2015, 9, 24)), (EventKind.GATHERING, DAYS[2])):
        actions.add_event(by=None, phase=phase, kind=kind, starts_on=day, at=makers.FIRST)
    persons = [makers.coordinator_of(regions[0], makers.make_person(f"Person {n}")) for n in (1, 2)]
    places = [makers.make_municipality(name) for name in ("Giske", "Fauske")]
    makers.take_part(regions[0], places[0])
    return World(phase, regions, persons, places)


# What may happen


def assess(world: World, at: datetime, n: int) -> None:
    strand = world.strand(n)
    milestone = world.later(strand, n // 3)
    makers.assess(
        strand, milestone.position, 1 + n % 2, list(Status)[n % len(Status)],
        by=world.people[n % 2], when=at, unsure=n % 5 == 0,
    )  # fmt: skip


def confirm(world: World, at: datetime, n: int) -> None:
    strand = world.strand(n)
    wording = makers.wording(strand, world.later(strand, n // 3).position, 1)
    row = actions.assessment_of(strand, wording)
    if Status(row.status).open:
        actions.confirm(
            by=world.people[n % 2], strand=strand, wording=wording, row=row,
            expected_revision=row.revision, at=at,
        )  # fmt: skip


def plan(world: World, at: datetime, n: int) -> None:
    strand = world.strand(n)
    milestone = world.later(strand, n // 3)
    actions.plan(
        by=None, strand=strand, milestone=milestone, at=at, starts_on=None,
        ends_on=date(2016, 1, 1) + timedelta(n * 7),
        expected_revision=actions.plan_of(strand, milestone).revision,
    )  # fmt: skip


def decide(world: World, at: datetime, n: int) -> None:
    strand = world.strand(n)
    actions.decide(
        by=None, strand=strand, milestone=world.later(strand, n // 3), expected_revision=0,
        decided_on=date(2016, 1, 1 + n % 28), body=f"Bystyret {n}", at=at,
    )  # fmt: skip


def remove_or_restore_a_decision(world: World, at: datetime, n: int) -> None:
    for row in Decision.objects.order_by("pk")[:1]:
        actions.decide(
            by=None, strand=row.strand, milestone=row.milestone, decision=row,
            expected_revision=row.revision, decided_on=row.decided_on, body=f"Endret {n}",
            removed=not row.removed, at=at,
        )  # fmt: skip


def verify(world: World, at: datetime, n: int) -> None:
    """The staff verify or question something that is assessed, or take back what they said."""
    claim = Assessment.objects.order_by("strand_id", "checkpoint_id").last()
    if claim:
        row = actions.verification_of(claim.strand, claim.checkpoint)
        actions.verify(
            by=None, verification=row, expected_revision=row.revision, at=at, note=f"Merknad {n}",
            assessed=claim.revisions.get(number=claim.revision), finding=_pick(Finding, n),
        )  # fmt: skip


def add_strand(world: World, at: datetime, n: int) -> None:
    actions.add_parallel_strand(
        by=None, region=_pick(world.regions, n), theme=f"Tema {n}",
        first_milestone=_pick(world.milestones, n), at=at,
    )  # fmt: skip


def change_strand(world: World, at: datetime, n: int) -> None:
    """Another theme and place, closed or opened again."""
    for row in Strand.objects.filter(is_main=False).order_by("pk")[:1]:
        closed = None if row.closed_on else clock.day_of(at) + timedelta(n % 3)
        record(
            row, by=None, expected=row.revision, at=at,
            theme=f"Nytt tema {n}", position=n % 9, closed_on=closed,
        )  # fmt: skip


def move_event(world: World, at: datetime, n: int) -> None:
    event = _pick(Event.objects.order_by("pk"), n)
    actions.change_event(
        by=None, event=event, expected_revision=event.revision, position=1 + n % 4,
        starts_on=date(2016, 1, 1) + timedelta(n * 7), ends_on=None, removed=n % 4 == 0, at=at,
    )  # fmt: skip


def rename_region(world: World, at: datetime, n: int) -> None:
    row = Region.objects.get(pk=_pick(world.regions, n).pk)
    people.change_region(
        by=None, region=row, expected_revision=row.revision, name=f"{'ÅBZ'[n % 3]} region",
        language=("nb", "nn")[n % 2], at=at,
    )  # fmt: skip


def join_or_leave(world: World, at: datetime, n: int) -> None:
    """A municipality takes part, or no longer does, or was entered by mistake."""
    place, region = world.municipalities[n % 2], world.regions[0]
    row = Participation.objects.filter(region=region, municipality=place).first()
    row = row or Participation(region=region, municipality=place)
    people.change_participation(
        by=None, participation=row, expected_revision=row.revision, at=at,
        role=_pick(["member", "observer"], n), valid_from=None, removed=n % 3 == 0,
        valid_to=clock.day_of(at) if n % 5 == 0 else None,
    )  # fmt: skip


def change_membership(world: World, at: datetime, n: int) -> None:
    person, region = world.people[n % 2], world.regions[n // 2 % 2]
    row = Membership.objects.filter(user=person, region=region).first()
    people.set_membership(
        by=None, person=person, region=region, at=at, expected_revision=row.revision if row else 0,
        role=_pick([None, MembershipRole.READER, MembershipRole.COORDINATOR], n),
    )  # fmt: skip


def attach(world: World, at: datetime, n: int) -> None:
    """A link is laid beside a checkpoint, or taken away again."""
    strand = world.strand(n)
    milestone = world.later(strand, n // 3)
    url = f"https://www.bodo.no/{n % 2}/"
    row = actions.attach(
        by=None, strand=strand, milestone=milestone, checkpoint=milestone.checkpoints.first(),
        evidence=actions.link(by=None, region=strand.region, url=url, title=f"Sak {n}", at=at),
        at=at,
    )  # fmt: skip
    if n % 3 == 0:
        actions.detach(by=None, attachment=row, expected_revision=row.revision, at=at)


def reword(world: World, at: datetime, n: int) -> None:
    wording = makers.wording(world.strand(0), 1, 1)
    text = {"nb": f"Ny ordlyd {n}", "source": "nb"}
    content.put_wording(content.Run(at), wording.checkpoint, text)


ACTS: list[Act] = [
    assess, assess, assess, confirm, plan, plan, decide, remove_or_restore_a_decision, add_strand,
    change_strand, move_event, rename_region, join_or_leave, change_membership, reword,
    attach, verify, verify,
]  # fmt: skip
moments = st.tuples(st.sampled_from(DAYS), st.sampled_from(TIMES))
histories = st.lists(
    st.tuples(moments, st.sampled_from(ACTS), st.integers(0, 40)), min_size=4, max_size=16
)


# What is read


def everything(world: World, reading: Reading) -> dict[str, Any]:
    """All that pages and paper are made from, as plain data; the report names the people."""
    found: dict[str, Any] = {"board": board(Region.objects.all(), reading, "nb")}
    found["calendar"] = [
        (one.slug, one.position, one.starts_on, one.removed)
        for one in queries.calendar(world.phase, reading)
    ]
    for row in world.regions:
        region = region_on(Region.objects.get(pk=row.pk), reading)
        found[row.slug] = (
            plain(region_progress(region, world.phase, reading, "nb")),
            parts_of(region, reading),
            to_json(report_content(Region.objects.get(pk=row.pk), world.phase, reading.day)),
        )
    return found


def plain(progress: RegionProgress) -> RegionProgress:
    """Decisions as facts: today's rows and their revisions are two models."""
    return replace(
        progress,
        strands=tuple(
            replace(
                strand,
                milestones=tuple(
                    replace(
                        one,
                        decisions=tuple((d.decided_on, d.body, d.note) for d in one.decisions),
                    )
                    for one in strand.milestones
                ),
            )
            for strand in progress.strands
        ),
    )


def moment_of(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=clock.OSLO)


@settings(max_examples=10)
@given(histories)
def test_an_earlier_day_is_read_as_it_was_read_on_that_day(
    history: list[tuple[tuple[date, time], Act, int]],
) -> None:
    with transaction.atomic(), translation.override("nb"):
        world = begin()
        acts = sorted(history, key=lambda one: moment_of(*one[0]))
        kept = {}
        for day in sorted({on for (on, _), _, _ in history}):
            with override_settings(TODAY=day):
                for (on, at), act, n in acts:
                    if on == day:
                        act(world, moment_of(on, at), n)
                kept[day] = everything(world, Reading.today())
        with override_settings(TODAY=END):
            for day, said in kept.items():
                reading = Reading.as_of(day)
                assert reading.past
                again = everything(world, reading)
                for name, part in said.items():
                    assert again[name] == part, (day, name)
        transaction.set_rollback(True)
