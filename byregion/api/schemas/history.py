"""The history, as the API tells it: rows of the table that docs/data.md describes."""

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from byregion.api.schemas.fields import DAY, a_day, a_text

ROW = {
    "thing": "assessment",
    "id": 512,
    "revision": 2,
    "recorded_at": "2016-02-12T09:30:00.000000Z",
    "step": "change",
    "region": "region-alesund",
    "strand": 1,
    "milestone": "strategiar",
    "checkpoint": "vedtatt",
    "status": "met",
}


class HistoryOut(Schema):
    version: str = a_text("The shape of the table.", "byregion-history/1")
    day: date = a_day(DAY)
    rows: list[dict[str, Any]] = Field(
        description="Revisions, each with all columns of the table; here some of them.",
        examples=[[ROW]],
    )
    last: str = a_text("The place of the last row; with no row, what `after` said.", "strand-64")
    next: str | None = a_text("The same, where more rows follow; else null.", "strand-64")
