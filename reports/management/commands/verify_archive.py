"""Goes through all that was handed in; a line for each edition that is not as it was."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.guards import unguarded
from reports.integrity import (
    Again,
    Fault,
    faults_of,
    file_of,
    in_chain_order,
    missing_editions,
    read,
    set_again,
    to_inspect,
)
from reports.models import Edition

ELSEWHERE = "made by another renderer than this one; to set it again proves nothing of its file"


class Command(BaseCommand):
    help = "Check that every edition is what was handed in (docs/decisions/0012)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--render",
            action="store_true",
            help="set each paper again, too: the same renderer must give the same bytes, and of a"
            " paper by another it proves nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seen = wrong = 0
        for pk in in_chain_order():
            seen += 1
            faults = self._found(pk, render=options["render"])
            wrong += bool(faults)
            for fault in faults:
                self.stdout.write(f"{_name(pk)}: {fault}")
        wrong += self._beside_the_editions()
        if wrong:
            raise CommandError(f"{seen} editions looked at, {wrong} faults.")
        self.stdout.write(f"{seen} editions looked at, all are as they were handed in.")

    def _found(self, pk: int, *, render: bool) -> list[Fault]:
        """One edition in memory at a time; none keeps another from being looked at."""
        edition = read(to_inspect().filter(pk=pk))
        if edition is None:
            return [Fault.UNREADABLE]
        faults = list(faults_of(edition))
        return faults + self._rendered(edition) if render else faults

    def _rendered(self, edition: Edition) -> list[Fault]:
        found = set_again(edition)
        if found == Again.NEWER:
            self.stdout.write(f"{_name(edition.pk)}: {ELSEWHERE}")
        elif found == Again.UNKNOWN and file_of(edition):
            self.stdout.write(f"{_name(edition.pk)}: its paper cannot be set again here")
        return [Fault.PAPER] if found == Again.OTHER else []

    def _beside_the_editions(self) -> int:
        """What no edition can tell: those that are gone, and tables without their rules."""
        missing, open_tables = missing_editions(), unguarded(connection)
        for pk in missing:
            self.stdout.write(f"edition {pk}: it is missing")
        for table in open_tables:
            self.stdout.write(f"{table}: it lacks rules that keep what was handed in")
        return len(missing) + len(open_tables)


def _name(pk: int) -> str:
    """«edition 17 (region-alesund, rapport-1, 2)», whatever of it is still there."""
    rows = Edition.objects.filter(pk=pk)
    found = rows.values_list("region__slug", "report__round__event__slug", "number").first()
    return f"edition {pk} ({', '.join(map(str, found or ()))})"
