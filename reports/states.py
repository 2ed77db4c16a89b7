"""How far a report has come, as everyone is told it: its stage, and whether anybody has begun."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reports.models import Stage

ENDED = "ended"  # the sign and colour of an edition that no longer holds


class Shown(models.TextChoices):
    """A report's state in words; the values are the tags' signs and colours (tokens.css)."""

    NOT_BEGUN = "not_started", _("not begun")
    DRAFT = Stage.DRAFT.value, Stage.DRAFT.label
    RETURNED = Stage.RETURNED.value, Stage.RETURNED.label
    SUBMITTED = Stage.SUBMITTED.value, Stage.SUBMITTED.label
    APPROVED = Stage.APPROVED.value, Stage.APPROVED.label

    @classmethod
    def of(cls, stage: str, *, begun: bool) -> Self:
        """A draft that nobody has touched is not begun."""
        return cls(stage) if begun or stage != Stage.DRAFT else cls.NOT_BEGUN

    @property
    def is_missing(self) -> bool:
        """Whether the region has yet to hand in."""
        return self not in {Shown.SUBMITTED, Shown.APPROVED}


def state_of_edition(
    stage: str, *, is_newest: bool, is_withdrawn: bool
) -> tuple[str, str | Promise]:
    """What became of an edition, as sign and words: withdrawn, replaced, or as its report is."""
    if is_withdrawn:
        return ENDED, _("withdrawn")
    if not is_newest:
        return ENDED, _("replaced by a newer edition")
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


def due_in_words(days: int) -> str:
    """By `days_over`: «3 dager etter fristen», «11 dager igjen», «frist i dag»."""
    if days < 0:
        return ngettext("%(n)d day left", "%(n)d days left", -days) % {"n": -days}
    return late_in_words(days) or gettext("due today")
