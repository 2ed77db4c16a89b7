"""A file's name is made harmless, and stays the name it was as far as that goes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.evidence.names import LIMIT, harmless, split


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Vedtak 2016-02-15.pdf", "Vedtak 2016-02-15.pdf"),
        ("Årsmelding for Ørsta – ærlig.pdf", "Årsmelding for Ørsta – ærlig.pdf"),
        ("Guovdageaidnu čálli đáŋšŧž.docx", "Guovdageaidnu čálli đáŋšŧž.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("/", "fil"),
        ("..", "fil"),
        ("", "fil"),
        ("../.pdf", "fil.pdf"),
        (".bashrc", "fil.bashrc"),
        ("plan\r\nSet-Cookie: a=b.pdf", "plan Set-Cookie- a=b.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("plan\u200b\ufeff.pdf", "plan.pdf"),
        ('a<b>c:d"e|f?g*h.pdf', "a-b-c-d-e-f-g-h.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("Konferanse.pdf", "Konferanse.pdf"),
        ("plan. .  .pdf", "plan.pdf"),
        ("PLAN.PDF", "PLAN.pdf"),
        ("A\u030arsmelding.pdf", "Årsmelding.pdf"),
        ("ødelagt\ud800.pdf", "ødelagt.pdf"),
    ],
)
def test_a_name_is_made_harmless(sent: str, kept: str) -> None:
    assert harmless(sent) == kept


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending() -> None:
    name = harmless("Å" * 200 + ".docx")
    assert name == "Å" * 72 + ".docx"
    assert len(name.encode()) <= LIMIT


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Plan 2016.PDF", ("Plan 2016", "pdf")),
        ("plan", ("plan", "")),
        ("Møte kl. 10. Referat", ("Møte kl. 10. Referat", "")),
        ("plan.tar.gz", ("plan.tar", "gz")),
    ],
)
def test_the_ending_is_what_follows_the_last_dot(name: str, parts: tuple[str, str]) -> None:
    assert split(name) == parts


@given(st.text(max_size=300))
def test_every_name_is_harmless_and_making_it_so_again_changes_nothing(sent: str) -> None:
    name = harmless(sent)
    assert 0 < len(name.encode()) <= LIMIT
    assert not set(name) & set('/\\<>:"|?*')
    assert name == name.strip(". ")
    assert name.isprintable() or any(unicodedata.category(letter) == "Cn" for letter in name)
    assert name == unicodedata.normalize("NFC", name)
    assert harmless(name) == name
