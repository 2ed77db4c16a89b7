"""Fields take what people write as they wrote it."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from regions.fields import LineField, LinesField, WordsField
from reports.forms.agreements import agreed_field
from reports.forms.editions import WithdrawEditionForm
from reports.forms.outbox import LetterForm


@pytest.mark.parametrize("kind", [LinesField, WordsField])
def test_a_line_break_counts_as_one_character(kind: type[LinesField]) -> None:
    field = kind(max_length=3)
    assert field.clean("a\r\nb") == "a\nb"
    with pytest.raises(ValidationError):
        field.clean("a\r\nbc")


@pytest.mark.parametrize(
    "field",
    [
        agreed_field(),
        WithdrawEditionForm.base_fields["reason"],
        LetterForm.base_fields["body"],
    ],
)
def test_all_plain_text_of_several_lines_is_of_one_kind(field: forms.Field) -> None:
    assert isinstance(field, LinesField)
    assert "maxlength" not in field.widget.attrs


@pytest.mark.parametrize(
    "sign", ["\x07", "\u2028", "\u202e", "\u2066", "\ufffe", "\uffff", "\ufdd0"]
)
def test_a_line_has_no_signs_that_nobody_sees(sign: str) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(sign):04X}"):
        LineField().clean(f"Dags{sign}orden")


@pytest.mark.parametrize(
    "line", ["Åpning – «først»", "Čáhcesuolu", "a\tb", "\u05d0\u200f", "\U0001f600"]
)
def test_a_line_has_all_other_signs(line: str) -> None:
    assert LineField().clean(line) == line
