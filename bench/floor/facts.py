"""What both are filled with: units, their plans and the history of every checkpoint.

Plain data, the same every time. The programme and the first 28 units are the real ones.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2016, 11, 20)
BEGUN = date(2015, 8, 10)
UNITS = 40
MEASURED = "region-alesund"  # the unit whose own pages are asked for
COORDINATOR, STAFF = "kari@bench.example", "ola@bench.example"
PASSWORD = "not-a-secret"  # noqa: S105  of a database that lives for a minute
COMMENTS = (
    "Saken er behandlet i alle kommunene, og representantene er på plass.",
    "Vi venter på vedtak i to av kommunene. Møte er avtalt over nyttår.",
    "Næringsforeningen er med fra starten, og det har gitt oss fart.",
)


@dataclass(frozen=True)
class Item:
    """A checkpoint, with the position of its milestone."""

    milestone: int
    slug: str
    text: str


@dataclass(frozen=True)
class Milestone:
    slug: str
    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Step:
    """One save of a checkpoint."""

    at: datetime
    status: str
    text: str


@dataclass(frozen=True)
class Plan:
    """Planned start, and each planned end in the order in which it was set."""

    starts_on: date
    ends: tuple[date, ...]


@dataclass(frozen=True)
class Unit:
    slug: str
    name: str
    plans: tuple[Plan, ...]  # one a milestone
    steps: tuple[tuple[Item, tuple[Step, ...]], ...]  # one pair a checkpoint


def milestones() -> tuple[Milestone, ...]:
    """The real programme's: 5 milestones, 25 checkpoints."""
    programme = json.loads((FIXTURES / "programme.json").read_text(encoding="utf-8"))
    (listed,) = (phase["milestones"] for phase in programme["phases"] if phase["milestones"])
    return tuple(
        Milestone(
            one["slug"],
            _words(one["name"]),
            tuple(
                Item(position, item["slug"], _words(item["text"])) for item in one["checkpoints"]
            ),
        )
        for position, one in enumerate(listed)
    )


def units(count: int = UNITS) -> tuple[Unit, ...]:
    """The real regions, and made ones after them."""
    known = json.loads((FIXTURES / "regions.json").read_text(encoding="utf-8"))["regions"]
    names = [(one["slug"], one["name"]) for one in known]
    names += [(f"region-{n}", f"Region {n}") for n in range(len(names) + 1, count + 1)]
    random = Random(2016)  # noqa: S311  the same rows every time
    listed = milestones()
    return tuple(_unit(random, *name, listed) for name in names[:count])


def _words(forms: dict[str, str]) -> str:
    return next(iter(forms.values()))


def _unit(random: Random, slug: str, name: str, listed: tuple[Milestone, ...]) -> Unit:
    # 2.4: two milestones reached, and 40 % of the third
    level = 3.5 if slug == MEASURED else random.uniform(0.3, 4.9)
    steps = (
        (item, tuple(_history(random, item, level - item.milestone, place / len(one.items))))
        for one in listed
        for place, item in enumerate(one.items)
    )
    return Unit(slug, name, tuple(_plan(random, n) for n in range(len(listed))), tuple(steps))


def _plan(random: Random, position: int) -> Plan:
    starts_on = BEGUN + timedelta(days=150 * position + random.randint(-20, 20))
    end = starts_on + timedelta(days=140)
    moves = random.randint(0, 2)
    return Plan(starts_on, tuple(end + timedelta(days=30 * n) for n in range(moves + 1)))


def _history(random: Random, item: Item, part: float, place: float) -> Iterator[Step]:
    """Two or three steps that end where the unit stands; `part` of the milestone is done."""
    last = "met" if place < part else "not_started"
    if last != "met" and part > 0:
        last = random.choice(("in_progress", "in_progress", "on_hold", "not_applicable"))
    statuses = ["not_started" if last == "not_started" else "in_progress", last]
    if random.random() < 0.5:  # noqa: PLR2004  every other one has a third step
        statuses.insert(1, statuses[0])
    day = BEGUN + timedelta(days=130 * item.milestone + random.randint(0, 40))
    for hour, status in enumerate(statuses, start=12):
        day = min(day, TODAY - timedelta(days=1))
        yield Step(datetime.combine(day, time(hour), OSLO), status, random.choice(COMMENTS))
        day += timedelta(days=random.randint(2, 25))
