"""The app's start: a check that PDFs can be made."""

from django.apps import AppConfig
from django.core.checks import register

from reports.checks import pango_check


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        register(pango_check)
