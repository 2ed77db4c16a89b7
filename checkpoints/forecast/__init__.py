"""When milestones are likely to be reached, from how fast they have been passed so far.

`method` is the arithmetic, `paces` reads what it stands on, `outlook` says what it comes to, and
`backtest` holds what would have been said on earlier days against what came. docs/forecast.md says
it in plain words.
"""

from checkpoints.forecast.method import NEEDED, Course, Pace, pace
from checkpoints.forecast.outlook import Outlook, outlook, outlooks
from checkpoints.forecast.paces import Paces, paces

__all__ = ["NEEDED", "Course", "Outlook", "Pace", "Paces", "outlook", "outlooks", "pace", "paces"]
