"""Has the papers made that are missing, as after a renderer that could not be started."""

from typing import Any

from django.core.management.base import BaseCommand

from reports import tasks
from reports.models import Edition


class Command(BaseCommand):
    help = "Send the editions that have no file to the worker once more."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = list(Edition.objects.filter(file=None).values_list("pk", flat=True))
        for pk in waiting:
            tasks.make_file.enqueue(pk)
        self.stdout.write(f"{len(waiting)} papers are to be made.")
