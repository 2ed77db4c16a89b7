"""Pages where the programme staff set a round up: its days, questions and regions."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions as progress_actions
from checkpoints.models import Event, EventKind, Phase
from regions.models import Region, User
from reports import actions
from reports.models import Question, Report, Round
from tests import makers

pytestmark = pytest.mark.django_db
ROUNDS, NEW = reverse("reports:rounds"), reverse("reports:new_round")
DATES = {"opens_on": "01.10.2016", "due_on": "01.12.2016"}


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme()


@pytest.fixture
def region(phase: Phase) -> Region:
    return makers.make_region("Bodøregionen")


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def staff(phase: Phase, client: Client) -> User:
    person = makers.staff(makers.make_person("Siri Stab"))
    client.force_login(person)
    return person


@pytest.fixture
def asking(region: Region) -> Round:
    return makers.ask_for_reports(region, questions=3)


def at(asking: Round, what: str, *more: object) -> str:
    where = [asking.event.phase.slug, asking.event.slug, *more]
    return reverse(f"reports:{what}", args=where)


def event(phase: Phase) -> Event:
    return progress_actions.add_event(
        by=None, phase=phase, kind=EventKind.GATHERING, at=makers.FIRST
    )


def question(asking: Round, number: int) -> Question:
    return asking.questions.get(heading_nb=f"Spørsmål {number}?")


def headings(asking: Round) -> list[str]:
    return [one.heading_nb for one in asking.questions.filter(removed=False)]


# A new round


def test_a_round_is_set_up_and_asks_everyone(
    client: Client, staff: User, phase: Phase, region: Region, asking: Round
) -> None:
    makers.make_region("Alta")
    new = event(phase)
    answer = client.post(NEW, DATES | {"event": new.pk, "like": asking.pk})
    made = Round.objects.get(event=new)
    assert answer.headers["Location"] == at(made, "change_round")
    assert headings(made) == headings(asking)
    assert made.reports.filter(asked=True).count() == 2


def test_an_event_that_has_a_round_is_not_offered(
    client: Client, staff: User, phase: Phase, asking: Round
) -> None:
    free = event(phase)
    assert list(client.get(NEW).context["form"].fields["event"].queryset) == [free]
    answer = client.post(NEW, DATES | {"event": asking.event.pk})
    assert (answer.status_code, Round.objects.count()) == (422, 1)
    assert list(answer.context["form"].errors) == ["event"]


def test_days_that_do_not_fit_are_told_and_stay_as_they_were_typed(
    client: Client, staff: User, phase: Phase
) -> None:
    sent = {"event": event(phase).pk, "opens_on": "01.12.2016", "due_on": "01.10.2016"}
    answer = client.post(NEW, sent)
    assert (answer.status_code, Round.objects.count()) == (422, 0)
    assert list(answer.context["form"].errors) == ["due_on"]
    assert answer.context["form"]["due_on"].value() == "01.10.2016"
    answer = client.post(NEW, {"event": "x", "opens_on": "31. februar", "due_on": ""})
    assert sorted(answer.context["form"].errors) == ["due_on", "event", "opens_on"]


# The page of a round


def facts(asking: Round, **changes: Any) -> dict[str, Any]:
    found = {name: getattr(asking, name) or "" for name in ("revision", "opens_on", "due_on")}
    return found | {"lists_evidence": "on"} | changes


def test_two_who_change_different_things_are_put_together(
    client: Client, staff: User, asking: Round
) -> None:
    sent = facts(asking, due_on="2016-12-15")
    actions.change_round(by=staff, asking=asking, expected_revision=1, guidance="Skriv kort.")
    assert client.post(at(asking, "change_round"), sent).status_code == 302
    asking.refresh_from_db()
    assert (asking.due_on, asking.guidance) == (date(2016, 12, 15), "Skriv kort.")


def test_two_who_change_the_same_are_asked_to_choose(
    client: Client, staff: User, asking: Round
) -> None:
    sent = facts(asking, due_on="2016-12-15")
    actions.change_round(by=staff, asking=asking, expected_revision=1, due_on=date(2016, 12, 20))
    answer = client.post(at(asking, "change_round"), sent)
    assert answer.status_code == 409
    assert answer.context["form"]["due_on"].value() == "2016-12-15"


def test_a_round_that_was_taken_away_is_brought_back_from_the_list(
    client: Client, staff: User, asking: Round
) -> None:
    client.post(at(asking, "change_round"), facts(asking, removed="on"))
    page = client.get(ROUNDS).context["page"]
    assert page.rounds == ()
    assert [address for _name, address in page.taken_away] == [at(asking, "change_round")]
    assert client.get(at(asking, "round_regions")).status_code == 404
    asking.refresh_from_db()
    client.post(at(asking, "change_round"), facts(asking))
    asking.refresh_from_db()
    assert not asking.removed


def test_a_round_that_someone_has_handed_in_to_cannot_be_taken_away(
    client: Client, staff: User, asking: Round, region: Region, coordinator: User
) -> None:
    makers.hand_in(makers.report_of(region, asking), coordinator)
    page = client.get(at(asking, "change_round"))
    assert "removed" not in page.context["form"].fields
    assert page.context["page"].handed_in == 1
    client.post(at(asking, "change_round"), facts(asking, removed="on"))
    asking.refresh_from_db()
    assert not asking.removed


def test_what_is_seldom_meant_is_pointed_out(client: Client, staff: User, asking: Round) -> None:
    assert client.get(at(asking, "change_round")).context["page"].hints == ()
    actions.change_round(by=staff, asking=asking, expected_revision=1, frozen_on=date(2016, 12, 2))
    Event.objects.filter(pk=asking.event.pk).update(starts_on=date(2016, 11, 1))
    assert len(client.get(at(asking, "change_round")).context["page"].hints) == 2


def test_the_regions_words_are_shown_in_both_forms(
    client: Client, staff: User, asking: Round
) -> None:
    actions.change_question(
        by=staff, question=question(asking, 1), expected_revision=1, heading_nn="Kva no?"
    )
    nb, nn = client.get(at(asking, "change_round")).context["page"].seen
    assert [one.heading.value for one in nb.questions][:2] == ["Spørsmål 1?", "Spørsmål 2?"]
    assert [one.heading.value for one in nn.questions][:2] == ["Kva no?", "Spørsmål 2?"]


@pytest.mark.parametrize("questions", [1, 3])
def test_the_page_takes_as_many_queries_for_any_number(
    client: Client, staff: User, region: Region, questions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    """Session, person, standing; the round; 3 of the form, 5 of the page."""
    others = [makers.make_region(f"Region {number}") for number in range(questions - 1)]
    asking = makers.ask_for_reports(region, *others, questions=questions)
    with django_assert_num_queries(12):
        client.get(at(asking, "change_round"))


# Questions


def test_a_question_is_added_last_and_changed(client: Client, staff: User, asking: Round) -> None:
    new = {"revision": 0, "heading_nb": "Hvorfor?", "limit": "500", "required": "on"}
    client.post(at(asking, "add_question"), new)
    assert headings(asking)[-1] == "Hvorfor?"
    made = asking.questions.get(heading_nb="Hvorfor?")
    assert (made.limit, made.required) == (500, True)
    client.post(
        at(asking, "change_question", made.pk), new | {"revision": 1, "heading_nn": "Kvifor?"}
    )
    made.refresh_from_db()
    assert (made.heading_nn, made.revision) == ("Kvifor?", 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"heading_nb": " "}, "heading_nb"),
        ({"limit": "0"}, "limit"),
        ({"limit": "10001"}, "limit"),
        ({"limit": "mange"}, "limit"),
        ({"heading_nb": "x" * 201}, "heading_nb"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told(
    client: Client, staff: User, asking: Round, wrong: dict[str, str], field: str
) -> None:
    sent = {"revision": 0, "heading_nb": "Hvorfor?", "help_nb": "Kort.", "limit": "500"} | wrong
    answer = client.post(at(asking, "add_question"), sent)
    assert (answer.status_code, asking.questions.count()) == (422, 3)
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["help_nb"].value() == "Kort."


def test_buttons_arrange_the_questions(client: Client, staff: User, asking: Round) -> None:
    two = question(asking, 2)
    for act, expected in (
        ("up", [2, 1, 3]), ("down", [1, 2, 3]), ("remove", [1, 3]), ("back", [1, 2, 3]),
    ):  # fmt: skip
        answer = client.post(at(asking, "arrange_question", two.pk), {"act": act})
        assert answer.headers["Location"] == f"{at(asking, 'change_round')}#questions"
        assert headings(asking) == [f"Spørsmål {number}?" for number in expected]


def test_a_button_that_nobody_knows_changes_nothing(
    client: Client, staff: User, asking: Round
) -> None:
    client.post(at(asking, "arrange_question", question(asking, 2).pk), {"act": "sideways"})
    assert headings(asking) == ["Spørsmål 1?", "Spørsmål 2?", "Spørsmål 3?"]


def test_a_question_of_another_round_is_not_here(
    client: Client, staff: User, asking: Round, region: Region
) -> None:
    other = makers.ask_for_reports(region)
    foreign = other.questions.all()[0]
    assert client.get(at(asking, "change_question", foreign.pk)).status_code == 404
    answer = client.post(at(asking, "arrange_question", foreign.pk), {"act": "remove"})
    assert answer.status_code == 404


# Regions


def ticked(answer: Any) -> set[str]:
    return {str(row) for row in answer.context["form"]["regions"].initial}


def test_all_or_none_are_ticked_without_a_script(
    client: Client, staff: User, asking: Round, region: Region
) -> None:
    other = makers.make_region("Alta")
    page = at(asking, "round_regions")
    assert ticked(client.get(page)) == {str(region.pk)}
    assert ticked(client.get(f"{page}?velg=alle")) == {region.name, other.name}
    assert ticked(client.get(f"{page}?velg=ingen")) == set()
    assert ticked(client.get(f"{page}?velg=noe")) == {str(region.pk)}
    assert list(asking.reports.values_list("region__name", flat=True)) == [region.name]


def test_only_what_a_person_ticked_or_unticked_changes(
    client: Client, staff: User, asking: Round, region: Region
) -> None:
    alta, horten = makers.make_region("Alta"), makers.make_region("Horten")
    actions.change_regions(by=staff, asking=asking, added=[alta], dropped=[])  # meanwhile
    sent = {"regions": [horten.pk], "seen": [region.pk]}
    assert client.post(at(asking, "round_regions"), sent).status_code == 302
    rows = asking.reports.filter(asked=True).values_list("region__name", flat=True)
    assert sorted(rows) == ["Alta", "Horten"]


def test_a_region_that_has_handed_in_is_named_and_stays(
    client: Client, staff: User, asking: Round, region: Region, coordinator: User
) -> None:
    makers.hand_in(makers.report_of(region, asking), coordinator)
    page = at(asking, "round_regions")
    assert ticked(client.get(f"{page}?velg=ingen")) == {str(region.pk)}
    answer = client.post(page, {"regions": [], "seen": [region.pk]})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["regions"])
    assert Report.objects.get().asked


def test_a_region_that_is_not_is_told(client: Client, staff: User, asking: Round) -> None:
    answer = client.post(at(asking, "round_regions"), {"regions": ["0", "x"], "seen": []})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["regions"])


@pytest.mark.parametrize("regions", [1, 3])
def test_the_other_pages_take_as_many_queries_for_any_number(
    client: Client, staff: User, region: Region, regions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    """Session, person, standing; then the round and 3 of regions, the question and its history."""
    others = [makers.make_region(f"Region {number}") for number in range(regions - 1)]
    asking = makers.ask_for_reports(region, *others, questions=regions)
    one = at(asking, "change_question", question(asking, 1).pk)
    with django_assert_num_queries(7):
        client.get(at(asking, "round_regions"))
    with django_assert_num_queries(6):
        client.get(one)
    with django_assert_num_queries(4):
        client.get(at(asking, "add_question"))
    with django_assert_num_queries(9):
        client.get(NEW)


@pytest.mark.parametrize("name", ["regions", "seen"])
@pytest.mark.parametrize("number", ["9" * 30, "-" + "9" * 30, "9" * 19])
def test_a_number_that_no_region_can_have_is_told(
    asking: Round, staff: User, client: Client, name: str, number: str
) -> None:
    answer = client.post(at(asking, "round_regions"), {name: [number]})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, [name])
