"""Takes out of a picture where it was taken; every other byte of it stays as it is.

Positions stand in EXIF (the GPS directory) and in XMP. The picture itself is never packed again.
What follows the end of a picture, as a telephone's film clip, may hold positions of its own that
no reader of pictures sees: it is left out.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from checkpoints.evidence import exif
from checkpoints.evidence.kinds import JPEG, PNG, Kind
from checkpoints.evidence.refusals import DAMAGED, Refused

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_MPF = b"MPF\x00"  # the list of further pictures behind the first
_SAYS_WHERE = re.compile(rb"gps|latitude|longitude", re.IGNORECASE)
_WHERE = rb"[\w-]+:\w*(?:gps|latitude|longitude)\w*"
_ATTRIBUTE = re.compile(rb"""\s""" + _WHERE + rb"""\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_ELEMENT = re.compile(rb"<(" + _WHERE + rb")\b[^>]*?(?:/>|>.*?</\1\s*>)", re.IGNORECASE | re.DOTALL)
_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_PNG_XMP, _PNG_RAW = b"XML:com.adobe.xmp", b"Raw profile type "
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # that ends what a scan holds


def removed(data: bytes, kind: Kind) -> bytes:
    """The same bytes when there is no position in them. Raises Refused for a torn picture."""
    clean = {JPEG: _jpeg, PNG: _png}.get(kind, _webp)
    try:
        return clean(data)
    except (struct.error, IndexError):
        raise Refused(DAMAGED) from None


def from_xmp(packet: bytes) -> bytes:
    """An XMP packet without positions; nothing is left of one in which some still stand."""
    if b"\x00" in packet:  # UTF-16 or 32: nobody writes it, and what it says cannot be searched
        return b""
    if not _SAYS_WHERE.search(packet):
        return packet
    packet = _ELEMENT.sub(b"", _ATTRIBUTE.sub(b"", packet))
    return b"" if _SAYS_WHERE.search(packet) else packet


# JPEG: segments, each a marker, its length and its content; scans lie between them

_SOI, _EOI, _APP1, _APP2 = 0xD8, 0xD9, 0xE1, 0xE2


def _jpeg(data: bytes) -> bytes:
    segments = list(_segments(data))
    is_alone = sum(map(len, segments)) == len(data)
    more_says_where = _SAYS_WHERE.search(
        b"".join(s[4 + len(_XMP_MORE) + 40 :] for s in segments if _is(s, _APP1, _XMP_MORE))
    )
    kept = []
    for segment in segments:
        if _is(segment, _APP1, exif.PREFIX):
            kept.append(_segment(exif.without_position(segment[4:])))
        elif _is(segment, _APP1, _XMP):
            packet = from_xmp(segment[4 + len(_XMP) :])
            kept.append(_segment(packet and _XMP + packet))
        elif _is(segment, _APP1, _XMP_MORE) and more_says_where:
            continue
        elif is_alone or not _is(segment, _APP2, _MPF):
            kept.append(segment)
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[bytes]:
    """Segments and scans as they follow one another, up to the end of the picture.

    Raises Refused where the end is missing: WeasyPrint lets Pillow take torn pictures for whole.
    """
    at = 0
    while marker := _MARKER.search(data, at):
        start, code = marker.start(), data[marker.start() + 1]
        if at < start:
            yield data[at:start]
        has_length = code not in (0x01, _SOI, _EOI)
        at = start + 2 + (struct.unpack_from(">H", data, start + 2)[0] if has_length else 0)
        yield data[start:at]
        if code == _EOI:
            return
    raise Refused(DAMAGED)


def _is(segment: bytes, code: int, prefix: bytes) -> bool:
    return segment[:2] == bytes((0xFF, code)) and segment[4:].startswith(prefix)


def _segment(body: bytes) -> bytes:
    return bytes((0xFF, _APP1)) + struct.pack(">H", 2 + len(body)) + body if body else b""


# PNG: chunks, each its length, its type, its content and a checksum


def _png(data: bytes) -> bytes:
    at, kept = 8, [data[:8]]
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        cleaned = _png_content(kind, body)
        if cleaned is body:
            kept.append(data[at : at + 12 + length])
        elif cleaned:
            checksum = zlib.crc32(kind + cleaned)
            kept.append(struct.pack(">I4s", len(cleaned), kind) + cleaned)
            kept.append(struct.pack(">I", checksum))
        at += 12 + length
    return b"".join(kept)


def _png_content(kind: bytes, body: bytes) -> bytes:
    """The same object when nothing is taken out; empty when nothing is left."""
    if kind == b"eXIf":
        cleaned = exif.without_position(body)
        return body if cleaned == body else cleaned
    if kind not in _PNG_TEXTS:
        return body
    key, _nul, text = body.partition(b"\x00")
    if key == _PNG_XMP and text.startswith(b"\x00\x00"):  # not packed
        head, packet = _xmp_of_itxt(text)
        cleaned = from_xmp(packet)
        if cleaned == packet:
            return body
        return key + b"\x00" + head + cleaned if cleaned else b""
    if key == _PNG_XMP or key.startswith(_PNG_RAW) or _SAYS_WHERE.search(key):
        return b""  # packed, or written in digits: whatever it says
    return body


def _xmp_of_itxt(text: bytes) -> tuple[bytes, bytes]:
    """The flags, language and translated key that stand before a text, and the text."""
    flags, rest = text[:2], text[2:]
    language, _nul, rest = rest.partition(b"\x00")
    translated, _nul, packet = rest.partition(b"\x00")
    return flags + language + b"\x00" + translated + b"\x00", packet


# WebP: chunks, each its type, its length and its content, filled up to an even length

_FLAGS = {b"EXIF": 0x08, b"XMP ": 0x04}  # in VP8X: what the file holds


def _webp(data: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise Refused(DAMAGED)
    at, kept, gone = 12, bytearray(data[:12]), 0
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        cleaned = _webp_content(kind, body)
        if cleaned or not body:
            kept += struct.pack("<4sI", kind, len(cleaned)) + cleaned + b"\x00" * (len(cleaned) % 2)
        else:
            gone |= _FLAGS.get(kind, 0)
        at += 8 + length + length % 2
    if kept[12:16] == b"VP8X":
        kept[20] &= ~gone & 0xFF
    struct.pack_into("<I", kept, 4, len(kept) - 8)
    return bytes(kept)


def _webp_content(kind: bytes, body: bytes) -> bytes:
    if kind == b"EXIF":
        return exif.without_position(body)
    return from_xmp(body) if kind == b"XMP " else body
