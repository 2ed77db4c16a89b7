"""What the list of one's own work is made from: by due date, across all one's regions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints.pages.focus import start_address
from checkpoints.queries import current_phase
from checkpoints.queries.verifying import Questioned, questioned_by_region
from checkpoints.walks.stops import Stop, stops
from checkpoints.walks.walk import Choice, said
from checkpoints.walks.whose import is_of
from regions import clock
from regions.models import Region
from regions.standing import Standing

SOON = 14  # days


def work_of(regions: Collection[int], language: str) -> tuple[Stop, ...]:
    """All that is left to do in some regions, whoever is to do it: 6 queries."""
    phase = current_phase(clock.today())
    listed = stops(regions, phase, language) if phase else ()
    return tuple(stop for stop in listed if stop.is_left)


@dataclass(frozen=True)
class Work:
    """A checkpoint in the list."""

    stop: Stop
    names_region: bool  # where there are several

    @property
    def days(self) -> int | None:
        """Days until it is due; none where no date counts: it has none, or it is met."""
        due = self.stop.row.assessment.due_on
        return (due - self.stop.row.day).days if due and self.stop.row.is_open else None

    @property
    def due(self) -> str:
        """«3 days overdue», «due in 5 days»."""
        days = self.days
        if days is None:
            return ""
        if days < 0:
            return ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}
        if days == 0:
            return gettext("due today")
        return ngettext("due in %(n)d day", "due in %(n)d days", days) % {"n": days}

    @property
    def where(self) -> str:
        """«Salten · Reiseliv»: region and strand, as far as they must be said."""
        stop = self.stop
        region = stop.region.name if self.names_region else ""
        return " · ".join(filter(None, (region, stop.strand.theme)))


@dataclass(frozen=True)
class Group:
    """Work of one urgency, the most urgent first."""

    slug: str
    heading: str | Promise
    rows: tuple[Work, ...]


@dataclass(frozen=True)
class Way:
    """A walk through what is listed of one region."""

    region: Region
    count: int
    address: str


@dataclass(frozen=True)
class MinePage:
    groups: tuple[Group, ...]  # those that have something
    ways: tuple[Way, ...]  # in the regions that one may change
    questioned: tuple[Questioned, ...]  # by the programme staff, whosever it is

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def mine_page(work: Iterable[Stop], whose: str, *, me: int, standing: Standing) -> MinePage:
    """The work of those that are asked for: 1 query."""
    chosen = [stop for stop in work if is_of(whose, stop, me)]
    several = len(standing.regions) > 1
    return MinePage(
        _groups([Work(stop, several) for stop in chosen]),
        _ways(chosen, whose, standing),
        questioned_by_region(standing.regions),
    )


def _groups(listed: Iterable[Work]) -> tuple[Group, ...]:
    """Each row stands once: by its due date, else under what is unsure, else under the rest."""
    headings = {
        "overdue": _("Overdue"),
        "soon": _("In the next 14 days"),
        "later": _("Later"),
        "unsure": _("Unsure, to come back to"),
        "undated": _("Without a due date"),
    }
    found: dict[str, list[Work]] = {slug: [] for slug in headings}
    for work in sorted(listed, key=lambda one: one.days or 0):
        found[_urgency(work)].append(work)
    groups = (Group(slug, headings[slug], tuple(rows)) for slug, rows in found.items())
    return tuple(group for group in groups if group.rows)


def _urgency(work: Work) -> str:
    if work.days is None:
        return "unsure" if work.stop.row.assessment.unsure else "undated"
    if work.days < 0:
        return "overdue"
    return "soon" if work.days <= SOON else "later"


def _ways(listed: Iterable[Stop], whose: str, standing: Standing) -> tuple[Way, ...]:
    by_region: dict[int, list[Stop]] = {}
    for stop in listed:
        if standing.edits(stop.region.pk):
            by_region.setdefault(stop.region.pk, []).append(stop)
    query = said(Choice(whose=whose))
    return tuple(
        Way(at[0].region, len(at), f"{start_address(at[0].region)}{query}")
        for at in by_region.values()
    )
