"""The demo: alive, plausible, the same every time, and made of what people could have done."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Max, Min

from byregion.demo import PASSWORD, SIGN_INS, words
from byregion.management.commands.check_consistency import CHECKS
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Attachment,
    CheckpointWording,
    Decision,
    DecisionRevision,
    Event,
    HelpRequest,
    Outcome,
    Phase,
    Plan,
    PlanRevision,
    Sharing,
    SharingRevision,
    Status,
    Strand,
    StrandRevision,
)
from checkpoints.progress import State, tally_of
from checkpoints.region_progress import region_progress
from regions import clock
from regions.models import Membership, Region, RegionRevision, User
from regions.reading import Reading
from reports.canonical import from_json
from reports.models import AgendaItem, Agreement, Edition, Gathering, Report, Round

pytestmark = pytest.mark.django_db
TODAY = date(2016, 11, 20)
HISTORIES: tuple[Any, ...] = (AssessmentRevision, PlanRevision, DecisionRevision, StrandRevision)


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made once for all tests of this module that only read it."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "TODAY", TODAY)
        call_command("make_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo: None, db: None) -> None:
    """The demo, on its own day."""


def states(region: Region) -> list[State]:
    """The states of the main strand's milestones, in their order."""
    strand = region.strands.get(is_main=True)
    statuses = {row.checkpoint_id: row.status for row in Assessment.objects.filter(strand=strand)}
    found = []
    for milestone in strand.phase.milestones.all():
        ids = milestone.checkpoints.values_list("pk", flat=True)
        found.append(tally_of(statuses.get(pk, Status.NOT_STARTED) for pk in ids).state)
    return found


# Who


def test_everyone_listed_can_sign_in_and_is_what_the_list_says(demo: None) -> None:
    for listed in SIGN_INS:
        person = authenticate(email=listed.email, password=PASSWORD)
        assert isinstance(person, User)
        slugs = Region.objects.filter(pk__in=person.standing.coordinates).order_by("slug")
        assert tuple(slugs.values_list("slug", flat=True)) == tuple(sorted(listed.coordinates))
        reads = Region.objects.filter(pk__in=person.standing.reads)
        assert tuple(reads.values_list("slug", flat=True)) == listed.reads
        assert (person.standing.staff, person.standing.ministry) == (
            listed.programme_role == "staff", listed.programme_role == "ministry",
        )  # fmt: skip
        assert (person.name, person.language) == (listed.name, listed.language)


def test_all_addresses_reach_nobody(demo: None) -> None:
    assert User.objects.exclude(email__endswith=".example").count() == 0
    assert User.objects.count() > 60


def test_every_region_has_two_who_coordinate(demo: None) -> None:
    rows = Membership.objects.filter(role="coordinator", removed=False)
    counts = Counter(rows.values_list("region__slug", flat=True))
    assert (len(counts), set(counts.values())) == (28, {2})
    assert Membership.objects.filter(removed=True).exists()  # some have left


def test_the_sign_ins_are_printed_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo_signins")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(SIGN_INS)
    assert lines[0].split()[:2] == ["kari.nordmann@alesund.example", "demo"]
    assert lines[0].endswith("Region Ålesund")


# What


def test_the_overview_is_alive(demo: None) -> None:
    listed = [states(region) for region in Region.objects.order_by("slug")]
    reached = [sum(row[at] == State.REACHED for row in listed) for at in range(5)]
    assert 22 <= reached[0] <= 26
    assert 14 <= reached[1] <= 20
    assert 6 <= reached[2] <= 11
    assert 1 <= reached[3] <= 4
    assert reached[4] == 0
    every = Counter(state for row in listed for state in row)
    assert {State.IN_PROGRESS, State.ON_HOLD, State.REACHED, State.NOT_STARTED} <= set(every)
    assert [State.NOT_STARTED] * 5 in listed


def test_one_region_has_nothing_at_all(demo: None) -> None:
    region = Region.objects.get(slug="tonsbergregionen")
    assert region.strands.count() == 1
    strands = list(region.strands.all())
    for model in (Assessment, Plan, Decision):
        assert model._default_manager.filter(strand__in=strands).count() == 0


def test_some_are_late_and_plans_were_moved_for_a_reason(demo: None) -> None:
    late = [
        plan for plan in Plan.objects.filter(ends_on__lt=TODAY).select_related("strand__region")
        if plan.strand.is_main
        and states(plan.strand.region)[plan.milestone.position - 1] != State.REACHED
    ]  # fmt: skip
    assert 6 <= len({plan.strand_id for plan in late}) <= 16
    moved = PlanRevision.objects.filter(number__gt=1)
    assert moved.count() > 40
    assert moved.filter(reason="").count() == 0


def test_everything_that_happens_to_a_checkpoint_happens(demo: None) -> None:
    assert AssessmentRevision.objects.filter(status="on_hold").exclude(reason="").count() > 15
    assert Assessment.objects.filter(status="not_applicable").exclude(text="").count() > 4
    assert Assessment.objects.filter(unsure=True).count() > 8
    assert Assessment.objects.filter(due_on__gt=TODAY).exists()
    assert Assessment.objects.filter(due_on__lt=TODAY).exclude(status="met").exists()
    assert Assessment.objects.exclude(responsible=None).count() > 100
    assert Assessment.objects.exclude(responsible_name="").count() > 50
    questions = Assessment.objects.filter(checkpoint_kind="question")
    assert questions.filter(status="met").count() > 30
    assert questions.filter(status="in_progress").exists()
    texts = AssessmentRevision.objects.exclude(text="").values_list("text", flat=True)
    assert len(set(texts)) > 200


def test_ticks_are_taken_back_and_given_again(demo: None) -> None:
    taken_back = given_again = 0
    for row in Assessment.objects.order_by("pk").prefetch_related("revisions"):
        steps = sorted(row.revisions.all(), key=lambda step: step.number)
        met = [step.status == Status.MET for step in steps]
        ends = [i for i in range(1, len(met)) if met[i - 1] and not met[i]]
        taken_back += bool(ends)
        given_again += any(met[i:].count(True) for i in ends)
    assert taken_back > 8
    assert given_again > 3


def test_a_region_writes_in_its_own_form(demo: None) -> None:
    nn = "|".join(pair[1] for about in words.STATEMENTS.values() for pair in about.done)
    nb = "|".join(pair[0] for about in words.STATEMENTS.values() for pair in about.done)
    assert "Mandatet er vedteke" in nn
    for region in Region.objects.order_by("slug"):
        texts = AssessmentRevision.objects.filter(strand__region=region)
        other = "ikkje" if region.language == "nb" else " ikke "
        assert texts.filter(text__contains=other).count() == 0, region.slug
    assert nb != nn


def test_decisions_are_made_by_several_bodies(demo: None) -> None:
    bodies = set(Decision.objects.values_list("body", flat=True))
    assert {"Regionrådet", "Styringsgruppen", "Styringsgruppa"} <= bodies
    councils = [body for body in bodies if body.startswith("Kommunestyret i ")]
    assert len(councils) > 10
    most = Counter(Decision.objects.values_list("strand_id", "milestone_id")).most_common(1)
    assert most[0][1] == 3


def test_strands_run_side_by_side(demo: None) -> None:
    parallel = Strand.objects.filter(is_main=False)
    counts = Counter(parallel.values_list("region__slug", flat=True))
    assert set(counts.values()) == {1, 2, 3, 6}
    assert counts["lillehammer-gudbrandsdalen"] == 6
    for strand in parallel:
        assert strand.first_milestone.position > 1


def test_region_aalesund_is_as_drawn(demo: None) -> None:
    region = Region.objects.get(slug="region-alesund")
    assert states(region) == [
        State.REACHED, State.REACHED, State.ON_HOLD, State.IN_PROGRESS, State.NOT_STARTED,
    ]  # fmt: skip
    strategies = Plan.objects.get(
        strand__region=region, strand__is_main=True, milestone__position=3
    )
    assert (TODAY - strategies.ends_on).days == 51 if strategies.ends_on else False
    assert strategies.revision == 3
    themes = region.strands.order_by("position").values_list("theme", flat=True)
    assert list(themes) == ["", "Kompetanse og rekruttering", "Sentrumsutvikling"]
    by = AssessmentRevision.objects.filter(strand__region=region).values_list("by__name", flat=True)
    assert set(by) == {"Kari Nordmann", "Per Hansen"}


# When


def test_what_is_open_in_aalesund_was_confirmed_or_has_not_been_reviewed_since_may(
    demo: None,
) -> None:
    region = Region.objects.get(slug="region-alesund")
    progress = region_progress(region, Phase.objects.get(slug="fase-2"), Reading(TODAY), "nb")
    reviews = [row.review for one in progress.all_milestones for row in one.rows if row.review]
    assert sum(one.confirmed and one.is_today for one in reviews) == 2
    assert sum(one.confirmed and not one.is_today for one in reviews) == 1
    assert [one.on.month for one in reviews if one.is_stale] == [5, 5]


def test_all_is_recorded_between_july_2015_and_the_demos_own_day(demo: None) -> None:
    for model in (*HISTORIES, RegionRevision):
        times = model.objects.aggregate(first=Min("recorded_at"), last=Max("recorded_at"))
        assert clock.start_of(date(2015, 7, 1)) <= times["first"]
        assert times["last"] <= clock.end_of(TODAY)
    months = AssessmentRevision.objects.dates("recorded_at", "month")
    assert len(months) == 17  # something every month


def test_nothing_is_told_before_it_happened(demo: None) -> None:
    for revision in AssessmentRevision.objects.exclude(met_on=None):
        assert revision.met_on is not None
        assert revision.met_on <= clock.day_of(revision.recorded_at)
    for decision in DecisionRevision.objects.order_by("pk"):
        assert decision.decided_on <= clock.day_of(decision.recorded_at)


def test_strands_are_there_as_of_any_day(demo: None) -> None:
    main = StrandRevision.objects.filter(of__is_main=True, number=1)
    assert set(main.values_list("recorded_at", flat=True)) == {clock.start_of(date(2015, 7, 1))}
    early = AssessmentRevision.objects.filter(
        recorded_at__lt=F("strand__revisions__recorded_at"), strand__revisions__number=1
    )
    assert early.count() == 0


def test_the_calendar_has_days_marked_as_the_demos(demo: None) -> None:
    rows = Event.objects.order_by("position").values_list("slug", "starts_on", "note")
    assert list(rows) == [
        ("oppstart", date(2015, 9, 24), ""),
        ("samling-1", date(2016, 2, 2), ""),
        ("rapport-1", date(2016, 2, 15), ""),
        ("samling-2", date(2016, 9, 13), "Demo"),
        ("rapport-2", date(2016, 12, 1), "Demo"),
        ("samling-3", date(2017, 3, 21), "Demo"),
        ("samling-4", date(2017, 9, 19), "Demo"),
        ("samling-5", date(2018, 3, 13), "Demo"),
        ("sluttrapport", date(2018, 5, 31), "Demo"),
    ]


# What regions tell each other


def test_regions_tell_each_other_how(demo: None) -> None:
    rows = Sharing.objects.select_related("strand__region", "contact")
    assert {row.strand.region.slug for row in rows} >= {"region-alesund"}
    assert len({row.strand_id for row in rows}) > 6
    for row in rows:
        met = Assessment.objects.filter(strand=row.strand, checkpoint=row.checkpoint, status="met")
        assert SharingRevision.objects.filter(of=row).count() == 1
        assert met.exists() or row.strand.region.slug != "region-alesund"
    assert Attachment.objects.filter(shared=True).exists()


def test_some_ask_for_help_and_some_have_been_helped(demo: None) -> None:
    rows = HelpRequest.objects.order_by("pk")
    outcomes = Counter(rows.values_list("outcome", flat=True))
    assert outcomes == {Outcome.OPEN: 4, Outcome.SETTLED: 1}
    thanked = rows.get(outcome=Outcome.SETTLED)
    assert thanked.thanks
    assert thanked.answers.count() == 2
    own = rows.get(strand__region__slug="region-alesund")
    assert (own.checkpoint.slug, own.answers.count()) == ("mandat", 1)
    assert rows.filter(answers=None).count() == 3


# What they report


def test_a_round_is_over_and_one_is_open(demo: None) -> None:
    stages = {
        asking.event.slug: Counter(asking.reports.values_list("stage", flat=True))
        for asking in Round.objects.select_related("event")
    }
    assert stages == {
        "rapport-1": {"approved": 26, "submitted": 1, "draft": 1},
        "rapport-2": {"draft": 20, "submitted": 4, "approved": 3, "returned": 1},
        "sluttrapport": {"draft": 28},
    }
    assert Edition.objects.filter(on_behalf=True).count() == 1
    late = Edition.objects.filter(number=1, handed_in_at__date__gt=F("report__round__due_on"))
    assert late.count() == 3


def test_reports_say_how_things_stood_when_they_were_handed_in(demo: None) -> None:
    for edition in Edition.objects.all():
        assert from_json(edition.content).day == clock.day_of(edition.handed_in_at)


def test_the_ones_who_sign_in_have_something_to_do(demo: None) -> None:
    own = Report.objects.filter(round__event__slug="rapport-2")
    written = own.get(region__slug="region-alesund").answers
    assert (written.count(), written.filter(question__required=True).count()) == (2, 2)
    returned = own.get(region__slug="ytre-ryfylke")
    assert returned.edition is not None
    assert returned.stage == "returned"
    assert returned.edition.remarks.get().sent
    assert set(Agreement.objects.values_list("outcome", flat=True)) == {"open", "done"}


def test_gatherings_are_over_with_what_was_agreed_and_one_is_prepared(demo: None) -> None:
    shown = Gathering.objects.filter(published=True).order_by("event__starts_on")
    assert [one.event.slug for one in shown] == ["samling-1", "samling-2"]
    agreed = Agreement.objects.exclude(decision=None)
    outcomes = Counter(agreed.filter(event__slug="samling-2").values_list("outcome", flat=True))
    assert outcomes == {"open": 23, "done": 18}
    agendas = Counter(AgendaItem.objects.values_list("event__slug", flat=True))
    assert agendas == {"samling-1": 4, "samling-2": 4, "samling-3": 3}
    groups = Gathering.objects.get(event__slug="samling-3").groups
    assert [len(one["regions"]) for one in groups] == [4] * 7


# How


def test_it_is_consistent(demo: None) -> None:
    assert {check.__name__: check() for check in CHECKS} == {check.__name__: [] for check in CHECKS}


def test_a_second_time_does_nothing(demo: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = AssessmentRevision.objects.count()
    call_command("make_demo")
    assert capsys.readouterr().out == "Demo: there already, nothing done.\n"
    assert AssessmentRevision.objects.count() == before


def test_every_checkpoint_of_the_programme_has_words_of_its_own(demo: None) -> None:
    keys = {
        (row.checkpoint.milestone.slug, row.checkpoint.slug)
        for row in CheckpointWording.objects.select_related("checkpoint__milestone")
    }
    assert keys == set(words.STATEMENTS) | set(words.ANSWERS)
