"""Files as people send them, and as nobody ought to: each made here, none of them kept."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
# The harmless text that every virus scanner is to stop, in two halves so that this file passes.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
CONTENT_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
GPS = 0x8825
LATITUDE = b"62\xb0 28"  # as a text in the GPS directory, so that a search finds it


def archive(members: Mapping[str, bytes], **how: Any) -> bytes:
    """A zip of these members, in this order; `mimetype` is not packed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **how) as made:
        for name, content in members.items():
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(name, content, packed)
    return out.getvalue()


def ooxml(folder: str = "word", more: Mapping[str, bytes] | None = None) -> bytes:
    """A document with a member in `word/`, `xl/` or `ppt/`; further ones by name."""
    main = {"[Content_Types].xml": CONTENT_TYPES, f"{folder}/document.xml": b"<document/>"}
    return archive({**main, **(more or {})})


def odf(kind: str = "text", more: Mapping[str, bytes] | None = None) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive({"mimetype": mimetype, "content.xml": b"<office/>", **(more or {})})


def bomb(megabytes: int) -> bytes:
    """A document that unpacks to far more than it is."""
    return ooxml(more={"word/media/zeros.bin": bytes(megabytes * 1024 * 1024)})


def bomb_that_lies() -> bytes:
    """A document with a member of 64 MB that says that it is one byte long."""
    zeros = bytes(64 * 1024 * 1024)
    lies = {struct.pack("<I", len(zeros)): struct.pack("<I", 1)}
    lies[struct.pack("<I", zlib.crc32(zeros))] = struct.pack("<I", zlib.crc32(b"\0"))
    data = ooxml(more={"word/media/zeros.bin": zeros})
    for said, claimed in lies.items():
        data = data.replace(said, claimed)
    return data


def locked() -> bytes:
    """A document whose members say that they are locked with a password."""
    data = bytearray(ooxml())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def pixels(size: tuple[int, int] = (640, 400), mode: str = "RGB") -> Image.Image:
    """A picture in which each corner has a colour of its own."""
    picture = Image.new(mode, size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    picture.paste("blue", (size[0] // 2, size[1] // 2, *size))
    return picture


def exif(*, orientation: int = 6, position: bool = True) -> Image.Exif:
    """Says which camera it was, how it was held, and where."""
    facts = Image.Exif()
    facts[0x010F] = "Kamerafabrikken AS"
    facts[0x0112] = orientation
    facts.get_ifd(0x8769)[0x9003] = "2016:02:15 12:00:00"
    if position:
        directory = facts.get_ifd(GPS)
        directory.update({1: "N", 2: (62.0, 28.0, 20.0), 3: "E", 4: (6.0, 9.0, 0.0)})
        directory[27] = LATITUDE
    return facts


def xmp(*, position: bool = True) -> bytes:
    where = b' exif:GPSLatitude="62,28.3N"' if position else b""
    more = b"<exif:GPSLongitude>6,9.0E</exif:GPSLongitude>" if position else b""
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description'
        b' xmp:CreatorTool="Kamera"' + where + b">" + more + b"<dc:title>Torget</dc:title>"
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def picture(form: str = "JPEG", *, position: bool = False, **how: Any) -> bytes:
    """A picture with all that cameras write into it, with or without where it was taken."""
    out = BytesIO()
    facts: dict[str, Any] = {"exif": exif(position=position)}
    if form == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp(position=position).decode())
        info.add_text("Comment", "Torget")
        facts["pnginfo"] = info
    else:
        facts["xmp"] = xmp(position=position)
    pixels().save(out, form, **facts, **how)
    return out.getvalue()
