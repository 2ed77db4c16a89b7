"""Which regions are asked for, and in which order: what an overview's address says, as plain data.

The matrix, the files that are made of it, the pictures and the API all take the same selection, so
that what was chosen on the screen is what comes out.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Order(TextChoices):
    """What the rows are sorted by; equals stay by name."""

    NAME = "", _("Name")
    FURTHEST = "kommet-lengst", _("Furthest first")
    LATEST = "forsinket", _("Most overdue first")
    CHANGED = "endret", _("Last changed first")
    UNREVIEWED = "ikke-bekreftet", _("Longest unreviewed first")


@dataclass(frozen=True)
class Selection:
    """A region is among them when all that is said holds for it; nothing said: every region.

    `state`, `late` and `unconfirmed_since` are about one of its strands at the milestone, where one
    is named, else at any. State and late hold for the same strand at the same milestone.
    """

    text: str = ""  # a part of its name, or of a municipality's that takes part
    county: str = ""  # a county's number
    milestone: str = ""  # a slug
    state: str = ""  # a State
    late: bool = False
    asks: bool = False  # it waits for an answer to a question
    unconfirmed_since: date | None = None  # something open was last stood for before that day
    order: Order = Order.NAME
    order_at: str = ""  # the milestone that the order is about; else the one above, else all

    @property
    def is_everything(self) -> bool:
        return self == Selection(order=self.order, order_at=self.order_at)


EVERYTHING = Selection()
