"""The app's start: SQLite learns Norwegian, and the installation is checked."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from regions import checks, norwegian


class RegionsConfig(AppConfig):
    name = "regions"

    def ready(self) -> None:
        norwegian.connect()
        register(checks.site_check, Tags.security, deploy=True)
