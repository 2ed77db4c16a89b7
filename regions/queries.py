"""Reads about regions and people, as frozen dataclasses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from regions.dated import holds_on
from regions.models import (
    County,
    Membership,
    MembershipRole,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Region,
    User,
)
from regions.norwegian import contains, in_order, sort_key
from regions.reading import Reading, as_row


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


def parts_of(region: Region, reading: Reading) -> Parts:
    """Host, members and observers of a region on a day, as it was recorded then: 1 query."""
    day, named = reading.day, "municipality__versions__"
    rows = (
        _taking_part(reading)
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


def people_of(region: Region, reading: Reading) -> tuple[Person, ...]:
    """Who belonged to a region, coordinators first, then readers, by name: 1 query.

    Their names and addresses are today's, also on an earlier day.
    """
    active = reading.rows(User).filter(is_active=True).values("of" if reading.past else "pk")
    rows = (
        reading.rows(Membership)
        .filter(region=region, removed=False, user__in=active)
        .order_by("role", in_order("user__name"))
        .values_list("user_id", "user__name", "user__email", "role")
    )
    return tuple(Person(*row) for row in rows)


def region_on(region: Region, reading: Reading) -> Region:
    """A region under the name of the day; today's before it was there. 1 query on a past day."""
    return reading.of(region) or region


def regions_of(ids: Iterable[int], reading: Reading) -> tuple[Region, ...]:
    """Regions under the names of the day, in Norwegian order: 1 query, 2 on a past day."""
    regions = Region.objects.filter(pk__in=ids).in_order()
    if not reading.past:
        return tuple(regions)
    steps = {step.of_id: step for step in reading.rows(Region).filter(of__in=ids)}
    named = [as_row(steps[one.pk], one) if one.pk in steps else one for one in regions]
    return tuple(sorted(named, key=lambda one: sort_key(one.name)))


def found_by(text: str, reading: Reading) -> Q:
    """A filter for regions by a part of their name or of a municipality's that takes part."""
    places = MunicipalityVersion.objects.on(reading.day).filter(contains("name", text))
    named = reading.rows(Region).filter(contains("name", text))
    regions = named.values("of" if reading.past else "pk")
    return Q(pk__in=regions) | _with_part_in(places, reading)


def in_county(number: str, reading: Reading) -> Q:
    """A filter for regions with a municipality in a county."""
    places = MunicipalityVersion.objects.on(reading.day).filter(county__number=number)
    return _with_part_in(places, reading)


def counties() -> list[tuple[str, str]]:
    """Number and name of all counties, in Norwegian order: 1 query."""
    return list(County.objects.order_by(in_order("name")).values_list("number", "name"))


def how_many_regions(reading: Reading) -> int:
    """How many there were: 1 query."""
    return reading.rows(Region).count()


def home_counties(regions: QuerySet[Region], reading: Reading) -> Mapping[int, tuple[str, str]]:
    """Number and name of each region's county on a day, by region: 1 query.

    It is the host municipality's; of a region without one the first member's by name. A region in
    which nobody takes part is not among them.
    """
    named = "municipality__versions__"
    rows = (
        _taking_part(reading)
        .filter(holds_on(reading.day, named), region__in=regions.order_by().values("pk"))
        .exclude(role=ParticipationRole.OBSERVER)
        .order_by(in_order(f"{named}name"))
        .values_list("region_id", "role", f"{named}county__number", f"{named}county__name")
    )
    found: dict[int, tuple[str, str]] = {}
    for region, role, number, name in rows:
        if role == ParticipationRole.HOST or region not in found:
            found[region] = (number, name)
    return found


def counties_on(day: date) -> tuple[tuple[str, str], ...]:
    """Number and name of the counties of a day: 1 query.

    One whose municipalities all lie in other counties by then is no longer among them.
    """
    now = MunicipalityVersion.objects.on(day).filter(county=OuterRef("pk"))
    ever = MunicipalityVersion.objects.filter(county=OuterRef("pk"))
    there = County.objects.filter(Exists(now) | ~Exists(ever))
    return tuple(there.order_by("number").values_list("number", "name"))


def _with_part_in(places: QuerySet[MunicipalityVersion], reading: Reading) -> Q:
    parts = _taking_part(reading).filter(municipality__in=places.values("municipality"))
    return Q(pk__in=parts.values("region"))


def _taking_part(reading: Reading) -> QuerySet[Any]:
    """Participations as they were recorded, of those that hold on the day."""
    return reading.rows(Participation).filter(holds_on(reading.day), removed=False)
