"""What the pages of pictures are made from: what is asked for, and the pictures of it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from checkpoints.asked import Asked, asked_for
from checkpoints.models import Phase
from checkpoints.overview import Page
from checkpoints.pages.leaves import Leaves, last_instead
from checkpoints.pages.selecting import Question, question
from checkpoints.pictures import (
    EACH_REGION,
    MOST,
    PICTURES,
    Ground,
    Picture,
    Where,
    ground,
    trend,
)
from checkpoints.pictures import Asked as AskedOfPictures
from checkpoints.queries import calendar, current_outline, current_phase, not_removed
from regions import clock
from regions.models import Region
from regions.queries import region_on
from regions.reading import Reading
from regions.standing import Standing

FEW = 6  # regions on a picture among others, of one that shows each of them


@dataclass(frozen=True)
class PicturesPage:
    """Pictures of the programme; none where it has no milestones."""

    question: Question
    pictures: tuple[Picture, ...] = ()
    leaves: Leaves | None = None  # of a picture that shows each region

    @property
    def query(self) -> str:
        """What addresses of the same picture end with, its page too."""
        words = self.question.form.words
        return f"?{urlencode(words)}" if words else ""

    @property
    def picture(self) -> Picture | None:
        return next(iter(self.pictures), None)


def pictures_page(get: QueryDict, language: str, standing: Standing) -> PicturesPage:
    """All pictures, small. Raises NotUnderstood."""
    asked = question(get, standing, language)
    found = _ground(asked, language, standing, Page(1, FEW))
    made = (draw(found) for draw in PICTURES.values()) if found else ()
    return PicturesPage(asked, tuple(made))


def picture_page(
    name: str, get: QueryDict, language: str, standing: Standing
) -> PicturesPage | None:
    """One picture of the programme; None where there is none of that name. Raises NotUnderstood."""
    if name not in PICTURES:
        return None
    asked = question(get, standing, language)
    page = asked.form.page()
    found = _ground(asked, language, standing, replace(page, size=min(page.size or MOST, MOST)))
    if found is None:
        return PicturesPage(asked)
    if name != EACH_REGION:
        return PicturesPage(asked, (PICTURES[name](found),))
    last = last_instead(found.found)
    if last:
        found = replace(found, asked=replace(found.asked, page=last))
    leaves = Leaves(found.found, asked.form, missing=page.number if last else 0)
    return PicturesPage(asked, (PICTURES[name](found),), leaves)


def _ground(asked: Question, language: str, standing: Standing, page: Page) -> Ground | None:
    reading = asked.asked.reading
    wanted = AskedOfPictures(asked.form.selection(), page, reading, language, standing.sees)
    return ground(wanted, asked.outline)


@dataclass(frozen=True)
class TrendPage:
    asked: Asked
    region: Region
    picture: Picture


def trend_page(region: Region, get: QueryDict, language: str) -> TrendPage | None:
    """A region's milestone trend chart; None in a programme without milestones.

    Raises NotUnderstood.
    """
    today = current_phase(clock.today())
    asked = asked_for(get, calendar(today, Reading.today()) if today else ())
    reading = asked.reading
    phase, outline = _phase_on(reading, today), current_outline(reading, language)
    if phase is None or outline is None:
        return None
    events = not_removed(calendar(phase, reading))
    where = Where(region_on(region, reading), phase, events, outline.milestones)
    return TrendPage(asked, where.region, trend(where, reading))


def _phase_on(reading: Reading, today: Phase | None) -> Phase | None:
    return current_phase(reading.day) if reading.past else today
