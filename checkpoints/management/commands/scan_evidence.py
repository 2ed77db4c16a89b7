"""Sends files that still wait for a verdict to the scan again."""

from typing import Any

from django.core.management.base import BaseCommand

from checkpoints import tasks


class Command(BaseCommand):
    help = "Scan again what still waits, as after the scanner was out of order for long."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tasks.scan_what_waits()} files are sent to the scan.")
