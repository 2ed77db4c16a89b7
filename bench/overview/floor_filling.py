"""The floor's database with as many units as BENCH_UNITS says."""

import os

from bench.floor import facts
from bench.floor.filling import fill_units


def fill() -> None:
    fill_units(facts.units(int(os.environ["BENCH_UNITS"])))
