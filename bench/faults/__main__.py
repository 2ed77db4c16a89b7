"""`./run bench faults [REGIONS]`: a bundle is made while workers, disk and database fail.

Real worker processes, on databases that live for one run. The button is pressed once. After each
run the bundle is ready once, every paper is there once and whole, and the ZIP is the one of a run
that nothing happened to.
Ends with 1 where something is otherwise.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from zipfile import ZipFile

from bench.faults import runs
from bench.faults.places import Place, on_postgres, on_sqlite
from bench.faults.runs import Run, Scene
from bench.round.project import RefusedError

REGIONS = 37
KILLS = 20
DISK = 60  # MB


@dataclass
class Findings:
    wrong: int = 0
    # Of the undisturbed run, by the place: what is in the ZIP, and seconds from paper to paper.
    sums: dict[str, set[str]] = field(default_factory=dict)
    paces: dict[str, float] = field(default_factory=dict)

    def tell(self, place: Place, run: Run, found: list[str], seen: list[str]) -> None:
        name = run.__name__.replace("_", " ")
        print(f"{place.name:<11}{name:<15}{'WRONG' if found else 'well'}")
        for line in (*seen, *found):
            print(f"{'':<11}  {line}")
        self.wrong += bool(found)


def main(regions: int) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    findings = Findings()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="byregion-bench-")))
        lite = stack.enter_context(on_sqlite(folder, regions))
        try_all(findings, lite)
        if os.geteuid() == 0:
            with runs.small_disk(DISK) as disk:
                attempt(findings, lite, runs.disk_full, disk)
        else:
            print("disk full: not tried, only root can have a small disk made")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="byregion-bench-")))
        postgres = stack.enter_context(on_postgres(folder, regions))
        if postgres is None:
            print("PostgreSQL: not tried, no server is installed here")
        else:
            try_all(findings, postgres, runs.restarted)
    return bool(findings.wrong)


def try_all(findings: Findings, place: Place, *more: Run) -> None:
    attempt_on_copy(findings, place, runs.undisturbed)
    kill_enough(findings, place)
    for run in (runs.stopped, runs.three_at_once, *more):
        attempt_on_copy(findings, place, run)


def kill_enough(findings: Findings, place: Place) -> None:
    """On one copy after the other: a bundle may be ready before all kills are done."""
    due = KILLS
    while due:
        done = attempt_on_copy(findings, place, runs.killed, due)
        if not done:  # which was told
            return
        due -= done


def attempt_on_copy(findings: Findings, place: Place, run: Run, due: int = 0) -> int:
    with TemporaryDirectory(prefix="byregion-bench-") as folder:
        return attempt(findings, place, run, Path(folder), due)


def attempt(findings: Findings, place: Place, run: Run, folder: Path, due: int = 0) -> int:
    """How often workers were killed."""
    start = monotonic()
    with runs.scene(place, folder, findings.paces.get(place.name, 0), due) as one:
        try:
            run(one, place)
            papers = one.until(runs.is_ready)["editions"]
            one.seen.append(f"ready after {monotonic() - start:.0f} s, refused {one.refused} times")
            findings.paces.setdefault(place.name, (monotonic() - start) / papers)
            found = wrong_with(one, findings, place)
        except (AssertionError, TimeoutError, RefusedError) as error:
            found = [f"{error}"]
    findings.tell(place, run, found, one.seen)
    sys.stdout.flush()
    return one.kills


def wrong_with(one: Scene, findings: Findings, place: Place) -> list[str]:
    told = one.do("unsound")
    if told["given_up"]:
        one.seen.append(f"{told['given_up']} tasks were given up, and asked for again")
    path = one.folder / "bundle.zip"
    digest = one.do("keep", path=f"{path}")["sha256"]
    with ZipFile(path) as archive:
        sums = {f"{digest}  the ZIP", *archive.read("SHA256SUMS").decode().splitlines()}
    others = sums - findings.sums.setdefault(place.name, sums)
    altered = [f"another than in the undisturbed run: {one}" for one in sorted(others)]
    return [*told["found"], *manifest_of(path), *altered]


def manifest_of(path: Path) -> list[str]:
    """What `sha256sum -c` finds wrong with the files of a bundle."""
    with TemporaryDirectory(prefix="byregion-bench-") as folder:
        with ZipFile(path) as archive:
            archive.extractall(folder)
        told = subprocess.run(
            ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
    return told.stdout.splitlines() if told.returncode else []


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REGIONS))
