"""What no page of ours sends gets an answer, never a fault: two buttons, other revisions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from checkpoints.models import Assessment, Sharing, Status, Strand
from regions.plain_forms import PREVIEW
from tests import makers
from tests.sheet_files import address, fetch

AT = "/regioner/bodo/lop/1/m1/sjekkpunkt/c1/"


@pytest.mark.parametrize("buttons", [[PREVIEW], [PREVIEW, "look"]])
def test_what_has_no_preview_of_its_own_is_not_previewed(
    karis: Client, strand: Strand, buttons: list[str]
) -> None:
    makers.assess(strand, 1, 1, Status.MET)
    sent = {"revision": 0, "text": "Slik", **dict.fromkeys(buttons, "1")}
    answer = karis.post(f"{AT}del/", sent)
    assert (answer.status_code, answer.context["preview"]) == (200, None)
    assert not Sharing.objects.exists()


def test_a_sheet_is_not_previewed_either(karis: Client, strand: Strand) -> None:
    file = SimpleUploadedFile("ark.xlsx", fetch(karis))
    assert karis.post(address(), {"sheet": file, PREVIEW: "1"}).status_code == 200


@pytest.mark.parametrize("revision", ["", "-1", "7", "9" * 30])
def test_what_was_never_recorded_is_not_confirmed_at_a_revision_that_never_was(
    karis: Client, strand: Strand, revision: str
) -> None:
    answer = karis.post(f"{AT}bekreft/", {"revision": revision}, follow=True)
    with_words = [str(one) for one in answer.context["messages"]]
    assert (answer.status_code, len(with_words)) == (200, 1)
    assert not Assessment.objects.exists()


def test_what_a_new_row_does_not_say_cannot_be_chosen(karis: Client, strand: Strand) -> None:
    second = strand.phase.milestones.get(position=2)
    row = makers.parallel_strand(strand.region, second, "Reiseliv")
    sent = {"revision": 0, "theme": "Mat", "first_milestone": second.pk}
    choices = {"choose-first_milestone": "theirs"}
    assert karis.post("/regioner/bodo/lop/2/", {**sent, **choices}).status_code == 409
    row.refresh_from_db()
    assert row.theme == "Reiseliv"
