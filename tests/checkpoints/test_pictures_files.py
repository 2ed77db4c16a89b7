"""A picture as a file: whole by itself, harmless whatever stands in it, the same every time."""

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from checkpoints.models import Phase
from checkpoints.pictures import PICTURES, Picture, png
from checkpoints.pictures.picture import Alone
from checkpoints.pictures.png import ROOM, zoom
from checkpoints.pictures.svg import element
from tests import makers
from tests.checkpoints.pictures import SVG, add_events, ground_of, parsed, words_of

HOSTILE = "</svg><script>alert(1)</script>\"'&<b>\x0b😀"
SHAPES = {
    "svg", "title", "desc", "g", "defs", "pattern", "rect", "path", "line", "text",
}  # fmt: skip


@pytest.fixture
def phase(db: None) -> Phase:
    phase = makers.small_programme(milestones=2, checkpoints=1, questions=0)
    add_events(phase)
    return phase


@pytest.fixture
def strand_of_a_hostile_region(phase: Phase) -> None:
    region = makers.make_region_of_old(HOSTILE)
    strand = makers.main_strand(region)
    makers.plan(strand, 1, "2015-10-01", "2016-02-01")
    makers.assess(strand, 1, 1)
    makers.parallel_strand(region, phase.milestones.all()[1], HOSTILE)


def made(name: str) -> Picture:
    return PICTURES[name](ground_of())


@pytest.mark.parametrize("name", PICTURES)
def test_a_file_says_what_it_shows(phase: Phase, name: str) -> None:
    makers.make_region()
    picture = made(name)
    root = parsed(picture)
    named = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert [one.text for one in named if one is not None] == [picture.title, picture.sentence]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{name}-title {name}-sentence"
    assert words_of(root)[0] in picture.title


@pytest.mark.parametrize("name", PICTURES)
def test_a_file_needs_nothing_from_outside(strand_of_a_hostile_region: None, name: str) -> None:
    root = parsed(made(name))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= SHAPES
    attributes = {key for one in root.iter() for key in one.attrib}
    assert {key for key in attributes if key.startswith("on") or "href" in key} == set()
    assert "style" not in attributes


@pytest.mark.parametrize("name", PICTURES)
def test_what_people_wrote_is_text_and_nothing_else(
    strand_of_a_hostile_region: None, name: str
) -> None:
    picture = made(name)
    inline = (one for _name, one in (*picture.small, *picture.drawings))
    for drawing in [picture.alone().svg, *inline]:
        assert "<script" not in drawing
        assert drawing.count("</svg>") == 1
        assert "\x0b" not in drawing
        ET.fromstring(drawing)  # noqa: S314  our own


@pytest.mark.parametrize("name", PICTURES)
def test_ids_are_unique_on_a_page_and_each_reference_is_met(phase: Phase, name: str) -> None:
    makers.make_region()
    page = "".join(drawing for _size, drawing in made(name).drawings)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


@pytest.mark.parametrize("name", PICTURES)
def test_a_png_is_the_same_bytes_each_time_and_twice_as_sharp(phase: Phase, name: str) -> None:
    makers.make_region()
    drawing = made(name).alone()
    first = png(drawing)
    assert png(drawing) == first
    image = Image.open(BytesIO(first))
    assert image.size == (2 * drawing.width, 2 * drawing.height)
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("width", "height", "sharp"), [(1048, 500, 2.0), (1048, 2862, 2.0), (1048, 20_000, 0.75)]
)
def test_a_picture_that_is_too_large_has_fewer_dots(width: int, height: int, sharp: float) -> None:
    found = zoom(Alone(element("svg"), width, height))
    assert found == pytest.approx(sharp, abs=0.01)
    assert width * height * found**2 <= ROOM * 1.0001


def test_letters_are_drawn_without_any_font_of_the_machine(phase: Phase) -> None:
    makers.make_region("Æøåregionen")
    image = Image.open(BytesIO(png(made("tidslinje").alone()))).convert("L")
    heading = image.crop((40, 40, 700, 110))  # the title
    assert sum(heading.histogram()[:100]) > 500


def test_an_element_leaves_out_what_is_none_and_escapes_the_rest() -> None:
    assert element("text", '<&"', x=1, class_="a", fill=None) == (
        '<text x="1" class="a">&lt;&amp;&quot;</text>'
    )


def test_no_colour_alone_tells_the_states_of_bars_apart(phase: Phase) -> None:
    makers.make_region()
    root = parsed(made("fordeling"))
    looks = [
        (one.find(f"{SVG}rect").attrib["fill"], [p.attrib["d"] for p in one.findall(f"{SVG}path")])  # type: ignore[union-attr]  # each has one
        for one in root.iter(f"{SVG}pattern")
    ]
    assert len(looks) == 5
    hatches = [tuple(paths) for _fill, paths in looks]
    assert len([one for one in hatches if one]) == 3
    assert len({one for one in hatches if one}) == 3
