"""The app's start: SQLite learns Norwegian."""

from django.apps import AppConfig

from regions import norwegian


class RegionsConfig(AppConfig):
    name = "regions"

    def ready(self) -> None:
        norwegian.connect()
