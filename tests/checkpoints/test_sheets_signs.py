"""Texts that programs do not keep as they are: a sheet that nobody touched changes nothing."""

import pytest
from django.test import Client

from checkpoints.models import Strand
from tests import makers
from tests.sheet_files import comma, fetch, rows_of, upload


@pytest.mark.parametrize(
    "text", ["a\x0bb", "a\x0cb\x1f", "a\x08b", "\x7f\x85", "\ufffe", "a\uffff"]
)
def test_signs_that_control_something_come_back_as_no_change(
    karis: Client, strand: Strand, text: str
) -> None:
    makers.assess(strand, 1, 1, text=text)
    sent = fetch(karis)
    for name, data in (("ark.xlsx", sent), ("ark.csv", comma(rows_of(sent)))):
        answer = upload(karis, data, name)
        assert (answer.status_code, answer.context["page"].rows) == (200, ()), name
