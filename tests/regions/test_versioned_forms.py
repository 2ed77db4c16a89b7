"""The shared mechanism of forms over rows with a history: late saves, refusals, nothing lost."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory

from regions.conflicts import Collision, Meanwhile
from regions.fields import DayField
from regions.history import Kind, record
from regions.models import Region, RegionRevision, User
from regions.plain_forms import PlainForm, posted, saved
from regions.versioned_forms import VersionedForm
from tests.makers import at, make_person, make_region

pytestmark = pytest.mark.django_db


class NameForm(VersionedForm[Region]):
    name = forms.CharField(label="Navn")
    language = forms.ChoiceField(label="Målform", choices=[("nb", "bokmål"), ("nn", "nynorsk")])
    reason = forms.CharField(required=False)
    forbidden = ("", "")  # a name that does not go with a language

    def save(self, *, by: User) -> Region:
        if (self.facts["name"], self.facts["language"]) == self.forbidden:
            raise ValidationError("Ikke dette navnet på nynorsk.")
        facts = {name: value for name, value in self.facts.items() if name != "reason"}
        return record(self.edited, by=by, expected=self.started_from, **facts)


class Refused(PlainForm):
    name = forms.CharField()
    error: ValidationError

    def save(self, *, by: User) -> None:
        raise self.error


def sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(values)
    return data


def test_a_page_that_is_only_asked_for_has_a_form_filled_from_the_row() -> None:
    region = make_region("Hallingdal", language="nn")
    request = RequestFactory().get("/")
    request.session = SessionStore()
    form = NameForm(posted(request), row=region)
    assert form.http_status == HTTPStatus.OK
    assert form.initial == {"revision": 1, "name": "Hallingdal", "language": "nn"}


def test_an_empty_form_that_was_sent_is_refused_and_not_taken_for_unsent() -> None:
    form = NameForm(posted(RequestFactory().post("/")), row=make_region())
    assert not saved(form, by=make_person())
    assert form.http_status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(form.errors) == ["revision", "name", "language"]


def test_a_save_in_time_is_saved_once() -> None:
    region, me = make_region(), make_person()
    form = NameForm(sent(revision=1, name="Ny", language="nn"), row=region)
    assert saved(form, by=me)
    assert (region.name, region.revision, region.changed_by) == ("Ny", 2, me)


def test_nothing_new_is_not_saved_again() -> None:
    region = make_region("Hallingdal", language="nn")
    form = NameForm(sent(revision=1, name="Hallingdal", language="nn"), row=region)
    assert saved(form, by=make_person())
    assert Region.objects.get(pk=region.pk).revision == 1


def late(region: Region, **values: Any) -> NameForm:
    """What is sent by someone who began at the first revision, when others have saved since."""
    return NameForm(sent(revision=1, **values), row=Region.objects.get(pk=region.pk))


def test_fields_that_only_one_of_two_changed_are_put_together_and_it_is_said(day: date) -> None:
    region, ola, me = make_region("Hallingdal"), make_person("Ola Annen"), make_person()
    record(region, by=ola, expected=1, at=at(day, 10), language="nn")
    form = late(region, name="Mitt", language="nb")
    assert saved(form, by=me)
    steps = RegionRevision.objects.filter(of=region).order_by("number")
    assert [(one.name, one.language, one.step) for one in steps] == [
        ("Hallingdal", "nb", Kind.CHANGE),
        ("Hallingdal", "nn", Kind.CHANGE),
        ("Mitt", "nn", Kind.MERGE),
    ]
    assert form.said.endswith(
        ". Ola Annen endret «Målform» kl. 10.00. Det du endret, er lagret ved siden av."
    )
    assert (form.edited.name, form.edited.language, form.edited.revision) == ("Mitt", "nn", 3)


def test_a_late_save_of_what_one_never_touched_takes_nothing_back() -> None:
    region = make_region("Hallingdal")
    record(region, by=None, expected=1, name="Deres", language="nn")
    form = late(region, name="Hallingdal", language="nb")
    assert saved(form, by=make_person())
    now = Region.objects.get(pk=region.pk)
    assert (now.name, now.language, now.revision) == ("Deres", "nn", 2)
    assert "Du hadde ikke endret noe" in form.said


def test_what_both_changed_stands_side_by_side_and_nothing_is_saved() -> None:
    region, ola = make_region("Hallingdal"), make_person("Ola Annen")
    record(region, by=ola, expected=1, name="Deres", language="nn")
    form = late(region, name="Mitt", language="nb", reason="fordi")
    assert not saved(form, by=make_person())
    assert form.http_status == HTTPStatus.CONFLICT
    assert form.conflict
    assert form.conflict.meanwhile == Meanwhile("Ola Annen", region.changed_at, ("Målform",))
    assert form.conflict.collisions == (
        Collision("choose-name", "Navn", "Deres", "Mitt", is_text=False),
    )
    assert Region.objects.get(pk=region.pk).revision == 2
    # What is in the form now is what saving would save: only the name is still to be chosen.
    assert {name: form[name].value() for name in ("revision", "name", "language", "reason")} == {
        "revision": "2", "name": "Mitt", "language": "nn", "reason": "fordi",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "name", "revision"),
    [("theirs", "Deres", 2), ("yours", "Mitt", 3), ("nonsense", "Mitt", 3)],
)
def test_the_person_chooses_between_the_two(choice: str, name: str, revision: int) -> None:
    region = make_region("Hallingdal")
    record(region, by=None, expected=1, name="Deres", language="nn")
    again = sent(revision="2", name="Mitt", language="nn", **{"choose-name": choice})
    assert saved(NameForm(again, row=Region.objects.get(pk=region.pk)), by=make_person())
    now = Region.objects.get(pk=region.pk)
    assert (now.name, now.revision) == (name, revision)


def test_both_texts_can_be_kept_one_after_the_other() -> None:
    region = make_region("Hallingdal")
    record(region, by=None, expected=1, name="Deres")
    again = sent(revision="2", name="Mitt", language="nb", **{"choose-name": "both"})
    form = NameForm(again, row=Region.objects.get(pk=region.pk))
    assert form["name"].value() == "Deres\n\nMitt"


def test_a_revision_that_the_history_does_not_have_makes_all_that_differs_collide() -> None:
    region = make_region("Hallingdal")
    form = NameForm(sent(revision=7, name="Mitt", language="nb"), row=region)
    assert not saved(form, by=make_person())
    assert form.conflict
    assert [one.label for one in form.conflict.collisions] == ["Navn"]


def test_what_is_right_apart_and_wrong_together_is_shown_with_the_reason() -> None:
    region = make_region("Hallingdal")
    record(region, by=None, expected=1, language="nn")
    form = late(region, name="Mitt", language="nb")
    form.forbidden = ("Mitt", "nn")
    assert not saved(form, by=make_person())
    assert form.http_status == HTTPStatus.CONFLICT
    assert form.conflict
    assert [one.label for one in form.conflict.collisions] == ["Navn", "Målform"]
    assert form.errors == {"__all__": ["Ikke dette navnet på nynorsk."]}
    assert Region.objects.get(pk=region.pk).revision == 2


def test_what_an_action_refuses_lands_on_its_field_or_on_the_whole_form() -> None:
    for error, field in (
        (ValidationError({"name": "Nei."}), "name"),
        (ValidationError({"elsewhere": "Nei."}), "__all__"),
        (ValidationError("Nei."), "__all__"),
        (ValidationError(["Nei."]), "__all__"),
    ):
        form = Refused(sent(name="x"))
        form.error = error
        assert not saved(form, by=make_person())
        assert form.http_status == HTTPStatus.UNPROCESSABLE_ENTITY
        assert form.errors == {field: ["Nei."]}


def test_a_form_that_is_never_without_a_row_says_so() -> None:
    with pytest.raises(TypeError, match="NameForm was given no row"):
        NameForm().edited.pk  # noqa: B018  asking is what raises


@pytest.mark.parametrize("typed", ["20.11.2016", "20112016", " 20112016 ", "2016-11-20"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2016, 11, 20)


@pytest.mark.parametrize("typed", ["31.02.2016", "31022016", "20.11", "1122016", "20/11/2016"])
def test_what_is_no_day_is_refused_and_not_taken_for_empty(typed: str) -> None:
    with pytest.raises(ValidationError, match="ikke en dato"):
        DayField(required=False).clean(typed)
