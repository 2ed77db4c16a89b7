"""Facts that hold from a day to a day, both days included; an open end has no day."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def holds(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether a day lies within; an open end has no day."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def holds_on(day: date, prefix: str = "") -> Q:
    """A filter for rows that hold on a day; `prefix` leads to them (`checkpoint__`)."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & lasting


def holds_between(first: date | None, last: date | None) -> Q:
    """A filter for rows that hold on any day from one to another; an open end is none."""
    begun = Q(valid_from=None) | Q(valid_from__lte=last) if last else Q()
    lasting = Q(valid_to=None) | Q(valid_to__gte=first) if first else Q()
    return begun & lasting


class Dated(models.Model):
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day must not be before the first."),
            )
        ]
