"""Days as they are written in each language, long and short."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, get_format

from regions.days import short_day, short_day_of_year

NORWEGIAN = (
    "1. jan.", "1. feb.", "1. mars", "1. apr.", "1. mai", "1. juni", "1. juli", "1. aug.",
    "1. sep.", "1. okt.", "1. nov.", "1. des.",
)  # fmt: skip
ENGLISH = (
    "1 Jan", "1 Feb", "1 Mar", "1 Apr", "1 May", "1 Jun", "1 Jul", "1 Aug", "1 Sep", "1 Oct",
    "1 Nov", "1 Dec",
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written"), [("nb", NORWEGIAN), ("nn", NORWEGIAN), ("en", ENGLISH)]
)
def test_months_are_short(language: str, written: tuple[str, ...]) -> None:
    days = [date(2016, month, 1) for month in range(1, 13)]
    with translation.override(language):
        assert tuple(short_day_of_year(day) for day in days) == written
        assert tuple(short_day(day) for day in days) == tuple(f"{one} 2016" for one in written)


@pytest.mark.parametrize(
    ("name", "nb", "nn", "en"),
    [
        ("DATE_FORMAT", "7. februar 2017", "7. februar 2017", "7 February 2017"),
        ("SHORT_DATE_FORMAT", "07.02.2017", "07.02.2017", "7 Feb 2017"),
        ("MONTH_DAY_FORMAT", "7. februar", "7. februar", "7 February"),
        ("YEAR_MONTH_FORMAT", "februar 2017", "februar 2017", "February 2017"),
    ],
)
def test_a_day_is_written_in_one_order(name: str, nb: str, nn: str, en: str) -> None:
    for language, written in {"nb": nb, "nn": nn, "en": en}.items():
        with translation.override(language):
            assert date_format(date(2017, 2, 7), name) == written


@pytest.mark.parametrize("name", ["DAY_FORMAT", "SHORT_DAY", "SHORT_MONTH_DAY", "SHORT_MONTHS"])
def test_every_language_says_how(name: str) -> None:
    """Django gives back the name of a format that it does not find."""
    found = [get_format(name, lang=language) for language, _name in settings.LANGUAGES]
    assert name not in found
