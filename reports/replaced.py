"""What a newer paper of the same thing replaces: nobody can ask for it any more, and it goes.

Which paper is the newest of a thing stands in the cache. Where that is forgotten, a paper that was
replaced lies until `renders.sweep` comes by.
"""

from django.core.cache import cache

from regions.models import Region
from reports.models import Render, Report


def draft(report: Report) -> str:
    """What a report's draft is called here."""
    return f"draft-on-paper:{report.pk}"


def status(region: Region) -> str:
    """The same of a region's status report, as things stand today."""
    return f"status-on-paper:{region.pk}"


def is_newest(paper: Render, of: str) -> None:
    """Note the paper of something as it stands now, made or not; throw away the one before.

    Whoever sets that one just then finds that it is gone, and leaves it.
    """
    before = cache.get(of)
    if before != paper.pk:
        cache.set(of, paper.pk, None)
        Render.objects.filter(pk=before, parts=None).only("pk").delete()
