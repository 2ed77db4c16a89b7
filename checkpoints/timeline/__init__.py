"""The deck's arrows: a region's strands on a time axis, laid out for an SVG template.

What the layout promises: a label is never cut and never covered. It is the milestone's full name,
else its first word, else its number. Arrows that overlap in time stand in rows of their own, unless
the later one leaves the earlier one's label free; names that would collide move or wrap.
"""

from checkpoints.timeline.lanes import ARROW, NAME_LINE, NOTCH, ROW, SHORTEST, SIGN, lane_of
from checkpoints.timeline.layout import EVENT_LINE, draw, drawings, event_name, marks_of
from checkpoints.timeline.shapes import (
    MIDDLE,
    NARROW,
    PAPER,
    SIGNS,
    WIDE,
    Arrow,
    Axis,
    Bar,
    Drawing,
    Label,
    Lane,
    Mark,
    Size,
    apart,
    wrap,
)

__all__ = [
    "ARROW",
    "EVENT_LINE",
    "MIDDLE",
    "NAME_LINE",
    "NARROW",
    "NOTCH",
    "PAPER",
    "ROW",
    "SHORTEST",
    "SIGN",
    "SIGNS",
    "WIDE",
    "Arrow",
    "Axis",
    "Bar",
    "Drawing",
    "Label",
    "Lane",
    "Mark",
    "Size",
    "apart",
    "draw",
    "drawings",
    "event_name",
    "lane_of",
    "marks_of",
    "wrap",
]
