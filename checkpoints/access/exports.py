"""Who may fetch the whole history, and of which regions.

It tells of single checkpoints, so that it follows the regions' own pages: programme staff see into
every region, a region's people into their own. The ministry gets counts and states alone.
"""

from django.http import Http404

from regions.standing import Standing


def fetches_history(standing: Standing) -> bool:
    return standing.staff or bool(standing.regions)


def history_to_fetch(standing: Standing) -> frozenset[int] | None:
    """The regions whose history someone may fetch; none: all of them."""
    if not fetches_history(standing):
        raise Http404
    return None if standing.staff else standing.regions
