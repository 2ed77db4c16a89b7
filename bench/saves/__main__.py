"""`./run bench saves`: ticks a second, with 1, 8 and 40 coordinators at once, on both databases.

Ours is the real page: gunicorn, session, CSRF, access, the action with its history, the row drawn
again. The floor (bench/bare) is the bare transaction behind the same server, with the product's own
database settings. Both are asked in turn, in one run; ratios are medians of the rounds' ratios.
Aims that are not met are no failure here.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

import psycopg

from bench.pages.serving import ROOT, Project
from bench.saves.crowd import CROWD, seats_of
from bench.saves.load import Person, Round, rush
from tests.with_postgres import find_programs, server

CROWDS = (1, 8, CROWD)
ROUNDS = 5
SECONDS = 3.0  # of each round, for each project
WORKERS = ("--workers", "2", "--threads", "4")  # as `./run demo` serves
AIMS = {1: ("median", 4.0), CROWD: ("p95", 3.0)}


@dataclass
class Pair:
    """What ours and the floor came to with one crowd, round by round."""

    crowd: int
    ours: list[Round] = field(default_factory=list)
    floor: list[Round] = field(default_factory=list)

    def ratio(self, what: str) -> float:
        pairs = zip(self.ours, self.floor, strict=True)
        ratios: list[float] = [getattr(our, what) / getattr(bare, what) for our, bare in pairs]
        return median(ratios)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="byregion-bench-") as directory:
        measure("SQLite", pair_of(Path(directory)))
    programs = find_programs()
    if programs is None:
        print("\nPostgreSQL: not measured, no server is installed here.")
        return
    with TemporaryDirectory(prefix="byregion-bench-") as directory, server(programs) as socket:
        projects = pair_of(Path(directory))
        measure("PostgreSQL", [on_postgres(project, socket) for project in projects])


def pair_of(directory: Path) -> list[Project]:
    ours = Project("ours", directory, filling="bench.saves.filling", workers=WORKERS)
    return [ours, Project("bare", directory, workers=WORKERS)]


def on_postgres(project: Project, socket: Path) -> Project:
    with psycopg.connect(f"host={socket} user=byregion dbname=postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {project.name}".encode())
    return replace(project, database_url=f"postgres://byregion@/{project.name}?host={socket}")


def measure(database: str, projects: list[Project]) -> None:
    for project in projects:
        project.prepare()
    with ExitStack() as stack:
        ports = [stack.enter_context(project.served()) for project in projects]
        ours, floor = (
            [Person(port, seat) for seat in seats_of(project.name, project.directory)]
            for project, port in zip(projects, ports, strict=True)
        )
        pairs = [Pair(crowd) for crowd in CROWDS]
        for people in (ours, floor):
            rush(people, SECONDS)  # warms up
        for pair in pairs:
            for _ in range(ROUNDS):
                pair.ours.append(rush(ours[: pair.crowd], SECONDS))
                pair.floor.append(rush(floor[: pair.crowd], SECONDS))
    show(database, pairs)
    with ExitStack() as stack:
        runs = [stack.enter_context(alone(project)) for project in projects]
        show_alone([[_batch(run) for run in runs] for _ in range(ROUNDS + 1)][1:])


def show(database: str, pairs: list[Pair]) -> None:
    head = "".join(f"{word:>11}" for word in ("ticks/s", "median ms", "p95 ms"))
    print(f"\n{database:<26}{head}   ×median   ×p95")
    for pair in pairs:
        ratios = f"{pair.ratio('middle'):10.2f}{pair.ratio('p95'):7.2f}"
        people = "coordinator" if pair.crowd == 1 else "coordinators"
        print(f"{f'{pair.crowd} {people}':<26}{numbers(pair.ours)}{ratios}")
        print(f"{'  floor':<26}{numbers(pair.floor)}")
        if pair.crowd == 1:
            cpus = [median(one.cpu for one in rounds) for rounds in (pair.ours, pair.floor)]
            print(f"  the server's CPU: {cpus[0]:.1f} ms, the floor's {cpus[1]:.1f} ms: ", end="")
            print(f"× {pair.ratio('cpu'):.2f}")
        if aim := AIMS.get(pair.crowd):
            what, times = aim
            reached = pair.ratio("middle" if what == "median" else what)
            print(f"  {what} ≤ {times:g} × floor: {'met' if reached <= times else 'NOT MET'}")


def numbers(rounds: list[Round]) -> str:
    return "".join(
        f"{median(getattr(one, what) for one in rounds):11.1f}"
        for what in ("rate", "middle", "p95")
    )


# Without a page


@contextmanager
def alone(project: Project) -> Iterator[Popen[str]]:
    """A process that saves when it is told, and says how long it took."""
    command = [sys.executable, "-m", "bench.saves.alone", project.name]
    with Popen(
        command, env=project.environment, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True
    ) as run:
        yield run


def _batch(run: Popen[str]) -> float:
    if run.stdin is None or run.stdout is None:
        raise TypeError("the process was started without pipes")
    run.stdin.write("\n")
    run.stdin.flush()
    return float(run.stdout.readline())


def show_alone(batches: list[list[float]]) -> None:
    ours, bare = (median(batch) for batch in zip(*batches, strict=True))
    ratio = median(one / other for one, other in batches)
    print("Without a page, median ms of a save with the reading before it:")
    print(f"  our action {ours:.1f}, the bare transaction {bare:.1f}: × {ratio:.2f}")


if __name__ == "__main__":
    main()
    print(
        f"\nMedians of {ROUNDS} rounds of {SECONDS:g} seconds, each project on its own server:"
        "\n2 workers of 4 threads; everyone saves again as soon as the answer is there. PostgreSQL"
        "\nruns without fsync, as in the tests. Only ratios can be compared between machines."
    )
