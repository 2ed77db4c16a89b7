"""Every cell of many strands as one relation in SQL, counted from what is recorded.

Written by hand: it joins what has no key in common, and rows are inserted just as they are
selected. SQLite and PostgreSQL understand the same words. Its columns are those of `CellCount`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from regions.reading import Reading

COLUMNS = (
    "strand_id", "milestone_id", "region_id", "is_main", "closed_on",
    "valid", "met", "on_hold", "not_applicable", "touched", "questions", "answered", "state",
    "starts_on", "ends_on", "changed_at", "reviewed_at", "holds_from", "holds_until",
)  # fmt: skip


@dataclass(frozen=True)
class Sql:
    """A piece of SQL with the values of its placeholders."""

    text: str
    params: tuple[Any, ...] = ()

    def __add__(self, other: "Sql | str") -> "Sql":
        more = other if isinstance(other, Sql) else Sql(other)
        return Sql(f"{self.text} {more.text}", (*self.params, *more.params))

    def within(self, words: str) -> "Sql":
        """Words around it; it stands where they have `{}`."""
        return Sql(words.replace("{}", self.text), self.params)


def compiled(rows: QuerySet[Any, Any]) -> Sql:
    """A query set's own SQL, to stand within other SQL."""
    text, params = rows.query.get_compiler(connection=connection).as_sql()
    return Sql(text, tuple(params))


def fetched(statement: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return list(cursor.fetchall())


def moment_value(moment: datetime) -> Any:
    """A moment as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)


def day_value(day: date) -> Any:
    """A day as the database keeps it."""
    return connection.ops.adapt_datefield_value(day)


def one_of(column: str, keys: Sequence[int]) -> Sql:
    """A condition: a column has one of some keys, of which there is at least one."""
    return Sql(f"{column} IN ({', '.join(['%s'] * len(keys))})", tuple(keys))


ANY = Sql("1 = 1")


def cells(reading: Reading, strands: Sql = ANY, milestones: Sequence[int] = ()) -> Sql:
    """The cells of a day, of all strands that were there then, also of those that are closed.

    `strands` is a condition on `strand_id`; `milestones` are keys, none of them: all.
    """
    there, assessments, plans = _past(reading) if reading.past else _CURRENT
    day = day_value(reading.day)
    asked = Sql(_ASKED, (day, day))
    turns = Sql(_TURNS[connection.vendor], (day, day))
    at_milestones = one_of("milestone_id", milestones) if milestones else ANY
    recorded = (
        assessments.within(_RECORDED)
        + Sql(f"{_VALID})", (day, day))
        + strands.within("AND {}")
        + at_milestones.within("AND {} GROUP BY strand_id, milestone_id")
    )
    here = one_of("m.id", milestones) if milestones else ANY
    return (
        Sql(_CELL)
        + (there + strands).within("FROM ({}) s")
        + _MILESTONES
        + asked.within("LEFT JOIN ({}) q ON q.milestone_id = m.id")
        + turns.within("LEFT JOIN ({}) t ON t.milestone_id = m.id")
        + recorded.within("LEFT JOIN ({}) r ON r.strand_id = s.strand_id AND r.milestone_id = m.id")
        + plans.within("LEFT JOIN ({}) p ON p.strand_id = s.strand_id AND p.milestone_id = m.id")
        + here.within("WHERE {}")
    )


_CURRENT = (
    Sql(
        "SELECT * FROM (SELECT id AS strand_id, region_id, phase_id, is_main, first_milestone_id,"
        " closed_on FROM checkpoints_strand) one WHERE"
    ),
    Sql("checkpoints_assessment a WHERE"),
    Sql("SELECT strand_id, milestone_id, starts_on, ends_on FROM checkpoints_plan"),
)


def _past(reading: Reading) -> tuple[Sql, Sql, Sql]:
    """The same three from the revisions that held at the end of the day."""
    end = moment_value(reading.moment)
    held = Sql("recorded_at <= %s AND (superseded_at IS NULL OR superseded_at > %s)", (end, end))
    strands = held.within(
        "SELECT * FROM (SELECT of_id AS strand_id, region_id, phase_id, is_main,"
        " h.first_milestone_id, h.closed_on FROM checkpoints_strandrevision h"
        " JOIN checkpoints_strand ON checkpoints_strand.id = of_id WHERE {}) one WHERE"
    )
    plans = held.within(
        "SELECT strand_id, milestone_id, starts_on, ends_on FROM checkpoints_planrevision WHERE {}"
    )
    return strands, held.within("checkpoints_assessmentrevision a WHERE {} AND"), plans


# Of what is recorded, the checkpoints that count on the day.
_VALID = "(valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to >= %s)"
_RECORDED = """
    SELECT strand_id, milestone_id,
        COUNT(CASE WHEN status = 'met' THEN 1 END) AS met,
        COUNT(CASE WHEN status = 'on_hold' THEN 1 END) AS on_hold,
        COUNT(CASE WHEN status = 'not_applicable' THEN 1 END) AS not_applicable,
        COUNT(CASE WHEN status <> 'not_started' THEN 1 END) AS touched,
        COUNT(CASE WHEN status = 'not_applicable' AND checkpoint_kind = 'question' THEN 1 END)
            AS questions_left_out,
        COUNT(CASE WHEN status = 'met' AND checkpoint_kind = 'question' THEN 1 END) AS answered,
        MAX(changed_at) AS changed_at,
        MIN(CASE WHEN status NOT IN ('met', 'not_applicable')
            THEN COALESCE(confirmed_at, changed_at) END) AS reviewed_at
    FROM {} checkpoint_id IN (SELECT id FROM checkpoints_checkpoint WHERE
"""
_ASKED = f"""
    SELECT milestone_id, COUNT(*) AS valid,
        COUNT(CASE WHEN kind = 'question' THEN 1 END) AS questions
    FROM checkpoints_checkpoint WHERE {_VALID} GROUP BY milestone_id
"""  # noqa: S608  our own words


def _turns(next_day: str) -> str:
    """The last day by which some checkpoint began or ceased to count, and the next such day."""
    return f"""
        SELECT milestone_id, MAX(CASE WHEN turn <= %s THEN turn END) AS holds_from,
            MIN(CASE WHEN turn > %s THEN turn END) AS holds_until
        FROM (
            SELECT milestone_id, valid_from AS turn FROM checkpoints_checkpoint
            UNION ALL SELECT milestone_id, {next_day} FROM checkpoints_checkpoint
        ) turns GROUP BY milestone_id
    """  # noqa: S608  our own words


_TURNS = {"sqlite": _turns("date(valid_to, '+1 day')"), "postgresql": _turns("valid_to + 1")}
# The rules of `Tally.state`, in their order.
_CELL = """
    SELECT s.strand_id, m.id AS milestone_id, s.region_id, s.is_main, s.closed_on,
        COALESCE(q.valid, 0) AS valid, COALESCE(r.met, 0) AS met,
        COALESCE(r.on_hold, 0) AS on_hold, COALESCE(r.not_applicable, 0) AS not_applicable,
        COALESCE(r.touched, 0) AS touched,
        COALESCE(q.questions, 0) - COALESCE(r.questions_left_out, 0) AS questions,
        COALESCE(r.answered, 0) AS answered,
        CASE
            WHEN q.valid = r.not_applicable THEN 'not_applicable'
            WHEN q.valid = r.not_applicable + r.met THEN 'reached'
            WHEN r.on_hold > 0 THEN 'on_hold'
            WHEN r.touched > 0 THEN 'in_progress'
            ELSE 'not_started'
        END AS state,
        p.starts_on, p.ends_on, r.changed_at, r.reviewed_at, t.holds_from, t.holds_until
"""
_MILESTONES = (
    "JOIN checkpoints_milestone f ON f.id = s.first_milestone_id"
    " JOIN checkpoints_milestone m ON m.phase_id = s.phase_id AND m.position >= f.position"
)
