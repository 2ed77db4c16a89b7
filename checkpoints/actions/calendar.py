"""The calendar of a phase."""

from datetime import date
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkpoints.actions.days import far_from
from checkpoints.models import Event, EventKind, Phase
from regions.history import How, record
from regions.models import User

SLUGS = {
    EventKind.KICKOFF: "oppstart",
    EventKind.GATHERING: "samling",
    EventKind.REPORT: "rapport",
    EventKind.FINAL_REPORT: "sluttrapport",
}


def add_event(
    *,
    by: User | None,
    phase: Phase,
    kind: EventKind,
    starts_on: date | None = None,
    ends_on: date | None = None,
    place: str = "",
    note: str = "",
    position: int | None = None,
    **how: Unpack[How],
) -> Event:
    """Put a new event last in a phase's calendar, or at a position; its date may be unset."""
    with transaction.atomic():
        number = 1 + phase.events.filter(kind=kind).count()
        lone = kind in (EventKind.KICKOFF, EventKind.FINAL_REPORT) and number == 1
        slug = SLUGS[kind] if lone else f"{SLUGS[kind]}-{number}"
        event = Event(phase=phase, kind=kind, number=number, slug=slug)
        place_last = 1 + phase.events.count()
        return change_event(
            by=by,
            event=event,
            expected_revision=0,
            starts_on=starts_on,
            ends_on=ends_on,
            place=place,
            note=note,
            position=position or place_last,
            **how,
        )


def change_event(
    *,
    by: User | None,
    event: Event,
    expected_revision: int,
    position: int,
    starts_on: date | None,
    ends_on: date | None,
    place: str = "",
    note: str = "",
    removed: bool = False,
    **how: Unpack[How],
) -> Event:
    """Set or move an event of the calendar."""
    errors = {
        name: problem
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        if (problem := far_from(event.phase, day))
    }
    if ends_on and starts_on is None:
        errors["starts_on"] = _("Fill in the first day too.")
    elif ends_on and starts_on and ends_on < starts_on:
        errors["ends_on"] = _("The last day must not be before the first.")
    if errors:
        raise ValidationError(errors)
    return record(
        event,
        by=by,
        expected=expected_revision,
        **how,
        position=position,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place,
        note=note,
        removed=removed,
    )
