"""The regions' files: the 28, twice the same, brought up to date, and their errors."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from checkpoints.models import Strand, StrandRevision
from regions import actions
from regions.consistency import no_day_has_two_hosts_or_a_municipality_twice
from regions.history import Kind
from regions.models import (
    County,
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRevision,
    ParticipationRole,
    Programme,
    Region,
    RegionRevision,
)
from tests.copies import Kinds, made_once

pytestmark = pytest.mark.django_db
FIXTURE = Path(__file__).parents[2] / "fixtures/regions.json"
LOADED: Kinds = (
    County, Municipality, MunicipalityVersion, Region, RegionRevision, Participation,
    ParticipationRevision, Strand, StrandRevision,
)  # fmt: skip
type Write = Callable[[Any], Path]


@pytest.fixture
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FIXTURE.read_text("utf-8"))
    return loaded


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: Any) -> Path:
        path = tmp_path / "regions.json"
        path.write_text(json.dumps(content), "utf-8")
        return path

    return write


def load(path: Path = FIXTURE) -> None:
    call_command("load_regions", path, verbosity=0)


@pytest.fixture
def loaded(programme: Programme) -> None:
    """The regions as the files have them."""
    made_once(load, LOADED)


def parts(slug: str) -> list[tuple[str, str]]:
    rows = MunicipalityVersion.objects.filter(
        municipality__participations__region__slug=slug,
        municipality__participations__valid_to=None,
    ).order_by("number")
    return list(rows.values_list("number", "municipality__participations__role"))


# What the real files hold


def test_the_countrys_division_of_2015(loaded: None) -> None:
    assert (County.objects.count(), MunicipalityVersion.objects.count()) == (19, 428)
    vaaler = MunicipalityVersion.objects.filter(name="Våler").order_by("number")
    assert list(vaaler.values_list("number", "county__name")) == [
        ("0137", "Østfold"), ("0426", "Hedmark"),
    ]  # fmt: skip


def test_28_regions_with_who_takes_part(loaded: None) -> None:
    assert Region.objects.count() == 28
    assert Participation.objects.filter(role="host").count() == 28
    assert Participation.objects.count() == 166
    assert parts("elverumregionen") == [("0426", "member"), ("0427", "host"), ("0429", "member")]


def test_an_observer_a_county_border_and_a_host_unlike_the_regions_name(
    loaded: None,
) -> None:
    assert ("1576", "observer") in parts("kristiansundsregionen")
    counties = MunicipalityVersion.objects.filter(
        municipality__participations__region__slug="haugesundregionen"
    )
    assert set(counties.values_list("county__name", flat=True)) == {"Rogaland", "Hordaland"}
    hallingdal = Region.objects.get(slug="hallingdal")
    assert (hallingdal.name, hallingdal.language, hallingdal.source_confidence) == (
        "Hallingdal", "nn", "high",
    )  # fmt: skip
    assert ("0618", "host") in parts("hallingdal")  # Hemsedal


def test_each_gets_its_main_strand_in_the_same_import(loaded: None) -> None:
    assert Strand.objects.filter(is_main=True, phase__slug="fase-2").count() == 28
    told = {
        (revision.step, revision.change_set)
        for model in (RegionRevision, ParticipationRevision, StrandRevision)
        for revision in model.objects.all()
    }
    assert [step for step, _change_set in told] == [Kind.IMPORT]


def test_a_municipality_may_be_in_two_regions(
    programme: Programme, content: dict[str, Any], write: Write
) -> None:
    kongsvinger = content["regions"][1]
    kongsvinger["members"].append("0426")  # Våler in Hedmark asked for it
    load(write(content))
    municipality = MunicipalityVersion.objects.get(number="0426").municipality
    slugs = municipality.participations.order_by("region__slug")
    assert list(slugs.values_list("region__slug", flat=True)) == [
        "elverumregionen", "kongsvingerregionen",
    ]  # fmt: skip


# Twice, and what has changed


def test_the_same_files_twice_change_nothing(
    loaded: None, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = [model.objects.count() for model in (RegionRevision, ParticipationRevision)]
    call_command("load_regions")
    assert capsys.readouterr().out == "Regions: up to date.\n"
    assert [m.objects.count() for m in (RegionRevision, ParticipationRevision)] == counts


def test_a_new_host_a_new_member_and_one_who_left(
    loaded: None, content: dict[str, Any], write: Write
) -> None:
    elverum = content["regions"][2]
    elverum |= {"host": "0429", "members": ["0427", "0428"]}
    load(write(content))
    assert parts("elverumregionen") == [("0427", "member"), ("0428", "member"), ("0429", "host")]
    left = Participation.objects.get(
        region__slug="elverumregionen", municipality__versions__number="0426"
    )
    assert left.valid_to == date(2016, 11, 19)
    came = Participation.objects.get(
        region__slug="elverumregionen", municipality__versions__number="0428"
    )
    assert came.valid_from == date(2016, 11, 20)


def test_a_host_until_yesterday_still_was(
    loaded: None, content: dict[str, Any], write: Write
) -> None:
    content["regions"][2] |= {"host": "0429", "members": ["0426"]}  # 0427 leaves
    load(write(content))
    hosts = Participation.objects.filter(region__slug="elverumregionen", role="host")
    days = hosts.order_by("pk").values_list(
        "municipality__versions__number", "valid_from", "valid_to"
    )
    assert list(days) == [
        ("0427", None, date(2016, 11, 19)), ("0429", date(2016, 11, 20), None),
    ]  # fmt: skip
    assert no_day_has_two_hosts_or_a_municipality_twice() == []


def test_two_changes_on_one_day_leave_the_last(
    loaded: None, content: dict[str, Any], write: Write
) -> None:
    for host, members in (("0429", ["0428"]), ("0428", ["0429"]), ("0429", ["0428"])):
        content["regions"][2] |= {"host": host, "members": members}
        load(write(content))
    rows = Participation.objects.filter(
        region__slug="elverumregionen", removed=False, valid_to=None
    )
    listed = rows.values_list("municipality__versions__number", "role")
    assert sorted(listed) == [("0428", "member"), ("0429", "host")]
    assert no_day_has_two_hosts_or_a_municipality_twice() == []


def test_a_number_used_again_is_its_present_owners(
    loaded: None, content: dict[str, Any], write: Write
) -> None:
    old = MunicipalityVersion.objects.get(number="0429")
    MunicipalityVersion.objects.filter(pk=old.pk).update(valid_to=date(2015, 12, 31))
    new = MunicipalityVersion.objects.create(
        municipality=Municipality.objects.create(), number="0429", name="Nye Åmot",
        county=old.county, valid_from=date(2016, 1, 1),
    )  # fmt: skip
    content["regions"] = [
        {"slug": "ny", "name": "Ny", "language": "nb", "host": "0429", "members": []}
    ]
    load(write(content))
    assert Participation.objects.get(region__slug="ny").municipality == new.municipality
    new.refresh_from_db()
    assert new.name == "Åmot"  # as the file has it, and the old one keeps its own


def test_another_name_is_a_revision(loaded: None, content: dict[str, Any], write: Write) -> None:
    content["regions"][0]["name"] = "Romerike"
    load(write(content))
    region = Region.objects.get(slug="nedre-romerike")
    assert (region.name, region.revision) == ("Romerike", 2)


def test_what_staff_changed_stays(loaded: None, capsys: pytest.CaptureFixture[str]) -> None:
    region = Region.objects.get(slug="salten")
    actions.change_region(
        by=None, region=region, expected_revision=1, name="Salten regionråd", language="nn"
    )
    part = Participation.objects.get(
        region__slug="hallingdal", municipality__versions__number="0619"
    )
    actions.change_participation(
        by=None, participation=part, expected_revision=1, role=ParticipationRole.OBSERVER,
        valid_from=None, valid_to=None,
    )  # fmt: skip
    call_command("load_regions")
    assert capsys.readouterr().out == "Regions: up to date, 2 edited since and kept.\n"
    region.refresh_from_db()
    assert region.name == "Salten regionråd"
    assert ("0619", "observer") in parts("hallingdal")


def test_a_number_that_has_ended_stays_ended(loaded: None) -> None:
    MunicipalityVersion.objects.filter(number="0720").update(valid_to=date(2016, 12, 31))
    load()
    assert Municipality.objects.count() == 428
    assert MunicipalityVersion.objects.get(number="0720").valid_to == date(2016, 12, 31)


def test_a_misspelt_name_is_corrected(loaded: None) -> None:
    MunicipalityVersion.objects.filter(number="0101").update(name="Haldne")
    County.objects.filter(number="01").update(name="Ostfold")
    load()
    assert MunicipalityVersion.objects.get(number="0101").name == "Halden"
    assert County.objects.get(number="01").name == "Østfold"


# Errors


def test_there_must_be_a_programme(db: None) -> None:
    with pytest.raises(
        CommandError, match=r"no programme yet\. Load it first: manage\.py load_programme"
    ):
        load()
    assert Municipality.objects.count() == 0


def test_there_must_not_be_two(programme: Programme) -> None:
    Programme.objects.create(slug="b", name="B", funder="B", funder_short="B")
    with pytest.raises(CommandError, match="There are two programmes"):
        load()


BAD = {
    "unknown number": ({"members": ["9999"]}, "members[0]: no municipality has the number 9999."),
    "a number without quotes": (
        {"host": 402}, 'host: a number in quotes is expected, as "0402", not 402.',
    ),
    "two hosts": (
        {"host": ["0402", "0420"]}, 'host: a region has one host; write one number, as "1504".'
    ),
    "twice": ({"members": ["0402"]}, "members[0]: 0402 takes part twice in kongsvingerregionen."),
    "language": ({"language": "se"}, "language: 'se' is not one of nb, nn, en."),
    "English": ({"language": "en"}, "language: a region writes nb or nn."),
    "unknown key": (
        {"hosts": "0402"},
        (": unknown key 'hosts'; the keys are slug, name, language, source_confidence, host, "
        "members, observers."),
    ),
    "no name": ({"name": ""}, "name: the text is empty."),
    "a name of two lines": (
        {"name": "Ny\nBcc: x"},
        ": Et navn er én linje, uten tabulatorer, linjeskift og tegn som ikke vises.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_an_error_names_its_place(
    case: str, programme: Programme, content: dict[str, Any], write: Write
) -> None:
    spoilt, said = BAD[case]
    content["regions"][1] |= spoilt
    path = write(content)
    with pytest.raises(CommandError) as error:
        load(path)
    dot = "" if said.startswith(":") else "."
    assert str(error.value) == f"{path}: regions[1]{dot}{said}"
    assert (Region.objects.count(), Municipality.objects.count()) == (0, 0)


def test_a_host_that_stands_twice_is_no_silent_choice(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "regions.json"
    path.write_text('{"regions": [{"slug": "a", "host": "0402", "host": "0420"}]}', "utf-8")
    with pytest.raises(CommandError, match="'host' stands twice in one object: '0402', '0420'"):
        load(path)


@pytest.mark.parametrize(
    ("county", "said"),
    [
        ({"number": "1", "name": "A", "municipalities": {}}, "number: a county's number has two"),
        ({"number": "01", "name": "A", "municipalities": []}, "municipalities: numbers and names"),
        ({"number": "01", "name": "A", "municipalities": {"101": "B"}}, "has four digits"),
        ({"number": "01", "name": "A", "municipalities": {"0101": ""}}, "0101: the text is"),
    ],
)
def test_errors_in_the_division(
    county: dict[str, Any], said: str, programme: Programme, write: Write
) -> None:
    path = write({"division": "2015", "counties": [county]})
    with pytest.raises(CommandError, match=said):
        call_command("load_regions", municipalities=path, verbosity=0)
