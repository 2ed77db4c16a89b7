"""Forms over rows with a history: a save that came too late shows both versions and loses nothing.

    class PlanForm(VersionedForm[Plan]):
        starts_on = DayField(label=_("Planned start"), required=False)

        def save(self, *, by: User) -> Plan:
            return actions.plan(
                by=by, plan=self.edited, expected_revision=self.started_from, **self.facts
            )

    def edit_plan(request, …):
        plan = plan_to_edit(request.user, …)
        form = PlanForm(posted(request), row=plan)
        if saved(form, by=request.user):
            return redirect(…)
        return render(request, "….html", {"form": form}, status=form.http_status)

The page says `{% include "components/_conflict.html" with conflict=form.conflict %}` above
`{% crispy form %}`. After a conflict the form carries the newer revision: saving once more
overwrites knowingly.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.changes import in_words
from regions.history import Stale, Versioned
from regions.models import User

DAY_FORMAT = "%d.%m.%Y"


@dataclass(frozen=True)
class Difference:
    """A field on which two people disagree, both values as people read them."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    """What someone else saved meanwhile, beside what was typed."""

    who: str  # empty: the system itself
    at: datetime
    differences: tuple[Difference, ...]


class DayField(forms.DateField):
    """A day, written as 20.11.2016, 20112016 (a phone's number pad has no dot) or 2016-11-20.

    A field of text: a date picker sends nothing where a date is half typed or impossible, and
    what was saved would be deleted.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", [DAY_FORMAT, "%Y-%m-%d"])  # in every language
        wrong = _("This is not a date. Write the date as 20.11.2016.")
        kwargs.setdefault("error_messages", {"invalid": wrong})
        hints = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd.mm.yyyy")}
        kwargs.setdefault("widget", forms.DateInput(attrs=hints, format=DAY_FORMAT))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = re.sub(r"^\s*(\d\d)(\d\d)(\d{4})\s*$", r"\1.\2.\3", value)
        return super().to_python(value)


class WordsField(forms.CharField):
    """Running text. A line break counts as one character, as the person who writes sees it."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class PlainForm(forms.Form):
    """A form with its button, drawn by `{% crispy form %}`; actions' complaints land on it."""

    button: str | Promise = _("Save")
    posts_to = ""  # where the form is posted; empty: to its own page

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.conflict: Conflict | None = None
        self.helper = FormHelper(self)
        self.helper.layout = None
        self.helper.form_action = self.posts_to
        self.helper.attrs = {"novalidate": ""}  # the server says what is wrong, in one place
        name = "-".join(filter(None, [self.prefix, "save"]))
        self.helper.add_input(Submit(name, self.button))

    @property
    def http_status(self) -> HTTPStatus:
        """200 as long as nothing was sent, 409 for a conflict, 422 for what must be corrected."""
        if self.conflict:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def save(self, *, by: User) -> Any:
        """Hand what was filled in to an action."""
        raise NotImplementedError

    def changes_something(self) -> bool:
        return True

    def complain(self, error: ValidationError) -> None:
        """Put what an action refused onto the fields that it is about."""
        by_field = getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]})
        for name, errors in by_field.items():
            self.add_error(name if name in self.fields else None, errors)

    def collide(self, current: Versioned) -> None:
        """Show what someone else saved; a row that was made meanwhile has no fields to compare."""
        self.conflict = Conflict(_who(current), current.changed_at, ())


class VersionedForm[Row: Versioned](PlainForm):
    """A form over one row; `row` may be new, or none. Fields are named as the row's."""

    revision = forms.IntegerField(
        min_value=0,
        max_value=2_147_483_647,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("This page is incomplete. Load it again."),
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, row: Row | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        state = {"revision": row.revision, **self.state_of(row)} if row else {"revision": 0}
        kwargs["initial"] = {**state, **(kwargs.get("initial") or {})}
        super().__init__(data, **kwargs)

    def state_of(self, row: Any) -> dict[str, Any]:
        """A row's values by the names of the form's fields."""
        names = getattr(self, "fields", self.base_fields).keys() - {"revision"}
        return {name: getattr(row, name) for name in names if hasattr(row, name)}

    @property
    def edited(self) -> Row:
        """The row, of a form that is never without one."""
        if self.row is None:
            raise TypeError(f"{type(self).__name__} was given no row")
        return self.row

    @property
    def started_from(self) -> int:
        """The revision that stood on the page when the person began."""
        number: int = self.cleaned_data["revision"]
        return number

    def changes_something(self) -> bool:
        """Whether there is anything to save: a new row, or a value unlike the row's."""
        is_new = self.row is None or not self.row.revision
        return is_new or bool(set(self.changed_data) - {"revision"})

    def collide(self, current: Versioned) -> None:
        """Show what someone else saved, keep what was typed, go on from the newer revision."""
        theirs = self.state_of(current)
        pairs = ((name, theirs[name], self._typed(name)) for name in self.fields if name in theirs)
        compared = (self._difference(*pair) for pair in pairs)
        differences = tuple(d for d in compared if d.theirs != d.yours)
        self.conflict = Conflict(_who(current), current.changed_at, differences)
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("revision")] = str(current.revision)
        self.data = data
        self.helper.inputs[-1].value = _("Replace what is saved")

    def _typed(self, name: str) -> Any:
        """What was filled in; as it was sent where it was not understood."""
        return self.cleaned_data[name] if name in self.cleaned_data else self[name].value()

    def _difference(self, name: str, theirs: Any, yours: Any) -> Difference:
        field = self.fields[name]
        # A field of rows needs no labels, and would read all its rows to give them.
        by_row = isinstance(field, forms.ModelChoiceField)
        choices = () if by_row else getattr(field, "choices", ())
        label = str(self[name].label)
        return Difference(label, in_words(theirs, choices), in_words(yours, choices))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, or none where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def saved(form: PlainForm, *, by: User) -> bool:
    """Whether what was sent is saved. If not, the form says why, `form.http_status` how."""
    if not form.is_valid():
        return False
    try:
        if form.changes_something():
            form.save(by=by)
    except Stale as stale:
        form.collide(stale.current)
    except ValidationError as error:
        form.complain(error)
    return form.http_status == HTTPStatus.OK


def _who(row: Versioned) -> str:
    return row.changed_by.name if row.changed_by else ""
