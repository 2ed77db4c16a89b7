"""Where the other pages of an answer are, in the words of RFC 8288."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from checkpoints.overview import Found

type Changes = Mapping[str, str]  # of an address: parameters that are otherwise there


def page_facts(found: Found) -> dict[str, int]:
    """What an answer says of the page that it is."""
    return {
        "count": found.count,
        "of": found.of,
        "page": found.page.number,
        "pages": found.pages,
    }


def link_pages(request: HttpRequest, response: HttpResponse, found: Found) -> None:
    """`Link` names the first and last page, and those beside this one where there are any."""
    here, last = found.page.number, found.pages
    places = {"first": 1, "prev": here - 1, "next": here + 1, "last": last}
    there = {name: page for name, page in places.items() if 1 <= page <= last}
    link(request, response, {name: {"page": str(page)} for name, page in there.items()})


def link(request: HttpRequest, response: HttpResponse, places: Mapping[str, Changes]) -> None:
    """The same address with other parameters, by what it is to this one: next, first."""
    named = {name: _address(request, changes) for name, changes in places.items()}
    response["Link"] = ", ".join(f'<{address}>; rel="{name}"' for name, address in named.items())


def _address(request: HttpRequest, changes: Changes) -> str:
    asked = request.GET.copy()
    for name, value in changes.items():
        asked[name] = value
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
