"""The ZIP that a bundle is sent as: stored, undated, as long as was told, a file at a time."""

import io
import tracemalloc
import zipfile
from functools import partial

import pytest

from reports.bundles.zips import Entry, length, streamed

MEGABYTE = 1_000_000


def entry(name: str, content: bytes) -> Entry:
    return Entry(name, len(content), lambda: content)


def whole(*entries: Entry) -> bytes:
    return b"".join(streamed(entries))


def sizes(*entries: Entry) -> list[tuple[str, int]]:
    return [(one.name, one.size) for one in entries]


def test_each_file_comes_out_as_it_went_in() -> None:
    files = {"LESMEG.txt": b"Les meg.", "rapporter/a.pdf": b"%PDF" * 100, "tom.txt": b""}
    found = whole(*(entry(*one) for one in files.items()))
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_files_are_stored_undated_and_readable_to_all() -> None:
    with zipfile.ZipFile(io.BytesIO(whole(entry("a.pdf", b"%PDF")))) as archive:
        (found,) = archive.infolist()
    assert found.compress_type == zipfile.ZIP_STORED
    assert found.date_time == (1980, 1, 1, 0, 0, 0)
    assert (found.create_system, oct(found.external_attr >> 16)) == (3, "0o100644")
    assert found.flag_bits == 0  # no sums behind the file: it can be unpacked while it comes


@pytest.mark.parametrize("count", [0, 1, 3])
def test_its_length_is_known_before(count: int) -> None:
    entries = [entry(f"rapporter/{number}.pdf", b"%PDF" * number) for number in range(count)]
    assert length(sizes(*entries)) == len(whole(*entries))


def test_its_length_is_known_where_numbers_need_64_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 5000)
    entries = [entry(f"{number}.pdf", b"x" * 1000) for number in range(12)]
    found = whole(*entries)
    assert length(sizes(*entries)) == len(found)
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 12


def test_it_can_hold_more_files_than_16_bits_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    entries = [entry(f"{number}.pdf", b"x") for number in range(4)]
    found = whole(*entries)
    assert length(sizes(*entries)) == len(found)
    with zipfile.ZipFile(io.BytesIO(found)) as archive:
        assert len(archive.namelist()) == 4


def test_two_zips_of_the_same_files_are_the_same_bytes() -> None:
    files = [entry("a.pdf", b"%PDF a"), entry("b.pdf", b"%PDF b")]
    assert whole(*files) == whole(*files)


def test_one_file_is_in_memory_at_a_time() -> None:
    def large() -> bytes:
        return b"x" * MEGABYTE

    tracemalloc.start()
    for _piece in streamed(Entry(f"{number}.pdf", MEGABYTE, large) for number in range(30)):
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * MEGABYTE


def test_a_file_that_cannot_be_read_breaks_it_off() -> None:
    def altered() -> bytes:
        raise OSError("altered")

    pieces = streamed([entry("a.pdf", b"%PDF"), Entry("b.pdf", 4, altered)])
    sent = next(pieces)
    with pytest.raises(OSError, match="altered"):
        next(pieces)
    assert not zipfile.is_zipfile(io.BytesIO(sent))


def test_nothing_is_read_before_it_is_asked_for() -> None:
    asked: list[str] = []

    def read(name: str) -> bytes:
        asked.append(name)
        return b"%PDF"

    pieces = streamed(Entry(name, 4, partial(read, name)) for name in ("a.pdf", "b.pdf"))
    next(pieces)
    assert asked == ["a.pdf"]
