"""Saving while the form stays unfolded: the answer is the row with its form, fresh."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from checkpoints.models import Assessment, Status
from regions.models import Region
from tests import makers

pytestmark = pytest.mark.django_db
FORM = "/regioner/bodo/lop/1/m1/sjekkpunkt/c1/"
AT_ONCE = {"HX-Request": "true", "X-At-Once": "yes"}


@pytest.fixture
def region() -> Region:
    makers.small_programme(milestones=1, checkpoints=2)
    return makers.make_region(slug="bodo")


@pytest.fixture
def karis(client: Client, region: Region) -> Client:
    client.force_login(makers.coordinator_of(region))
    return client


def send(client: Client, revision: int, **changes: Any) -> Any:
    sent = {"revision": revision, "status": "not_started", "text": "", **changes}
    return client.post(FORM, sent, headers=AT_ONCE)


def test_the_row_stays_unfolded_with_the_new_revision_and_says_what_was_saved(
    karis: Client,
) -> None:
    answer = send(karis, 0, status="met", reason="Nytt mandat")
    form = answer.context["form"]
    assert answer.status_code == HTTPStatus.OK
    assert answer["HX-Trigger"] == "assessed"
    assert 'data-keep=""' in answer.content.decode()
    assert not form.is_bound
    assert (form["revision"].value(), form["reason"].value()) == (1, None)
    assert "Lagret kl." in answer.context["said"]


def test_what_others_wrote_is_in_the_form(karis: Client, region: Region) -> None:
    strand = makers.main_strand(region)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Deres ord")
    answer = send(karis, 1, status="on_hold")
    form = answer.context["form"]
    assert (form["text"].value(), form["revision"].value()) == ("Deres ord", 3)


def test_an_answer_that_was_lost_can_be_asked_for_again(karis: Client) -> None:
    send(karis, 0, text="Skrevet i tunnelen")
    answer = send(karis, 0, text="Skrevet i tunnelen")
    assert answer.status_code == HTTPStatus.OK
    assert Assessment.objects.get().revision == 1


def test_what_is_not_right_and_what_collides_come_back_as_unsaved(
    karis: Client, region: Region
) -> None:
    wrong = send(karis, 0, due_on="i morgen")
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'data-keep="unsaved"' in wrong.content.decode()
    makers.assess(makers.main_strand(region), 1, 1, Status.ON_HOLD)
    collision = send(karis, 0, status="in_progress")
    assert collision.status_code == HTTPStatus.CONFLICT
    assert 'data-keep="unsaved"' in collision.content.decode()
