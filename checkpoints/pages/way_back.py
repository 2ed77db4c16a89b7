"""The way back from a region to the overview, through addresses alone.

Links from the overview into a region keep the words of which regions were chosen: `?fylke=15`. The
region's pages do nothing with them but hand them back. What is sent from a page, or fetched for a
part of it, has them in the address of that page.
"""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict

from checkpoints.asked import Asked
from checkpoints.forms.selecting import UNCONFIRMED, SelectionForm
from regions.access import SignedInRequest
from regions.put_aside import came_from

WORDS = (*SelectionForm.base_fields, UNCONFIRMED)


@dataclass(frozen=True)
class WayBack:
    """What links to the overview's pages end with, and whether to offer one in any case."""

    query: str
    from_overview: bool


def way_back(request: SignedInRequest, asked: Asked | None = None) -> WayBack:
    """To the regions that were chosen; the overview is home to the programme staff anyhow.

    `asked` is the day that is read; none for what is of today alone.
    """
    chosen = _chosen(request)
    words = chosen | (asked.words if asked else {})
    query = f"?{urlencode(words)}" if words else ""
    return WayBack(query, from_overview=bool(chosen) or request.user.standing.staff)


def _chosen(request: HttpRequest) -> dict[str, str]:
    is_page = request.method in {"GET", "HEAD"} and not request.htmx  # type: ignore[attr-defined]  # django-htmx adds it
    get = request.GET if is_page else QueryDict(urlsplit(came_from(request)).query)
    return {name: get[name] for name in WORDS if get.get(name)}
