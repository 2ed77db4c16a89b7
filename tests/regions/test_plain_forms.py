"""Several forms that are saved as one act: all of them or none."""

import pytest
from django import forms
from django.http import QueryDict

from regions.history import record
from regions.models import Region, RegionRevision, User
from regions.plain_forms import all_saved
from regions.versioned_forms import VersionedForm
from tests.makers import make_person, make_region

pytestmark = pytest.mark.django_db


class NameForm(VersionedForm[Region]):
    name = forms.CharField()

    def save(self, *, by: User) -> Region:
        return record(self.edited, by=by, expected=self.started_from, **self.facts)


def form_over(region: Region, name: str, revision: int = 1) -> NameForm:
    prefix = region.slug
    data = QueryDict(mutable=True)
    data.update({f"{prefix}-name": name, f"{prefix}-revision": str(revision)})
    return NameForm(data, row=Region.objects.get(pk=region.pk), prefix=prefix)


def test_all_are_saved_as_one_act() -> None:
    one, other = make_region("Bodøregionen"), make_region("Hallingdal")
    assert all_saved([form_over(one, "Salten"), form_over(other, "Hol")], by=make_person())
    assert set(Region.objects.values_list("name", flat=True)) == {"Salten", "Hol"}
    acts = RegionRevision.objects.filter(number=2).values_list("change_set", flat=True)
    assert len(acts) == 2
    assert len(set(acts)) == 1
    assert None not in acts


def test_none_is_saved_when_one_is_refused() -> None:
    one, other = make_region("Bodøregionen"), make_region("Hallingdal")
    well, wrong = form_over(one, "Salten"), form_over(other, "")
    assert not all_saved([well, wrong], by=make_person())
    assert set(Region.objects.values_list("name", flat=True)) == {"Bodøregionen", "Hallingdal"}
    assert (well.errors, set(wrong.errors)) == ({}, {"name"})


def test_one_that_collides_saves_none_and_shows_both_texts() -> None:
    one, other = make_region("Bodøregionen"), make_region("Hallingdal")
    record(other, by=make_person(), expected=1, name="Gol")
    well, late = form_over(one, "Salten"), form_over(other, "Hol")
    assert not all_saved([well, late], by=make_person())
    assert late.conflict is not None
    assert [(each.theirs, each.yours) for each in late.conflict.collisions] == [("Gol", "Hol")]
    assert set(Region.objects.values_list("name", flat=True)) == {"Bodøregionen", "Gol"}
    # Sent again as it stands: the one that waited is saved from the revision it was drawn with.
    assert all_saved([form_over(one, "Salten"), form_over(other, "Hol", 2)], by=make_person())
    assert set(Region.objects.values_list("name", flat=True)) == {"Salten", "Hol"}


def test_what_others_changed_meanwhile_is_merged_form_by_form() -> None:
    one, other = make_region("Bodøregionen"), make_region("Hallingdal")
    record(other, by=make_person(), expected=1, language="nn")
    assert all_saved([form_over(one, "Salten"), form_over(other, "Hol")], by=make_person())
    other.refresh_from_db()
    assert (other.name, other.language) == ("Hol", "nn")
