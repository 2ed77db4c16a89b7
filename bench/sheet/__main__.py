"""`./run bench sheet`: a region's spreadsheet written, and read back with the comparison.

Ours goes from the database to the workbook, and from the uploaded file to what it changes: checks
of the archive, a process of its own, keys, cells, what stands. It is held against the bare
libraries (xlsxwriter, calamine) with the same cells, in turn, in one run. Memory is the peak of a
process that does it once. Aims that are not met are no failure here.
"""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.pages.serving import ROOT, Project

ROWS = 5_000
SIZES = (1_000, 5_000, 20_000)
AIM = 3.0


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    peaks = []
    for rows in SIZES:
        with TemporaryDirectory(prefix="byregion-bench-") as directory:
            sheet = Sheet(rows, Path(directory))
            if rows == ROWS:
                show_times(sheet.measured("times"))
            peaks.append(sheet.peaks)
    show_peaks(peaks)


class Sheet:
    """A region with so many rows in a database of its own."""

    def __init__(self, rows: int, directory: Path) -> None:
        self.rows, self.came = rows, directory / "ark.xlsx"
        project = Project("ours", directory, filling="bench.sheet.filling")
        self.environment: Mapping[str, str] = {**project.environment, "BENCH_ROWS": f"{rows}"}
        self._run("bench.pages.prepare", "bench.sheet.filling")
        self.measured("fill")

    def measured(self, what: str) -> str:
        return self._run("bench.sheet.measuring", what, f"{self.came}")

    @property
    def peaks(self) -> list[str]:
        """MB of writing, reading, the process that reads, each without what is there anyhow."""
        own, _ = self._peak("nothing")
        write, _ = self._peak("write")
        read, child = self._peak("read")
        return [f"{self.rows:,}", f"{write - own:.0f}", f"{read - own:.0f}", f"{child:.0f}"]

    def _peak(self, what: str) -> tuple[float, float]:
        own, child = self.measured(what).split()
        return float(own), float(child)

    def _run(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        ).stdout


def show_times(times: str) -> None:
    print(f"\n{f'{ROWS:,} rows, seconds':<34}{'ours':>9}{'bare':>9}   × bare")
    ratio = 0.0
    for what, line in zip(
        ("written", "read and compared", "both"), times.splitlines(), strict=True
    ):
        ours, bare, ratio = map(float, line.split())
        print(f"{what:<34}{ours:9.2f}{bare:9.2f}{ratio:9.2f}")
    print(f"  ≤ {AIM:g} × the bare libraries: {'met' if ratio <= AIM else 'NOT MET'}")


def show_peaks(peaks: list[list[str]]) -> None:
    print("\nMB of memory at the peak, beyond what an idle process has")
    print("".join(f"{word:>14}" for word in ("rows", "writing", "reading", "its process")))
    for line in peaks:
        print("".join(f"{word:>14}" for word in line))


if __name__ == "__main__":
    main()
    print(
        "\nMedians of 5 rounds, ours and the bare libraries in turn. One row of 20 is filled in"
        "\notherwise, 500 at most. Only ratios can be compared between machines."
    )
