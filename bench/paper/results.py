"""What each engine's papers came to, round by round, and how ours stands to the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from bench.paper.crew import Cost

Measure = Literal["wall", "cpu"]


@dataclass
class Result:
    name: str
    costs: list[Cost] = field(default_factory=list)

    def middle(self, what: Measure) -> float:
        return median(self.of(what))

    def beside(self, other: "Result", what: Measure) -> float:
        """How many times the other's: each round by itself, so that drift falls on both."""
        return median(mine / its for mine, its in zip(self.of(what), other.of(what), strict=True))

    def of(self, what: Measure) -> list[float]:
        return [getattr(one, what) for one in self.costs]

    def __add__(self, other: "Result") -> "Result":
        """Round by round, one after the other."""
        return Result(
            self.name, [mine + its for mine, its in zip(self.costs, other.costs, strict=True)]
        )

    @property
    def peak(self) -> float:
        return max(one.peak for one in self.costs)


def together(rounds: Sequence[Sequence[Result]]) -> list[Result]:
    """Every engine's rounds, of which each was measured by itself."""
    return [
        Result(same[0].name, [cost for one in same for cost in one.costs])
        for same in zip(*rounds, strict=True)
    ]


def show(title: str, results: Sequence[Result], **more: Sequence[int]) -> None:
    """A line for each, ours first; `more` are columns of its own."""
    heads = ("wall", "CPU", "ours × wall", "ours × CPU", "MB", *more)
    print(f"\n{title:<22}" + "".join(f"{head:>12}" for head in heads))
    ours = results[0]
    for place, one in enumerate(results):
        times = [one.middle("wall"), one.middle("cpu")]
        ratios = [ours.beside(one, "wall"), ours.beside(one, "cpu")]
        numbers = [f"{time:12.3f}" for time in times] + [f"{ratio:12.2f}" for ratio in ratios]
        numbers += [f"{one.peak:12.0f}", *(f"{column[place]:12}" for column in more.values())]
        print(f"{one.name:<22}" + "".join(numbers))


def show_aims(results: Sequence[Result], what: Measure, most: dict[str, float]) -> None:
    ours = results[0]
    for one in results:
        if one.name in most:
            came_to, word = ours.beside(one, what), {"wall": "wall time", "cpu": "CPU"}[what]
            met = "met" if came_to <= most[one.name] else "NOT MET"
            print(f"  ≤ {most[one.name]:g} × the {word} of {one.name}: {came_to:.2f}, {met}")
