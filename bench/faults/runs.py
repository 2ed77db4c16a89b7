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

EARLY = 12  # most kills of a run before all regions' papers are there; the others come after that
FURTHER = (0, 0, 1, 2, 3)  # how many papers more may be there before the next kill
LOCK = 5.0  # seconds after which a lost worker's task is given to another
AGAIN = 20.0  # seconds for which what the database refuses is tried again
REST = 5.0  # seconds without any task after which nothing will come any more
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
    due: int  # how often workers are to be killed
    since: str = ""  # when the workers were started
    recoveries: list[float] = field(default_factory=list)  # seconds, of each kill
    refused: int = 0
    seen: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return len(self.recoveries)

    def press(self) -> None:
        self.do("ask")

    def start(self) -> None:
        """The workers, where they do not run."""
        self.since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f%z}"
        self.workers.start()

    def held(self) -> int:
        """How many tasks the workers, alive or killed, have taken and not finished."""
        return int(self.do("begun", since=self.since)["tasks"])

    def look(self) -> dict[str, Any]:
        return self.do("look")

    def do(self, act: str, **given: Any) -> dict[str, Any]:
        """As people do: what the database refuses is tried again a little later."""
        start = monotonic()
        while True:
            try:
                return self.acting.do(act, **given)
            except RefusedError:
                self.refused += 1
                if monotonic() - start > AGAIN:
                    raise
                sleep(1)

    def until(self, ready: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until what is seen is as it should be. Nobody presses meanwhile.

        AssertionError where nothing will come any more: a wake-up was lost, or a task given up.
        """
        start = busy = monotonic()
        while not ready(now := self.look()):
            if now["tasks"]:
                busy = monotonic()
            if monotonic() - busy > REST:
                lost = self.do("unsound")["given_up"]
                raise AssertionError(f"no worker has anything to do, {lost} tasks given up: {now}")
            if monotonic() - start > PATIENCE:
                raise TimeoutError(f"after {PATIENCE:.0f} s: {now}")
            sleep(0.05)
        return now


type Run = Callable[[Scene, Place], None]


@contextmanager
def scene(place: Place, folder: Path, pace: float, due: int = 0) -> Iterator[Scene]:
    project = place.fresh(folder)
    log = place.project.directory / "workers.log"  # not on a disk that is full
    with (
        inside(project.environment) as acting,
        working(project.environment, lock=LOCK, log=log) as workers,
    ):
        yield Scene(project, folder, acting, workers, pace, due)


def undisturbed(one: Scene, _place: Place) -> None:
    one.press()


def killed(one: Scene, _place: Place) -> None:
    """Both workers by kill -9, each time while at least one of them is in the middle of a task."""
    random, papers = Random(one.due), one.project.units  # noqa: S311  the same delays every time
    one.workers.kill()
    one.start()
    one.press()
    kill_early(one, random, papers)
    early = one.kills
    one.until(partial(has_papers, papers))
    while one.kills < one.due and is_making(one.look()):
        kill(one, random)
    if not one.kills:
        raise AssertionError("nobody was killed in the middle of anything")
    one.seen.append(told_of("among the regions' papers", one.recoveries[:early]))
    one.seen.append(told_of("after them", one.recoveries[early:]))


def told_of(where: str, recoveries: list[float]) -> str:
    each = " ".join(f"{seconds:.1f}" for seconds in recoveries)
    return f"killed {len(recoveries)} times {where}; seconds until a task was taken again: {each}"


def kill_early(one: Scene, random: Random, papers: int) -> None:
    """While regions' papers are made: at moments all over it, not again and again at the first."""
    one.until(partial(is_worked_on, one))
    while one.kills < min(EARLY, one.due) and not has_papers(papers, now := one.look()):
        one.until(partial(has_papers, min(papers, now["editions"] + random.choice(FURTHER))))
        kill(one, random)


def kill(one: Scene, random: Random) -> None:
    """Both workers, and new ones. It does not count where both were idle."""
    sleep(random.uniform(0, 2 * one.pace))
    one.workers.kill()
    dead, lost = monotonic(), one.held()
    one.start()
    one.until(partial(is_worked_on, one))
    if lost:
        one.recoveries.append(monotonic() - dead)


def is_worked_on(one: Scene, now: dict[str, Any]) -> bool:
    """Whether a worker is at it; or there is nothing to be at."""
    return not is_making(now) or one.held() > 0


def stopped(one: Scene, _place: Place) -> None:
    """Cancelled when some papers are made. Pressed again, none is made anew.

    What is handed in gets its paper, bundle or none; but nothing goes on for the bundle.
    """
    one.press()
    some = one.until(partial(has_papers, 3))["editions"]
    one.do("stop")
    rest = one.until(lambda now: not now["tasks"])
    kept = one.do("made")["files"]
    if rest["state"] != "stopped" or rest["papers"] or rest["files"]:
        raise AssertionError(f"it went on after it was stopped: {rest}")
    one.press()
    one.until(is_ready)
    again = one.do("made")["files"]
    if not kept.items() <= again.items():
        raise AssertionError("a paper was made anew")
    one.seen.append(f"stopped at {some} papers, at rest with {len(kept)}; all of them were kept")


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
    ballast = one.folder / "ballast"
    ballast.write_bytes(bytes(max(0, free(one.folder) - LEFT)))
    one.press()
    one.until(lambda _now: free(one.folder) <= FULL)
    sleep(WHILE)
    one.seen.append(f"full with {one.look()['editions']} papers")
    ballast.unlink()


def free(folder: Path) -> int:
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize


def has_papers(least: int, now: dict[str, Any]) -> bool:
    return bool(now["editions"] >= least)


def is_making(now: dict[str, Any]) -> bool:
    return bool(now["state"] == "making")


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
