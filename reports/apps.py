"""The app's start: PDFs can be made, drafts are kept ready, what was handed in is guarded."""

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from checkpoints.signals import event_pages
from regions.signals import recorded
from reports.checks import guards_check, pango_check
from reports.guards import ask_before_replacing


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        register(pango_check)
        register(guards_check, Tags.database)
        connection_created.connect(ask_before_replacing, dispatch_uid="reports: guards")
        recorded.connect(keep_drafts_ready, dispatch_uid="reports: drafts")
        event_pages.connect(pages_about_gatherings, dispatch_uid="reports: gatherings")


def keep_drafts_ready(**facts: Any) -> None:
    """On paper, after what stands in them has changed."""
    from reports.prerendering import after_change  # noqa: PLC0415  models come later

    after_change(facts["row"])


def pages_about_gatherings(**facts: Any) -> Mapping[int, str]:
    """That are open to the person who looks at a calendar."""
    from reports.pages.gatherings_ahead import pages_about  # noqa: PLC0415  models come later

    return pages_about(facts["person"].standing, facts["events"])
