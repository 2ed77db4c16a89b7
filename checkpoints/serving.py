"""Which bytes of a file an answer holds: single ranges, as in section 14 of RFC 9110."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import File

CHUNK = 64 * 1024  # bytes
RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Bytes from `start` up to, and without, `stop`."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        return self.stop - self.start


class Unsatisfiable(Exception):  # noqa: N818  a state of affairs, not a fault
    """Nothing of what was asked for is in the file."""


def span_of(asked: str, size: int) -> Span | None:
    """What a Range header asks for of a file of `size` bytes.

    None, which is the whole file, for several ranges, other units and what is no range at all.
    Raises Unsatisfiable for a range that begins behind the end.
    """
    found = RANGE.fullmatch(asked)
    first, last = found.groups() if found else ("", "")
    if not (first or last) or (first and last and int(last) < int(first)):
        return None
    if first:
        span = Span(int(first), min(int(last) + 1, size) if last else size)
    else:
        span = Span(max(size - int(last), 0), size)
    if span.size <= 0:
        raise Unsatisfiable
    return span


class Bytes(Iterator[bytes]):
    """A part of an open file, in pieces, which is closed with the answer."""

    def __init__(self, file: "File[bytes]", span: Span) -> None:
        self.file = file
        self.left = span.size
        file.seek(span.start)

    def __next__(self) -> bytes:
        data: bytes = self.file.read(min(CHUNK, self.left)) if self.left else b""
        if not data:
            raise StopIteration
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()
