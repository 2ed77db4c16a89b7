"""What a programme's report calls things."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from checkpoints.queries import MilestoneFacts
from regions.norwegian import sort_key
from regions.wording import Language
from reports.models import Round


def language_of(asking: Round) -> str:
    """The form that the programme publishes its texts in first."""
    forms = asking.event.phase.programme.languages
    return next((one for one in forms if one in Language.values), Language.NB.value)


def milestone_name(milestone: MilestoneFacts) -> str:
    """«3. Strategiar vedteke»: as a line of a list names it."""
    return f"{milestone.position}. {milestone.name}"


def no_county() -> str:
    """What stands where a county's name does, for regions that lie in none."""
    return gettext("Without a county")


def county_name(region: int, counties: Mapping[int, tuple[str, str]]) -> str:
    """A region's county; in a programme that knows no counties, nothing."""
    if not counties:
        return ""
    return counties[region][1] if region in counties else no_county()


def county_order(name: str) -> tuple[Any, ...]:
    """Counties by name; the regions that lie in none come last."""
    return name in {"", no_county()}, sort_key(name)
