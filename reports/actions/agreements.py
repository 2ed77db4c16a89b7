"""What a region and the programme staff agree, and what became of it."""

from datetime import date
from typing import Any, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkpoints.actions import far_from
from checkpoints.models import Event
from regions.history import How, record
from regions.models import Region, User
from reports.models import Agreement

type Agreed = tuple[str, date | None]  # what was agreed, and when it is to be done


def agree(
    *,
    by: User | None,
    region: Region,
    event: Event,
    text: str,
    due_on: date | None = None,
    decision: UUID | None = None,
    **how: Unpack[How],
) -> Agreement:
    """Write down what was agreed at an event. It stands first in the region's next report.

    `decision` is what it has in common with what was agreed with other regions in one go.
    """
    if event.phase.programme_id != region.programme_id:
        raise ValidationError({"event": _("This event is not of the region's programme.")})
    row = Agreement(region=region, event=event, decision=decision)
    _check_day(row, due_on)
    return record(row, by=by, expected=0, **how, text=text.strip(), due_on=due_on)


def change_agreement(
    *, by: User | None, agreement: Agreement, expected_revision: int, **facts: Any
) -> Agreement:
    """Correct or remove it, move its day, or say what became of it."""
    _check_day(agreement, facts.get("due_on"))
    return record(agreement, by=by, expected=expected_revision, **facts)


def _check_day(agreement: Agreement, due_on: date | None) -> None:
    if problem := far_from(agreement.event.phase, due_on):
        raise ValidationError({"due_on": problem})
