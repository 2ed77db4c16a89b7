"""The app's start: checks that PDFs can be made, and that what was handed in is guarded."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from reports.checks import guards_check, pango_check
from reports.guards import ask_before_replacing


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        register(pango_check)
        register(guards_check, Tags.database)
        connection_created.connect(ask_before_replacing, dispatch_uid="reports: guards")
