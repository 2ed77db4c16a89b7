"""All strands at all milestones on two days, side by side, compared in the database itself.

It says the same as `differences`, by the same rules (`kinds`), of ten thousand regions as of one:
nothing leaves the database but counts and keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from checkpoints.overview.kinds import BY_MAIN, Kind
from checkpoints.overview.relation import day_cells, regions_found
from checkpoints.overview.selection import Selection
from checkpoints.progress import State
from checkpoints.queries import Outline
from checkpoints.queries.cells import Sql, cells, compiled, day_value, fetched, moment_value, one_of
from regions.reading import Reading

DONE = f"IN ('{State.REACHED}', '{State.NOT_APPLICABLE}')"
BEGUN = f"IN ('{State.IN_PROGRESS}', '{State.NOT_STARTED}')"

# A cell of the later day beside the same of the earlier one. Where the strand was not there yet, or
# did not go through the milestone, it stood at its beginning.
_BESIDE = f"""
    SELECT now.region_id, now.is_main, now.milestone_id,
        CASE WHEN now.strand_id IN (SELECT strand_id FROM was) THEN 0 ELSE 1 END AS is_new,
        COALESCE(was.state, '{State.NOT_STARTED}') AS was_state, now.state AS now_state,
        was.ends_on AS was_ends, now.ends_on AS now_ends,
        COALESCE(was.valid - was.not_applicable, now.valid) AS was_counted,
        now.valid - now.not_applicable AS now_counted,
        CASE WHEN was.closed_on <= %s THEN 1 ELSE 0 END AS was_closed,
        CASE WHEN now.closed_on <= %s THEN 1 ELSE 0 END AS now_closed,
        COALESCE(t.met, 0) AS met, COALESCE(t.taken_back, 0) AS taken_back,
        COALESCE(t.otherwise, 0) AS otherwise
    FROM now
    LEFT JOIN was ON was.strand_id = now.strand_id AND was.milestone_id = now.milestone_id
    LEFT JOIN turned t ON t.strand_id = now.strand_id AND t.milestone_id = now.milestone_id
"""  # noqa: S608  our own words
_FLAGS = f"""
    SELECT beside.*,
        CASE WHEN was_closed = 1 AND was_state NOT {DONE} THEN 1 ELSE 0 END AS was_ended,
        CASE WHEN now_closed = 1 AND now_state NOT {DONE} THEN 1 ELSE 0 END AS now_ended,
        CASE WHEN now_closed = 0 AND now_state NOT {DONE} THEN 1 ELSE 0 END AS now_open,
        CASE WHEN was_closed = 0 AND was_state NOT {DONE} AND was_ends < %s THEN 1 ELSE 0 END
            AS was_late,
        CASE WHEN now_closed = 0 AND now_state NOT {DONE} AND now_ends < %s THEN 1 ELSE 0 END
            AS now_late
    FROM ({{}}) beside WHERE is_main OR was_closed = 0 OR now_closed = 0
"""  # noqa: S608  our own words
# What was recorded since and holds on the later day, beside what held on the earlier one.
_TURNED = """
    SELECT strand_id, milestone_id,
        COUNT(CASE WHEN status = 'met' THEN 1 END) AS met,
        COUNT(CASE WHEN was = 'met' THEN 1 END) AS taken_back,
        COUNT(CASE WHEN 'met' NOT IN (status, was) THEN 1 END) AS otherwise
    FROM (
        SELECT r.strand_id, r.milestone_id, r.status, COALESCE(w.status, 'not_started') AS was
        FROM checkpoints_assessmentrevision r
        JOIN checkpoints_checkpoint c ON c.id = r.checkpoint_id
            AND (c.valid_from IS NULL OR c.valid_from <= %s)
            AND (c.valid_to IS NULL OR c.valid_to >= %s)
        LEFT JOIN checkpoints_assessmentrevision w ON w.of_id = r.of_id
            AND w.recorded_at <= %s AND (w.superseded_at IS NULL OR w.superseded_at > %s)
        WHERE r.recorded_at > %s AND r.recorded_at <= %s
            AND (r.superseded_at IS NULL OR r.superseded_at > %s)
            AND r.{}
    ) both_days WHERE status <> was GROUP BY strand_id, milestone_id
"""

# The rules of `kinds`, on the columns of `_FLAGS`.
HAPPENED: Mapping[Kind, str] = {
    Kind.REACHED: f"was_state <> now_state AND now_state = '{State.REACHED}'",
    Kind.REOPENED: f"was_state = '{State.REACHED}' AND now_state NOT {DONE}",
    Kind.NOT_APPLICABLE: f"was_state <> now_state AND now_state = '{State.NOT_APPLICABLE}'",
    Kind.ON_HOLD: f"was_state <> now_state AND now_state = '{State.ON_HOLD}'",
    Kind.RESUMED: f"was_state = '{State.ON_HOLD}' AND now_state {BEGUN}",
    Kind.BEGUN: f"was_state = '{State.NOT_STARTED}' AND now_state = '{State.IN_PROGRESS}'",
    Kind.ENDED: "was_ended = 0 AND now_ended = 1",
    Kind.TAKEN_UP: "was_ended = 1 AND now_open = 1",
    Kind.LATE: "was_late = 0 AND now_late = 1",
    Kind.IN_TIME: "was_late = 1 AND now_late = 0 AND now_open = 1",
    Kind.MOVED: "was_ends <> now_ends",
    Kind.MET: "met > 0",
    Kind.TAKEN_BACK: "taken_back > 0",
    Kind.OTHERWISE: "otherwise > 0",
    Kind.ASKS: "was_counted <> now_counted",
}
CHANGED = " OR ".join(("is_new = 1", *(f"({condition})" for condition in HAPPENED.values())))


def _of_kind(kind: Kind) -> str:
    """By its main strand, or on any."""
    return f"is_main AND {HAPPENED[kind]}" if kind in BY_MAIN else HAPPENED[kind]


# What is told of a region: whether it is otherwise in whatever, and each kind.
TOLD = {"changed": CHANGED, **{kind.value: _of_kind(kind) for kind in Kind}}
_FOUND = ", ".join(
    f"MAX(CASE WHEN {said} THEN 1 ELSE 0 END) AS {name}" for name, said in TOLD.items()
)
_AGAIN = ", ".join(f"MAX({name}) AS {name}" for name in TOLD)
_COUNTS = ", ".join(["COUNT(*)", *(f"COALESCE(SUM({name}), 0)" for name in TOLD)])
SUMS = f"""
, here AS MATERIALIZED (
    SELECT region_id, milestone_id, {_FOUND} FROM compared GROUP BY region_id, milestone_id
), anywhere AS (SELECT region_id, {_AGAIN} FROM here GROUP BY region_id)
SELECT milestone_id, {_COUNTS} FROM here GROUP BY milestone_id
UNION ALL SELECT NULL, {_COUNTS} FROM anywhere
"""  # noqa: S608  our own words
KEYS = f"SELECT DISTINCT region_id FROM compared WHERE {CHANGED}"  # noqa: S608  our own words


@dataclass(frozen=True)
class Counted:
    """How many regions there are, how many are otherwise in whatever, and in how many what."""

    regions: int
    changed: int
    kinds: Mapping[Kind, int]


def counted(
    selection: Selection, outline: Outline, since: Reading, reading: Reading
) -> Mapping[int | None, Counted]:
    """By milestone, and under none at any of them: 1 query."""
    rows = fetched(_compared(selection, outline, since, reading) + SUMS)
    return {
        milestone: Counted(regions, changed, dict(zip(Kind, kinds, strict=True)))
        for milestone, regions, changed, *kinds in rows
    }


def changed_regions(
    selection: Selection, outline: Outline, since: Reading, reading: Reading
) -> frozenset[int]:
    """The keys of those regions of a selection that stand otherwise: 1 query."""
    rows = fetched(_compared(selection, outline, since, reading) + KEYS)
    return frozenset(key for (key,) in rows)


def _compared(selection: Selection, outline: Outline, since: Reading, reading: Reading) -> Sql:
    """What a statement begins with: the cells of both days as `compared`."""
    days = day_value(since.day), day_value(reading.day)
    at = tuple(outline.counts)
    return (
        cells(since, milestones=at).within("WITH was AS MATERIALIZED ({}),")
        + _of(selection, outline, reading).within("now AS ({}),")
        + _turned(at, since, reading).within("turned AS ({}),")
        + Sql(_FLAGS.replace("{}", _BESIDE), (*days, *days)).within("compared AS MATERIALIZED ({})")
    )


def _of(selection: Selection, outline: Outline, reading: Reading) -> Sql:
    rows = day_cells(outline, reading)
    if selection.is_everything:
        return rows
    found = compiled(regions_found(selection, outline, reading))
    chosen = found.within("WHERE region_id IN (SELECT key FROM ({}) found)")
    return rows.within("SELECT * FROM ({}) cells") + chosen


def _turned(milestones: tuple[int, ...], since: Reading, reading: Reading) -> Sql:
    day = day_value(reading.day)
    was, now = moment_value(since.moment), moment_value(reading.moment)
    at = one_of("milestone_id", milestones)
    days = day, day, was, was, was, now, now
    return Sql(_TURNED.replace("{}", at.text), (*days, *at.params))
