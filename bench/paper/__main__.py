"""`./run bench paper [ROUNDS]`: reports on paper, by our renderer and by three others.

The demo's regions, and as many made ones as bring them to 37, hand in. What was frozen is set by
each engine in turn: one region's report by one warm process, then the whole round by two. CPU is of
those processes and all below them. Aims that are not met are no failure here.
"""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from bench.pages.serving import ROOT, Project
from bench.paper.crew import Crew, crew_of
from bench.paper.results import Result, show, show_aims, together
from bench.paper.usage import is_told_here
from bench.round.bundle import Papers, measure
from bench.round.project import WORKERS, Inside, inside, working

ROUNDS, WARM_UP = 15, 3
ROUNDS_OF_ALL = 3
OURS, RIVAL = "ours", "chromium"
ENGINES = (OURS, "untuned", RIVAL, "typst")
FILLING, MEASURED = "bench.paper.filling", "region-alesund"
CPU_OF_ONE = {"untuned": 0.65, "chromium": 2.2}
WALL_OF_ALL = {"untuned": 0.66, "chromium": 2.2}
NOTES = """
Medians; ratios are medians of the rounds' ratios, ours by theirs. MB is the most that the processes
have had, added up. Untuned is WeasyPrint as its documentation shows it, with our template and
stylesheet: fetcher and fonts anew for each paper, Inter variable as its package has it, garbage
collected as it comes, PDF/A-3a with the same attachments and without our finisher. Chromium's file
is tagged and no archive, and has no attachments; each of its processes has a browser of its own.
Typst's document is written beforehand, and its styles differ by a hair each time, or it would know
the pages again. Only ratios can be compared between machines."""


def main(rounds: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if not is_told_here():
        sys.exit("./run bench paper reads what processes cost in /proc, which Linux alone has.")
    with TemporaryDirectory(prefix="byregion-bench-") as folder:
        directory = Path(folder)
        environment = filled(directory)
        contents = sorted((directory / "papers").glob("*.json"))
        (measured,) = (one for one in contents if one.stem == MEASURED)
        lacking = dict(lacks())
        compare_one(environment, measured, rounds, lacking)
        show_digests(environment, measured)
        with inside(environment) as acting:
            programme = first_bundle(acting, environment, directory)
            papers = compare_all(environment, contents, programme, lacking)
            with working(environment) as workers:
                measure(acting, workers, papers)
    for name, why in lacking.items():
        print(f"\n{name} is not measured: {why}")
    print(NOTES)


def first_bundle(acting: Inside, environment: Mapping[str, str], directory: Path) -> Sequence[Path]:
    """Has all papers made by the workers, and gives what the programme's report says in them."""
    acting.do("clear_tasks")
    with working(environment):
        pressed = acting.do("press")
    print(f"\nThe first bundle, nothing there before: {pressed['wall']:.1f} s, {pressed['state']}")
    return [Path(one) for one in acting.do("contents", path=f"{directory}")["paths"]]


def filled(directory: Path) -> Mapping[str, str]:
    """The environment of a project in which all have handed in."""
    project = Project(OURS, directory)
    browser = {name: os.environ[name] for name in ("BYREGION_CHROMIUM",) if name in os.environ}
    demo = {"BYREGION_DEMO": "1", "EVIDENCE_DIR": f"{directory / 'evidence'}"}
    environment = {**project.environment, **demo, **browser}
    command = [sys.executable, "-m", "bench.pages.prepare", FILLING]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    return environment


def lacks() -> Iterator[tuple[str, str]]:
    """What cannot be measured here, and why."""
    if "BYREGION_SKIP_BROWSER" in os.environ:
        yield "chromium", os.environ["BYREGION_SKIP_BROWSER"]
    if not find_spec("typst"):
        yield "typst", "requirements-bench.txt could not be installed."


def compare_one(
    environment: Mapping[str, str], content: Path, rounds: int, lacking: Mapping[str, str]
) -> None:
    with crews(1, environment, lacking) as each:
        in_turn(each, [content], WARM_UP)
        results = in_turn(each, [content], rounds)
        papers = [one.paper(content) for one in each]
    pages = [len(PdfReader(BytesIO(one)).pages) for one in papers]
    show("a region", results, pages=pages, bytes=[len(one) for one in papers])
    show_aims(results, "cpu", CPU_OF_ONE)


def compare_all(
    environment: Mapping[str, str],
    contents: Sequence[Path],
    programme: Sequence[Path],
    lacking: Mapping[str, str],
) -> Papers:
    """The round's papers by two processes of each engine, then the programme's report as well."""
    with crews(WORKERS, environment, lacking) as each:
        in_turn(each, [*programme, *contents], 1)
        regions, reports = [], []
        for _ in range(ROUNDS_OF_ALL):
            regions.append(in_turn(each, contents, 1))
            reports.append(in_turn(each, programme, 1))
    rounds, alone = together(regions), together(reports)
    whole = [one + other for one, other in zip(rounds, alone, strict=True)]
    show(f"{len(contents)} regions", rounds)
    show_aims(rounds, "wall", WALL_OF_ALL)
    show("the programme's report", alone)
    show("both", whole)
    show_aims(whole, "wall", WALL_OF_ALL)
    ours = rounds[0].middle("wall") / len(contents)
    rival = [one.middle("wall") for one in whole if one.name == RIVAL]
    return Papers(ours, alone[0].middle("wall"), *rival or [0.0])


@contextmanager
def crews(
    size: int, environment: Mapping[str, str], lacking: Mapping[str, str]
) -> Iterator[list[Crew]]:
    with ExitStack() as stack:
        names = [name for name in ENGINES if name not in lacking]
        yield [stack.enter_context(crew_of(name, size, environment)) for name in names]


def in_turn(each: Sequence[Crew], contents: Sequence[Path], rounds: int) -> list[Result]:
    results = [Result(one.name) for one in each]
    for _ in range(rounds):
        for crew, result in zip(each, results, strict=True):
            result.costs.append(crew.set(contents))
    return results


def show_digests(environment: Mapping[str, str], content: Path) -> None:
    """What two fresh processes make of the same content."""
    digests = []
    for _ in range(2):
        with crew_of(OURS, 1, environment) as crew:
            crew.set([content])
            digests.append(hashlib.sha256(crew.paper(content)).hexdigest())
    print(f"\nSHA-256 in two fresh processes: {'equal' if digests[0] == digests[1] else 'DIFFER'}")
    print("\n".join(digests))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
