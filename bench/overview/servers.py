"""The servers that are asked: the product with a number of regions, the floor with as many."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from subprocess import run
from sys import executable

import psycopg

from bench.floor import facts
from bench.pages.serving import ROOT, Project
from bench.pages.visiting import Visitor


def ours(size: int, directory: Path, socket: Path | None) -> Project:
    """The product with a number of regions; on PostgreSQL where there is a socket."""
    project = _project("ours", size, directory)
    if socket is None:
        return project
    return replace(project, database_url=f"postgres://byregion@/regions{size}?host={socket}")


def floor(size: int, directory: Path) -> Project:
    return _project("floor", size, directory)


def _project(name: str, size: int, directory: Path) -> Project:
    own = directory / f"{name}-{size}"
    own.mkdir(exist_ok=True)
    filling = "filling" if name == "ours" else "floor_filling"
    return Project(name, own, filling=f"bench.overview.{filling}", units=size)


@contextmanager
def serving(project: Project, socket: Path | None = None) -> Iterator[int]:
    """A filled database behind a running server, whose port it is."""
    if socket:
        with psycopg.connect(
            f"host={socket} user=byregion dbname=postgres", autocommit=True
        ) as admin:
            admin.execute(f"CREATE DATABASE regions{project.units}".encode())
    project.prepare()
    with project.served() as port:
        yield port


def staff_of(port: int) -> Visitor:
    return _signed_in(port, "/konto/logg-inn/", login=facts.STAFF)


def anyone_of(port: int) -> Visitor:
    """Someone who is signed in to the floor."""
    return _signed_in(port, "/sign-in/", username=facts.COORDINATOR)


def _signed_in(port: int, path: str, **who: str) -> Visitor:
    visitor = Visitor(port)
    visitor.sign_in(path, **who, password=facts.PASSWORD)
    return visitor


def alone(project: Project) -> float:
    """Milliseconds of the one aggregate over everything, in a process of its own."""
    command = [executable, "-m", "bench.overview.alone"]
    told = run(
        command, env=project.environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return float(told.stdout)
