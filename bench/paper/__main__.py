"""`./run bench paper [ROUNDS]`: a region's report on paper, by our renderer and by three others.

The demo's Ålesund hands in a report; what was frozen is set by each engine in a warm process of its
own, in turn: ours, untuned WeasyPrint, Chromium's print and typst. CPU is of that process and those
below it, for Chromium of the browser. Aims that are not met are no failure here.
"""

import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from bench.pages.serving import ROOT, Project
from bench.paper.usage import is_told_here

ROUNDS, WARM_UP = 15, 3
OURS = "ours"
AIMS = {"untuned": 0.65, "chromium": 2.2}
HEADS = ("wall", "CPU", "ours ×", "MB", "pages", "bytes")
FILLING = "bench.paper.filling"


@dataclass
class Engine:
    """One of them at work, and what each of its papers cost."""

    name: str
    process: "subprocess.Popen[str]"
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    peak: float = 0  # MB
    paper: bytes = b""

    def make(self) -> None:
        if not self.process.stdin or not self.process.stdout:
            raise RuntimeError(self.name)
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        self.walls.append(told["wall"])
        self.cpus.append(told["cpu"])
        self.peak = told["peak"]
        self.paper = base64.b64decode(told["paper"])

    def forget(self) -> None:
        self.walls.clear()
        self.cpus.clear()

    def show(self, ours: "Engine") -> None:
        times = f"{median(self.walls):9.3f}{median(self.cpus):9.3f}{ours.beside(self):9.2f}"
        pages = len(PdfReader(BytesIO(self.paper)).pages)
        print(f"{self.name:<16}{times}{self.peak:9.0f}{pages:9}{len(self.paper):9}")

    def beside(self, other: "Engine") -> float:
        """How many times the other's CPU: each round by itself, so that drift falls on both."""
        return median(mine / its for mine, its in zip(self.cpus, other.cpus, strict=True))


def main(rounds: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if not is_told_here():
        sys.exit("./run bench paper reads what processes cost in /proc, which Linux alone has.")
    with TemporaryDirectory(prefix="byregion-bench-") as directory:
        made = Frozen(Path(directory))
        compare(made, rounds)
        show_digests(made)


class Frozen:
    """The content of an edition, and the environment that it was filed in."""

    def __init__(self, directory: Path) -> None:
        project = Project(OURS, directory, filling=FILLING)
        browser = {name: os.environ[name] for name in ("BYREGION_CHROMIUM",) if name in os.environ}
        evidence = {"BYREGION_DEMO": "1", "EVIDENCE_DIR": f"{directory / 'evidence'}"}
        self.environment: Mapping[str, str] = {**project.environment, **evidence, **browser}
        self.content = directory / "content.json"
        command = [sys.executable, "-m", "bench.pages.prepare", FILLING]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True)

    @contextmanager
    def set_by(self, name: str) -> Iterator[Engine]:
        command = [sys.executable, "-m", "bench.paper.worker", name, f"{self.content}"]
        with subprocess.Popen(
            command, env=self.environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as process:  # fmt: skip
            yield Engine(name, process)


def compare(made: Frozen, rounds: int) -> None:
    lacking = dict(lacks())
    names = [name for name in (OURS, *AIMS, "typst") if name not in lacking]
    with ExitStack() as stack:
        engines = [stack.enter_context(made.set_by(name)) for name in names]
        in_turn(engines, WARM_UP)
        for one in engines:
            one.forget()
        in_turn(engines, rounds)
        print(f"\n{'':<16}" + "".join(f"{head:>9}" for head in HEADS))
        for one in engines:
            one.show(engines[0])
        for name, why in lacking.items():
            print(f"{name:<16}  not measured: {why}")
        show_aims(engines[0], engines)


def lacks() -> Iterator[tuple[str, str]]:
    """What cannot be measured here, and why."""
    if "BYREGION_SKIP_BROWSER" in os.environ:
        yield "chromium", os.environ["BYREGION_SKIP_BROWSER"]
    if not find_spec("typst"):
        yield "typst", "requirements-bench.txt could not be installed."


def in_turn(engines: list[Engine], rounds: int) -> None:
    for _ in range(rounds):
        for one in engines:
            one.make()


def show_aims(ours: Engine, engines: list[Engine]) -> None:
    for one in engines:
        if one.name in AIMS:
            came_to, most = ours.beside(one), AIMS[one.name]
            met = "met" if came_to <= most else "NOT MET"
            print(f"  ≤ {most:g} × the CPU of {one.name}: {came_to:.2f}, {met}")


def show_digests(made: Frozen) -> None:
    """What two fresh processes make of the same content."""
    digests = []
    for _ in range(2):
        with made.set_by(OURS) as one:
            one.make()
            digests.append(hashlib.sha256(one.paper).hexdigest())
    print(f"\nSHA-256 in two fresh processes: {'equal' if digests[0] == digests[1] else 'DIFFER'}")
    print("\n".join(digests))


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    main(asked)
    print(
        f"\nMedian seconds of {asked} papers after {WARM_UP} to warm up. «ours ×» is our CPU by"
        "\ntheirs. MB is the most that the processes have had, Chromium's added up. Untuned is"
        "\nWeasyPrint as its documentation shows it, with our template and stylesheet: fetcher and"
        "\nfonts anew for each paper, Inter variable as its package has it, garbage collected as it"
        "\ncomes, PDF/A-3a with the same attachments and without our finisher. Chromium's file is"
        "\ntagged and no archive. Typst's document is written beforehand, and its styles differ by"
        "\na hair each time, or it would know the pages again. Only ratios can be compared between"
        "\nmachines."
    )
