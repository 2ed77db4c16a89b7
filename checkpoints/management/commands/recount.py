"""Counts every strand at every milestone afresh, from what is recorded."""

from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand

from checkpoints.actions.counting import count_all


class Command(BaseCommand):
    help = (
        "Count all strands at all milestones afresh. To be run each night: on a day on which a"
        " checkpoint begins or ceases to count, pages of all regions are slow until it has."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        begun = perf_counter()
        counted = count_all()
        if options["verbosity"]:
            self.stdout.write(f"Counted {counted} in {perf_counter() - begun:.1f} s.")
