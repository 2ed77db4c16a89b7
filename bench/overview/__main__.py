"""`./run bench overview [REGIONS …]`: the overview of 40, 400, 4,000 and 10,000 simulated regions.

On both databases: the page as staff see it, now and as of a past day; 400 regions stand on one
page, of more there are 50 to a page. Held against 40 regions, against the database's one aggregate
over everything, and at 40 and 400 against the floor's plain template. What is held against each
other is asked in turn, in one run. Aims that are not met are no failure here.
"""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.overview.servers import alone, anyone_of, floor, ours, serving, staff_of
from bench.pages.samples import SAMPLES, WARM_UP, Samples
from bench.pages.visiting import Visitor
from tests.with_postgres import find_programs, server

SMALLEST, ON_ONE_PAGE = 40, 400
SIZES = (SMALLEST, ON_ONE_PAGE, 4_000, 10_000)
PAST = "2016-02-15"
HEADS = ("median", "CPU", "MB", "bytes", "queries", "×40", "×alone", "×floor")


@dataclass(frozen=True)
class Measured:
    """The overview of a number of regions, on one database."""

    regions: int
    now: Samples
    past: Samples
    smallest: Samples  # 40 regions now, asked in turn with these
    floor: Samples | None
    alone: float  # milliseconds

    def show(self) -> None:
        listed = {"now": self.now, f"as of {PAST}": self.past, "floor": self.floor}
        for name, one in listed.items():
            if one:
                print(f"{f'{self.regions:,} {name}':<24}{_numbers(one)}{self._ratios(one)}")
        for aim, came_to, most in self._aims():
            met = "met" if came_to <= most else "NOT MET"
            print(f"  {aim}: {came_to:.2f}, {met}")

    def _ratios(self, one: Samples) -> str:
        beside = [one.wall / self.smallest.wall, one.wall / self.alone]
        beside += [one.wall / self.floor.wall] if self.floor else []
        return "".join(f"{ratio:9.2f}" for ratio in beside)

    def _aims(self) -> Iterator[tuple[str, float, float]]:
        """Each aim, what it came to, and the most it may come to."""
        yield "≤ 8 queries", self.now.queries, 8
        yield "as of a past day ≤ 3 × now", self.past.wall / self.now.wall, 3
        if self.floor:
            most = 1 if self.regions == ON_ONE_PAGE else 2
            yield f"now ≤ {most} × floor", self.now.wall / self.floor.wall, most
        else:
            yield f"now ≤ 2 × {SMALLEST} regions", self.now.wall / self.smallest.wall, 2


def main(sizes: Sequence[int]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="byregion-bench-") as directory:
        measure("SQLite", sizes, Path(directory))
    programs = find_programs()
    if programs is None:
        print("\nPostgreSQL: not measured, no server is installed here.")
        return
    with TemporaryDirectory(prefix="byregion-bench-") as directory, server(programs) as socket:
        measure("PostgreSQL", sizes, Path(directory), socket)


def measure(
    database: str, sizes: Sequence[int], directory: Path, socket: Path | None = None
) -> None:
    print(f"\n{database:<24}" + "".join(f"{head:>9}" for head in HEADS), flush=True)
    with serving(ours(SMALLEST, directory, socket), socket) as smallest:
        for size in sizes:
            measured(size, directory, socket, smallest).show()


def measured(size: int, directory: Path, socket: Path | None, smallest: int) -> Measured:
    """The server of a size, the one of 40 and the floor's, all asked in turn."""
    project = ours(size, directory, socket)
    with ExitStack() as stack:
        is_other = size != SMALLEST
        port = stack.enter_context(serving(project, socket)) if is_other else smallest
        on_one = f"antall={size}&" if size == ON_ONE_PAGE else ""
        staff = staff_of(port)
        now = asking(staff, f"/oversikt/?{on_one}")
        past = asking(staff, f"/oversikt/?{on_one}as_of={PAST}")
        beside = asking(staff_of(smallest), "/oversikt/") if is_other else now
        plain = None
        if size <= ON_ONE_PAGE:
            plain = asking(anyone_of(stack.enter_context(serving(floor(size, directory)))), "/")
        in_turn([now, past, *([beside] if is_other else []), *([plain] if plain else [])])
        return Measured(size, now, past, beside, plain, alone(project))


def asking(visitor: Visitor, path: str) -> Samples:
    return Samples(lambda **headers: visitor.ask(path, **headers))


def in_turn(listed: Sequence[Samples]) -> None:
    for one in listed:
        one.warm_up()
    for _ in range(SAMPLES):
        for one in listed:
            one.take()


def _numbers(one: Samples) -> str:
    return f"{one.wall:9.1f}{one.cpu:9.1f}{one.peak:9.0f}{one.size:9}{one.queries:9}"


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)
    print(
        f"\nMedian milliseconds of {SAMPLES} requests after {WARM_UP} to warm up, one sync worker"
        "\neach, in turn. MB is the most that the server's process had. PostgreSQL runs without"
        "\nfsync, as in the tests. Only ratios can be compared between machines."
    )
