"""`./run bench round [REGIONS …]`: how the bundle grows, with 37, 370 and 3,700 simulated regions.

All have handed in and have their papers, copies of one. What is measured is the wait for the whole
bundle when one and when ten have handed in anew, when none has, and the memory it takes.
"""

import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.pages.serving import Project
from bench.paper.usage import is_told_here, peak_of
from bench.round.bundle import waited
from bench.round.project import Inside, Workers, hand_in_anew, inside, working

SIZES = (37, 370, 3700)
FILLING = "bench.round.filling"
HEADS = ("first", "1 anew", "10 anew", "none", "gather", "floor", "download", "MB zip", "MB work")


def main(sizes: tuple[int, ...]) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if not is_told_here():
        sys.exit("./run bench round reads what processes cost in /proc, which Linux alone has.")
    print(f"{'regions':>8}" + "".join(f"{head:>10}" for head in HEADS) + "   files  MB of files")
    for size in sizes:
        with TemporaryDirectory(prefix="byregion-bench-") as folder:
            project = Project("ours", Path(folder), filling=FILLING, units=size)
            project.prepare()
            print(f"{size:8}{line_of(project.environment)}", flush=True)


def line_of(environment: Mapping[str, str]) -> str:
    with inside(environment) as acting, working(environment) as workers:
        first = acting.do("press")["wall"]
        anew = [after(acting, workers, count) for count in (1, 10)]
        none = waited(acting).press
        gathering, floor = acting.do("gather")["wall"], acting.do("floor")["wall"]
        work = sum(peak_of(one.pid) for one in workers.processes)
        with inside(environment) as sending:  # one that has done nothing else
            before = sending.do("look")
            sent = sending.do("download")
    numbers = [first, *anew, none, gathering, floor, sent["wall"]]
    memory = [sent["peak"], work]
    told = "".join(f"{number:10.2f}" for number in numbers)
    told += "".join(f"{number:10.0f}" for number in memory)
    return f"{told}{before['files']:8}{sent['bytes'] / 1e6:13.0f}"


def after(acting: Inside, workers: Workers, regions: int) -> float:
    """The wait, from pressing to ready, when so many have handed in meanwhile."""
    hand_in_anew(acting, workers, regions, f"{perf_counter()}")
    pressed: dict[str, Any] = acting.do("press")
    return float(pressed["wall"])


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
    print(
        "\nSeconds from pressing to ready: the first bundle, then with 1 and with 10 regions that"
        "\nhave handed in anew, and with none. The papers of both are set by two warm workers, and"
        "\nthe programme's report with them. MB zip is the most that the process has had which"
        "\nsends the ZIP, MB work both workers."
    )
