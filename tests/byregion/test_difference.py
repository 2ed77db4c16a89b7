"""The overview as a difference: what it shows, to whom, and what it costs."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from byregion.pages import DifferencePage
from checkpoints import actions
from checkpoints.models import EventKind, Phase, Status, Strand
from regions.models import Region, User
from tests import makers

SINCE = "/oversikt/?since=2016-06-01"


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def salten(phase: Phase) -> Strand:
    """A region's main strand on which much has happened, and its parallel one, which is new."""
    region = makers.make_region("Salten", slug="salten")
    main = makers.main_strand(region)
    kari = makers.coordinator_of(region, makers.make_person("Kari Nordmann"))
    makers.assess(main, 1, 1, when="2016-05-01", text="En hemmelig kommentar")
    makers.assess(main, 1, 1, Status.IN_PROGRESS, when="2016-07-01", by=kari)
    makers.assess(main, 1, 2, when="2016-07-02", text="Enda en hemmelig kommentar", by=kari)
    makers.plan(main, 2, None, "2016-12-01", when="2016-05-01")
    makers.plan(main, 2, None, "2016-12-31", when="2016-07-03", by=kari, reason="Sen høring.")
    parallel = makers.parallel_strand(region, phase.milestones.all()[1], "Hemmelig tema")
    makers.assess(parallel, 2, 1, when="2016-07-04", by=kari)
    return main


@pytest.fixture
def ola(phase: Phase) -> User:
    return makers.staff()


def page_of(client: Client, person: User, url: str = SINCE) -> DifferencePage:
    client.force_login(person)
    page = client.get(url).context["page"]
    assert isinstance(page, DifferencePage)
    return page


def text_of(client: Client, person: User, url: str = SINCE) -> str:
    """What is read on the page, with each blank as one."""
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == HTTPStatus.OK
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", body))


# What it shows


def test_a_cell_has_both_counts_and_says_what_happened(
    client: Client, salten: Strand, ola: User
) -> None:
    with translation.override("nb"):
        (shown,) = page_of(client, ola).rows
        (_, first, _), (_, second, _) = shown.strands[0].cells
        assert first
        assert second
        assert [first.count, second.count] == ["1 av 3", "0 av 3"]
        assert [kind for kind, _ in first.said] == ["met", "taken_back"]
        assert [kind for kind, _ in second.said] == ["moved"]


def test_without_a_second_day_it_is_the_matrix(client: Client, salten: Strand, ola: User) -> None:
    client.force_login(ola)
    for url in ("/oversikt/", "/oversikt/?since="):
        assert not isinstance(client.get(url).context["page"], DifferencePage)


def test_a_parallel_strand_has_a_row_where_it_has_changed(
    client: Client, salten: Strand, ola: User
) -> None:
    (shown,) = page_of(client, ola).rows
    assert [str(one.name) for one in shown.strands] == ["", "Hemmelig tema"]
    assert [cell is None for _, cell, _ in shown.strands[1].cells] == [True, False]
    (unchanged,) = page_of(client, ola, "/oversikt/?since=2016-07-05").rows
    assert [str(one.name) for one in unchanged.strands] == [""]


def test_the_columns_and_the_brief_count_regions(client: Client, salten: Strand, ola: User) -> None:
    for position in (1, 3):
        makers.assess(salten, 1, position, when="2016-08-01")
    other = makers.main_strand(makers.make_region("Alta"))
    makers.assess(other, 1, 1, Status.ON_HOLD, when="2016-08-01")
    makers.make_region("Våler")
    page = page_of(client, ola)
    assert [one.did for one in page.columns] == [
        ("1 nådde den", "1 satte på vent"),
        ("1 flyttet planen",),
    ]
    assert page.brief == (
        "2 av 3 byregioner har endringer. 1 har nådd en milepæl. 1 har satt en på vent. "
        "1 har flyttet en planlagt slutt."
    )


def test_the_later_day_may_be_past_itself(client: Client, salten: Strand, ola: User) -> None:
    (shown,) = page_of(client, ola, f"{SINCE}&as_of=2016-07-01").rows
    (_, first, _), (_, second, _) = shown.strands[0].cells
    assert first
    assert second
    assert (first.turned.met, first.turned.taken_back, second.kinds) == (0, 1, ())


def test_an_event_is_a_day(client: Client, salten: Strand, ola: User) -> None:
    actions.add_event(
        by=None, phase=salten.phase, kind=EventKind.GATHERING, at=makers.FIRST,
        starts_on=date(2016, 7, 1), ends_on=date(2016, 7, 1),
    )  # fmt: skip
    page = page_of(client, ola, "/oversikt/?since=samling-1")
    assert page.since.point.day == date(2016, 7, 1)


@pytest.mark.parametrize(
    "words",
    ["since=tull", "since=2031-01-01", "since=2016-11-21", "as_of=2016-05-01&since=2016-06-01"],
)
def test_what_is_no_day_is_said(client: Client, salten: Strand, ola: User, words: str) -> None:
    client.force_login(ola)
    response = client.get(f"/oversikt/?{words}")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.context["form"].problem


def test_only_what_has_changed(client: Client, salten: Strand, ola: User) -> None:
    makers.make_region("Alta")
    named = [one.row.name for one in page_of(client, ola).rows]
    assert named == ["Alta", "Salten"]
    page = page_of(client, ola, f"{SINCE}&endret=ja")
    assert [one.row.name for one in page.rows] == ["Salten"]
    assert (page.leaves.found.count, page.leaves.found.of) == (1, 2)


def test_a_filter_that_is_not_understood_does_not_filter(
    client: Client, salten: Strand, ola: User
) -> None:
    makers.make_region("Alta")
    for words in ("endret=kanskje", "endret=", "endret=%F0%9F%98%80", "endret=%00'%25_"):
        assert len(page_of(client, ola, f"{SINCE}&{words}").rows) == 2, words


def test_a_programme_without_milestones_says_so(client: Client, db: None) -> None:
    makers.the_programme()
    client.force_login(makers.staff())
    response = client.get(SINCE)
    assert (response.status_code, response.context["page"]) == (HTTPStatus.OK, None)


# The list in plain words


def test_the_region_that_changed_last_comes_first(
    client: Client, salten: Strand, ola: User
) -> None:
    other = makers.main_strand(makers.make_region("Alta"))
    makers.assess(other, 1, 1, when="2016-07-03")
    late = makers.main_strand(makers.make_region("Bodø"))
    makers.plan(late, 1, None, "2016-10-01", when="2016-05-01")
    makers.make_region("Våler")
    assert [one.name for one in page_of(client, ola).told] == ["Salten", "Alta", "Bodø"]


def test_what_is_told_is_folded_where_there_is_much_of_it(
    client: Client, salten: Strand, ola: User
) -> None:
    for n in range(4):
        makers.assess(makers.main_strand(make_numbered(n)), 1, 1, when="2016-07-02")
    page = page_of(client, ola)
    assert page.told[0].how_much.startswith("2 ")
    assert page.in_words.count('<details class="told-region" open>') == 5
    makers.assess(makers.main_strand(make_numbered(4)), 1, 1, when="2016-07-02")
    assert page_of(client, ola).in_words.count('<details class="told-region">') == 6


def test_names_and_reasons_are_text(client: Client, salten: Strand, ola: User) -> None:
    strand = makers.main_strand(makers.make_region("<b>Å & Å</b>", slug="aa"))
    makers.plan(strand, 1, None, "2016-12-01", when="2016-05-01")
    makers.plan(strand, 1, None, "2016-12-31", when="2016-07-03", reason="<script>")
    page = page_of(client, ola)
    for html in (page.html, page.in_words):
        assert "&lt;b&gt;Å &amp; Å&lt;/b&gt;" in html
        assert "<b>Å" not in html
        assert "<script>" not in html
    assert "«&lt;script&gt;»" in page.in_words


def test_who_sees_the_region_is_told_of_each_change(
    client: Client, salten: Strand, ola: User
) -> None:
    reader = makers.reader_of(salten.region)
    for person in (ola, reader):
        text = text_of(client, person)
        assert text.count("Sjekkpunkt 1.c1") == 1
        assert text.count("Sjekkpunkt 1.c2") == 1
        assert "Sjekkpunkt 1.c3" not in text
        assert "Kari Nordmann" in text
        assert "«Sen høring.»" in text
        assert "Hemmelig tema" in text


def test_others_are_told_of_counts_and_states_alone(client: Client, salten: Strand) -> None:
    stranger = makers.coordinator_of(makers.make_region("Alta"))
    for person in (stranger, makers.ministry()):
        text = text_of(client, person)
        assert "Salten" in text
        for secret in ("Sjekkpunkt 1.c1", "Kari", "Sen høring", "emmelig", "kommentar"):
            assert secret not in text, secret


def test_comments_are_told_to_nobody(client: Client, salten: Strand, ola: User) -> None:
    assert "hemmelig kommentar" not in text_of(client, ola)


def test_links_lead_where_one_may_go(client: Client, salten: Strand, ola: User) -> None:
    stranger = makers.coordinator_of(makers.make_region("Alta"))
    inside = re.compile(r'href="/regioner/salten/')
    for person, opens in ((ola, True), (stranger, False), (makers.ministry(), False)):
        client.force_login(person)
        body = client.get(SINCE).content.decode()
        assert bool(inside.search(body)) is opens


def test_links_keep_the_days_and_the_selection(client: Client, salten: Strand, ola: User) -> None:
    client.force_login(ola)
    body = client.get(f"{SINCE}&as_of=2016-11-01&q=Salten").content.decode()
    at = reverse("checkpoints:milestone", args=["salten", 1, "m1"])
    (words,) = set(re.findall(rf'href="{at}\?([^"#]*)', body))
    assert {"since=2016-06-01", "as_of=2016-11-01", "q=Salten"} <= set(words.split("&amp;"))


# What it costs


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("words", "queries"), [("", 16), ("&as_of=2016-10-01", 18)])
def test_any_number_of_regions_takes_as_many_queries(
    client: Client,
    salten: Strand,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
    words: str,
    queries: int,
) -> None:
    regions = [salten.region, *(makers.make_region() for _ in range(count - 1))]
    for region in regions[1:]:
        makers.assess(makers.main_strand(region), 1, 1, when="2016-07-02")
    for person in (makers.staff(), makers.coordinator_of(regions[0])):
        client.force_login(person)
        with django_assert_num_queries(queries):
            client.get(f"{SINCE}{words}")


def test_sixty_regions_take_two_pages_of_as_many_queries(
    client: Client, phase: Phase, ola: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(60):
        strand = makers.main_strand(make_numbered(n))
        makers.assess(strand, 1, 1, when="2016-07-02")
    client.force_login(ola)
    shown = []
    for side in ("", "&side=2"):
        with django_assert_num_queries(16):
            response = client.get(f"{SINCE}{side}")
        shown.append(len(response.context["page"].rows))
    assert shown == [50, 10]


def make_numbered(n: int) -> Region:
    return makers.make_region(f"Region {n:02}")
