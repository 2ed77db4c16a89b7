"""Every revision that the key's person may read, some rows at a time."""

import re
from itertools import islice, takewhile
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from byregion.api.asking import Following
from byregion.api.keys import CalledRequest
from byregion.api.paging import link
from byregion.api.problems import not_understood
from byregion.api.routes import reads
from byregion.api.schemas.history import HistoryOut
from checkpoints.access.exports import history_to_fetch
from checkpoints.exports.columns import Value, for_json
from checkpoints.exports.history import THINGS, VERSION
from checkpoints.exports.steps import BEFORE_ALL, History, Place
from regions.models import Scope

router = Router(tags=["History"])
NAMES = [thing.name for thing in THINGS]
LARGEST = 2**63 - 1  # that a key can be


@reads(
    router,
    "/history",
    name="history",
    summary="The history",
    answer=HistoryOut,
    scope=Scope.HISTORY,
)
def history(
    request: CalledRequest, response: HttpResponse, asked: Query[Following]
) -> dict[str, Any]:
    """Revisions of everything that people edit: of one's own regions, for programme staff of all.

    They stand thing by thing, each in the order of recording. To stay up to date, read one `thing`
    at a time, and go on from its `last` another day: what was recorded since stands behind it.
    """
    regions, reading = history_to_fetch(request.auth.standing), asked.reading(request)
    recorded = History(reading, regions, texts=asked.texts)
    found = _rows(recorded, asked)
    shown, more = found[: asked.limit], len(found) > asked.limit
    names = [column.name for column in recorded.columns]
    last = _word(shown[-1][0]) if shown else asked.after
    if more:
        link(request, response, {"next": {"after": last}})
    return {
        "version": VERSION,
        "day": reading.day,
        "rows": [dict(zip(names, map(for_json, row), strict=True)) for _place, row in shown],
        "last": last,
        "next": last if more else None,
    }


def _rows(recorded: History, asked: Following) -> list[tuple[Place, list[Value]]]:
    """Those that are asked for, and one more where there are more."""
    enough = asked.limit + 1
    start = _place(asked.after)
    if not asked.thing:
        return list(islice(recorded.after(start, enough), enough))
    if asked.thing not in NAMES:
        raise not_understood("thing", "There is none such.", allowed=NAMES)
    own = NAMES.index(asked.thing)
    if asked.after and start.thing != own:
        raise not_understood("after", f"Give it what `last` said of `{asked.thing}`.")
    rows = recorded.after(Place(own, start.step), enough)
    return list(takewhile(lambda row: row[0].thing == own, islice(rows, enough)))


def _word(place: Place) -> str:
    """A place as addresses say it: `assessment-2048`."""
    return f"{NAMES[place.thing]}-{place.step}"


def _place(word: str) -> Place:
    if not word:
        return BEFORE_ALL
    said = re.fullmatch(r"([a-z_]+)-(\d{1,19})", word, re.ASCII)
    if said is None or said[1] not in NAMES or int(said[2]) > LARGEST:
        raise not_understood("after", "Give it what `last` said.")
    return Place(NAMES.index(said[1]), int(said[2]))
