"""All regions at once: which are asked for, how they stand in sum, what changed between days."""

from checkpoints.overview.difference_sums import DifferenceSums, difference_sums
from checkpoints.overview.differences import Difference, differences
from checkpoints.overview.finding import Found, Page, find
from checkpoints.overview.selection import EVERYTHING, Order, Selection
from checkpoints.overview.sums import MilestoneSums, Sums, sums

__all__ = [
    "EVERYTHING",
    "Difference",
    "DifferenceSums",
    "Found",
    "MilestoneSums",
    "Order",
    "Page",
    "Selection",
    "Sums",
    "difference_sums",
    "differences",
    "find",
    "sums",
]
