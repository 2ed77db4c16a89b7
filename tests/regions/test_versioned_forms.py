"""The shared mechanism of forms over rows with a history: late saves, refusals, nothing lost."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory

from regions.history import record
from regions.models import Region, User
from regions.versioned_forms import DayField, PlainForm, VersionedForm, posted, saved
from tests.makers import make_person, make_region

pytestmark = pytest.mark.django_db


class NameForm(VersionedForm[Region]):
    name = forms.CharField(label="Navn")
    language = forms.ChoiceField(label="Målform", choices=[("nb", "bokmål"), ("nn", "nynorsk")])
    reason = forms.CharField(required=False)

    def save(self, *, by: User) -> Region:
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
    form = NameForm(posted(RequestFactory().get("/")), row=region)
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


def test_a_late_save_keeps_what_was_typed_and_shows_only_what_differs() -> None:
    region, other = make_region("Hallingdal"), make_person("Ola Annen")
    record(region, by=other, expected=1, name="Deres", language="nn")
    late = {"revision": 1, "name": "Mitt", "language": "nn", "reason": "fordi"}
    form = NameForm(sent(**late), row=Region.objects.get(pk=region.pk))
    assert not saved(form, by=make_person())
    assert form.http_status == HTTPStatus.CONFLICT
    assert form.conflict
    assert (form.conflict.who, form.conflict.at) == ("Ola Annen", region.changed_at)
    [difference] = form.conflict.differences
    assert (difference.label, difference.theirs, difference.yours) == ("Navn", "Deres", "Mitt")
    assert {name: form[name].value() for name in late} == late | {"revision": "2"}


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
