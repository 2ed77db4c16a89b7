"""Home for those who have several regions: how far each has come."""

from checkpoints.boards import Row, board
from regions.models import Region
from regions.reading import Reading
from regions.standing import Standing
from reports.queries.due import Due, due_of


def own_rows(standing: Standing, reading: Reading) -> tuple[Row, ...]:
    """How far one's own regions have come: 4 queries for any number."""
    own = Region.objects.filter(pk__in=standing.regions)
    found = board(own, reading, "nb")
    return found.rows if found else ()


def own_reports(standing: Standing, reading: Reading) -> tuple[Due, ...]:
    """What one's own regions are asked to hand in: 1 query; nothing on an earlier day."""
    return () if reading.past else due_of(standing.regions, reading.day)
