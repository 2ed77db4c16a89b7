"""What was handed in: who reads it in which form, what became of it, and its withdrawal."""

import hashlib
import logging
import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from regions import clock
from regions.models import Region, User
from reports import actions
from reports.models import Edition, Report
from tests import makers
from tests.unguarded import alter

PAPER = b"%PDF-1.7 the paper"
REASON = "Tallene er feil."


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def staff(db: None) -> User:
    return makers.staff()


@pytest.fixture
def report(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def edition(report: Report, coordinator: User) -> Edition:
    return makers.hand_in(report, coordinator)


@pytest.fixture
def papered(edition: Edition) -> Edition:
    makers.make_paper(edition, PAPER)
    return edition


def address(edition: Edition, ending: str = "/") -> str:
    event = edition.report.round.event
    where = f"{edition.region.slug}/rapporter/{event.phase.slug}/{event.slug}"
    return f"/regioner/{where}/utgave/{edition.number}{ending}"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(person: User, edition: Edition) -> str:
    return str(signed_in(person).get(address(edition)).content.decode())


def states(page: str) -> list[str]:
    """The signs on the page, before the report begins."""
    return re.findall(r'class="tag" data-state="(\w+)"', page.partition("<article")[0])


# The page


def test_it_shows_what_was_frozen_and_not_what_is_so_now(
    papered: Edition, report: Report, coordinator: User, staff: User
) -> None:
    actions.send_back(by=staff, report=fresh(report), expected_revision=2, reason="Mer.")
    makers.answer_all(report, "Noe helt annet.", by=coordinator)
    page = page_of(coordinator, papered)
    assert "Vi er i rute." in page
    assert "Noe helt annet." not in page


def fresh(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_it_says_how_each_edition_fared(
    papered: Edition, report: Report, coordinator: User, staff: User
) -> None:
    actions.begin_review(by=staff, report=fresh(report))
    actions.send_back(by=staff, report=fresh(report), expected_revision=3, reason="Mer.")
    second = makers.hand_in(report, coordinator)
    assert states(page_of(coordinator, second)) == ["submitted", "submitted", "ended"]
    actions.approve(by=staff, report=fresh(report), expected_revision=fresh(report).revision)
    assert states(page_of(coordinator, second)) == ["approved", "approved", "ended"]
    assert states(page_of(coordinator, papered)) == ["ended", "approved", "ended"]


def test_an_older_edition_leads_to_the_newest_and_to_what_lies_beside_it(
    papered: Edition, report: Report, coordinator: User, region: Region
) -> None:
    actions.take_back(by=coordinator, report=fresh(report), expected_revision=2)
    second = makers.hand_in(report, coordinator)
    makers.make_paper(second, PAPER)
    other = makers.report_of(region, makers.ask_for_reports(region))
    third = makers.hand_in(other, coordinator)
    links = re.findall(r'href="(/regioner/[^"]*/utgave/\d+/)"', page_of(coordinator, second))
    assert set(links) == {address(papered), address(third)}
    assert address(second) in page_of(coordinator, papered)


def test_why_it_was_withdrawn_is_for_the_region_and_the_staff(
    papered: Edition, coordinator: User, staff: User
) -> None:
    actions.withdraw_edition(by=staff, edition=papered, reason=REASON)
    for person in (coordinator, staff):
        assert REASON in page_of(person, papered)
    ministrys = page_of(makers.ministry(), papered)
    assert states(ministrys) == ["ended"]
    assert REASON not in ministrys


def test_content_that_was_altered_is_not_shown(papered: Edition, coordinator: User) -> None:
    alter(papered, content=papered.content.replace("rute", "Rute"))
    page = page_of(coordinator, papered)
    assert "<article" not in page
    assert "Rute" not in page
    assert 'role="alert"' in page


@pytest.mark.parametrize("editions", [1, 3])
def test_the_page_costs_the_same_for_one_edition_and_for_three(
    report: Report, coordinator: User, editions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(1, editions + 1):
        edition = makers.hand_in(report, coordinator)
        makers.make_paper(edition, PAPER + b"%d" % number)
        if number < editions:
            actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
            report.refresh_from_db()
    client, newest = signed_in(coordinator), address(Edition.objects.latest("number"))
    with django_assert_num_queries(9):
        assert client.get(newest).status_code == 200


@pytest.mark.parametrize("number", [0, 2, 9_999_999])
def test_an_edition_that_is_not_there_is_404(
    edition: Edition, coordinator: User, number: int
) -> None:
    edition.number = number
    for ending in ("/", ".pdf", ".json", ".csv", "/trekk/"):
        assert signed_in(coordinator).get(address(edition, ending)).status_code == 404


def test_what_nobody_can_read_any_more_is_handed_out_as_it_is(
    edition: Edition, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.canonical.READERS", {})
    answer = signed_in(coordinator).get(address(edition, ".json"))
    assert (answer.status_code, answer.content.decode()) == (200, edition.content)
    page_of(coordinator, edition)


# The paper that is not made yet


def test_while_the_paper_is_made_the_page_says_so_and_asks_again(
    edition: Edition, coordinator: User
) -> None:
    assert f'hx-get="{address(edition)}"' in page_of(coordinator, edition)
    makers.make_paper(edition, PAPER)
    assert "hx-get" not in page_of(coordinator, edition).partition("<article")[0]


def test_the_script_gets_no_more_than_it_asks_for(edition: Edition, coordinator: User) -> None:
    answer = signed_in(coordinator).get(address(edition), headers={"HX-Request": "true"})
    assert answer.content.decode().startswith('<div id="paper"')


def test_the_script_asks_for_a_while_and_costs_little(
    edition: Edition, coordinator: User, settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = signed_in(coordinator)
    client.get(address(edition))
    with django_assert_num_queries(6):
        answer = client.get(address(edition), headers={"HX-Request": "true"})
    assert "hx-get" in answer.content.decode()
    settings.TODAY = clock.day_of(edition.handed_in_at) + timedelta(days=1)
    answer = client.get(address(edition), headers={"HX-Request": "true"})
    assert "hx-get" not in answer.content.decode()
    assert f'href="{address(edition)}"' in answer.content.decode()


def test_a_paper_that_is_not_made_is_a_page_that_says_so(
    edition: Edition, coordinator: User
) -> None:
    client, url = signed_in(coordinator), address(edition, ".pdf")
    answer = client.get(url)
    assert (answer.status_code, answer["Retry-After"]) == (202, "2")
    page = answer.content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert f'hx-get="{url}"' in page
    assert f'href="{address(edition)}"' in page
    makers.make_paper(edition)
    by_script = client.get(url, headers={"HX-Request": "true"})
    assert by_script.headers["HX-Redirect"] == url


def test_a_paper_that_was_not_made_for_long_is_no_longer_said_to_be(
    edition: Edition, coordinator: User, staff: User, settings: Settings
) -> None:
    """It asks no more; the staff are told what is to be done about it."""
    settings.TODAY = clock.day_of(edition.handed_in_at) + timedelta(days=1)
    url = address(edition, ".pdf")
    for person, is_told in ((coordinator, False), (staff, True)):
        client = signed_in(person)
        answer = client.get(url)
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        main = answer.content.decode().partition("<main")[2]
        assert "refresh" not in answer.content.decode()
        assert "hx-get" not in main
        assert f'href="{address(edition)}"' in main
        by_script = client.get(url, headers={"HX-Request": "true"})
        assert by_script.headers["HX-Redirect"] == url
        for page in (main, page_of(person, edition)):
            assert ("make_files" in page) == is_told


# Files


@pytest.mark.parametrize(
    ("ending", "media_type", "shown"),
    [
        (".pdf", "application/pdf", "inline"),
        (".json", "application/json", "attachment"),
        (".csv", "text/csv; charset=utf-8", "attachment"),
    ],
)
def test_a_file_has_a_name_a_type_and_an_etag_and_is_private(
    papered: Edition, coordinator: User, ending: str, media_type: str, shown: str
) -> None:
    client, url = signed_in(coordinator), address(papered, ending)
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == media_type
    name = f"{papered.report.round.event.slug}-{papered.region.slug}-utgave-1{ending}"
    assert answer["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    again = client.get(url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_paper_is_the_stored_bytes(papered: Edition, coordinator: User) -> None:
    assert signed_in(coordinator).get(address(papered, ".pdf")).content == PAPER


def test_the_data_is_the_frozen_content(papered: Edition, coordinator: User) -> None:
    answer = signed_in(coordinator).get(address(papered, ".json"))
    assert answer.content.decode() == papered.content


def test_the_table_holds_what_was_answered(papered: Edition, coordinator: User) -> None:
    table = signed_in(coordinator).get(address(papered, ".csv")).content.decode()
    assert table.count("Vi er i rute.") == 2


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_altered_content_is_not_handed_out(
    papered: Edition, coordinator: User, ending: str
) -> None:
    alter(papered, content=papered.content.replace("rute", "Rute"))
    answer = signed_in(coordinator).get(address(papered, ending))
    assert answer.status_code == 500
    assert "Rute" not in answer.content.decode()


def test_an_altered_paper_is_not_handed_out_and_is_logged(
    papered: Edition, coordinator: User, caplog: pytest.LogCaptureFixture
) -> None:
    alter(papered.file, content=b"%PDF-1.7 another")
    with caplog.at_level(logging.ERROR, logger="reports.views.editions"):
        answer = signed_in(coordinator).get(address(papered, ".pdf"))
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert [one.name for one in caplog.records if one.name.startswith("reports")] == [
        "reports.views.editions"
    ]


# Withdrawing


def test_staff_withdraw_an_edition_with_a_reason(papered: Edition, staff: User) -> None:
    answer = signed_in(staff).post(address(papered, "/trekk/"), {"reason": f" {REASON}\r\nAlle. "})
    assert (answer.status_code, answer["Location"]) == (302, address(papered))
    withdrawal = Edition.objects.get().withdrawal
    assert (withdrawal.reason, withdrawal.by) == (f"{REASON}\nAlle.", staff)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_withdrawal_says_why_in_few_words(papered: Edition, staff: User, reason: str) -> None:
    answer = signed_in(staff).post(address(papered, "/trekk/"), {"reason": reason})
    assert answer.status_code == 422
    assert not Edition.objects.exclude(withdrawal=None).exists()


def test_an_edition_is_withdrawn_once(papered: Edition, staff: User) -> None:
    actions.withdraw_edition(by=staff, edition=papered, reason=REASON)
    client = signed_in(staff)
    assert address(papered, "/trekk/") not in page_of(staff, papered)
    answer = client.post(address(papered, "/trekk/"), {"reason": "Igjen."})
    assert answer.status_code == 422
    assert Edition.objects.get().withdrawal.reason == REASON


def test_only_staff_are_shown_the_way_to_withdraw(papered: Edition, coordinator: User) -> None:
    for person in (coordinator, makers.ministry()):
        assert "/trekk/" not in page_of(person, papered)


def test_a_withdrawn_edition_is_still_handed_out(papered: Edition, staff: User) -> None:
    actions.withdraw_edition(by=staff, edition=papered, reason=REASON)
    found: Any = signed_in(staff).get(address(papered, ".pdf"))
    assert found.content == PAPER
