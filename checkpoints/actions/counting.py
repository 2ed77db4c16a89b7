"""Keeping the counts of cells right: counted afresh whenever something they tell of is recorded.

Each count is taken in the transaction that made it necessary. On PostgreSQL, two who record in one
cell at once would each count without the other's step: so the cell's row is locked first, after
what is counted was written, and counted in a statement of its own, which sees what the other has
committed. Rows are locked in order of their keys. SQLite lets only one write at a time.
"""

from collections.abc import Sequence
from itertools import batched

from django.db import connection, transaction
from django.db.models import F, Q

from checkpoints.models import Assessment, CellCount, Milestone, Phase, Plan, Strand
from checkpoints.queries.cells import ANY, COLUMNS, Sql, cells, one_of
from regions.history import Versioned
from regions.reading import Reading

AT_ONCE = 500  # strands: what a statement's placeholders have room for on SQLite


def keep_counts(row: Versioned) -> None:
    """Count what a step on a row may have changed."""
    if isinstance(row, Assessment | Plan):
        _count(row.strand_id, row.milestone_id)
    elif isinstance(row, Strand):
        _count_strand(row)


def _count(strand: int, milestone: int) -> None:
    """One cell: 1 query."""
    _put(one_of("strand_id", [strand]), [milestone])


def _count_strand(strand: Strand) -> None:
    """A strand's cells, from its first milestone on: 1 query for a new one, else 2."""
    _put(one_of("strand_id", [strand.pk]))
    if strand.revision > 1:
        _leave_out(Q(strand=strand))


@transaction.atomic
def count_strands(strands: Sequence[Strand]) -> None:
    """The cells of strands that are new: 1 query for every 500."""
    for some in batched(strands, AT_ONCE):
        _put(one_of("strand_id", [one.pk for one in some]))


@transaction.atomic
def count_milestone(milestone: Milestone) -> None:
    """All strands' cells at a milestone: 1 query."""
    _put(ANY, [milestone.pk])


@transaction.atomic
def count_phase(phase: Phase) -> None:
    """All cells of a phase, after its milestones or checkpoints have changed: 3 queries."""
    milestones = list(phase.milestones.values_list("pk", flat=True))
    if milestones:
        _put(ANY, milestones)
        _leave_out(Q(milestone__in=milestones))


@transaction.atomic
def count_all() -> int:
    """Every cell there is; how many there are."""
    for phase in Phase.objects.all():
        count_phase(phase)
    return CellCount.objects.count()


def _put(strands: Sql, milestones: Sequence[int] = ()) -> None:
    """Count cells and write them down, whether or not they have been before."""
    columns = ", ".join(COLUMNS)
    new = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[2:])
    counted = cells(Reading.today(), strands, milestones).within(
        f"INSERT INTO checkpoints_cellcount ({columns}) {{}}"
        f" ON CONFLICT (strand_id, milestone_id) DO UPDATE SET {new}"
    )
    statements = _locked(strands, milestones) + counted
    with connection.cursor() as cursor:
        cursor.execute(statements.text, statements.params)


def _locked(strands: Sql, milestones: Sequence[int]) -> Sql:
    """Let whoever is recording here finish, and all others wait: sent along with the counting."""
    if not connection.features.has_select_for_update:
        return Sql("")
    here = one_of("milestone_id", milestones) if milestones else ANY
    which = strands + here.within("AND {} ORDER BY strand_id, milestone_id FOR UPDATE")
    return which.within(
        "SELECT COUNT(*) FROM (SELECT 1 FROM checkpoints_cellcount WHERE {}) locked;"
    )


def _leave_out(which: Q) -> None:
    """Forget what lies before a strand's first milestone."""
    before = Q(milestone__position__lt=F("strand__first_milestone__position"))
    CellCount.objects.filter(which, before).delete()
