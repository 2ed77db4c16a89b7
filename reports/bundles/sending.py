"""A finished bundle's files out of the database, each held against its checksum as it is read."""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from reports import renders
from reports.bundles import names, zips
from reports.bundles.contents import FIRST
from reports.integrity import AlteredError
from reports.models import Bundle, BundlePart, EditionFile, Render

log = logging.getLogger(__name__)

AT_ONCE = 4_000_000  # bytes of files that are read together; a larger file is read alone


@dataclass(frozen=True)
class ZipFacts:
    """What is known of the ZIP before any of it is read."""

    name: str
    length: int  # bytes
    tag: str  # the same for the same bytes


def zip_facts(bundle: Bundle) -> ZipFacts:
    """1 query."""
    rows = list(bundle.parts.values_list("name", "size", "sha256"))
    length = zips.length((name, size) for name, size, _sum in rows)
    paper, _size, _sum = rows[FIRST - 1]
    tag = hashlib.sha256(repr(rows).encode()).hexdigest()
    return ZipFacts(names.zip_name(paper), length, tag)


def zip_of(bundle: Bundle) -> Iterator[bytes]:
    """The ZIP, a file at a time. One that is altered breaks it off.

    1 query, and for every 4 MB at most 3.
    """
    return zips.streamed(_entries(bundle))


def content_of(part: BundlePart) -> bytes:
    """A part's bytes: 1 query. AlteredError where they are not those that it was made with.

    A kept paper that is torn is set again: the same content gives the same bytes.
    """
    return _verified(part, _kept([part]))


def _entries(bundle: Bundle) -> Iterator[zips.Entry]:
    for some in _together(bundle.parts.defer("content")):
        kept = _kept(some)
        for one in some:
            yield zips.Entry(one.name, one.size, partial(_verified, one, kept))


def _together(parts: Iterable[BundlePart]) -> Iterator[list[BundlePart]]:
    """Parts in their order, as many at a time as are read together."""
    some: list[BundlePart] = []
    size = 0
    for one in parts:
        if some and size + one.size > AT_ONCE:
            yield some
            some, size = [], 0
        some.append(one)
        size += one.size
    if some:
        yield some


def _kept(parts: Iterable[BundlePart]) -> dict[int, Any]:
    """What is kept of some parts, by their keys: a query for each kind that is among them."""
    files = EditionFile.objects.filter(edition__in=[one.edition_id for one in parts])
    papers = Render.objects.filter(pk__in=[one.render_id for one in parts])
    own = BundlePart.objects.filter(pk__in=[one.pk for one in parts if _is_own(one)])
    by_edition: dict[int | None, Any] = dict(files.values_list("edition", "content"))
    by_render: dict[int | None, Any] = dict(papers.values_list("pk", "paper"))
    by_key = dict(own.values_list("pk", "content"))
    return {
        one.pk: by_edition.get(one.edition_id) or by_render.get(one.render_id) or by_key.get(one.pk)
        for one in parts
    }


def _is_own(part: BundlePart) -> bool:
    return part.edition_id is None and part.render_id is None


def _verified(part: BundlePart, kept: Mapping[int, Any]) -> bytes:
    found = kept.get(part.pk)
    content = bytes(found) if isinstance(found, bytes | memoryview) else b""
    if hashlib.sha256(content).hexdigest() != part.sha256 or len(content) != part.size:
        log.error("%s in bundle %s is not the file that it was made with.", part, part.bundle_id)
        if part.render is not None:
            renders.mend(part.render)
        raise AlteredError(part.name)
    return content
