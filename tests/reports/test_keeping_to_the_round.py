"""What is written on a report keeps to its round, region and programme, and to what is asked."""

import pytest
from django.core.exceptions import ValidationError

from checkpoints.models import Strand
from regions.models import Programme, Region, User
from reports import actions
from reports.actions.drafts import answer
from reports.actions.stages import hand_in
from reports.models import Agreement, Answer, Edition, Remark, Report, Round
from tests import makers


@pytest.fixture
def strand(db: None) -> Strand:
    return makers.main_strand_of_small_programme()


@pytest.fixture
def region(strand: Strand) -> Region:
    return strand.region


@pytest.fixture
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region)


@pytest.fixture
def report(region: Region, asking: Round) -> Report:
    return makers.report_of(region, asking)


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def edition(report: Report, kari: User) -> Edition:
    return makers.hand_in(report, kari)


def test_an_answer_is_to_a_question_of_the_round(region: Region, report: Report) -> None:
    question = makers.ask_for_reports(region).questions.all()[0]
    row = Answer(report=report, question=question)
    with pytest.raises(ValidationError):
        actions.answer(by=None, answer=row, expected_revision=0, text="Hm.")
    assert not Answer.objects.exists()


def test_a_remark_is_on_what_the_edition_is_about(
    region: Region, strand: Strand, edition: Edition
) -> None:
    elsewhere = makers.small_programme(milestones=1, checkpoints=1, slug="annen")
    here = makers.wording(strand, 1, 1).checkpoint
    there = elsewhere.milestones.all()[0].checkpoints.all()[0]
    salten = makers.main_strand(makers.make_region("Salten"), strand.phase)
    wrong = (
        {"question": makers.ask_for_reports(region).questions.all()[0]},
        {"strand": salten, "checkpoint": here},
        {"strand": strand, "checkpoint": there},
        {"strand": makers.main_strand(region, elsewhere), "checkpoint": here},
    )
    for on in wrong:
        with pytest.raises(ValidationError):
            actions.add_remark(by=None, edition=edition, text="Hm.", **on)
    assert not Remark.objects.exists()
    actions.add_remark(by=None, edition=edition, text="Hm.", strand=strand, checkpoint=here)
    assert Remark.objects.get().checkpoint == here


def test_what_is_agreed_is_at_an_event_of_the_regions_programme(
    region: Region, asking: Round
) -> None:
    other = Programme.objects.create(slug="annet", name="Annet", funder="F", languages=["nb"])
    Region.objects.filter(pk=region.pk).update(programme=other)
    region.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        actions.agree(by=None, region=region, event=asking.event, text="Skriv mer.")
    assert list(refused.value.message_dict) == ["event"]
    assert not Agreement.objects.exists()


# What is no longer asked for


def refusals(report: Report, kari: User) -> set[str]:
    """What is said to who writes an answer and who hands in, from pages that were open before."""
    row = Answer.objects.filter(report=report).first()
    assert row is not None
    with pytest.raises(ValidationError) as unwritten:
        answer(by=kari, answer=row, expected_revision=row.revision, text="For sent ute.")
    with pytest.raises(ValidationError) as unsent:
        hand_in(by=kari, report=report, expected_revision=report.revision, site="https://x.test/")
    row.refresh_from_db()
    assert (row.text, Edition.objects.count()) == ("Vi er i rute.", 0)
    return {*unwritten.value.messages, *unsent.value.messages}


def test_nothing_is_saved_or_handed_in_where_it_is_no_longer_asked_for(
    report: Report, asking: Round, kari: User
) -> None:
    makers.answer_all(report)
    actions.ask_regions(by=None, asking=asking, regions=[])
    report.refresh_from_db()
    (not_asked,) = refusals(report, kari)
    actions.ask_regions(by=None, asking=asking, regions=[report.region])
    actions.change_round(by=None, asking=asking, expected_revision=1, removed=True)
    report.refresh_from_db()
    (removed,) = refusals(report, kari)
    assert not_asked != removed


def test_a_round_that_something_was_handed_in_to_is_not_taken_away(
    edition: Edition, asking: Round
) -> None:
    with pytest.raises(ValidationError):
        actions.change_round(by=None, asking=asking, expected_revision=1, removed=True)
    asking.refresh_from_db()
    assert not asking.removed
