"""The programme staff's table of a round: who has handed in, who has not, how long is left."""

import re
from datetime import date, datetime
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, Settings

from regions.models import Region, User
from reports import actions
from reports.models import Letter, Report, Round
from reports.pages.table import table_page
from reports.queries.drafts import answer_of
from reports.queries.table import Line, Moment, how_many_handed_in, table_of
from reports.states import Shown
from tests import makers

TODAY = date(2016, 11, 20)
LATE = date(2016, 12, 8)
DUE = date(2016, 12, 1)


@pytest.fixture
def regions(db: None) -> list[Region]:
    """Four, each with a coordinator."""
    makers.small_programme()
    made = [
        makers.make_region(name, slug=name.lower().replace("å", "a"))
        for name in ("Alta", "Hamar", "Oslo", "Ås")
    ]
    for region in made:
        makers.coordinator_of(region, makers.make_person(f"{region.name} Nordmann"))
    return made


@pytest.fixture
def asking(regions: list[Region]) -> Round:
    return makers.ask_for_reports(*regions)


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff(makers.make_person("Ola Dahl"))


@pytest.fixture
def olas(client: Client, ola: User) -> Client:
    client.force_login(ola)
    return client


def address(asking: Round) -> str:
    return f"/rapportering/fase/{asking.event.slug}/"


def report(region: Region, asking: Round) -> Report:
    return makers.report_of(region, asking)


def coordinator(region: Region) -> User:
    return User.objects.get(memberships__region=region)


def hand_in(region: Region, asking: Round) -> Report:
    row = report(region, asking)
    makers.hand_in(row, coordinator(region))
    return row


def answer_one(region: Region, asking: Round, text: str = "Alt vel.") -> datetime:
    row = report(region, asking)
    found = answer_of(row, asking.questions.all()[0])
    by = coordinator(region)
    return actions.answer(
        by=by, answer=found, expected_revision=found.revision, text=text
    ).changed_at


def one_of_each(regions: list[Region], asking: Round, ola: User) -> None:
    """A draft, one handed in, one sent back; the last is not begun."""
    alta, hamar, oslo, _last = regions
    answer_one(alta, asking)
    hand_in(hamar, asking)
    back = hand_in(oslo, asking)
    actions.send_back(by=ola, report=back, expected_revision=2, reason="Si mer.")


def line(region: Region, asking: Round, day: date = TODAY) -> Line:
    (found,) = (one for one in table_of(asking, day).lines if one.slug == region.slug)
    return found


# What is known of each report


def test_nobody_has_begun_before_something_is_written(regions: list[Region], asking: Round) -> None:
    found = line(regions[0], asking)
    assert (found.state, found.answered, found.touched, found.edition) == (
        Shown.NOT_BEGUN, 0, None, 0,
    )  # fmt: skip


def test_a_draft_says_what_is_answered_and_who_touched_it_last(
    regions: list[Region], asking: Round
) -> None:
    actions.add_question(by=None, asking=asking, heading_nb="Noe mer?", required=False)
    answer_one(regions[0], asking)
    touched = answer_one(regions[0], asking, "Alt vel nå.")
    found = line(regions[0], asking)
    assert (found.state, found.answered) == (Shown.DRAFT, 1)
    assert found.touched == Moment(touched, "Alta Nordmann")
    assert table_of(asking, TODAY).required == 2


def test_blanks_and_answers_to_removed_questions_do_not_count(
    regions: list[Region], asking: Round
) -> None:
    one, other = asking.questions.all()
    makers.answer_all(report(regions[0], asking), by=None)
    answer_one(regions[0], asking, " \n\t")
    actions.change_question(by=None, question=other, expected_revision=1, removed=True)
    assert line(regions[0], asking).answered == 0
    assert one.answers.count() == 1


def test_what_is_handed_in_says_when_by_whom_and_whether_it_is_read(
    regions: list[Region], asking: Round, ola: User
) -> None:
    row = hand_in(regions[0], asking)
    found = line(regions[0], asking)
    edition = row.editions.get()
    assert (found.state, found.is_unread, found.edition) == (Shown.SUBMITTED, True, 1)
    assert found.handed_in == found.touched == Moment(edition.handed_in_at, "Alta Nordmann")

    actions.begin_review(by=ola, report=row)

    read = line(regions[0], asking)
    assert (read.is_unread, read.touched) == (False, found.touched)  # to read it is no touch


def test_what_staff_handed_in_is_said_to_be_on_behalf(
    regions: list[Region], asking: Round, ola: User
) -> None:
    makers.hand_in(report(regions[0], asking), ola, on_behalf=True, reason="De ba om det.")
    assert line(regions[0], asking).on_behalf
    assert not line(regions[1], asking).on_behalf


def test_what_was_taken_back_is_a_draft_with_a_withdrawn_edition(
    regions: list[Region], asking: Round
) -> None:
    row = hand_in(regions[0], asking)
    actions.take_back(by=coordinator(regions[0]), report=row, expected_revision=2)
    found = line(regions[0], asking)
    assert (found.state, found.edition, found.is_withdrawn) == (Shown.DRAFT, 1, True)


def test_remarks_that_are_not_sent_are_counted(
    regions: list[Region], asking: Round, ola: User
) -> None:
    row = hand_in(regions[0], asking)
    edition = row.editions.get()
    for text in ("Si mer.", "Bra."):
        actions.add_remark(by=ola, edition=edition, text=text)
    assert [line(one, asking).remarks for one in regions[:2]] == [2, 0]
    row.refresh_from_db()
    actions.approve(by=ola, report=row, expected_revision=row.revision)
    assert line(regions[0], asking).remarks == 0


def test_late_is_what_is_missing_after_the_due_date_and_what_came_after_it(
    regions: list[Region], asking: Round, settings: Settings
) -> None:
    in_time, late, missing, _last = regions
    hand_in(in_time, asking)
    settings.TODAY = date(2016, 12, 4)
    hand_in(late, asking)
    found = {
        one.slug: (one.is_overdue, one.came_late, one.days_over)
        for one in table_of(asking, LATE).lines
    }
    assert found[in_time.slug] == (False, False, -11)
    assert found[late.slug] == (False, True, 3)
    assert found[missing.slug] == (True, False, 7)


def test_regions_come_in_norwegian_order(regions: list[Region], asking: Round) -> None:
    assert [one.region for one in table_of(asking, TODAY).lines] == ["Alta", "Hamar", "Oslo", "Ås"]


def test_a_region_without_a_coordinator_is_known(asking: Round, regions: list[Region]) -> None:
    person = coordinator(regions[0])
    makers.reader_of(regions[0], person)
    assert [one.has_coordinator for one in table_of(asking, TODAY).lines] == [
        False, True, True, True,
    ]  # fmt: skip


def test_regions_that_are_no_longer_asked_stand_apart_where_they_wrote_something(
    regions: list[Region], asking: Round, olas: Client
) -> None:
    answer_one(regions[0], asking)
    actions.ask_regions(by=None, asking=asking, regions=regions[2:])
    found = table_of(asking, TODAY)
    assert [one.region for one in found.lines] == ["Oslo", "Ås"]
    assert [one.region for one in found.no_longer] == ["Alta"]
    body = olas.get(address(asking)).content.decode()
    assert "Hamar" not in body
    assert body.index("Alta") > body.index('id="no-longer"') > body.index("Oslo")


# The page


def test_the_page_begins_with_who_is_missing_and_how_long_is_left(
    regions: list[Region], asking: Round, ola: User, olas: Client
) -> None:
    one_of_each(regions, asking, ola)
    body = olas.get(address(asking)).content.decode()
    assert "1 av 4 har levert, og det er 11 dager igjen." in body
    assert "Ikke levert: Alta, Oslo, Ås." in body
    assert "1 rapport venter på å bli lest" in body


def test_after_the_due_date_it_says_how_long_ago_that_was(
    asking: Round, olas: Client, settings: Settings
) -> None:
    settings.TODAY = LATE
    body = olas.get(address(asking)).content.decode()
    assert "Fristen gikk ut for 7 dager siden. 0 av 4 har levert." in body
    assert body.count('<span class="tag" data-state="late">') == 4


def test_when_all_have_handed_in_nobody_is_named_and_nobody_is_reminded(
    regions: list[Region], asking: Round, olas: Client
) -> None:
    for region in regions:
        hand_in(region, asking)
    body = olas.get(address(asking)).content.decode()
    assert "4 av 4 har levert." in body
    assert "purr/" not in body


def test_many_that_are_missing_are_counted_and_not_named(
    regions: list[Region], olas: Client
) -> None:
    more = [makers.make_region(f"Region {n}") for n in range(3)]
    body = olas.get(address(makers.ask_for_reports(*regions, *more))).content.decode()
    assert '<a href="?tilstand=mangler">7 byregioner har ikke levert</a>' in body


def test_before_the_round_opens_nobody_is_reminded(regions: list[Region], olas: Client) -> None:
    later = makers.ask_for_reports(*regions, opens_on=date(2016, 11, 21))
    body = olas.get(address(later)).content.decode()
    assert "Runden åpner 21. november 2016." in body
    assert "purr/" not in body


def test_a_round_that_asks_nobody_says_so(db: None, olas: Client) -> None:
    makers.small_programme()
    body = olas.get(address(makers.ask_for_reports())).content.decode()
    assert "Ingen byregioner skal rapportere." in body
    assert "<table" not in body


COUNTED = re.compile(r'<li><a href="\?tilstand=(\w+)"[^>]*><b>(\d+)</b>')


def test_the_counts_lead_to_what_they_count(
    regions: list[Region], asking: Round, ola: User, olas: Client
) -> None:
    one_of_each(regions, asking, ola)
    body = olas.get(address(asking)).content.decode()
    counts = COUNTED.findall(body)
    assert counts == [
        ("not_started", "1"), ("draft", "1"), ("returned", "1"), ("submitted", "1"),
    ]  # fmt: skip
    for state, n in counts:
        assert len(listed(olas, asking, f"?tilstand={state}")) == int(n)


def listed(client: Client, asking: Round, query: str = "") -> list[str]:
    """The regions of the table, in its order."""
    body = client.get(f"{address(asking)}{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', body)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Hamar", "Ås", "Alta", "Oslo"]),
        ("?tilstand=mangler", ["Ås", "Alta", "Oslo"]),
        ("?tilstand=submitted", ["Hamar"]),
        ("?q=å", ["Ås"]),
        ("?q=AL", ["Alta"]),
        ("?q=finnes+ikke", []),
        ("?sorter=navn", ["Alta", "Hamar", "Oslo", "Ås"]),
        ("?sorter=frist", ["Alta", "Oslo", "Ås", "Hamar"]),
        ("?sorter=endret", ["Oslo", "Hamar", "Alta", "Ås"]),
        ("?forsinket=on", []),
        ("?tilstand=tull&sorter=tull", ["Hamar", "Ås", "Alta", "Oslo"]),
        ("?tilstand=tull&q=alta", ["Alta"]),
        (f"?q={'a' * 101}", ["Hamar", "Ås", "Alta", "Oslo"]),
    ],
)
def test_rows_are_filtered_and_ordered_as_the_address_says(
    query: str, expected: list[str], regions: list[Region], asking: Round, ola: User, olas: Client
) -> None:
    one_of_each(regions, asking, ola)
    assert listed(olas, asking, query) == expected


def test_what_waits_for_the_staff_comes_first_and_the_unread_before_the_rest(
    regions: list[Region], asking: Round, ola: User, olas: Client
) -> None:
    alta, hamar, oslo, _not_begun = regions
    read, _unread, approved = (hand_in(one, asking) for one in (alta, hamar, oslo))
    actions.begin_review(by=ola, report=read)
    actions.approve(by=ola, report=approved, expected_revision=2)
    assert listed(olas, asking) == ["Hamar", "Alta", "Ås", "Oslo"]


def test_only_what_is_late(
    regions: list[Region], asking: Round, ola: User, olas: Client, settings: Settings
) -> None:
    one_of_each(regions, asking, ola)
    settings.TODAY = LATE
    assert listed(olas, asking, "?forsinket=on&sorter=navn") == ["Alta", "Oslo", "Ås"]


def test_a_count_keeps_what_else_is_asked_for(asking: Round, olas: Client) -> None:
    body = olas.get(f"{address(asking)}?q=alta&sorter=navn").content.decode()
    assert 'href="?q=alta&amp;tilstand=not_started&amp;sorter=navn"' in body


def test_a_draft_leads_to_the_draft_and_what_is_handed_in_to_its_review(
    regions: list[Region], asking: Round, olas: Client
) -> None:
    hand_in(regions[1], asking)
    body = olas.get(address(asking)).content.decode()
    where = f"fase/{asking.event.slug}/"
    assert f'<a href="/regioner/alta/rapporter/{where}">Alta</a>' in body
    assert f'<a href="/regioner/hamar/rapporter/{where}gjennomgang/">Hamar</a>' in body
    assert f'href="/regioner/hamar/rapporter/{where}utgave/1/"' in body


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_is_there_in_each_language(asking: Round, ola: User, language: str) -> None:
    with override(language):
        assert table_page(asking, {}).name.endswith(" 1")  # type: ignore[arg-type]  # an address


@pytest.mark.parametrize("n", [1, 3])
def test_the_table_costs_the_same_for_any_number_of_regions(
    n: int, regions: list[Region], ola: User, olas: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    asking = makers.ask_for_reports(*regions[:n])
    for region in regions[:n]:
        hand_in(region, asking)
    with django_assert_num_queries(6):
        olas.get(address(asking))


# Reminders


def test_reminding_puts_letters_into_the_outbox(
    regions: list[Region], asking: Round, ola: User, olas: Client
) -> None:
    one_of_each(regions, asking, ola)
    answer = olas.post(f"{address(asking)}purr/", follow=True)
    assert answer.redirect_chain == [(f"{address(asking)}utboks/", HTTPStatus.FOUND)]
    assert "3 nye brev ligger i utboksen." in answer.content.decode()
    again = olas.post(f"{address(asking)}purr/", follow=True).content.decode()
    assert "Alle som mangler, har allerede et brev i utboksen." in again
    assert sorted(Letter.objects.values_list("report__region__name", flat=True)) == [
        "Alta", "Oslo", "Ås",
    ]  # fmt: skip


def test_who_opens_the_address_of_the_button_is_told_where_the_button_is(
    asking: Round, olas: Client
) -> None:
    answer = olas.get(f"{address(asking)}purr/")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert f'href="{address(asking)}"' in answer.content.decode()
    assert not Letter.objects.exists()


# Beside the overview


def test_the_newest_open_round_is_told_of(regions: list[Region], asking: Round) -> None:
    earlier = makers.ask_for_reports(*regions, due_on=date(2016, 10, 2))
    makers.ask_for_reports(*regions, opens_on=date(2016, 11, 21), due_on=date(2017, 3, 1))
    hand_in(regions[0], asking)
    hand_in(regions[1], earlier)
    told = how_many_handed_in(TODAY)
    assert told
    assert (told.name, told.where) == ("Rapport 1", ("fase", asking.event.slug))
    assert (told.handed_in, told.of) == (1, 4)


def test_before_the_first_round_there_is_nothing_to_tell(db: None) -> None:
    assert how_many_handed_in(TODAY) is None
