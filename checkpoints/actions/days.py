"""Days people write: which are refused, and which are only asked about."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from checkpoints.models import Phase
from regions import clock

A_YEAR = 365  # days; a date farther than this outside its phase is taken for a slip


def far_from(phase: Phase, day: date | None) -> Any:
    """What is wrong with a day more than a year outside the phase, or nothing."""
    if day is None or _days_outside(phase, day) <= A_YEAR:
        return None
    return _("The date is more than a year outside the phase (%(start)s–%(end)s).") % {
        "start": f"{phase.starts_on:%d.%m.%Y}",
        "end": f"{phase.ends_on:%d.%m.%Y}",
    }


def is_yet_to_come(day: date, at: datetime | None) -> bool:
    """Whether a day had not been when something was recorded; `at` is none for now."""
    return day > clock.day_of(at or clock.now())


def hint_about(phase: Phase, day: date | None) -> Any:
    """What to say, without refusing it, of a day that is a little outside the phase."""
    if day is None or not 0 < _days_outside(phase, day) <= A_YEAR:
        return None
    return _("%(day)s is outside the phase (%(start)s–%(end)s). Is the date right?") % {
        "day": f"{day:%d.%m.%Y}",
        "start": f"{phase.starts_on:%d.%m.%Y}",
        "end": f"{phase.ends_on:%d.%m.%Y}",
    }


def _days_outside(phase: Phase, day: date) -> int:
    return max((phase.starts_on - day).days, (day - phase.ends_on).days, 0)
