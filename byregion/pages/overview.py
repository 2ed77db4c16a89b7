"""The overview: regions x milestones, as an address asks for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from byregion.matrix import Matrix, StrandName
from byregion.pages.named import the_latest
from checkpoints import queries
from checkpoints.boards import Board, board_of
from checkpoints.briefs import Brief, ProgrammeBeside, programme_brief
from checkpoints.calendar import coming
from checkpoints.forms.selecting import DENSE
from checkpoints.models import Strand
from checkpoints.overview import Found, Order, Sums, find, sums
from checkpoints.pages.leaves import Leaves, find_or_last
from checkpoints.pages.selecting import Question
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts, Outline
from checkpoints.rows import numbered
from regions.reading import Reading
from regions.standing import Standing
from reports.pages.gatherings_ahead import Ahead, ahead
from reports.queries.table import HowMany, how_many_handed_in

UNFOLDED = "apne"  # names regions whose strands have rows of their own
ALL = "alle"


@dataclass(frozen=True)
class Head:
    """A milestone's column, and the page of the milestone in all regions."""

    milestone: MilestoneFacts
    url: str


@dataclass(frozen=True)
class OverviewPage:
    """What the overview shows."""

    board: Board
    matrix: Matrix
    heads: tuple[Head, ...]
    leaves: Leaves
    brief: Brief | None
    waiting: bool  # whether some region waits for an answer; told to the programme staff
    reporting: HowMany | None  # of the newest round; told to the same, today
    gathering: Ahead | None  # the next, which they prepare; the same
    ways: "Ways"

    @property
    def has_regions(self) -> bool:
        """Whether there were any on the day, found or not."""
        return self.leaves.found.of > 0

    @property
    def has_strands(self) -> bool:
        """Whether some region on the page has parallel strands."""
        return any(cell.parallel for row in self.board.rows for cell in row.cells)

    @property
    def legend(self) -> list[tuple[str, str | Promise]]:
        """Signs and what they mean, late first."""
        return [("late", _("late")), *((state.value, state.label) for state in State)]


@dataclass(frozen=True)
class Ways:
    """Addresses of the same regions in another order or another look."""

    question: Question
    unfolded: tuple[str, ...]  # slugs, or «alle»

    @property
    def by_name(self) -> str:
        return self._address(sorter="")

    @property
    def by_change(self) -> str:
        return self._address(sorter=Order.CHANGED)

    @property
    def sorted_by(self) -> str:
        """The column that the rows are sorted by: «name», «change», or none of them."""
        named = {Order.NAME: "name", Order.CHANGED: "change"}
        return named.get(self.question.form.selection().order, "")

    @property
    def roomy(self) -> str:
        return self._address(tetthet="")

    @property
    def dense(self) -> str:
        return self._address(tetthet=DENSE)

    @property
    def all_unfolded(self) -> bool:
        return ALL in self.unfolded

    @property
    def all(self) -> str:
        """All strands with rows of their own, or none."""
        return self._with(() if self.all_unfolded else (ALL,))

    def unfolding(self, slug: str) -> str:
        """One region's strands with rows of their own, or folded again, where one goes on."""
        others = tuple(one for one in self.unfolded if one not in {slug, ALL})
        found = self._with(others if slug in self.unfolded else (*others, slug))
        return f"{found}#unfold-{slug}"

    def _address(self, **but: str) -> str:
        return self.question.form.address(but=but)

    def _with(self, unfolded: Iterable[str]) -> str:
        pairs = [*self._words.items(), *((UNFOLDED, slug) for slug in unfolded)]
        return f"?{urlencode(pairs)}"

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return self.question.form.words


def overview_page(
    get: QueryDict, question: Question, standing: Standing, language: str
) -> OverviewPage | None:
    """A page of the matrix, none for a programme without milestones.

    The queries of `find`, `board_of` and `sums`; 1 more where a region's strands are unfolded, and
    those of `find` again for a page that is not there. For the programme staff 1 more: who reports.
    """
    if question.outline is None:
        return None
    outline, reading, form = question.outline, question.asked.reading, question.form
    selection = form.selection()
    find_page = partial(find, selection, reading, outline=outline)
    found, missing = find_or_last(find_page, form.page())
    shown = board_of(found.keys, outline, reading)
    ways = Ways(question, _unfolded(get, shown))
    total = sums(selection, reading, language, outline)
    told = total.told_to(standing) if total and found.of else None
    return OverviewPage(
        board=shown,
        matrix=Matrix(
            shown,
            opens=standing.sees,
            query=form.query,
            unfolded=_strand_names(ways.unfolded, shown, outline, reading, standing),
            unfolding=ways.unfolding,
        ),
        heads=tuple(Head(one, across(outline, one) + form.query) for one in outline.milestones),
        leaves=Leaves(found, form, missing),
        brief=_brief(told, found, question, standing) if told else None,
        waiting=bool(told and told.asking and standing.staff),
        reporting=None if reading.past or not standing.staff else how_many_handed_in(reading.day),
        gathering=_gathering(question, outline, standing),
        ways=ways,
    )


def _gathering(question: Question, outline: Outline, standing: Standing) -> Ahead | None:
    reading = question.asked.reading
    if reading.past or not standing.staff:
        return None
    return ahead(standing, question.events, outline.phase_slug, reading.day)


def _brief(total: Sums, found: Found, question: Question, standing: Standing) -> Brief:
    """Where the regions that were found stand, with the addresses of those that are counted.

    1 query more where those that are late are asked for: which one is latest.
    """
    selection = question.form.selection()
    beside = ProgrammeBeside(
        of=None if selection.is_everything else found.of,
        at=selection.milestone,
        latest=the_latest(question, standing) if selection.late else None,
        next_event=coming(question.events, question.asked.reading),
        calendar=reverse("checkpoints:calendar"),
    )
    return programme_brief(total, lambda words: question.form.address(but=words), beside)


def _unfolded(get: QueryDict, shown: Board) -> tuple[str, ...]:
    """Which regions of the page are unfolded, as the address says it."""
    asked_for = set(get.getlist(UNFOLDED))
    if ALL in asked_for:
        return (ALL,)
    return tuple(row.slug for row in shown.rows if row.slug in asked_for)


def _strand_names(
    unfolded: Iterable[str], shown: Board, outline: Outline, reading: Reading, standing: Standing
) -> Mapping[int, Mapping[int, StrandName]]:
    """The parallel strands of unfolded regions by their names: 1 query, none where none is."""
    slugs = set(unfolded)
    regions = [row for row in shown.rows if row.slug in slugs or ALL in slugs]
    if not regions:
        return {}
    strands = Strand.objects.filter(
        region__in=[row.region for row in regions], phase=outline.phase, is_main=False
    )
    found: dict[int, dict[int, StrandName]] = {row.region: {} for row in regions}
    for strand in queries.strands_as_they_stood(strands, reading):
        if not queries.is_closed(strand, reading.day):
            found[strand.region_id][strand.pk] = StrandName(strand.number, strand.theme)
    return {
        row.region: found[row.region] if standing.sees(row.region) else _nameless(found[row.region])
        for row in regions
    }


def _nameless(strands: Mapping[int, StrandName]) -> Mapping[int, StrandName]:
    """A strand's theme is the region's own words: others are told its number."""
    return {pk: StrandName(one.number, numbered(one.number)) for pk, one in strands.items()}


def across(outline: Outline, milestone: MilestoneFacts) -> str:
    """The page of a milestone in all regions."""
    return reverse("checkpoints:milestone_across", args=[outline.phase_slug, milestone.slug])
