"""Confirming as unchanged: one checkpoint or all that is open, in words on the page."""

from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from checkpoints import actions
from checkpoints.models import Assessment, AssessmentRevision, CheckpointWording, Status, Strand
from regions.consistency import current_row_equals_newest_revision
from regions.history import Kind, Stale
from regions.models import User
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand() -> Strand:
    """A region in a programme whose milestones hold three checkpoints each."""
    return makers.main_strand_of_small_programme()


@pytest.fixture
def kari(strand: Strand) -> User:
    return makers.coordinator_of(strand.region, makers.make_person("Kari Nordmann"))


@pytest.fixture
def kari_client(client: Client, kari: User) -> Client:
    client.force_login(kari)
    return client


def address(strand: Strand, what: str = "") -> str:
    return f"/regioner/{strand.region.slug}/lop/{strand.number}/m1/{what}"


def wordings(strand: Strand) -> list[CheckpointWording]:
    return [makers.wording(strand, 1, number) for number in (1, 2, 3)]


def kinds(strand: Strand) -> list[tuple[str, int, str]]:
    rows = AssessmentRevision.objects.filter(strand=strand, step=Kind.CONFIRM)
    return list(rows.order_by("checkpoint_id").values_list("checkpoint__slug", "number", "status"))


def said(response: object) -> list[tuple[str, str]]:
    found = get_messages(response.wsgi_request)  # type: ignore[attr-defined]  # the test client's
    return [(one.level_tag, one.message) for one in found]


# The action


def test_all_are_confirmed_in_one_act(strand: Strand, kari: User) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.assess(strand, 1, 2, Status.ON_HOLD)
    seen = dict(zip(wordings(strand), (1, 1, 0), strict=True))

    done = actions.confirm_all(by=kari, strand=strand, seen=seen)

    assert (len(done.rows), done.changed) == (3, ())
    assert kinds(strand) == [
        ("c1", 2, Status.IN_PROGRESS), ("c2", 2, Status.ON_HOLD), ("c3", 1, Status.NOT_STARTED),
    ]  # fmt: skip
    steps = AssessmentRevision.objects.filter(step=Kind.CONFIRM)
    (act,) = steps.values_list("change_set", flat=True).distinct()
    assert isinstance(act, UUID)
    assert set(steps.values_list("by__name", flat=True)) == {"Kari Nordmann"}


def test_an_act_may_be_part_of_a_larger_one(strand: Strand) -> None:
    act = uuid4()
    (first, *_) = wordings(strand)
    actions.confirm_all(by=None, strand=strand, seen={first: 0}, change_set=act)
    assert AssessmentRevision.objects.get().change_set == act


def test_confirming_leaves_the_last_change_as_it_is(strand: Strand, kari: User) -> None:
    before = makers.assess(strand, 1, 1, Status.ON_HOLD, text="Venter")
    (first, *_) = wordings(strand)
    (row,) = actions.confirm_all(by=kari, strand=strand, seen={first: 1}).rows
    row.refresh_from_db()
    assert (row.changed_at, row.changed_by) == (before.changed_at, None)
    assert (row.confirmed_by, row.text, row.status) == (kari, "Venter", Status.ON_HOLD)


def test_a_confirmed_row_is_held_against_its_confirmation(strand: Strand, kari: User) -> None:
    changed = makers.assess(strand, 1, 1, Status.ON_HOLD)
    makers.confirm(strand, 1, 1, by=kari, when="2016-11-18")
    assert current_row_equals_newest_revision() == []
    Assessment.objects.filter(pk=changed.pk).update(confirmed_by=None)
    (problem,) = current_row_equals_newest_revision()
    assert problem.what == "differs from its newest revision in changed_by_id, confirmed_by_id"


def test_what_was_changed_meanwhile_is_left_out_and_the_rest_confirmed(
    strand: Strand, kari: User
) -> None:
    for number in (1, 2):
        makers.assess(strand, 1, number, Status.IN_PROGRESS)
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, text="Nytt")
    first, second, third = wordings(strand)

    done = actions.confirm_all(by=kari, strand=strand, seen={first: 1, second: 1, third: 0})

    assert [row.checkpoint for row in done.rows] == [first.checkpoint, third.checkpoint]
    assert done.changed == (second,)
    assert [slug for slug, *_ in kinds(strand)] == ["c1", "c3"]


def test_two_who_confirm_the_same_do_not_collide(strand: Strand, kari: User) -> None:
    seen = dict.fromkeys(wordings(strand), 0)
    actions.confirm_all(by=None, strand=strand, seen=seen)
    done = actions.confirm_all(by=kari, strand=strand, seen=seen)
    assert (len(done.rows), done.changed) == (3, ())
    assert {row.revision for row in done.rows} == {2}


def test_what_is_met_is_not_confirmed_and_nothing_else_of_the_act(strand: Strand) -> None:
    makers.assess(strand, 1, 2)
    first, second, _ = wordings(strand)
    with pytest.raises(ValidationError):
        actions.confirm_all(by=None, strand=strand, seen={first: 0, second: 1})
    assert kinds(strand) == []


def test_a_number_that_the_history_does_not_have_confirms_nothing(strand: Strand) -> None:
    (first, *_) = wordings(strand)
    for revision in (-1, 7):
        done = actions.confirm_all(by=None, strand=strand, seen={first: revision})
        assert (done.rows, done.changed) == ((), (first,))
    with pytest.raises(Stale):
        actions.confirm(by=None, strand=strand, wording=first, expected_revision=7)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_reading_the_rows_is_one_query_however_many_there_are(
    strand: Strand, kari: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 2, 3):
        makers.assess(strand, 1, number, Status.IN_PROGRESS)
    seen = dict.fromkeys(wordings(strand)[:count], 1)
    # transaction, rows; and each: savepoint, row, step before, step, count, release
    with django_assert_num_queries(3 + 6 * count):
        actions.confirm_all(by=kari, strand=strand, seen=seen)


# The milestone page


def test_the_page_says_who_confirmed_and_keeps_who_changed(
    strand: Strand, kari_client: Client
) -> None:
    makers.assess(
        strand, 1, 1, Status.ON_HOLD, by=makers.make_person("Ola Dahl"), when="2016-10-03"
    )
    shown = kari_client.get(address(strand)).text
    assert "sist endret 3. oktober 2016 av Ola Dahl" in shown
    assert "bekreftet" not in shown

    kari_client.post(address(strand, "sjekkpunkt/c1/bekreft/"), {"revision": 1})

    shown = kari_client.get(address(strand)).text
    assert "sist endret 3. oktober 2016 av Ola Dahl" in shown
    assert "bekreftet i dag av Kari Nordmann" in shown


def test_what_is_vouched_for_as_not_started_was_never_changed(
    strand: Strand, kari_client: Client
) -> None:
    kari_client.post(address(strand, "sjekkpunkt/c1/bekreft/"), {"revision": 0})
    shown = kari_client.get(address(strand)).text
    assert "bekreftet i dag av Kari Nordmann" in shown
    assert "sist endret" not in shown


def test_what_nobody_reviewed_is_hatched_and_said_and_what_is_met_is_not(
    strand: Strand, kari_client: Client
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, when="2016-05-03")
    makers.assess(strand, 1, 2, Status.MET, when="2016-04-03")
    shown = kari_client.get(address(strand)).text
    assert shown.count('class="stale"') == 1
    assert '<span class="stale">ikke gjennomgått etter mai</span>' in shown


def test_only_what_is_open_has_the_button_and_only_for_those_who_may(
    strand: Strand, kari_client: Client
) -> None:
    makers.assess(strand, 1, 1)
    shown = kari_client.get(address(strand)).text
    assert [f'id="confirm-c{number}"' in shown for number in (1, 2, 3)] == [False, True, True]
    assert [f'name="revision-c{number}"' in shown for number in (1, 2, 3)] == [False, True, True]
    assert f'action="{address(strand, "bekreft/")}"' in shown
    kari_client.force_login(makers.reader_of(strand.region))
    shown = kari_client.get(address(strand)).text
    assert ("data-confirm" in shown, "bekreft/" in shown) == (False, False)


def test_a_milestone_that_is_reached_has_nothing_to_confirm(
    strand: Strand, kari_client: Client
) -> None:
    for number in (1, 2, 3):
        makers.assess(strand, 1, number)
    assert "bekreft/" not in kari_client.get(address(strand)).text


def test_all_that_is_open_is_confirmed_with_one_click(strand: Strand, kari_client: Client) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    response = kari_client.post(
        address(strand, "bekreft/"), {"revision-c1": 1, "revision-c2": 0, "revision-c3": 0}
    )
    assert (response.status_code, response.url) == (HTTPStatus.FOUND, address(strand))  # type: ignore[attr-defined]  # a redirect
    assert said(response) == [("success", "3 åpne sjekkpunkter er bekreftet uendret.")]
    assert [slug for slug, *_ in kinds(strand)] == ["c1", "c2", "c3"]


def test_one_that_another_changed_is_left_out_and_named(
    strand: Strand, kari_client: Client
) -> None:
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, text="Nytt")
    response = kari_client.post(address(strand, "bekreft/"), {"revision-c1": 0, "revision-c2": 0})
    assert said(response) == [
        ("success", "1 åpent sjekkpunkt er bekreftet uendret."),
        (
            "warning",
            "Ikke bekreftet, fordi noen nettopp endret det: «Sjekkpunkt 1.c2». Se på det på nytt.",
        ),
    ]
    assert kinds(strand) == [("c1", 1, Status.NOT_STARTED)]


@pytest.mark.parametrize("sent", [{}, {"revision-c9": 0}])
def test_nothing_to_confirm_is_said(
    strand: Strand, kari_client: Client, sent: dict[str, int]
) -> None:
    response = kari_client.post(address(strand, "bekreft/"), sent)
    assert said(response) == [("warning", "Ingen sjekkpunkter ble bekreftet.")]
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("sent", ["", "x", "-1", "²", "123456789"])
def test_a_revision_that_is_no_number_confirms_nothing(
    strand: Strand, kari_client: Client, sent: str
) -> None:
    response = kari_client.post(address(strand, "bekreft/"), {"revision-c1": sent})
    assert [level for level, _ in said(response)] == ["warning", "warning"]
    assert not Assessment.objects.exists()


def test_what_is_met_is_refused_in_words(strand: Strand, kari_client: Client) -> None:
    makers.assess(strand, 1, 1)
    response = kari_client.post(address(strand, "bekreft/"), {"revision-c1": 1, "revision-c2": 0})
    assert said(response) == [("warning", "Bare det som er åpent, kan bekreftes som uendret.")]
    assert kinds(strand) == []


def test_another_milestones_checkpoints_are_left_alone(strand: Strand, kari_client: Client) -> None:
    kari_client.post(address(strand, "bekreft/"), {f"revision-c{n}": 0 for n in (1, 2, 3)})
    assert {row.milestone.slug for row in Assessment.objects.all()} == {"m1"}


def test_names_in_messages_are_text(strand: Strand, kari_client: Client) -> None:
    wording = makers.wording(strand, 1, 1)
    CheckpointWording.objects.filter(pk=wording.pk).update(nb="<b>Mandat</b>")
    kari_client.post(address(strand, "bekreft/"), {"revision-c1": 5})
    assert escape("«<b>Mandat</b>»") in kari_client.get(address(strand)).text
