"""Loads what is asked for before events of the calendar out of a JSON file."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from regions import clock
from regions.files import BadFile, loaded
from reports.rounds_file import RoundsRun, load

FIXTURE = settings.BASE_DIR / "fixtures/rounds.json"


class Command(BaseCommand):
    help = "Load reporting rounds and their questions; the same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=FIXTURE)
        parser.add_argument(
            "--at", type=date.fromisoformat, help="the day it counts as recorded (demo, tests)"
        )

    def handle(self, *args: Any, path: Path, at: date | None = None, **options: Any) -> None:
        run = RoundsRun(at=clock.start_of(at) if at else clock.now())
        try:
            with transaction.atomic():
                loaded(lambda node: load(run, node), Path(path))
        except BadFile as error:
            raise CommandError(str(error)) from None
        if options["verbosity"] > 1:
            self.stdout.write("\n".join([*run.done, *run.kept]))
        if options["verbosity"]:
            changes = f"{len(run.done)} changes" if run.done else "up to date"
            kept = f", {len(run.kept)} edited since and kept" if run.kept else ""
            self.stdout.write("\n".join([f"Rounds: {changes}{kept}.", *run.skipped]))
