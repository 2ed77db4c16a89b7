"""What a browser sends of a form: what stands in it, with what a person changed."""

from typing import Any

from django.forms import Form
from django.http import QueryDict

from regions.fields import write


def sent(form: Form, **changes: Any) -> QueryDict:
    """A form that was asked for, filled in otherwise in the fields that are named."""
    data = QueryDict(mutable=True)
    for field in form:
        value = changes.get(field.name, field.value())
        write(data, field.html_name, value)
    return data


def changed(data: QueryDict, **changes: Any) -> QueryDict:
    """What was sent, sent again with other values, or with a choice: `choose_text="both"`."""
    again = data.copy()
    for name, value in changes.items():
        write(again, name.replace("choose_", "choose-"), value)
    return again
