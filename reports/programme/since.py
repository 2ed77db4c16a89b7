"""What has happened in each region since an event, in counts and states: all that others know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from checkpoints.models import Event
from checkpoints.overview import (
    EVERYTHING,
    Difference,
    DifferenceSums,
    difference_sums,
    differences,
)
from checkpoints.overview.telling import MilestoneTold, RegionTold, StrandTold, told
from checkpoints.queries import Outline
from checkpoints.timeline import event_name
from regions.reading import Reading
from reports.programme.content import RegionChanges
from reports.programme.standing import Stand
from reports.programme.wording import milestone_name


@dataclass(frozen=True)
class Since:
    """What has happened since the end of an event; all of it is empty where none was before."""

    day: date | None = None
    event: str = ""  # «samling 2», as it stands within a sentence
    words: str = ""  # «Samling 2 (3. oktober 2016)»
    sums: DifferenceSums | None = None
    changes: tuple[RegionChanges, ...] = ()


def read_since(
    outline: Outline | None,
    calendar: Iterable[Event],
    reading: Reading,
    stand: Stand,
    language: str,
) -> Since:
    """Since the last event before a day: 8 queries."""
    event = last_before(calendar, reading.day)
    day = _end(event) if event else None
    if outline is None or event is None or day is None:
        return Since()
    then, name = Reading.as_of(day), event_name(event)
    keys = [row.region for row in stand.rows]
    return Since(
        day,
        name.lower(),
        f"{name} ({date_format(day, 'DATE_FORMAT')})",
        difference_sums(EVERYTHING, then, reading, language, outline),
        _changes(differences(keys, then, reading, language, outline), reading, stand, language),
    )


def last_before(calendar: Iterable[Event], day: date) -> Event | None:
    """The event that was over last of those that were over before a day."""
    over = [
        (end, one.position, one) for one in calendar for end in [_end(one)] if end and end < day
    ]
    return max(over, key=lambda found: found[:2])[2] if over else None


def _end(event: Event) -> date | None:
    return event.ends_on or event.starts_on


def _changes(
    difference: Difference | None, reading: Reading, stand: Stand, language: str
) -> tuple[RegionChanges, ...]:
    """Of every region in which something happened, in the regions' own order."""
    if difference is None:
        return ()
    found = told(difference, reading, lambda _region: False, language)
    lines = {one.slug: _lines(one) for one in found}
    return tuple(
        RegionChanges(stand.names[row.region], lines[row.slug])
        for row in stand.rows
        if row.slug in lines
    )


def _lines(region: RegionTold) -> tuple[str, ...]:
    return tuple(line for strand in region.strands for line in _of_strand(strand))


def _of_strand(strand: StrandTold) -> Sequence[str]:
    name = str(strand.name)
    new = [gettext("%(strand)s is new.") % {"strand": name}] if strand.is_new and name else []
    joined = [gettext("The region is new.")] if strand.is_new and not name else []
    return [*joined, *new, *(_at_milestone(one, name) for one in strand.milestones)]


def _at_milestone(one: MilestoneTold, strand: str) -> str:
    """«3. Strategiar vedteke: 2 → 4 av 4, nådd», «Parallelt løp 2, 4. Tiltak vedteke: …»."""
    where = milestone_name(one.cell.milestone)
    said = ", ".join([one.cell.count, *(str(words) for _kind, words in one.cell.said)])
    return f"{strand}, {where}: {said}" if strand else f"{where}: {said}"
