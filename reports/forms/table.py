"""Which reports of a round are listed, and in which order; it lives in the address."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from regions.search import SearchForm
from reports.states import Shown

MISSING = "mangler"  # whatever has yet to be handed in


class Order(StrEnum):
    """What the rows are sorted by."""

    TURN = "tur"
    DUE = "frist"
    NAME = "navn"
    TOUCHED = "endret"


ORDERS: dict[Order, str | Promise] = {
    Order.TURN: _("Waits for us first"),
    Order.DUE: _("Most overdue first"),
    Order.NAME: _("Name"),
    Order.TOUCHED: _("Last touched"),
}


@dataclass(frozen=True)
class Wanted:
    """What was asked for and understood."""

    text: str = ""
    state: str = ""  # a state, or MISSING
    late: bool = False
    order: Order = Order.TURN

    @property
    def filters_something(self) -> bool:
        return bool(self.text or self.state or self.late)


class TableForm(SearchForm):
    """What is not understood is said, and does not filter."""

    tilstand = forms.ChoiceField(label=_("State"), required=False)
    sorter = forms.ChoiceField(label=_("Sort by"), required=False)
    forsinket = forms.BooleanField(label=_("Only after the due date"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label=_("Region"))
        states = [(one.value, capfirst(str(one.label))) for one in Shown]
        listed = [("", _("All")), (MISSING, _("Not handed in")), *states]
        orders = list(ORDERS.items())
        usual = ("", orders[0][1])
        self.fields["tilstand"].choices = listed  # type: ignore[attr-defined]  # a choice field
        self.fields["sorter"].choices = [usual, *orders[1:]]  # type: ignore[attr-defined]
        self.helper.layout = Layout("q", "tilstand", "sorter", "forsinket")

    @property
    def wanted(self) -> Wanted:
        """Each choice that was understood, whatever else was not."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            found.get("q", ""),
            found.get("tilstand", ""),
            bool(found.get("forsinket")),
            Order(found.get("sorter") or Order.TURN),
        )

    def address(self, **but: str) -> str:
        """The same list but for what is named, as an address ends: «?tilstand=draft»."""
        chosen = {name: self.cleaned_data.get(name) for name in self.fields} | but
        said = {name: "on" if value is True else value for name, value in chosen.items() if value}
        return f"?{urlencode(said)}"
