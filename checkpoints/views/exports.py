"""Files of the overview and of the whole history, to take home."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from itertools import batched
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from checkpoints.access.exports import history_to_fetch
from checkpoints.asked import AS_OF, asked_of_programme
from checkpoints.exports.csvs import RFC4180, written
from checkpoints.exports.files import MEDIA_TYPES, FileKind, OverviewFile
from checkpoints.exports.steps import History
from checkpoints.forms.passed_over import (
    PassedOver,
    is_misunderstood,
    passed_over,
    passed_over_in,
)
from checkpoints.pages.exports import FORM, exports_page, overview_file
from checkpoints.pages.selecting import Question, question
from checkpoints.views.days import as_of_any_day
from checkpoints.views.files import SAFE
from regions.access import SignedInRequest, for_the_programme
from regions.wording import page_language

YES = "1"
TEXTS = "tekster"  # asks for free texts and names too
LINES = 500  # that are sent at once
IN_MEMORY = 1_000_000  # bytes; what is larger is made on disk
GZIP = 31  # how zlib is asked for the format of .gz files


@require_safe
@for_the_programme
@as_of_any_day
def exports(request: SignedInRequest) -> HttpResponse:
    """What can be fetched, of the regions and the days that the address says."""
    asking = question(request.GET, request.user.standing, page_language())
    return render(request, "checkpoints/exports.html", _page(request, asking))


@require_safe
@for_the_programme
@as_of_any_day
def overview(request: SignedInRequest, kind: FileKind) -> HttpResponseBase:
    """The overview, or with `?since=` what has changed, as a file of all pages.

    A file cannot say what of its address was not understood, so that there is none: the page says
    it.
    """
    language, standing = page_language(), request.user.standing
    asking = question(request.GET, standing, language)
    passed = passed_over_in(asking.form, request.GET, FORM)
    if passed or is_misunderstood(asking.form):
        return _no_file(request, asking, passed)
    return _sent(overview_file(kind, asking, request.GET, language, standing))


@require_safe
@as_of_any_day
def history(request: SignedInRequest, *, is_packed: bool = False) -> HttpResponseBase:
    """The whole history as CSV after RFC 4180, sent while it is read."""
    regions = history_to_fetch(request.user.standing)
    if passed := passed_over(request.GET, {AS_OF, TEXTS}):
        asking = question(request.GET, request.user.standing, page_language())
        return _no_file(request, asking, passed)
    reading = asked_of_programme(request.GET).reading
    found = History(reading, regions, texts=request.GET.get(TEXTS) == YES)
    name = f"historikk-{reading.day}.csv{'.gz' if is_packed else ''}"
    kind: dict[str, Any] = {
        "headers": _headers(name),
        "content_type": "application/gzip" if is_packed else MEDIA_TYPES[FileKind.CSV],
    }
    if request.method == "HEAD":
        return HttpResponse(**kind)
    lines = written(RFC4180, (column.name for column in found.columns), found.rows())
    pieces = ("".join(some).encode() for some in batched(lines, LINES))
    return StreamingHttpResponse(_packed(pieces) if is_packed else pieces, **kind)


def _page(request: SignedInRequest, asking: Question) -> dict[str, Any]:
    page = exports_page(asking, request.user.standing)
    return {"page": page, "form": asking.form, "asked": asking.asked, "passed_over": None}


def _no_file(request: SignedInRequest, asking: Question, passed: PassedOver) -> HttpResponse:
    """The page of files, which says what of the address chooses nothing."""
    page = {**_page(request, asking), "passed_over": passed}
    return render(request, "checkpoints/exports.html", page, status=HTTPStatus.BAD_REQUEST)


def _sent(file: OverviewFile) -> FileResponse:
    """A file that is whole before any of it is sent: half a table looks like a table."""
    with ExitStack() as opened:
        made = opened.enter_context(SpooledTemporaryFile(IN_MEMORY))
        file.write(made)
        made.seek(0)
        opened.pop_all()  # from here on the answer closes it
    return FileResponse(made, content_type=file.media_type, headers=_headers(file.name))


def _headers(name: str) -> dict[str, str]:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return {**SAFE, "Content-Disposition": str(disposition)}


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same as a .gz file."""
    packer = zlib.compressobj(wbits=GZIP)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()
