"""The programme in brief: half a page in plain words, whose numbers lead into the matrix."""

from collections.abc import Mapping

from django.urls import reverse

from byregion.pages.named import named_regions
from checkpoints.asked import SINCE
from checkpoints.briefs import Brief, ProgrammeBeside, programme_brief
from checkpoints.calendar import coming
from checkpoints.overview import DifferenceSums, difference_sums, sums
from checkpoints.pages.forecast import forecast_page
from checkpoints.pages.selecting import Question
from regions.queries import how_many_regions
from regions.standing import Standing


def in_brief(asking: Question, standing: Standing, language: str) -> Brief | None:
    """All that is known of the regions of a selection; none in a programme without milestones.

    The queries of `sums`, `difference_sums`, `forecast_page` and `named_regions`, and 1 where some
    regions are left out.
    """
    selection, reading = asking.form.selection(), asking.asked.reading
    total = sums(selection, reading, language, asking.outline)
    if asking.outline is None or total is None:
        return None
    since, query = asking.asked.since, asking.asked.query
    forecast = forecast_page(asking, standing)
    beside = ProgrammeBeside(
        of=None if selection.is_everything else how_many_regions(reading),
        at=selection.milestone,
        regions=named_regions(asking, standing, language, forecast),
        changes=_changes(asking, language),
        since=since.words if since else "",
        next_event=coming(asking.events, reading),
        calendar=reverse("checkpoints:calendar"),
        paces=forecast.paces if forecast else None,
        forecast=f"{reverse('checkpoints:forecast')}{query}#paces",
    )
    return programme_brief(total.told_to(standing), lambda words: _matrix(asking, words), beside)


def _changes(asking: Question, language: str) -> DifferenceSums | None:
    """What happened since the day that is asked for, else since the last event."""
    selection, asked = asking.form.selection(), asking.asked
    if asked.since is None:
        return None
    return difference_sums(selection, asked.since.reading, asked.reading, language, asking.outline)


def _matrix(asking: Question, words: Mapping[str, str]) -> str:
    """The matrix of the same regions with other words; between two days only where they say so."""
    without = () if SINCE in words else (SINCE,)
    return reverse("overview") + asking.form.address(but=words, without=without)
