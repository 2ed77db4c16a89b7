"""What is done to a round while its bundle is made. Each begins with a fresh copy and no paper."""

import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Barrier
from time import monotonic, sleep
from typing import Any

from bench.faults.places import OnPostgres, Place
from bench.floor import facts
from bench.pages.serving import Project
from bench.pages.visiting import Visitor
from bench.round.project import Inside, RefusedError, Workers, inside, working

KILLS = 20
LOCK = 5.0  # seconds after which a lost worker's task is given to another
AGAIN = 20.0  # seconds after which somebody who waits presses again
PATIENCE = 900.0
ADDRESS = "/rapportering/fase-2/rapport-2/pakke/"
LEFT, FULL = 600_000, 20_000  # bytes of a disk that is nearly full, and of one that is
WHILE = 3.0  # seconds for which it stays so


@dataclass
class Scene:
    """A round on its own database, the workers, and what was seen of them."""

    project: Project
    folder: Path
    acting: Inside
    workers: Workers
    pace: float  # seconds from paper to paper when nothing was in the way
    presses: int = 0
    seen: list[str] = field(default_factory=list)

    def press(self) -> None:
        self.presses += 1
        self.do("ask")

    def look(self) -> dict[str, Any]:
        return self.do("look")

    def do(self, act: str, **given: Any) -> dict[str, Any]:
        """As people do: what the database refuses is tried again a little later."""
        start = monotonic()
        while True:
            try:
                return self.acting.do(act, **given)
            except RefusedError:
                if monotonic() - start > AGAIN:
                    raise
                sleep(1)

    def until(self, ready: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait, pressing again now and then, until what is seen is as it should be."""
        start = pressed = monotonic()
        while not ready(now := self.look()):
            if monotonic() - start > PATIENCE:
                raise TimeoutError(f"after {PATIENCE:.0f} s: {now}")
            if now["state"] != "making" or monotonic() - pressed > AGAIN:
                self.press()
                pressed = monotonic()
            sleep(0.1)
        return now


type Run = Callable[[Scene, Place], None]


@contextmanager
def scene(place: Place, folder: Path, pace: float) -> Iterator[Scene]:
    project = place.fresh(folder)
    log = place.project.directory / "workers.log"  # not on a disk that is full
    with (
        inside(project.environment) as acting,
        working(project.environment, lock=LOCK, log=log) as workers,
    ):
        yield Scene(project, folder, acting, workers, pace)


def undisturbed(one: Scene, _place: Place) -> None:
    one.press()


def killed(one: Scene, _place: Place) -> None:
    """Both workers by kill -9, some time after they have begun with something."""
    random, done = Random(2016), 0  # noqa: S311  the same delays every time
    one.press()
    one.workers.kill()
    while done < KILLS and one.look()["state"] == "making":
        begin_again(one)
        sleep(random.uniform(0, 2 * one.pace))
        one.workers.kill()
        done += 1
    one.seen.append(f"killed {done} times, {one.look()['editions']} papers were there after that")
    one.workers.start()


def begin_again(one: Scene) -> None:
    """New workers, until one has taken a task; where there is none to take, for a while."""
    since, start = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f%z}", monotonic()
    one.workers.start()
    while not one.do("begun", since=since)["tasks"] and monotonic() - start < AGAIN:
        sleep(0.02)


def stopped(one: Scene, _place: Place) -> None:
    """Cancelled when some papers are made: nothing goes on. Pressed again, none is made anew."""
    one.press()
    one.until(partial(has_papers, 3))
    one.do("stop")
    while (before := one.look())["tasks"]:
        sleep(0.1)
    kept = one.do("made")["files"]
    if one.look()["state"] != "stopped" or before["papers"]:
        raise AssertionError(f"it went on after it was stopped: {before}")
    one.press()
    one.until(is_ready)
    again = one.do("made")["files"]
    if not kept.items() <= again.items():
        raise AssertionError("a paper was made anew")
    one.seen.append(f"stopped with {before['editions']} papers; all of them were kept")


def three_at_once(one: Scene, _place: Place) -> None:
    """Over HTTP, in the same instant."""
    with one.project.served() as port:
        people = [signed_in(port) for _ in range(3)]
        for person in people:
            person.ask(ADDRESS)
        together = Barrier(len(people))

        def press(person: Visitor) -> int:
            together.wait()
            return person.ask(ADDRESS, {}).status

        with ThreadPoolExecutor(len(people)) as threads:
            answers = sorted(threads.map(press, people))
    one.presses = 1
    number = one.look()["bundle"]
    one.seen.append(f"answered {answers}; the newest bundle's number is {number}")
    if answers != [302] * 3 or number != 1:
        raise AssertionError("not one bundle for all three")


def signed_in(port: int) -> Visitor:
    person = Visitor(port)
    person.sign_in("/konto/logg-inn/", login=facts.STAFF, password=facts.PASSWORD)
    return person


def restarted(one: Scene, place: Place) -> None:
    """The database's server, twice in the middle, as when it crashes."""
    if not isinstance(place, OnPostgres):
        raise TypeError("only a server can be restarted")
    one.press()
    for papers in (2, 5):
        one.until(partial(has_papers, papers))
        place.restart()
        one.seen.append("restarted")


def disk_full(one: Scene, _place: Place) -> None:
    """The disk that the database is on is filled up; after a while there is room again."""
    ballast, start = one.folder / "ballast", monotonic()
    ballast.write_bytes(bytes(max(0, free(one.folder) - LEFT)))
    one.press()
    while free(one.folder) > FULL:
        if monotonic() - start > PATIENCE:
            raise TimeoutError("the disk never became full")
        sleep(0.1)
    sleep(WHILE)
    one.seen.append(f"full with {one.look()['editions']} papers")
    ballast.unlink()


def free(folder: Path) -> int:
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


def has_papers(least: int, now: dict[str, Any]) -> bool:
    return bool(now["editions"] >= least)


def is_ready(now: dict[str, Any]) -> bool:
    return bool(now["state"] == "ready")


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A folder on a disk of so many MB. Only root can have one made."""
    with TemporaryDirectory(prefix="byregion-disk-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}m", "byregion", folder]
        subprocess.run(mount, check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
