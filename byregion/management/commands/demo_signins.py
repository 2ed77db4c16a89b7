"""Prints who one can sign in as in the demo."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from byregion.demo import PASSWORD, SIGN_INS


class Command(BaseCommand):
    help = "Print the demo's sign-ins: e-mail, password, who."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nb"):
            rows = [(one.email, PASSWORD, f"{one.name}, {one.role}") for one in SIGN_INS]
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        for email, password, who in rows:
            self.stdout.write(f"{email:<{widths[0]}}  {password:<{widths[1]}}  {who}")
