"""Our database with as many simulated regions as BENCH_UNITS says, and one of the staff."""

import os

from django.core.management import call_command
from django.db import connection

from bench.floor import facts
from bench.ours.filling import FIRST_DAY, add_person
from byregion.simulation import Simulation, simulate
from regions import actions as people
from regions.models import Programme, RoleName

YEARS = 3


def fill() -> None:
    call_command("load_programme", at=FIRST_DAY, verbosity=0)
    simulate(Simulation(int(os.environ["BENCH_UNITS"]), YEARS))
    people.set_role(
        by=None, person=add_person(facts.STAFF, "Ola Dahl"), programme=Programme.objects.get(),
        role=RoleName.STAFF, expected_revision=0,
    )  # fmt: skip
    if connection.vendor == "postgresql":  # as its own housekeeping does after a while
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
