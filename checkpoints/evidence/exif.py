"""EXIF is a small TIFF file: directories of entries that point at their values by offset.

The GPS directory is wiped and its entry taken out in place, so that no offset of all the others,
the camera maker's own among them, ever moves.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

PREFIX = b"Exif\x00\x00"  # in JPEG always, elsewhere at times
_GPS, _FURTHER = 0x8825, {0x8769, 0xA005}  # tags that point at directories
_ENTRY = 12  # bytes
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_INLINE = 4  # bytes of a value that fit into its entry


def without_position(content: bytes) -> bytes:
    """The same bytes when there is no position; none when they cannot be read."""
    prefix = PREFIX if content.startswith(PREFIX) else b""
    tiff = _Tiff(bytearray(content[len(prefix) :]))
    try:
        tiff.forget_position()
        return prefix + bytes(tiff.data) if tiff.entries(tiff.first) else b""
    except struct.error:
        return b""


@dataclass(frozen=True)
class _Entry:
    at: int
    tag: int
    size: int  # of its value, in bytes
    value: int  # or the offset of it


class _Tiff:
    def __init__(self, data: bytearray) -> None:
        self.data = data
        self.order = ">" if data[:2] == b"MM" else "<"

    @property
    def first(self) -> int:
        return self._number("I", 4)

    def forget_position(self) -> None:
        """In every directory that can be reached from the first."""
        ahead, seen = [self.first], set()
        while ahead:
            directory = ahead.pop()
            if directory in seen or not 0 < directory < len(self.data):
                continue
            seen.add(directory)
            while gps := self._find(directory, _GPS):
                self._wipe(gps.value)
                self._take_out(directory, gps)
            entries = self.entries(directory)
            ahead += [entry.value for entry in entries if entry.tag in _FURTHER]
            ahead += self._next(directory, len(entries))

    def entries(self, directory: int) -> list[_Entry]:
        return list(self._entries(directory))

    def _entries(self, directory: int) -> Iterator[_Entry]:
        for index in range(self._number("H", directory)):
            at = directory + 2 + index * _ENTRY
            tag, kind = self._number("H", at), self._number("H", at + 2)
            size = _SIZES.get(kind, 1) * self._number("I", at + 4)
            yield _Entry(at, tag, size, self._number("I", at + 8))

    def _find(self, directory: int, tag: int) -> _Entry | None:
        return next((entry for entry in self._entries(directory) if entry.tag == tag), None)

    def _next(self, directory: int, count: int) -> list[int]:
        """The directory behind this one; some cameras leave even the sign for «none» out."""
        at = directory + 2 + count * _ENTRY
        return [self._number("I", at)] if at + 4 <= len(self.data) else []

    def _wipe(self, directory: int) -> None:
        """Nothing but zeros in place of a directory and its values."""
        if not 0 < directory < len(self.data):
            return
        entries = self.entries(directory)
        for entry in entries:
            if entry.size > _INLINE:
                self._blank(entry.value, entry.size)
        self._blank(directory, 2 + len(entries) * _ENTRY)

    def _take_out(self, directory: int, entry: _Entry) -> None:
        """The entries behind it, and the way to the next directory, move up by one."""
        count = self._number("H", directory)
        end = min(directory + 2 + count * _ENTRY + 4, len(self.data))
        self.data[entry.at : end - _ENTRY] = self.data[entry.at + _ENTRY : end]
        self._blank(end - _ENTRY, _ENTRY)
        struct.pack_into(self.order + "H", self.data, directory, count - 1)

    def _blank(self, at: int, size: int) -> None:
        end = min(at + size, len(self.data))
        if at < end:
            self.data[at:end] = bytes(end - at)

    def _number(self, form: str, at: int) -> int:
        found: int = struct.unpack_from(self.order + form, self.data, at)[0]
        return found
