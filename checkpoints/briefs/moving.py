"""What has moved in a region and what comes, sentence by sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.briefs.sentences import Part, Sentence, listed, sentence
from checkpoints.briefs.ways import CHANGED, LIKELY, Ways, named
from checkpoints.calendar import Coming
from checkpoints.changes import Changes, PlanMove
from checkpoints.forecast import Outlook
from checkpoints.models import Status
from checkpoints.region_progress import MilestoneProgress, StrandProgress
from regions.templatetags.words import until

FEW = 2  # moved plans that are told one by one

type Outlooks = Mapping[tuple[int, int], Outlook]  # by strand and milestone


@dataclass(frozen=True)
class Beside:
    """What else is known beside a region's progress; what is not known is not told."""

    changes: Changes | None = None
    since: str = ""  # «samling 1», which the changes are told from
    next_event: Coming | None = None
    waiting: int = 0  # its questions that nobody has answered
    outlooks: Outlooks = field(default_factory=dict)


def moving(main: StrandProgress, beside: Beside, ways: Ways) -> tuple[Sentence, ...]:
    """What has changed, what the region asks, what comes next, when it is likely to be reached."""
    return (
        *_changed(beside, ways),
        *_waiting(beside.waiting, ways),
        *next_event(beside.next_event, ways.to("checkpoints:calendar")),
        *_ahead(main, beside.outlooks, ways),
    )


def _changed(beside: Beside, ways: Ways) -> list[Sentence]:
    changes = beside.changes
    if changes is None:
        return []
    if not changes:
        return [sentence(_("Nothing has changed since %(event)s."), event=beside.since)]
    items = listed(
        sentence(words, n=Part(str(count), ways.here(CHANGED)))
        for count, words in _counted(changes)
        if count
    )
    first = sentence(_("Since %(event)s: %(changes)s."), event=beside.since, changes=items)
    told = changes.moves if len(changes.moves) <= FEW else ()
    return [first, *(_moved(one, ways) for one in told)]


def _counted(changes: Changes) -> list[tuple[int, str]]:
    met = sum(one.row.is_met for one in changes.statuses)
    reopened = sum(not one.row.is_met and one.before == Status.MET for one in changes.statuses)
    other = len(changes.statuses) - met - reopened
    moves, decisions = len(changes.moves), len(changes.decisions)
    return [
        (met, ngettext("%(n)d checkpoint met", "%(n)d checkpoints met", met)),
        (
            reopened,
            ngettext("%(n)d checkpoint taken back", "%(n)d checkpoints taken back", reopened),
        ),
        (
            other,
            ngettext(
                "%(n)d checkpoint with another status",
                "%(n)d checkpoints with another status",
                other,
            ),
        ),
        (moves, ngettext("%(n)d planned end moved", "%(n)d planned ends moved", moves)),
        (decisions, ngettext("%(n)d decision recorded", "%(n)d decisions recorded", decisions)),
    ]


def _moved(move: PlanMove, ways: Ways) -> Sentence:
    return sentence(
        _("The planned end of %(name)s was moved from %(before)s to %(after)s."),
        name=named(move.at),
        before=date_format(move.before, "DATE_FORMAT"),
        after=Part(date_format(move.after, "DATE_FORMAT"), ways.milestone(move.at)),
    )


def _waiting(count: int, ways: Ways) -> list[Sentence]:
    if not count:
        return []
    words = ngettext(
        "%(n)d question to other regions waits for an answer.",
        "%(n)d questions to other regions wait for an answer.",
        count,
    )
    return [sentence(words, n=Part(str(count), ways.to("checkpoints:help_requests")))]


def next_event(event: Coming | None, address: str) -> list[Sentence]:
    """What the calendar looks ahead to; its name stands within the sentence."""
    if event is None:
        return []
    name = event.name[:1].lower() + event.name[1:]
    days = Part(until(event.starts_on, event.ends_on), address)
    return [sentence(_("Next in the calendar is %(event)s, %(days)s."), event=name, days=days)]


def _ahead(main: StrandProgress, outlooks: Outlooks, ways: Ways) -> list[Sentence]:
    found = ((one, outlooks.get((one.strand.pk, one.milestone.pk))) for one in main.milestones)
    return [_likely(one, outlook, ways) for one, outlook in found if outlook]


def _likely(one: MilestoneProgress, outlook: Outlook, ways: Ways) -> Sentence:
    when = Part(outlook.words, ways.here(LIKELY))
    planned = one.cell.plan.ends_on
    if planned is None:
        return sentence(_("%(name)s is likely to be reached %(when)s."), name=named(one), when=when)
    return sentence(
        _("%(name)s is planned to end on %(day)s and likely to be reached %(when)s."),
        name=named(one),
        day=date_format(planned, "DATE_FORMAT"),
        when=when,
    )
