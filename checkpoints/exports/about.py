"""What a file is of: the day, which regions, when it was fetched. A workbook has a sheet of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checkpoints.exports.columns import Words


@dataclass(frozen=True)
class About:
    """What is said of a file beside its rows."""

    title: str
    facts: Sequence[tuple[Words, Words]]  # what, and how it is
    fetched_at: datetime | None  # none: undated, so that the same numbers are the same bytes
