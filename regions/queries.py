"""Reads about regions and people, as frozen dataclasses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise

from regions.dated import holds_on
from regions.models import (
    Membership,
    MembershipRole,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Region,
)
from regions.norwegian import contains, in_order


@dataclass(frozen=True)
class Part:
    """A municipality's part in a region on a day."""

    municipality: int
    number: str
    name: str
    county: str
    role: str


@dataclass(frozen=True)
class Parts:
    """Who takes part in a region on a day, each list in Norwegian order."""

    host: Part | None
    members: tuple[Part, ...]
    observers: tuple[Part, ...]

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties of all who take part, the host's first."""
        listed = [self.host] if self.host else []
        return tuple(dict.fromkeys(part.county for part in (*listed, *self.members)))


@dataclass(frozen=True)
class Person:
    """Someone who belongs to a region."""

    pk: int
    name: str
    email: str
    role: str

    @property
    def role_label(self) -> str | Promise:
        return MembershipRole(self.role).label


def parts_of(region: Region, day: date) -> Parts:
    """Host, members and observers of a region on a day: 1 query."""
    named = "municipality__versions__"
    rows = (
        Participation.objects.on(day)
        .filter(holds_on(day, named), region=region)
        .order_by(in_order(f"{named}name"))
        .values_list(
            "municipality_id", f"{named}number", f"{named}name", f"{named}county__name", "role"
        )
    )
    parts = [Part(*row) for row in rows]
    by_role = {
        role: tuple(part for part in parts if part.role == role) for role in ParticipationRole
    }
    hosts = by_role[ParticipationRole.HOST]
    return Parts(
        hosts[0] if hosts else None,
        by_role[ParticipationRole.MEMBER],
        by_role[ParticipationRole.OBSERVER],
    )


def people_of(region: Region) -> tuple[Person, ...]:
    """Coordinators first, then readers, by name: 1 query."""
    rows = (
        Membership.objects.filter(region=region, removed=False, user__is_active=True)
        .order_by("role", in_order("user__name"))
        .values_list("user_id", "user__name", "user__email", "role")
    )
    return tuple(Person(*row) for row in rows)


def regions_of(ids: Iterable[int]) -> tuple[Region, ...]:
    return tuple(Region.objects.filter(pk__in=ids).in_order())


def found_by(text: str, day: date) -> Q:
    """A filter for regions by a part of their name or of a municipality's that takes part."""
    places = MunicipalityVersion.objects.on(day).filter(contains("name", text))
    taking_part = Participation.objects.on(day).filter(
        municipality__in=places.values("municipality")
    )
    return Q(contains("name", text)) | Q(pk__in=taking_part.values("region"))


def in_county(number: str, day: date) -> Q:
    """A filter for regions with a municipality in a county."""
    places = MunicipalityVersion.objects.on(day).filter(county__number=number)
    taking_part = Participation.objects.on(day).filter(
        municipality__in=places.values("municipality")
    )
    return Q(pk__in=taking_part.values("region"))
