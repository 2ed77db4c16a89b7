"""The list of one's own work: by due date, in all one's regions, today."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Finding, Phase, Status, Strand
from checkpoints.pages.mine import Work
from regions.actions import set_membership
from regions.models import Region, User
from tests import makers

MINE = "/mine/"


def listed(client: Client, query: str = "") -> dict[str, list[str]]:
    """By group, the checkpoints that are listed: region, milestone and checkpoint."""
    page = client.get(f"{MINE}{query}").context["page"]
    return {
        group.slug: [
            f"{work.stop.region.slug} {work.stop.row.checkpoint.text}" for work in group.rows
        ]
        for group in page.groups
    }


def due(days: int) -> date:
    return date(2016, 11, 20) + timedelta(days=days)


@pytest.fixture
def alta(region: Region, kari: User) -> Region:
    """Another region of Kari's, which she reads."""
    other = makers.make_region("Alta", slug="alta")
    makers.reader_of(other, kari)
    return other


# What is listed


def test_ones_own_are_listed_by_due_date(karis: Client, kari: User, strand: Strand) -> None:
    for at, days in {(1, 1): 14, (1, 2): -1, (1, 3): -30, (2, 1): 15, (2, 2): 0}.items():
        makers.assess(strand, *at, Status.IN_PROGRESS, responsible=kari, due_on=due(days))
    makers.assess(strand, 2, 3, Status.IN_PROGRESS, responsible=kari)
    assert listed(karis) == {
        "overdue": ["bodo Sjekkpunkt 1.c3", "bodo Sjekkpunkt 1.c2"],
        "soon": ["bodo Sjekkpunkt 2.c2", "bodo Sjekkpunkt 1.c1"],
        "later": ["bodo Sjekkpunkt 2.c1"],
        "undated": ["bodo Sjekkpunkt 2.c3"],
    }


def test_only_what_is_left_to_do_is_listed(karis: Client, kari: User, strand: Strand) -> None:
    told: dict[str, Any] = {"responsible": kari, "due_on": due(-5)}
    makers.assess(strand, 1, 1, Status.MET, **told)
    makers.assess(strand, 1, 2, Status.NOT_APPLICABLE, **told)
    assert listed(karis) == {}
    makers.assess(strand, 1, 1, Status.MET, **told, unsure=True)
    assert listed(karis) == {"unsure": ["bodo Sjekkpunkt 1.c1"]}


def test_what_is_unsure_stands_once_by_its_due_date_if_it_has_one(
    karis: Client, kari: User, strand: Strand
) -> None:
    told: dict[str, Any] = {"responsible": kari, "unsure": True}
    makers.assess(strand, 1, 1, Status.ON_HOLD, **told, due_on=due(3))
    makers.assess(strand, 1, 2, Status.ON_HOLD, **told)
    assert listed(karis) == {"soon": ["bodo Sjekkpunkt 1.c1"], "unsure": ["bodo Sjekkpunkt 1.c2"]}


def test_closed_strands_are_left_out(
    karis: Client, kari: User, region: Region, strand: Strand
) -> None:
    other = makers.parallel_strand(region, strand.first_milestone)
    makers.assess(other, 1, 1, Status.ON_HOLD, responsible=kari)
    assert listed(karis) == {"undated": ["bodo Sjekkpunkt 1.c1"]}
    Strand.objects.filter(pk=other.pk).update(closed_on=due(0))
    assert listed(karis) == {}


def test_the_list_is_of_all_ones_regions_and_of_no_other(
    karis: Client, kari: User, strand: Strand, alta: Region
) -> None:
    third = makers.make_region("Hadeland", slug="hadeland")
    makers.coordinator_of(third, kari)  # and has left it, still responsible
    for region in (strand.region, alta, third):
        makers.assess(makers.main_strand(region), 1, 1, Status.ON_HOLD, responsible=kari)
    set_membership(by=None, person=kari, region=third, role=None, expected_revision=1)
    assert listed(karis) == {"undated": ["alta Sjekkpunkt 1.c1", "bodo Sjekkpunkt 1.c1"]}


def test_the_list_is_todays_whatever_day_is_asked_for(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    assert listed(karis, "?as_of=2015-08-01") == listed(karis) != {}


# Whose


def test_anothers_everyones_or_nobodys_can_be_asked_for(
    karis: Client, kari: User, region: Region, strand: Strand
) -> None:
    ola = makers.reader_of(region, makers.make_person("Ola Dahl"))
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    makers.assess(strand, 1, 2, Status.ON_HOLD, responsible=ola)
    makers.assess(strand, 1, 3, Status.ON_HOLD, responsible_name="Åse Berg")
    makers.assess(strand, 2, 3)
    assert listed(karis, f"?hvem={ola.pk}") == {"undated": ["bodo Sjekkpunkt 1.c2"]}
    assert listed(karis, "?hvem=navn:Åse Berg") == {"undated": ["bodo Sjekkpunkt 1.c3"]}
    nobodys = ["bodo Sjekkpunkt 2.c1", "bodo Sjekkpunkt 2.c2"]  # nobody has touched them
    assert listed(karis, "?hvem=ingen") == {"undated": nobodys}
    everyones = [f"bodo Sjekkpunkt 1.c{number}" for number in (1, 2, 3)]
    assert listed(karis, "?hvem=alle") == {"undated": everyones + nobodys}


def test_those_who_can_be_chosen_are_responsible_in_ones_own_regions(
    karis: Client, kari: User, region: Region, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible_name="Åse Berg")
    makers.assess(strand, 1, 2, Status.ON_HOLD, responsible_name="Tor Berg")
    makers.assess(strand, 1, 3, Status.ON_HOLD, responsible=kari)
    elsewhere = makers.main_strand(makers.make_region("Alta"))
    makers.assess(elsewhere, 1, 1, Status.ON_HOLD, responsible_name="Privat Person")
    answer = karis.get(MINE)
    *words, (_, people) = answer.context["form"].fields["hvem"].choices
    assert [word for word, _ in words] == ["meg", "alle", "ingen"]
    assert people == [("navn:Tor Berg", "Tor Berg"), ("navn:Åse Berg", "Åse Berg")]
    hidden = karis.get(f"{MINE}?hvem=navn:Privat Person")
    assert "Privat Person" not in answer.content.decode()
    assert "elsewhere" not in hidden.content.decode()
    assert hidden.context["page"].count == 1  # one's own


def test_who_is_not_understood_is_said_and_ones_own_are_listed(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    assert karis.get(f"{MINE}?hvem=tull").context["form"].errors.keys() == {"hvem"}
    assert listed(karis, "?hvem=tull") == {"undated": ["bodo Sjekkpunkt 1.c1"]}


# The way on


def test_one_walks_what_is_listed_where_one_may(
    karis: Client, kari: User, strand: Strand, alta: Region
) -> None:
    for region in (strand.region, alta):
        makers.assess(makers.main_strand(region), 1, 1, Status.ON_HOLD, responsible=kari)
    (way,) = karis.get(MINE).context["page"].ways  # Alta's she only reads
    assert (way.count, way.address) == (1, "/regioner/bodo/gjennomgang/?hvem=meg")
    start = karis.get(way.address).context["page"]
    assert (start.chosen.count, start.chosen.address) == (
        1, "/regioner/bodo/gjennomgang/1/m1/c1/?hvem=meg",
    )  # fmt: skip


def test_a_row_leads_to_its_place_and_names_the_region_where_there_are_several(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    (group,) = karis.get(MINE).context["page"].groups
    assert [(work.stop.address, work.where) for work in group.rows] == [
        ("/regioner/bodo/lop/1/m1/#c1", "")
    ]
    makers.reader_of(makers.make_region("Alta"), kari)
    (group,) = karis.get(MINE).context["page"].groups
    assert [work.where for work in group.rows] == ["Bodøregionen"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "3 days overdue"), (-1, "1 day overdue"), (0, "due today"), (1, "due in 1 day"),
        (5, "due in 5 days"),
    ],
)  # fmt: skip
def test_the_due_date_is_told_in_days(
    karis: Client, kari: User, strand: Strand, days: int, words: str
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari, due_on=due(days))
    (group,) = karis.get(MINE).context["page"].groups
    (work,) = group.rows
    with translation.override("en"):
        assert work.due == words


def test_what_is_met_is_not_overdue(karis: Client, kari: User, strand: Strand) -> None:
    makers.assess(strand, 1, 1, responsible=kari, due_on=due(-3), unsure=True)
    (group,) = karis.get(MINE).context["page"].groups
    work: Work = group.rows[0]
    assert (work.days, work.due) == (None, "")


# Who, and what it costs


def test_the_menu_has_the_list_for_those_who_have_a_region(
    karis: Client, client: Client, region: Region
) -> None:
    assert '<a href="/mine/" aria-current="page">' in karis.get(MINE).content.decode()
    client.force_login(makers.ministry())
    assert '"/mine/"' not in client.get("/oversikt/").content.decode()


def test_what_the_staff_question_is_counted_in_each_of_ones_regions(
    karis: Client, region: Region, alta: Region
) -> None:
    for one, marks in ((region, (1, 2)), (alta, (1,)), (makers.make_region("Bodø"), (1,))):
        strand = makers.main_strand(one)
        for number in marks:
            makers.assess(strand, 1, number, Status.MET, when="2016-02-01")
            makers.verify(strand, 1, number, Finding.QUESTIONED)
    makers.assess(makers.main_strand(region), 1, 2, Status.ON_HOLD, when="2016-11-14")
    answer = karis.get(MINE)
    found = answer.context["page"].questioned
    assert [(one.region, one.count) for one in found] == [("alta", 1), (region.slug, 1)]
    for one in found:
        assert f'<a href="/regioner/{one.region}/?fase=' in answer.content.decode()


@pytest.mark.parametrize("regions", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    karis: Client, kari: User, region: Region, regions: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    own = [region, *(makers.make_region(f"Region {number}") for number in range(1, regions))]
    for one in own:
        makers.coordinator_of(one, kari)
        for number in range(1, regions + 1):
            makers.assess(makers.main_strand(one), 1, number, Status.ON_HOLD, responsible=kari)
    assert Phase.objects.count() == 1
    # session, person, roles, phase, strands, wordings, milestones, assessments, people, questioned
    with django_assert_num_queries(10):
        assert karis.get(MINE).context["page"].count == regions**2
