"""Office documents are zip archives: whole, without a password or macros, and of bounded size.

Every member is unpacked once, bit by bit and to nowhere: what an archive says of itself is no
proof. Archives inside the archive are not opened.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import File

from checkpoints.evidence.refusals import DAMAGED, LOCKED, MACROS, SWELLS, TWO_IN_ONE, Refused

MAX_UNPACKED = 200 * 1024 * 1024  # bytes
MAX_RATIO = 100  # unpacked to packed, for what unpacks to more than …
SMALL = 10 * 1024 * 1024  # … this: a short document of tables may well be packed that tight
MAX_MEMBERS = 10_000
CHUNK = 256 * 1024
READ_WHOLE = 1024 * 1024  # members that say what a document is are smaller

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCKED = 0x1  # in a member's flags
_MIMETYPE, _CONTENT_TYPES, _MANIFEST = "mimetype", "[Content_Types].xml", "META-INF/manifest.xml"


@dataclass(frozen=True)
class Archive:
    """What tells one office format from another."""

    mimetype: str  # of OpenDocument, which says it in its first member
    is_ooxml: bool
    folders: frozenset[str]


def is_archive(file: "File[bytes]") -> bool:
    """Whether a program that unpacks archives would take the file for one."""
    file.seek(0)
    return zipfile.is_zipfile(file)


def examined(file: "File[bytes]") -> Archive:
    """Raises Refused for what is damaged, locked, holds macros, or unpacks to too much."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
        _check_claims(members, file.size)
        said = _unpacked(file, members)
    except (zipfile.BadZipFile, zlib.error, struct.error, UnicodeDecodeError, NotImplementedError):
        raise Refused(DAMAGED) from None
    names = [member.filename for member in members]
    _check_contents(names, said)
    return Archive(
        mimetype=said.get(_MIMETYPE, b"").decode("ascii", "replace") if _is_first(names) else "",
        is_ooxml=_CONTENT_TYPES in names,
        folders=frozenset(name.partition("/")[0] for name in names if "/" in name),
    )


def _is_first(names: list[str]) -> bool:
    return names[:1] == [_MIMETYPE]


def _check_claims(members: list[zipfile.ZipInfo], size: int) -> None:
    if any(member.flag_bits & _LOCKED for member in members):
        raise Refused(LOCKED)
    if len(members) > MAX_MEMBERS:
        raise Refused(SWELLS)
    if min((member.header_offset for member in members), default=0):
        raise Refused(TWO_IN_ONE)  # the archive is the end of something else
    _check_size(sum(member.file_size for member in members), size)


def _check_size(unpacked: int, packed: int) -> None:
    if unpacked > MAX_UNPACKED or unpacked > max(SMALL, MAX_RATIO * packed):
        raise Refused(SWELLS)


def _check_contents(names: list[str], said: dict[str, bytes]) -> None:
    low = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in low):
        raise Refused(MACROS)
    if b"macroEnabled" in said.get(_CONTENT_TYPES, b""):
        raise Refused(MACROS)
    if b"encryption-data" in said.get(_MANIFEST, b""):
        raise Refused(LOCKED)


def _unpacked(file: "File[bytes]", members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack everything and keep what says what the document is."""
    total = 0
    said: dict[str, bytes] = {}
    for member in members:
        kept = bytearray()
        checksum = length = 0
        for chunk in _chunks(file, member):
            total += len(chunk)
            length += len(chunk)
            _check_size(total, file.size)
            checksum = zlib.crc32(chunk, checksum)
            if member.filename in (_MIMETYPE, _CONTENT_TYPES, _MANIFEST):
                kept += chunk[: READ_WHOLE - len(kept)]
        if (length, checksum) != (member.file_size, member.CRC):
            raise zipfile.BadZipFile
        said[member.filename] = bytes(kept)
    return said


def _chunks(file: "File[bytes]", member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's content, as long as it really is, in pieces of bounded size."""
    packed = _packed(file, member)
    if member.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for data in packed:
        yield unpacker.decompress(data, CHUNK)
        while unpacker.unconsumed_tail:
            yield unpacker.decompress(unpacker.unconsumed_tail, CHUNK)
    yield unpacker.flush()
    if not unpacker.eof or unpacker.unused_data:
        raise zipfile.BadZipFile


def _packed(file: "File[bytes]", member: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(member.header_offset)
    header = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    file.seek(header[-2] + header[-1], os.SEEK_CUR)  # its name and its extra fields
    left = member.compress_size
    while left:
        data = file.read(min(left, CHUNK))
        if not data:
            raise zipfile.BadZipFile
        left -= len(data)
        yield data
