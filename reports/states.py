"""How far a report has come, as everyone is told it: its stage, and whether anybody has begun."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from regions import clock
from reports.models import Stage

ENDED = "ended"  # the sign and colour of an edition that no longer holds


class Shown(models.TextChoices):
    """A report's state in words; the values are the tags' signs and colours (tokens.css)."""

    NOT_BEGUN = "not_started", _("not begun")
    DRAFT = Stage.DRAFT.value, Stage.DRAFT.label
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    REOPENED = "reopened", _("reopened")
    SUBMITTED = Stage.SUBMITTED.value, Stage.SUBMITTED.label
    APPROVED = Stage.APPROVED.value, Stage.APPROVED.label

    @classmethod
    def of(cls, stage: str, *, begun: bool, reopened: bool = False) -> Self:
        """A draft that nobody has touched is not begun; what was approved before is reopened."""
        if reopened:
            return cls.REOPENED
        return cls(stage) if begun or stage != Stage.DRAFT else cls.NOT_BEGUN

    @property
    def is_back(self) -> bool:
        """Whether the programme staff gave it back to the region."""
        return self in {Shown.RETURNED, Shown.REOPENED}

    @property
    def is_missing(self) -> bool:
        """Whether the region has yet to hand in."""
        return self not in {Shown.SUBMITTED, Shown.APPROVED}

    @property
    def is_awaited(self) -> bool:
        """Whether the due date is still what it is measured by; what was approved once met it."""
        return self.is_missing and self != Shown.REOPENED


def state_of_edition(
    stage: str, *, is_newest: bool, is_withdrawn: bool, was_approved: bool = False
) -> tuple[str, str | Promise]:
    """What became of an edition, as sign and words: withdrawn, replaced, or as its report is."""
    if is_withdrawn:
        return ENDED, _("withdrawn")
    if not is_newest:
        return ENDED, _("replaced by a newer edition")
    if was_approved and stage == Stage.RETURNED:
        return Stage.APPROVED, _("approved, reopened")
    return stage, Stage(stage).label


def days_over(due: date, day: date) -> int:
    """How many days after the due date; below 0, how many are left."""
    return (day - due).days


def late_in_words(days: int) -> str:
    """«3 dager etter fristen»; empty within it."""
    if days <= 0:
        return ""
    return ngettext("%(n)d day after the deadline", "%(n)d days after the deadline", days) % {
        "n": days
    }


def handed_in_late(due: date, at: datetime | None) -> str:
    """«3 dager etter fristen», of what was handed in then; empty for what came in time.

    An edition whose row was altered may have no moment (`reports.integrity` tells): it is not late.
    """
    return late_in_words(days_over(due, clock.day_of(at))) if at else ""


def due_in_words(days: int) -> str:
    """By `days_over`: «3 dager etter fristen», «11 dager igjen», «frist i dag»."""
    if days < 0:
        return ngettext("%(n)d day left", "%(n)d days left", -days) % {"n": -days}
    return late_in_words(days) or gettext("due today")
