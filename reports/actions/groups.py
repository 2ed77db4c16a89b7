"""Who sits with whom at a gathering: made from the data, changed by hand."""

from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions import clock
from regions.history import How, Stale, record
from regions.models import Region, User
from regions.reading import Reading
from reports.gathering.groups import Kept, as_json, kept, moved
from reports.gathering.matching import match
from reports.gathering.needs import participants
from reports.models import Gathering


def make_groups(
    *,
    by: User | None,
    gathering: Gathering,
    expected_revision: int,
    group_size: int,
    anew: bool = False,
    **how: Unpack[How],
) -> Gathering:
    """Put all regions of the programme in groups by what they need and have met today.

    What was changed by hand is made anew only where `anew` says so, to who has seen it. To find
    groups takes a while, in which no transaction keeps others waiting: who changes them meanwhile
    has saved first.
    """
    if expected_revision != gathering.revision:
        raise Stale(gathering)
    if not anew and any(one.by_hand for one in kept(gathering.groups)):
        words = _(
            "The groups were changed by hand. Tick that they are to be made anew all the same."
        )
        raise ValidationError({"anew": words})
    reading = Reading.today()
    found = match(participants(gathering.event.phase, reading), group_size)
    groups = as_json(Kept(one.topic, one.regions) for one in found)
    return _record(
        gathering, by, expected_revision, how,
        groups=groups, group_size=group_size, matched_on=reading.day,
    )  # fmt: skip


@transaction.atomic
def move_region(
    *,
    by: User | None,
    gathering: Gathering,
    expected_revision: int,
    region: Region,
    to: int | None,
    **how: Unpack[How],
) -> Gathering:
    """Put a region in another group: its place in the list, its end for a new one, none for none.

    A region that has joined the programme since is placed in the same way.
    """
    groups = kept(gathering.groups)
    if region.programme_id != gathering.event.phase.programme_id:
        raise ValidationError({"region": _("This region is not in the gathering's programme.")})
    if to is not None and not 0 <= to <= len(groups):
        raise ValidationError({"to": _("This group is no longer here. Load the page again.")})
    found = moved(groups, region.pk, to)
    matched_on = gathering.matched_on or clock.today()
    return _record(
        gathering, by, expected_revision, how, groups=as_json(found), matched_on=matched_on
    )


def _record(
    gathering: Gathering, by: User | None, expected: int, how: How, **facts: Any
) -> Gathering:
    seated = [region for one in kept(facts["groups"]) for region in one.regions]
    if len(seated) != len(set(seated)):
        raise ValidationError(_("A region stands in two groups. Make the groups anew."))
    return record(gathering, by=by, expected=expected, **how, **facts)
