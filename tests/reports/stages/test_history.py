"""What has happened to a report, in words."""

import pytest
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries

from regions.models import Region, User
from reports import actions
from reports.models import Report
from reports.states import late_in_words
from tests import makers
from tests.reports.stages.stepping import at, body, client_of, press, steps_of


def test_each_step_says_who_when_and_why(report: Report, kari: User, ola: User) -> None:
    press(kari, report, "hand_in")
    press(ola, report, "begin_review")
    press(ola, report, "send_back", reason="Si mer.")
    steps = steps_of(report)
    assert [(one.by, one.edition, one.reason) for one in steps] == [
        ("Ola Dahl", 1, "Si mer."),
        ("Ola Dahl", 1, ""),
        ("Kari Nordmann", 1, ""),
        ("", 0, ""),
    ]
    assert late_in_words(3) in steps[2].said
    assert steps[2].said.startswith("Kari Nordmann ")
    text = body(kari, at(report, "report_history"))
    assert [text.count(name) for name in ("Ola Dahl", "Si mer.")] == [3, 1]


def test_no_two_kinds_of_step_are_said_alike(report: Report, kari: User, ola: User) -> None:
    makers.hand_in(report, kari)
    press(kari, report, "take_back")
    makers.hand_in(report, kari)
    press(ola, report, "begin_review")
    press(ola, report, "send_back", reason="Si mer.")
    press(ola, report, "hand_in", reason="Kari ringte.")
    press(ola, report, "approve")
    press(ola, report, "reopen", reason="Feil.")
    actions.ask_regions(by=ola, asking=report.round, regions=[report.region])
    said = [one.what for one in steps_of(report)]
    assert len(said) == len(set(said)) == 9


def test_that_a_report_was_asked_for_needs_nobody_who_did(region: Region, ola: User) -> None:
    (by_nobody,) = steps_of(makers.report_of(region, makers.ask_for_reports(region)))
    (by_ola,) = steps_of(makers.report_of(region, makers.ask_for_reports(region, by=ola)))
    assert by_nobody.said == gettext("The region was asked for the report")
    assert by_ola.said == f"Ola Dahl {gettext('asked the region for the report')}"


@pytest.mark.parametrize(("steps", "queries"), [(1, 5), (3, 5)])
def test_history_reads_the_same_whatever_the_number_of_steps(
    report: Report, kari: User, steps: int, queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for _ in range(1, steps):
        makers.hand_in(report, kari)
        actions.take_back(by=kari, report=report, expected_revision=report.revision)
    client = client_of(kari)
    client.get(at(report, "report_history"))
    with django_assert_num_queries(queries):
        client.get(at(report, "report_history"))
