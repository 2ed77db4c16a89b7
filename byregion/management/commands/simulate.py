"""Fills an empty database with simulated regions, to see how an installation stands up to them."""

from datetime import timedelta
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from byregion.simulation import NotEmpty, Simulation, simulate
from regions import clock
from regions.models import Programme


class Command(BaseCommand):
    help = "Fill an empty database with invented regions and years of their history, up to today."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--regions", type=int, default=1000)
        parser.add_argument("--years", type=int, default=3)
        parser.add_argument("--seed", type=int, default=2016, help="another one, other histories")

    def handle(
        self, *args: Any, regions: int, years: int, seed: int, verbosity: int, **options: Any
    ) -> None:
        if min(regions, years) < 1:
            raise CommandError("Simulate at least one region and one year.")
        begun = perf_counter()
        if not Programme.objects.exists():
            begins = clock.today() - timedelta(365 * years)
            call_command("load_programme", at=begins, verbosity=0)

        def tell(done: int) -> None:
            if verbosity:
                self.stdout.write(f"{done} regions, {perf_counter() - begun:.0f} s")

        try:
            simulate(Simulation(regions, years, seed, tell))
        except NotEmpty:
            raise CommandError(
                "There are regions in this database. Simulated ones need a database of their own:"
                " set DATABASE_URL to a new one, and run migrate."
            ) from None
        if verbosity:
            self.stdout.write(f"Done in {perf_counter() - begun:.0f} s.")
