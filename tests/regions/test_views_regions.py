"""Programme staff describe the regions and say which municipalities take part in them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from regions.history import record
from regions.models import Participation, ParticipationRole, Region
from tests.makers import (
    coordinator_of,
    make_municipality,
    make_region,
    ministry,
    reader_of,
    staff,
    take_part,
    the_programme,
)

pytestmark = pytest.mark.django_db
REGIONS = reverse("regions:regions")
ADD = reverse("regions:add_region")


@pytest.fixture
def _signed_in(client: Client) -> None:
    the_programme()
    client.force_login(staff())


def address(name: str, *args: object) -> str:
    return reverse(f"regions:{name}", args=args)


def test_the_list_and_new_regions_exist_for_programme_staff_alone(client: Client) -> None:
    region = make_region()
    for person in (coordinator_of(region), reader_of(region), ministry()):
        client.force_login(person)
        for page in (REGIONS, ADD):
            assert client.get(page).status_code == 404
        assert client.post(ADD, {"name": "Ny", "language": "nb"}).status_code == 404
    assert Region.objects.count() == 1


def test_a_region_is_described_by_programme_staff_alone(client: Client) -> None:
    region = make_region("Hallingdal")
    part = take_part(region, make_municipality())
    pages = [
        address("edit_region", region.slug),
        address("participations", region.slug),
        address("participation", region.slug, part.pk),
    ]
    inside = (coordinator_of(region), reader_of(region))
    outside = (coordinator_of(make_region()), ministry())
    for people, status in ((inside, 403), (outside, 404)):
        for person in people:
            client.force_login(person)
            for page in pages:
                assert client.get(page).status_code == status
                assert client.post(page, {"revision": 1}).status_code == status


@pytest.mark.usefixtures("_signed_in")
def test_the_list_shows_hosts_in_norwegian_order_in_the_same_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    seen = []
    for names in (["Ålesundregionen"], ["Ørstaregionen", "Zuluregionen", "Bergensregionen"]):
        for name in names:
            place = make_municipality(name[:4])
            take_part(make_region(name), place, ParticipationRole.HOST)
        with django_assert_num_queries(6):  # session, person, standing; hosts, names, regions
            lines = client.get(REGIONS).context["regions"]
        seen.append([(line.name, line.host.split()[1]) for line in lines])
    assert seen == [
        [("Ålesundregionen", "Åles")],
        [("Bergensregionen", "Berg"), ("Zuluregionen", "Zulu"),
         ("Ørstaregionen", "Ørst"), ("Ålesundregionen", "Åles")],
    ]  # fmt: skip


@pytest.mark.usefixtures("_signed_in")
def test_a_new_region_gets_its_address_from_its_name_and_its_host(client: Client) -> None:
    host = make_municipality("Ørsta", number="1520")
    sent = {"name": "Ørsta og Ålesund", "language": "nn", "host": host.pk}
    assert client.post(ADD, sent).headers["Location"] == REGIONS
    region = Region.objects.get(slug="orsta-og-alesund")
    assert (region.language, region.name) == ("nn", "Ørsta og Ålesund")
    part = region.participations.get()
    assert (part.municipality, part.role) == (host, ParticipationRole.HOST)


@pytest.mark.usefixtures("_signed_in")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"slug": "tatt"}, "slug"), ({"slug": "æ ø"}, "slug"), ({"name": "…"}, "slug"),
     ({"name": ""}, "name"), ({"language": "en"}, "language"), ({"host": "4711"}, "host")],
)  # fmt: skip
def test_a_region_that_cannot_be_is_refused_with_all_that_was_typed(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    make_region(slug="tatt")
    sent = {"name": "Ny region", "language": "nb", "source_confidence": "brev 12"} | wrong
    answer = client.post(ADD, sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="brev 12"' in answer.content.decode()
    assert Region.objects.count() == 1


@pytest.mark.usefixtures("_signed_in")
def test_a_region_is_renamed_with_history_and_keeps_its_address(client: Client) -> None:
    region = make_region("Hallingdal", slug="hallingdal")
    page = address("edit_region", "hallingdal")
    sent = {"revision": 1, "name": "Hallingdalsregionen", "language": "nn"}
    assert client.post(page, sent).headers["Location"] == page
    region.refresh_from_db()
    assert (region.name, region.slug, region.revision) == ("Hallingdalsregionen", "hallingdal", 2)
    fields = client.get(page).context["changes"][0].fields
    assert [(f.before, f.after) for f in fields] == [
        ("Hallingdal", "Hallingdalsregionen"), ("bokmål", "nynorsk"),
    ]  # fmt: skip


@pytest.mark.usefixtures("_signed_in")
def test_a_late_save_of_a_region_is_shown_beside_what_was_typed(client: Client) -> None:
    make_region("Hallingdal", slug="hallingdal")
    page = address("edit_region", "hallingdal")
    client.post(page, {"revision": 1, "name": "Deres", "language": "nb"})
    answer = client.post(page, {"revision": 1, "name": "Mitt", "language": "nb"})
    assert answer.status_code == 409
    assert "Deres" in answer.content.decode()
    assert 'value="Mitt"' in answer.content.decode()


@pytest.mark.usefixtures("_signed_in")
def test_a_municipality_is_chosen_by_number_and_name_as_of_today(client: Client) -> None:
    old = make_municipality("Fet", number="0227", valid_to=date(2015, 12, 31))
    new = make_municipality("Kongsvinger", number="0402", county="Hedmark")
    region = make_region()
    page = client.get(address("participations", region.slug)).content.decode()
    assert f'<option value="{new.pk}">0402 Kongsvinger</option>' in page
    assert '<optgroup label="Hedmark">' in page
    assert f'value="{old.pk}"' not in page


@pytest.mark.usefixtures("_signed_in")
def test_a_municipality_joins_changes_and_is_taken_off_with_its_history(client: Client) -> None:
    region, place = make_region(), make_municipality("Kongsvinger", number="0402")
    pages = address("participations", region.slug)
    client.post(pages, {"municipality": place.pk, "role": "member", "valid_from": "2015-07-01"})
    part = Participation.objects.get()
    page = address("participation", region.slug, part.pk)
    sent = {"revision": 1, "role": "observer", "valid_from": "01.07.2015", "valid_to": ""}
    client.post(page, sent)
    client.post(page, sent | {"revision": 2, "removed": "on"})
    part.refresh_from_db()
    assert (part.role, part.valid_from, part.removed, part.revision) == (
        ParticipationRole.OBSERVER, date(2015, 7, 1), True, 3,
    )  # fmt: skip
    shown = client.get(pages).context
    assert [(line.name, line.removed) for line in shown["lines"]] == [("0402 Kongsvinger", True)]
    assert [(c.number, str(*c.about.names)) for c in shown["changes"]] == [
        (3, "0402 Kongsvinger"), (2, "0402 Kongsvinger"), (1, "0402 Kongsvinger"),
    ]  # fmt: skip


@pytest.mark.usefixtures("_signed_in")
def test_the_municipalities_take_the_same_queries_for_any_number(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region = make_region()
    for rows in (1, 3):
        for _ in range(rows):
            take_part(region, make_municipality())
        # session, person, standing, region; choices; rows, names; history's rows, names, steps
        with django_assert_num_queries(10):
            client.get(address("participations", region.slug))


@pytest.mark.usefixtures("_signed_in")
def test_a_second_host_is_refused(client: Client) -> None:
    region, second = make_region(), make_municipality()
    take_part(region, make_municipality(), ParticipationRole.HOST)
    sent = {"municipality": second.pk, "role": "host"}
    answer = client.post(address("participations", region.slug), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["role"]
    assert Participation.objects.count() == 1


@pytest.mark.usefixtures("_signed_in")
@pytest.mark.parametrize(
    ("days", "status"),
    [({}, 422), ({"valid_to": "2016-01-01"}, 422), ({"valid_from": "2016-06-30"}, 422),
     ({"valid_from": "2016-03-01", "valid_to": "2016-03-01"}, 422),
     ({"valid_to": "2015-12-31"}, 302), ({"valid_from": "2016-07-01"}, 302)],
)  # fmt: skip
@pytest.mark.parametrize("twice", ["host", "municipality"])
def test_days_with_two_hosts_or_a_municipality_twice_are_refused(
    client: Client, twice: str, days: dict[str, str], status: int
) -> None:
    region, place = make_region(), make_municipality()
    role = ParticipationRole.HOST if twice == "host" else ParticipationRole.OBSERVER
    half_a_year = {"valid_from": date(2016, 1, 1), "valid_to": date(2016, 6, 30)}
    take_part(region, place, role, **half_a_year)
    other = make_municipality() if twice == "host" else place
    sent = {"municipality": other.pk, "role": "host", **days}
    answer = client.post(address("participations", region.slug), sent)
    assert answer.status_code == status
    if status == 422:
        assert list(answer.context["form"].errors) == [
            "role" if twice == "host" else "municipality"
        ]
    assert Participation.objects.count() == (1 if status == 422 else 2)


@pytest.mark.usefixtures("_signed_in")
def test_new_days_are_compared_with_other_parts_alone(client: Client) -> None:
    region, place = make_region(), make_municipality()
    early = take_part(region, place, valid_to=date(2015, 12, 31))
    take_part(region, place, valid_from=date(2016, 7, 1))
    take_part(make_region(), place)
    page = address("participation", region.slug, early.pk)
    sent = {"revision": 1, "role": "member", "valid_to": "2016-07-01"}
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert len(refused.context["form"].non_field_errors()) == 1
    assert client.post(page, sent | {"valid_to": "2016-06-30"}).status_code == 302
    sent = {"revision": 2, "role": "member", "valid_to": "2016-07-01", "removed": "on"}
    assert client.post(page, sent).status_code == 302


@pytest.mark.usefixtures("_signed_in")
def test_a_part_that_another_enters_at_the_same_time_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    region, place = make_region(), make_municipality()

    def first(row: Any, **facts: Any) -> Any:
        record(Participation(region=region, municipality=place), **facts)
        return record(row, **facts)

    monkeypatch.setattr("regions.actions.places.record", first)
    sent = {"municipality": place.pk, "role": "member"}
    answer = client.post(address("participations", region.slug), sent)
    assert answer.status_code == 422
    assert len(answer.context["form"].non_field_errors()) == 1
    assert Participation.objects.count() == 0  # the first one's, too: this test is one transaction


@pytest.mark.usefixtures("_signed_in")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"valid_from": "i går"}, "valid_from"), ({"role": "owner"}, "role"),
     ({"valid_from": "2016-02-01", "valid_to": "2016-01-01"}, "__all__")],
)  # fmt: skip
def test_a_part_that_cannot_be_is_refused(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    region = make_region()
    part = take_part(region, make_municipality())
    page = address("participation", region.slug, part.pk)
    answer = client.post(page, {"revision": 1, "role": "observer"} | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    part.refresh_from_db()
    assert (part.role, part.revision) == (ParticipationRole.MEMBER, 1)


@pytest.mark.usefixtures("_signed_in")
def test_a_part_of_another_region_is_not_found(client: Client) -> None:
    part = take_part(make_region(), make_municipality())
    page = address("participation", make_region().slug, part.pk)
    assert client.get(page).status_code == 404
    assert client.post(page, {"revision": 1, "role": "host"}).status_code == 404


@pytest.mark.parametrize("letter", ["\n", "\r", "\t", "\x0b", "\x7f", "\u2028", "\u202e", "\uffff"])
@pytest.mark.usefixtures("_signed_in")
def test_a_name_is_one_line(client: Client, letter: str) -> None:
    region = make_region("Hallingdal")
    sent = {"name": f"Hall{letter}ingdal", "language": "nb", "revision": 1}
    for page in (address("edit_region", region.slug), ADD):
        answer = client.post(page, sent)
        assert answer.status_code == 422
        assert "name" in answer.context["form"].errors
    region.refresh_from_db()
    assert (region.name, Region.objects.count()) == ("Hallingdal", 1)
