"""Rows that stand in an order of their own: one changes places with its neighbour."""

from collections.abc import Iterable
from itertools import accumulate
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet

from regions.history import Versioned, record
from regions.models import User


@transaction.atomic
def move[Row: Versioned](*, by: User | None, row: Row, among: QuerySet[Row], up: bool) -> None:
    """Change places with the row above or below; the first and the last stay where they are.

    `among` are those that stand in the order now. Nothing happens to a row that was taken out of
    it meanwhile.
    """
    order = list(among.select_for_update())
    if row not in order:
        return
    place = order.index(row)
    other = min(max(place + (-1 if up else 1), 0), len(order) - 1)
    places = _apart(one.position for one in order)  # type: ignore[attr-defined]  # what is ordered has one
    order[place], order[other] = order[other], order[place]
    act = uuid4()
    for position, one in zip(places, order, strict=True):
        if one.position != position:  # type: ignore[attr-defined]  # as above
            record(one, by=by, expected=one.revision, position=position, change_set=act)


def _apart(positions: Iterable[int]) -> Iterable[int]:
    """The same places, none of them shared: two people may have added a row at once."""
    return accumulate(positions, lambda before, position: max(position, before + 1))
