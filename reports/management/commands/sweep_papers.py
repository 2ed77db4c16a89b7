"""Throws away kept papers that nobody has asked for in a month."""

from typing import Any

from django.core.management.base import BaseCommand

from reports import renders


class Command(BaseCommand):
    help = (
        "Throw away kept papers that nobody has asked for in 30 days. The worker does, each night."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{renders.sweep()} papers were thrown away.")
