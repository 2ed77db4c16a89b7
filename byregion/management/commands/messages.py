"""Brings the catalogues in locale/ up to date with the code and the templates."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from byregion import catalogues


class Command(BaseCommand):
    help = "Refresh locale/*/LC_MESSAGES/django.po; --check only says whether they are up to date."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail if stale")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        for language in catalogues.LANGUAGES:
            if not check:
                catalogues.refresh(language)
            elif not catalogues.is_up_to_date(language):
                raise CommandError(f"The {language} catalogue is out of date: ./run messages")
            missing = sum(not all(_forms(one)) for one in catalogues.read(language) if one.id)
            self.stdout.write(f"{language}: {missing} without a translation")


def _forms(message: Any) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)
