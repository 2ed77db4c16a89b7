"""Focus mode: one checkpoint after another; nothing shifts, and nothing is lost."""

from datetime import UTC, date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Assessment, AssessmentRevision, Status, Strand
from regions.clock import day_of
from regions.history import Kind
from regions.models import Region, User
from tests import makers

START = "/regioner/bodo/gjennomgang/"
FIRST = f"{START}1/m1/c1/"
BEGUN = "fra=20161119T230000.000000Z"  # the first moment of the day in Oslo


def details(**changes: Any) -> dict[str, Any]:
    return {"revision": 0, "status": "not_started", "text": "", "save": "", **changes}


def in_nb(words: str) -> str:
    """What Kari reads."""
    with override("nb"):
        return gettext(words)


def goes_to(answer: Any) -> str:
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()[:2000]
    return str(answer["Location"]).partition("?")[0]


# Where it begins


def test_the_start_says_how_many_are_open_and_leads_to_the_first(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    page = karis.get(START).context["page"]
    assert (page.chosen.count, page.chosen.address, page.is_all) == (5, f"{START}1/m1/c2/", True)


def test_the_start_offers_strands_milestones_ones_own_and_what_is_not_reviewed(
    karis: Client, kari: User, region: Region, strand: Strand
) -> None:
    other = makers.parallel_strand(region, strand.phase.milestones.get(slug="m2"), "Reiseliv")
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari, when="2016-06-01")
    for number in (1, 2, 3):
        makers.assess(strand, 2, number, Status.NOT_APPLICABLE)
    makers.assess(other, 2, 1, Status.MET)
    page = karis.get(START).context["page"]
    offers = [(str(o.whole.label), o.whole.count, o.whole.address) for o in page.strands]
    assert offers == [
        ("Hovedløp", 3, f"{START}1/m1/c1/?lop=1"), ("Reiseliv", 2, f"{START}2/m2/c2/?lop=2"),
    ]  # fmt: skip
    parts = [[(str(o.label), o.count) for o in one.milestones] for one in page.strands]
    assert parts == [[("Milepæl 1", 3)], [("Milepæl 2", 2)]]
    mine, *by_days = page.others
    assert (mine.count, mine.address) == (1, f"{START}1/m1/c1/?hvem=meg")
    assert [offer.count for offer in by_days] == [1, 1, 0]
    assert by_days[-1].address == ""


def test_a_choice_in_the_address_is_what_begins(karis: Client, strand: Strand) -> None:
    page = karis.get(f"{START}?lop=1&milepael=m2").context["page"]
    assert (page.chosen.count, page.is_all) == (3, False)
    assert page.chosen.address == f"{START}1/m2/c1/?lop=1&milepael=m2"
    assert page.chosen.label == "Hovedløp · Milepæl 2"
    assert karis.get(f"{START}?lop=7").context["page"].chosen.address == ""
    assert karis.get(f"{START}?lop=x").status_code == HTTPStatus.NOT_FOUND


def test_without_a_phase_nothing_is_open(client: Client, db: None) -> None:
    makers.make_region(slug="alta")
    client.force_login(makers.coordinator_of(Region.objects.get()))
    page = client.get("/regioner/alta/gjennomgang/").context["page"]
    assert (page.chosen.count, page.strands) == (0, ())
    assert client.get("/regioner/alta/gjennomgang/ferdig/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("strands", [1, 3])
def test_the_start_costs_the_same_whatever_is_open(
    karis: Client, region: Region, strand: Strand, strands: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(1, strands):
        makers.parallel_strand(region, strand.first_milestone, f"Tema {number}")
    # session, person, region, roles, phase; strands, wordings, milestones, assessments, people
    with django_assert_num_queries(10):
        karis.get(START)


# A checkpoint on the way


def test_the_page_says_where_one_is_and_knows_the_way(karis: Client, strand: Strand) -> None:
    answer = karis.get(f"{START}1/m1/c2/?lop=1&{BEGUN}")
    page = answer.context["page"]
    assert (page.number, page.of, page.done, page.chosen) == (2, 6, 0, "Hovedløp")
    assert page.previous == f"{START}1/m1/c1/?lop=1&{BEGUN}"
    assert page.next == f"{START}1/m1/c3/?lop=1&{BEGUN}"
    assert answer.context["form"].helper.form_action == f"{START}1/m1/c2/?lop=1&{BEGUN}"
    body = answer.content.decode()
    assert "hx-post" not in body.partition('id="edit-c2"')[2].partition(">")[0]
    assert '<h1 tabindex="-1" autofocus>' in body


def test_a_walk_that_has_no_beginning_begins_here(karis: Client, day: date) -> None:
    page = karis.get(FIRST).context["page"]
    begun = page.walk.begun.astimezone(UTC)  # in Oslo's first hour of the day before
    assert day_of(begun) == day
    assert page.next == f"{START}1/m1/c2/?fra={begun:%Y%m%dT%H%M%S.%fZ}"


def test_saving_leads_on_to_the_next(karis: Client, kari: User, strand: Strand) -> None:
    sent = details(status="on_hold", text="Venter.", due_on="01.12.2016")
    answer = karis.post(f"{FIRST}?{BEGUN}", sent)
    assert answer["Location"] == f"{START}1/m1/c2/?{BEGUN}"
    row = Assessment.objects.get()
    assert (row.status, row.text, row.changed_by) == (Status.ON_HOLD, "Venter.", kari)


def test_the_next_is_the_next_also_when_what_was_saved_is_no_longer_open(
    karis: Client, strand: Strand
) -> None:
    assert goes_to(karis.post(f"{FIRST}?{BEGUN}", details(status="met"))) == f"{START}1/m1/c2/"
    page = karis.get(f"{START}1/m1/c2/?{BEGUN}").context["page"]
    assert (page.number, page.of, page.done) == (2, 6, 1)
    assert page.previous == f"{FIRST}?{BEGUN}"


def test_the_next_is_one_that_is_open_now(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 2, when="2016-11-20")  # by someone else, meanwhile
    assert goes_to(karis.post(f"{FIRST}?{BEGUN}", details(status="met"))) == f"{START}1/m1/c3/"


def test_a_choice_is_kept_though_what_was_saved_falls_out_of_it(
    karis: Client, kari: User, strand: Strand
) -> None:
    for number in (1, 2):
        makers.assess(strand, 1, number, Status.ON_HOLD, responsible=kari)
    sent = details(revision=1, status="on_hold", responsible="", text="Ola tar den.")
    answer = karis.post(f"{FIRST}?hvem=meg&{BEGUN}", sent)
    assert answer["Location"] == f"{START}1/m1/c2/?hvem=meg&{BEGUN}"
    page = karis.get(answer["Location"]).context["page"]
    assert (page.number, page.of) == (2, 2)


def test_after_the_last_comes_the_summary(karis: Client, strand: Strand) -> None:
    for number in (1, 2, 3):
        makers.assess(strand, 2, number, Status.NOT_APPLICABLE)
    sent = details(status="met", text="Ja.")
    answer = karis.post(f"{START}1/m1/c3/?{BEGUN}", sent)
    assert answer["Location"] == f"{START}ferdig/?{BEGUN}"


def test_confirming_is_a_step_and_leads_on(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Venter.")
    sent = details(revision=1, status="on_hold", text="Venter.", confirm="yes")
    assert goes_to(karis.post(FIRST, sent)) == f"{START}1/m1/c2/"
    steps = AssessmentRevision.objects.order_by("number").values_list("step", "text")
    assert list(steps) == [(Kind.CHANGE, "Venter."), (Kind.CONFIRM, "Venter.")]


@pytest.mark.parametrize("typed", [{"text": "Nytt."}, {"reason": "Nytt."}, {"status": "met"}])
def test_what_is_changed_is_not_thrown_away_by_confirming(
    karis: Client, strand: Strand, typed: dict[str, str]
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    sent = details(revision=1, status="on_hold", confirm="yes") | typed
    answer = karis.post(FIRST, sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].data.dict() == {k: str(v) for k, v in sent.items()}
    assert AssessmentRevision.objects.count() == 1


def test_what_another_changed_is_not_confirmed_unseen(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=makers.make_person("Ola Dahl"))
    answer = karis.post(FIRST, details(revision=1, status="on_hold", confirm="yes"))
    assert goes_to(answer) == FIRST  # once more, with what he wrote
    page = karis.get(answer["Location"]).content.decode()
    assert "Ola Dahl endret «Status»" in page
    assert not AssessmentRevision.objects.filter(step=Kind.CONFIRM).exists()


def test_what_collides_is_shown_in_place_and_nothing_is_lost(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Først")
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Olas", by=makers.make_person("Ola Dahl"))
    answer = karis.post(FIRST, details(revision=1, status="on_hold", text="Karis"))
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Olas" in body
    assert "Karis</textarea>" in body
    assert '<h1 tabindex="-1">' in body  # the conflict has the focus
    sent = details(revision=2, status="on_hold", text="Karis") | {"choose-text": "both"}
    assert goes_to(karis.post(FIRST, sent)) == f"{START}1/m1/c2/"
    assert Assessment.objects.get().text == "Olas\n\nKaris"


def test_what_must_be_corrected_is_said_in_place(karis: Client, strand: Strand) -> None:
    answer = karis.post(FIRST, details(status="on_hold", text="Skrevet.", due_on="32.13.2016"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    body = answer.content.decode()
    assert 'value="32.13.2016"' in body
    assert "Skrevet.</textarea>" in body
    assert not Assessment.objects.exists()


def test_what_was_sent_after_the_session_expired_is_in_the_form_after_sign_in(
    karis: Client, kari: User, strand: Strand
) -> None:
    kari.set_password("demo")
    kari.save()
    karis.force_login(kari)
    karis.get(FIRST)
    Session.objects.all().delete()
    there = f"{FIRST}?lop=1&{BEGUN}"
    words = urlencode(details(status="on_hold", text="Skrevet."))
    expired = karis.post(there, words, content_type="application/x-www-form-urlencoded")
    assert expired["Location"] == f"/konto/logg-inn/?{urlencode({'next': there}, safe='/')}"
    karis.post("/konto/logg-inn/", {"login": kari.email, "password": "demo", "next": there})
    answer = karis.get(there)
    assert "Skrevet.</textarea>" in answer.content.decode()
    assert not Assessment.objects.exists()
    assert goes_to(karis.post(FIRST, details(status="on_hold", text="Skrevet."))) == (
        f"{START}1/m1/c2/"
    )


def test_what_is_met_and_unsure_has_nothing_to_confirm(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.MET, unsure=True)
    assert 'name="confirm"' not in karis.get(FIRST).content.decode()
    assert 'name="confirm"' in karis.get(f"{START}1/m1/c2/").content.decode()


@pytest.mark.parametrize("strands", [1, 3])
def test_a_checkpoints_page_costs_the_same_whatever_is_open(
    karis: Client, region: Region, strand: Strand, strands: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(1, strands):
        makers.parallel_strand(region, strand.first_milestone, f"Tema {number}")
    # session, person, strand, roles, wording, row; the walk's 6; evidence, people to choose from
    with django_assert_num_queries(14):
        karis.get(FIRST)


# The end


def test_the_summary_tells_what_was_done_and_what_was_skipped(
    karis: Client, strand: Strand
) -> None:
    karis.post(f"{FIRST}?{BEGUN}", details(status="met"))
    karis.post(f"{START}1/m1/c2/?{BEGUN}", details(status="on_hold"))
    karis.post(f"{START}1/m2/c1/?{BEGUN}", details(confirm="yes"))
    page = karis.get(f"{START}ferdig/?{BEGUN}").context["page"]
    assert [[stop.row.checkpoint.text.value for stop, _ in came.stops] for came in page.came] == [
        ["Sjekkpunkt 1.c1"], ["Sjekkpunkt 1.c2"], ["Sjekkpunkt 2.c1"],
        ["Sjekkpunkt 1.c3", "Sjekkpunkt 2.c2", "Sjekkpunkt 2.c3"],
    ]  # fmt: skip
    assert (page.done, page.again) == (3, f"{START}1/m1/c3/?{BEGUN}")


def test_what_was_confirmed_before_the_walk_began_is_no_skipping(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    karis.post(f"{FIRST}?{BEGUN}", details(revision=1, status="on_hold", confirm="yes"))
    later = "fra=20161120T225900.000000Z"
    onward = karis.post(f"{FIRST}?{later}", details(revision=2, status="on_hold", confirm="yes"))
    assert onward["Location"] == f"{START}1/m1/c2/?{later}"
    assert karis.get(onward["Location"]).context["page"].done == 1
    answer = karis.get(f"{START}ferdig/?{later}")
    told = [(came.heading, len(came.stops)) for came in answer.context["page"].came]
    assert told == [(in_nb("Confirmed earlier today"), 1), (in_nb("Skipped"), 5)]
    assert AssessmentRevision.objects.filter(step=Kind.CONFIRM).count() == 1


def test_ending_early_tells_what_was_not_reached_and_leads_on(
    karis: Client, strand: Strand
) -> None:
    karis.post(f"{FIRST}?{BEGUN}", details(status="met"))
    here = karis.get(f"{START}1/m1/c3/?{BEGUN}").context["page"]
    assert here.finish == f"{START}ferdig/?{BEGUN}&til=1/m1/c3"
    answer = karis.get(here.finish)
    page, body = answer.context["page"], answer.content.decode()
    assert [(came.heading, len(came.stops), came.folded) for came in page.came] == [
        (in_nb("Met"), 1, False), (in_nb("Skipped"), 1, False), (in_nb("Not reached"), 4, True),
    ]  # fmt: skip
    assert page.onward == f"{START}1/m1/c3/?{BEGUN}"
    assert f'href="{page.onward}"' in body
    assert body.count("<details") == 1
    assert in_nb("The walk-through was ended") in body
    assert in_nb("The walk-through is done") not in body


def test_at_its_end_it_is_done_and_leads_no_further(karis: Client, strand: Strand) -> None:
    answer = karis.get(f"{START}ferdig/?{BEGUN}")
    assert answer.context["page"].onward == ""
    assert in_nb("The walk-through is done") in answer.content.decode()


def test_the_summary_of_nothing_says_so(karis: Client, strand: Strand) -> None:
    page = karis.get(f"{START}ferdig/").context["page"]
    assert (page.done, [len(came.stops) for came in page.came]) == (0, [6])


def test_the_summary_counts_nobody_elses_work(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-11-20")
    page = karis.get(f"{START}ferdig/?{BEGUN}").context["page"]
    assert (page.done, [len(came.stops) for came in page.came]) == (0, [6])


# Who


def test_a_milestones_page_leads_to_the_walk_of_what_is_open_there(
    karis: Client, client: Client, region: Region, strand: Strand
) -> None:
    there, page = f'href="{START}?lop=1&amp;milepael=m1"', "/regioner/bodo/lop/1/m1/"
    assert there in karis.get(page).content.decode()
    assert "gjennomgang" not in karis.get(f"{page}?as_of=2016-05-01").content.decode()
    reader = makers.reader_of(region, makers.make_person("Anne Solberg"))
    client.force_login(reader)
    assert "gjennomgang" not in client.get(page).content.decode()
    for number in (1, 2, 3):
        makers.assess(strand, 1, number, Status.NOT_APPLICABLE)
    client.force_login(makers.coordinator_of(region))
    assert "gjennomgang" not in client.get(page).content.decode()
    assert "gjennomgang" in client.get("/regioner/bodo/lop/1/m2/").content.decode()


def test_the_milestones_of_a_closed_strand_lead_to_no_walk(
    karis: Client, region: Region, strand: Strand
) -> None:
    other = makers.parallel_strand(region, strand.phase.milestones.get(slug="m2"))
    page = "/regioner/bodo/lop/2/m2/"
    assert "gjennomgang" in karis.get(page).content.decode()
    Strand.objects.filter(pk=other.pk).update(closed_on="2016-11-01")
    assert "gjennomgang" not in karis.get(page).content.decode()


def test_the_regions_page_leads_coordinators_here_and_readers_to_their_list(
    karis: Client, client: Client, region: Region
) -> None:
    there, listed = f'href="{START}"', 'href="/mine/"'
    links = karis.get("/regioner/bodo/").content.decode().partition("<main")[2]
    assert (there in links, listed in links) == (True, True)
    past = karis.get("/regioner/bodo/?as_of=2016-05-01").content.decode().partition("<main")[2]
    assert (there in past, listed in past) == (False, False)
    client.force_login(makers.reader_of(region, makers.make_person("Anne Solberg")))
    links = client.get("/regioner/bodo/").content.decode().partition("<main")[2]
    assert (there in links, listed in links) == (False, True)
    client.force_login(makers.staff())
    links = client.get("/regioner/bodo/").content.decode().partition("<main")[2]
    assert (there in links, listed in links) == (False, False)
