"""The second part of `./run bench paper`: how long who presses the button waits for the bundle."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.round.project import Inside, Workers, hand_in_anew

ROUNDS = 9
CHANGED = (1, 5, 10, 20)
TIMES_THE_FLOOR = 3.0


@dataclass(frozen=True)
class Papers:
    """What two workers take for the papers themselves, in seconds of wall time."""

    region: float  # one of a round, divided by the workers already
    programme: float
    rival: float  # Chromium, the whole round and the programme's report; 0: not measured


@dataclass(frozen=True)
class Wait:
    press: float  # until the bundle is ready
    download: float

    @property
    def whole(self) -> float:
        return self.press + self.download


def measure(inside: Inside, workers: Workers, papers: Papers) -> None:
    """Of a round whose bundle is made: nothing changed, then ever more."""
    floors, stands, anew = [], [], []
    for _ in range(ROUNDS):
        floors.append(inside.do("floor")["wall"])
        stands.append(waited(inside))
        inside.do("forget")
        anew.append(waited(inside))
    floor = median(floors)
    print(f"\nThe bundle{'':<30}{'press':>9}{'download':>9}{'whole':>9}  × floor")
    show("nothing was recorded since", stands, floors)
    show("gathered anew, and nothing changed", anew, floors)
    gathering = median(inside.do("gather")["wall"] for _ in range(3))
    print(f"  floor, reading and zipping the papers: {floor:.3f} s; gathering: {gathering:.3f} s")
    reached = median(one.whole / its for one, its in zip(stands, floors, strict=True))
    met = "met" if reached <= TIMES_THE_FLOOR else "NOT MET"
    print(f"  ≤ {TIMES_THE_FLOOR:g} × the floor, unchanged: {reached:.2f}, {met}")
    show_changed(changed(inside, workers), floor, papers)


def show(name: str, waits: Sequence[Wait], floors: Sequence[float]) -> None:
    numbers = [median(getattr(one, what) for one in waits) for what in ("press", "download")]
    whole = median(one.whole for one in waits)
    times = median(one.whole / floor for one, floor in zip(waits, floors, strict=True))
    print(f"{name:<40}" + "".join(f"{number:9.3f}" for number in (*numbers, whole, times)))


def waited(inside: Inside) -> Wait:
    pressed = inside.do("press")
    if pressed["state"] != "ready":
        raise RuntimeError(f"the bundle is {pressed['state']}")
    return Wait(pressed["wall"], inside.do("download")["wall"])


def changed(inside: Inside, workers: Workers) -> dict[int, Wait]:
    """The wait by how many regions have handed in anew; the workers begin when it is pressed."""
    found = {}
    for regions in CHANGED:
        hand_in_anew(inside, workers, regions, f"{regions} regioner.")
        found[regions] = waited(inside)
    return found


def show_changed(waits: dict[int, Wait], floor: float, papers: Papers) -> None:
    print(f"\n{'regions changed':<40}{'wait':>9}{'budget':>9}  × budget")
    for regions, wait in waits.items():
        budget = floor + regions * papers.region + papers.programme
        print(f"{regions:<40}{wait.whole:9.2f}{budget:9.2f}{wait.whole / budget:9.2f}")
    print("  budget: the floor, the changed regions' papers by two workers, the programme's report")
    if papers.rival:
        most = break_even(waits, papers.rival)
        upto = f"up to {most} regions changed" if most >= 0 else "never"
        print(f"  sooner than Chromium's whole run ({papers.rival:.2f} s): {upto}")


def break_even(waits: dict[int, Wait], rival: float) -> int:
    """How many regions may have changed until the wait is as long: the line of least squares."""
    points = [(regions, wait.whole) for regions, wait in waits.items()]
    middle = sum(x for x, _ in points) / len(points)
    height = sum(y for _, y in points) / len(points)
    spread = sum((x - middle) ** 2 for x, _ in points)
    slope = sum((x - middle) * (y - height) for x, y in points) / spread
    return int((rival - height) / slope + middle) if rival > height - slope * middle else -1
