"""Pages of evidence: what is attached, many files at once, reuse, detaching, hiding."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.models import (
    Attachment,
    Checkpoint,
    Decision,
    Evidence,
    EvidenceRevision,
    Strand,
)
from checkpoints.queries import evidence_at
from checkpoints.queries.evidence import EvidenceFacts, facts_from
from regions import clock
from regions.models import User
from regions.reading import Reading
from tests import makers

pytestmark = pytest.mark.django_db


def png(colour: str = "teal") -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 3), colour).save(made, "PNG")
    return made.getvalue()


def file(name: str = "Notat.txt", content: bytes = b"Vedtatt.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def strand(db: None) -> Strand:
    return makers.main_strand_of_small_programme(2, 3)


@pytest.fixture
def kari(strand: Strand) -> User:
    return makers.coordinator_of(strand.region, makers.make_person("Kari Nordmann"))


@pytest.fixture
def signed_in(client: Client, kari: User) -> Client:
    client.force_login(kari)
    return client


def address(strand: Strand, what: str = "", checkpoint: str = "c1", *more: int) -> str:
    name = f"checkpoints:evidence_{what}" if what else "checkpoints:evidence"
    where = [strand.region.slug, strand.number, "m1", checkpoint, *more]
    return reverse(name, args=where)


def attach_link(strand: Strand, title: str, when: str = "2016-02-01") -> Attachment:
    """A link of its own beside the first checkpoint."""
    link = makers.link(strand.region, f"https://example.no/{title}", title=title, when=when)
    return makers.attach(link, strand, 1, makers.wording(strand, 1, 1).checkpoint, when=when)


def titles(strand: Strand, checkpoint: str = "c1", reading: Reading | None = None) -> list[str]:
    """What is attached to a checkpoint of the first milestone."""
    found = evidence_at([strand.pk], reading or Reading.today())
    asked = makers.wording(strand, "m1", checkpoint).checkpoint
    return [one.title for one in found.checkpoint(strand.pk, asked.pk)]


def shown(page: str) -> list[str]:
    """The titles in the lists of evidence on a page."""
    lists = re.findall(r'<div class="evidence".*?</ul></div>', page, re.DOTALL)
    words = re.findall(r'<div class="piece-words">\s*<p><(?:a|strong)[^>]*>([^<]*)', "".join(lists))
    return list(words)


# Attaching


def test_many_files_are_attached_in_one_post(signed_in: Client, strand: Strand) -> None:
    sent = [file("Vedtak.txt"), file("Tall.csv", b"a;b\n1;2"), file("Kart.png", png())]
    response = signed_in.post(address(strand, "upload"), {"upload-files": sent}, follow=True)
    assert response.redirect_chain == [(address(strand), 302)]
    assert titles(strand) == ["Kart", "Tall", "Vedtak"]
    page = response.content.decode()
    assert shown(page) == ["Kart", "Tall", "Vedtak"]
    assert "Lagt ved: Vedtak, Tall, Kart." in page
    acts = EvidenceRevision.objects.values_list("change_set", flat=True).distinct()
    assert len(acts) == 1


def test_a_file_is_called_by_the_title_that_was_given(signed_in: Client, strand: Strand) -> None:
    sent = {"upload-files": file(), "upload-title": "Sak 12", "upload-dated_on": "01.02.2016"}
    signed_in.post(address(strand, "upload"), sent)
    made = Evidence.objects.get()
    assert (made.title, made.dated_on, made.file_name) == ("Sak 12", date(2016, 2, 1), "Notat.txt")


def test_the_good_files_are_saved_and_each_refused_one_gets_its_sentence(
    signed_in: Client, strand: Strand
) -> None:
    sent = [file("Tom.txt", b""), file("God.txt"), file("Tegning.svg", b"<svg/>")]
    response = signed_in.post(address(strand, "upload"), {"upload-files": sent})
    assert response.status_code == 422
    page = response.content.decode()
    assert titles(strand) == ["God"]
    assert shown(page) == ["God"]
    assert "Lagt ved: God." in page
    summary = re.search(r'class="ds-error-summary".*?</div>', page, re.DOTALL)
    assert summary is not None
    assert len(re.findall("Tom.txt", summary[0])) == 1
    assert len(re.findall("Tegning.svg", summary[0])) == 1


def test_nothing_chosen_is_said(signed_in: Client, strand: Strand) -> None:
    response = signed_in.post(address(strand, "upload"), {})
    assert response.status_code == 422
    assert "Velg minst én fil." in response.content.decode()
    assert Evidence.objects.count() == 0


def test_a_post_that_is_too_large_is_refused_before_it_is_read(
    signed_in: Client, strand: Strand
) -> None:
    limit = 8 * settings.EVIDENCE_MAX_MB * 1024 * 1024
    response = signed_in.post(
        address(strand, "upload"), {"upload-files": file()}, CONTENT_LENGTH=str(limit + 1)
    )
    assert response.status_code == 413
    assert "mer enn 200 MB på én gang" in response.content.decode()
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("body", [b"x", b"--grense\r\nContent-Disposition: form-data"])
def test_a_post_that_is_broken_says_so(signed_in: Client, strand: Strand, body: bytes) -> None:
    response = signed_in.generic(
        "POST", address(strand, "upload"), body, content_type="multipart/form-data"
    )
    assert response.status_code == 400
    assert "kom ikke helt fram" in response.content.decode()


def test_too_many_files_at_once_are_told(signed_in: Client, strand: Strand) -> None:
    sent = [file(f"{n}.txt", str(n).encode()) for n in range(101)]
    response = signed_in.post(address(strand, "upload"), {"upload-files": sent})
    assert response.status_code == 400
    assert "høyst 100" in response.content.decode()
    assert Evidence.objects.count() == 0


def test_uploading_needs_the_pages_own_token(kari: User, strand: Strand) -> None:
    """The check comes later than elsewhere, but it comes."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(kari)
    response = client.post(address(strand, "upload"), {"upload-files": file()})
    assert response.status_code == 403
    assert Evidence.objects.count() == 0


def test_a_script_gets_the_list_and_the_sentence(signed_in: Client, strand: Strand) -> None:
    sent = {"upload-files": file("Tom.txt", b"")}
    as_htmx = {"HX-Request": "true", "HX-Target": "evidence"}
    refused = signed_in.post(address(strand, "upload"), sent, headers=as_htmx)
    assert (refused.status_code, "<html" in refused.content.decode()) == (422, False)
    told = re.search(r"<p data-said>(.*?)</p>", refused.content.decode(), re.DOTALL)
    assert told is not None
    assert "Tom.txt" in told[1]
    taken = signed_in.post(address(strand, "upload"), {"upload-files": file()}, headers=as_htmx)
    assert taken.status_code == 200
    assert shown(taken.content.decode()) == ["Notat"]
    assert "fjern" in taken.content.decode()


def test_a_milestones_row_gets_its_own_list(signed_in: Client, strand: Strand) -> None:
    as_htmx = {"HX-Request": "true", "HX-Target": "evidence-c1"}
    sent = {"upload-files": file()}
    page = signed_in.post(address(strand, "upload"), sent, headers=as_htmx).content.decode()
    assert '<div class="evidence" id="evidence-c1">' in page
    assert "fjern" not in page


def test_a_link_is_attached(signed_in: Client, strand: Strand) -> None:
    sent = {"link-url": "https://www.example.no/vedtak", "link-title": "Vedtaket"}
    response = signed_in.post(address(strand, "link"), sent, follow=True)
    page = response.content.decode()
    assert '<a href="https://www.example.no/vedtak" rel="noopener noreferrer">Vedtaket</a>' in page
    assert "Lenke til www.example.no" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ikke en adresse", ""])
def test_an_address_that_is_none_is_refused(signed_in: Client, strand: Strand, url: str) -> None:
    response = signed_in.post(address(strand, "link"), {"link-url": url})
    assert response.status_code == 422
    assert Evidence.objects.count() == 0


# What was here already


BOTH = "Was here already as «%(title)s». The title and the date you wrote are not used."
TITLE = "Was here already as «%(title)s». The title you wrote is not used."
DATE = "Was here already as «%(title)s». The date you wrote is not used."
TYPED = [
    ("Ny", "01.02.2016", BOTH),
    ("Ny", "", TITLE),
    ("Ny", "01.01.2016", TITLE),
    ("", "01.02.2016", DATE),
    (" Gammel ", "01.02.2016", DATE),
]


@pytest.fixture
def known(strand: Strand) -> dict[str, Evidence]:
    """A file and a link that the region has, by the form that sends them."""
    day = date(2016, 1, 1)
    return {
        "upload": makers.upload(strand.region, "Notat.txt", title="Gammel", dated_on=day),
        "link": actions.link(
            by=None, region=strand.region, url="https://example.no/a", title="Gammel", dated_on=day
        ),
    }


def note_on(unused: str) -> str:
    with override("nb"):
        return gettext(unused) % {"title": "Gammel"}


def send_again(
    client: Client, strand: Strand, what: str, title: str, day: str, **headers: str
) -> str:
    """Send what the region has once more, under a title and a date; the page that follows."""
    thing = {"upload": ("files", file()), "link": ("url", "https://example.no/a")}
    name, value = thing[what]
    sent = {f"{what}-{name}": value, f"{what}-title": title, f"{what}-dated_on": day}
    response = client.post(address(strand, what), sent, follow=True, headers=headers)
    return unescape(response.content.decode())


@pytest.mark.parametrize("what", ["upload", "link"])
@pytest.mark.parametrize(("title", "day", "unused"), TYPED)
def test_what_was_here_already_says_that_what_was_typed_is_not_used(
    signed_in: Client, strand: Strand, known: dict[str, Evidence],
    what: str, title: str, day: str, unused: str,
) -> None:  # fmt: skip
    page = send_again(signed_in, strand, what, title, day)
    edit = reverse("checkpoints:edit_evidence", args=[strand.region.slug, known[what].pk])
    told = re.findall(r'data-color="warning"[^>]*>([^<]*)<a href="([^"]*)"', page)
    assert told == [(f"{note_on(unused)} ", edit)]
    known[what].refresh_from_db()
    assert (known[what].title, known[what].dated_on) == ("Gammel", date(2016, 1, 1))


@pytest.mark.parametrize("what", ["upload", "link"])
@pytest.mark.parametrize(("title", "day"), [("", ""), ("Gammel", "01.01.2016")])
def test_what_was_here_already_says_nothing_where_nothing_else_was_typed(
    signed_in: Client, strand: Strand, known: dict[str, Evidence], what: str, title: str, day: str
) -> None:
    page = send_again(signed_in, strand, what, title, day)
    assert shown(page) == ["Gammel"]
    assert 'data-color="warning"' not in page


def test_what_is_new_says_nothing_of_its_title(signed_in: Client, strand: Strand) -> None:
    assert 'data-color="warning"' not in send_again(signed_in, strand, "link", "Ny", "01.02.2016")


@pytest.mark.parametrize("target", ["evidence", "evidence-c1"])
def test_a_script_gets_the_note_in_the_list_and_in_the_sentence(
    signed_in: Client, strand: Strand, known: dict[str, Evidence], target: str
) -> None:
    as_htmx = {"HX-Request": "true", "HX-Target": target}
    page = send_again(signed_in, strand, "upload", "Ny", "", **as_htmx)
    said, found = page.split(f'<div class="evidence" id="{target}">')
    note = f"{note_on(TITLE)} <a "
    assert (note in said, note in found) == (True, True)


def test_a_title_of_others_is_text_in_the_note(
    signed_in: Client, strand: Strand, known: dict[str, Evidence]
) -> None:
    Evidence.objects.update(title="<b>Gammel</b>")
    sent = {"link-url": "https://example.no/a", "link-title": "Ny"}
    page = signed_in.post(address(strand, "link"), sent, follow=True).content.decode()
    assert "«&lt;b&gt;Gammel&lt;/b&gt;»" in page
    assert "<b>Gammel</b>" not in page


# What the region has already


def test_one_piece_is_attached_to_several_checkpoints(signed_in: Client, strand: Strand) -> None:
    signed_in.post(address(strand, "upload"), {"upload-files": file()})
    evidence = Evidence.objects.get()
    page = signed_in.get(address(strand, "", "c2")).content.decode()
    assert f'name="reuse-evidence" value="{evidence.pk}"' in page
    signed_in.post(address(strand, "reuse", "c2"), {"reuse-evidence": [evidence.pk]})
    assert (titles(strand, "c1"), titles(strand, "c2"), titles(strand, "c3")) == (
        ["Notat"], ["Notat"], [],
    )  # fmt: skip
    assert 'name="reuse-evidence"' not in signed_in.get(address(strand, "", "c2")).content.decode()
    library = signed_in.get(reverse("checkpoints:region_evidence", args=[strand.region.slug]))
    (line,) = library.context["library"].shown
    assert [str(use.checkpoint) for use in line.uses] == ["Sjekkpunkt 1.c1", "Sjekkpunkt 1.c2"]


def test_many_to_choose_from_are_searched(signed_in: Client, strand: Strand) -> None:
    sent = [file(f"Notat {n}.txt", str(n).encode()) for n in range(8)]
    sent.append(file("Årsmelding.txt", b"Aar"))
    signed_in.post(address(strand, "upload", "c2"), {"upload-files": sent})
    page = signed_in.get(address(strand)).content.decode()
    assert page.count('name="reuse-evidence"') == 9
    found = signed_in.get(address(strand), {"q": "åRSM"}).content.decode()
    assert found.count('name="reuse-evidence"') == 1
    assert "Årsmelding" in found
    none = signed_in.get(address(strand), {"q": "finnes ikke"}).content.decode()
    assert none.count('name="reuse-evidence"') == 0
    assert "Ingen titler" in none


def test_another_regions_evidence_can_neither_be_seen_nor_attached(
    signed_in: Client, strand: Strand
) -> None:
    other = makers.make_region("Altaregionen", slug="alta")
    theirs = actions.upload(by=None, region=other, upload=file("Hemmelig.txt", b"Altas egne"))
    own = actions.link(by=None, region=strand.region, url="https://example.no/vaart")
    actions.attach(
        by=None, evidence=theirs, strand=makers.main_strand(other),
        milestone=makers.wording(strand, 1, 1).checkpoint.milestone,
        checkpoint=makers.wording(strand, 1, 1).checkpoint,
    )  # fmt: skip
    page = signed_in.get(address(strand)).content.decode()
    assert "example.no/vaart" in page
    assert "Hemmelig" not in page
    sent = {"reuse-evidence": [own.pk, theirs.pk]}
    assert signed_in.post(address(strand, "reuse"), sent).status_code == 422
    assert titles(strand) == []
    library = reverse("checkpoints:region_evidence", args=[strand.region.slug])
    assert "Hemmelig" not in signed_in.get(library).content.decode()
    for name in ("checkpoints:edit_evidence", "checkpoints:evidence_file"):
        mixed = reverse(name, args=[strand.region.slug, theirs.pk])
        assert signed_in.get(mixed).status_code == 404
    their_milestone = reverse("checkpoints:milestone", args=["alta", 1, "m1"])
    assert signed_in.get(their_milestone).status_code == 404


# Detaching and hiding


@pytest.fixture
def attached(signed_in: Client, strand: Strand) -> Attachment:
    signed_in.post(address(strand, "upload"), {"upload-files": file()})
    return Attachment.objects.get()


def test_what_is_detached_stays_the_regions(
    signed_in: Client, strand: Strand, attached: Attachment
) -> None:
    where = address(strand, "detach", "c1", attached.pk)
    for _ in range(2):  # a second click finds it done
        response = signed_in.post(where, {"revision": 1})
        assert response.headers["Location"] == address(strand)
    assert titles(strand) == []
    attached.refresh_from_db()
    assert (attached.revision, attached.removed) == (2, True)
    signed_in.post(address(strand, "reuse"), {"reuse-evidence": [attached.evidence_id]})
    assert titles(strand) == ["Notat"]


def test_detaching_what_was_attached_again_meanwhile_asks_to_look(
    signed_in: Client, strand: Strand, attached: Attachment
) -> None:
    where = address(strand, "detach", "c1", attached.pk)
    signed_in.post(where, {"revision": 1})
    signed_in.post(address(strand, "reuse"), {"reuse-evidence": [attached.evidence_id]})
    response = signed_in.post(where, {"revision": 1})
    assert response.status_code == 422
    assert "Noen andre har endret dette" in response.content.decode()
    assert titles(strand) == ["Notat"]


def test_what_is_hidden_keeps_its_history_and_its_file(
    signed_in: Client, strand: Strand, attached: Attachment
) -> None:
    evidence = attached.evidence
    edit = reverse("checkpoints:edit_evidence", args=[strand.region.slug, evidence.pk])
    sent = {"revision": 1, "title": "Notat", "dated_on": "", "removed": "on"}
    assert signed_in.post(edit, sent).status_code == 302
    assert titles(strand) == []
    assert shown(signed_in.get(address(strand)).content.decode()) == []
    library = signed_in.get(reverse("checkpoints:region_evidence", args=[strand.region.slug]))
    assert [line.facts.title for line in library.context["library"].hidden] == ["Notat"]
    assert library.context["library"].shown == ()
    fetched = signed_in.get(
        reverse("checkpoints:evidence_file", args=[strand.region.slug, evidence.pk])
    )
    assert b"".join(fetched) == b"Vedtatt."
    assert "Kari Nordmann" in signed_in.get(edit).content.decode()


def test_two_who_change_one_piece_lose_nothing(
    signed_in: Client, strand: Strand, attached: Attachment
) -> None:
    edit = reverse("checkpoints:edit_evidence", args=[strand.region.slug, attached.evidence_id])
    signed_in.post(edit, {"revision": 1, "title": "Sak 12", "dated_on": ""})
    signed_in.post(edit, {"revision": 1, "title": "Notat", "dated_on": "01.02.2016"})
    merged = Evidence.objects.get()
    assert (merged.title, merged.dated_on) == ("Sak 12", date(2016, 2, 1))


# On a day


def test_a_day_shows_what_was_attached_then_as_it_was_called_then(
    signed_in: Client, strand: Strand, kari: User
) -> None:
    spot = makers.wording(strand, 1, 1).checkpoint
    early = actions.link(
        by=kari, region=strand.region, url="https://example.no/a", title="Utkast",
        at=makers.at("2016-02-01"),
    )  # fmt: skip
    laid = makers.attach(early, strand, 1, spot, by=kari, when="2016-02-01")
    late = actions.link(
        by=kari, region=strand.region, url="https://example.no/b", title="Kart",
        at=makers.at("2016-03-01"),
    )  # fmt: skip
    makers.attach(late, strand, 1, spot, by=kari, when="2016-03-01")
    actions.change_evidence(
        by=kari, evidence=early, expected_revision=1, title="Vedtak", dated_on=None,
        at=makers.at("2016-04-01"),
    )  # fmt: skip
    actions.detach(by=kari, attachment=laid, expected_revision=1, at=makers.at("2016-05-01"))
    actions.change_evidence(
        by=kari, evidence=late, expected_revision=1, title="Kart", dated_on=None, removed=True,
        at=makers.at("2016-06-01"),
    )  # fmt: skip
    days = ("2016-01-31", "2016-02-01", "2016-03-01", "2016-04-01", "2016-05-01", "2016-06-01")
    stood = {day: titles(strand, "c1", Reading.as_of(date.fromisoformat(day))) for day in days}
    assert stood == {
        "2016-01-31": [],
        "2016-02-01": ["Utkast"],
        "2016-03-01": ["Kart", "Utkast"],
        "2016-04-01": ["Kart", "Vedtak"],
        "2016-05-01": ["Kart"],
        "2016-06-01": [],
    }
    assert titles(strand) == []
    milestone = reverse("checkpoints:milestone", args=[strand.region.slug, 1, "m1"])
    then = signed_in.get(milestone, {"as_of": "2016-03-01"}).content.decode()
    assert shown(then) == ["Kart", "Utkast"]
    assert "data-drop" not in then
    assert shown(signed_in.get(milestone).content.decode()) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("past", [True, False])
def test_what_is_attached_is_one_query(
    strand: Strand, django_assert_num_queries: DjangoAssertNumQueries, count: int, *, past: bool
) -> None:
    for number in range(count):
        attach_link(strand, f"side-{number}")
    with django_assert_num_queries(1):
        found = evidence_at([strand.pk], Reading(date(2016, 3, 1), past=past))
    assert [len(listed) for listed in found.checkpoints.values()] == [count]


@pytest.mark.parametrize("past", [True, False])
def test_what_is_attached_to_one_thing_is_read_alone(strand: Strand, *, past: bool) -> None:
    decision, other = makers.decide(strand, 1), makers.decide(strand, 1, body="Fauske kommune")
    spots = [makers.wording(strand, 1, n).checkpoint for n in (1, 2)]
    link = makers.link(strand.region, when="2016-02-01")
    things: list[Checkpoint | Decision] = [*spots, decision, other]
    for thing in things:
        makers.attach(link, strand, 1, thing, when="2016-02-01")
    reading = Reading(date(2016, 3, 1), past=past)
    at_checkpoint = evidence_at([strand.pk], reading, checkpoint=spots[0])
    at_decision = evidence_at([strand.pk], reading, decision=decision)
    assert (list(at_checkpoint.checkpoints), at_checkpoint.decisions) == (
        [(strand.pk, spots[0].pk)], {},
    )  # fmt: skip
    assert (at_decision.checkpoints, list(at_decision.decisions)) == ({}, [decision.pk])


def test_a_tick_and_a_page_read_the_evidence_of_their_own_checkpoint_alone(
    signed_in: Client, strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        link = makers.link(strand.region, f"https://example.no/{number}", title=f"Side {number}")
        makers.attach(link, strand, 1, makers.wording(strand, 1, number).checkpoint)
    read: list[str] = []

    def noted(told: Sequence[Any]) -> EvidenceFacts:
        facts = facts_from(told)
        read.append(facts.title)
        return facts

    monkeypatch.setattr("checkpoints.queries.evidence.facts_from", noted)
    tick = reverse("checkpoints:tick", args=[strand.region.slug, 1, "m1", "c1"])
    signed_in.post(tick, {"revision": 0, "met": "on"}, headers={"HX-Request": "true"})
    assert read == ["Side 1"]
    read.clear()
    signed_in.get(address(strand, "", "c2"))
    assert read == ["Side 2"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_costs_the_same_for_any_number(
    signed_in: Client, strand: Strand, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        attach_link(strand, f"side-{number}")
    url = reverse("checkpoints:region_evidence", args=[strand.region.slug])
    signed_in.get(url)
    with django_assert_num_queries(6):
        assert len(signed_in.get(url).context["library"].shown) == count


# Decisions


def test_a_decision_has_evidence_of_its_own(signed_in: Client, strand: Strand) -> None:
    decision, other = makers.decide(strand, 1), makers.decide(strand, 1, body="Fauske kommune")
    where = [strand.region.slug, 1, "m1", decision.pk]
    sent = {"upload-files": file("Protokoll.txt")}
    signed_in.post(reverse("checkpoints:decision_evidence_upload", args=where), sent)
    found = evidence_at([strand.pk], Reading.today())
    assert [one.title for one in found.decisions[decision.pk]] == ["Protokoll"]
    assert found.decision(other) == ()
    page = signed_in.get(reverse("checkpoints:decision_evidence", args=where)).content.decode()
    assert shown(page) == ["Protokoll"]
    milestone = signed_in.get(reverse("checkpoints:milestone", args=where[:3])).content.decode()
    assert shown(milestone) == ["Protokoll"]
    library = signed_in.get(reverse("checkpoints:region_evidence", args=where[:1]))
    assert "Vedtak av Bodø bystyre" in library.content.decode()


def test_a_decision_that_was_taken_back_has_no_page(signed_in: Client, strand: Strand) -> None:
    decision = makers.decide(strand, 1)
    where = [strand.region.slug, 1, "m1", decision.pk]
    url = reverse("checkpoints:decision_evidence", args=where)
    assert signed_in.get(url).status_code == 200
    actions.decide(
        by=None, strand=strand, milestone=decision.milestone, decision=decision,
        expected_revision=1, decided_on=decision.decided_on, body=decision.body, removed=True,
    )  # fmt: skip
    assert signed_in.get(url).status_code == 404


def test_the_library_leads_to_nothing_that_is_out_of_use(signed_in: Client, strand: Strand) -> None:
    """A decision that was taken back and a checkpoint that has ended have no page."""
    taken_back, decision = makers.decide(strand, 1), makers.decide(strand, 1, body="Fauske kommune")
    ended, spot = (makers.wording(strand, 1, n).checkpoint for n in (1, 2))
    link = makers.link(strand.region)
    for thing in (taken_back, decision, ended, spot):
        makers.attach(link, strand, 1, thing)
    actions.decide(
        by=None, strand=strand, milestone=taken_back.milestone, decision=taken_back,
        expected_revision=1, decided_on=taken_back.decided_on, body=taken_back.body, removed=True,
    )  # fmt: skip
    Checkpoint.objects.filter(pk=ended.pk).update(valid_to=clock.today() - timedelta(days=1))
    library = signed_in.get(reverse("checkpoints:region_evidence", args=[strand.region.slug]))
    (line,) = library.context["library"].shown
    assert [str(use.checkpoint or use.decided_by) for use in line.uses] == [
        "Fauske kommune", "Sjekkpunkt 1.c2",
    ]  # fmt: skip


# Who may


def test_a_reader_sees_the_list_and_no_forms(
    client: Client, strand: Strand, attached: Attachment
) -> None:
    reader = Client()
    reader.force_login(makers.reader_of(strand.region))
    page = reader.get(address(strand)).content.decode()
    assert shown(page) == ["Notat"]
    assert ('type="file"' in page, "fjern" in page) == (False, False)
    milestone = reverse("checkpoints:milestone", args=[strand.region.slug, 1, "m1"])
    row = reader.get(milestone).content.decode()
    assert shown(row) == ["Notat"]
    assert ("data-drop" in row, address(strand) in row) == (False, False)
    for what, more in (("upload", ()), ("link", ()), ("reuse", ()), ("detach", (attached.pk,))):
        assert reader.post(address(strand, what, "c1", *more)).status_code == 403
    stranger = Client()
    stranger.force_login(makers.coordinator_of(makers.make_region("Alta")))
    assert stranger.get(address(strand)).status_code == 404
    assert stranger.post(address(strand, "upload"), {"upload-files": file()}).status_code == 404


def test_a_tick_leaves_the_list_in_its_row(
    signed_in: Client, strand: Strand, attached: Attachment
) -> None:
    tick = reverse("checkpoints:tick", args=[strand.region.slug, 1, "m1", "c1"])
    sent = {"revision": 0, "met": "on"}
    row = signed_in.post(tick, sent, headers={"HX-Request": "true"}).content.decode()
    assert shown(row) == ["Notat"]
