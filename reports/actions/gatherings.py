"""What the programme staff prepare for a gathering, and what is decided at it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Unpack
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Event
from regions.history import How, Stale, record
from regions.models import Region, User
from reports.actions.agreements import agree, change_agreement
from reports.actions.ordering import move
from reports.models import AgendaItem, Agreement, Gathering, Outcome
from reports.queries.gatherings import told_by

# The agenda


@transaction.atomic
def add_agenda_item(
    *,
    by: User | None,
    event: Event,
    heading: str,
    note: str = "",
    minutes: int | None = None,
    proposal: str = "",
    **how: Unpack[How],
) -> AgendaItem:
    """Put a point last on a gathering's agenda; a proposal that stands there is not taken twice.

    A proposal comes before the last point that the staff wrote themselves: that one closes the day.
    """
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)  # one at a time
    there = AgendaItem.objects.filter(event=event).order_by("position", "pk")
    if proposal and (taken := there.filter(proposal=proposal, removed=False).first()):
        return taken
    position = (there.values_list("position", flat=True).last() or 0) + 1
    if proposal and (closing := _closing(there)):
        how["change_set"] = how.get("change_set") or uuid4()
        now = closing.position
        record(closing, by=by, expected=closing.revision, **how, position=position)
        position = now
    facts = {"heading": heading, "note": note, "minutes": minutes, "position": position}
    return record(AgendaItem(event=event, proposal=proposal), by=by, expected=0, **how, **facts)


def _closing(there: QuerySet[AgendaItem]) -> AgendaItem | None:
    """The last point, where others stand before it and it was not taken from a proposal."""
    standing = list(there.filter(removed=False).select_for_update())
    return standing[-1] if len(standing) > 1 and not standing[-1].proposal else None


def change_agenda_item(
    *, by: User | None, item: AgendaItem, expected_revision: int, **facts: Any
) -> AgendaItem:
    return record(item, by=by, expected=expected_revision, **facts)


def move_agenda_item(*, by: User | None, item: AgendaItem, up: bool) -> None:
    """Change places with the point above or below."""
    there = AgendaItem.objects.filter(event=item.event_id, removed=False)
    move(by=by, row=item, among=there, up=up)


@transaction.atomic
def remove_agenda_item(
    *, by: User | None, item: AgendaItem, removed: bool = True, **how: Unpack[How]
) -> AgendaItem:
    """Take a point off the agenda, or put it back where it stood."""
    now = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if now.removed == removed:
        return now
    return record(now, by=by, expected=now.revision, **how, removed=removed)


def publish_gathering(
    *,
    by: User | None,
    gathering: Gathering,
    expected_revision: int,
    published: bool,
    **how: Unpack[How],
) -> Gathering:
    """Let the regions read the agenda and the groups, or no longer."""
    return record(gathering, by=by, expected=expected_revision, **how, published=published)


# What is decided


@transaction.atomic
def decide(
    *,
    by: User | None,
    event: Event,
    regions: Collection[Region],
    text: str,
    due_on: date | None = None,
    decision: UUID | None = None,
    **how: Unpack[How],
) -> UUID:
    """Write down once what several regions have agreed to; each gets it as an agreement of its own.

    Gives what their agreements have in common. Where that is given and they are written already,
    nothing is done: a browser may send the same twice.
    """
    if not regions:
        raise ValidationError({"regions": _("Choose at least one region.")})
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)  # one at a time
    decision = decision or uuid4()
    if Agreement.objects.filter(event=event, decision=decision).exists():
        return decision
    how["change_set"] = how.get("change_set") or uuid4()
    for region in sorted(regions, key=lambda one: one.pk):
        agree(by=by, region=region, event=event, text=text, due_on=due_on, decision=decision, **how)
    return decision


@transaction.atomic
def change_decision(
    *,
    by: User | None,
    agreement: Agreement,
    expected_revision: int,
    text: str,
    due_on: date | None,
    removed: bool = False,
    **how: Unpack[How],
) -> None:
    """Correct a decision, or take it back, for the regions where it is still open.

    `agreement` is the one that tells it (`told_by`), and shows who saved first. Where a region's
    words or day were changed on its own, they are kept. Raises Stale, and ValidationError where
    none is open.
    """
    rows = _open_of(agreement)
    if not rows:
        raise ValidationError(_("No region has this left to do: it can no longer be changed."))
    told = told_by(rows)
    if (told.pk, told.revision) != (agreement.pk, expected_revision):
        raise Stale(told)
    how["change_set"] = how.get("change_set") or uuid4()
    before = {"text": told.text, "due_on": told.due_on}
    for row in rows:
        facts: dict[str, Any] = {"text": text, "due_on": due_on, "removed": removed}
        own = {name: getattr(row, name) for name in before if getattr(row, name) != before[name]}
        if any(getattr(row, name) != value for name, value in (facts | own).items()):
            change_agreement(
                by=by, agreement=row, expected_revision=row.revision, **(facts | own), **how
            )


def _open_of(agreement: Agreement) -> list[Agreement]:
    """Those of the same decision that are not done; nobody else changes them until this is done."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("event__phase")
    same = rows.filter(event=agreement.event_id, decision=agreement.decision)
    return list(same.filter(removed=False, outcome=Outcome.OPEN).order_by("pk"))
