"""Sums of all regions on a past day: counted once, and remembered for as long as they hold.

What is recorded now says nothing about a past day; only what is imported may still do so. Each
process remembers its own: looking at a page writes nothing (docs/decisions/0010).
"""

from collections import Counter
from hashlib import sha256

from django.core.cache import caches

from checkpoints.models import AssessmentRevision, PlanRevision, StrandRevision
from checkpoints.queries import Outline
from checkpoints.queries.cells import Sql, fetched, moment_value
from regions.models import RegionRevision
from regions.reading import Reading

type Counts = Counter[tuple[str, int]]  # by what is counted, at which milestone; 0: at any

KEPT = 60 * 60  # seconds; a file of the programme may say that other checkpoints counted then
NEWEST = "newest"  # the last step that had been recorded, by its table's place among these
TABLES = tuple(
    one._meta.db_table for one in (AssessmentRevision, PlanRevision, StrandRevision, RegionRevision)
)


def counts_of(statement: Sql) -> Counts:
    return Counter({(what, at): n for what, at, n in fetched(statement)})


def counts_of_a_past_day(statement: Sql, outline: Outline, reading: Reading) -> Counts:
    """What the statement counts of all regions: 1 query, a short one where it is remembered.

    1 more where something that was recorded since belongs to the day, or to one before it.
    """
    cache, key = caches["memory"], _key(outline, reading)
    found: Counts | None = cache.get(key)
    if found is None or _is_outdated(found, reading):
        found = counts_of(statement + _newest())
        cache.set(key, found, KEPT)
    return found


def _key(outline: Outline, reading: Reading) -> str:
    told = f"{outline.phase} {sorted(outline.counts.items())} {reading.moment.isoformat()}"
    return f"sums-1-{sha256(told.encode()).hexdigest()}"


def _newest() -> Sql:
    """In the same statement, so that nothing is recorded between what is counted and this."""
    listed = (
        f"UNION ALL SELECT '{NEWEST}', {place}, COALESCE(MAX(id), 0) FROM {table}"  # noqa: S608  ours
        for place, table in enumerate(TABLES)
    )
    return Sql(" ".join(listed))


def _is_outdated(found: Counts, reading: Reading) -> bool:
    """Whether something was recorded since that is of the day, or of one before it."""
    moment, statement = moment_value(reading.moment), Sql("SELECT 1 WHERE 1 = 0")
    for place, table in enumerate(TABLES):
        newer = f"SELECT 1 FROM {table} WHERE id > %s AND recorded_at <= %s"  # noqa: S608  ours
        statement = statement + Sql(f"OR EXISTS ({newer})", (found[NEWEST, place], moment))
    return bool(fetched(statement))
