"""The one aggregate alone: every cell of every region counted by the database, and fetched.

`python -m bench.overview.alone`, in our environment: prints the median milliseconds.
"""

from statistics import median
from time import perf_counter

import django
from django.db import connection

ROUNDS = 7
COUNTED = """
    SELECT strand_id, milestone_id, COUNT(*),
        SUM(CASE WHEN status = 'met' THEN 1 ELSE 0 END),
        SUM(CASE WHEN status = 'on_hold' THEN 1 ELSE 0 END),
        SUM(CASE WHEN status = 'not_applicable' THEN 1 ELSE 0 END),
        MAX(changed_at)
    FROM checkpoints_assessment GROUP BY strand_id, milestone_id
"""


def main() -> None:
    django.setup()
    print(median(_once() for _ in range(ROUNDS)))


def _once() -> float:
    start = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        cursor.fetchall()
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
