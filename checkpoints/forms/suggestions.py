"""A field of text that suggests what is often written: the browser's own list, and no script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class SuggestingInput(forms.TextInput):
    """Whoever sets `suggestions` gets them in a list beside the field; anything may be written."""

    suggestions: Iterable[str | Promise] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = _id_of_list(name)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = format_html_join("", '<option value="{}">', ((one,) for one in self.suggestions))
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, _id_of_list(name), options)


def _id_of_list(name: str) -> str:
    return f"{name}-suggestions"
