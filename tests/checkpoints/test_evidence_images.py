"""Pictures are checked, lose where they were taken and nothing else, and get a small copy."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from checkpoints.evidence import exif, images, positions
from checkpoints.evidence.kinds import JPEG, PNG, WEBP, Kind
from checkpoints.evidence.receiving import received
from checkpoints.evidence.refusals import TOO_MANY_PIXELS, Refused
from tests import evidence_files as files
from tests.makers import sent

FORMS = [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP)]
forms = pytest.mark.parametrize(("form", "kind"), FORMS, ids=[form for form, _kind in FORMS])


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def facts(data: bytes) -> tuple[object, ...]:
    """What a picture says of itself, but for where it was taken."""
    found = opened(data).getexif()
    return found[0x010F], found[0x0112], found.get_ifd(0x8769)[0x9003]


# Where it was taken


@forms
def test_a_position_is_taken_out_and_nothing_else(form: str, kind: Kind) -> None:
    data = files.picture(form, position=True)
    assert opened(data).getexif().get_ifd(files.GPS)[1] == "N"
    assert files.LATITUDE in data
    assert b"GPSLatitude" in data

    clean = positions.removed(data, kind)

    assert opened(clean).getexif().get_ifd(files.GPS) == {}
    assert files.LATITUDE not in clean
    assert b"gps" not in clean.lower()
    assert facts(clean) == ("Kamerafabrikken AS", 6, "2016:02:15 12:00:00")
    assert b"<dc:title>Torget</dc:title>" in clean
    assert opened(clean).tobytes() == opened(data).tobytes()


@forms
def test_a_picture_without_a_position_keeps_every_byte(form: str, kind: Kind) -> None:
    data = files.picture(form)
    assert positions.removed(data, kind) == data


@forms
def test_taking_out_twice_is_taking_out_once(form: str, kind: Kind) -> None:
    once = positions.removed(files.picture(form, position=True), kind)
    assert positions.removed(once, kind) == once


def test_a_jpeg_is_not_packed_again() -> None:
    """Its scan, in which the picture lies, is the same to the byte."""
    data = files.picture(position=True, quality=91)
    clean = positions.removed(data, JPEG)
    scan = data[data.rindex(b"\xff\xda") :]
    assert clean.endswith(scan)
    assert opened(clean).quantization == opened(data).quantization  # type: ignore[attr-defined]  # a JPEG


def test_progressive_pictures_with_several_scans_are_read_to_their_end() -> None:
    data = files.picture(position=True, progressive=True)
    clean = positions.removed(data, JPEG)
    assert opened(clean).tobytes() == opened(data).tobytes()
    assert opened(clean).getexif().get_ifd(files.GPS) == {}


def test_what_follows_the_end_of_a_picture_is_left_out() -> None:
    """A telephone's film clip or second picture, with positions of its own."""
    second = files.picture(position=True)
    for form, kind in FORMS:
        data = files.picture(form)
        assert positions.removed(data + second, kind) == data


def test_the_list_of_further_pictures_goes_with_them() -> None:
    data = files.picture()
    listed = data[:2] + b"\xff\xe2" + struct.pack(">H", 2 + 8) + b"MPF\x00list" + data[2:]
    assert positions.removed(listed, JPEG) == listed
    assert positions.removed(listed + b"more", JPEG) == data


def test_xmp_that_goes_on_in_further_segments_is_left_out_when_it_says_where() -> None:
    data = files.picture()
    prefix = b"http://ns.adobe.com/xmp/extension/\x00" + b"f" * 32 + bytes(8)
    parts = [prefix + half for half in (b"<exif:GP", b"SLatitude>62")]
    more = b"".join(b"\xff\xe1" + struct.pack(">H", 2 + len(part)) + part for part in parts)
    assert positions.removed(data[:2] + more + data[2:], JPEG) == data
    harmless = more.replace(b"GPSL", b"....").replace(b"<exif:GP", b"<exif:..")
    untouched = data[:2] + harmless.replace(b"SLatitude", b".........") + data[2:]
    assert positions.removed(untouched, JPEG) == untouched


@pytest.mark.parametrize(
    "packet",
    [
        files.xmp().decode().encode("utf-16"),
        b"<rdf:li>GPS 62.28</rdf:li>",  # where no name of a property says so
        b'<a drone-dji:GpsLatitude="62" b="GPS"/>',
    ],
)
def test_xmp_that_cannot_be_cleaned_is_left_out_whole(packet: bytes) -> None:
    assert positions.from_xmp(packet) == b""


def test_a_png_loses_packed_and_raw_profiles_that_nobody_can_search() -> None:
    plain = files.picture("PNG")
    for text in (
        b"iTXt" + b"XML:com.adobe.xmp\x00\x01\x00\x00\x00packed",
        b"zTXt" + b"Raw profile type exif\x00\x00packed",
        b"tEXt" + b"exif:GPSLatitude\x0062/1",
    ):
        chunk = struct.pack(">I", len(text) - 4) + text + b"\x00\x00\x00\x00"
        assert positions.removed(plain[:33] + chunk + plain[33:], PNG) == plain


def test_a_position_in_big_endian_exif_is_found_too() -> None:
    facts = files.exif()
    facts.endian = ">"
    content = facts.tobytes()
    clean = exif.without_position(content)
    assert clean.startswith(b"Exif\x00\x00MM")
    assert (files.LATITUDE in content, files.LATITUDE in clean) == (True, False)
    read = Image.Exif()
    read.load(clean)
    assert (read[0x0112], read.get_ifd(files.GPS)) == (6, {})


def test_offsets_of_what_stays_do_not_move() -> None:
    content = files.exif().tobytes()
    clean = exif.without_position(content)
    assert len(clean) == len(content)
    assert clean.index(b"Kamerafabrikken AS") == content.index(b"Kamerafabrikken AS")


@pytest.mark.parametrize("content", [b"", b"Exif\x00\x00", b"II*\x00", b"II*\x00\x08\x00\x00\x00"])
def test_exif_that_cannot_be_read_is_left_out(content: bytes) -> None:
    assert exif.without_position(content) == b""


def test_directories_that_point_at_one_another_end() -> None:
    """The second directory says that the first comes next."""
    entry = struct.pack("<HHII", 0x0112, 3, 1, 1)
    ring = struct.pack("<H", 1) + entry + struct.pack("<I", 8)
    content = b"II*\x00" + struct.pack("<I", 8) + ring
    assert exif.without_position(content) == content


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_exif_breaks_the_reading(noise: bytes, at: int) -> None:
    content = bytearray(files.exif().tobytes())
    at = min(at, len(content))
    content[at : at + len(noise)] = noise
    assert isinstance(exif.without_position(bytes(content)), bytes)


@given(st.sampled_from(FORMS), st.data())
def test_a_torn_picture_is_refused_and_never_breaks_anything(
    form: tuple[str, Kind], draw: st.DataObject
) -> None:
    whole = files.picture(form[0], position=True)
    torn = whole[: draw.draw(st.integers(0, len(whole) - 1))]
    with suppress(Refused):
        assert files.LATITUDE not in positions.removed(torn, form[1])


# Whole and of bounded size


@forms
def test_a_whole_picture_passes(form: str, kind: Kind) -> None:
    images.check(sent("bilde", files.picture(form)))


@pytest.mark.parametrize("side", [9_500, 30_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    """Below and above the numbers at which Pillow itself warns and refuses."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = bytearray(files.picture("PNG"))
    data[16:29] = header
    data[29:33] = struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(Refused) as refused:
        images.check(sent("bilde.png", bytes(data)))
    assert refused.value.sentence == TOO_MANY_PIXELS


# The small copy


@forms
def test_the_small_copy_is_upright_and_says_nothing(form: str, kind: Kind) -> None:
    """The camera was turned: what is 640 × 400 in the file stands 400 wide and 640 high."""
    small = opened(images.thumbnail(sent("bilde", files.picture(form, position=True))))
    assert (small.format, small.size) == ("WEBP", (200, 320))
    assert not small.getexif()
    assert "xmp" not in small.info


def test_a_picture_that_is_small_already_stays_its_size() -> None:
    out = BytesIO()
    files.pixels((40, 30)).save(out, "PNG")
    assert opened(images.thumbnail(sent("bilde.png", out.getvalue()))).size == (40, 30)


@pytest.mark.parametrize("save", [("P", "PNG"), ("LA", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG")])
def test_every_mode_of_colour_has_a_small_copy(save: tuple[str, str]) -> None:
    mode, form = save
    out = BytesIO()
    files.pixels().convert(mode).save(out, form)
    assert opened(images.thumbnail(sent("bilde", out.getvalue()))).size == (320, 200)


@forms
def test_a_torn_picture_is_told_whatever_else_the_process_has_loaded(
    form: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint, once imported, lets Pillow take a torn picture for a whole one."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    whole, name = files.picture(form), f"a.{form.lower()}"
    assert received(sent(name, whole)).kind == kind
    with pytest.raises(ValidationError, match="skadet"):
        received(sent(name, whole[: len(whole) // 2]))
