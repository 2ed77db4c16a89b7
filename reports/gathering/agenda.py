"""What a gathering's agenda could be about, proposed from the data by a few plain rules.

A proposal names regions: it is for the programme staff. What is taken onto the agenda from it is
read by all who come, and names none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from checkpoints.overview.addresses import strand_pattern
from checkpoints.progress import days_moved
from checkpoints.queries.help import RequestFacts
from reports.gathering.standing import Hindered, Practice
from reports.models import AgendaItem

MOST = 3  # proposals of each kind
MINUTES = 30  # that a proposal is put on the agenda with


class Why(TextChoices):
    """By which rule something is proposed, in the order in which they are shown."""

    SLIPPED = "slipped", gettext_lazy("Plans that must be moved")
    ON_HOLD = "on_hold", gettext_lazy("On hold")
    HELP = "help", gettext_lazy("Asks for help")
    PRACTICE = "practice", gettext_lazy("Good practice to show")

    @property
    def rule(self) -> str | Promise:
        """The rule in one sentence."""
        return RULES[self]


RULES: dict[Why, str | Promise] = {
    Why.SLIPPED: gettext_lazy(
        "Milestones whose planned end has passed, or was moved to a later day since the gathering "
        "before; those of most regions first."
    ),
    Why.ON_HOLD: gettext_lazy("Milestones that regions have put on hold; those of most first."),
    Why.HELP: gettext_lazy(
        "Checkpoints that regions ask for help with; first where most wait for an answer."
    ),
    Why.PRACTICE: gettext_lazy(
        "Checkpoints that regions have met since the gathering before, and tell others how; "
        "those of most regions first."
    ),
}


@dataclass(frozen=True)
class Mention:
    """A region that a proposal is about, with what there is to say of it."""

    region: str
    address: str
    fact: str = ""  # «51 dager forsinket»


@dataclass(frozen=True)
class Proposal:
    """Something to talk about at a gathering, and what makes it worth the time."""

    key: str  # «on_hold:tiltak-vedtatt»
    why: Why
    heading: str  # as it would stand on the agenda
    note: str  # the same: how many regions, and no names
    address: str  # where all regions are shown
    mentions: tuple[Mention, ...]  # each region once
    waiting: int = 0  # regions that nobody has answered
    minutes: int = MINUTES


@dataclass(frozen=True)
class Data:
    """What proposals are made of, milestone by milestone, checkpoint by checkpoint."""

    phase: str
    hindered: tuple[Hindered, ...]
    asked: tuple[RequestFacts, ...]
    practices: tuple[Practice, ...]


def proposals(data: Data) -> tuple[Proposal, ...]:
    """All there are, kind by kind, in the order of their rules."""
    slipped = [one for one in data.hindered if one.slips]
    held = [one for one in data.hindered if one.on_hold]
    return (
        *_most_first(_slipped(data.phase, some) for some in _by(slipped, _milestone)),
        *_most_first(_on_hold(data.phase, some) for some in _by(held, _milestone)),
        *_most_first(_help(some) for some in _by(data.asked, _where)),
        *_most_first(_practice(some) for some in _by(data.practices, _where)),
    )


def the_first(found: Iterable[Proposal], taken: Iterable[str]) -> tuple[Proposal, ...]:
    """The few of each kind that are proposed now: without what is on the agenda already."""
    left_out = frozenset(taken)
    left = [one for one in found if one.key not in left_out]
    return tuple(one for why in Why for one in [one for one in left if one.why == why][:MOST])


def _most_first(found: Iterable[Proposal]) -> list[Proposal]:
    """Equals stay in their order."""
    return sorted(found, key=lambda one: (-one.waiting, -len(one.mentions)))


def _by[Row](rows: Iterable[Row], key: Callable[[Row], Any]) -> Iterable[list[Row]]:
    return [list(some) for _key, some in groupby(sorted(rows, key=key), key=key)]


def _milestone(one: Hindered) -> tuple[int, int]:
    return one.milestone.position, one.milestone.pk


def _where(one: RequestFacts | Practice) -> tuple[str, str, str]:
    return one.where


# Milestones


def _slipped(phase: str, some: Sequence[Hindered]) -> Proposal:
    worst_first = sorted(some, key=lambda one: (-one.late_days, -one.moved_days))
    mentions = _once(_at_strand(one, _slip(one)) for one in worst_first)
    words = ngettext(
        "%(n)d region has a plan that is late or was moved.",
        "%(n)d regions have plans that are late or were moved.",
        len(mentions),
    )
    heading = _("%(milestone)s: plans that must be moved")
    return _of_milestone(Why.SLIPPED, phase, some[0], heading=heading, words=words, who=mentions)


def _on_hold(phase: str, some: Sequence[Hindered]) -> Proposal:
    mentions = _once(_at_strand(one, "") for one in some)
    words = ngettext(
        "%(n)d region has put something on hold.",
        "%(n)d regions have put something on hold.",
        len(mentions),
    )
    heading = _("%(milestone)s: what is on hold")
    return _of_milestone(Why.ON_HOLD, phase, some[0], heading=heading, words=words, who=mentions)


def _of_milestone(
    why: Why, phase: str, one: Hindered, *, heading: str, words: str, who: tuple[Mention, ...]
) -> Proposal:
    milestone = one.milestone
    return Proposal(
        key=f"{why}:{milestone.slug}",
        why=why,
        heading=_short(heading % {"milestone": milestone.name.value}),
        note=words % {"n": len(who)},
        address=reverse("checkpoints:milestone_across", args=[phase, milestone.slug]),
        mentions=who,
    )


def _at_strand(one: Hindered, fact: str) -> Mention:
    at = strand_pattern().format(region=one.slug, strand=one.strand)
    return Mention(one.name, f"{at}{one.milestone.slug}/", fact)


def _slip(one: Hindered) -> str:
    """«51 dager forsinket»; of what is not late yet how far it was moved."""
    if not one.late_days:
        return _("moved %(days)s") % {"days": days_moved(one.moved_days)}
    words = ngettext("%(n)d day late", "%(n)d days late", one.late_days)
    return words % {"n": one.late_days}


# Checkpoints


def _help(some: Sequence[RequestFacts]) -> Proposal:
    unanswered_first = sorted(some, key=lambda one: bool(one.answers))
    waiting = {one.region for one in some if not one.answers}
    mentions = _once(_asking(one) for one in unanswered_first)
    words = ngettext("%(n)d region asks for help.", "%(n)d regions ask for help.", len(mentions))
    first = some[0]
    return Proposal(
        key=f"{Why.HELP}:{first.where[1]}/{first.where[2]}",
        why=Why.HELP,
        heading=_short(_("Advice for each other: %(text)s") % {"text": first.criterion.value}),
        note=words % {"n": len(mentions)},
        address=reverse("checkpoints:learning", args=first.where),
        mentions=mentions,
        waiting=len(waiting),
    )


def _asking(one: RequestFacts) -> Mention:
    address = reverse("checkpoints:help_request", args=[one.pk])
    return Mention(one.region_name, address, "" if one.answers else _("not answered yet"))


def _practice(some: Sequence[Practice]) -> Proposal:
    first = some[0]
    address = reverse("checkpoints:learning", args=first.where)
    mentions = _once(Mention(one.region, address) for one in some)
    words = ngettext(
        "%(n)d region has met this lately, and tells how.",
        "%(n)d regions have met this lately, and tell how.",
        len(mentions),
    )
    return Proposal(
        key=f"{Why.PRACTICE}:{first.where[1]}/{first.where[2]}",
        why=Why.PRACTICE,
        heading=_short(_("How we did it: %(text)s") % {"text": first.criterion.value}),
        note=words % {"n": len(mentions)},
        address=address,
        mentions=mentions,
    )


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each region by the first that is said of it."""
    found: dict[str, Mention] = {}
    for one in mentions:
        found.setdefault(one.region, one)
    return tuple(found.values())


def _short(heading: str) -> str:
    """What fits on the agenda: nobody limits a checkpoint's text."""
    return str(Truncator(heading).chars(AgendaItem.HEADING_LIMIT))
