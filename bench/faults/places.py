"""Databases with a round in them, of which each run gets a fresh copy."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import psycopg

from bench.pages.serving import Project
from tests.with_postgres import find_programs, other_user, server

FILLING = "bench.faults.filling"


@dataclass(frozen=True)
class Place:
    """A filled project on SQLite, whose database is a file."""

    project: Project
    name: str = "SQLite"

    def fresh(self, folder: Path) -> Project:
        """The project with a database of its own, as it was filled."""
        copy = self.moved(folder)
        shutil.copy(self.project.environment["BENCH_DATABASE"], copy.environment["BENCH_DATABASE"])
        return copy

    def moved(self, folder: Path) -> Project:
        (folder / "static").symlink_to(self.project.directory / "static")
        return replace(self.project, directory=folder)


@dataclass(frozen=True)
class OnPostgres(Place):
    name: str = "PostgreSQL"
    programs: Path = Path()
    socket: Path = Path()
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fresh(self, folder: Path) -> Project:
        name = f"copy{next(self.numbers)}"
        execute(self.socket, f"CREATE DATABASE {name} TEMPLATE filled")
        return replace(self.moved(folder), database_url=url(self.socket, name))

    def restart(self) -> None:
        """At once: who is connected loses the connection in the middle of what it does."""
        pg_ctl = [*other_user(), f"{self.programs / 'pg_ctl'}", "--silent", "--wait"]
        where = ["--pgdata", f"{self.socket / 'data'}", "--mode=immediate"]
        log = ["--log", f"{self.socket / 'log'}"]
        subprocess.run([*pg_ctl, *where, *log, "restart"], cwd="/", check=True)


@contextmanager
def on_sqlite(folder: Path, regions: int) -> Iterator[Place]:
    project = Project("ours", folder, filling=FILLING, units=regions)
    project.prepare()
    yield Place(project)


@contextmanager
def on_postgres(folder: Path, regions: int) -> Iterator[OnPostgres | None]:
    """None where no server is installed."""
    programs = find_programs()
    if programs is None:
        yield None
        return
    with server(programs) as socket:
        # What is committed stays, as in an installation; the tests' server loses it in a crash.
        execute(socket, "ALTER ROLE byregion SET synchronous_commit = on")
        execute(socket, "CREATE DATABASE filled")
        project = Project(
            "ours", folder, filling=FILLING, units=regions, database_url=url(socket, "filled")
        )
        project.prepare()
        yield OnPostgres(project, programs=programs, socket=socket)


def url(socket: Path, name: str) -> str:
    return f"postgres://byregion@/{name}?host={socket}"


def execute(socket: Path, statement: str) -> None:
    where = f"host={socket} user=byregion dbname=postgres"
    with psycopg.connect(where, autocommit=True) as admin:
        admin.execute(statement.encode())
