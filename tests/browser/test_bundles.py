"""The one button in a browser: pressed, watched, stopped, gone on with, fetched and unpacked."""

import zipfile
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from checkpoints.models import Phase
from regions.models import Region, User
from reports.bundles import making
from reports.models import Bundle, BundleState, Round
from tests import makers
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import looked_at

type Visits = Callable[..., Visitor]
type Worker = Callable[[], None]

with_and_without_script = pytest.mark.parametrize(
    "script", [True, False], ids=["JavaScript", "no JavaScript"]
)


@pytest.fixture(autouse=True)
def _plain_press() -> Iterator[None]:
    with makers.a_plain_press():
        yield


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Until it is called nothing is made: the worker's day has not begun."""
    waiting: list[int] = []
    go_on = making.go_on
    monkeypatch.setattr(making, "go_on", waiting.append)

    def work() -> None:
        monkeypatch.setattr(making, "go_on", go_on)
        for pk in waiting:
            go_on(pk)

    return work


@pytest.fixture
def asking(salten: Region) -> Round:
    asking = makers.ask_for_reports(salten, phase=Phase.objects.get(slug="fase-2"))
    makers.hand_in(makers.report_of(salten, asking), makers.coordinator_of(salten))
    return asking


@pytest.fixture
def ola(salten: Region) -> User:
    return makers.staff(makers.make_person("Ola Stab"))


def address(asking: Round, more: str = "") -> str:
    return f"/rapportering/fase-2/{asking.event.slug}/pakke/{more}"


def button(page: Page, asking: Round, more: str = "") -> None:
    page.locator(f'main form[action="{address(asking, more)}"] button').click()


@with_and_without_script
def test_pressed_watched_and_fetched(
    visitor: Visits, ola: User, asking: Round, worker: Worker, script: bool
) -> None:
    page = visitor(ola, java_script_enabled=script).visit(address(asking))
    button(page, asking)
    expect(page.locator("main progress")).to_be_visible()
    worker()
    bundle = Bundle.objects.get()
    fetch = page.locator(f'main a[href="{address(asking, f"{bundle.pk}.zip")}"]')
    expect(fetch).to_be_visible()  # the page has come again by itself
    with page.expect_download() as coming:
        fetch.click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [part.name for part in bundle.parts.all()]


@with_and_without_script
def test_stopped_and_gone_on_with(
    visitor: Visits, ola: User, asking: Round, worker: Worker, script: bool
) -> None:
    page = visitor(ola, java_script_enabled=script).visit(address(asking))
    button(page, asking)
    stopped = Bundle.objects.get()
    button(page, asking, f"{stopped.pk}/stopp/")
    expect(page.locator("main progress")).to_have_count(0)
    worker()
    stopped.refresh_from_db()
    assert (stopped.state, stopped.parts.count()) == (BundleState.STOPPED, 0)
    button(page, asking)
    expect(page.locator("main a[href$='.zip']")).to_be_visible()


def test_the_pages_are_for_everyone(
    visitor: Visits, ola: User, asking: Round, worker: Worker
) -> None:
    looked_at(visitor, ola, address(asking))
    page = visitor(ola).visit(address(asking))
    button(page, asking)
    expect(page.locator("main progress")).to_be_visible()
    looked_at(visitor, ola, address(asking))
    Bundle.objects.update(state=BundleState.FAILED, ended_at=makers.FIRST)
    looked_at(visitor, ola, address(asking))
    Bundle.objects.update(state=BundleState.MAKING, ended_at=None)
    worker()
    ready = address(asking, f"{Bundle.objects.get().pk}/")
    looked_at(visitor, makers.ministry(), address(asking), ready)
