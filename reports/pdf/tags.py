"""What a screen reader meets: WeasyPrint's tag tree, walked and completed.

A tag is a pydyf.Dictionary of type StructElem. Its `K` holds references to further tags and to
annotations, or ids of marked content on the page `Pg`; its `P` refers to the tag above.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pydyf

from reports.pdf import PaperError

type Tag = pydyf.Dictionary

# CSS list styles and what PDF calls them (ISO 32000-1, table 347).
NUMBERINGS = {
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "decimal": "/Decimal",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
}


def resolve(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    """The object that «12 0 R» refers to."""
    return pdf.objects[int(reference.split()[0])]


class TagTree:
    """The tags, and for each piece of marked content its tag and the box it was drawn from."""

    def __init__(self, pdf: pydyf.PDF, boxes: list[dict[int, Any]]) -> None:
        """`boxes` has one dict a page: marked content id to WeasyPrint box."""
        self.pdf = pdf
        self.root = resolve(pdf, pdf.catalog["StructTreeRoot"])
        self.tags = {
            item.number: item
            for item in pdf.objects
            if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
        }
        numbers = resolve(pdf, self.root["ParentTree"])["Nums"]
        # Pages come first in the parent tree, annotations after them.
        self.contents: list[Any] = numbers[1 : 2 * len(boxes) : 2]
        self.boxes = boxes

    @property
    def document(self) -> Tag:
        return resolve(self.pdf, self.root["K"][0])

    def parent(self, tag: Tag) -> Tag:
        return resolve(self.pdf, tag["P"])

    def tag(self, kid: object) -> Tag | None:
        """The tag an entry of `K` refers to; None for marked content and annotations."""
        return self.tags.get(int(kid.split()[0])) if isinstance(kid, bytes) else None

    def children(self, tag: Tag) -> list[Tag]:
        return [child for kid in tag["K"] if (child := self.tag(kid)) is not None]

    def below(self, tag: Tag) -> Iterator[Tag]:
        """The tag and all below it, in reading order."""
        waiting = [tag]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting.extend(reversed(self.children(tag)))

    def ancestor(self, tag: Tag, kind: str) -> Tag | None:
        """The nearest tag of this kind, from the tag itself upwards; kind is «/Table» and such."""
        while tag is not self.root:
            if tag["S"] == kind:
                return tag
            tag = self.parent(tag)
        return None

    def leaves(self) -> Iterator[tuple[Tag, Any]]:
        """Each tag of marked content with the box it was drawn from."""
        for references, boxes in zip(self.contents, self.boxes, strict=True):
            for mcid, box in boxes.items():
                yield self.tags[int(references[mcid].split()[0])], box

    @cached_property
    def drawn(self) -> dict[int, list[Any]]:
        """Boxes by the number of their tag."""
        drawn: dict[int, list[Any]] = {}
        for tag, box in self.leaves():
            drawn.setdefault(tag.number, []).append(box)
        return drawn

    def drawn_below(self, tag: Tag) -> list[Any]:
        """The boxes drawn for this tag and all below it."""
        return [box for below in self.below(tag) for box in self.drawn.get(below.number, ())]

    def unlink(self, tag: Tag) -> None:
        """Take a tag out of the tree; what is drawn under it becomes an artifact."""
        self.parent(tag)["K"].remove(tag.reference)


def mark_languages(tree: TagTree, language: str) -> None:
    """Write /Lang where the text is in another language than the tag above it.

    WeasyPrint's tagger ignores `lang` inside the document, but its style cascade knows it, as
    hyphenation depends on it. The highest tag whose text is all in one language says so.
    """
    spoken: dict[int, set[str]] = {}

    def listen(tag: Tag) -> set[str]:
        here = {box.style["lang"] or language for box in tree.drawn.get(tag.number, ())}
        spoken[tag.number] = here.union(*(listen(child) for child in tree.children(tag)))
        return spoken[tag.number]

    def mark(tag: Tag, inherited: str) -> None:
        here = spoken[tag.number]
        # Readers pass over NonStruct, the tag of <b> and such: what is in it speaks for itself.
        if len(here) == 1 and tag["S"] != "/NonStruct":
            if here != {inherited}:
                tag["Lang"] = pydyf.String(*here)
        else:
            for child in tree.children(tag):
                mark(child, inherited)

    listen(tree.document)
    for child in tree.children(tree.document):
        mark(child, language)


def number_lists(tree: TagTree) -> None:
    """Say how the items of each list are marked, as their labels are tagged."""
    for tag in tree.below(tree.document):
        if tag["S"] == "/L":
            tag["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": _numbering(tree, tag)})


def _numbering(tree: TagTree, tag: Tag) -> str:
    for item in tree.children(tag):
        for label in tree.children(item):
            if label["S"] == "/Lbl":
                styles = [box.style["list_style_type"] for box in tree.drawn_below(label)]
                return NUMBERINGS.get(styles[0], "/None") if styles else "/None"
    return "/None"


def mark_artifacts(tree: TagTree) -> None:
    """Make content outside the tree an artifact of pagination: page headers, repeated headings.

    WeasyPrint gives page margins tags that hang on nothing, so a screen reader may read them in
    the middle of a sentence.
    """
    reached = {tag.number for tag in tree.below(tree.document)}
    pages = (item for item in tree.pdf.objects if isinstance(item, pydyf.Dictionary))
    streams = {
        page["StructParents"]: resolve(tree.pdf, page["Contents"]).stream
        for page in pages
        if page.get("Type") == "/Page"
    }
    for number, references in enumerate(tree.contents):
        outside = {m for m, ref in enumerate(references) if int(ref.split()[0]) not in reached}
        if _rewrite(streams[number], outside) != outside:
            # Half-transparent text lies in a stream of its own, where its tag is lost.
            raise PaperError(f"page {number + 1}: no opacity on text outside the flow")
        for mcid in outside:
            references[mcid] = "null"
    for unreached in tree.tags.keys() - reached:
        tree.tags[unreached].free = "f"


def _rewrite(stream: list[Any], outside: set[int]) -> set[int]:
    """Change «/Span <</MCID 7>> BDC» for these ids; gives the ids found."""
    found = set()
    for position, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in outside:
            found.add(item["MCID"])
            stream[position - 1] = b"/Artifact"
            stream[position] = b"<</Type /Pagination>>"
    return found
