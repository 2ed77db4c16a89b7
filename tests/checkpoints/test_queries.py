"""Readings: counted in SQL they say what one would count by hand, on any day since."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints import actions, queries
from checkpoints.boards import board
from checkpoints.models import Checkpoint, Milestone, Phase, Status, Strand
from checkpoints.progress import Planned, State, Tally
from checkpoints.region_progress import RegionProgress, region_progress
from checkpoints.rows import AssessmentFacts
from regions.models import Programme, Region, User
from regions.reading import Reading
from tests import makers

pytestmark = pytest.mark.django_db

START, END = date(2015, 9, 1), date(2016, 11, 20)
ENDED, BEGUN = date(2016, 3, 31), date(2016, 7, 1)  # a checkpoint that ends, and one that begins


@dataclass
class Story:
    """Regions in which much happens, and a log of it beside the database."""

    random: Random
    phase: Phase
    strands: list[Strand]
    people: dict[int, User]
    log: list[tuple[datetime, int, Checkpoint, Status]] = field(default_factory=list)

    @property
    def regions(self) -> list[Region]:
        return list({strand.region_id: strand.region for strand in self.strands}.values())

    @property
    def milestones(self) -> list[Milestone]:
        return list(self.phase.milestones.all())


def begin(seed: int) -> Story:
    """Three regions, one of them with a parallel strand; three milestones of four checkpoints."""
    phase = makers.small_programme(3, 4)
    makers.add_checkpoint(phase.milestones.all()[1], "nytt", position=5, since=BEGUN)
    Checkpoint.objects.filter(milestone__slug="m1", slug="c2").update(valid_to=ENDED)
    regions = [makers.make_region(name) for name in ("Ålesund", "Bodø", "Ærøy")]
    strands = [makers.main_strand(region) for region in regions]
    strands.append(makers.parallel_strand(regions[0], phase.milestones.all()[1]))
    people = {region.pk: makers.coordinator_of(region) for region in regions}
    return Story(Random(seed), phase, strands, people)  # noqa: S311  a story, not a secret


def live(story: Story, day: date, acts: int = 5) -> None:
    """A day in which some things are recorded."""
    random = story.random
    for hour in range(acts):
        strand = random.choice(story.strands)
        when = makers.at(day, 8 + hour)
        first = strand.first_milestone.position
        milestone = random.choice([m for m in story.milestones if m.position >= first])
        by = story.people[strand.region_id]
        if random.random() < 0.15:
            ends_on = day + timedelta(days=random.randrange(-60, 200))
            makers.plan(strand, milestone.position, None, ends_on, by=by, when=day, reason="Valg")
        elif random.random() < 0.1:
            makers.decide(strand, milestone.position, day, when=day, by=by)
        else:
            checkpoint = random.choice([c for c in milestone.checkpoints.all() if c.in_use(day)])
            status = random.choice([*Status, Status.MET, Status.MET])
            facts: dict[str, Any] = {"unsure": random.random() < 0.2}
            if random.random() < 0.3:
                facts["responsible"] = by
            makers.assess(
                strand, milestone.position, checkpoint.slug, status, by=by, when=when, **facts
            )
            story.log.append((when, strand.pk, checkpoint, status))


def days(count: int) -> list[date]:
    step = (END - START) // count
    return [START + step * n for n in range(count)]


# By hand


def by_hand(story: Story, strand: Strand, milestone: Milestone, day: date) -> Tally:
    """What the log says of a strand at a milestone by the end of a day."""
    valid = [
        one
        for one in milestone.checkpoints.all()
        if (one.valid_from or date.min) <= day <= (one.valid_to or date.max)
    ]
    now: dict[int, tuple[datetime, Status]] = {
        checkpoint.pk: (when, status)
        for when, where, checkpoint, status in story.log
        if where == strand.pk and when.date() <= day
    }
    found = [(one.kind, *now.get(one.pk, (None, Status.NOT_STARTED))) for one in valid]
    statuses = [status for _, _, status in found]
    asked = [s for kind, _, s in found if kind == "question" and s != Status.NOT_APPLICABLE]
    return Tally(
        valid=len(valid),
        met=statuses.count(Status.MET),
        on_hold=statuses.count(Status.ON_HOLD),
        not_applicable=statuses.count(Status.NOT_APPLICABLE),
        touched=len(valid) - statuses.count(Status.NOT_STARTED),
        questions=len(asked),
        answered=asked.count(Status.MET),
        changed_at=max((when for _, when, _ in found if when), default=None),
        reviewed_at=min((when for _, when, s in found if when and s.open), default=None),
    )


@pytest.mark.parametrize("seed", range(2))
def test_sums_are_what_one_counts_by_hand_on_any_day(seed: int, settings: Settings) -> None:
    story = begin(seed)
    for day in days(25):
        live(story, day, acts=4)
    # Both sides of the days on which checkpoints begin and end, and today
    for day in (START, ENDED, ENDED + timedelta(1), BEGUN - timedelta(1), BEGUN, END):
        settings.TODAY = END
        reading = Reading.as_of(day)
        found = board(Region.objects.all(), reading, "nb")
        assert found is not None
        cells = {
            (one.strand, one.milestone): one.tally
            for row in found.rows
            for cell in row.cells
            for one in (cell.cell, *cell.parallel)
        }
        wanted = {
            (strand.pk, milestone.pk): by_hand(story, strand, milestone, day)
            for strand in story.strands
            for milestone in story.milestones
            if milestone.position >= strand.first_milestone.position
        }
        assert cells == wanted, day


@pytest.mark.parametrize("seed", range(2))
def test_the_overview_and_the_regions_page_count_the_same(seed: int) -> None:
    story = begin(seed)
    for day in days(20):
        live(story, day, acts=4)
    for day in (date(2016, 2, 1), END):
        reading = Reading.as_of(day)
        found = board(Region.objects.all(), reading, "nb")
        assert found is not None
        on_board = {
            (one.strand, one.milestone): (one.tally, one.plan.ends_on, one.late_days, one.state)
            for row in found.rows
            for cell in row.cells
            for one in (cell.cell, *cell.parallel)
        }
        on_pages = {
            (one.strand.pk, one.milestone.pk): (
                one.cell.tally, one.cell.plan.ends_on, one.cell.late_days, one.cell.state,
            )
            for region in story.regions
            for one in region_progress(region, story.phase, reading, "nb").all_milestones
        }  # fmt: skip
        assert on_board == on_pages


@pytest.mark.parametrize("seed", range(2))
def test_a_reading_of_an_earlier_day_says_what_was_read_on_that_day(
    seed: int, settings: Settings
) -> None:
    """The page of a day is kept, life goes on, and then the day is asked for again."""
    story = begin(seed)
    kept: dict[date, Any] = {}
    for day in days(15):
        settings.TODAY = day
        live(story, day)
        kept[day] = everything(story, Reading.today())

    settings.TODAY = END
    for day, said in kept.items():
        reading = Reading.as_of(day)
        assert reading.past
        assert everything(story, reading) == said, day


def everything(story: Story, reading: Reading) -> Any:
    """The overview and all regions' pages, decisions as plain data."""
    pages = [plain(region_progress(region, story.phase, reading, "nb")) for region in story.regions]
    return board(Region.objects.all(), reading, "nb"), pages


def plain(progress: RegionProgress) -> RegionProgress:
    return replace(
        progress,
        strands=tuple(
            replace(
                strand,
                milestones=tuple(
                    replace(one, decisions=tuple((d.decided_on, d.body) for d in one.decisions))
                    for one in strand.milestones
                ),
            )
            for strand in progress.strands
        ),
    )


# The edge of a day


@pytest.mark.parametrize(
    ("when", "counts"),
    [
        (makers.at("2016-02-15", 23), True),
        (makers.at("2016-02-15", 23) + timedelta(minutes=59, seconds=59), True),
        (makers.at("2016-02-16", 0), False),
    ],
)
def test_as_of_a_day_means_by_its_end_in_oslo(when: datetime, counts: bool) -> None:
    strand = makers.main_strand_of_small_programme()
    makers.assess(strand, 1, 1, when=when)
    progress = region_progress(strand.region, strand.phase, Reading.as_of(date(2016, 2, 15)), "nb")
    assert progress.all_milestones[0].cell.tally.met == counts


def test_today_and_later_are_read_from_the_current_rows(day: date) -> None:
    assert not Reading.today().past
    assert not Reading.as_of(day).past
    assert not Reading.as_of(day + timedelta(1)).past
    assert Reading.as_of(day - timedelta(1)).past


def test_a_strand_is_not_there_before_it_was_added(day: date) -> None:
    strand = makers.main_strand_of_small_programme()
    queries_of = queries.strands_of
    assert queries_of(strand.region, strand.phase, Reading.as_of(date(2014, 2, 28))) == ()
    assert [one.pk for one in queries_of(strand.region, strand.phase, Reading.today())] == [
        strand.pk
    ]


def test_a_region_is_not_on_the_board_of_a_day_before_it_was_added() -> None:
    makers.main_strand_of_small_programme()
    assert rows_on(date(2014, 3, 1)) == 1
    assert rows_on(date(2014, 2, 28)) == 0


def rows_on(day: date) -> int:
    found = board(Region.objects.all(), Reading.as_of(day), "nb")
    return len(found.rows) if found else 0


def test_a_decision_that_was_removed_since_still_stood_then() -> None:
    strand = makers.main_strand_of_small_programme()
    row = makers.decide(strand, 1, "2016-01-20", when="2016-02-01")
    key = (strand.pk, row.milestone_id)
    actions.decide(
        by=None, strand=strand, milestone=row.milestone, expected_revision=1, decision=row,
        decided_on=row.decided_on, body=row.body, removed=True, at=makers.at("2016-03-01"),
    )  # fmt: skip

    def bodies(day: date) -> list[str]:
        found = queries.decisions([strand.pk], Reading.as_of(day)).get(key, [])
        return [one.body for one in found]

    assert bodies(date(2016, 1, 31)) == []
    assert bodies(date(2016, 2, 15)) == ["Bodø bystyre"]
    assert bodies(date(2016, 11, 20)) == []


# Plans


def test_a_plan_knows_its_first_days_and_how_often_the_end_was_moved() -> None:
    strand = makers.main_strand_of_small_programme()
    makers.plan(strand, 1, "2016-01-01", "2016-03-01", when="2015-10-01")
    makers.plan(strand, 1, "2016-01-15", "2016-03-01", when="2015-11-01")  # only the start
    makers.plan(strand, 1, "2016-01-15", "2016-04-01", when="2015-12-01")
    row = makers.plan(strand, 1, "2016-01-15", "2016-06-01", when="2016-02-01")
    key = (strand.pk, row.milestone_id)

    now = queries.with_drift(queries.plan_steps([strand.pk], Reading.today()))[key]
    assert now == Planned(
        date(2016, 1, 15),
        date(2016, 6, 1),
        4,
        date(2016, 1, 1),
        date(2016, 3, 1),
        moves=2,
        start_moves=1,
    )
    assert now.drift_days == 92
    then = queries.with_drift(queries.plan_steps([strand.pk], Reading.as_of(date(2015, 12, 31))))[
        key
    ]
    assert (then.ends_on, then.moves, then.revision) == (date(2016, 4, 1), 1, 3)


# The day's phase


@pytest.mark.parametrize(
    ("day", "milestones"),
    [(date(2014, 5, 1), 5), (date(2016, 11, 20), 5), (date(2030, 1, 1), 5)],
)
def test_the_outline_is_of_a_phase_that_has_milestones(
    phase: Phase, day: date, milestones: int
) -> None:
    """Phase 1 has none, so its days show phase 2."""
    outline = queries.current_outline(Reading(day), "nb")
    assert outline is not None
    assert (outline.phase, len(outline.milestones)) == (phase.pk, milestones)
    assert sum(valid for valid, _ in outline.counts.values()) == 25
    assert sum(questions for _, questions in outline.counts.values()) == 3


def test_a_programme_without_milestones_has_no_outline() -> None:
    makers.small_programme(milestones=0)
    assert queries.current_outline(Reading.today(), "nb") is None


def test_texts_come_in_the_form_that_is_wanted_else_in_their_own(phase: Phase) -> None:
    for language in ("nb", "nn", "en"):
        outline = queries.current_outline(Reading.today(), language)
        assert outline is not None
        first = outline.milestones[0].name
        assert (first.value, first.language) == ("Prosjektorganisasjon på plass", "nn")


# Queries


@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize("regions", [1, 3])
def test_a_board_is_few_queries(
    regions: int, past: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(regions)
    # milestones; and cells that are kept, on a past day strands with their regions, sums, plans
    with django_assert_num_queries(4 if past else 2):
        found = board(Region.objects.all(), Reading(END, past=past), "nb")
    assert found is not None
    assert len(found.rows) == regions


@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize("strands", [1, 3])
def test_a_regions_progress_is_eight_queries(
    strands: int, past: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    main = fill(1)[0]
    for theme in ("Reiseliv", "Handel")[: strands - 1]:
        parallel = makers.parallel_strand(main.region, main.phase.milestones.all()[1], theme)
        makers.assess(parallel, 2, 1)
    # wordings, strands, milestones, assessments, plans, steps, decisions, evidence,
    # verifications
    with django_assert_num_queries(9):
        progress = region_progress(main.region, main.phase, Reading(END, past=past), "nb")
    assert len(progress.strands) == strands


def fill(regions: int) -> list[Strand]:
    phase = makers.small_programme()
    strands = [makers.main_strand(makers.make_region(f"Region {n}"), phase) for n in range(regions)]
    for strand in strands:
        makers.assess(strand, 1, 1)
        makers.assess(strand, 1, 3)
        makers.plan(strand, 1, "2016-01-01", "2016-03-01")
        makers.decide(strand, 1)
    return strands


# What a page gets


def test_what_was_never_touched_is_not_started(strand_of: Strand) -> None:
    progress = region_progress(strand_of.region, strand_of.phase, Reading.today(), "nb")
    one = progress.all_milestones[0]
    assert {row.assessment for row in one.rows} == {AssessmentFacts()}
    assert (one.cell.state, one.cell.plan) == (State.NOT_STARTED, Planned())


def test_who_is_responsible_is_a_person_or_a_name(strand_of: Strand) -> None:
    reader = makers.reader_of(strand_of.region, makers.make_person("Ola Nordmann"))
    makers.assess(strand_of, 1, 1, responsible=reader)
    makers.assess(strand_of, 1, 2, responsible_name="Rådmannen")
    assert responsible(strand_of) == ["Ola Nordmann", "Rådmannen", ""]


def responsible(strand: Strand) -> list[str]:
    progress = region_progress(strand.region, strand.phase, Reading.today(), "nb")
    return [row.assessment.responsible for row in progress.all_milestones[0].rows]


@pytest.fixture
def strand_of() -> Strand:
    return makers.main_strand_of_small_programme()


def labels(rows: Iterable[Any]) -> list[str]:
    return [str(row.label) for row in rows]


def test_a_question_that_is_met_is_called_answered(strand_of: Strand) -> None:
    for position in (1, 3):
        makers.assess(strand_of, 1, position)
    progress = region_progress(strand_of.region, strand_of.phase, Reading.today(), "nb")
    rows = progress.all_milestones[0].rows
    assert labels(rows)[0] != labels(rows)[2]


# Which phase a day is in


@pytest.mark.parametrize(
    ("on", "slug"),
    [
        (date(2013, 1, 1), "fase-2"),  # before the first: what is to come
        (date(2015, 6, 15), "fase-2"),  # fase-1 has no milestones
        (date(2015, 7, 1), "fase-2"),
        (date(2020, 1, 1), "fase-2"),
        (date(2021, 1, 1), "fase-2"),  # a new one has begun, and nobody has said what it asks for
    ],
)
def test_the_phase_of_a_day_is_the_last_begun_with_something_to_do(
    programme: Programme, on: date, slug: str
) -> None:
    Phase.objects.create(
        programme=programme, slug="fase-3", position=3, nb="Fase 3", source="nb",
        starts_on=date(2021, 1, 1), ends_on=date(2023, 1, 1),
    )  # fmt: skip
    found = queries.current_phase(on)
    assert found is not None
    assert found.slug == slug
    outline = queries.current_outline(Reading(on), "nb")
    assert outline is not None
    assert outline.phase == found.pk


def test_a_programme_without_milestones_has_the_phase_that_has_begun(db: None) -> None:
    programme = makers.the_programme()
    for position, year in enumerate((2014, 2016), 1):
        Phase.objects.create(
            programme=programme, slug=f"fase-{position}", position=position, nb="Fase",
            source="nb", starts_on=date(year, 1, 1), ends_on=date(year + 1, 1, 1),
        )  # fmt: skip
    found = queries.current_phase(date(2015, 6, 15))
    assert found is not None
    assert found.slug == "fase-1"
