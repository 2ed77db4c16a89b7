"""What a page of many regions is asked for: how things stood on which day, and which regions."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from checkpoints.asked import Asked, asked_with_calendar
from checkpoints.forms.selecting import SelectionForm
from checkpoints.models import Event
from checkpoints.queries import Outline, current_outline
from regions.queries import counties
from regions.reading import Reading
from regions.standing import Standing


@dataclass(frozen=True)
class Question:
    """What stands behind the «?» of an overview's address, read and understood."""

    asked: Asked
    form: SelectionForm
    outline: Outline | None  # the milestones of the day; none in a programme without
    events: tuple[Event, ...]  # the calendar of the day


def question(
    get: QueryDict, standing: Standing, language: str, also: Mapping[str, str] | None = None
) -> Question:
    """What an address asks for, by someone: 3 queries, 5 for a past day. Raises NotUnderstood.

    `also` is what the page's own addresses keep beside it.
    """
    today = Reading.today()
    outline = current_outline(today, language)
    asked, events = asked_with_calendar(get, outline.phase if outline else None)
    if asked.reading != today:
        outline = current_outline(asked.reading, language)
    milestones = outline.milestones if outline else ()
    form = SelectionForm(
        get,
        counties=counties(),
        milestones=milestones,
        kept=asked.words | dict(also or {}),
        learns=standing.learns,
    )
    return Question(asked, form, outline, events)
