"""A real browser on a real server: Chromium, with console errors and foreign requests noted."""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from checkpoints.models import Phase, Status
from regions.models import ParticipationRole, Region, User
from tests import makers

type Kind = tuple[tuple[str, Any], ...]  # the options with which a profile was made

expect.set_options(timeout=20_000)  # a busy machine is no fault of the page
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
# What Playwright itself turns off (the browser heeds only the last such list), and two popups of
# the address bar: nobody sees them here, and they cost every visitor two more processes.
UNUSED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = os.environ.get("BYREGION_CHROMIUM", "/usr/bin/chromium")
    return {"executable_path": path, "args": [*QUIET.split(), f"--disable-features={UNUSED}"]}


@dataclass
class Visitor:
    """Someone at a browser of their own."""

    page: Page
    server: str
    troubles: list[str] = field(default_factory=list)

    def visit(self, path: str) -> Page:
        self.page.goto(f"{self.server}{path}")
        return self.page


@pytest.fixture(scope="session")
def profiles() -> defaultdict[Kind, list[BrowserContext]]:
    """Profiles that nobody uses now; a new one costs as much as a page or two."""
    return defaultdict(list)


@pytest.fixture
def visitor(
    browser: Browser, live_server: LiveServer, profiles: defaultdict[Kind, list[BrowserContext]]
) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `visitor(person, width=320, color_scheme="dark")`.

    What a page should not do – an error in the console, a request to elsewhere – fails the test.
    """
    visitors: list[tuple[Kind, BrowserContext, Visitor]] = []

    def make(person: User | None = None, *, width: int = 1280, **options: Any) -> Visitor:
        kind = tuple(sorted(options.items()))
        unused = profiles[kind]
        context = unused.pop() if unused else browser.new_context(locale="nb-NO", **options)
        context.set_default_timeout(60_000)  # the first paper of a machine makes its fonts
        one = Visitor(context.new_page(), live_server.url)
        one.page.set_viewport_size({"width": width, "height": 900})
        forget(one)
        one.page.on("console", lambda message: _note(one, message))
        one.page.on("pageerror", lambda error: one.troubles.append(error.message))
        one.page.on("request", lambda request: _note_elsewhere(one, request.url))
        if person:
            context.add_cookies([_signed_in(person, live_server.url)])  # type: ignore[list-item]  # a plain dict will do
        visitors.append((kind, context, one))
        return one

    yield make
    for kind, context, _ in visitors:
        for page in context.pages:
            page.close()
        context.set_offline(False)
        context.unroute_all()
        profiles[kind].append(context)
    assert [trouble for _, _, one in visitors for trouble in one.troubles] == []


def forget(one: Visitor) -> None:
    """Nothing is left of whoever used the profile before: no sign-in, no draft."""
    context = one.page.context
    context.clear_cookies()
    everything = {"origin": one.server, "storageTypes": "all"}
    context.new_cdp_session(one.page).send("Storage.clearDataForOrigin", everything)


EXPECTED = ("409", "422", "404", "403")  # answers with a page to show; the browser logs them


def _note(one: Visitor, message: Any) -> None:
    answer = "Failed to load resource" in message.text
    expected = answer and any(status in message.text for status in EXPECTED)
    if message.type == "error" and not expected:
        one.troubles.append(message.text)


def _note_elsewhere(one: Visitor, url: str) -> None:
    if not url.startswith((one.server, "data:")):
        one.troubles.append(f"asked for {url}")


def _signed_in(person: User, url: str) -> dict[str, Any]:
    client = Client()
    client.force_login(person)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


@pytest.fixture
def phase(programme: object) -> Phase:
    """The real programme's phase 2."""
    return Phase.objects.get(slug="fase-2")


@pytest.fixture(scope="session")
def copy_of_salten() -> Iterator[sqlite3.Connection]:
    """Room for a copy of the whole database, filled when Salten is first made."""
    with closing(sqlite3.connect(":memory:")) as room:
        yield room


@pytest.fixture
def salten(request: pytest.FixtureRequest, db: None, copy_of_salten: sqlite3.Connection) -> Region:
    """A region that has come some way, with a parallel strand and something in every status.

    Made once a session; after that each test's database, still empty, becomes a copy of that one.
    """
    assert not User.objects.exists(), "what was made before this would be gone"
    if copy_of_salten.execute("SELECT 1 FROM sqlite_master").fetchone():
        copy_of_salten.backup(connection.connection)
    else:
        make_salten(request.getfixturevalue("phase"))
        connection.connection.backup(copy_of_salten)
    return Region.objects.get(slug="salten")


def make_salten(phase: Phase) -> None:
    region = makers.make_region("Salten", slug="salten")
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.HOST)
    makers.take_part(region, makers.make_municipality("Fauske"))
    makers.take_part(region, makers.make_municipality("Røst"), ParticipationRole.OBSERVER)
    ola = makers.coordinator_of(region, makers.make_person("Ola Dahl"))
    main = makers.main_strand(region, phase)
    other = makers.parallel_strand(region, phase.milestones.get(position=3), "Reiseliv")
    makers.plan(main, 1, "2015-09-01", "2016-03-31")
    makers.plan(main, 2, "2016-02-01", "2016-05-31")
    makers.plan(main, 2, "2016-02-01", "2016-09-30", reason="Kommunevalget", when="2016-04-01")
    makers.plan(other, 3, "2016-08-01", "2017-01-31")
    for number in range(1, 7):
        makers.assess(main, 1, number, by=ola, text="Vedtatt i regionrådet, sak 32/16.")
    statuses = (Status.MET, Status.ON_HOLD, Status.NOT_APPLICABLE, Status.IN_PROGRESS)
    for number, status in enumerate(statuses, 1):
        makers.assess(main, 2, number, status, by=ola, text="Venter på Røst.", when="2016-10-01")
    makers.assess(other, 3, 1, Status.IN_PROGRESS, by=ola, due_on=None, unsure=True)
    makers.decide(main, 1, by=ola)


@pytest.fixture
def kari(salten: Region) -> User:
    return makers.coordinator_of(salten, makers.make_person("Kari Nordmann", password="demo"))


def first_of[Held](page: Page, held: list[Held]) -> Held:
    """The first request that a route holds, once it has come: handlers run while one waits."""
    for _ in range(1000):
        if held:
            return held[0]
        page.wait_for_timeout(10)
    raise AssertionError("No request came.")
