"""The one clock. Domain code asks here for now and today; an installation can pin the day."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

OSLO = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """This moment in Oslo; on a pinned day, this time of that day."""
    if settings.TODAY is None:
        return real_now()
    return datetime.combine(settings.TODAY, real_now().time(), tzinfo=OSLO)


def real_now() -> datetime:
    """This moment in Oslo, whatever day is pinned: for what opens doors, and must close in time."""
    return timezone.now().astimezone(OSLO)


def today() -> date:
    """The day in Oslo."""
    return now().date()


def start_of(day: date) -> datetime:
    """The first moment of a day in Oslo."""
    return datetime.combine(day, time.min, tzinfo=OSLO)


def end_of(day: date) -> datetime:
    """The last moment of a day in Oslo: what "as of" that day means."""
    return datetime.combine(day, time.max, tzinfo=OSLO)


def day_of(moment: datetime) -> date:
    """The day in Oslo on which something was recorded."""
    return moment.astimezone(OSLO).date()
