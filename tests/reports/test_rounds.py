"""Setting up a round: its dates and questions, which regions it asks, and what changes later."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from checkpoints import actions as progress_actions
from checkpoints.models import Checkpoint, Event, EventKind, Phase
from regions.history import Stale
from regions.models import Region, User
from reports import actions
from reports.models import Question, Report, Round
from tests import makers

DATES: dict[str, Any] = {"opens_on": date(2016, 10, 1), "due_on": date(2016, 12, 1)}


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme()


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Bodøregionen")


@pytest.fixture
def staff(phase: Phase) -> User:
    return makers.staff()


@pytest.fixture
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region, questions=3)


def headings(asking: Round) -> list[str]:
    return [one.heading_nb for one in asking.questions.filter(removed=False)]


def question(asking: Round, number: int) -> Question:
    return asking.questions.get(heading_nb=f"Spørsmål {number}?")


def asked(asking: Round) -> list[tuple[str, bool]]:
    rows = asking.reports.order_by("region__name")
    return list(rows.values_list("region__name", "asked"))


# Dates


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"due_on": date(2016, 9, 30)}, "due_on"), ({"frozen_on": date(2016, 9, 30)}, "frozen_on")],
)
def test_a_day_before_the_round_opens_is_refused_at_its_field(
    asking: Round, staff: User, wrong: dict[str, date], field: str
) -> None:
    with pytest.raises(ValidationError) as error:
        actions.change_round(by=staff, asking=asking, expected_revision=1, **wrong)
    assert list(error.value.message_dict) == [field]
    asking.refresh_from_db()
    assert (asking.revision, asking.due_on) == (1, DATES["due_on"])


def test_it_speaks_for_a_checkpoint_of_its_own_phase(asking: Round, staff: User) -> None:
    own = Checkpoint.objects.latest("pk")
    actions.change_round(by=staff, asking=asking, expected_revision=1, proposes=own)
    elsewhere = Phase.objects.create(
        programme=asking.event.phase.programme, slug="annen", position=9, nb="Annen", source="nb",
        starts_on=date(2014, 1, 1), ends_on=date(2014, 12, 31),
    )  # fmt: skip
    milestone = elsewhere.milestones.create(slug="m", position=1, nb="M", source="nb")
    other = milestone.checkpoints.create(slug="c", position=1, kind="statement")
    with pytest.raises(ValidationError) as error:
        actions.change_round(by=staff, asking=asking, expected_revision=2, proposes=other)
    assert list(error.value.message_dict) == ["proposes"]


def test_an_event_has_one_round(asking: Round, staff: User) -> None:
    with pytest.raises(Stale):
        actions.set_up_round(by=staff, event=asking.event, regions=(), **DATES)


def test_a_round_goes_away_and_comes_back(asking: Round, staff: User) -> None:
    actions.change_round(by=staff, asking=asking, expected_revision=1, removed=True)
    actions.change_round(by=staff, asking=asking, expected_revision=2, removed=False)
    assert list(asking.revisions.order_by("number").values_list("removed", flat=True)) == [
        False, True, False,
    ]  # fmt: skip


def test_a_round_that_someone_has_handed_in_to_stays(
    asking: Round, staff: User, region: Region
) -> None:
    makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    with pytest.raises(ValidationError) as error:
        actions.change_round(by=staff, asking=asking, expected_revision=1, removed=True)
    assert list(error.value.message_dict) == ["removed"]


def test_what_is_changed_later_leaves_what_was_handed_in(
    asking: Round, staff: User, region: Region
) -> None:
    edition = makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    before = edition.content
    actions.change_question(
        by=staff, question=question(asking, 1), expected_revision=1, heading_nb="Noe helt annet?"
    )
    actions.change_round(by=staff, asking=asking, expected_revision=1, due_on=date(2017, 1, 1))
    edition.refresh_from_db()
    assert edition.content == before


# Questions


def test_a_round_like_an_earlier_one_asks_the_same_again(
    asking: Round, staff: User, region: Region
) -> None:
    actions.remove_question(by=staff, question=question(asking, 2))
    event = another_event(asking)
    again = actions.set_up_round(by=staff, event=event, regions=[region], like=asking, **DATES)
    assert headings(again) == ["Spørsmål 1?", "Spørsmål 3?"]
    assert [one.continues for one in again.questions.all()] == [
        question(asking, 1), question(asking, 3),
    ]  # fmt: skip


def another_event(asking: Round) -> Event:
    return progress_actions.add_event(
        by=None, phase=asking.event.phase, kind=EventKind.REPORT, at=makers.FIRST
    )


def test_questions_change_places(asking: Round, staff: User) -> None:
    actions.move_question(by=staff, question=question(asking, 3), up=True)
    assert headings(asking) == ["Spørsmål 1?", "Spørsmål 3?", "Spørsmål 2?"]
    actions.move_question(by=staff, question=question(asking, 1), up=False)
    assert headings(asking) == ["Spørsmål 3?", "Spørsmål 1?", "Spørsmål 2?"]


@pytest.mark.parametrize(("number", "up"), [(1, True), (3, False)])
def test_the_first_and_the_last_go_no_further(
    asking: Round, staff: User, number: int, up: bool
) -> None:
    actions.move_question(by=staff, question=question(asking, number), up=up)
    assert headings(asking) == ["Spørsmål 1?", "Spørsmål 2?", "Spørsmål 3?"]
    assert set(asking.questions.values_list("revision", flat=True)) == {1}


def test_questions_that_share_a_place_change_places_too(asking: Round, staff: User) -> None:
    """Two people may have added one each at the same moment."""
    actions.change_question(by=staff, question=question(asking, 3), expected_revision=1, position=2)
    actions.move_question(by=staff, question=question(asking, 3), up=True)
    assert headings(asking) == ["Spørsmål 1?", "Spørsmål 3?", "Spørsmål 2?"]


def test_a_question_that_is_out_passes_nobody(asking: Round, staff: User) -> None:
    out = question(asking, 2)
    actions.remove_question(by=staff, question=out)
    actions.move_question(by=staff, question=out, up=True)
    actions.move_question(by=staff, question=question(asking, 3), up=True)
    assert headings(asking) == ["Spørsmål 3?", "Spørsmål 1?"]


def test_a_question_comes_back_where_it_stood(asking: Round, staff: User) -> None:
    actions.remove_question(by=staff, question=question(asking, 2))
    assert headings(asking) == ["Spørsmål 1?", "Spørsmål 3?"]
    for _twice in range(2):
        actions.remove_question(by=staff, question=question(asking, 2), removed=False)
    assert headings(asking) == ["Spørsmål 1?", "Spørsmål 2?", "Spørsmål 3?"]
    assert question(asking, 2).revision == 3


# Regions


def test_who_is_asked_no_more_keeps_what_was_written(
    asking: Round, staff: User, region: Region
) -> None:
    report = makers.report_of(region, asking)
    makers.answer_all(report)
    actions.change_regions(by=staff, asking=asking, added=[], dropped=[region])
    assert asked(asking) == [("Bodøregionen", False)]
    actions.change_regions(by=staff, asking=asking, added=[region], dropped=[])
    assert asked(asking) == [("Bodøregionen", True)]
    assert report.answers.count() == 3


def test_what_somebody_else_chose_meanwhile_stands(asking: Round, staff: User) -> None:
    alta, horten = makers.make_region("Alta"), makers.make_region("Horten")
    actions.change_regions(by=staff, asking=asking, added=[alta], dropped=[])
    actions.change_regions(by=staff, asking=asking, added=[horten], dropped=[])
    assert asked(asking) == [("Alta", True), ("Bodøregionen", True), ("Horten", True)]


def test_a_region_that_has_handed_in_stays(asking: Round, staff: User, region: Region) -> None:
    makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    with pytest.raises(ValidationError) as error:
        actions.change_regions(by=staff, asking=asking, added=[], dropped=[region])
    assert list(error.value.message_dict) == ["regions"]
    assert Report.objects.get().asked
