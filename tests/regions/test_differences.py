"""The difference between two texts: nothing of either is lost, and it reads well."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regions.differences import Fate, Piece, difference, shortened
from tests.steps import steps

SAME, DELETED, INSERTED = Fate.SAME, Fate.DELETED, Fate.INSERTED
words = st.lists(st.sampled_from(["Ålesund", "bærekraft", "øy.", " ", "\n", "👩‍👧", "a", "  "]))
texts = st.text(max_size=60) | words.map(" ".join) | words.map("".join)


def joined(pieces: Iterable[Piece], *fates: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate in fates)


@given(texts, texts)
@example("", "")
@example("   ", "\n")
@example("å kan skrives a\u030a 🎉", "å kan skrives å 🎉🎉")
@example("Haram\r\nSula", "Haram\nSula")
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert joined(pieces, SAME, DELETED) == old
    assert joined(pieces, SAME, INSERTED) == new
    assert all(piece.text for piece in pieces)


@given(texts, texts)
def test_a_shortened_difference_keeps_all_that_changed(old: str, new: str) -> None:
    pieces = difference(old, new)
    short = shortened(pieces)
    assert [p for p in short if p.fate != SAME] == [p for p in pieces if p.fate != SAME]


def test_a_text_that_stays_is_one_piece() -> None:
    assert difference("Haram er med.", "Haram er med.") == (Piece(SAME, "Haram er med."),)
    assert difference("", "") == ()


def test_a_word_that_is_changed_stands_between_what_stayed() -> None:
    assert difference("Planen er vedtatt i Ålesund.", "Planen er stoppet i Ålesund.") == (
        Piece(SAME, "Planen er "),
        Piece(DELETED, "vedtatt"),
        Piece(INSERTED, "stoppet"),
        Piece(SAME, " i Ålesund."),
    )


def test_the_end_of_a_line_is_a_piece_of_its_own_that_can_be_seen() -> None:
    pieces = difference("Først.\nSå.", "Først.\n\nSå.")
    assert [piece for piece in pieces if piece.fate != SAME] == [Piece(INSERTED, "\n")]
    assert [p.shown for p in pieces if p.fate == INSERTED] == ["¶\n"]
    assert [p.shown for p in pieces if p.fate == SAME] == [p.text for p in pieces if p.fate == SAME]


def test_a_text_that_was_replaced_is_not_shown_as_rewritten() -> None:
    old, new = "Vi mangler kontakt med de minste.", "Kartlagt i juni, og gjennomgått med alle."
    assert difference(old, new) == (Piece(DELETED, old), Piece(INSERTED, new))


def test_long_stretches_that_stayed_are_shortened_beside_the_change() -> None:
    start, end = "Ord før endringen her. " * 20, " Ord etter endringen her." * 20
    short = shortened(difference(f"{start}gammelt{end}", f"{start}nytt{end}"))
    assert [piece.fate for piece in short] == [SAME, DELETED, INSERTED, SAME]
    assert short[0].text.startswith("… ")
    assert short[0].text.endswith("endringen her. ")
    assert short[-1].text.startswith(" Ord etter")
    assert short[-1].text.endswith("…")
    assert max(len(piece.text) for piece in short) < 100


def test_a_long_stretch_between_two_changes_keeps_both_its_ends() -> None:
    middle = " ".join(f"ord{n}" for n in range(100))
    short = shortened(difference(f"en {middle} to", f"fem {middle} ti"))
    between = short[2].text
    assert between.startswith(" ord0 ")
    assert "… " in between
    assert between.endswith(" ord99 ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 750, "b a " * 750),
        ("ord. " * 600, "ord " * 750),
        (" ".join(f"o{n % 97}" for n in range(900)), " ".join(f"o{n % 89}" for n in range(900))),
    ],
)
def test_three_thousand_characters_take_few_steps(old: str, new: str) -> None:
    assert joined(difference(old[:3000], new[:3000]), SAME, INSERTED) == new[:3000]
    assert steps(lambda: difference(old[:3000], new[:3000])) < 10 * 3000
