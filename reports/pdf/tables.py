"""Tables in the tag tree: one table is one tag, and each header says what it heads.

WeasyPrint tags each page's part of a table as a table of its own, with the head repeated
(its issue 2903). Boxes of one HTML element are parts of one thing: so the parts are found.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from reports.pdf.tags import Tag, TagTree

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
# Repeated on every page: all but the first are decoration.
REPEATED = {"/THead", "/TFoot"}
LEVELS = [{"/TD", "/TH"}, {"/TR"}, {"/THead", "/TBody", "/TFoot"}, {"/Table"}]

type Sources = dict[int, Element]  # by the number of the tag: the HTML element it came from


def complete(tree: TagTree, pages: list[Any], html: Element) -> None:
    """Join the parts of tables over several pages, and give headers their scope and index."""
    sources = _sources(tree, pages, html)
    join = _Join(tree, sources)
    for number in sources:
        if tree.tags[number]["S"] == "/Table":
            join.part_of_table(tree.tags[number])
    _scope_headers(tree, sources)
    _follow_headers(tree, join.renamed())
    _index_headers(tree)
    _drop_empty(tree)


def _sources(tree: TagTree, pages: list[Any], html: Element) -> Sources:
    """Tables, row groups, rows and cells of the tree; a table's first part comes first."""
    above = {child: parent for parent in html.iter() for child in parent}
    pairs = {
        tag.number: (tag, element)
        for found in (_captioned(tree, above), _celled(tree, pages, above))
        for tag, element in found
    }
    linked = {tag.number for tag in tree.below(tree.document)}  # not those in page margins
    return {number: element for number, (_, element) in pairs.items() if number in linked}


def _captioned(tree: TagTree, above: dict[Element, Element]) -> Iterator[tuple[Tag, Element]]:
    """Tables found by their caption: a part may hold the caption alone."""
    for leaf, box in tree.leaves():
        tag = tree.ancestor(leaf, "/Caption")
        if tag is not None and tree.parent(tag)["S"] == "/Table":
            element = box.element
            while element.tag != "table":
                element = above[element]
            yield tree.parent(tag), element


def _celled(
    tree: TagTree, pages: list[Any], above: dict[Element, Element]
) -> Iterator[tuple[Tag, Element]]:
    """Cells, and what holds them. WeasyPrint leaves each cell's tag on its box, as `mark`."""
    for page in pages:
        for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001  nowhere else
            if not hasattr(box, "mark"):
                continue
            tag, element = box.mark, box.element
            for kinds in LEVELS:
                if tag["S"] not in kinds:
                    break  # a table that CSS lays out as something else
                yield tag, element
                tag, element = tree.parent(tag), above[element]


class _Join:
    """Joins the parts of tables; `first` has each HTML element's first tag."""

    def __init__(self, tree: TagTree, sources: Sources) -> None:
        self.tree = tree
        self.sources = sources
        self.first: dict[Element, Tag] = {}
        self.joined: set[int] = set()

    def part_of_table(self, part: Tag) -> None:
        """Join this part to the table's first, if it is not that itself."""
        known = self.first_of(part)
        if known is None:
            self.remember(part)
        elif known is not part and part.number not in self.joined:
            self.tree.unlink(part)
            self.join(known, part)

    def first_of(self, tag: Tag) -> Tag | None:
        element = self.sources.get(tag.number)
        return None if element is None else self.first.get(element)

    def remember(self, tag: Tag) -> None:
        for below in self.tree.below(tag):
            if below.number in self.sources:
                self.first.setdefault(self.sources[below.number], below)

    def join(self, known: Tag, part: Tag) -> None:
        """Move what is below `part` to `known`; a row cut in two becomes one again.

        A repeated head is left behind, outside the tree, where it becomes an artifact.
        """
        self.joined.add(part.number)
        for kid in part["K"]:
            child = self.tree.tag(kid)
            before = None if child is None else self.first_of(child)
            if child is None or before is None:
                known["K"].append(kid)
                if child is not None:
                    child["P"] = known.reference
                    self.remember(child)
            elif child["S"] not in REPEATED:
                self.join(before, child)

    def renamed(self) -> dict[str, pydyf.String]:
        """The names of headers that were joined or left behind, and what they are called now."""
        return {
            tag["ID"].string: first["ID"]
            for number in self.sources
            if "ID" in (tag := self.tree.tags[number])
            and (first := self.first_of(tag)) is not None
            and first is not tag
        }


def _follow_headers(tree: TagTree, renamed: dict[str, pydyf.String]) -> None:
    """Let cells point to the headers that are left."""
    for tag in tree.below(tree.document):
        if tag["S"] == "/TD" and tag["A"].get("Headers"):
            names = [renamed.get(name.string, name) for name in tag["A"]["Headers"]]
            tag["A"]["Headers"] = pydyf.Array({name.string: name for name in names}.values())


def _scope_headers(tree: TagTree, sources: Sources) -> None:
    """Say whether a header heads a column or a row: as the HTML says, or by where it stands."""
    for tag in tree.below(tree.document):
        if tag["S"] == "/TH":
            said = sources[tag.number].get("scope", "") if tag.number in sources else ""
            in_head = tree.ancestor(tag, "/THead") is not None
            tag["A"]["Scope"] = SCOPES.get(said, "/Column" if in_head else "/Row")


def _index_headers(tree: TagTree) -> None:
    """An index of all header names, which cells refer to (ISO 32000-1, table 322)."""
    names = {tag["ID"].string: tag for tag in tree.below(tree.document) if "ID" in tag}
    if names:
        # A name tree is sorted by bytes; these names are ASCII.
        entries = (
            entry
            for name, tag in sorted(names.items(), key=itemgetter(0))
            for entry in (pydyf.String(name), tag.reference)
        )
        tree.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(entries)})


def _drop_empty(tree: TagTree) -> None:
    """A table with a caption and no rows is not a table: both standards refuse it."""
    for tag in [*tree.below(tree.document)]:
        children = tree.children(tag)
        if tag["S"] == "/Table" and all(child["S"] == "/Caption" for child in children):
            tag["S"] = "/Div"
            for child in children:
                child["S"] = "/P"
