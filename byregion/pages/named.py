"""The regions that the programme's brief names: gathered for one who reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from checkpoints.asked import SINCE
from checkpoints.briefs import NAMED, Named, NamedRegions, Part
from checkpoints.overview.addresses import region_pattern
from checkpoints.overview.relation import regions_found
from checkpoints.overview.standouts import Standout, held, latest
from checkpoints.pages.forecast import ForecastPage
from checkpoints.pages.selecting import Question
from checkpoints.queries import Outline
from checkpoints.queries.help import request_facts, unanswered
from regions.standing import Standing

ONE_MORE = NAMED + 1  # tells whether there are others


@dataclass(frozen=True)
class Naming:
    """A region's name leads to its page for those who may open it, else to its row."""

    asking: Question
    standing: Standing

    def latest(self, outline: Outline, most: int = ONE_MORE) -> tuple[Named, ...]:
        selection, reading = self.asking.form.selection(), self.asking.asked.reading
        return self._standouts(latest(selection, outline, reading, most))

    def held(self, outline: Outline) -> tuple[Named, ...]:
        selection, reading = self.asking.form.selection(), self.asking.asked.reading
        return self._standouts(held(selection, outline, reading, ONE_MORE))

    def waiting(self, outline: Outline, language: str) -> tuple[Named, ...]:
        """What is asked that nobody has answered, for those who learn from each other: 1 query."""
        reading = self.asking.asked.reading
        if reading.past or not self.standing.learns:
            return ()
        found = regions_found(self.asking.form.selection(), outline, reading)
        requests = unanswered().filter(strand__region__in=found.values("key"))
        return tuple(
            Named(
                Part(one.region_name, reverse("checkpoints:help_request", args=[one.pk])),
                one.criterion,
            )
            for one in request_facts(requests, language, most=ONE_MORE)
        )

    def ranges(self, forecast: ForecastPage | None) -> tuple[Named, ...]:
        """The first of those of which a range can be said."""
        lines = ((one, line) for one in (forecast.ranges if forecast else ()) for line in one.lines)
        address = reverse("checkpoints:forecast") + self.asking.asked.query
        return tuple(
            Named(
                Part(region.name, line.address or address),
                line.milestone.name,
                when=line.outlook.words,
            )
            for region, line in lines
        )

    def _standouts(self, found: Iterable[Standout]) -> tuple[Named, ...]:
        return tuple(
            Named(Part(one.name, self._address(one)), one.milestone.name, one.days_late)
            for one in found
        )

    def _address(self, one: Standout) -> str:
        if self.standing.sees(one.region):
            return region_pattern().format(region=one.slug) + self.asking.asked.query
        return reverse("overview") + self.asking.form.address(but={"q": one.name}, without=(SINCE,))


def named_regions(
    asking: Question, standing: Standing, language: str, forecast: ForecastPage | None
) -> NamedRegions:
    """All of them: 2 queries; 1 more for those who are told of questions."""
    naming, outline = Naming(asking, standing), asking.outline
    if outline is None:
        return NamedRegions()
    return NamedRegions(
        latest=naming.latest(outline),
        held=naming.held(outline),
        waiting=naming.waiting(outline, language),
        ranges=naming.ranges(forecast),
    )


def the_latest(asking: Question, standing: Standing) -> Named | None:
    """The region that is latest, by name: 1 query."""
    found = Naming(asking, standing).latest(asking.outline, most=1) if asking.outline else ()
    return found[0] if found else None
