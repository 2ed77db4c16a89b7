"""What people write in forms as they write it: days, running text; and a value as it is sent."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from regions.signs import unseen_in

DAY_FORMAT = "%d.%m.%Y"
EMPHASIS = _("You can use **bold**, *italic*, - lists and links.")


class DayField(forms.DateField):
    """A day, written as 20.11.2016, 20112016 (a phone's number pad has no dot) or 2016-11-20.

    A field of text: a date picker sends nothing where a date is half typed or impossible, and
    what was saved would be deleted.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", [DAY_FORMAT, "%Y-%m-%d"])  # in every language
        wrong = _("This is not a date. Write the date as 20.11.2016.")
        kwargs["error_messages"] = {"invalid": wrong, **kwargs.get("error_messages", {})}
        hints = {"inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd.mm.yyyy")}
        kwargs.setdefault("widget", forms.DateInput(attrs=hints, format=DAY_FORMAT))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = re.sub(r"^\s*(\d\d)(\d\d)(\d{4})\s*$", r"\1.\2.\3", value)
        return super().to_python(value)


def nothing_unseen(line: str) -> None:
    """Refuse signs that nobody sees; a tab, as cells are pasted with, is a space."""
    if found := unseen_in(line.replace("\t", " ")):
        words = _("There is a sign here that cannot be seen (%(sign)s). Write the line again.")
        raise ValidationError(words, code="unseen", params={"sign": found})


class LineField(forms.CharField):
    """A line of text. The browser cuts nothing: what is too long is told."""

    default_validators = [nothing_unseen]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class ReasonField(LineField):
    """Why someone does what they do, for the history. Nobody has to write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Why do you change this?"))
        kwargs.setdefault("help_text", _("Stands in the history. You need not write anything."))
        super().__init__(required=False, max_length=500, **kwargs)


class LinesField(forms.CharField):
    """Some lines of plain text. The browser cuts nothing: what is too long is told.

    A line break counts as one character, as the person who writes sees it.
    """

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class WordsField(LinesField):
    """Running text in a little Markdown, with an editor where there is JavaScript.

    `limit` is told and counted down to; an action holds the text to it, or `max_length` does.
    """

    has_editor = True  # our templates read it

    def __init__(self, *, rows: int = 4, limit: int | None = None, **kwargs: Any) -> None:
        self.limit = limit or kwargs.get("max_length")
        kwargs.setdefault("help_text", _about(self.limit))
        super().__init__(rows=rows, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-editor": self.limit or ""}


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # at run time no generic
    """Rows to choose among. A number larger than any key is none of them, and no database's."""

    MOST_DIGITS = 18

    def _check_values(self, value: Any) -> Any:
        for key in value:
            if len(str(key)) > self.MOST_DIGITS:
                words = self.error_messages["invalid_pk_value"]
                raise ValidationError(words, code="invalid_pk_value", params={"pk": key})
        return super()._check_values(value)  # type: ignore[misc]  # the stubs leave it out


def _about(limit: int | None) -> Promise | str:
    if limit is None:
        return EMPHASIS
    return format_lazy("{} {}", EMPHASIS, format_lazy(_("At most {n} characters."), n=limit))


def write(data: QueryDict, key: str, value: Any) -> None:
    """Put a field's value into data, as a browser would send it."""
    if value is None or value is False:
        data.pop(key, None)
    elif isinstance(value, date):
        data[key] = value.strftime(DAY_FORMAT)
    elif isinstance(value, Model):
        data[key] = str(value.pk)
    else:
        data[key] = "on" if value is True else str(value)
