"""A paper's HTML as a document for typst: the same words, tables and pictures, in the same order.

`document` writes what `report.typ` gives its look: `el` and `sheet` are defined there.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, register_namespace, tostring

import tinyhtml5

SVG = "{http://www.w3.org/2000/svg}"
XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"
register_namespace("", SVG[1:-1])


def document(html: str, directory: Path) -> str:
    """The document's text; the pictures it shows are written beside it."""
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    body = root.find("body")
    title = root.findtext("head/title")
    names = {
        "title": title, "language": root.get("lang"), "foot": body.get("data-foot"),
        "of": body.get("data-of"), "demo": body.get("data-demo"),
    }  # fmt: skip
    head = f'#import "report.typ": *\n#show: report.with{_facts(names)}\n'
    return head + _Writer(directory).inside(body)


class _Writer:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.pictures = 0

    def inside(self, element: Element) -> str:
        parts = [_text(element.text)]
        for child in element:
            kind = f"{element.tag}-item" if child.tag == "li" else child.tag
            parts += [self.one(kind, child), _text(child.tail)]
        return "".join(parts)

    def one(self, kind: str, element: Element) -> str:
        if kind == f"{SVG}svg":
            return self.picture(element)
        if kind == "table":
            return self.table(element)
        facts = {
            "class": element.get("class"), "state": element.get("data-state"),
            "lang": element.get("lang"), "href": element.get("href"),
        }  # fmt: skip
        call = f"#el({_quoted(kind)}, {_facts(facts)})[{self.inside(element)}];"
        return f"#[{call} <{element.get('id')}>]\n" if element.get("id") else call

    def picture(self, svg: Element) -> str:
        self.pictures += 1
        name = f"picture-{self.pictures}.svg"
        svg.attrib.pop(XMLNS, None)  # to the parser an attribute; the writer adds its own
        (self.directory / name).write_text(tostring(svg, "unicode"), encoding="utf-8")
        width = svg.get("width", "")
        facts = {"alt": svg.findtext(f"{SVG}title"), "width": width if "mm" in width else None}
        return f"#picture({_quoted(name)}, {_facts(facts)});"

    def table(self, table: Element) -> str:
        columns = [_quoted(col.get("class", "")) for col in table.iter("col")]
        head = self.cells(table.iterfind("thead/tr"))
        body = self.cells(table.iterfind("tbody/tr"))
        return f"#sheet({_array(columns)}, {_array(head)}, {_array(body)});\n"

    def cells(self, rows: Iterable[Element]) -> list[str]:
        return [
            f"cell({_quoted(row.get('class', ''))}, {one.get('colspan', 1)})[{self.inside(one)}]"
            for row in rows
            for one in row
        ]


def _text(text: str | None) -> str:
    """Space is one space, as in HTML; all else is quoted, so that no sign means anything."""
    if not text:
        return ""
    words = " ".join(text.split())
    before, after = (" " if edge.isspace() else "" for edge in (text[0], text[-1]))
    return f"{before}#{_quoted(words)};{after}" if words else " "


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _facts(facts: Mapping[str, str | None]) -> str:
    """A dictionary of those that are there."""
    return f"({', '.join(_pairs(facts)) or ':'})"


def _pairs(facts: Mapping[str, str | None]) -> Iterator[str]:
    for name, value in facts.items():
        if value:
            yield f"{name}: {_quoted(value)}"


def _array(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"
