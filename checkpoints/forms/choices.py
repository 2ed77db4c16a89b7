"""Fields of filters: lists to choose from, and tick boxes whose word stands in an address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

YES = "ja"


class PlainSelect(forms.Select):
    """A list without groups, put together without the template engine.

    Django includes two templates for each option, and filters have fifty.
    """

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (one["value"], flatatt(one["attrs"]), one["label"])
                for one in self.options(name, self.format_value(value))
            ),
        )
        own = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}\n</select>', name, own, options)


class ListField(forms.ChoiceField):
    widget = PlainSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class YesBox(forms.CheckboxInput):
    """A tick box that stands in addresses as a word, and knows when another word stands there."""

    def __init__(self) -> None:
        super().__init__(attrs={"value": YES}, check_test=lambda value: value == YES)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(name, "")

    def format_value(self, value: Any) -> None:
        """The box has one value, which is its attribute."""


class YesField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        choices = [("", ""), (YES, _("yes"))]
        super().__init__(required=False, choices=choices, widget=YesBox, **kwargs)
