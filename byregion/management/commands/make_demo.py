"""Makes the demo's people and what they might have recorded, for a demo installation or tests."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from byregion.demo import make


class Command(BaseCommand):
    help = "Make demo data: invented people and histories. Does nothing where they are already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError(
                "Demo data has well-known passwords. Set BYREGION_DEMO=1 if you mean it."
            )
        said = "there already, nothing done"
        if not make.is_made():
            made = make.make()
            said = f"{made.people} people, {made.acts} acts"
        if options["verbosity"]:
            self.stdout.write(f"Demo: {said}.")
