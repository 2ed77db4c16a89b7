"""Pages as of an earlier day: a banner, a way back, links that keep the day, nothing to edit."""

import json
import re
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions, content
from checkpoints.models import EventKind, Phase, Status, Strand
from regions import actions as people
from regions.history import record
from regions.models import MembershipRole, ParticipationRole, Region, User
from reports import paper
from reports.canonical import to_json
from reports.content import ReportContent
from tests import makers

THEN = "?as_of=2016-02-15"
MILESTONE = "/regioner/salten/lop/1/m1/"
PAGES = [
    "/oversikt/",
    "/regioner/salten/",
    MILESTONE,
    f"{MILESTONE}sjekkpunkt/c1/",
    "/regioner/salten/statusrapport/",
]
# Addresses that show progress, as they stand in links
PROGRESS = re.compile(
    r'(?:href|hx-get)="(/(?:oversikt/|regioner/[^/"]+/(?:lop/\d+/[^/"]+/|statusrapport[./][^"?#]*)?)'
    r'(?:[?#][^"]*)?)"'
)
ROW = (
    r'<tr role="row"><th role="rowheader" scope="row">(?:<a[^>]*>)?(\w+)(?:</a>)?</th>'
    r"(.*?)</tr>"
)
# They choose, and save nothing.
FILTERS = re.compile(r'<form[^>]*class="filters.*?</form>', re.DOTALL)
MARK = r'<li class="changed-since">(.*?)</li>'


@pytest.fixture
def phase(db: None) -> Phase:
    phase = makers.small_programme(milestones=2, checkpoints=3)
    for starts_on, ends_on in ((date(2016, 2, 2), date(2016, 2, 3)), (date(2016, 5, 12), None)):
        actions.add_event(
            by=None, phase=phase, kind=EventKind.GATHERING, starts_on=starts_on, ends_on=ends_on,
            at=makers.FIRST,
        )  # fmt: skip
    return phase


@pytest.fixture
def region(phase: Phase) -> Region:
    region = makers.make_region("Salten", slug="salten")
    makers.take_part(region, makers.make_municipality("Bodø"), ParticipationRole.HOST)
    return region


@pytest.fixture
def strand(region: Region) -> Strand:
    """Of milestone 1 two are met by 15 February; the third, and all of milestone 2, later."""
    strand = makers.main_strand(region)
    makers.plan(strand, 1, "2015-09-01", "2016-02-01")
    makers.assess(strand, 1, 1, when="2016-01-20", text="Skrevet i januar")
    makers.assess(strand, 1, 2, when=makers.at("2016-02-15", 23))
    makers.assess(strand, 1, 3, when=makers.at("2016-02-16", 0))
    for position in (1, 2, 3):
        makers.assess(strand, 2, position, when="2016-06-01")
    return strand


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Kari Nordmann"))


@pytest.fixture
def karis(client: Client, kari: User, strand: Strand) -> Client:
    client.force_login(kari)
    return client


def text(client: Client, address: str, status: int = HTTPStatus.OK) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


# What every page says


@pytest.mark.parametrize("path", PAGES)
def test_a_banner_says_which_day_and_leads_back(karis: Client, path: str) -> None:
    body = main_of(text(karis, f"{path}{THEN}"))
    assert "Slik sto det 15. februar 2016, ved utgangen av dagen." in body
    assert '<a href="?">Tilbake til i dag</a>' in body


@pytest.mark.parametrize("path", PAGES)
def test_an_event_is_named_with_its_last_day(karis: Client, path: str) -> None:
    body = text(karis, f"{path}?as_of=samling-1")
    assert "Slik sto det 3. februar 2016 (samling 1), ved utgangen av dagen." in body


@pytest.mark.parametrize("path", PAGES)
def test_todays_page_has_no_banner_but_the_choice_of_a_day(karis: Client, path: str) -> None:
    for address in (path, f"{path}?as_of=2016-11-20"):
        body = main_of(text(karis, address))
        assert "Slik sto det" not in body
        assert "Vis en tidligere dag" in body
        assert '<option value="samling-1">Samling 1, 3.\xa0feb.\xa02016</option>' in body
        assert "as_of=" not in body


@pytest.mark.parametrize("path", PAGES)
def test_nothing_past_is_edited(karis: Client, path: str) -> None:
    """Nothing to tick, no form that posts, no way to one; who signs in could do all of it today."""
    body = FILTERS.sub("", main_of(text(karis, f"{path}{THEN}")))
    assert 'method="post"' not in body
    assert "checkbox" not in body
    assert "hx-post" not in body
    assert "/plan/" not in body
    assert "/vedtak/" not in body
    assert "/personer/" not in body


def test_staff_do_not_manage_a_region_that_has_been(client: Client, strand: Strand) -> None:
    client.force_login(makers.staff())
    managing = "Rediger byregionen"
    assert managing in text(client, "/regioner/salten/")
    assert managing not in text(client, f"/regioner/salten/{THEN}")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("asked", "kept"), [("2016-02-15", "2016-02-15"), ("samling-1", "2016-02-03")]
)
def test_every_link_between_such_pages_keeps_the_day(
    karis: Client, path: str, asked: str, kept: str
) -> None:
    """As a day: in another phase, samling 1 is another."""
    links = PROGRESS.findall(main_of(text(karis, f"{path}?as_of={asked}")))
    assert links
    assert [link for link in links if f"?as_of={kept}" not in link] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_day_is_called_by_the_event_that_ended_on_it(karis: Client, path: str) -> None:
    body = text(karis, f"{path}?as_of=2016-02-03")
    assert "Slik sto det 3. februar 2016 (samling 1), ved utgangen av dagen." in body


def test_links_keep_what_changes_are_told_from(karis: Client) -> None:
    body = text(karis, "/regioner/salten/?as_of=2016-06-30&since=samling-1")
    assert f'"{MILESTONE}?as_of=2016-06-30&amp;since=2016-02-03"' in body


def test_the_overviews_filters_keep_the_day_and_the_day_keeps_the_filters(karis: Client) -> None:
    body = main_of(text(karis, f"/oversikt/{THEN}&q=salt&sorter=endret"))
    filters = body[body.index('class="filters"') :]
    assert 'type="hidden" name="as_of" value="2016-02-15"' in filters
    chooser = body[: body.index('class="filters"')]
    assert '<input type="hidden" name="q" value="salt">' in chooser
    assert '<input type="hidden" name="sorter" value="endret">' in chooser
    assert '<a href="?q=salt&amp;sorter=endret">Tilbake til i dag</a>' in chooser


def test_home_leads_to_the_same_day(client: Client, kari: User, strand: Strand) -> None:
    client.force_login(kari)
    assert client.get(f"/{THEN}")["Location"] == f"/regioner/salten/{THEN}"
    client.force_login(makers.staff())
    assert client.get(f"/{THEN}")["Location"] == f"/oversikt/{THEN}"


def test_home_tells_how_far_ones_regions_had_come(
    client: Client, kari: User, strand: Strand
) -> None:
    makers.reader_of(makers.make_region("Ofoten"), kari)
    client.force_login(kari)
    assert "2 av 2 milepæler nådd" in text(client, "/")
    body = text(client, f"/{THEN}")
    assert "2 av 2 milepæler nådd" not in body
    assert "0 av 2 milepæler nådd" in body
    assert f'href="/regioner/salten/{THEN}"' in body


# What cannot be shown


@pytest.mark.parametrize("path", [*PAGES, "/", "/regioner/salten/statusrapport.pdf"])
@pytest.mark.parametrize("word", ["31.02.2016", "i morgen", "2016-11-21", "samling-7"])
def test_what_is_no_day_that_has_been_is_never_taken_for_today(
    karis: Client, path: str, word: str
) -> None:
    body = main_of(text(karis, f"{path}?as_of={word}&fase=fase", HTTPStatus.BAD_REQUEST))
    assert f'name="as_of" value="{word}"' in body
    assert 'aria-invalid="true"' in body
    assert '<input type="hidden" name="fase" value="fase">' in body
    assert "Skriv en dag som har vært, som 15.02.2016" in body
    assert "Sjekkpunkt 1.c1" not in body


def test_hostile_words_are_words(karis: Client) -> None:
    body = text(karis, '/oversikt/?as_of="><script>alert(1)</script>', HTTPStatus.BAD_REQUEST)
    assert "<script>alert" not in body


def test_strangers_get_404_whatever_the_day(client: Client, region: Region, phase: Phase) -> None:
    client.force_login(makers.coordinator_of(makers.make_region("Rana")))
    for address in PAGES[1:]:
        for asked in (THEN, "?as_of=tull"):
            assert client.get(f"{address}{asked}").status_code == HTTPStatus.NOT_FOUND


def test_a_strand_that_was_added_later_is_not_there_yet(
    karis: Client, region: Region, phase: Phase
) -> None:
    second = phase.milestones.get(slug="m2")
    actions.add_parallel_strand(
        by=None, region=region, theme="Reiseliv", first_milestone=second, at=makers.at("2016-03-01")
    )
    body = text(karis, f"/regioner/salten/lop/2/m2/{THEN}", HTTPStatus.NOT_FOUND)
    assert "Løpet gikk ikke gjennom denne milepælen 15. februar 2016." in body
    assert "Tilbake til i dag" in body
    assert "Reiseliv" not in body
    assert "Reiseliv" in text(karis, "/regioner/salten/lop/2/m2/?as_of=2016-03-01")


@pytest.mark.parametrize("path", ["/regioner/salten/", "/oversikt/", PAGES[-1]])
def test_a_day_before_the_region_was_there_has_a_page(karis: Client, path: str) -> None:
    body = text(karis, f"{path}?as_of=2014-02-28")
    assert "Slik sto det 28. februar 2014" in body
    assert "Sjekkpunkt 1.c1" not in body


# It is true


def test_the_overview_counts_what_had_been_met_by_then(karis: Client, region: Region) -> None:
    later = makers.main_strand(makers.make_region("Ofoten"))
    makers.assess(later, 1, 1, Status.ON_HOLD, when="2016-02-16")
    rows = dict(re.findall(ROW, text(karis, f"/oversikt/{THEN}"), re.DOTALL))
    counts = {name: re.findall(r"\d av \d", row) for name, row in rows.items()}
    assert counts == {"Ofoten": ["0 av 3", "0 av 3"], "Salten": ["2 av 3", "0 av 3"]}
    assert "14 dager forsinket" in rows["Salten"]


def test_a_milestone_is_read_as_it_stood(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-04-01", text="Skrevet i april")
    body = text(karis, f"{MILESTONE}{THEN}")
    assert "Skrevet i januar" in body
    assert "Skrevet i april" not in body
    assert "2 av 3" in body


def test_a_checkpoint_stands_in_the_words_of_the_day(karis: Client, strand: Strand) -> None:
    checkpoint = makers.wording(strand, 1, 1).checkpoint
    run = content.Run(makers.at("2016-03-01"))
    content.put_wording(run, checkpoint, {"nb": "Ny ordlyd", "source": "nb"})
    for address, now in (("", True), ("?as_of=2016-03-01", True), ("?as_of=2016-02-29", False)):
        body = text(karis, f"{MILESTONE}{address}")
        assert ("Ny ordlyd" in body, "Sjekkpunkt 1.c1" in body) == (now, not now)


def test_a_parallel_strand_has_the_theme_and_the_end_of_the_day(
    karis: Client, region: Region, phase: Phase
) -> None:
    row = makers.parallel_strand(region, phase.milestones.get(slug="m2"), "Handel")
    record(
        row, by=None, expected=1, at=makers.at("2016-03-01"), theme="Reiseliv",
        closed_on=date(2016, 4, 1),
    )  # fmt: skip
    address = "/regioner/salten/lop/2/m2/"
    assert "Reiseliv" in text(karis, address)
    then = text(karis, f"{address}{THEN}")
    assert ("Handel" in then, "Reiseliv" in then) == (True, False)
    overview = "/oversikt/?as_of="
    assert "+ 1 løp" in text(karis, f"{overview}2016-02-15")
    assert "+ 1 løp" in text(karis, f"{overview}2016-03-31")
    assert "+ 1 løp" not in text(karis, f"{overview}2016-04-01")


def test_a_region_has_the_name_the_people_and_the_municipalities_of_the_day(
    karis: Client, kari: User, region: Region
) -> None:
    later = makers.at("2016-03-01")
    people.change_region(
        by=None, region=region, expected_revision=1, name="Salten regionråd", language="nn",
        at=later,
    )  # fmt: skip
    people.add_participation(
        by=None, region=region, municipality=makers.make_municipality("Fauske"), at=later,
        role=ParticipationRole.MEMBER,
    )  # fmt: skip
    left = makers.reader_of(region, makers.make_person("Per Sluttet"))
    people.set_membership(
        by=None, person=left, region=region, role=None, expected_revision=1, at=later
    )
    came = makers.make_person("Ola Ny")
    people.set_membership(
        by=None, person=came, region=region, role=MembershipRole.READER, expected_revision=0,
        at=later,
    )  # fmt: skip
    words = ("Salten regionråd", "Fauske", "Per Sluttet", "Ola Ny")
    for path in ("/regioner/salten/", PAGES[-1]):
        assert [one in text(karis, path) for one in words] == [True, True, False, True]
        then = text(karis, f"{path}{THEN}")
        assert [one in then for one in words] == [False, False, True, False]
    assert "Salten regionråd" not in text(karis, f"{MILESTONE}{THEN}")
    assert "Salten regionråd" not in text(karis, f"/oversikt/{THEN}")
    for query, found in (("regionråd", False), ("salten", True), ("fauske", False)):
        assert (">Salten</a>" in text(karis, f"/oversikt/{THEN}&q={query}")) == found
        assert ">Salten regionråd</a>" in text(karis, f"/oversikt/?q={query}")


def test_an_event_lies_where_it_lay(karis: Client, phase: Phase) -> None:
    event = phase.events.get(slug="samling-2")
    actions.change_event(
        by=None, event=event, expected_revision=1, position=2, starts_on=date(2016, 9, 13),
        ends_on=None, at=makers.at("2016-03-01"),
    )  # fmt: skip
    assert "Samling 2: 12. mai 2016, om 87 dager" in text(karis, f"/regioner/salten/{THEN}")
    later = text(karis, "/regioner/salten/?as_of=2016-03-01")
    assert "Samling 2: 13. september 2016" in later


def test_the_drawing_names_the_day(karis: Client) -> None:
    assert ">15.02.2016</text>" in text(karis, f"/regioner/salten/{THEN}")
    assert ">I dag</text>" in text(karis, "/regioner/salten/")


# On paper


def test_the_paper_is_of_the_day_and_named_after_it(
    karis: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ReportContent] = []

    def keep(one: ReportContent) -> bytes:
        made.append(one)
        return b"%PDF"

    monkeypatch.setattr(paper, "report_pdf", keep)
    answer = karis.get(f"/regioner/salten/statusrapport.pdf{THEN}")
    assert answer["Content-Disposition"] == (
        'inline; filename="statusrapport-salten-2016-02-15.pdf"'
    )
    (content_,) = made
    document = json.loads(to_json(content_))
    assert document["day"] == "2016-02-15"
    first = document["strands"][0]["milestones"][0]
    assert (first["met"], first["of"], first["late_days"]) == (2, 3, 14)


# Since when


def test_changes_are_told_since_the_latest_event_that_has_passed(karis: Client) -> None:
    body = text(karis, "/regioner/salten/")
    assert "Endret siden samling 2 (12. mai 2016)" in body
    changes = body[body.index("Endret siden samling 2") :]
    assert ("Sjekkpunkt 2.c1" in changes, "Sjekkpunkt 1.c2" in changes) == (True, False)


def test_changes_are_told_since_what_one_chooses(karis: Client) -> None:
    body = text(karis, "/regioner/salten/?since=samling-1")
    assert "Endret siden samling 1 (3. februar 2016)" in body
    assert "Sjekkpunkt 1.c2" in body[body.index("Endret siden samling 1") :]
    assert "Endret siden 1. januar 2016" in text(karis, "/regioner/salten/?since=2016-01-01")
    assert text(karis, "/regioner/salten/?since=tull", HTTPStatus.BAD_REQUEST)


def test_a_checkpoint_that_is_otherwise_than_then_is_marked(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, when="2016-08-01", text="Nytt")
    makers.assess(strand, 1, 2, Status.ON_HOLD, when="2016-08-01")  # changed, and changed back
    makers.assess(strand, 1, 2, when="2016-08-02", met_on=date(2016, 2, 15))
    assert marked(karis, MILESTONE) == {"c1": "endret siden samling 2"}
    assert marked(karis, f"{MILESTONE}?since=samling-1") == dict.fromkeys(
        ("c1", "c2", "c3"), "endret siden samling 1"
    )
    assert marked(karis, f"{MILESTONE}{THEN}") == {"c2": "endret siden samling 1"}
    assert marked(karis, f"{MILESTONE}?since=2016-11-20") == {}


def marked(client: Client, address: str) -> dict[str, str]:
    """The mark of each checkpoint that has one, by slug."""
    rows = text(client, address).split('<li class="checkpoint" id="')[1:]
    found = {row[: row.index('"')]: re.findall(MARK, row) for row in rows}
    return {slug: words[0] for slug, words in found.items() if words}


# Queries


@pytest.mark.parametrize("regions", [1, 3])
def test_the_overview_costs_the_same_for_any_number_of_regions(
    client: Client, phase: Phase, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(regions):
        makers.assess(makers.main_strand(makers.make_region(f"Region {number}")), 1, 1)
    client.force_login(makers.staff())
    with django_assert_num_queries(13):
        client.get(f"/oversikt/{THEN}")


@pytest.mark.parametrize("strands", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/regioner/salten/", 25), (MILESTONE, 18), ("/regioner/salten/statusrapport/", 23)],
)
def test_a_regions_pages_cost_the_same_for_any_number_of_strands(
    karis: Client, region: Region, phase: Phase, path: str, queries: int, strands: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(strands - 1):
        parallel = makers.parallel_strand(region, phase.milestones.get(slug="m2"), f"Tema {number}")
        makers.assess(parallel, 2, 1, when="2016-01-01")
    with django_assert_num_queries(queries):
        karis.get(f"{path}{THEN}")
