"""A ZIP of finished files, sent while it is written: stored, undated, the same bytes each time.

A file goes as soon as it is written, so that three thousand take no more memory than thirty; how
many are read ahead is up to whoever has them (reports/bundles/sending.py).
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

UNDATED = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP knows
UNIX, READABLE = 3, 0o100644  # the system whose permissions are written, and a plain file's
# What the format takes beside the files themselves, in bytes.
HEADING, LISTING, END = 30, 46, 22
FAR_LISTING, LARGE_END = 12, 76  # more, where numbers need 64 bits


@dataclass(frozen=True)
class Entry:
    """A file of the ZIP; its bytes are asked for when it is its turn."""

    name: str  # ASCII
    size: int  # bytes
    content: Callable[[], bytes]


def streamed(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The ZIP, a file at a time. What an entry raises ends it: what was sent is no whole ZIP."""
    window = _Window()
    with zipfile.ZipFile(window, "w") as archive:  # type: ignore[call-overload]  # writes, tells, seeks
        for one in entries:
            archive.writestr(_heading(one.name), one.content())
            yield window.taken()
    yield window.taken()


def length(sizes: Iterable[tuple[str, int]]) -> int:
    """How many bytes the ZIP of files with these names and sizes is."""
    listed = place = listing = 0
    for name, size in sizes:
        listed += 1
        listing += LISTING + len(name) + (FAR_LISTING if place > zipfile.ZIP64_LIMIT else 0)
        place += HEADING + len(name) + size
    is_large = listed > zipfile.ZIP_FILECOUNT_LIMIT or max(place, listing) > zipfile.ZIP64_LIMIT
    return place + listing + END + (LARGE_END if is_large else 0)


def _heading(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, UNDATED)
    found.create_system, found.external_attr = UNIX, READABLE << 16
    return found


class _Window:
    """What of a file is not sent yet.

    Who writes a ZIP goes back to each file's heading once its checksum is known; that is never
    further back than what is still here.
    """

    def __init__(self) -> None:
        self._sent = 0
        self._kept = io.BytesIO()

    def write(self, data: bytes) -> int:
        return self._kept.write(data)

    def tell(self) -> int:
        return self._sent + self._kept.tell()

    def seek(self, place: int) -> int:
        return self._sent + self._kept.seek(place - self._sent)

    def flush(self) -> None:
        """There is nothing behind it to hand on to."""

    def taken(self) -> bytes:
        """All that is here; from now on it counts as sent."""
        found = self._kept.getvalue()
        self._sent, self._kept = self._sent + len(found), io.BytesIO()
        return found
