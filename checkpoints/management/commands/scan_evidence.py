"""Sends files that still wait for a verdict to the scan again, and those that were refused."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkpoints import tasks


class Command(BaseCommand):
    help = "Scan again what still waits, as after the scanner was out of order for long."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--refused", action="store_true", help="also what an earlier scan refused"
        )

    def handle(self, *args: Any, refused: bool, **options: Any) -> None:
        if refused:
            if not settings.EVIDENCE_SCAN:  # what waits would be accepted without being looked at
                raise CommandError("EVIDENCE_SCAN is not set: what was refused stays refused.")
            tasks.let_refused_wait()
        self.stdout.write(f"{tasks.scan_what_waits()} files are sent to the scan.")
