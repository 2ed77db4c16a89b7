"""What was agreed: who writes it, who says what became of it, where it stands."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, User
from reports import actions
from reports.models import Agreement, Outcome, Report
from reports.queries.agreements import agreements_of
from reports.queries.content import content_of
from tests import makers
from tests.reports.stages.stepping import body, client_of


@pytest.fixture
def agreement(report: Report, ola: User) -> Agreement:
    return actions.agree(
        by=ola, region=report.region, event=report.round.event, text="Legg ved vedtaket.",
        due_on=date(2016, 11, 1),
    )  # fmt: skip


def all_of(region: Region) -> str:
    return reverse("reports:agreements", args=[region.slug])


def change(person: User, agreement: Agreement, *, revision: int = 1, **sent: Any) -> Any:
    address = reverse("reports:agreement", args=[agreement.region.slug, agreement.pk])
    return client_of(person).post(address, {"revision": revision, **sent})


def test_the_staff_write_what_was_agreed_at_an_event(report: Report, ola: User) -> None:
    event = report.round.event
    sent = {"text": " Ring\r\noss. ", "due_on": "01.02.2017", "event": event.pk}
    answer = client_of(ola).post(all_of(report.region), sent)
    assert answer.headers["Location"] == all_of(report.region)
    row = Agreement.objects.get()
    assert (row.text, row.due_on, row.event, row.outcome, row.changed_by) == (
        "Ring\noss.", date(2017, 2, 1), event, Outcome.OPEN, ola,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"event": "999"}, {"event": "x"}, {"due_on": "32.01.2017"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    report: Report, ola: User, wrong: dict[str, str]
) -> None:
    sent = {"text": "Ring oss.", "due_on": "01.02.2017", "event": report.round.event_id, **wrong}
    answer = client_of(ola).post(all_of(report.region), sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert str(sent["due_on"]) in answer.content.decode()
    assert not Agreement.objects.exists()


def test_the_coordinator_says_what_became_of_it(agreement: Agreement, kari: User) -> None:
    sent: Any = {"outcome": "done", "note": "Vedtatt 3. november.", "text": "Noe annet"}
    assert change(kari, agreement, **sent).status_code == HTTPStatus.FOUND
    agreement.refresh_from_db()
    assert (agreement.outcome, agreement.note, agreement.text) == (
        Outcome.DONE, "Vedtatt 3. november.", "Legg ved vedtaket.",
    )  # fmt: skip


def test_the_staff_correct_what_was_agreed_and_not_what_became_of_it(
    agreement: Agreement, ola: User
) -> None:
    change(ola, agreement, text="Legg ved begge vedtakene.", outcome="done", note="Ferdig")
    agreement.refresh_from_db()
    assert (agreement.text, agreement.due_on, agreement.outcome, agreement.note) == (
        "Legg ved begge vedtakene.", None, Outcome.OPEN, "",
    )  # fmt: skip


def test_each_writes_their_part_at_once_and_nothing_is_lost(
    agreement: Agreement, kari: User, ola: User
) -> None:
    change(ola, agreement, text="Legg ved begge vedtakene.", due_on="01.11.2016")
    change(kari, agreement, outcome="done", note="Vedtatt.")
    agreement.refresh_from_db()
    assert (agreement.text, agreement.outcome, agreement.revision) == (
        "Legg ved begge vedtakene.", Outcome.DONE, 3,
    )  # fmt: skip


def test_two_coordinators_who_say_otherwise_choose(
    agreement: Agreement, kari: User, erik: User
) -> None:
    change(kari, agreement, outcome="done", note="")
    answer = change(erik, agreement, outcome="dropped", note="Ikke aktuelt")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Ikke aktuelt" in answer.content.decode()


def test_what_is_removed_is_listed_nowhere(agreement: Agreement, kari: User, ola: User) -> None:
    change(ola, agreement, text=agreement.text, due_on="01.11.2016", removed="on")
    assert agreements_of(agreement.region) == ()
    assert "Legg ved vedtaket." not in body(kari, all_of(agreement.region))
    assert change(kari, agreement, revision=2, outcome="done").status_code == HTTPStatus.NOT_FOUND


def test_what_is_open_stands_first_and_late_where_it_is(report: Report, ola: User) -> None:
    def agreed(text: str, **facts: Any) -> Agreement:
        return actions.agree(
            by=ola, region=report.region, event=report.round.event, text=text, **facts
        )

    agreed("Sent", due_on=date(2016, 11, 19))
    done = agreed("Gjort")
    agreed("I dag", due_on=date(2016, 11, 20))
    actions.change_agreement(by=ola, agreement=done, expected_revision=1, outcome=Outcome.DONE)
    assert [(one.text, one.state) for one in agreements_of(report.region)] == [
        ("I dag", "in_progress"), ("Sent", "late"), ("Gjort", "met"),
    ]  # fmt: skip


def test_another_regions_agreements_are_not_shown(
    agreement: Agreement, ola: User, kari: User
) -> None:
    alta = makers.make_region("Altaregionen", slug="alta")
    actions.agree(by=ola, region=alta, event=agreement.event, text="Bare Alta")
    assert [one.text for one in agreements_of(agreement.region)] == ["Legg ved vedtaket."]
    address = reverse("reports:agreement", args=["alta", agreement.pk])
    assert client_of(ola).get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_reader_reads_and_is_offered_nothing(agreement: Agreement) -> None:
    reader = makers.reader_of(agreement.region)
    text = body(reader, all_of(agreement.region))
    assert "Legg ved vedtaket." in text
    assert f"/avtalt/{agreement.pk}/" not in text
    assert "<form" not in text


def test_it_stands_in_the_next_report(report: Report, agreement: Agreement) -> None:
    filing = content_of(makers.report_of(report.region, report.round)).filing
    assert filing is not None
    assert [(one.text, one.outcome) for one in filing.agreed] == [("Legg ved vedtaket.", "open")]


@pytest.mark.parametrize(("rows", "queries"), [(1, 7), (3, 7)])
def test_the_list_reads_the_same_whatever_its_length(
    report: Report, ola: User, rows: int, queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(rows):
        actions.agree(
            by=ola, region=report.region, event=report.round.event, text=f"Avtale {number}"
        )
    client = client_of(ola)
    client.get(all_of(report.region))
    with django_assert_num_queries(queries):
        client.get(all_of(report.region))
