"""A difference in plain words as HTML, put together without the template engine.

Hundreds of regions have thousands of lines. Everything that comes from people is escaped here; who
may be told of what is decided where it is told (`telling`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from checkpoints.overview.addresses import strand_pattern
from checkpoints.overview.telling import MilestoneTold, RegionTold, StatusTold, StrandTold
from checkpoints.queries import PlanStep
from regions import clock
from regions.templatetags.words import day, text
from regions.wording import Text


@dataclass(frozen=True)
class Telling:
    """The regions of one page."""

    query: str  # what addresses end with
    is_open: bool  # whether all that is told lies open

    def html(self, told: Iterable[RegionTold]) -> SafeString:
        return mark_safe("\n".join(map(self._region, told)))

    def _region(self, region: RegionTold) -> str:
        on = day(clock.day_of(region.changed_at)) if region.changed_at else self._by_time
        meta = f'<span class="meta">{escape(on)} · {escape(region.how_much)}</span>'
        strands = "".join(self._strand(region, one) for one in region.strands)
        return (
            f'<details class="told-region"{" open" if self.is_open else ""}>'
            f"<summary><h3>{escape(region.name)} {meta}</h3></summary>{strands}</details>"
        )

    def _strand(self, region: RegionTold, strand: StrandTold) -> str:
        name: str = escape(strand.name)
        new = f" ({self._new})" if strand.is_new else ""
        head = f"<h4>{name}{new}</h4>" if name else ""
        at = self._strand_at.format(region=region.slug, strand=strand.number)
        lines = "".join(f"<li>{self._milestone(at, one)}</li>" for one in strand.milestones)
        return f"{head}<ul>{lines or self._nothing}</ul>"

    def _milestone(self, strand_at: str, one: MilestoneTold) -> str:
        cell = one.cell
        words = ", ".join(str(said) for said in one.words)
        name = self._named(cell.milestone.name)
        line = f"{name}: {escape(cell.count)}{' · ' if words else ''}{escape(words)}"
        if not one.statuses and one.plan_step is None:
            return line
        address = f"{strand_at}{cell.milestone.slug}/{escape(self.query)}"
        steps = "".join(self._status(address, status) for status in one.statuses)
        moved = self._plan(one, one.plan_step) if one.plan_step else ""
        return f"<details><summary>{line}</summary><ul>{steps}{moved}</ul></details>"

    def _status(self, milestone_at: str, one: StatusTold) -> str:
        checkpoint, step = one.checkpoint, one.step
        said = f"{escape(one.before_label)} → {escape(one.label)}"
        meta = [day(clock.day_of(step.recorded_at)), step.by]
        return (
            f'<li><a href="{milestone_at}#{checkpoint.slug}">{self._named(checkpoint.text)}</a>:'
            f" {said} {_meta(meta)}</li>"
        )

    def _plan(self, one: MilestoneTold, step: PlanStep) -> str:
        move = one.cell.move
        said = f"{escape(day(move.before))} → {escape(day(move.after))}" if move else ""
        meta = [day(clock.day_of(step.recorded_at)), step.by, step.reason and f"«{step.reason}»"]
        return f"<li>{self._planned_end}: {said} {_meta(meta)}</li>"

    @cached_property
    def _named(self) -> Callable[[Text], str]:
        """A text marked with its language, each once."""
        known: dict[Text, str] = {}

        def named(words: Text) -> str:
            if words not in known:
                known[words] = text(words)
            return known[words]

        return named

    @cached_property
    def _strand_at(self) -> str:
        return strand_pattern()

    @cached_property
    def _by_time(self) -> str:
        return gettext("by time alone")

    @cached_property
    def _new(self) -> str:
        return escape(gettext("new"))

    @cached_property
    def _planned_end(self) -> str:
        return escape(gettext("Planned end"))

    @cached_property
    def _nothing(self) -> str:
        return f"<li>{escape(gettext('Nothing is recorded on it yet.'))}</li>"


def _meta(words: Iterable[str]) -> str:
    """When, by whom and why, as far as it is known."""
    return f'<span class="meta">{escape(" · ".join(filter(None, words)))}</span>'
