"""Checks what must hold between tables; exits with 1 and a line for each row that does not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkpoints import consistency as of_progress
from regions import consistency as of_regions
from reports import consistency as of_reports

CHECKS = (*of_regions.CHECKS, *of_progress.CHECKS, *of_reports.CHECKS)


class Command(BaseCommand):
    help = "Check the invariants that cross tables (docs/decisions/0004)."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for check in CHECKS:
            problems = check()
            found += len(problems)
            name = check.__name__.replace("_", " ")
            if problems or options["verbosity"] > 1:
                self.stdout.write(f"{name}: {len(problems) or 'ok'}")
            for problem in problems:
                self.stdout.write(f"  {problem}")
        if found:
            raise CommandError(f"{found} rows do not fit together.")
        self.stdout.write(f"{len(CHECKS)} checks, all well.")
