"""Files that people fetch: never a page of ours, always an attachment, after the access check."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from checkpoints.access import evidence_to_see
from checkpoints.access.learning import shared_evidence_to_see
from checkpoints.evidence.images import THUMBNAIL_TYPE
from checkpoints.models import Evidence, Verdict
from checkpoints.serving import Bytes, Span, Unsatisfiable, span_of
from regions.access import SignedInRequest

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-cache",  # asked for again each time: access may have ended
}


@dataclass(frozen=True)
class Sent:
    """What of the storage is sent, and what is said of it."""

    content: FieldFile
    size: int
    name: str
    media_type: str
    etag: str

    @property
    def headers(self) -> dict[str, str]:
        disposition = content_disposition_header(as_attachment=True, filename=self.name)
        return {
            **SAFE,
            "ETag": self.etag,
            "Accept-Ranges": "bytes",
            "Content-Type": self.media_type,
            "Content-Disposition": str(disposition),
        }


@require_safe
def download(request: SignedInRequest, region: str, pk: int) -> HttpResponseBase:
    """A file as it is stored, whole or a part of it; what waits for the scan is kept back."""
    return _file(request, evidence_to_see(request.user, region, pk))


@require_safe
def shared_download(request: SignedInRequest, attachment: int) -> HttpResponseBase:
    """A file that another region shares."""
    return _file(request, shared_evidence_to_see(request.user, attachment))


@require_safe
def thumbnail(request: SignedInRequest, region: str, pk: int) -> HttpResponseBase:
    """A picture's small copy, once it is made."""
    return _thumbnail(request, evidence_to_see(request.user, region, pk))


@require_safe
def shared_thumbnail(request: SignedInRequest, attachment: int) -> HttpResponseBase:
    """The small copy of a picture that another region shares."""
    return _thumbnail(request, shared_evidence_to_see(request.user, attachment))


def _file(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    stored = evidence.stored
    if stored is None:
        raise Http404
    if stored.verdict != Verdict.ACCEPTED:
        return _kept_back(Verdict(stored.verdict))
    etag = f'"{stored.sha256}"'
    file = Sent(stored.content, stored.size, evidence.file_name, stored.media_type, etag)
    return _answer(request, file)


def _thumbnail(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    stored = evidence.stored
    if stored is None or not stored.thumbnail or stored.verdict != Verdict.ACCEPTED:
        raise Http404
    small = stored.thumbnail
    etag = f'"{stored.sha256}-small"'
    return _answer(request, Sent(small, small.size, f"{evidence.pk}.webp", THUMBNAIL_TYPE, etag))


def _kept_back(verdict: Verdict) -> HttpResponse:
    words = {
        Verdict.WAITING: _("This file is still being checked for viruses. Try again in a while."),
        Verdict.QUARANTINED: _("This file was stopped by the virus check. It cannot be fetched."),
    }
    plain = "text/plain; charset=utf-8"
    return HttpResponse(
        words[verdict], status=HTTPStatus.FORBIDDEN, headers=SAFE | {"Content-Type": plain}
    )


def _answer(request: SignedInRequest, file: Sent) -> HttpResponseBase:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in known or file.etag in [etag.removeprefix("W/") for etag in known]:
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=file.headers)
    try:
        span = _asked(request, file)
    except Unsatisfiable:
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            headers=SAFE | {"Accept-Ranges": "bytes", "Content-Range": f"bytes */{file.size}"},
        )
    return _sent(request, file, span)


def _asked(request: SignedInRequest, file: Sent) -> Span | None:
    """The part that is asked for, unless the one who asks holds parts of another file."""
    is_same = request.headers.get("If-Range", file.etag).strip() == file.etag
    asked = request.headers.get("Range", "") if request.method == "GET" and is_same else ""
    return span_of(asked, file.size)


def _sent(request: SignedInRequest, file: Sent, part: Span | None) -> HttpResponseBase:
    """The whole file (200) or a part of it (206), read from the storage as it is sent."""
    span = part or Span(0, file.size)
    headers = {**file.headers, "Content-Length": str(span.size)}
    if part:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    status = HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    content = Bytes(file.content.storage.open(str(file.content.name), "rb"), span)
    return StreamingHttpResponse(content, status=status, headers=headers)
