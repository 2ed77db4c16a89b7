"""What an arrow shows, in words: state, plan, the first plan, how it moved, and what was real."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from checkpoints.progress import Planned
from checkpoints.region_progress import MilestoneProgress
from regions import clock
from regions.templatetags.words import day


def told(one: MilestoneProgress) -> str:
    """«Measures adopted: In progress. Planned 1 Oct. 2016 – 30 Apr. 2017. …»."""
    words = {"name": one.milestone.name, "state": capfirst(str(one.cell.label))}
    return " ".join([_("%(name)s: %(state)s.") % words, *_planned(one.cell.plan), *_real(one)])


def _planned(plan: Planned) -> list[str]:
    sentences = [_("Planned %(start)s – %(end)s.") % _stretch(plan.starts_on, plan.ends_on)]
    if plan.was_another:
        first = _stretch(plan.first_starts_on, plan.first_ends_on)
        sentences.append(_("First plan %(start)s – %(end)s.") % first)
    if plan.start_drift:
        sentences.append(_("The start: %(drift)s.") % {"drift": plan.start_drift})
    if plan.drift:
        sentences.append(_("The end: %(drift)s.") % {"drift": plan.drift})
    return sentences


def _real(one: MilestoneProgress) -> list[str]:
    span = one.cell.span
    if span.started_at is None:
        return []
    end = one.ended_on
    words = _stretch(clock.day_of(span.started_at), end) | ({} if end else {"end": _("now")})
    return [_("Really %(start)s – %(end)s.") % words]


def _stretch(start: date | None, end: date | None) -> dict[str, str]:
    return {"start": day(start) or "…", "end": day(end) or "…"}
