"""System checks of an installation that people use: `manage.py check --deploy`."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error


def site_check(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001  as Django calls a check
    **kwargs: object,  # noqa: ARG001  the same
) -> list[CheckMessage]:
    """Links in mail lead here, whatever Host a request claimed. Django itself asks for mail."""
    if settings.SITE_URL:
        return []
    said = "Links in mail follow the Host of the request."
    hint = "Set SITE_URL, as https://byregion.example.no."
    return [Error(said, hint=hint, id="regions.E001")]
