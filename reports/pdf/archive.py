"""The file itself: PDF/UA's metadata beside PDF/A's, and bytes that depend on nothing else.

`finish` is WeasyPrint's documented `finisher`; `write` takes the place of pydyf's own.
"""

import hashlib
import zlib
from functools import partial
from itertools import batched
from typing import IO, Any

import pydyf

from reports.pdf import tables, tags

# To PDF/A the schema of PDF/UA is an unknown one, which has to be described (ISO 19005-3, 6.6.2).
PDF_UA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

LEVEL = 6  # zlib 9, pydyf's choice, takes three times as long for 1 % of the size
PACKED = 1000  # objects in one object stream, so that a reader need not inflate the whole tree


def finish(document: Any, pdf: pydyf.PDF, *, html: Any, identifier: str) -> None:
    """Make WeasyPrint's PDF/A-3a also a PDF/UA-1, and write it our way.

    `html` is the ElementTree root that `document` was rendered from.
    """
    identify_pdf_ua(pdf)
    name_attachments(pdf)
    keep_packed(pdf)
    tree = tags.TagTree(pdf, [page.boxes for page in document.pages])
    tables.complete(tree, document.pages, html)
    tags.number_lists(tree)
    tags.mark_languages(tree, document.metadata.lang)
    tags.mark_artifacts(tree)
    # The file is written by the caller, who asks the PDF for it. pydyf would compress each stream
    # twice and, one time in 256, end one on a CR that readers then take for part of the line end.
    pdf.write = partial(write, pdf, name=identifier)


def identify_pdf_ua(pdf: pydyf.PDF) -> None:
    """Say in the XMP that the file is PDF/UA-1, and leave the XMP readable without inflating."""
    metadata = tags.resolve(pdf, pdf.catalog["Metadata"])
    xmp = b"\n".join(metadata.stream)
    metadata.stream = [xmp.replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>")]
    metadata.compress = False


def name_attachments(pdf: pydyf.PDF) -> None:
    """Give attachments their name in an encoding readers know, and list each of them once.

    WeasyPrint writes UTF-8 there, and all of its list anew for each.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Filespec":
            item["F"].string = item["UF"].string
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def keep_packed(pdf: pydyf.PDF) -> None:
    """Leave attached PDFs as they are: compressed already, a sixth is all they could still lose."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/application#2fpdf":
            item.compress = False


def write(  # pydyf's own, and the name
    pdf: pydyf.PDF,
    output: IO[bytes],
    version: bytes | str = b"1.7",
    identifier: object = None,  # noqa: ARG001  as pydyf calls it
    compress: object = None,  # noqa: ARG001  the same
    *,
    name: str = "",
) -> None:
    """Write the PDF, each object serialised once (ISO 32000-1, 7.5.7 and 7.5.8).

    Takes the place of `pydyf.PDF.write`, whose `identifier` and `compress` are not asked: the
    identifier is made of `name` and content, and each stream says itself whether to be compressed.
    """
    pdf.add_object(pdf.info)
    file = _File(str(version))
    used = [item for item in pdf.objects if item.free == "n"]
    for stream in used:
        if isinstance(stream, pydyf.Stream):
            plain = not stream.compress
            file.add_stream(stream.number, stream.extra, _content(stream), plain=plain)
    packed = [item for item in used if not isinstance(item, pydyf.Stream)]
    number = len(pdf.objects)
    for batch in batched(packed, PACKED):
        file.add_packed(number, batch)
        number += 1
    file.close(number, pdf.catalog.reference, pdf.info.reference, name)
    output.write(file.content)


def _content(stream: pydyf.Stream) -> bytes:
    return b"\n".join(pydyf._to_bytes(item) for item in stream.stream)  # noqa: SLF001  its own way


class _File:
    """The bytes so far, and where each object lies: rows of (type, place, index)."""

    def __init__(self, version: str) -> None:
        # The comment's high bytes tell transfer programs that the file is binary.
        self.content = bytearray(f"%PDF-{version}\n%".encode() + b"\xe2\xe3\xcf\xd3\n")
        self.places: dict[int, tuple[int, int, int]] = {}

    def add_stream(
        self, number: int, extra: dict[str, object], content: bytes, *, plain: bool = False
    ) -> None:
        self.places[number] = (1, len(self.content), 0)
        entries = pydyf.Dictionary(dict(extra))
        # What comes with a filter is compressed already: photographs.
        if not plain and "Filter" not in entries:
            entries["Filter"] = "/FlateDecode"
            content = zlib.compress(content, LEVEL)
        entries["Length"] = len(content)
        # CRLF: after a lone LF a content that ends on CR looks one byte shorter than its Length.
        self.content += b"%d 0 obj\n%b\nstream\n%b\r\nendstream\nendobj\n" % (
            number,
            entries.data,
            content,
        )

    def add_packed(self, number: int, objects: tuple[pydyf.Object, ...]) -> None:
        index, body = [], bytearray()
        for position, item in enumerate(objects):
            self.places[item.number] = (2, number, position)
            index.append(f"{item.number} {len(body)}")
            body += item.data + b"\n"
        head = " ".join(index).encode() + b"\n"
        extra = {"Type": "/ObjStm", "N": len(objects), "First": len(head)}
        self.add_stream(number, extra, head + body)

    def close(self, number: int, root: bytes, info: bytes, name: str) -> None:
        """Write the table of places under `number`, and the end."""
        # The content's own digest, not the time: made again, the file is the same.
        digest = _identifier(bytes(self.content))
        first = _identifier(name.encode()) if name else digest
        start = len(self.content)
        self.places[number] = (1, start, 0)
        width = (start.bit_length() + 7) // 8
        table = b"".join(
            kind.to_bytes(1) + place.to_bytes(width) + index.to_bytes(2)
            for kind, place, index in (self.places.get(n, (0, 0, 0)) for n in range(number + 1))
        )
        extra = {
            "Type": "/XRef",
            "Size": number + 1,
            "W": pydyf.Array([1, width, 2]),
            "Root": root,
            "Info": info,
            "ID": pydyf.Array([f"<{first}>", f"<{digest}>"]),
        }
        self.add_stream(number, extra, table)
        self.content += b"startxref\n%d\n%%%%EOF\n" % start


def _identifier(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
