"""The last page's code, squares and checksums."""

import re

import segno

from reports.canonical import checksum, to_json
from reports.last_page import MARGIN, last_page_of
from tests.reports import contents


def test_an_edition_has_a_last_page() -> None:
    edition = contents.report(filing=contents.handed_in())
    page = last_page_of(edition)
    assert page is not None
    assert (page.code, page.address) == ("K7QM-2XHD-9FTR", contents.CHECKS)
    assert (page.sha256, page.previous) == (checksum(to_json(edition)), "0f" * 32)


def test_a_draft_has_none_nor_has_what_nobody_asked_for() -> None:
    assert last_page_of(contents.report(filing=contents.asked())) is None
    assert last_page_of(contents.report()) is None


def test_its_squares_are_those_of_the_code() -> None:
    page = last_page_of(contents.report(filing=contents.handed_in()))
    assert page is not None
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", page.path)
        for step in range(int(length))
    }
    code = segno.make_qr(contents.CHECKS).matrix
    assert page.size == len(code) + 2 * MARGIN
    assert drawn == {
        (x + MARGIN, y + MARGIN) for y, row in enumerate(code) for x, dark in enumerate(row) if dark
    }
