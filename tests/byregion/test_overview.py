"""The overview: regions x milestones, as its address asks for them."""

import re
from html import unescape
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status
from regions.models import County, ParticipationRole, Region, User
from tests import makers


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def region(phase: Phase) -> Region:
    region = makers.make_region("Salten", slug="salten")
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.HOST)
    makers.take_part(region, makers.make_municipality("Ål", county="Buskerud"))
    return region


@pytest.fixture
def ofoten(region: Region) -> Region:
    """Late at its first milestone, which it has begun."""
    ofoten = makers.make_region("Ofoten", slug="ofoten")
    strand = makers.main_strand(ofoten)
    makers.plan(strand, 1, "2016-01-01", "2016-09-30")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, when="2016-11-01")
    return ofoten


def answer(client: Client, person: User, address: str = "") -> HttpResponse:
    client.force_login(person)
    found: HttpResponse = client.get(f"/oversikt/{address}")  # type: ignore[assignment]  # it has no streams
    assert found.status_code == HTTPStatus.OK
    return found


def page(client: Client, person: User, address: str = "") -> str:
    return answer(client, person, address).content.decode()


def rows(body: str) -> dict[str, list[str]]:
    """The words of each row by its heading, as one reads them."""
    found = {}
    for row in re.findall(r'<tr role="row"[^>]*>(.*?)</tr>', body, re.DOTALL):
        head, *cells = (said(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
        found[head] = cells
    return found


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def names(body: str) -> list[str]:
    """The regions in their order."""
    heads = re.findall(r'<tbody role="rowgroup".*?<th[^>]*>(.*?)</th>', body, re.DOTALL)
    return [said(head.partition(' <a class="unfold"')[0]) for head in heads]


def leads_to(body: str) -> list[str]:
    """Every address in the matrix."""
    table = body[body.index("<tbody") : body.index("</table>")]
    return [unescape(address) for address in re.findall(r'href="([^"]*)"', table)]


# Rows and cells


def test_every_region_stands_there_in_norwegian_order(client: Client, region: Region) -> None:
    for name in ("Ålesund", "Ørsta", "Ærøy", "bergen", "Zulu"):
        makers.make_region(name)
    shown = names(page(client, makers.ministry()))
    assert shown == ["bergen", "Salten", "Zulu", "Ærøy", "Ørsta", "Ålesund"]


def test_a_cell_says_how_many_of_how_many_the_state_and_when_it_was_reviewed(
    client: Client, ofoten: Region
) -> None:
    makers.assess(makers.main_strand(ofoten), 2, 1, when="2016-11-08")
    shown = rows(page(client, makers.staff()))
    assert shown["Ofoten"] == [
        "0 av 3 51 dager forsinket gjennomgått 1. nov.",
        "1 av 3 i gang",
        "08.11.2016",
    ]
    assert shown["Salten"] == ["0 av 3 ikke startet", "0 av 3 ikke startet", "–"]


def test_what_nobody_has_reviewed_for_long_is_said(client: Client, region: Region) -> None:
    makers.assess(makers.main_strand(region), 1, 1, Status.IN_PROGRESS, when="2016-05-02")
    body = page(client, makers.staff())
    assert rows(body)["Salten"][0] == "0 av 3 i gang ikke gjennomgått etter mai"
    assert '<small class="stale">' in body


def test_cells_open_for_those_who_may(client: Client, ofoten: Region, region: Region) -> None:
    own = [
        "/regioner/salten/",
        "/regioner/salten/lop/1/m1/",
        "/regioner/salten/lop/1/m2/",
    ]
    assert leads_to(page(client, makers.coordinator_of(region))) == own
    assert leads_to(page(client, makers.reader_of(region))) == own
    assert leads_to(page(client, makers.ministry())) == []
    every = leads_to(page(client, makers.staff()))
    assert every == [address.replace("salten", "ofoten") for address in own] + own


def test_links_keep_the_day_and_what_is_chosen(client: Client, region: Region) -> None:
    found = leads_to(page(client, makers.staff(), "?as_of=2016-06-01&q=sal"))
    assert found == [
        "/regioner/salten/?q=sal&as_of=2016-06-01",
        "/regioner/salten/lop/1/m1/?q=sal&as_of=2016-06-01",
        "/regioner/salten/lop/1/m2/?q=sal&as_of=2016-06-01",
    ]


def test_headings_lead_to_the_milestone_in_all_regions_that_are_chosen(
    client: Client, region: Region, phase: Phase
) -> None:
    body = page(client, makers.ministry(), "?q=sal")
    assert f'href="/oversikt/milepel/{phase.slug}/m1/?q=sal"' in body


def test_a_comment_of_another_region_stands_nowhere(client: Client, region: Region) -> None:
    makers.assess(makers.main_strand(region), 1, 1, text="Hemmelig kommentar")
    other = makers.coordinator_of(makers.make_region("Ofoten"))
    body = page(client, other)
    assert "1 av 3" in body
    assert "Hemmelig" not in body


def test_what_people_wrote_is_no_html(client: Client, phase: Phase) -> None:
    region = makers.make_region('<b>"Vest" & øst</b>', slug="vest")
    makers.parallel_strand(region, phase.milestones.get(slug="m2"), '<i>"Tema"</i> & mer')
    body = page(client, makers.staff(), "?apne=vest&q=%22+%26")
    assert "<b>&quot;Vest&quot;" not in body
    assert "&lt;b&gt;&quot;Vest&quot; &amp; øst&lt;/b&gt;" in body
    assert "&lt;i&gt;&quot;Tema&quot;&lt;/i&gt; &amp; mer" in body


# Strands


def test_parallel_strands_are_folded_under_their_region(
    client: Client, ofoten: Region, region: Region, phase: Phase
) -> None:
    strand = makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    makers.assess(strand, 2, 1, Status.ON_HOLD, when="2016-11-18")
    body = page(client, makers.staff())
    assert rows(body)["Salten 1 parallelt løp"] == [
        "0 av 3 ikke startet",
        "0 av 3 ikke startet + 1 løp: på vent",
        "18.11.2016",
    ]
    assert "Reiseliv" not in body
    assert 'aria-expanded="false"' in body


def test_an_address_unfolds_the_strands_of_a_region(
    client: Client, region: Region, phase: Phase
) -> None:
    strand = makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    makers.assess(strand, 2, 1, Status.ON_HOLD, when="2016-11-18")
    body = page(client, makers.staff(), "?apne=salten")
    assert rows(body)["Reiseliv"] == [
        "som hovedløpet",
        "0 av 3 på vent gjennomgått 18. nov.",
        "18.11.2016",
    ]
    assert "/regioner/salten/lop/2/m2/" in leads_to(body)
    assert 'aria-expanded="true"' in body
    assert 'href="?#unfold-salten"' in body  # folds them again


def test_other_regions_strands_have_no_theme(
    client: Client, ofoten: Region, region: Region, phase: Phase
) -> None:
    for theme in ("Hemmelig tema", "Et annet"):
        makers.parallel_strand(region, phase.milestones.get(slug="m2"), theme)
    for person in (makers.ministry(), makers.coordinator_of(ofoten)):
        body = page(client, person, "?apne=alle")
        assert "Hemmelig" not in body
        assert {"Parallelt løp 2", "Parallelt løp 3"} <= rows(body).keys()
        assert "/regioner/salten/lop/2/m2/" not in leads_to(body)
    assert "Hemmelig tema" in rows(page(client, makers.reader_of(region), "?apne=alle"))


def test_unfolding_keeps_what_is_chosen(client: Client, region: Region, phase: Phase) -> None:
    makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    body = page(client, makers.ministry(), "?q=sal&tetthet=tett&apne=finnes-ikke")
    assert leads_to(body) == ["?q=sal&tetthet=tett&apne=salten#unfold-salten"]


# Filters, order and pages


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Ofoten", "Salten"]),
        ("?q=SALT", ["Salten"]),
        ("?q=ål", ["Salten"]),  # a municipality that takes part
        ("?q=bodø", ["Salten"]),
        ("?q=100%25", []),
        ("?q=_", []),
        ("?q='", []),
        ("?q=🙂", []),
        ("?forsinket=ja", ["Ofoten"]),
        ("?forsinket=ja&milepel=m2", []),
        ("?status=in_progress", ["Ofoten"]),
        ("?status=on_hold", []),
        ("?status=tull", ["Ofoten", "Salten"]),
        ("?fylke=99", ["Ofoten", "Salten"]),
        ("?ikke-bekreftet-siden=2016-11-02", ["Ofoten"]),
        ("?ikke-bekreftet-siden=2016-11-01", []),
        ("?hjelp=ja", []),
        ("?sorter=tull&side=x", ["Ofoten", "Salten"]),
        ("?sorter=forsinket", ["Ofoten", "Salten"]),
        ("?side=7", ["Ofoten", "Salten"]),
        ("?antall=400&tetthet=tett", ["Ofoten", "Salten"]),
    ],
)
def test_filters(
    client: Client, ofoten: Region, region: Region, query: str, shown: list[str]
) -> None:
    assert names(page(client, makers.staff(), query)) == shown


def test_a_region_that_asks_for_help_is_found(
    client: Client, ofoten: Region, region: Region
) -> None:
    makers.ask(makers.main_strand(region), 1, 1, by=makers.coordinator_of(region))
    assert names(page(client, makers.staff(), "?hjelp=ja")) == ["Salten"]
    assert names(page(client, makers.reader_of(ofoten), "?hjelp=ja")) == ["Salten"]


def test_the_ministry_is_not_told_which_regions_wait_for_answers(
    client: Client, ofoten: Region, region: Region
) -> None:
    makers.ask(makers.main_strand(region), 1, 1, by=makers.coordinator_of(region))
    kmd, staff = makers.ministry(), makers.staff()
    body = page(client, kmd, "?hjelp=ja")
    assert names(body) == ["Ofoten", "Salten"]
    assert 'id="id_hjelp"' not in body
    assert "venter på svar" not in said(body)
    assert "venter på svar" in said(page(client, staff))


def test_a_county_is_that_of_any_municipality(
    client: Client, ofoten: Region, region: Region
) -> None:
    number = County.objects.get(name="Buskerud").number
    body = page(client, makers.staff(), f"?fylke={number}")
    assert names(body) == ["Salten"]
    assert "Viser 1 av 2 byregioner." in said(body)


def test_what_is_not_understood_is_said_beside_its_field(client: Client, region: Region) -> None:
    body = page(client, makers.staff(), "?status=tull&ikke-bekreftet-siden=igår")
    assert "«tull» er ikke blant dem" in said(body)
    assert "Dette er ikke en dato." in said(body)
    assert 'aria-invalid="true"' in body


def test_sorting(client: Client, ofoten: Region, region: Region) -> None:
    late = makers.main_strand(ofoten)
    makers.assess(makers.main_strand(region), 1, 1, when="2016-11-10")
    makers.assess(late, 1, 2, when="2016-11-02")
    makers.assess(late, 1, 3, when="2016-11-02")
    for order, first in (
        ("forsinket", "Ofoten"),
        ("kommet-lengst", "Ofoten"),
        ("endret", "Salten"),
    ):
        assert names(page(client, makers.staff(), f"?sorter={order}"))[0] == first


def test_an_order_is_about_the_milestone_that_is_chosen(
    client: Client, ofoten: Region, region: Region, phase: Phase
) -> None:
    """Ofoten is later, but at another milestone."""
    for late in (region, ofoten):
        makers.plan(makers.main_strand(late), 2, "2016-01-01", "2016-11-01")
    makers.plan(makers.main_strand(region), 2, "2016-01-01", "2016-10-01")
    query = "?sorter=forsinket"
    assert names(page(client, makers.staff(), query)) == ["Ofoten", "Salten"]
    assert names(page(client, makers.staff(), f"{query}&milepel=m2")) == ["Salten", "Ofoten"]
    across = client.get(f"/oversikt/milepel/{phase.slug}/m2/{query}").content.decode()
    assert across.index("/regioner/salten/lop/1/m2/") < across.index("/regioner/ofoten/lop/1/m2/")


def test_an_age_stands_beneath_the_strand_that_it_is_of(
    client: Client, region: Region, phase: Phase
) -> None:
    strand = makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    makers.assess(strand, 2, 1, Status.IN_PROGRESS, when="2016-05-02")
    makers.assess(makers.main_strand(region), 2, 1, Status.IN_PROGRESS, when="2016-11-18")
    body = page(client, makers.staff())
    assert rows(body)["Salten 1 parallelt løp"][1] == (
        "0 av 3 i gang gjennomgått 18. nov. + 1 løp: i gang ikke gjennomgått etter mai"
    )
    assert '<small><span class="stale">ikke gjennomgått etter mai' in body


def test_a_dense_matrix_says_how_late_in_short(client: Client, ofoten: Region) -> None:
    assert '<b data-short="51 d">' in page(client, makers.staff())


def test_a_day_before_there_were_regions(client: Client, region: Region) -> None:
    body = said(page(client, makers.staff(), "?as_of=2014-01-01"))
    assert "Programmet hadde ingen byregioner 1. januar 2014." in body
    assert "0–0 av 0" not in body
    assert "Ingen byregioner passer" not in body
    assert "Ingen byregioner passer" in said(page(client, makers.staff(), "?q=tull"))


def test_a_title_says_what_day_it_is_of(client: Client, region: Region) -> None:
    for address, title in (
        ("", "Oversikt"),
        ("?as_of=2016-02-15", "Oversikt 15. februar 2016"),
        ("?since=2016-02-15", "Endret siden 15. februar 2016"),
    ):
        body = page(client, makers.staff(), address)
        found = [
            said(found) for found in re.findall(r"<title>.*?</title>|<h1>.*?</h1>", body, re.DOTALL)
        ]
        assert found == [f"{title} – Byregion", title]


def test_a_link_skips_to_the_matrix(client: Client, region: Region) -> None:
    skip = '<a class="ds-skip-link" href="#matrix">'
    assert skip in page(client, makers.staff())
    assert skip not in page(client, makers.staff(), "?q=tull")


def test_headings_say_how_the_rows_are_sorted(client: Client, region: Region) -> None:
    by_name, by_change = ' aria-sort="ascending"', ' aria-sort="descending"'
    first = page(client, makers.staff())
    assert (by_name in first, by_change in first) == (True, False)
    second = page(client, makers.staff(), "?sorter=endret")
    assert (by_name in second, by_change in second) == (False, True)
    third = page(client, makers.staff(), "?sorter=forsinket")
    assert (by_name in third, by_change in third) == (False, False)


def test_fifty_regions_a_page(client: Client, phase: Phase) -> None:
    for number in range(60):
        makers.make_region(f"Region {number:02}")
    first = page(client, makers.ministry(), "?sorter=forsinket")
    assert names(first) == [f"Region {number:02}" for number in range(50)]
    assert "Viser 1–50 av 60" in said(first)
    assert 'href="?sorter=forsinket&amp;side=2"' in first
    second = page(client, makers.ministry(), "?side=2")
    assert names(second) == [f"Region {number:02}" for number in range(50, 60)]
    assert "Viser 51–60 av 60" in said(second)
    assert len(names(page(client, makers.ministry(), "?antall=100"))) == 60


def test_a_page_that_is_not_there_is_answered_with_the_last(client: Client, phase: Phase) -> None:
    for number in range(51):
        makers.make_region(f"Region {number:02}")
    body = page(client, makers.ministry(), "?side=9")
    assert names(body) == ["Region 50"]
    assert "Det finnes ingen side 9. Dette er den siste." in said(body)


def test_what_is_chosen_can_be_taken_away(client: Client, region: Region) -> None:
    body = page(client, makers.staff(), "?q=sal&status=not_started&sorter=endret")
    assert '<a class="ds-chip" data-removable href="?status=not_started&amp;sorter=endret">' in body
    assert '<a class="reset" href="?sorter=endret">' in body
    assert "ds-chip" not in page(client, makers.staff(), "?sorter=endret")


def test_density_is_kept_by_links(client: Client, region: Region) -> None:
    body = page(client, makers.staff(), "?q=sal&tetthet=tett")
    assert 'data-density="dense"' in body
    assert 'name="tetthet" value="tett"' in body
    assert 'href="?q=sal"' in body  # roomy
    assert "data-density" not in page(client, makers.staff())


def test_what_each_number_counts_is_one_link_away(client: Client, ofoten: Region) -> None:
    """The brief's numbers lead to the regions that they count."""
    body = page(client, makers.ministry())
    assert 'href="?forsinket=ja">1</a>' in body
    assert names(page(client, makers.ministry(), "?forsinket=ja")) == ["Ofoten"]


def test_the_staff_are_led_to_questions_that_wait(client: Client, region: Region) -> None:
    assert "?tilstand=unanswered" not in page(client, makers.staff())
    makers.ask(makers.main_strand(region), 1, 1, by=makers.coordinator_of(region))
    assert "?tilstand=unanswered" in page(client, makers.staff())
    assert "?tilstand=unanswered" not in page(client, makers.ministry())


# What it costs


@pytest.mark.parametrize("regions", [1, 3, 60])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("", 9),
        ("?as_of=2016-06-01", 13),
        ("?apne=alle", 10),  # the strands' names
        ("?status=in_progress&milepel=m1&sorter=forsinket", 9),
    ],
)
def test_the_overview_costs_the_same_for_any_number_of_regions(
    client: Client,
    phase: Phase,
    regions: int,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = [makers.make_region(f"Region {number}") for number in range(regions)]
    for region in made[:3]:
        makers.assess(makers.main_strand(region), 1, 1)
        makers.parallel_strand(region, phase.milestones.get(slug="m2"))
    # The programme staff read who has reported too, today.
    beside = 0 if "as_of" in address else 1
    ola, others = makers.staff(), (makers.ministry(), makers.coordinator_of(made[0]))
    for person, cost in [(ola, queries + beside), *((one, queries) for one in others)]:
        client.force_login(person)
        with django_assert_num_queries(cost):
            client.get(f"/oversikt/{address}")


def test_another_page_costs_what_the_first_one_does(
    client: Client, phase: Phase, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        makers.make_region(f"Region {number}")
    client.force_login(makers.staff())
    for address in ("", "?side=2"):
        with django_assert_num_queries(10):
            client.get(f"/oversikt/{address}")
    with django_assert_num_queries(12):  # one that is not there: the last is found instead
        client.get("/oversikt/?side=9")


def test_a_programme_without_phases_has_an_overview(client: Client, db: None) -> None:
    assert "Programmet har ingen milepæler ennå." in page(client, makers.staff())
