"""Sharing how a checkpoint was met: the form, the pages where others read it, and what stays."""

from datetime import date
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.access.undoing import act_to_undo
from checkpoints.models import (
    Attachment,
    EventKind,
    Sharing,
    SharingRevision,
    Status,
    StoredFile,
    Strand,
    Verdict,
)
from checkpoints.pages.learning import Before
from checkpoints.queries.learning import Contact, Learning, learning_at, shared_about
from checkpoints.undoing import undo, undoing
from regions.actions import change_person, set_membership
from regions.models import Region, User
from tests import makers

PAGE = "/regioner/bodo/lop/1/m1/"
SHARE = f"{PAGE}sjekkpunkt/c1/del/"
TOPIC = "/laering/fase/m1/c1/"
INDEX = "/laering/"


@pytest.fixture
def alta(region: Region) -> Strand:
    """Another region's strand; Bodø's is `strand`."""
    return makers.main_strand(makers.make_region("Altaregionen", slug="alta"))


@pytest.fixture
def altas(alta: Strand) -> Client:
    """Another region's coordinator, signed in."""
    client = Client()
    client.force_login(makers.coordinator_of(alta.region, makers.make_person("Ante Alta")))
    return client


@pytest.fixture
def met(strand: Strand) -> Strand:
    """Bodø has met the first checkpoint, with a comment."""
    makers.assess(strand, 1, 1, text="Vår egen kommentar.")
    return strand


def attached(strand: Strand, title: str = "Mandatet", c: int = 1) -> Attachment:
    evidence = makers.upload(strand.region, f"{title}.txt", title.encode())
    return makers.attach(evidence, strand, 1, makers.wording(strand, 1, c).checkpoint)


def sent(revision: int = 0, **fields: Any) -> dict[str, Any]:
    return {"revision": revision, "text": "Slik gjorde vi det.", **fields}


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


# Sharing


def test_the_comment_is_offered_the_first_time_and_not_saved(karis: Client, met: Strand) -> None:
    answer = karis.get(SHARE)
    assert answer.context["form"]["text"].value() == "Vår egen kommentar."
    assert answer.context["preview"] is None
    assert not Sharing.objects.exists()


def test_what_is_shared_is_read_by_others(karis: Client, altas: Client, met: Strand) -> None:
    contact = makers.reader_of(met.region, makers.make_person("Per Pol", email="per@bodo.no"))
    file = attached(met)
    attached(met, "Notatet")
    answer = karis.post(SHARE, sent(contact=contact.pk, evidence=[file.pk]))
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"] == f"{PAGE}#c1"
    checkpoint = makers.wording(met, 1, 1).checkpoint
    (shared,) = shared_about(checkpoint)
    assert (shared.region_name, shared.theme, shared.text) == (
        "Bodøregionen",
        "",
        "Slik gjorde vi det.",
    )
    assert shared.contact == Contact("Per Pol", "per@bodo.no")
    assert [(one.title, one.who) for one in shared.evidence] == [("Mandatet", "")]
    page = text_of(altas, TOPIC)
    for words in ("Slik gjorde vi det.", "mailto:per@bodo.no", "Mandatet"):
        assert words in page
    for words in ("Vår egen kommentar.", "Notatet"):
        assert words not in page


def test_sharing_is_one_act(karis: Client, kari: User, met: Strand) -> None:
    file = attached(met)
    karis.post(SHARE, sent(evidence=[file.pk]))
    step = SharingRevision.objects.get()
    beside = file.revisions.get(number=2)
    assert (step.by, beside.by, beside.shared) == (kari, kari, True)
    assert step.change_set is not None
    assert step.change_set == beside.change_set


def test_nothing_at_all_is_not_shared(karis: Client, met: Strand) -> None:
    answer = karis.post(SHARE, sent(text=""))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Sharing.objects.exists()


def test_what_others_have_is_not_to_be_shared(karis: Client, met: Strand, alta: Strand) -> None:
    makers.assess(alta, 1, 1)
    others, elsewhere = attached(alta), attached(met, "Annet", c=2)
    stranger = makers.coordinator_of(alta.region)
    for wrong in (
        {"evidence": [others.pk]},
        {"evidence": [elsewhere.pk]},
        {"contact": stranger.pk},
    ):
        answer = karis.post(SHARE, sent(**wrong))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Sharing.objects.exists()


def test_the_action_refuses_them_too(met: Strand, alta: Strand) -> None:
    sharing = actions.sharing_of(met, makers.wording(met, 1, 1).checkpoint)
    stranger = makers.coordinator_of(alta.region)
    wrong: list[dict[str, Any]] = [
        {"evidence": [attached(alta)]},
        {"contact": stranger},
    ]
    for facts in wrong:
        with pytest.raises(ValidationError):
            actions.share(
                by=None, sharing=sharing, expected_revision=0,
                **{"text": "Slik.", "contact": None, "evidence": [], **facts},
            )  # fmt: skip
    assert not Sharing.objects.exists()


def test_only_evidence_that_opens_is_offered(karis: Client, met: Strand) -> None:
    attached(met, "Åpen")
    hidden, stopped, gone = attached(met, "Skjult"), attached(met, "Stanset"), attached(met, "Løs")
    actions.change_evidence(
        by=None, evidence=hidden.evidence, expected_revision=1, title="Skjult", dated_on=None,
        removed=True,
    )  # fmt: skip
    stored = StoredFile.objects.filter(evidence=stopped.evidence_id)
    stored.update(verdict=Verdict.QUARANTINED)
    actions.detach(by=None, attachment=gone, expected_revision=1)
    link = makers.link(met.region, title="Lenke")
    makers.attach(link, met, 1, makers.wording(met, 1, 1).checkpoint)
    offered = karis.get(SHARE).context["form"].offered
    assert [one.evidence.title for one in offered] == ["Lenke", "Åpen"]


def test_the_preview_shows_what_others_would_read_and_saves_nothing(
    karis: Client, met: Strand
) -> None:
    file = attached(met)
    answer = karis.post(SHARE, sent(evidence=[file.pk], look="Se"))
    assert answer.status_code == HTTPStatus.OK
    preview = answer.context["preview"]
    assert (preview.text, [one.title for one in preview.evidence]) == (
        "Slik gjorde vi det.",
        ["Mandatet"],
    )
    assert not Sharing.objects.exists()
    assert Attachment.objects.get().revision == 1


def test_the_preview_of_a_contact_who_has_left_names_nobody(karis: Client, met: Strand) -> None:
    gone = makers.reader_of(met.region)
    makers.share(met, 1, 1, contact=gone)
    set_membership(by=None, person=gone, region=met.region, role=None, expected_revision=1)
    preview = karis.get(SHARE).context["preview"]
    assert (preview.text, preview.contact) == ("Slik gjorde vi det.", None)


def test_a_preview_says_what_must_be_corrected(karis: Client, met: Strand) -> None:
    answer = karis.post(SHARE, sent(text="x" * 3001, look="Se"))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["preview"] is None


# What stays the region's own


def test_a_later_comment_is_not_shared(met: Strand, altas: Client) -> None:
    makers.share(met, 1, 1)
    makers.assess(met, 1, 1, text="Senere tanker.", when="2016-03-01")
    page = text_of(altas, TOPIC)
    assert "Slik gjorde vi det." in page
    assert "Senere tanker." not in page


def test_evidence_attached_later_is_not_shared(met: Strand, altas: Client) -> None:
    makers.share(met, 1, 1, evidence=(attached(met),))
    attached(met, "Senere")
    (shared,) = shared_about(makers.wording(met, 1, 1).checkpoint)
    assert [one.title for one in shared.evidence] == ["Mandatet"]


def test_evidence_that_was_detached_is_not_shared_when_it_comes_back(met: Strand) -> None:
    file = attached(met)
    makers.share(met, 1, 1, evidence=(file,))
    file.refresh_from_db()
    actions.detach(by=None, attachment=file, expected_revision=file.revision)
    makers.attach(file.evidence, met, 1, makers.wording(met, 1, 1).checkpoint)
    (shared,) = shared_about(makers.wording(met, 1, 1).checkpoint)
    assert shared.evidence == ()


def test_a_checkpoint_that_is_open_again_is_not_read(met: Strand, altas: Client) -> None:
    makers.share(met, 1, 1, evidence=(attached(met),))
    makers.assess(met, 1, 1, Status.IN_PROGRESS, when="2016-03-01")
    assert "Slik gjorde vi det." not in text_of(altas, TOPIC)
    makers.assess(met, 1, 1, when="2016-04-01")
    assert "Slik gjorde vi det." in text_of(altas, TOPIC)


@pytest.mark.parametrize("leave", ["membership", "account"])
def test_a_contact_who_has_gone_is_no_longer_named(met: Strand, leave: str) -> None:
    per = makers.reader_of(met.region, makers.make_person("Per Pol", email="per@bodo.no"))
    makers.share(met, 1, 1, contact=per)
    checkpoint = makers.wording(met, 1, 1).checkpoint
    assert shared_about(checkpoint)[0].contact == Contact("Per Pol", "per@bodo.no")
    if leave == "membership":
        set_membership(by=None, person=per, region=met.region, role=None, expected_revision=1)
    else:
        change_person(
            by=None, person=per, expected_revision=per.revision, name=per.name, email=per.email,
            language=per.language, is_active=False,
        )  # fmt: skip
    assert shared_about(checkpoint)[0].contact is None


# Changing and taking back


def test_it_is_taken_back_with_its_evidence(karis: Client, met: Strand, altas: Client) -> None:
    file = attached(met)
    makers.share(met, 1, 1, evidence=(file,))
    answer = karis.post(SHARE, sent(1, evidence=[file.pk], seen=[file.pk], removed="on"))
    assert answer.status_code == HTTPStatus.FOUND
    file.refresh_from_db()
    assert (Sharing.objects.get().removed, file.shared) == (True, False)
    assert shared_about(makers.wording(met, 1, 1).checkpoint) == ()
    assert "Slik gjorde vi det." not in text_of(altas, TOPIC)
    assert altas.get(f"/laering/dokumentasjon/{file.pk}/").status_code == HTTPStatus.NOT_FOUND


def test_it_is_shared_again_with_nothing_changed(karis: Client, met: Strand) -> None:
    row = makers.share(met, 1, 1)
    karis.post(SHARE, sent(1, removed="on"))
    form = karis.get(SHARE).context["form"]
    assert (form["text"].value(), "removed" in form.fields) == ("Slik gjorde vi det.", False)
    karis.post(SHARE, sent(2))
    row.refresh_from_db()
    assert (row.removed, row.revision) == (False, 3)


def test_saving_what_stands_is_no_step(karis: Client, met: Strand) -> None:
    row = makers.share(met, 1, 1)
    karis.post(SHARE, sent(1))
    row.refresh_from_db()
    assert row.revision == 1


def test_two_who_choose_different_evidence_get_both(karis: Client, met: Strand) -> None:
    one, other, third = attached(met, "En"), attached(met, "To"), attached(met, "Tre")
    makers.share(met, 1, 1, evidence=(one,))
    makers.share(met, 1, 1, evidence=(one, other))  # by someone else, meanwhile
    answer = karis.post(SHARE, sent(1, evidence=[third.pk], seen=[one.pk]))
    assert answer.status_code == HTTPStatus.FOUND
    shared = Attachment.objects.filter(shared=True).order_by("evidence__title")
    assert [row.evidence.title for row in shared] == ["To", "Tre"]


def test_two_who_write_see_both_texts(karis: Client, met: Strand) -> None:
    ola = makers.make_person("Ola Dahl")
    makers.share(met, 1, 1)
    makers.share(met, 1, 1, "Olas ord.", by=ola)
    answer = karis.post(SHARE, sent(1, text="Karis ord."))
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    for words in ("Ola Dahl", "Olas ord.", "Karis ord."):
        assert words in body
    assert Sharing.objects.get().text == "Olas ord."
    answer = karis.post(SHARE, sent(2, text="Karis ord.", **{"choose-text": "both"}))
    assert answer.status_code == HTTPStatus.FOUND
    assert Sharing.objects.get().text == "Olas ord.\n\nKaris ord."


def test_what_was_taken_back_is_not_shared_again_by_someone_who_did_not_know(
    karis: Client, met: Strand
) -> None:
    row = makers.share(met, 1, 1)
    actions.share(
        by=None, sharing=row, expected_revision=1, text=row.text, contact=None, evidence=(),
        removed=True,
    )  # fmt: skip
    answer = karis.post(SHARE, sent(1, text="Nye ord."))
    assert answer.status_code == HTTPStatus.CONFLICT
    row.refresh_from_db()
    assert (row.removed, row.text) == (True, "Slik gjorde vi det.")


def test_a_reader_may_not_share(client: Client, met: Strand) -> None:
    client.force_login(makers.reader_of(met.region))
    assert client.get(SHARE).status_code == HTTPStatus.FORBIDDEN
    assert client.post(SHARE, sent()).status_code == HTTPStatus.FORBIDDEN
    assert not Sharing.objects.exists()


# History and undoing


def test_the_history_tells_what_was_shared(karis: Client, met: Strand, kari: User) -> None:
    file = attached(met)
    makers.share(met, 1, 1, "Fortalt for alle.", by=kari, evidence=(file,))
    for address in (
        f"{PAGE}sjekkpunkt/c1/historikk/",
        f"{PAGE}historikk/",
        "/regioner/bodo/historikk/",
    ):
        page = text_of(karis, address)
        assert "Fortalt for alle." in page
        assert "/historikk/deling/" in page


def test_sharing_is_undone_with_its_evidence(met: Strand, kari: User) -> None:
    file = attached(met)
    row = makers.share(met, 1, 1, evidence=(file,))
    found = undoing(row, 1)
    assert found
    undo(found, by=kari, expected_revision=1)
    row.refresh_from_db()
    file.refresh_from_db()
    assert (row.removed, file.shared) == (True, False)


def test_a_change_of_the_text_is_undone_and_the_evidence_stays(met: Strand, kari: User) -> None:
    file = attached(met)
    makers.share(met, 1, 1, "Først.", evidence=(file,))
    row = makers.share(met, 1, 1, "Så.", evidence=(file,))
    found = undoing(row, 2)
    assert found
    undo(found, by=kari, expected_revision=2)
    row.refresh_from_db()
    file.refresh_from_db()
    assert (row.text, file.shared) == ("Først.", True)


def test_evidence_is_shared_and_unshared_by_undoing(met: Strand, kari: User) -> None:
    file = attached(met)
    makers.share(met, 1, 1, evidence=(file,))
    file.refresh_from_db()
    for number, shared in ((2, False), (3, True)):
        found = undoing(file, number)
        assert found
        undo(found, by=kari, expected_revision=number)
        file.refresh_from_db()
        assert file.shared == shared


def test_undoing_a_detachment_brings_back_what_was_shared(met: Strand, kari: User) -> None:
    file = attached(met)
    makers.share(met, 1, 1, evidence=(file,))
    file.refresh_from_db()
    actions.detach(by=kari, attachment=file, expected_revision=2)
    found = undoing(file, 3)
    assert found
    undo(found, by=kari, expected_revision=3)
    file.refresh_from_db()
    assert (file.removed, file.shared) == (False, True)


def test_sharing_and_stopping_are_undone_as_a_whole(met: Strand, kari: User) -> None:
    """The evidence first, then the words: neither is in the other's way."""
    file = attached(met)
    row = makers.share(met, 1, 1, evidence=(file,))
    actions.share(
        by=kari, sharing=row, expected_revision=1, text=row.text, contact=None, evidence=(),
        removed=True,
    )  # fmt: skip
    for number, removed in ((2, False), (1, True)):
        act = row.revisions.get(number=number).change_set
        assert act
        found = act_to_undo(kari, "nb", region="bodo", change_set=act)
        for one in found.rows:
            undo(one.undoing, by=kari, expected_revision=one.undoing.row.revision)
        row.refresh_from_db()
        file.refresh_from_db()
        assert (row.removed, file.shared) == (removed, not removed)


def test_what_is_detached_is_not_shared_by_undoing(met: Strand) -> None:
    file = attached(met)
    actions.detach(by=None, attachment=file, expected_revision=1)
    with pytest.raises(ValidationError):
        actions.share_evidence(by=None, attachment=file, expected_revision=2, shared=True)


# On the milestone's page


def row_words(client: Client, c: str = "c1") -> Learning | None:
    rows = client.get(PAGE).context["page"].rows
    found: Learning | None = next(row.learning for row in rows if row.checkpoint.slug == c)
    return found


def test_each_checkpoint_says_what_other_regions_did(
    karis: Client, met: Strand, alta: Strand
) -> None:
    makers.assess(alta, 1, 1)
    makers.share(alta, 1, 1)
    parallel = makers.parallel_strand(alta.region, alta.phase.milestones.get(slug="m1"))
    makers.assess(parallel, 1, 1)
    makers.share(parallel, 1, 1)
    third = makers.main_strand(makers.make_region("Tredje"))
    makers.assess(third, 1, 1)
    makers.assess(third, 1, 2, Status.IN_PROGRESS)
    assert row_words(karis) == Learning(met=2, sharing=1, shares=False)
    assert row_words(karis, "c2") == Learning()
    assert f'href="{TOPIC}"' in text_of(karis, PAGE)


def test_who_was_open_again_is_not_among_those_who_share(karis: Client, alta: Strand) -> None:
    makers.assess(alta, 1, 1)
    makers.share(alta, 1, 1)
    makers.assess(alta, 1, 1, Status.ON_HOLD)
    assert row_words(karis) == Learning()


def test_what_is_met_can_be_shared_from_its_row(karis: Client, met: Strand) -> None:
    page = text_of(karis, PAGE)
    assert f'href="{SHARE}"' in page
    assert f'href="{PAGE}sjekkpunkt/c2/del/"' not in page
    makers.share(met, 1, 1)
    assert row_words(karis) == Learning(shares=True)
    assert f'href="{SHARE}"' in text_of(karis, PAGE)


def test_readers_are_not_asked_to_share(client: Client, met: Strand) -> None:
    client.force_login(makers.reader_of(met.region))
    assert SHARE not in text_of(client, PAGE)
    makers.share(met, 1, 1)
    assert SHARE not in text_of(client, PAGE)


def test_an_earlier_day_says_nothing_of_other_regions(karis: Client, met: Strand) -> None:
    answer = karis.get(PAGE, {"as_of": "2016-03-01"})
    assert [row.learning for row in answer.context["page"].rows] == [None, None, None]
    assert 'id="learning-' not in answer.content.decode()


def test_a_row_by_itself_leaves_what_stands_there(karis: Client, met: Strand) -> None:
    """The page that is fetched after it brings the line up to date: the tick pays for nothing."""
    sent = {"revision": 1}
    answer = karis.post(f"{PAGE}sjekkpunkt/c1/hak/", sent, headers={"HX-Request": "true"})
    assert '<div id="learning-c1" hx-preserve></div>' in answer.content.decode()
    page = text_of(karis, PAGE)
    assert ',#learning-c1,#learning-c2,#learning-c3"' in page
    assert page.count('id="learning-c1"') == 1


@pytest.mark.parametrize("regions", [1, 3])
def test_what_others_did_costs_two_queries(
    strand: Strand, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(regions):
        other = makers.main_strand(makers.make_region(f"Region {number}"))
        makers.assess(other, 1, 1)
        makers.share(other, 1, 1)
    milestone = strand.phase.milestones.get(slug="m1")
    with django_assert_num_queries(2):
        found = learning_at(strand, milestone)
    assert [(one.met, one.sharing) for one in found.values()] == [(regions, regions)]


# What there is to learn


def test_the_page_says_how_many_have_met_it_and_how_many_had(
    altas: Client, met: Strand, alta: Strand
) -> None:
    event = actions.add_event(
        by=None,
        phase=met.phase,
        kind=EventKind.GATHERING,
        at=makers.FIRST,
        starts_on=date(2016, 2, 20),
    )
    makers.assess(alta, 1, 1, when="2016-03-01")
    page = altas.get(TOPIC).context["page"]
    assert (page.met, page.regions) == (2, 2)
    assert isinstance(page.before, Before)
    assert (page.before.event.word, page.before.met) == (event.slug, 1)


def test_a_region_finds_the_way_to_its_own_checkpoint_and_to_what_it_shares(
    karis: Client, altas: Client, met: Strand
) -> None:
    makers.share(met, 1, 1)
    own, others = (client.get(TOPIC).context["page"] for client in (karis, altas))
    assert [(one.region, one.address) for one in own.own] == [("Bodøregionen", f"{PAGE}#c1")]
    assert [change for _one, change in own.shared] == [SHARE]
    assert [change for _one, change in others.shared] == [""]


def test_a_checkpoint_that_is_no_longer_in_use_has_no_page(altas: Client, met: Strand) -> None:
    file = attached(met)
    makers.share(met, 1, 1, evidence=(file,))
    checkpoint = makers.wording(met, 1, 1).checkpoint
    checkpoint.valid_to = date(2016, 11, 19)
    checkpoint.save(update_fields=["valid_to"])
    for address in (TOPIC, f"/laering/dokumentasjon/{file.pk}/"):
        assert altas.get(address).status_code == HTTPStatus.NOT_FOUND
    assert TOPIC not in text_of(altas, INDEX)


@pytest.mark.parametrize("regions", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_regions(
    altas: Client, alta: Strand, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions.add_event(
        by=None,
        phase=alta.phase,
        kind=EventKind.GATHERING,
        at=makers.FIRST,
        starts_on=date(2016, 2, 20),
    )
    for number in range(regions):
        strand = makers.main_strand(makers.make_region(f"Region {number}"))
        makers.assess(strand, 1, 1)
        makers.share(strand, 1, 1, evidence=(attached(strand), attached(strand, "Notatet")))
        makers.answer(makers.ask(strand, 1, 1), alta.region)
    # session, person, roles, wording; met, regions, events, met then, what is shared (2), asked
    # and answered, own
    with django_assert_num_queries(13):
        altas.get(TOPIC)


def lines(client: Client, **asked: str) -> list[tuple[str, int, int, int]]:
    groups = client.get(INDEX, asked).context["groups"]
    return [
        (line.address, line.topic.met, line.topic.sharing, line.topic.asking)
        for group in groups
        for line in group.lines
    ]


def test_the_list_counts_all_checkpoints(altas: Client, met: Strand, alta: Strand) -> None:
    makers.share(met, 1, 1)
    makers.assess(alta, 1, 1)
    makers.ask(alta, 1, 2)
    assert lines(altas) == [
        (f"/laering/fase/m{m}/c{c}/", *counts)
        for m in (1, 2)
        for c in (1, 2, 3)
        for counts in [{(1, 1): (2, 1, 0), (1, 2): (0, 0, 1)}.get((m, c), (0, 0, 0))]
    ]


def test_questions_are_answered_not_met(altas: Client, met: Strand) -> None:
    makers.assess(met, 1, 3, text="Ja.", met_on=date(2016, 2, 1))
    makers.share(met, 1, 3)
    table = altas.get(INDEX).content.decode().partition("<table")[2].partition("</table>")[0]
    assert '<th scope="col">Har oppfylt eller svart på</th>' in table
    assert [table.count(f'data-label="{one}"') for one in ("Har oppfylt", "Har svart på")] == [2, 1]
    assert "besvart 1. februar 2016" in altas.get("/laering/fase/m1/c3/").content.decode()
    assert "besvart" not in altas.get(TOPIC).content.decode()


def test_the_list_is_filtered(altas: Client, met: Strand, alta: Strand) -> None:
    makers.share(met, 1, 1, "Vi ringte Ærlighetskontoret.")
    makers.ask(alta, 1, 2)
    first, second = (TOPIC, 1, 1, 0), ("/laering/fase/m1/c2/", 0, 0, 1)
    assert lines(altas, deler="on") == [first]
    assert lines(altas, spor="on") == [second]
    assert lines(altas, deler="on", spor="on") == []
    assert lines(altas, q="ærlighetskontor") == [first]
    assert lines(altas, q="sjekkpunkt 1.c2") == [second]
    assert [line[0] for line in lines(altas, q="Milepæl 1")] == [
        f"/laering/fase/m1/c{c}/" for c in (1, 2, 3)
    ]
    assert lines(altas, q="finnes ikke") == []


def test_a_search_finds_only_what_is_read(altas: Client, met: Strand) -> None:
    row = makers.share(met, 1, 1, "Vi ringte fylkesmannen.")
    assert lines(altas, q="fylkesmannen") != []
    makers.assess(met, 1, 1, Status.IN_PROGRESS)
    assert lines(altas, q="fylkesmannen") == []
    makers.assess(met, 1, 1)
    actions.share(
        by=None, sharing=row, expected_revision=1, text=row.text, contact=None, evidence=(),
        removed=True,
    )  # fmt: skip
    assert lines(altas, q="fylkesmannen") == []


@pytest.mark.parametrize("regions", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_regions(
    altas: Client, alta: Strand, regions: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(regions):
        strand = makers.main_strand(makers.make_region(f"Region {number}"))
        makers.assess(strand, 1, 1)
        makers.share(strand, 1, 1)
        makers.ask(strand, 1, 2)
    # session, person, roles; regions, met, sharing, asking, wordings
    with django_assert_num_queries(8):
        altas.get(INDEX)


def test_the_menu_leads_there_for_those_who_may(
    client: Client, altas: Client, region: Region
) -> None:
    assert f'href="{INDEX}" aria-current="page"' in text_of(altas, INDEX)
    client.force_login(makers.ministry())
    assert INDEX not in text_of(client, reverse("overview"))


# Files


def test_a_shared_file_and_its_picture_are_fetched_by_other_regions(
    altas: Client, met: Strand
) -> None:
    evidence = makers.upload_picture(met.region)
    file = makers.attach(evidence, met, 1, makers.wording(met, 1, 1).checkpoint)
    makers.share(met, 1, 1, evidence=(file,))
    whole = altas.get(f"/laering/dokumentasjon/{file.pk}/")
    small = altas.get(f"/laering/dokumentasjon/{file.pk}/bilde/")
    assert evidence.stored
    assert sha256(whole.getvalue()).hexdigest() == evidence.stored.sha256
    assert whole["Content-Disposition"] == 'attachment; filename="Torget.png"'
    assert (small.status_code, small["Content-Type"]) == (HTTPStatus.OK, "image/webp")
    own = altas.get(f"/regioner/bodo/dokumentasjon/{evidence.pk}/fil/")
    assert own.status_code == HTTPStatus.NOT_FOUND


def test_a_shared_link_is_no_file(altas: Client, met: Strand) -> None:
    link = makers.attach(makers.link(met.region), met, 1, makers.wording(met, 1, 1).checkpoint)
    makers.share(met, 1, 1, evidence=(link,))
    assert "https://www.bodo.no/plan/" in text_of(altas, TOPIC)
    for tail in ("", "bilde/"):
        address = f"/laering/dokumentasjon/{link.pk}/{tail}"
        assert altas.get(address).status_code == HTTPStatus.NOT_FOUND
