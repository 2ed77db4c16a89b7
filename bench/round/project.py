"""The product with a round in it: its workers as they really run, and one that acts in it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.pages.serving import ROOT

WORKERS = 2
POLLED = "0.05"  # seconds between two looks of a worker that has nothing to do


class RefusedError(Exception):
    """The database did not let it be done."""


@dataclass(frozen=True)
class Inside:
    """Does acts (bench/round/acts.py) in a warm process."""

    process: "subprocess.Popen[str]"

    def do(self, act: str, **given: Any) -> dict[str, Any]:
        if not self.process.stdin or not self.process.stdout:
            raise TypeError("the process was started without pipes")
        self.process.stdin.write(json.dumps({"act": act, **given}) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        if "refused" in told:
            raise RefusedError(told["refused"])
        return told


@contextmanager
def inside(environment: Mapping[str, str]) -> Iterator[Inside]:
    with subprocess.Popen(
        [sys.executable, "-m", "bench.round.inside"], env=environment, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield Inside(process)


@dataclass
class Workers:
    """`manage.py ox_worker`, each process by itself, so that one can be killed without the other.

    `lock` is after how many seconds the task of a worker that is gone is given to another.
    """

    environment: Mapping[str, str]
    lock: float = 300
    log: Path | None = None
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def start(self) -> None:
        while len(self.processes) < WORKERS:
            self.processes.append(self._one())

    def _one(self) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable, "manage.py", "ox_worker", "--interval", POLLED,
            "--lock-timeout", f"{self.lock}", "--verbosity", "0",
        ]  # fmt: skip
        with (self.log or Path(os.devnull)).open("ab") as told:
            return subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=told, stderr=told
            )

    def hold(self) -> None:
        self._all(signal.SIGSTOP)

    def go(self) -> None:
        self._all(signal.SIGCONT)

    def kill(self) -> None:
        """As when the power goes."""
        self._all(signal.SIGKILL)
        self._wait()

    def stop(self) -> None:
        self._all(signal.SIGTERM)
        self._wait()

    def _all(self, number: signal.Signals) -> None:
        for one in self.processes:
            one.send_signal(number)

    def _wait(self) -> None:
        for one in self.processes:
            one.wait()
        self.processes.clear()


def hand_in_anew(inside: Inside, workers: Workers, regions: int, salt: str) -> None:
    """Some regions do, and the workers begin with it only when all have.

    A worker that was held in the middle of a write would lock everybody out of SQLite; it is let go
    then, and held a little later.
    """
    while True:
        workers.hold()
        try:
            inside.do("change", regions=regions, salt=salt)
        except RefusedError:
            continue
        finally:
            workers.go()
        return


@contextmanager
def working(environment: Mapping[str, str], **how: Any) -> Iterator[Workers]:
    workers = Workers(environment, **how)
    workers.start()
    try:
        yield workers
    finally:
        workers.kill()
