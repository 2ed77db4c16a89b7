"""What every test stands on: a closed network, a pinned day, a database of its own."""

import os
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from checkpoints.models import (
    Checkpoint,
    CheckpointWording,
    Event,
    EventRevision,
    Milestone,
    Objective,
    Phase,
)
from regions.models import Programme
from reports import guards
from tests import makers
from tests.access_table import World, make_world
from tests.copies import Kinds, made_once
from tests.unguarded import flushing

# Playwright runs an event loop in the thread in which the browser tests use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The same examples in each run, however busy the machine is.
hypothesis_settings.register_profile("byregion", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("byregion")

TODAY = date(2016, 11, 20)  # the demo's own day
NEEDS = ("pdf", "browser", "postgres")
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}  # fixtures that open it
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    """Settings that no test needs to know of, before anything has read them."""
    if not django_settings.TESTING:
        raise pytest.UsageError("Type './run test', or set BYREGION_TESTING=1.")
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.CACHES = {
        **django_settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }
    # Else each client reads through all static files when it is made.
    django_settings.WHITENOISE_AUTOREFRESH = True
    connection_created.connect(turn_around, dispatch_uid="turn around")


def turn_around(connection: Any, **_: Any) -> None:
    """Rows that no query put in order come back the other way round than they were written."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What ./run could not install is skipped with the sentence that says what to type.

    A test that reaches no database proves the same on any: it is left to the run on SQLite.
    """
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[one for one in items if not _uses_database(one)])
        items[:] = [one for one in items if _uses_database(one)]
    for item in items:
        for need in NEEDS:
            sentence = os.environ.get(f"BYREGION_SKIP_{need.upper()}")
            if sentence and item.get_closest_marker(need):
                item.add_marker(pytest.mark.skip(reason=sentence))


def _uses_database(item: pytest.Item) -> bool:
    """Pytest-django locks the database to all others."""
    names: tuple[str, ...] = getattr(item, "fixturenames", ())
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or not DATABASE.isdisjoint(names)


def pytest_runtest_setup(item: pytest.Item) -> None:
    vendor = connection.vendor
    if item.get_closest_marker("postgres") and vendor != "postgresql":
        pytest.skip("On PostgreSQL only: ./run test runs it there.")
    if item.get_closest_marker("browser") and vendor != "sqlite":
        pytest.skip("On SQLite only: ./run test runs it there.")


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables straight from the models, seconds sooner; tests/test_migrations.py compares them."""
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What asks for the migrations after that finds them; editions are guarded as theirs say."""
    django_settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():  # no longer: else what forgets `db` commits, unseen
        guards.put_up(connection)
    with pytest.MonkeyPatch.context() as patch:
        # Of the class: beside a browser's event loop the connection is another object.
        of_all = type(connection.ops)
        patch.setattr(of_all, "execute_sql_flush", flushing(of_all.execute_sql_flush))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as it is used: in memory, connections lock each other's tables."""
    if connection.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def _closed_network() -> Iterator[None]:
    """Sockets reach this machine only."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))
        yield


def _only_here(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test wants to reach {address!r}: tests reach nothing outside.")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def _pinned_day(settings: Settings) -> None:
    """The domain's clock stands at TODAY; `settings.TODAY = …` moves it."""
    settings.TODAY = TODAY


@pytest.fixture
def day() -> date:
    """Today, for all of the domain: 20 November 2016."""
    return TODAY


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test counts towards another's rate limit, or reads what another has worked out."""
    yield
    for one in caches.all():
        one.clear()


@pytest.fixture
def programme(db: None) -> Programme:
    """The real programme (fixtures/programme.json), as if loaded on the first day of phase 1."""
    made_once(_load_programme, PROGRAMME)
    return Programme.objects.get()


@pytest.fixture
def phase(programme: Programme) -> Phase:
    """The real programme's phase 2: five milestones, 25 checkpoints, nine events."""
    return programme.phases.get(slug="fase-2")


@pytest.fixture(scope="module")
def _access_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "TODAY", TODAY)
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture
def access_world(_access_world: World, db: None) -> World:
    """The world of tests/access_table.py: made once a module; each test takes back its changes."""
    return _access_world


PROGRAMME: Kinds = (
    Programme, Phase, Objective, Milestone, Checkpoint, CheckpointWording, Event, EventRevision,
)  # fmt: skip


def _load_programme() -> None:
    makers.load_programme(Path(django_settings.BASE_DIR) / "fixtures/programme.json")
