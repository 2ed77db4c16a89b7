"""Writes of the country's division into counties and municipalities, as a file gives it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F

from regions.files import Node
from regions.models import County, Municipality, MunicipalityVersion


@dataclass(frozen=True)
class Place:
    """A municipality as the file has it."""

    number: str
    name: str
    county: County


def load_division(file: Node) -> int:
    """Add what is missing and correct names; the number of changes. Ended versions stay ended."""
    file.known("division", "counties")
    counties = {row.number: row for row in County.objects.all()}
    changes, places = 0, dict[str, Place]()
    for number, node in file.items_by("counties", "number").items():
        node.known("number", "name", "municipalities")
        changes += _put_county(node, number, counties)
        for place, at in _places(node, counties[number]):
            if place.number in places:
                raise at.error("the number stands twice.")
            places[place.number] = place
    return changes + _put_municipalities(places)


def _put_county(node: Node, number: str, counties: dict[str, County]) -> int:
    if not (len(number) == 2 and number.isdecimal()):  # noqa: PLR2004  as the country counts
        raise node.at("number").error("a county's number has two digits, as 01.")
    name = node.text("name", limit=60)
    county = counties.get(number) or County(number=number)
    if county.pk and county.name == name:
        return 0
    county.name = name
    county.save()
    counties[number] = county
    return 1


def _places(node: Node, county: County) -> Iterator[tuple[Place, Node]]:
    listed = node.at("municipalities")
    if not isinstance(listed.value, dict):
        raise listed.error('numbers and names are expected, as {"0101": "Halden"}.')
    for number in listed.value:
        at = Node(listed.value[number], f"{listed.way}.{number}")
        if not (len(number) == 4 and number.isdecimal()):  # noqa: PLR2004  the same
            raise at.error("a municipality's number has four digits, as 0402.")
        yield Place(number, listed.text(number, limit=60), county), at


def _put_municipalities(places: dict[str, Place]) -> int:
    from_the_first = F("valid_from").asc(nulls_first=True)  # so that the newest stays
    versions = {row.number: row for row in MunicipalityVersion.objects.order_by(from_the_first)}
    new = [place for number, place in places.items() if number not in versions]
    identities = Municipality.objects.bulk_create([Municipality() for _place in new])
    MunicipalityVersion.objects.bulk_create(
        MunicipalityVersion(
            municipality=identity, number=place.number, name=place.name, county=place.county
        )
        for identity, place in zip(identities, new, strict=True)
    )
    return len(new) + sum(
        _correct(versions[number], place) for number, place in places.items() if number in versions
    )


def _correct(version: MunicipalityVersion, place: Place) -> int:
    same = (version.name, version.county_id) == (place.name, place.county.pk)
    if same or version.valid_to is not None:
        return 0
    version.name, version.county = place.name, place.county
    version.save()
    return 1
