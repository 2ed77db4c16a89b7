"""Columns of tables that are fetched: names that stay, headings in words, and what each means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Choices, TextChoices
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.fields import DAY_FORMAT

type Words = str | Promise


@dataclass(frozen=True)
class Said:
    """What programs read by fixed words, and people in words of their language."""

    fixed: str
    words: str


type Value = str | int | date | datetime | UUID | Choices | Said | None


class Kind(TextChoices):
    """What sort of values a column has."""

    TEXT = "text", _("text")
    CODE = "code", _("a fixed word")
    INTEGER = "integer", _("whole number")
    BOOLEAN = "boolean", _("yes or no")
    DATE = "date", _("date")
    MOMENT = "datetime", _("date and time")


@dataclass(frozen=True)
class Named:
    """What is told of a column: its name never changes its meaning (docs/data.md)."""

    name: str
    kind: Kind
    meaning: Words
    since: int = field(default=1, kw_only=True)  # the version of the table that first had it


@dataclass(frozen=True)
class Column[Row](Named):
    """A column, what stands at its top for people, how wide it is, and its value in a row."""

    heading: Words
    width: int  # characters
    value: Callable[[Row], Value]


type Columns[Row] = Sequence[Column[Row]]


def for_people(value: Value) -> str:
    """A value as it is written in Norway, with a choice in words."""
    if isinstance(value, Said):
        return value.words
    if isinstance(value, Choices):
        return str(value.label)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return date_format(value.astimezone(clock.OSLO), "d.m.Y H:i")
    return value.strftime(DAY_FORMAT) if isinstance(value, date) else _plain(value)


def for_programs(value: Value) -> str:
    """A value as programs read it: ISO 8601, moments in UTC, a choice by its fixed word."""
    if isinstance(value, Said):
        return value.fixed
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else _plain(value)


def for_json(value: Value) -> str | int | None:
    """The same, with numbers as numbers, and null where there is nothing."""
    if value is None or (isinstance(value, int) and not isinstance(value, Choices)):
        return value
    return for_programs(value)


def _plain(value: Value) -> str:
    return "" if value is None else str(value)
