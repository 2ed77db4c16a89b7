"""How cells of workbooks look: the colours of the states are those of the paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from checkpoints.sheets.writing import HEAD
from checkpoints.timeline import PAPER

LINE, QUIET = "#B8C0CC", "#586070"


@dataclass(frozen=True)
class Formats:
    head: Any
    states: Mapping[str, Any]  # a state in words, by the state
    text: Any
    number: Any
    day: Any
    moment: Any
    cells: Mapping[str, Any]  # a cell of the matrix, by what is shown first
    inherited: Any  # one in which the main strand's holds
    name: Any
    title: Any
    prose: Any

    @classmethod
    def of(cls, book: Workbook) -> "Formats":
        line = {"bottom": 1, "bottom_color": LINE}
        box = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "top"}
        coloured = {
            shown: {"font_color": ink, "bg_color": tint} for shown, (ink, tint) in PAPER.items()
        }
        return cls(
            head=book.add_format({**box, "bold": True, "bg_color": HEAD}),
            states={shown: book.add_format(line | colours) for shown, colours in coloured.items()},
            text=book.add_format(line),
            number=book.add_format({**line, "align": "center"}),
            day=book.add_format({**line, "num_format": "dd.mm.yyyy", "align": "left"}),
            moment=book.add_format({**line, "num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
            cells={shown: book.add_format(box | colours) for shown, colours in coloured.items()},
            inherited=book.add_format({**box, "font_color": QUIET}),
            name=book.add_format(box),
            title=book.add_format({"bold": True, "font_size": 14}),
            prose=book.add_format({"text_wrap": True, "valign": "top"}),
        )
