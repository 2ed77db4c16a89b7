"""What everyone's list of rounds is made from: the staff's, the ministry's, a region's own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from regions import clock
from regions.standing import Standing
from reports.models import Edition, Report, Round, Stage
from reports.queries.bundles import newest_of_rounds
from reports.queries.editions import state_of
from reports.queries.rounds import (
    RoundCounts,
    counts_of_rounds,
    editions_handed_in,
    own_reports,
    rounds_in_order,
)
from reports.states import ENDED, Shown, handed_in_late

NOBODY = RoundCounts({}, 0, 0)  # of a round that asks no region


@dataclass(frozen=True)
class StateCount:
    state: Shown
    n: int


@dataclass(frozen=True)
class RoundLine:
    """A round as the staff find it in the list."""

    name: str
    address: str  # of its table
    setup: str
    opens_on: date
    due_on: date
    when: str  # how long is left, or whether it opens later
    asked: int
    handed_in: int
    late: int
    counts: tuple[StateCount, ...]


@dataclass(frozen=True)
class EditionLine:
    region: str
    number: int
    address: str
    handed_in_at: datetime
    on_behalf: bool
    late: str  # «3 dager etter fristen»; empty within it
    state: str
    label: str | Promise


@dataclass(frozen=True)
class FiledBundle:
    """All of a round in one file."""

    zip: str  # where it is fetched
    address: str  # what is in it
    asked_at: datetime
    size: int  # bytes


@dataclass(frozen=True)
class FiledRound:
    """A round, and what was handed in to it."""

    name: str
    due_on: date
    editions: tuple[EditionLine, ...]
    regions: int  # that have handed in, as the staff count them
    given_back: int  # that had handed in, and are to do so again
    bundle: FiledBundle | None
    archive: str  # where its archive export is


@dataclass(frozen=True)
class OwnReport:
    """A report that someone's own region is asked for."""

    region: str
    name: str
    address: str
    due_on: date
    when: str  # empty once it is handed in
    state: Shown


@dataclass(frozen=True)
class ListPage:
    """The rounds as one may see them; a part that is not theirs is none."""

    brief: tuple[str, ...] = ()  # sentences on what is open now
    rounds: tuple[RoundLine, ...] | None = None  # for the staff
    taken_away: tuple[tuple[str, str], ...] = ()  # names and addresses of rounds
    filed: tuple[FiledRound, ...] | None = None  # for the ministry
    own: tuple[OwnReport, ...] | None = None  # for a region's people


def list_page(standing: Standing) -> ListPage:
    """For the staff 3 queries, for the ministry 3, for a region's people 1."""
    if standing.staff:
        return _for_staff()
    rows = _opened_first(own_reports(standing.regions), lambda one: one[0].round)
    own = tuple(_own(*one) for one in rows) if standing.regions else None
    return ListPage(
        brief=tuple(_brief_of_own(rows)),
        filed=tuple(_filed()) if standing.ministry else None,
        own=own,
    )


def _opened_first[Row](rows: Iterable[Row], round_of: Callable[[Row], Round]) -> list[Row]:
    """Rows in their order, but for those of rounds that open later: they come last."""
    return sorted(rows, key=lambda row: round_of(row).opens_on > clock.today())


def _rounds() -> list[Round]:
    return _opened_first(rounds_in_order(), lambda one: one)


# The staff


def _for_staff() -> ListPage:
    rounds, counts = _rounds(), counts_of_rounds()
    lines = tuple(_line(one, counts.get(one.pk, NOBODY)) for one in rounds)
    return ListPage(
        brief=tuple(_brief_of(one) for one in lines if one.opens_on <= clock.today() <= one.due_on),
        rounds=lines,
        taken_away=tuple(
            (round_name(one), setup_address(one)) for one in rounds_in_order(removed=True)
        ),
    )


def _line(asking: Round, counts: RoundCounts) -> RoundLine:
    return RoundLine(
        name=round_name(asking),
        address=table_address(asking),
        setup=setup_address(asking),
        opens_on=asking.opens_on,
        due_on=asking.due_on,
        when=when_in_words(asking),
        asked=counts.asked,
        handed_in=counts.handed_in,
        late=counts.late,
        counts=tuple(StateCount(state, n) for state, n in counts.by_state.items() if n),
    )


def _brief_of(line: RoundLine) -> str:
    """«7 av 28 har levert Rapport 2. Fristen er 1. desember 2016: 11 dager igjen.»."""
    words = _("%(n)d of %(of)d have handed in %(report)s. It is due on %(day)s: %(when)s.")
    day = date_format(line.due_on, "DATE_FORMAT")
    facts = {"n": line.handed_in, "of": line.asked, "report": line.name}
    return words % {**facts, "day": day, "when": line.when}


# The ministry


def _filed() -> Iterator[FiledRound]:
    by_round = {
        pk: tuple(editions)
        for pk, editions in groupby(editions_handed_in(), lambda one: one.report.round_id)
    }
    bundles = newest_of_rounds()
    for asking in _rounds():
        editions = by_round.get(asking.pk, ())
        stages = _stages_of_regions(editions)
        yield FiledRound(
            name=round_name(asking),
            due_on=asking.due_on,
            editions=tuple(_edition_line(one, asking) for one in editions),
            regions=len(stages) - stages.count(Stage.RETURNED),
            given_back=stages.count(Stage.RETURNED),
            bundle=_bundle(bundles[asking.pk], asking) if asking.pk in bundles else None,
            archive=reverse("reports:round_archive", args=_where(asking)),
        )


def _stages_of_regions(editions: Iterable[Edition]) -> list[str]:
    """How far each region that is asked has come, of those with an edition that still holds."""
    held = (one for one in editions if state_of(one, one.report)[0] != ENDED)
    return [one.report.stage for one in held if one.report.asked]


def _bundle(bundle: Any, asking: Round) -> FiledBundle:
    """Of a row of `newest_of_rounds`, which sums up its size."""
    where = [*_where(asking), bundle.pk]
    return FiledBundle(
        zip=reverse("reports:bundle_zip", args=where),
        address=reverse("reports:bundle", args=where),
        asked_at=bundle.asked_at,
        size=bundle.size or 0,
    )


def _edition_line(edition: Edition, asking: Round) -> EditionLine:
    where = [edition.region.slug, *_where(asking), edition.number]
    state, label = state_of(edition, edition.report)
    return EditionLine(
        region=edition.region.name,
        number=edition.number,
        address=reverse("reports:edition", args=where),
        handed_in_at=edition.handed_in_at,
        on_behalf=edition.on_behalf,
        late=handed_in_late(asking.due_on, edition.handed_in_at),
        state=state,
        label=label,
    )


# A region's people


def _own(report: Report, state: Shown) -> OwnReport:
    return OwnReport(
        region=report.region.name,
        name=round_name(report.round),
        address=reverse("reports:report_draft", args=[report.region.slug, *_where(report.round)]),
        due_on=report.round.due_on,
        when=when_in_words(report.round) if state.is_awaited else "",
        state=state,
    )


def _brief_of_own(reports: Iterable[tuple[Report, Shown]]) -> Iterator[str]:
    """A sentence for each round that has opened and lacks a report."""
    open_now = (_own(*one) for one in reports if one[0].round.opens_on <= clock.today())
    told = dict.fromkeys((line.name, line.due_on, line.when) for line in open_now if line.when)
    for name, due_on, when in told:
        day = date_format(due_on, "DATE_FORMAT")
        words = _("%(report)s is due on %(day)s: %(when)s.")
        yield words % {"report": name, "day": day, "when": when}


# Words


def when_in_words(asking: Round) -> str:
    """How long is left of a round, since when it is over, or when it opens."""
    today = clock.today()
    if today < asking.opens_on:
        days = (asking.opens_on - today).days
        return ngettext("opens in %(n)d day", "opens in %(n)d days", days) % {"n": days}
    left = (asking.due_on - today).days
    if left == 0:
        return _("is due today")
    if left > 0:
        return ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
    return ngettext("was due %(n)d day ago", "was due %(n)d days ago", -left) % {"n": -left}


def round_name(asking: Round) -> str:
    """«Rapport 2»."""
    return event_name(asking.event)


def setup_address(asking: Round) -> str:
    return reverse("reports:change_round", args=_where(asking))


def table_address(asking: Round) -> str:
    return reverse("reports:round", args=_where(asking))


def _where(asking: Round) -> list[str]:
    return [asking.event.phase.slug, asking.event.slug]
