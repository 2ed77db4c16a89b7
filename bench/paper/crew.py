"""An engine's warm processes: each sets one paper after the other, and says what it cost."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.pages.serving import ROOT


@dataclass(frozen=True)
class Cost:
    wall: float  # seconds
    cpu: float  # seconds
    peak: float  # MB so far

    def __add__(self, other: "Cost") -> "Cost":
        """One after the other in the same processes."""
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


@dataclass(frozen=True)
class Crew:
    name: str
    processes: Sequence["subprocess.Popen[str]"]

    def set(self, contents: Sequence[Path]) -> Cost:
        """All of the papers, each by the first process that is free."""
        waiting = iter(contents)  # a list's iterator, which threads may share

        def work(process: "subprocess.Popen[str]") -> list[Cost]:
            return [_asked(process, one) for one in waiting]

        start = perf_counter()
        with ThreadPoolExecutor(len(self.processes)) as threads:
            told = list(threads.map(work, self.processes))
        wall = perf_counter() - start
        cpu = sum(one.cpu for costs in told for one in costs)
        return Cost(wall, cpu, sum(costs[-1].peak for costs in told if costs))

    def paper(self, content: Path) -> bytes:
        """As it was set last."""
        return paper_of(content, self.name).read_bytes()


@contextmanager
def crew_of(name: str, size: int, environment: Mapping[str, str]) -> Iterator[Crew]:
    with ExitStack() as stack:
        yield Crew(name, [stack.enter_context(_process(name, environment)) for _ in range(size)])


def paper_of(content: Path, name: str) -> Path:
    """The file in which an engine leaves the paper of a content."""
    return content.with_suffix(f".{name}.pdf")


@contextmanager
def _process(name: str, environment: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "bench.paper.worker", name]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield process


def _asked(process: "subprocess.Popen[str]", content: Path) -> Cost:
    if not process.stdin or not process.stdout:
        raise TypeError("the process was started without pipes")
    process.stdin.write(f"{content}\n")
    process.stdin.flush()
    return Cost(**json.loads(process.stdout.readline()))
