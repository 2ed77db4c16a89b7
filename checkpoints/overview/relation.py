"""What finding and summing are both written over: a day's cells and regions, and what is asked."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from checkpoints.models import Strand
from checkpoints.overview.selection import Selection
from checkpoints.queries import Outline
from checkpoints.queries.cells import Sql, cells, day_value, moment_value, one_of
from checkpoints.queries.help import unanswered
from regions import clock
from regions.models import Region
from regions.queries import found_by, in_county
from regions.reading import Reading

NOWHERE = Sql("1 = 0")


def day_cells(outline: Outline, reading: Reading, milestones: tuple[int, ...] = ()) -> Sql:
    """The cells of a day's phase, or of some of its milestones, also those of closed strands.

    Today's are kept; those of an earlier day are counted, as are today's where the kept ones are
    of another day.
    """
    at = milestones or tuple(outline.counts)
    if is_counted_now(outline, reading):
        return cells(reading, milestones=at)
    return Sql("SELECT * FROM checkpoints_cellcount WHERE") + one_of("milestone_id", at)


def is_counted_now(outline: Outline, reading: Reading) -> bool:
    """Whether cells are counted for this reading, and not kept."""
    return reading.past or not outline.counted


def is_open(reading: Reading) -> Sql:
    """A condition: somebody goes on with the strand."""
    return Sql("(closed_on IS NULL OR closed_on > %s)", (day_value(reading.day),))


def is_late(reading: Reading) -> Sql:
    """A condition: the planned end has passed, and something is open."""
    return Sql(
        "(ends_on < %s AND state NOT IN ('reached', 'not_applicable'))", (day_value(reading.day),)
    )


def strands_there(outline: Outline, reading: Reading) -> QuerySet[Any]:
    """The main strands of a day, one for each region that was there."""
    rows = reading.rows(Strand).order_by().values("pk")
    if reading.past:
        return rows.filter(of__phase=outline.phase, of__is_main=True)
    return rows.filter(phase=outline.phase, is_main=True)


def regions_there(outline: Outline, reading: Reading) -> QuerySet[Any]:
    """The regions of a day: `key`, and `named` as they were then."""
    strands, rows = strands_there(outline, reading), reading.rows(Region).order_by()
    if reading.past:
        there = strands.filter(of__region=OuterRef("of"))
        return rows.filter(Exists(there)).values(key=F("of"), named=F("name"))
    there = strands.filter(region=OuterRef("pk"))
    return rows.filter(Exists(there)).values(key=F("pk"), named=F("name"))


def regions_found(selection: Selection, outline: Outline, reading: Reading) -> QuerySet[Any]:
    """Those of them that a selection holds."""
    conditions = _about_regions(selection, reading)
    rows = regions_there(outline, reading)
    if conditions:
        rows = rows.filter(key__in=Region.objects.filter(*conditions).order_by().values("pk"))
    if standing := _standing(selection, outline, reading):
        rows = rows.filter(key__in=RawSQL(standing.text, standing.params))  # noqa: S611  our words
    return rows


def _about_regions(selection: Selection, reading: Reading) -> list[Q]:
    found = []
    if selection.text:
        found.append(found_by(selection.text, reading))
    if selection.county:
        found.append(in_county(selection.county, reading))
    if selection.asks:
        found.append(Q(pk__in=unanswered().values("strand__region")))
    return found


def _standing(selection: Selection, outline: Outline, reading: Reading) -> Sql | None:
    """The regions with a strand that stands at a milestone as is asked for; none: all do."""
    conditions = []
    if selection.state:
        conditions.append(Sql("state = %s", (selection.state,)))
    if selection.late:
        conditions.append(is_late(reading))
    if since := selection.unconfirmed_since:
        conditions.append(Sql("reviewed_at < %s", (moment_value(clock.start_of(since)),)))
    if not conditions:
        return None
    slug = selection.milestone
    at = tuple(one.pk for one in outline.milestones if slug in ("", one.slug))
    standing = is_open(reading) if at else NOWHERE
    for condition in conditions:
        standing = standing + condition.within("AND {}")
    listed = day_cells(outline, reading, at).within("SELECT region_id FROM ({}) cells WHERE")
    return listed + standing  # RawSQL puts it in parentheses
