"""A paper at its address: at once where it is kept, and words while it is made."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.tasks import task_backends
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.models import Status
from regions.models import Region
from reports import paper
from reports.attempts import Attempt
from reports.models import Render
from tests import makers
from tests.reports.writing import address_of

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"HX-Request": "true"}
SLOW = "the worker is running (manage.py ox_worker)"


@pytest.fixture
def region() -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def url(region: Region) -> str:
    return f"/regioner/{region.slug}/statusrapport.pdf"


@pytest.fixture
def client(region: Region) -> Client:
    return signed_in(makers.coordinator_of(region, makers.make_person(language="en")))


@pytest.fixture
def _quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "write_pdf", lambda html, **_: html.encode())


@pytest.fixture
def worker(settings: Settings, _quick_paper: None) -> Callable[[], None]:
    """Nothing is set before it is called."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    backend: Any = task_backends["default"]

    def work() -> None:
        for one in backend.results:
            one.task.call(*one.args)
        backend.clear()

    return work


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def waited(by: timedelta) -> None:
    row = Render.objects.get()
    Render.objects.update(asked_at=row.asked_at - by)


def test_while_it_is_made_a_page_looks_again_by_itself(
    client: Client, url: str, worker: Callable[[], None]
) -> None:
    answer = client.get(url)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (202, "2")
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert f'hx-get="{url}"' in page
    assert f'href="{url.replace(".pdf", "/")}"' in page
    assert SLOW not in page
    by_script = client.get(url, headers=BY_SCRIPT)
    assert (by_script.status_code, by_script.templates[0].name) == (
        200,
        "reports/_paper_waits.html",
    )
    worker()
    assert client.get(url, headers=BY_SCRIPT)["HX-Redirect"] == url
    assert client.get(url)["Content-Type"] == "application/pdf"


def test_the_day_asked_for_is_looked_for_again(
    client: Client, url: str, worker: Callable[[], None]
) -> None:
    page = client.get(f"{url}?as_of=2016-02-15").content.decode()
    assert f'hx-get="{url}?as_of=2016-02-15"' in page


def test_after_a_while_it_says_what_may_be_wrong_and_staff_what_to_do(
    client: Client, url: str, worker: Callable[[], None]
) -> None:
    staff = signed_in(makers.staff(makers.make_person(language="en")))
    client.get(url)
    waited(timedelta(seconds=31))
    told, told_staff = client.get(url).content.decode(), staff.get(url).content.decode()
    assert ("what makes papers is not running" in told, SLOW in told) == (True, False)
    assert ("what makes papers is not running" in told_staff, SLOW in told_staff) == (True, True)


@pytest.mark.usefixtures("_quick_paper")
def test_the_browser_keeps_what_is_unchanged(
    client: Client, url: str, region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(url)
    assert first["ETag"] == f'"{Render.objects.get().sha256}"'
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"
    makers.assess(makers.main_strand(region), 1, 1, Status.MET)
    changed = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


@pytest.mark.usefixtures("_quick_paper")
@pytest.mark.parametrize("n", [1, 3])
def test_a_paper_that_is_kept_costs_the_same_whatever_it_says(
    client: Client, url: str, region: Region, n: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(n):
        makers.assess(makers.main_strand(region), 1, number + 1, Status.MET)
    client.get(url)
    with django_assert_num_queries(23):
        client.get(url)


@pytest.mark.usefixtures("_quick_paper")
def test_one_person_cannot_have_papers_made_without_end(
    client: Client, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Attempt.PAPER, "_value_", 2)
    days = [f"{url}?as_of=2016-02-{day}" for day in (10, 11, 12)]
    assert [client.get(day).status_code for day in days] == [200, 200, 429]
    assert [client.get(day).status_code for day in days] == [200, 200, 429]
    assert Render.objects.count() == 2
    staff = signed_in(makers.staff())
    assert [staff.get(day).status_code for day in days] == [200, 200, 200]


def test_someone_who_waits_by_script_is_sent_to_the_page_that_says_it_failed(
    client: Client, url: str, worker: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise IndexError

    monkeypatch.setattr(paper, "write_pdf", refuse)
    client.get(url)
    worker()
    assert client.get(url, headers=BY_SCRIPT)["HX-Redirect"] == url
    assert client.get(url).status_code == 500


@pytest.mark.usefixtures("_quick_paper")
def test_a_torn_paper_is_never_given(client: Client, url: str) -> None:
    client.get(url)
    Render.objects.update(paper=b"%PDF torn")
    assert [client.get(url).status_code for _ in range(2)] == [500, 200]


def test_what_takes_a_worker_a_minute_costs_the_request_nothing(
    client: Client, url: str, region: Region, worker: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """25 comments of 750 items each once kept a process of the site busy for a minute."""

    def never(*_: object, **__: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(paper, "report_html", never)
    assert {client.get(url).status_code for _ in range(5)} == {202}
    backend: Any = task_backends["default"]
    assert len(backend.results) == 1


# What is replaced


@pytest.mark.parametrize("of", ["status", "draft"])
def test_a_newer_paper_takes_the_place_of_the_one_before_which_is_not_set_any_more(
    of: str, client: Client, url: str, region: Region, worker: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if of == "draft":
        url = address_of(makers.report_of(region, makers.ask_for_reports(region)), "draft_pdf")
    printed: list[object] = []

    def report_pdf(content: object) -> bytes:
        printed.append(content)
        return b"%PDF"

    monkeypatch.setattr(paper, "report_pdf", report_pdf)
    other = client.get(f"/regioner/{region.slug}/statusrapport.pdf?as_of=2016-02-15")
    strand = makers.main_strand(region)
    for number in (1, 2, 3):
        makers.assess(strand, 1, number, Status.MET)
        assert client.get(url).status_code == 202
    assert (other.status_code, Render.objects.count()) == (202, 2)
    worker()
    assert len(printed) == Render.objects.exclude(made_at=None).count() == 2
    assert client.get(url)["Content-Type"] == "application/pdf"


def test_another_regions_paper_stays(
    client: Client, url: str, region: Region, worker: Callable[[], None]
) -> None:
    other = makers.main_strand(makers.make_region("Salten")).region
    client.get(url)
    signed_in(makers.coordinator_of(other)).get(f"/regioner/{other.slug}/statusrapport.pdf")
    assert Render.objects.count() == 2
