"""Days in few characters: «25. aug. 2015», «7 Nov 2016». How they look is said with the formats."""

from datetime import date

from django.utils.formats import get_format


def short_day(value: date) -> str:
    """A day with its year."""
    return _written(value, "SHORT_DAY")


def short_day_of_year(value: date) -> str:
    """The same without the year, where that goes without saying."""
    return _written(value, "SHORT_MONTH_DAY")


def _written(value: date, how: str) -> str:
    form: str = get_format(how)
    months: tuple[str, ...] = get_format("SHORT_MONTHS")
    return form.format(day=value.day, month=months[value.month - 1], year=value.year)
