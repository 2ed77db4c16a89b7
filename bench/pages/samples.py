"""What was measured of one page, in numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from bench.pages.visiting import Answer

WARM_UP = 8
SAMPLES = 40


@dataclass
class Samples:
    """Answers of one server to one request."""

    ask: Callable[..., Answer]  # takes headers
    restore: Callable[[], Any] = lambda: None  # after each, unmeasured
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    peak: float = 0  # MB of the server's process, the most it has had
    size: int = 0
    queries: int = 0

    def warm_up(self) -> None:
        for _ in range(WARM_UP):
            self._good()
        counted = self._good(X_Count="yes")
        self.size, self.queries = len(counted.body), int(counted.headers["X-Queries"])

    def take(self) -> None:
        answer = self._good()
        self.walls.append(answer.wall)
        self.cpus.append(float(answer.headers["X-CPU"]))
        self.peak = float(answer.headers["X-Peak"])

    def _good(self, **headers: str) -> Answer:
        answer = self.ask(**headers)
        if answer.status != 200:  # noqa: PLR2004  OK
            raise RuntimeError(f"answered {answer.status}: {answer.text[:2000]}")
        self.restore()
        return answer

    @property
    def wall(self) -> float:
        return median(self.walls)

    @property
    def p95(self) -> float:
        return quantiles(self.walls, n=20)[-1]

    @property
    def cpu(self) -> float:
        return median(self.cpus)


@dataclass(frozen=True)
class Page:
    """A page of ours beside the floor's, with what it is to stay within."""

    name: str
    ours: Samples
    floor: Samples
    times: float | None = None  # the floor's wall time
    queries: int | None = None

    def measure(self) -> None:
        """In turn, so that what else the machine does falls on both."""
        self.ours.warm_up()
        self.floor.warm_up()
        for _ in range(SAMPLES):
            self.ours.take()
            self.floor.take()

    @property
    def ratio(self) -> float:
        return self.ours.wall / self.floor.wall

    @property
    def verdicts(self) -> list[str]:
        """Each aim with whether it is met."""
        found = []
        if self.times is not None:
            found.append(f"≤ {self.times} × floor: {_met(ok=self.ratio <= self.times)}")
        if self.queries is not None:
            ok = self.ours.queries <= self.queries
            found.append(f"≤ {self.queries} queries: {_met(ok=ok)}")
        return found


def _met(*, ok: bool) -> str:
    return "met" if ok else "NOT MET"
