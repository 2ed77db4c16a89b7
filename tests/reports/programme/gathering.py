"""A programme's report as it is gathered for a round that is set up here and now."""

from datetime import date
from typing import Any

from regions.models import Region
from reports.models import Round
from reports.programme.content import ProgrammeContent
from reports.programme.gather import gather_programme
from tests import makers


def asked(asking: Round) -> Round:
    """As the pages fetch it."""
    return Round.objects.select_related("event__phase__programme").get(pk=asking.pk)


def gathered(*regions: Region, day: date | None = None, **facts: Any) -> ProgrammeContent:
    return gather_programme(asked(makers.ask_for_reports(*regions, **facts)), day)
