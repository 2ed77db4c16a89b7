"""What an overview's address says: which regions, in which order, which page, how dense.

The address is the only place where it stands, so that a view can be sent, bookmarked and named.
What is not understood is said beside its field, and neither filters nor stands in further links.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict
from unicodedata import normalize
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from checkpoints.asked import AS_OF, FIRST_YEAR, SINCE
from checkpoints.forms.choices import ListField, YesField
from checkpoints.overview import Order, Page, Selection
from checkpoints.progress import State
from checkpoints.queries import MilestoneFacts
from regions import clock
from regions.fields import DayField

UNCONFIRMED = "ikke-bekreftet-siden"
CHANGED = "endret"  # of a difference: only regions that stand otherwise
FILTERS = ("q", "fylke", "milepel", "status", "forsinket", "hjelp", CHANGED, UNCONFIRMED)
DENSE = "tett"
SIZES = (50, 100, 400)
LAST_PAGE = 1_000_000  # what lies beyond is a slip of the pen


@dataclass(frozen=True)
class Chip:
    """One thing that was chosen, in words, and the address without it."""

    label: str | Promise
    value: str | Promise
    without: str


class Offered(TypedDict):
    """What a form can be chosen from."""

    counties: tuple[tuple[str, str], ...]
    milestones: tuple[MilestoneFacts, ...]
    learns: bool


class SizeField(ListField):
    """How many stand on a page; said or not, the usual number is the same."""

    def to_python(self, value: Any) -> str:
        said = super().to_python(value)
        return "" if said == str(SIZES[0]) else said


class SelectionForm(forms.Form):
    """The filters, the order and the page. Reads nothing from the database."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    fylke = ListField(label=_("County"))
    milepel = ListField(label=_("Milestone"))
    status = ListField(label=_("State"))
    sorter = ListField(label=_("Sort by"))
    antall = SizeField(label=_("Regions per page"))
    forsinket = YesField(label=_("Late"))
    hjelp = YesField(label=_("Waits for an answer"))
    tetthet = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    side = forms.IntegerField(
        label=_("Page"),
        required=False,
        min_value=1,
        max_value=LAST_PAGE,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("There is no such page.")
        ),
    )

    def __init__(
        self,
        data: QueryDict,
        *,
        counties: Iterable[tuple[str, str]],
        milestones: Iterable[MilestoneFacts],
        kept: Mapping[str, str],
        learns: bool,
    ) -> None:
        """`kept` is what else addresses keep: the days that are asked for.

        `learns`: whether it is somebody who may know which regions wait for answers.
        """
        super().__init__({**data.dict(), **kept})
        self._kept = dict(kept)
        self._choices_of: Offered = {
            "counties": tuple(counties),
            "milestones": tuple(milestones),
            "learns": learns,
        }
        self.fields[UNCONFIRMED] = DayField(label=_("Not reviewed since"), required=False)
        if not learns:
            del self.fields["hjelp"]
        if SINCE in self._kept:
            self.fields[CHANGED] = YesField(label=_("Only what has changed"))
        self.fields["q"].widget.attrs["placeholder"] = _("Region or municipality")
        self._choices("fylke", _("All counties"), self._choices_of["counties"])
        listed = self._choices_of["milestones"]
        named = ((one.slug, f"{one.position}. {one.name.value}") for one in listed)
        self._choices("milepel", _("All milestones"), named)
        self._choices("status", _("All"), State.choices)
        self._choices("sorter", Order.NAME.label, Order.choices[1:])
        first, *more = ((str(size), str(size)) for size in SIZES)
        self._choices("antall", first[1], more)
        self._choices("tetthet", _("Roomy"), [(DENSE, _("Dense"))])
        self.helper = self._helper()

    def _choices(
        self,
        name: str,
        unsaid: str | Promise,
        choices: Iterable[tuple[str, str | Promise]],
    ) -> None:
        """What can be chosen, after what holds where nothing is said."""
        named = [(value, capfirst(str(label))) for value, label in choices]
        self.fields[name].choices = [("", unsaid), *named]  # type: ignore[attr-defined]  # a choice field

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.form_class = "filters"
        helper.attrs = {"role": "search"}
        helper.disable_csrf = True
        for name in self._kept:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)
        shown = ["q", "fylke", "milepel", "status", UNCONFIRMED, "sorter", "antall"]
        unseen = ["tetthet", *self._kept]  # another choice begins on the first page
        boxes = [name for name in ("forsinket", "hjelp", CHANGED) if name in self.fields]
        helper.layout = Layout(*shown, *boxes, *unseen)
        helper.add_input(Submit("", _("Show")))
        return helper

    def clean_q(self) -> str:
        """Letters in one way: some keyboards write «å» as «a» and a ring."""
        return normalize("NFC", self.cleaned_data["q"])

    def clean(self) -> dict[str, Any]:
        since = self.cleaned_data.get(UNCONFIRMED)
        problem = _problem(since) if since else None
        if problem:
            self.add_error(UNCONFIRMED, problem)
        return self.cleaned_data

    @property
    def understood(self) -> dict[str, Any]:
        """What is chosen, by its name in the address, in one order; nothing that is empty."""
        self.is_valid()
        names = (name for name in self.fields if name not in self._kept)
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    def read(self, query: str) -> "SelectionForm":
        """The same choices, as an address of ours says them after the «?»."""
        data = QueryDict(query)
        kept = {name: data[name] for name in (AS_OF, SINCE) if name in data}
        return SelectionForm(data, kept=kept, **self._choices_of)

    def selection(self) -> Selection:
        found = self.understood
        return Selection(
            text=found.get("q", ""),
            county=found.get("fylke", ""),
            milestone=found.get("milepel", ""),
            state=found.get("status", ""),
            late="forsinket" in found,
            asks="hjelp" in found,
            unconfirmed_since=found.get(UNCONFIRMED),
            order=Order(found.get("sorter", "")),
        )

    def page(self) -> Page:
        found = self.understood
        return Page(found.get("side", 1), int(found.get("antall", SIZES[0])))

    @property
    def only_changed(self) -> bool:
        """Whether regions that stand as they stood are left out of a difference."""
        return CHANGED in self.understood

    @property
    def is_dense(self) -> bool:
        return self.understood.get("tetthet") == DENSE

    @property
    def words(self) -> dict[str, str]:
        """What of it stands in addresses, with what else they keep."""
        return {name: _word(value) for name, value in self.understood.items()} | self._kept

    def address(self, *, but: Mapping[str, str] | None = None, without: Iterable[str] = ()) -> str:
        """The same with other words, on the first page if not said otherwise: «?fylke=15».

        What becomes empty is left out.
        """
        words = self.words | {"side": ""} | dict(but or {}) | dict.fromkeys(without, "")
        return f"?{urlencode({name: word for name, word in words.items() if word})}"

    @property
    def query(self) -> str:
        """What links to the same regions end with; empty where nothing is chosen."""
        return "" if (found := self.address()) == "?" else found

    def chips(self) -> list[Chip]:
        """What filters, each with the address without it; the order and the page are no filters."""
        return [self._chip(name) for name in FILTERS if name in self.understood]

    def chosen(self) -> list[Chip]:
        """The same with the days, the order and the look: all that a saved view is."""
        looks = [self._chip(name) for name in ("sorter", "antall") if name in self.understood]
        dense = [Chip(_("Dense"), "", self.address(without=["tetthet"]))] if self.is_dense else []
        return [*self._days(), *self.chips(), *looks, *dense]

    def chosen_words(self) -> str:
        """«Late, Sort by: Name»; empty where it is every region as it comes."""
        return ", ".join(
            f"{one.label}: {one.value}" if one.value else str(one.label) for one in self.chosen()
        )

    def _days(self) -> list[Chip]:
        labels = {AS_OF: _("Day"), SINCE: _("Changed since")}
        return [
            Chip(label, _in_words(self._kept[name]), self.address(without=[name]))
            for name, label in labels.items()
            if name in self._kept
        ]

    def _chip(self, name: str) -> Chip:
        label = self.fields[name].label or ""
        return Chip(label, self._said(name), self.address(without=[name]))

    def _said(self, name: str) -> str | Promise:
        """What was chosen in a field, in words; nothing for a tick box, whose label says it."""
        field, value = self.fields[name], self.understood[name]
        if isinstance(field, YesField):
            return ""
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]  # flat, by words
        return date_format(value, "DATE_FORMAT") if isinstance(value, date) else str(value)

    def everything(self) -> str:
        """The address without any filter."""
        return self.address(without=[name for name in self.words if name not in self._stays])

    @property
    def _stays(self) -> set[str]:
        return {"sorter", "antall", "tetthet", *self._kept}


def _problem(since: date) -> ValidationError | None:
    """Why a day cannot be asked for."""
    if since.year < FIRST_YEAR:
        return ValidationError(_("This is not a date. Write the date as 20.11.2016."))
    if since > clock.today():
        words = {"day": date_format(since, "DATE_FORMAT")}
        return ValidationError(
            _("%(day)s has not been yet. Choose today or an earlier day."), params=words
        )
    return None


def _in_words(day: str) -> str:
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def _word(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
