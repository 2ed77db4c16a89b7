"""What the programme staff verify: of which claim, until when it holds, and where it is read."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.actions.verifying import CLAIM_CHANGED
from checkpoints.models import (
    Assessment,
    AssessmentRevision,
    Finding,
    Status,
    Strand,
    Verification,
)
from checkpoints.queries.verifying import VerificationFacts, verifications
from checkpoints.region_progress import region_progress
from regions.history import Kind, Stale
from regions.models import Region
from regions.reading import Reading
from reports.gather import report_content
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(strand: Strand) -> Assessment:
    return makers.assess(strand, 1, 1)


def step(claim: Assessment, number: int) -> AssessmentRevision:
    return AssessmentRevision.objects.get(of=claim, number=number)


def said(
    claim: Assessment, finding: str, note: str = "", *, seen: int = 1, expected: int = 0
) -> Verification:
    row = actions.verification_of(claim.strand, claim.checkpoint)
    return actions.verify(
        by=makers.make_person("Ola Dahl"), verification=row, expected_revision=expected,
        assessed=step(claim, seen), finding=finding, note=note,
    )  # fmt: skip


def facts(strand: Strand, reading: Reading | None = None) -> list[VerificationFacts]:
    return list(verifications([strand.pk], reading or Reading.today()).values())


# Saying it


def test_it_points_at_the_step_that_was_read(claim: Assessment) -> None:
    row = said(claim, Finding.VERIFIED, " Sett mot vedtaket. ")
    assert (row.assessed, row.finding, row.note) == (
        step(claim, 1),
        "verified",
        "Sett mot vedtaket.",
    )
    assert row.milestone == claim.milestone
    history = row.revisions.get()
    assert (history.number, history.assessed, history.finding) == (1, step(claim, 1), "verified")


@pytest.mark.parametrize("note", ["", "  \n"])
def test_what_is_questioned_is_said(claim: Assessment, note: str) -> None:
    with pytest.raises(ValidationError) as refused:
        said(claim, Finding.QUESTIONED, note)
    assert list(refused.value.error_dict) == ["note"]
    assert not Verification.objects.exists()


def test_nobody_verifies_what_was_changed_after_they_read_it(claim: Assessment) -> None:
    makers.assess(claim.strand, 1, 1, text="Likevel ikke.")
    with pytest.raises(ValidationError) as refused:
        said(claim, Finding.VERIFIED, seen=1)
    assert refused.value.code == CLAIM_CHANGED
    assert not Verification.objects.exists()


def test_what_was_only_confirmed_meanwhile_is_what_was_read(strand: Strand) -> None:
    claim = makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.confirm(strand, 1, 1, when="2016-03-01")
    assert said(claim, Finding.VERIFIED, seen=1).assessed == step(claim, 1)


def test_what_was_said_is_taken_back_whatever_the_region_has_changed(claim: Assessment) -> None:
    said(claim, Finding.VERIFIED)
    makers.assess(claim.strand, 1, 1, text="Mer.")
    said(claim, Finding.NONE, seen=1, expected=1)
    assert facts(claim.strand) == []


def test_the_claim_of_another_strand_is_no_claim_of_this_one(
    claim: Assessment, region: Region
) -> None:
    parallel = makers.parallel_strand(region, claim.strand.phase.milestones.all()[0])
    other = makers.assess(parallel, 1, 1)
    row = actions.verification_of(claim.strand, claim.checkpoint)
    with pytest.raises(ValidationError):
        actions.verify(
            by=None, verification=row, expected_revision=0, assessed=step(other, 1),
            finding=Finding.VERIFIED,
        )  # fmt: skip


def test_two_who_verify_at_once_do_not_overwrite_each_other(claim: Assessment) -> None:
    said(claim, Finding.VERIFIED)
    with pytest.raises(Stale):
        said(claim, Finding.QUESTIONED, "Hvem?")
    assert Verification.objects.get().finding == "verified"


def test_the_same_said_of_a_newer_step_is_a_confirmation(claim: Assessment) -> None:
    said(claim, Finding.VERIFIED)
    makers.assess(claim.strand, 1, 1, text="Mer.")
    row = said(claim, Finding.VERIFIED, seen=2, expected=1)
    assert list(row.revisions.order_by("number").values_list("step", "assessed__number")) == [
        (Kind.CHANGE, 1),
        (Kind.CONFIRM, 2),
    ]


# How long it holds


def test_a_change_of_the_claim_makes_it_outdated(claim: Assessment) -> None:
    makers.verify(claim.strand, 1, 1, when="2016-03-01")
    assert [one.outdated for one in facts(claim.strand)] == [False]
    makers.assess(claim.strand, 1, 1, text="Mer.", when="2016-03-02")
    assert [one.outdated for one in facts(claim.strand)] == [True]


def test_a_confirmation_of_the_claim_leaves_it_standing(strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.verify(strand, 1, 1, when="2016-03-01")
    makers.confirm(strand, 1, 1, when="2016-03-02")
    assert [one.outdated for one in facts(strand)] == [False]


def test_it_is_read_as_it_stood_on_a_day(claim: Assessment) -> None:
    strand = claim.strand
    makers.verify(strand, 1, 1, Finding.QUESTIONED, "Hvem?", when="2016-03-01")
    makers.assess(strand, 1, 1, text="Bystyret.", when="2016-03-03")
    makers.verify(strand, 1, 1, when="2016-03-05")
    found = {
        day: [
            (one.finding, one.note, one.on, one.outdated)
            for one in facts(strand, Reading.as_of(date(2016, 3, day)))
        ]
        for day in (1, 3, 5)
    }
    assert facts(strand, Reading.as_of(date(2016, 2, 29))) == []
    assert found == {
        1: [("questioned", "Hvem?", date(2016, 3, 1), False)],
        3: [("questioned", "Hvem?", date(2016, 3, 1), True)],
        5: [("verified", "", date(2016, 3, 5), False)],
    }


@pytest.mark.parametrize(
    ("finding", "outdated", "words"),
    [
        (Finding.VERIFIED, False, "kontrollert 12. november 2016"),
        (Finding.VERIFIED, True, "kontrollert 12. november 2016, endret siden"),
        (Finding.QUESTIONED, False, "spørsmål stilt 12. november 2016"),
        (Finding.QUESTIONED, True, "spørsmål stilt 12. november 2016, endret siden"),
    ],
)
def test_it_is_told_in_words(finding: Finding, words: str, *, outdated: bool) -> None:
    moment = makers.at("2016-11-12")
    assert VerificationFacts(finding, "", moment, "Ola Dahl", outdated).words == words


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_one_query(
    strand: Strand, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, rows + 1):
        makers.assess(strand, 1, number)
        makers.verify(strand, 1, number)
    with django_assert_num_queries(1):
        assert len(facts(strand)) == rows


# Apart from the region's claim


def test_counts_are_the_regions_own(claim: Assessment, region: Region) -> None:
    strand = claim.strand
    before = region_progress(region, strand.phase, Reading.today(), "nb")
    makers.verify(strand, 1, 1, Finding.QUESTIONED)
    after = region_progress(region, strand.phase, Reading.today(), "nb")
    assert [one.cell for one in after.all_milestones] == [one.cell for one in before.all_milestones]
    assert [row.checkpoint.slug for _at, row in after.questioned] == ["c1"]


def test_what_the_region_has_changed_no_longer_waits_for_it(
    claim: Assessment, region: Region
) -> None:
    makers.verify(claim.strand, 1, 1, Finding.QUESTIONED, when="2016-03-01")
    makers.assess(claim.strand, 1, 1, text="Bystyret.", when="2016-03-02")
    progress = region_progress(region, claim.strand.phase, Reading.today(), "nb")
    assert progress.questioned == ()


def test_the_report_says_both(claim: Assessment, region: Region) -> None:
    makers.verify(claim.strand, 1, 1, Finding.QUESTIONED, "Hvem?")
    content = report_content(region, claim.strand.phase, date(2016, 11, 20))
    rows = content.strands[0].milestones[0].checkpoints
    assert [row.status for row in rows] == ["met", "not_started", "not_started"]
    verified = rows[0].verification
    assert verified is not None
    assert (verified.finding, verified.note, verified.on, verified.outdated) == (
        "questioned",
        "Hvem?",
        date(2016, 11, 12),
        False,
    )
    assert [row.verification for row in rows[1:]] == [None, None]
