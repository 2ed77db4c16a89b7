"""Gathers a programme's report: how all regions stand on a day, as its funder is told.

Everything is read as the overview reads it, in a literal number of queries for any number of
regions, and told in the language that the programme publishes its texts in first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils import translation

from checkpoints.forecast import Paces, paces
from checkpoints.models import Event
from checkpoints.overview import EVERYTHING, Sums, sums
from checkpoints.queries import Outline, events, phase_outline
from checkpoints.timeline import event_name
from regions import clock
from regions.reading import Reading
from reports.content import Phase
from reports.models import Round
from reports.programme import standing, telling
from reports.programme.ahead import Ahead, forecasts, help_counts, likely, method
from reports.programme.annexes import annexes_of
from reports.programme.content import Annex, ProgrammeContent, RegionLine
from reports.programme.handed_in import handed_in_by
from reports.programme.since import Since, read_since
from reports.programme.standing import Stand, read_standing
from reports.programme.wording import language_of
from reports.queries.content import read_on


@dataclass(frozen=True)
class Known:
    """What was read of the regions. Without milestones there is nothing to sum or to forecast."""

    outline: Outline | None
    stand: Stand
    events: tuple[Event, ...]  # the phase's calendar
    since: Since
    sums: Sums | None
    paces: Paces | None
    ahead: tuple[Ahead, ...]


def gather_programme(
    asking: Round, day: date | None = None, annexes: Sequence[Annex] | None = None
) -> ProgrammeContent:
    """The report for a round as of a day: else of its freeze day, or of today.

    That is the day of the status, at its end where it is over. The reports are always today's.
    `asking` comes with its event's phase and that one's programme; `annexes` are those of
    `annexes_of` where nobody has read them yet. 26 queries for any number of regions, 28 on an
    earlier day.
    """
    language = language_of(asking)
    reading = Reading.as_of(day or read_on(asking, clock.today()))
    with translation.override(language):
        listed = annexes_of(asking, reading) if annexes is None else annexes
        return _content(asking, reading, language, listed)


def _content(
    asking: Round, reading: Reading, language: str, annexes: Sequence[Annex]
) -> ProgrammeContent:
    event, phase = asking.event, asking.event.phase
    known = _read(asking, reading, language)
    asked = handed_in_by(asking)
    regions = standing.region_lines(known.stand, asked)
    late, on_hold = standing.late_lines(known.stand), standing.on_hold_lines(known.stand)
    likely_ends = forecasts(known.ahead)
    placed = _placed(annexes, regions)
    changed = {one.region for one in known.since.changes}
    return ProgrammeContent(
        language=language,
        programme=phase.programme.name,
        funder=phase.programme.funder,
        phase=Phase(phase.slug, phase.text(language), phase.starts_on, phase.ends_on),
        event=event.slug,
        name=event_name(event),
        due_on=asking.due_on,
        day=reading.day,
        reports_on=clock.today(),
        demo=settings.DEMO,
        county="",
        brief=_brief(
            known,
            reading,
            telling.handed_in(placed, len(asked)),
            telling.likely_after_plan(likely_ends),
        ),
        heads=tuple(map(standing.head, known.sums.milestones)) if known.sums else (),
        regions=regions,
        counties=standing.county_lines(regions, late, on_hold, placed),
        since=known.since.day,
        since_words=known.since.words,
        changes=known.since.changes,
        unchanged=tuple(one.name for one in regions if known.since.day and one.name not in changed),
        late=late,
        on_hold=on_hold,
        forecasts=likely_ends,
        method=method(),
        help=help_counts(known.outline, reading),
        annexes=placed,
        parts=(),
    )


def _read(asking: Round, reading: Reading, language: str) -> Known:
    phase = asking.event.phase
    outline = phase_outline(phase, reading, language)
    stand = read_standing(outline, reading, language)
    calendar = events(phase, reading)
    since = read_since(outline, calendar, reading, stand, language)
    if outline is None:
        return Known(None, stand, calendar, since, None, None, ())
    pace = paces(outline.phase, reading)
    return Known(
        outline,
        stand,
        calendar,
        since,
        sums(EVERYTHING, reading, language, outline),
        pace,
        likely(stand, pace, reading),
    )


def _brief(known: Known, reading: Reading, *of_the_round: str) -> tuple[str, ...]:
    if known.outline is None or known.sums is None:
        return telling.nothing(*of_the_round)
    beside = telling.beside(
        known.outline,
        reading,
        events=known.events,
        since=known.since,
        paces=known.paces,
        ahead=known.ahead,
    )
    return telling.sentences(telling.brief_of(known.sums, beside), *of_the_round)


def _placed(annexes: Sequence[Annex], regions: Sequence[RegionLine]) -> tuple[Annex, ...]:
    """Annexes under the names and counties that their regions have on the day."""
    by_slug = {one.slug: one for one in regions}
    return tuple(_under(by_slug.get(one.region_slug), one) for one in annexes)


def _under(line: RegionLine | None, one: Annex) -> Annex:
    """A region that was not there on the day stays as it is called now."""
    return replace(one, region=line.name, county=line.county) if line else one
