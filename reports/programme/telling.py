"""A programme's report in brief: the overview's sentences, and what only a round has to tell."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.briefs import (
    NAMED,
    Brief,
    Named,
    NamedRegions,
    Part,
    ProgrammeBeside,
    programme_brief,
)
from checkpoints.briefs.sentences import plain, sentence
from checkpoints.calendar import coming
from checkpoints.forecast import Paces
from checkpoints.models import Event
from checkpoints.overview import EVERYTHING, Sums
from checkpoints.overview.standouts import Standout, held, latest
from checkpoints.queries import Outline
from regions.reading import Reading
from regions.standing import Standing
from reports.models import Stage
from reports.programme.ahead import Ahead
from reports.programme.content import Annex, Forecast
from reports.programme.since import Since

# What the funder may know is told, and no more.
FUNDER = Standing(staff=False, ministry=True, coordinates=frozenset(), reads=frozenset())
ONE_MORE = NAMED + 1  # tells whether there are others


def nothing(*of_the_round: str) -> tuple[str, ...]:
    """What is told of a programme without milestones."""
    return (_("The programme has no milestones yet."), *filter(None, of_the_round))


def sentences(brief: Brief, *between: str) -> tuple[str, ...]:
    """What stands, then what is said in between, then what moved and comes."""
    before, after = (tuple(plain([one]) for one in part) for part in (brief.lead, brief.more))
    return (*before, *filter(None, between), *after)


def brief_of(sums: Sums, beside: ProgrammeBeside) -> Brief:
    """The overview's own, on paper: nothing in it leads anywhere."""
    if not sums.regions:
        return Brief((sentence(_("There are no regions yet.")),))
    return programme_brief(sums.told_to(FUNDER), lambda _words: "", beside)


def beside(
    outline: Outline,
    reading: Reading,
    *,
    events: Iterable[Event],
    since: Since,
    paces: Paces | None,
    ahead: Sequence[Ahead],
) -> ProgrammeBeside:
    """What is told beside the sums: 2 queries."""
    return ProgrammeBeside(
        regions=NamedRegions(
            latest=_standouts(latest(EVERYTHING, outline, reading, ONE_MORE)),
            held=_standouts(held(EVERYTHING, outline, reading, ONE_MORE)),
            ranges=tuple(
                Named(Part(region), at.name, when=outlook.words)
                for region, at, _cell, outlook in ahead[:ONE_MORE]
            ),
        ),
        changes=since.sums,
        since=since.event,
        next_event=coming(events, reading),
        paces=paces,
    )


def _standouts(found: Iterable[Standout]) -> tuple[Named, ...]:
    return tuple(Named(Part(one.name), one.milestone.name, one.days_late) for one in found)


def handed_in(annexes: Sequence[Annex], asked: int) -> str:
    """«7 av 28 byregioner har levert rapporten sin; 3 er godkjent.»; of none asked, nothing."""
    if not asked:
        return ""
    approved = sum(one.stage == Stage.APPROVED for one in annexes)
    words = ngettext(
        "%(n)d of %(of)d region has handed in its report",
        "%(n)d of %(of)d regions have handed in their report",
        asked,
    )
    told = words % {"n": len(annexes), "of": asked}
    if not approved:
        return f"{told}."
    more = ngettext("%(n)d is approved", "%(n)d are approved", approved)
    return f"{told}; {more % {'n': approved}}."


def likely_after_plan(forecasts: Sequence[Forecast]) -> str:
    """How many of the milestones of which an end is likely, will be reached after their plan."""
    planned = [one for one in forecasts if one.planned_on]
    if not planned:
        return ""
    late = sum(one.after_plan for one in planned)
    words = ngettext(
        "Of %(of)d planned milestone of which a forecast can be made, %(n)d is likely to be reached"
        " later than planned.",
        "Of %(of)d planned milestones of which a forecast can be made, %(n)d are likely to be"
        " reached later than planned.",
        len(planned),
    )
    return words % {"n": late, "of": len(planned)}
