"""Reads for the pages on people and regions: what they list, what their forms let one choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from regions.models import (
    Membership,
    MembershipRole,
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Programme,
    Region,
    Role,
    RoleName,
    User,
)
from regions.norwegian import contains, in_order
from regions.wording import Language


@dataclass(frozen=True)
class RegionLine:
    """A region in the list of all."""

    slug: str
    name: str
    language: str  # its name: bokmål
    source_confidence: str
    host: str


@dataclass(frozen=True)
class PersonLine:
    """A person in the list of all."""

    pk: int
    name: str
    email: str
    is_active: bool
    role: str  # in the programme, in words; empty for none
    regions: tuple[str, ...]


@dataclass(frozen=True)
class MembershipLine:
    """Someone's role in a region, as the region's people see it."""

    pk: int
    revision: int
    person: int
    name: str
    email: str
    region: str
    slug: str
    role: str  # in words


@dataclass(frozen=True)
class ParticipationLine:
    """A municipality's part in a region, as it is edited."""

    pk: int
    name: str  # "0402 Kongsvinger"
    role: str  # in words
    valid_from: date | None
    valid_to: date | None
    removed: bool


def programme() -> Programme:
    """The installation's programme."""
    return Programme.objects.earliest("pk")


def region_lines(day: date) -> tuple[RegionLine, ...]:
    """All regions with their hosts on a day, by name: 3 queries."""
    hosts = dict(
        Participation.objects.on(day)
        .filter(role=ParticipationRole.HOST)
        .values_list("region_id", "municipality_id")
    )
    names = municipality_names(hosts.values(), day)
    return tuple(
        RegionLine(
            region.slug, region.name, Language(region.language).label, region.source_confidence,
            names.get(hosts.get(region.pk, 0), ""),
        )
        for region in Region.objects.in_order()
    )  # fmt: skip


def person_lines(text: str = "") -> tuple[PersonLine, ...]:
    """People whose name or e-mail holds the text, by name: 3 queries."""
    roles = dict(Role.objects.filter(removed=False).values_list("user_id", "role"))
    regions: dict[int, list[str]] = {}
    memberships = Membership.objects.filter(removed=False).order_by(in_order("region__name"))
    for person, region in memberships.values_list("user_id", "region__name"):
        regions.setdefault(person, []).append(region)
    found = User.objects.filter(Q(contains("name", text)) | Q(contains("email", text)))
    return tuple(
        PersonLine(
            person.pk, person.name, person.email, person.is_active,
            str(RoleName(roles[person.pk]).label) if person.pk in roles else "",
            tuple(regions.get(person.pk, ())),
        )
        for person in found.order_by(in_order("name"), "pk")
    )  # fmt: skip


def members_of(region: Region) -> tuple[MembershipLine, ...]:
    """Coordinators first, then readers, by name: 1 query."""
    return _membership_lines(Q(region=region))


def memberships_of(person: User) -> tuple[MembershipLine, ...]:
    """Someone's memberships, coordinated regions first, by region: 1 query."""
    return _membership_lines(Q(user=person))


def _membership_lines(whose: Q) -> tuple[MembershipLine, ...]:
    rows = (
        Membership.objects.filter(whose, removed=False)
        .order_by("role", in_order("region__name"), in_order("user__name"), "pk")
        .select_related("user", "region")
    )
    return tuple(
        MembershipLine(
            row.pk, row.revision, row.user_id, row.user.name, row.user.email,
            row.region.name, row.region.slug, str(MembershipRole(row.role).label),
        )
        for row in rows
    )  # fmt: skip


def membership_names_in(region: Region) -> Mapping[Membership, str]:
    """All memberships a region ever had, with the person's name, for its history: 1 query."""
    rows = Membership.objects.filter(region=region).select_related("user")
    return {row: row.user.name for row in rows}


def role_of(person: User) -> Role | None:
    """The row of someone's role in the programme, also where it was taken away."""
    return Role.objects.filter(user=person).first()


def rows_about(person: User, role_name: str) -> Mapping[User | Role | Membership, str]:
    """Everything with a history about a person, each named for the list: 2 queries."""
    rows: dict[User | Role | Membership, str] = {person: ""}
    rows |= dict.fromkeys(Role.objects.filter(user=person), role_name)
    memberships = Membership.objects.filter(user=person).select_related("region")
    return rows | {row: row.region.name for row in memberships}


def participation_lines(region: Region, day: date) -> tuple[ParticipationLine, ...]:
    """A region's municipalities, host first, then by number: 2 queries."""
    rows = list(Participation.objects.filter(region=region))
    names = municipality_names([row.municipality_id for row in rows], day)
    rank = {role: place for place, role in enumerate(ParticipationRole.values)}
    rows.sort(key=lambda row: (rank[row.role], names[row.municipality_id]))
    return tuple(
        ParticipationLine(
            row.pk, names[row.municipality_id], str(ParticipationRole(row.role).label),
            row.valid_from, row.valid_to, row.removed,
        )
        for row in rows
    )  # fmt: skip


def municipality_names(municipalities: Iterable[int], day: date) -> Mapping[int, str]:
    """Number and name on a day, else the nearest before or after, by municipality: 1 query."""
    versions = MunicipalityVersion.objects.filter(municipality__in=municipalities).order_by(
        F("valid_from").asc(nulls_first=True)
    )
    names: dict[int, str] = {}
    for version in versions:
        begun = version.valid_from is None or version.valid_from <= day
        if begun or version.municipality_id not in names:
            names[version.municipality_id] = str(version)
    return names


def municipality_choices(day: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Every municipality of a day under its county, as choices of a form: 1 query."""
    rows = (
        MunicipalityVersion.objects.on(day)
        .order_by("county__number", "number")
        .values_list("county__name", "municipality_id", "number", "name")
    )
    groups: dict[str, list[tuple[int, str]]] = {}
    for county, municipality, number, name in rows:
        groups.setdefault(county, []).append((municipality, f"{number} {name}"))
    return list(groups.items())


def municipality(pk: int) -> Municipality:
    return Municipality.objects.get(pk=pk)


def region_choices() -> list[tuple[int, str]]:
    """All regions by name, as choices of a form: 1 query."""
    return [(region.pk, region.name) for region in Region.objects.in_order()]


def region_by_id(pk: int) -> Region:
    return Region.objects.get(pk=pk)


def participation_names_in(region: Region, day: date) -> Mapping[Participation, str]:
    """All parts a region ever had, with the municipality's name, for its history: 2 queries."""
    rows = list(Participation.objects.filter(region=region))
    names = municipality_names([row.municipality_id for row in rows], day)
    return {row: names[row.municipality_id] for row in rows}


def fresh(person: User) -> User:
    """A person as the database has them."""
    return User.objects.get(pk=person.pk)
