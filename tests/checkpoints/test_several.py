"""Several checkpoints at once: one act with one reason, all or nothing, nobody overwritten."""

import re
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.translation import gettext, ngettext, override
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Assessment, AssessmentRevision, Status, Strand
from regions.history import Kind
from regions.models import Region, User
from tests import makers

PAGE = "/regioner/bodo/lop/1/m1/"
SEVERAL = f"{PAGE}flere/"
TAG = re.compile(r"<[^>]+>")


def send(client: Client, chosen: str, seen: dict[str, int] | None = None, **said: Any) -> Any:
    """What a browser sends: the boxes that are ticked, each row's revision, what is filled in."""
    slugs = chosen.split()
    revisions = {"c1": 0, "c2": 0, "c3": 0, **(seen or {})}
    sent = {f"{slug}-revision": revision for slug, revision in revisions.items()}
    return client.post(SEVERAL, {"chosen": slugs, **sent, **said})


def stands(strand: Strand, milestone: int = 1) -> dict[str, tuple[str, int]]:
    """What is recorded of a milestone's checkpoints: status and revision."""
    rows = Assessment.objects.filter(strand=strand, milestone__position=milestone)
    return {
        row.checkpoint.slug: (row.status, row.revision)
        for row in rows.select_related("checkpoint").order_by("checkpoint__slug")
    }


def words(answer: Any) -> str:
    """What the page says, in one line."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(TAG.sub(" ", main).split())


def in_nb(one: str, many: str = "", count: int = 1) -> str:
    """What Kari reads."""
    with override("nb"):
        return ngettext(one, many, count) if many else gettext(one)


def line(answer: Any, slug: str) -> str:
    """What the page says of one checkpoint."""
    found = re.search(
        rf'<li id="{slug}".*?(?=<li id="c\d"|</ul>\s*</fieldset>)',
        answer.content.decode(),
        re.DOTALL,
    )
    assert found
    return found[0]


def revision(answer: Any, slug: str) -> str:
    found = re.search(rf'name="{slug}-revision" value="([^"]*)"', answer.content.decode())
    assert found
    return found[1]


SAVED = in_nb(
    "%(count)d checkpoint is saved at %(time)s.", "%(count)d checkpoints are saved at %(time)s."
)
LEFT = in_nb(
    "%(count)d stood so already, and is left as it was.",
    "%(count)d stood so already, and are left as they were.",
)


# What it saves


def test_those_that_are_chosen_are_saved_in_one_act_with_one_reason(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Venter på Haram.")
    answer = send(
        karis, "c1 c2", {"c1": 1}, status="met", due_on="01.03.2017",
        responsible=kari.pk, reason="Regionrådet vedtok alt sammen",
    )  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, PAGE)
    assert stands(strand) == {"c1": (Status.MET, 2), "c2": (Status.MET, 1)}
    steps = AssessmentRevision.objects.filter(superseded_at=None).order_by("checkpoint__slug")
    due = date(2017, 3, 1)
    assert list(
        steps.values_list("status", "due_on", "responsible", "text", "reason", "by", "step")
    ) == [
        (Status.MET, due, kari.pk, "Venter på Haram.", "Regionrådet vedtok alt sammen", kari.pk,
         Kind.CHANGE),
        (Status.MET, due, kari.pk, "", "Regionrådet vedtok alt sammen", kari.pk, Kind.CHANGE),
    ]  # fmt: skip
    acts = {step.change_set for step in steps}
    assert len(acts) == 1
    assert None not in acts


def test_what_is_left_empty_stays_as_it_is(karis: Client, kari: User, strand: Strand) -> None:
    makers.assess(
        strand, 1, 1, Status.ON_HOLD, text="Venter.", due_on=date(2016, 9, 1), responsible=kari,
        unsure=True,
    )  # fmt: skip
    send(karis, "c1", {"c1": 1}, status="in_progress")
    row = Assessment.objects.get()
    assert (row.status, row.text, row.due_on, row.responsible, row.unsure, row.revision) == (
        Status.IN_PROGRESS, "Venter.", date(2016, 9, 1), kari, True, 2,
    )  # fmt: skip


def test_one_can_change_the_due_date_alone(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    send(karis, "c1 c2", {"c1": 1}, status="", due_on="2017-03-01")
    assert stands(strand) == {"c1": (Status.ON_HOLD, 2), "c2": (Status.NOT_STARTED, 1)}
    assert set(Assessment.objects.values_list("due_on", flat=True)) == {date(2017, 3, 1)}


def test_a_name_takes_the_place_of_a_person_and_a_person_that_of_a_name(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, responsible=kari)
    makers.assess(strand, 1, 2, Status.ON_HOLD, responsible_name="Per Ås")
    send(karis, "c1 c2", {"c1": 1, "c2": 1}, responsible_name="Turid Ås")
    rows: Any = Assessment.objects.order_by("pk").values_list("responsible", "responsible_name")
    assert list(rows) == [(None, "Turid Ås")] * 2
    send(karis, "c1 c2", {"c1": 2, "c2": 2}, responsible=kari.pk)
    assert list(rows.all()) == [(kari.pk, "")] * 2


def test_taking_back_what_was_met_takes_its_day_back_too(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    send(karis, "c1", {"c1": 1}, status="in_progress")
    row = Assessment.objects.get()
    assert (row.status, row.met_on) == (Status.IN_PROGRESS, None)


def test_what_stands_so_already_is_left_alone_and_said(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    answer = send(karis, "c1 c2", {"c1": 1}, status="met")
    assert stands(strand) == {"c1": (Status.MET, 1), "c2": (Status.MET, 1)}
    said = words(karis.get(answer["Location"]))
    assert SAVED.partition(" %(time)s")[0] % {"count": 1} in said
    assert LEFT % {"count": 1} in said


def test_when_all_stood_so_already_nothing_is_saved_and_the_page_says_so(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    answer = send(karis, "c1", {"c1": 1}, status="on_hold")
    assert stands(strand) == {"c1": (Status.ON_HOLD, 1)}
    page = karis.get(answer["Location"])
    assert f"{in_nb('No checkpoint was changed.')} {LEFT % {'count': 1}}" in words(page)
    assert "/angre/" not in page.content.decode().partition('id="messages"')[2].partition("<h1")[0]


def test_an_untouched_checkpoint_is_not_started_already(karis: Client, strand: Strand) -> None:
    assert send(karis, "c1", status="not_started").status_code == HTTPStatus.FOUND
    assert stands(strand) == {}


def test_saving_leads_to_undoing_all_of_it(karis: Client, strand: Strand) -> None:
    answer = send(karis, "c1 c2", status="met")
    act = AssessmentRevision.objects.values_list("change_set", flat=True).distinct().get()
    page = karis.get(answer["Location"]).content.decode()
    assert f'<a href="/regioner/bodo/historikk/samlet/{act}/angre/">' in page


def test_an_odd_day_is_said_once(karis: Client, strand: Strand) -> None:
    answer = send(karis, "c1 c2", status="in_progress", due_on="01.12.2018")
    assert stands(strand) == {"c1": (Status.IN_PROGRESS, 1), "c2": (Status.IN_PROGRESS, 1)}
    assert words(karis.get(answer["Location"])).count("01.12.2018 ligger utenfor fasen") == 1


# Two people at once


def test_what_someone_else_changed_in_another_field_is_kept_beside_it(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    siri = makers.make_person("Siri Stab")
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Fra Siri.", by=siri)
    answer = send(karis, "c1 c2", {"c1": 1}, status="in_progress", reason="Vedtatt")
    assert answer.status_code == HTTPStatus.FOUND
    row = Assessment.objects.get(checkpoint__slug="c1")
    assert (row.status, row.text, row.revision) == (Status.IN_PROGRESS, "Fra Siri.", 3)
    step = row.revisions.get(number=3)
    assert (step.step, step.reason) == (Kind.MERGE, "Vedtatt")
    assert step.change_set == AssessmentRevision.objects.get(checkpoint__slug="c2").change_set
    said = words(karis.get(answer["Location"]))
    assert "«Sjekkpunkt 1.c1»: Siri Stab endret «Kommentar»" in said


def test_where_both_changed_the_same_nothing_is_saved_and_both_are_shown(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.NOT_STARTED)
    siri = makers.make_person("Siri Stab")
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=siri)
    answer = send(karis, "c1 c2", {"c1": 1}, status="met", reason="Vedtatt")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert stands(strand) == {"c1": (Status.ON_HOLD, 2)}
    shown = line(answer, "c1")
    assert "Siri Stab" in shown
    assert re.findall(r'<span class="said">([^<]+)', shown) == ["På vent", "Oppfylt"]
    assert 'name="c1-choose-status" value="theirs" form="several"' in shown
    assert "choose" not in line(answer, "c2")
    assert (revision(answer, "c1"), revision(answer, "c2")) == ("2", "0")
    body = answer.content.decode()
    assert re.findall(r'name="chosen" value="(\w+)"[^>]*checked', body) == ["c1", "c2"]
    assert re.findall(r'name="status" value="(\w*)"[^>]*checked', body) == ["met"]
    assert 'value="Vedtatt"' in body


def test_where_two_take_the_same_tick_back_in_different_ways_the_person_chooses(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=makers.make_person("Siri Stab"))
    answer = send(karis, "c1", {"c1": 1}, status="in_progress")
    assert answer.status_code == HTTPStatus.CONFLICT
    said = re.findall(r'<span class="said">([^<]+)', line(answer, "c1"))
    assert said == ["På vent", "I gang"]
    assert stands(strand) == {"c1": (Status.ON_HOLD, 2)}


def test_a_day_that_was_corrected_meanwhile_is_not_taken_away_unseen(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    makers.assess(strand, 1, 1, Status.MET, met_on=date(2016, 1, 10))
    answer = send(karis, "c1", {"c1": 1}, status="in_progress")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "10.01.2016" in line(answer, "c1")
    assert stands(strand) == {"c1": (Status.MET, 2)}


@pytest.mark.parametrize(
    ("choice", "status"), [("theirs", (Status.ON_HOLD, 2)), ("yours", (Status.MET, 3))]
)
def test_the_person_chooses_and_the_rest_is_saved_along_with_it(
    karis: Client, strand: Strand, choice: str, status: tuple[str, int]
) -> None:
    makers.assess(strand, 1, 1, Status.NOT_STARTED)
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    chosen = {"c1-choose-status": choice}
    answer = send(karis, "c1 c2", {"c1": 2}, status="met", **chosen)
    assert answer.status_code == HTTPStatus.FOUND
    assert stands(strand) == {"c1": status, "c2": (Status.MET, 1)}


def test_who_only_came_too_late_is_told_what_the_other_did(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    siri = makers.make_person("Siri Stab")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=siri)
    answer = send(karis, "c1 c2", {"c1": 1}, status="on_hold")  # as it stood on Kari's page
    assert stands(strand) == {"c1": (Status.IN_PROGRESS, 2), "c2": (Status.ON_HOLD, 1)}
    said = words(karis.get(answer["Location"]))
    assert "«Sjekkpunkt 1.c1»: Siri Stab endret «Status»" in said
    assert LEFT % {"count": 1} not in said


def test_someone_who_began_the_same_checkpoint_meanwhile_is_not_overwritten(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)  # the page was drawn before this
    answer = send(karis, "c1", {"c1": 0}, status="met")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert stands(strand) == {"c1": (Status.ON_HOLD, 1)}


# All or nothing


def test_a_question_without_an_answer_hinders_all_and_says_so_at_its_row(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    answer = send(karis, "c1 c2 c3", {"c1": 1}, status="met", reason="Vedtatt")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert stands(strand) == {"c1": (Status.ON_HOLD, 1)}
    sentence = "Skriv et svar før du markerer spørsmålet som besvart."
    assert [sentence in line(answer, slug) for slug in ("c1", "c2", "c3")] == [False, False, True]
    assert '<a href="#c3">Sjekkpunkt 1.c3</a>' in answer.content.decode()
    assert (revision(answer, "c1"), revision(answer, "c2")) == ("1", "0")
    assert "På vent" in line(answer, "c1")  # not what was rolled back
    body = answer.content.decode()
    assert re.findall(r'name="chosen" value="(\w+)"[^>]*checked', body) == ["c1", "c2", "c3"]
    assert send(karis, "c1 c2", {"c1": 1}, status="met").status_code == HTTPStatus.FOUND
    assert stands(strand) == {"c1": (Status.MET, 2), "c2": (Status.MET, 1)}


def test_an_answered_question_goes_along(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 3, Status.IN_PROGRESS, text="Ja.")
    assert send(karis, "c1 c3", {"c3": 1}, status="met").status_code == HTTPStatus.FOUND
    assert stands(strand) == {"c1": (Status.MET, 1), "c3": (Status.MET, 2)}


NOTHING_TO_SAY = "Choose what to change: the status, the due date or who is responsible."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"chosen": [], "status": "met"}, "Choose at least one checkpoint."),
        ({"status": ""}, NOTHING_TO_SAY),
        ({"reason": "Bare en grunn"}, NOTHING_TO_SAY),
        ({"status": "ferdig"}, "ferdig"),
        ({"due_on": "i morgen"}, "Dette er ikke en dato."),
        ({"due_on": "01.01.1900"}, "utenfor fasen"),
        ({"chosen": ["c9"], "status": "met"}, "c9"),
        ({"responsible_name": "x" * 101}, "100"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(
    karis: Client, strand: Strand, said: dict[str, Any], sentence: str
) -> None:
    answer = karis.post(SEVERAL, {"chosen": ["c1"], "c1-revision": 0, **said})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sentence = in_nb(sentence)
    alert = answer.content.decode().partition('role="alert"')[2].partition("</div>")[0]
    assert sentence in alert
    assert stands(strand) == {}


def test_a_person_and_a_name_are_not_both_responsible(
    karis: Client, kari: User, strand: Strand
) -> None:
    answer = send(karis, "c1", responsible=kari.pk, responsible_name="Per Ås")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Velg en person eller skriv et navn, ikke begge deler." in answer.content.decode()
    assert stands(strand) == {}


def test_only_the_regions_own_people_can_be_made_responsible(karis: Client, strand: Strand) -> None:
    stranger = makers.coordinator_of(makers.make_region("Altaregionen"))
    answer = send(karis, "c1", responsible=stranger.pk)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert stands(strand) == {}


@pytest.mark.parametrize("seen", ["", "x", "-1", "7"])
def test_a_row_that_does_not_say_what_was_seen_of_it_hinders_all(
    karis: Client, strand: Strand, seen: str
) -> None:
    answer = karis.post(
        SEVERAL, {"chosen": ["c1", "c2"], "c1-revision": 0, "c2-revision": seen, "status": "met"}
    )
    assert answer.status_code in {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT}
    assert stands(strand) == {}


# The page


def test_the_page_shows_each_checkpoint_as_it_stands_and_the_milestone_leads_to_it(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    makers.assess(strand, 1, 2, Status.MET)
    answer = karis.get(SEVERAL)
    assert answer.status_code == HTTPStatus.OK
    assert "På vent" in line(answer, "c1")
    assert [" data-open" in line(answer, slug) for slug in ("c1", "c2", "c3")] == [
        True, False, True,
    ]  # fmt: skip
    assert [revision(answer, slug) for slug in ("c1", "c2", "c3")] == ["1", "1", "0"]
    assert "Sjekkpunkt 2." not in words(answer)
    assert f'<a href="{SEVERAL}">' in karis.get(PAGE).content.decode()


def test_readers_are_not_led_to_it(client: Client, region: Region, strand: Strand) -> None:
    client.force_login(makers.reader_of(region))
    assert SEVERAL not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("questions", "label"), [(0, "Oppfylt"), (1, "Oppfylt / besvart"), (3, "Besvart")]
)
def test_what_is_met_is_called_by_what_it_is(
    karis: Client, region: Region, questions: int, label: str
) -> None:
    phase = makers.small_programme(milestones=1, checkpoints=3, questions=questions, slug="f2")
    number = makers.main_strand(region, phase).number
    body = karis.get(f"/regioner/bodo/lop/{number}/m1/flere/").content.decode()
    assert re.findall(r'value="met".*?<label[^>]*>([^<]+)', body) == [label]


def test_what_was_sent_after_the_session_had_expired_is_shown_and_not_saved(
    karis: Client, kari: User, strand: Strand
) -> None:
    kari.set_password("demo")
    kari.save(update_fields=["password"])
    karis.force_login(kari)
    karis.get(SEVERAL)
    Session.objects.all().delete()
    makers.assess(strand, 1, 2, Status.ON_HOLD)  # someone else, meanwhile
    sent = {"chosen": ["c2"], "c2-revision": 0, "status": "met", "reason": "Vedtatt"}
    karis.post(
        SEVERAL, urlencode(sent, doseq=True), content_type="application/x-www-form-urlencoded"
    )
    karis.post("/konto/logg-inn/", {"login": kari.email, "password": "demo", "next": SEVERAL})
    answer = karis.get(SEVERAL)
    assert answer.status_code == HTTPStatus.OK
    body = answer.content.decode()
    assert 'name="throw-away"' in body
    assert re.findall(r'name="chosen" value="(\w+)"[^>]*checked', body) == ["c2"]
    assert re.findall(r'name="status" value="(\w*)"[^>]*checked', body) == ["met"]
    assert (revision(answer, "c2"), 'value="Vedtatt"' in body) == ("0", True)
    assert stands(strand) == {"c2": (Status.ON_HOLD, 1)}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_checkpoints(
    karis: Client, strand: Strand, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, count + 1):
        makers.assess(strand, 1, number, Status.ON_HOLD)
    # session, person, strand, roles, milestone, checkpoints, people, how they stand
    with django_assert_num_queries(8):
        karis.get(SEVERAL)
