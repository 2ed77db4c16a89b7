"""How fresh what is open is: to the day in Oslo, in words of three languages."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from checkpoints.boards import Board, BoardCell, Row
from checkpoints.freshness import STALE_DAYS, CheckpointReview, Review, hatching, oldest
from checkpoints.models import CheckpointKind, Status
from checkpoints.progress import Cell, Planned, Tally
from checkpoints.queries import CheckpointFacts
from checkpoints.rows import AssessmentFacts, CheckpointRow
from regions.clock import OSLO
from regions.wording import Text
from tests.makers import at

DAY = date(2016, 11, 20)


def seen(on: date, day: date = DAY, *, confirmed: bool = False) -> CheckpointReview:
    return CheckpointReview(on, day, confirmed)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (89, False), (90, True), (91, True)])
def test_what_nobody_has_reviewed_for_90_days_is_stale(days: int, stale: bool) -> None:
    assert STALE_DAYS == 90
    assert Review(DAY - timedelta(days), DAY).is_stale is stale


@pytest.mark.parametrize(
    ("language", "words", "other_year"),
    [
        ("nb", "ikke gjennomgått etter mai", "ikke gjennomgått etter november 2015"),
        ("nn", "ikkje gjennomgått etter mai", "ikkje gjennomgått etter november 2015"),
        ("en", "not reviewed since May", "not reviewed since November 2015"),
    ],
)
def test_stale_is_said_by_the_month_and_by_the_year_where_it_is_another(
    language: str, words: str, other_year: str
) -> None:
    with translation.override(language):
        for confirmed in (True, False):
            assert seen(date(2016, 5, 31), confirmed=confirmed).words == words
            assert seen(date(2015, 11, 20), confirmed=confirmed).words == other_year
        assert Review(date(2016, 5, 31), DAY).words == words


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (seen(DAY, confirmed=True), "bekreftet i dag"),
        (seen(DAY), "endret i dag"),
        (seen(date(2016, 11, 18), confirmed=True), "bekreftet 18. november"),
        (seen(date(2016, 11, 18)), "endret 18. november"),
        (seen(date(2015, 12, 1), date(2016, 1, 2), confirmed=True), "bekreftet 1. desember 2015"),
        (Review(DAY, DAY), "gjennomgått i dag"),
        (Review(date(2016, 11, 19), DAY), ""),
    ],
)
def test_confirmed_and_changed_are_told_apart(review: Review, words: str) -> None:
    with translation.override("nb"):
        assert review.words == words


def test_of_several_the_oldest_counts() -> None:
    early, late = Review(date(2016, 5, 3), DAY), Review(DAY, DAY)
    assert oldest([late, None, early]) is early
    assert oldest([None]) is None


# One checkpoint


def row(status: Status = Status.ON_HOLD, day: date = DAY, **facts: datetime) -> CheckpointRow:
    asked = CheckpointFacts(1, "c1", 1, CheckpointKind.STATEMENT, Text("Mandat", "nb"), 1)
    return CheckpointRow(asked, AssessmentFacts(status, revision=1, **facts), day)  # type: ignore[arg-type]  # moments only


def test_a_checkpoint_counts_from_its_change_and_from_its_confirmation_if_that_is_later() -> None:
    changed, confirmed = at("2016-05-03"), at("2016-11-18")
    assert row(changed_at=changed).review == seen(date(2016, 5, 3))
    assert row(changed_at=changed, confirmed_at=confirmed).review == seen(
        date(2016, 11, 18), confirmed=True
    )


@pytest.mark.parametrize("status", [Status.MET, Status.NOT_APPLICABLE])
def test_what_is_not_open_never_goes_stale(status: Status) -> None:
    assert row(status, changed_at=at("2015-07-01")).review is None


def test_what_nobody_touched_has_no_review() -> None:
    assert row(Status.NOT_STARTED).review is None


@pytest.mark.parametrize(("minute", "day"), [(59, 19), (60, 20)])
def test_days_turn_at_midnight_in_oslo(minute: int, day: int) -> None:
    before = datetime(2016, 11, 19, 23, tzinfo=OSLO) + timedelta(minutes=minute)
    review = row(changed_at=before).review
    assert review is not None
    assert (review.on, review.is_today) == (date(2016, 11, day), day == 20)


# A milestone's cell and the board


def cell(reviewed: str | None) -> Cell:
    tally = Tally(valid=3, touched=1, reviewed_at=at(reviewed) if reviewed else None)
    return Cell(1, 1, tally, Planned(), DAY)


def test_a_cell_is_as_fresh_as_the_stalest_of_its_strands() -> None:
    fresh, stale, untouched = cell("2016-11-20"), cell("2016-05-03"), cell(None)
    assert untouched.review is None
    assert BoardCell("m1", untouched).review is None
    assert BoardCell("m1", fresh, (untouched,)).review == Review(DAY, DAY)
    assert BoardCell("m1", fresh, (stale, untouched)).review == Review(date(2016, 5, 3), DAY)


def test_hatching_is_explained_where_there_is_some() -> None:
    def board(reviewed: str) -> Board:
        shown = Row(1, "salten", "Salten", 1, (BoardCell("m1", cell(reviewed)),))
        return Board(DAY, (), (shown,))

    with translation.override("nb"):
        assert board("2016-11-20").hatching == ""
        assert board("2016-05-03").hatching == hatching()
        assert hatching() == "noe åpent er ikke gjennomgått på 90 dager"
