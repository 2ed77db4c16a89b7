"""All regions at once: which are asked for, how they stand in sum, what changed between days."""

from checkpoints.overview.finding import Found, Page, find
from checkpoints.overview.selection import EVERYTHING, Order, Selection
from checkpoints.overview.sums import MilestoneSums, Sums, sums

__all__ = [
    "EVERYTHING",
    "Found",
    "MilestoneSums",
    "Order",
    "Page",
    "Selection",
    "Sums",
    "find",
    "sums",
]
