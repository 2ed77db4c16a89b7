"""Ranges are what slicing gives, whatever is asked for."""

from io import BytesIO

import pytest
from django.core.files.base import File
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.serving import Bytes, Span, Unsatisfiable, span_of

FILE = bytes(range(256)) * 300  # more than one piece


def read(span: Span) -> bytes:
    return b"".join(Bytes(File(BytesIO(FILE)), span))


@given(st.integers(0, len(FILE) * 2), st.integers(0, len(FILE) * 2))
def test_from_one_byte_to_another(first: int, last: int) -> None:
    asked = f"bytes={first}-{last}"
    if last < first:
        assert span_of(asked, len(FILE)) is None
    elif first >= len(FILE):
        with pytest.raises(Unsatisfiable):
            span_of(asked, len(FILE))
    else:
        found = span_of(asked, len(FILE))
        assert found
        assert read(found) == FILE[first : last + 1]


@given(st.integers(0, len(FILE) - 1))
def test_from_a_byte_to_the_end(first: int) -> None:
    found = span_of(f"bytes={first}-", len(FILE))
    assert found
    assert read(found) == FILE[first:]


@given(st.integers(1, len(FILE) * 2))
def test_the_last_bytes(count: int) -> None:
    found = span_of(f"bytes=-{count}", len(FILE))
    assert found
    assert read(found) == FILE[-count:]


@pytest.mark.parametrize("asked", ["bytes=76800-", "bytes=99999999-100000000", "bytes=-0"])
def test_what_begins_behind_the_end_cannot_be_had(asked: str) -> None:
    with pytest.raises(Unsatisfiable):
        span_of(asked, len(FILE))


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=1-2,4-5", "lines=1-2", "bytes=a-b", "bytes=2-1",
     "bytes=--1", "bytes=1", "bytes=१-२", f"bytes={'9' * 5000}-"],
)  # fmt: skip
def test_anything_else_is_the_whole_file(asked: str) -> None:
    assert span_of(asked, len(FILE)) is None


@given(st.text())
def test_no_header_breaks_the_reading(asked: str) -> None:
    try:
        span = span_of(asked, 10)
    except Unsatisfiable:
        return
    assert span is None or 0 <= span.start < span.stop <= 10


def test_a_file_is_read_in_pieces_and_closed_with_the_answer() -> None:
    file = File(BytesIO(FILE))
    pieces = Bytes(file, Span(0, len(FILE)))
    assert len(next(pieces)) < len(FILE)
    pieces.close()
    assert file.closed


def test_a_file_that_has_become_shorter_ends_the_answer() -> None:
    assert b"".join(Bytes(File(BytesIO(b"abc")), Span(1, 100))) == b"bc"
