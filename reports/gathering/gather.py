"""Gathers what the paper of a gathering says: its agenda and groups, as they stand now."""

from datetime import datetime
from typing import Any

from django.conf import settings

from checkpoints.timeline import event_name
from regions.wording import page_language
from reports.gathering.content import GatheringContent, Point
from reports.gathering.groups import asked_at, groups_for_paper, kept
from reports.models import Gathering, GatheringRevision
from reports.queries.gatherings import Agenda, agenda_of


def gather_gathering(gathering: Gathering) -> GatheringContent:
    """What the paper says, in the page's language: at most 6 queries.

    `gathering` comes with its event's phase and that one's programme.
    """
    event, agenda, language = gathering.event, agenda_of(gathering.event), page_language()
    return GatheringContent(
        language=language,
        programme=event.phase.programme.name,
        phase=event.phase.text(language),
        event=event.slug,
        name=event_name(event),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        place=event.place,
        changed_at=_changed_at(gathering, agenda),
        demo=settings.DEMO,
        agenda=tuple(Point(one.heading, one.note, one.minutes) for one in agenda.items),
        groups=groups_for_paper(gathering),
    )


def _changed_at(gathering: Gathering, agenda: Agenda) -> datetime:
    """When what the paper says was changed last."""
    rows = (gathering.event, *agenda.items, *agenda.taken_out)
    groups = (_groups_changed_at(gathering), asked_at(kept(gathering.groups)))
    return max(filter(None, (*(one.changed_at for one in rows), *groups)))


def _groups_changed_at(gathering: Gathering) -> datetime | None:
    """When the groups became as they are: to show them to the regions changes nothing of them."""
    steps = GatheringRevision.objects.filter(of=gathering.pk).order_by("number")
    groups: list[Any] = []
    changed_at = None
    for now, at in steps.values_list("groups", "recorded_at"):
        if now != groups:
            groups, changed_at = now, at
    return changed_at
