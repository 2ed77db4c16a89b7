"""Writes on regions, and on which municipalities take part in them."""

from datetime import date
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regions.dated import holds_between
from regions.history import How, record
from regions.models import (
    Municipality,
    Participation,
    ParticipationRole,
    Programme,
    Region,
    User,
)
from regions.signals import region_added
from regions.signs import unseen_in


def add_region(
    *,
    by: User | None,
    programme: Programme,
    slug: str,
    name: str,
    language: str,
    source_confidence: str = "",
    **how: Unpack[How],
) -> Region:
    """A new region; other apps hear of it and give it what it needs, in the same transaction."""
    _is_one_line(name)
    if Region.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another region has this address.")})
    with transaction.atomic():
        region = record(
            Region(programme=programme, slug=slug),
            by=by,
            expected=0,
            **how,
            name=name,
            language=language,
            source_confidence=source_confidence,
        )
        region_added.send(Region, region=region, by=by, how=how)
    return region


def add_region_with_host(*, by: User, host: Municipality | None, **facts: Any) -> Region:
    """A new region and the municipality that hosts it, both or neither; see `add_region`."""
    with transaction.atomic():
        region = add_region(by=by, **facts)
        if host is not None:
            add_participation(by=by, region=region, municipality=host, role=ParticipationRole.HOST)
    return region


def change_region(
    *,
    by: User | None,
    region: Region,
    expected_revision: int,
    name: str,
    language: str,
    source_confidence: str = "",
    **how: Unpack[How],
) -> Region:
    """Rename a region or choose another language for its reports."""
    _is_one_line(name)
    return record(
        region,
        by=by,
        expected=expected_revision,
        **how,
        name=name,
        language=language,
        source_confidence=source_confidence,
    )


def _is_one_line(name: str) -> None:
    """A region's name stands in the subjects of letters, in file names and on paper."""
    if unseen_in(name):
        words = _("A name is one line, without tabs, line breaks and signs that cannot be seen.")
        raise ValidationError({"name": words})


def add_participation(
    *,
    by: User | None,
    region: Region,
    municipality: Municipality,
    role: ParticipationRole,
    valid_from: date | None = None,
    valid_to: date | None = None,
    **how: Unpack[How],
) -> Participation:
    """A municipality joins a region."""
    return change_participation(
        by=by,
        participation=Participation(region=region, municipality=municipality),
        expected_revision=0,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        **how,
    )


def change_participation(
    *,
    by: User | None,
    participation: Participation,
    expected_revision: int,
    role: ParticipationRole,
    valid_from: date | None,
    valid_to: date | None,
    removed: bool = False,
    **how: Unpack[How],
) -> Participation:
    """Another role or other dates.

    Raises ValidationError where a day would have two hosts, or a municipality twice.
    """
    facts: dict[str, Any] = {
        "role": role,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "removed": removed,
    }
    for name, value in facts.items():
        setattr(participation, name, value)
    with transaction.atomic():
        # Until this is saved, no other part of the region is.
        Region.objects.select_for_update().get(pk=participation.region_id)
        _refuse_overlaps(participation)
        return record(
            participation,
            by=by,
            expected=expected_revision,
            **how,
            **facts,
        )


def _refuse_overlaps(part: Participation) -> None:
    """No two hosts, and no municipality twice, on any day."""
    if part.removed:
        return
    same_days = holds_between(part.valid_from, part.valid_to)
    others = Participation.objects.filter(same_days, region=part.region_id, removed=False)
    others = others.exclude(pk=part.pk)
    if others.filter(municipality=part.municipality_id).exists():
        twice = _("The municipality takes part in the region already on some of these days.")
        raise ValidationError({"municipality": twice})
    if part.role == ParticipationRole.HOST and others.filter(role=part.role).exists():
        second = _(
            "The region has another host on some of these days. Give that one a last day first, "
            "or choose days that it is not host."
        )
        raise ValidationError({"role": second})
