"""A search finds what is shown, once, and nothing that is not."""

import pytest
from django.test import Client

from checkpoints.models import CheckpointWording, Strand
from regions.clock import today
from regions.models import Region
from tests import makers


@pytest.mark.parametrize(
    ("asked", "found"), [("hvordan", 1), ("bodø", 1), ("omskrevet", 1), ("sjekkpunkt 1", 0)]
)
def test_a_question_about_what_was_worded_anew_is_found_once_by_its_words_of_today(
    client: Client, strand: Strand, asked: str, found: int
) -> None:
    before = makers.wording(strand, 1, 1)
    CheckpointWording.objects.filter(pk=before.pk).update(superseded=True)
    CheckpointWording.objects.create(
        checkpoint=before.checkpoint, number=before.number + 1, nb="Omskrevet", source="nb",
        valid_from=today(),
    )  # fmt: skip
    makers.ask(strand, 1, 1, "Hvordan?")
    other: Region = makers.make_region("Altaregionen", slug="alta")
    client.force_login(makers.coordinator_of(other, makers.make_person("Ola Dahl")))
    listed = client.get("/laering/sporsmal/", {"q": asked}).context["listed"]
    assert len(listed) == found
