"""What is agreed at a gathering: written once, with each region, changed where it is open."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from checkpoints.models import Event
from regions.models import Region, User
from reports import actions
from reports.models import Agreement, AgreementRevision, Outcome
from reports.queries.content import content_of
from reports.queries.gatherings import decisions_at
from tests import makers
from tests.reports.gathering.test_preparing import at
from tests.reports.stages.stepping import client_of

type Regions = tuple[Region, ...]
DAY = date(2017, 5, 1)


@pytest.fixture
def decided(event: Event, regions: Regions, ola: User) -> list[Agreement]:
    """Alta's, Bodø's and Salten's."""
    actions.decide(by=ola, event=event, regions=regions, text="Del en erfaring.", due_on=DAY)
    return list(Agreement.objects.order_by("pk"))


def finish(row: Agreement, by: User | None = None) -> None:
    row.refresh_from_db()
    actions.change_agreement(
        by=by, agreement=row, expected_revision=row.revision, outcome=Outcome.DONE, note="Gjort."
    )


def change(person: User, row: Agreement, **sent: Any) -> Any:
    address = at(row.event, "change_decision", row.decision)
    facts = {"revision": 1, "text": row.text, "due_on": "01.05.2017", **sent}
    return client_of(person).post(address, facts)


def texts() -> list[str]:
    return list(
        Agreement.objects.filter(removed=False).order_by("pk").values_list("text", flat=True)
    )


def test_it_is_written_once_and_each_region_has_it(
    event: Event, regions: Regions, ola: User
) -> None:
    sent = {"text": " Del en\r\nerfaring. ", "due_on": "01.05.2017", "whom": "alle"}
    answer = client_of(ola).post(at(event, "add_decision"), sent)
    assert answer.headers["Location"] == f"{at(event)}#decisions"
    rows = list(Agreement.objects.order_by("pk"))
    assert [(one.region, one.event, one.text, one.due_on, one.changed_by) for one in rows] == [
        (region, event, "Del en\nerfaring.", DAY, ola) for region in regions
    ]
    assert len({one.decision for one in rows} - {None}) == 1
    assert len(set(AgreementRevision.objects.values_list("change_set", flat=True)) - {None}) == 1


def test_some_regions_can_be_chosen(event: Event, regions: Regions, ola: User) -> None:
    sent = {"text": "Ring.", "whom": "noen", "regions": [regions[2].pk, regions[0].pk]}
    client_of(ola).post(at(event, "add_decision"), sent)
    assert {one.region for one in Agreement.objects.all()} == {regions[0], regions[2]}


def test_what_is_sent_twice_is_written_once(event: Event, regions: Regions, ola: User) -> None:
    """Another decision on the page that the browser went back to is written too."""
    person = client_of(ola)
    key = person.get(at(event, "add_decision")).context["form"]["key"].value()
    for text in ("Ring.", "Ring.", "Skriv.", "Skriv."):
        sent = {"text": text, "whom": "alle", "key": str(key)}
        answer = person.post(at(event, "add_decision"), sent)
        assert answer.headers["Location"] == f"{at(event)}#decisions"
    assert [(one.text, len(one.regions)) for one in decisions_at(event)] == [
        ("Ring.", 3), ("Skriv.", 3),
    ]  # fmt: skip


def test_two_pages_that_say_the_same_are_two_decisions(
    event: Event, regions: Regions, ola: User
) -> None:
    person = client_of(ola)
    for _each in range(2):
        key = person.get(at(event, "add_decision")).context["form"]["key"].value()
        sent = {"text": "Ring.", "whom": "alle", "key": str(key)}
        person.post(at(event, "add_decision"), sent)
    assert [one.text for one in decisions_at(event)] == ["Ring.", "Ring."]


@pytest.mark.parametrize(
    "wrong",
    [{"text": " "}, {"due_on": "32.01.2017"}, {"due_on": "01.01.2035"}, {"whom": "x"},
     {"whom": "noen"}, {"whom": "noen", "regions": ["999"]}, {"whom": "noen", "regions": ["x"]},
     {"key": "x"}, {"whom": "alle", "regions": ["first"]}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_saved(
    event: Event, regions: Regions, ola: User, wrong: dict[str, Any]
) -> None:
    if wrong.get("regions") == ["first"]:
        wrong = {**wrong, "regions": [regions[0].pk]}
    sent = {"text": "Ring hverandre.", "due_on": "01.05.2017", "whom": "alle", **wrong}
    answer = client_of(ola).post(at(event, "add_decision"), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sent["due_on"] in answer.content.decode()
    assert not Agreement.objects.exists()


def test_before_the_gathering_the_page_warns_that_the_regions_see_it_at_once(
    event: Event, past: Event, ola: User
) -> None:
    told = [client_of(ola).get(at(one, "add_decision")) for one in (event, past)]
    assert ['data-color="warning"' in one.content.decode() for one in told] == [True, False]


def test_the_page_tells_of_each_decision_once(decided: list[Agreement], kari: User) -> None:
    finish(decided[0], kari)
    [found] = decisions_at(decided[0].event)
    assert (found.key, found.text, found.due_on, found.done) == (
        decided[0].decision, "Del en erfaring.", DAY, 1,
    )  # fmt: skip
    assert [one.region for one in found.open] == ["Bodø", "Salten"]
    assert [(one.region, one.note) for one in found.finished] == [("Alta", "Gjort.")]


def test_what_was_agreed_with_one_region_stands_beside_it(
    decided: list[Agreement], regions: Regions, ola: User
) -> None:
    actions.agree(by=ola, region=regions[1], event=decided[0].event, text="Ring oss.")
    assert [(one.key is None, len(one.regions)) for one in decisions_at(decided[0].event)] == [
        (False, 3), (True, 1),
    ]  # fmt: skip


def test_it_stands_first_in_the_next_report(decided: list[Agreement], regions: Regions) -> None:
    report = makers.report_of(regions[1], makers.ask_for_reports(regions[1]))
    filing = content_of(report).filing
    assert filing
    assert [(one.text, one.due_on) for one in filing.agreed] == [("Del en erfaring.", DAY)]


def test_a_change_reaches_those_that_have_not_done_it(
    decided: list[Agreement], ola: User, kari: User
) -> None:
    finish(decided[1], kari)
    answer = change(ola, decided[0], text="Del to erfaringer.", due_on="01.06.2017")
    assert answer.status_code == HTTPStatus.FOUND
    rows = Agreement.objects.order_by("pk")
    assert [(one.text, one.due_on, one.revision) for one in rows] == [
        ("Del to erfaringer.", date(2017, 6, 1), 2),
        ("Del en erfaring.", DAY, 2),
        ("Del to erfaringer.", date(2017, 6, 1), 2),
    ]
    newest = AgreementRevision.objects.filter(number=2).exclude(of=decided[1])
    assert len(set(newest.values_list("change_set", flat=True)) - {None}) == 1


def test_it_is_taken_back_where_it_is_open(decided: list[Agreement], ola: User, kari: User) -> None:
    finish(decided[2], kari)
    change(ola, decided[0], removed="on")
    assert [one.removed for one in Agreement.objects.order_by("pk")] == [True, True, False]


@pytest.mark.parametrize("odd", range(3))
def test_words_that_one_region_has_of_its_own_are_kept_and_the_others_are_changed(
    decided: list[Agreement], ola: User, odd: int
) -> None:
    actions.change_agreement(
        by=ola, agreement=decided[odd], expected_revision=1, text="Del to.", due_on=DAY
    )
    [found] = decisions_at(decided[0].event)
    page = client_of(ola).get(at(decided[0].event, "change_decision", found.key))
    assert found.text == page.context["form"]["text"].value() == "Del en erfaring."
    change(ola, decided[0], text="Del en erfaring skriftlig.")
    wanted = ["Del en erfaring skriftlig."] * 3
    wanted[odd] = "Del to."
    assert texts() == wanted


def test_of_words_that_as_many_have_the_first_regions_tell_it(
    decided: list[Agreement], ola: User, kari: User
) -> None:
    finish(decided[2], kari)
    actions.change_agreement(
        by=ola, agreement=decided[0], expected_revision=1, text="Del to.", due_on=DAY
    )
    assert decisions_at(decided[0].event)[0].text == "Del to."


def test_who_saved_first_is_shown_and_nothing_is_lost(decided: list[Agreement], ola: User) -> None:
    liv = makers.staff(makers.make_person("Liv Berg"))
    change(ola, decided[0], text="Del to erfaringer.")
    answer = change(liv, decided[0], text="Del tre erfaringer.")
    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert all(one in page for one in ("Ola Dahl", "Del to erfaringer.", "Del tre erfaringer."))
    assert texts() == ["Del to erfaringer."] * 3


def test_what_two_changed_apart_is_put_together(decided: list[Agreement], ola: User) -> None:
    change(ola, decided[0], text="Del to erfaringer.")
    assert change(ola, decided[0], due_on="01.06.2017").status_code == HTTPStatus.FOUND
    rows = Agreement.objects.values_list("text", "due_on")
    assert set(rows) == {("Del to erfaringer.", date(2017, 6, 1))}


def test_the_first_region_finishing_meanwhile_hides_nobodys_change(
    decided: list[Agreement], ola: User, kari: User
) -> None:
    finish(decided[0], kari)
    change(ola, decided[1], text="Del to erfaringer.")
    answer = change(ola, decided[0], text="Del tre erfaringer.")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert texts() == ["Del en erfaring.", "Del to erfaringer.", "Del to erfaringer."]


def test_what_every_region_has_done_cannot_be_changed(
    decided: list[Agreement], ola: User, kari: User
) -> None:
    for one in decided:
        finish(one, kari)
    assert change(ola, decided[0], text="Noe annet.").status_code == HTTPStatus.OK
    with pytest.raises(ValidationError):
        actions.change_decision(
            by=ola, agreement=decided[0], expected_revision=2, text="Noe annet.", due_on=None
        )
    assert texts() == ["Del en erfaring."] * 3


def test_a_decision_of_another_gathering_is_not_found(
    decided: list[Agreement], past: Event, ola: User
) -> None:
    address = at(past, "change_decision", decided[0].decision)
    assert client_of(ola).get(address).status_code == HTTPStatus.NOT_FOUND
