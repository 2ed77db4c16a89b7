"""What tests of pictures share: the ground to draw on, and a drawing taken apart."""

from datetime import date
from xml.etree import ElementTree as ET

from checkpoints import actions
from checkpoints.models import EventKind, Phase
from checkpoints.overview import EVERYTHING, Page, Selection
from checkpoints.pictures import Asked, Ground, Picture, ground
from checkpoints.queries import current_outline
from regions.reading import Reading
from tests import makers

SVG = "{http://www.w3.org/2000/svg}"


def ground_of(
    day: str = "2016-11-20", *, selection: Selection = EVERYTHING, page: Page | None = None,
    sees: bool = True,
) -> Ground:  # fmt: skip
    reading = Reading.as_of(date.fromisoformat(day))
    asked = Asked(selection, page or Page(), reading, "nb", lambda _region: sees)
    found = ground(asked, current_outline(reading, "nb"))
    assert found is not None
    return found


def add_events(phase: Phase) -> None:
    """The kick-off and a gathering before the tests' day, and a gathering after it."""
    for kind, day in (
        (EventKind.KICKOFF, date(2015, 9, 24)),
        (EventKind.GATHERING, date(2016, 2, 3)),
        (EventKind.GATHERING, date(2017, 3, 22)),
    ):
        actions.add_event(by=None, phase=phase, kind=kind, starts_on=day, at=makers.FIRST)


def parsed(picture: Picture) -> ET.Element:
    """The file of a picture; what is no XML is refused."""
    return ET.fromstring(picture.alone().svg)  # noqa: S314  our own


def words_of(root: ET.Element) -> list[str]:
    """Every line of text in a drawing."""
    return [text.text or "" for text in root.iter(f"{SVG}text")]
