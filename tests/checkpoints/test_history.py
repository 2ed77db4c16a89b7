"""The history of a region, a milestone and a checkpoint: complete, filtered, a page at a time."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.text import slugify
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.actions.evidence import attach, detach, link
from checkpoints.histories import milestone_history, region_history
from checkpoints.models import Evidence, Status, Strand
from checkpoints.pages import history as history_pages
from checkpoints.pages.history import Mark, Wanted, history_page
from regions.actions import change_region
from regions.history import Kind
from regions.models import Region, User
from tests import makers

PAGE = "/regioner/bodo/lop/1/m1/"
REGION = "/regioner/bodo/historikk/"
ITEM = re.compile(r"<li>\s*<p class=\"meta\"><time.*?</li>", re.DOTALL)
UNDO = re.compile(r" · <a href=\"[^\"]+/angre/\">.*?</a>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def attached(strand: Strand, *, checkpoint: int = 1, title: str = "Referat") -> Evidence:
    """A link of the region's beside a checkpoint of the first milestone."""
    found = link(
        by=None, region=strand.region, url=f"https://example.no/{slugify(title)}", title=title,
        at=makers.at("2016-03-01"),
    )  # fmt: skip
    criterion = makers.wording(strand, 1, checkpoint).checkpoint
    attach(
        by=None, evidence=found, strand=strand, milestone=criterion.milestone,
        checkpoint=criterion, at=makers.at("2016-03-02"),
    )  # fmt: skip
    return found


def steps(client: Client, address: str, **asked: str) -> list[str]:
    """What each step on the page says, in one line, but for the way to undo it."""
    answer = client.get(f"{address}?{urlencode(asked)}")
    assert answer.status_code == HTTPStatus.OK
    found = ITEM.findall(answer.content.decode())
    return [" ".join(TAG.sub("", UNDO.sub("", item)).split()) for item in found]


# What stands there


def test_a_regions_history_tells_of_everything_in_it_and_of_nothing_elsewhere(
    karis: Client, kari: User, region: Region, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=kari, text="Venter på Haram.")
    makers.plan(strand, 1, "2016-01-01", "2016-06-01")
    makers.decide(strand, 2, note="Enstemmig.")
    attached(strand)
    makers.parallel_strand(region, strand.phase.milestones.all()[1])
    makers.take_part(region, makers.make_municipality("Fauske", number="1841"))
    change_region(by=kari, region=region, expected_revision=1, name="Salten", language="nn")
    elsewhere = makers.main_strand(makers.make_region("Altaregionen"))
    makers.assess(elsewhere, 1, 1, Status.ON_HOLD, text="Annet sted")
    attached(elsewhere, title="Annens referat")

    said = "\n".join(steps(karis, REGION))
    for words in (
        "Hovedløp · Milepæl 1 · Sjekkpunkt 1.c1 Status: på vent Kommentar: Venter på",
        "Hovedløp · Milepæl 1 · Plan Planlagt start: 01.01.2016 Planlagt slutt: 01.06.2016",
        "Hovedløp · Milepæl 2 · Vedtak av Bodø bystyre",
        "«Referat»",
        "Reiseliv Tema: Reiseliv",
        "1841 Fauske",
        f"{kari.name} Rolle: koordinator",
        "Navn: fra Bodøregionen → til Salten",
    ):
        assert words in said
    assert "Annet sted" not in said
    assert "Annens" not in said
    assert len(steps(karis, REGION)) == 11  # region, 2 strands, 2 of evidence, and one of the rest


def test_each_step_says_who_when_from_what_to_what_and_why(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-06-01", by=kari)
    makers.plan(
        strand, 1, "2016-01-01", "2016-09-01", by=kari, when="2016-05-01", reason="Kommunevalget"
    )
    assert steps(karis, f"{PAGE}historikk/")[0] == (
        "1. mai 2016 kl. 12.00 · Kari Nordmann · endret"
        " Plan Planlagt slutt: fra 01.06.2016 → til 01.09.2016 Kommunevalget"
    )


def test_a_milestones_history_is_all_of_that_milestone_on_that_strand(
    karis: Client, region: Region, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, text="Her.")
    makers.assess(strand, 2, 1, text="En annen milepæl.")
    second = strand.phase.milestones.all()[1]
    other = makers.parallel_strand(region, second)
    makers.assess(other, 2, 1, text="Et annet løp.")
    makers.plan(strand, 1, "2016-01-01", None)
    makers.decide(strand, 1)
    attached(strand)
    link(by=None, region=region, url="https://example.no/", title="Ligger ikke ved noe")
    said = steps(karis, f"{PAGE}historikk/")
    assert len(said) == 5
    assert "Sjekkpunkt 1.c1 " in "".join(said)
    assert not {"En annen", "Et annet", "Ligger ikke"} & set(re.findall(r"\w+ \w+", "".join(said)))


def test_a_checkpoints_history_is_its_own_and_that_of_what_lies_beside_it(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, text="Denne.")
    makers.assess(strand, 1, 2, text="En annen.")
    row = attach(
        by=None, evidence=attached(strand, checkpoint=2), strand=strand,
        milestone=strand.phase.milestones.all()[0],
        checkpoint=makers.wording(strand, 1, 1).checkpoint,
    )  # fmt: skip
    detach(by=None, attachment=row, expected_revision=1)
    said = steps(karis, f"{PAGE}sjekkpunkt/c1/historikk/")
    assert len(said) == 3
    assert "«Referat» Fjernet: fra nei → til ja" in said[0]
    assert "Denne." in said[2]


def test_a_text_that_was_rewritten_shows_what_came_and_what_went_in_words_too(
    karis: Client, strand: Strand
) -> None:
    text = "Haram og Sula er med i arbeidet, og regionrådet følger opp hvert kvartal."
    makers.assess(strand, 1, 1, text=text)
    makers.assess(strand, 1, 1, text=text.replace("Sula", "Giske"), when="2016-05-01")
    body = karis.get(f"{PAGE}sjekkpunkt/c1/historikk/").content.decode()
    found = re.findall(r'<(del|ins)><span class="ds-sr-only">([^<]+): </span>([^<]+)</', body)
    assert [(tag, text) for tag, words, text in found] == [("del", "Sula"), ("ins", "Giske")]
    assert len({words for _tag, words, _text in found}) == 2


def test_a_question_is_told_of_in_its_own_words(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 3, Status.IN_PROGRESS, when="2016-02-01")
    makers.assess(strand, 1, 3, Status.MET, text="Ja.", when="2016-02-15")
    assert steps(karis, f"{PAGE}historikk/")[0].endswith(
        "Sjekkpunkt 1.c3 Status: fra i gang → til besvart Dato for svar: 15.02.2016 Svar: Ja."
    )


def test_what_was_written_is_shown_as_text_and_never_as_markup(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, text="<b>Haram</b> er med, og det er Sula og Giske også i år.")
    makers.assess(strand, 1, 1, text="<i>Haram</i> er med, og det er Sula og Giske også i år.")
    body = karis.get(REGION).content.decode()
    assert "<b>Haram" not in body
    assert "<i>Haram" not in body
    assert "&lt;" in body


def test_only_those_who_may_change_are_offered_to_undo(
    client: Client, karis: Client, region: Region, strand: Strand
) -> None:
    makers.assess(strand, 1, 1)
    addresses = (REGION, f"{PAGE}historikk/", f"{PAGE}sjekkpunkt/c1/historikk/")
    for address in addresses:
        assert "/angre/" in karis.get(address).content.decode()
    for person in (makers.reader_of(region), makers.staff()):
        client.force_login(person)
        for address in addresses:
            body = client.get(address).content.decode()
            assert "Sjekkpunkt 1.c1" in body
            assert "/angre/" not in body


def test_a_region_links_to_its_history(karis: Client) -> None:
    assert f'href="{REGION}"' in karis.get("/regioner/bodo/").content.decode()


# Filters


@pytest.fixture
def full(strand: Strand, kari: User) -> Strand:
    """Something of every sort, on days of their own; the checkpoints' are Kari's."""
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=kari, when="2016-02-01", text="Venter på Haram.")
    makers.assess(strand, 1, 1, Status.MET, by=kari, when="2016-02-02", reason="Haram svarte.")
    makers.assess(strand, 1, 1, by=kari, when="2016-02-03", text="Ferdig.")
    makers.assess(strand, 2, 1, Status.ON_HOLD, by=kari, when="2016-02-04", text="100 % klart_")
    actions.confirm(
        by=kari, strand=strand, wording=makers.wording(strand, 2, 1), expected_revision=1,
        at=makers.at("2016-02-05"),
    )  # fmt: skip
    makers.plan(strand, 2, "2016-01-01", None, when="2016-02-06")
    makers.decide(strand, 2, "2016-01-20", when="2016-02-07")
    attached(strand)
    return strand


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"hva": "sjekkpunkt"}, "5 4 3 2 1"),
        ({"hva": "plan"}, "6"),
        ({"hva": "sjekkpunkt", "steg": "confirm"}, "5"),
        ({"hva": "sjekkpunkt", "steg": "added"}, "4 1"),  # as each step is called on the page
        ({"hva": "sjekkpunkt", "steg": "change"}, "3 2"),
        ({"hva": "sjekkpunkt", "milepel": "fase.m1"}, "3 2 1"),
        ({"milepel": "fase.m2"}, "7 6 5 4"),
        ({"fra": "05.02.2016", "til": "2016-02-06"}, "6 5"),
        ({"q": "haram"}, "3 2 1"),  # taken out, given as the reason, put in
        ({"q": "FERDIG"}, "3"),
        ({"q": "% klart_"}, "4"),
        ({"q": "Finnes ikke"}, ""),
        ({"q": "haram", "milepel": "fase.m2"}, ""),
    ],
)
def test_filters_narrow_the_list(
    karis: Client, full: Strand, asked: dict[str, str], days: str
) -> None:
    said = steps(karis, REGION, **asked)
    found = [re.match(r"(\d+)\. februar 2016 ", one) for one in said]
    assert " ".join(one[1] for one in found if one) == days
    assert all(found)


def test_one_can_ask_for_a_person_or_for_the_system(
    karis: Client, kari: User, full: Strand
) -> None:
    assert len(steps(karis, REGION, hvem=str(kari.pk))) == 5
    assert len(steps(karis, f"{PAGE}historikk/", hvem=str(kari.pk))) == 3
    by_system = steps(karis, REGION, hvem="systemet", hva="vedtak")
    assert len(by_system) == 1
    assert " · systemet · " in by_system[0]


def test_evidence_is_found_by_the_milestone_it_lies_at(karis: Client, full: Strand) -> None:
    link(by=None, region=full.region, url="https://example.no/annet", title="Annet")
    assert len(steps(karis, REGION, hva="dokumentasjon")) == 3
    assert len(steps(karis, REGION, hva="dokumentasjon", milepel="fase.m1")) == 2
    assert len(steps(karis, REGION, hva="dokumentasjon", milepel="fase.m2")) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hvem", "999999"), ("hva", "alt"), ("milepel", "fase.m9"), ("steg", "slettet"),
        ("fra", "31.02.2016"), ("til", "i går"), ("etter", "x"), ("etter", f"{10**17}-1-1"),
        ("etter", "٣-1-1"), ("q", "x" * 101),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_and_does_not_filter(
    karis: Client, full: Strand, name: str, value: str
) -> None:
    body = karis.get(REGION, {name: value}).content.decode()
    assert 'role="alert"' in body
    assert len(ITEM.findall(body)) == len(steps(karis, REGION))


def test_days_the_wrong_way_round_are_said(karis: Client, full: Strand) -> None:
    body = karis.get(REGION, {"fra": "05.02.2016", "til": "04.02.2016"}).content.decode()
    assert 'role="alert"' in body
    assert len(ITEM.findall(body)) == len(steps(karis, REGION, fra="05.02.2016")) == 5


def test_when_nothing_matches_there_is_a_way_out(karis: Client, full: Strand) -> None:
    body = karis.get(REGION, {"q": "Finnes ikke"}).content.decode()
    assert '<a href="?">Vis alle</a>' in body


# Page by page


def test_older_steps_are_read_on_without_gaps_or_repeats_while_others_save(
    karis: Client, strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_pages, "SIZE", 4)
    moment = makers.at("2016-02-01")  # all at once: the order is settled by more than time
    for number in (1, 2):
        for status in (Status.ON_HOLD, Status.IN_PROGRESS, Status.MET):
            makers.assess(strand, number, 1, status, when=moment)
        makers.plan(strand, number, "2016-01-01", None, when="2016-02-01")
    address, said = REGION, []
    for _page in range(9):
        body = karis.get(address).content.decode()
        said += re.findall(r'href="(/regioner/bodo/historikk/[^"]+/angre/)"', body)
        older = re.search(r'href="(\?[^"]*etter=[^"]+)"', body)
        if not older:
            break
        address = REGION + older[1].replace("&amp;", "&")
        makers.assess(strand, 1, 2, Status.ON_HOLD)  # someone saves between two pages
    assert len(said) == 8
    assert len(set(said)) == 8


def test_the_way_to_older_steps_keeps_the_filters(
    karis: Client, full: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_pages, "SIZE", 2)
    body = karis.get(REGION, {"hva": "sjekkpunkt", "q": "haram"}).content.decode()
    older = re.search(r'href="(\?[^"]*etter=[^"]+)"', body)
    assert older
    assert older[1].startswith("?hva=sjekkpunkt&amp;q=haram&amp;etter=")
    body = karis.get(REGION + older[1].replace("&amp;", "&")).content.decode()
    assert "1. februar 2016" in body
    assert "Vis eldre" not in body


def test_a_place_is_written_and_read_back() -> None:
    mark = Mark(makers.at("2016-02-15").replace(microsecond=123457), 3, 42)
    assert Mark.read(str(mark)) == mark
    assert Mark.read("1-2") is None


def rows(count: int, strand: Strand) -> None:
    """As many rows of each sort, each with as many steps."""
    for number in range(1, count + 1):
        for status in (Status.ON_HOLD, Status.MET)[: 1 + (count > 1)]:
            makers.assess(strand, 1, number, status, text=f"Tekst {number}.")
        makers.decide(strand, 1, body=f"Råd {number}")
        attached(strand, checkpoint=number, title=f"Referat {number}")
        makers.share(strand, 1, number)
        makers.ask(strand, 1, number)
        others = makers.main_strand(makers.make_region(f"Region {number}"))
        makers.answer(makers.ask(others, 1, number), strand.region)
        makers.take_part(strand.region, makers.make_municipality(f"Sted {number}"))
        makers.reader_of(strand.region)
    makers.plan(strand, 1, "2016-01-01", None)


@pytest.mark.parametrize("count", [1, 3])
def test_a_regions_history_costs_the_same_for_any_number_of_rows(
    region: Region, strand: Strand, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows(count, strand)
    sources = region_history(region, may_edit=True, language="nb")
    # the page's places, 12 models, municipalities, and checkpoints with attachments, with what is
    # shared, asked and answered
    with django_assert_num_queries(18):
        page = history_page(sources, Wanted())
    assert len(page.changes) == (12 if count == 1 else 33)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_any_number_of_rows(
    karis: Client, strand: Strand, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows(count, strand)
    # session, person, roles, region, who, milestones, 18 for the history, acts of several steps
    with django_assert_num_queries(25):
        karis.get(REGION)
    # session, person, strand, roles, milestone, who, places, 7 models, checkpoints (3),
    # acts of several steps
    with django_assert_num_queries(18):
        karis.get(f"{PAGE}historikk/")


def test_a_filter_reads_only_what_it_asks_for(
    strand: Strand, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows(3, strand)
    place: Any = type("Place", (), {})()
    place.strand, place.milestone = strand, strand.phase.milestones.all()[0]
    place.region, place.may_edit = strand.region, False
    with django_assert_num_queries(2):
        page = history_page(milestone_history(place, "nb"), Wanted(thing="vedtak"))
    assert len(page.changes) == 3
    with django_assert_num_queries(1):
        assert history_page(milestone_history(place, "nb"), Wanted(step=Kind.MERGE)).changes == ()
