"""Lists to choose from: the same as Django's own, put together faster."""

import pytest
from django import forms
from django.test.html import parse_html

from checkpoints.forms.choices import ListField, PlainSelect

CHOICES = [("", "Alle <fylker>"), ("15", 'Møre "og" Romsdal'), (16, "Trøndelag")]
ATTRS = {"id": "id_fylke", "class": "ds-input", "aria-invalid": "true", "disabled": True}


@pytest.mark.parametrize("value", ["", None, "15", 16, "<99>"])
def test_a_list_reads_as_djangos_own(value: object) -> None:
    own, djangos = (kind(choices=CHOICES) for kind in (PlainSelect, forms.Select))
    shown = own.render("fylke", value, ATTRS)
    assert parse_html(shown) == parse_html(djangos.render("fylke", value, ATTRS))
    assert "&lt;fylker&gt;" in shown


def test_a_field_has_its_own_attributes() -> None:
    class Filter(forms.Form):
        fylke = ListField(choices=CHOICES, help_text="Hjelp", widget=PlainSelect({"size": "3"}))

    shown = str(Filter({"fylke": "15"})["fylke"])
    assert 'aria-describedby="id_fylke_helptext"' in shown
    assert 'size="3"' in shown
    assert '<option value="15" selected>' in shown
