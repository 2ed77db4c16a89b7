"""The overview as a difference: how regions stand otherwise than on an earlier day."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from byregion.difference_rows import DifferenceRows, ShownCell, ShownRegion, ShownStrand
from byregion.pages.overview import across
from checkpoints.asked import Since
from checkpoints.overview import Found, Page, difference_sums, differences, find
from checkpoints.overview.addresses import strand_pattern
from checkpoints.overview.difference_sums import DifferenceSums, find_changed
from checkpoints.overview.difference_words import regions_did, sentences
from checkpoints.overview.differences import RegionDifference, StrandDifference
from checkpoints.overview.telling import RegionTold, strand_name, told
from checkpoints.overview.told_rendering import Telling
from checkpoints.pages.leaves import Leaves, find_or_last
from checkpoints.pages.selecting import Question
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts, Outline
from regions.reading import Reading
from regions.standing import Standing

FEW = 5  # regions of which all is told at once


@dataclass(frozen=True)
class Column:
    """A milestone, its page across all regions, and what the regions did there."""

    milestone: MilestoneFacts
    url: str
    did: tuple[str, ...]


@dataclass(frozen=True)
class DifferencePage:
    """What the overview shows when it is asked for what has changed."""

    brief: str
    columns: tuple[Column, ...]
    rows: tuple[ShownRegion, ...]
    told: tuple[RegionTold, ...]
    leaves: Leaves
    since: Since
    query: str  # what addresses end with

    @property
    def in_words(self) -> SafeString:
        """The same in plain words; it lies open where there is little of it."""
        return Telling(self.query, is_open=len(self.told) <= FEW).html(self.told)

    @property
    def html(self) -> SafeString:
        """The rows of the table."""
        milestones = [one.milestone for one in self.columns]
        return DifferenceRows(self.rows, milestones, self.query).html

    @property
    def legend(self) -> list[tuple[str, str | Promise]]:
        """Signs of how things stand now, and what they mean, late first."""
        return [("late", _("late")), *((state.value, state.label) for state in State)]


def difference_page(question: Question, standing: Standing, language: str) -> DifferencePage | None:
    """A page of the difference, none for a programme without milestones.

    9 queries, and what `find` takes; 1 more where only what has changed is asked for, and where a
    page is asked for that is not there.
    """
    outline, asked, since = question.outline, question.asked, question.asked.since
    if outline is None or since is None:
        return None
    reading, before, form = asked.reading, since.reading, question.form
    found, missing = find_or_last(_finding(question, outline, before), form.page())
    shown = differences(found.keys, before, reading, language, outline)
    sums = difference_sums(form.selection(), before, reading, language, outline)
    if shown is None or sums is None:
        return None
    columns = _columns(sums, outline, form.query)
    draw = _Drawing(outline.milestones, standing.sees, form.query, strand_pattern())
    return DifferencePage(
        brief=sentences(sums),
        columns=columns,
        rows=tuple(draw.region(row) for row in shown.rows),
        told=told(shown, reading, standing.sees, language),
        leaves=Leaves(found, form, missing),
        since=since,
        query=form.query,
    )


def _finding(question: Question, outline: Outline, before: Reading) -> Callable[[Page], Found]:
    """What finds the regions of a page."""
    selection, reading = question.form.selection(), question.asked.reading
    if question.form.only_changed:
        return partial(find_changed, selection, before, reading, outline=outline)
    return partial(find, selection, reading, outline=outline)


def _columns(sums: DifferenceSums, outline: Outline, query: str) -> tuple[Column, ...]:
    return tuple(
        Column(one.milestone, across(outline, one.milestone) + query, regions_did(one.kinds))
        for one in sums.milestones
    )


@dataclass(frozen=True)
class _Drawing:
    """What each row is drawn with."""

    milestones: tuple[MilestoneFacts, ...]
    opens: Callable[[int], bool]  # whether a region is open to the one who looks
    query: str
    strand_at: str  # a pattern of addresses

    def region(self, row: RegionDifference) -> ShownRegion:
        opens = self.opens(row.region)
        strands = tuple(
            ShownStrand(
                strand_name(one.strand, sees=opens),
                one.is_new,
                self.cells(one, self.address(row, one) if opens else ""),
            )
            for one in row.strands
            if one.is_changed or one.strand.is_main
        )
        return ShownRegion(row, opens, strands)

    def cells(self, strand: StrandDifference, address: str) -> tuple[ShownCell, ...]:
        found = {one.milestone.pk: one for one in strand.cells}
        return tuple(
            (one, found.get(one.pk), address and f"{address}{one.slug}/{self.query}")
            for one in self.milestones
        )

    def address(self, row: RegionDifference, strand: StrandDifference) -> str:
        """What the addresses of a strand's milestones begin with."""
        return self.strand_at.format(region=row.slug, strand=strand.strand.number)
