"""A history in words."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from checkpoints.actions import confirm
from checkpoints.models import Status
from regions import actions
from regions.changes import About, FieldChange, changes_in, changes_of, in_words, plain
from regions.models import MembershipRole, ParticipationRole, Region
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_row_that_was_never_saved_has_no_history() -> None:
    assert changes_of(Region()) == ()


def test_the_first_step_tells_what_was_filled_in_and_the_next_what_changed() -> None:
    me = makers.make_person("Siri Stab")
    part = makers.take_part(makers.make_region(), makers.make_municipality())
    actions.change_participation(
        by=me, participation=part, expected_revision=1, role=ParticipationRole.OBSERVER,
        valid_from=date(2016, 2, 1), valid_to=None, removed=True, reason="Feil kommune",
    )  # fmt: skip
    newest, first = changes_of(part)
    assert (newest.number, newest.by, newest.reason) == (2, "Siri Stab", "Feil kommune")
    assert (first.number, first.by, first.reason) == (1, "", "")
    assert len(first.fields) == 1  # the role: a part without dates has no more to tell
    after = [field.after for field in newest.fields]
    assert after[0] == in_words(date(2016, 2, 1))
    assert len(after) == 3


def test_a_row_that_another_points_at_is_told_by_its_name_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    makers.small_programme()
    region = makers.make_region()
    strand = makers.main_strand(region)
    kari = makers.coordinator_of(region, makers.make_person("Kari Nordmann"))
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, responsible=kari, when="2016-03-01")
    with django_assert_num_queries(1):
        newest = changes_of(row)[0]
    assert newest.fields == (FieldChange(newest.fields[0].label, "–", "Kari Nordmann"),)


def test_several_rows_become_one_history_newest_first_each_with_its_name(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    region, person = makers.make_region("Hallingdal"), makers.make_person("Ola")
    makers.reader_of(region, person)
    membership = person.memberships.get()
    actions.set_membership(
        by=None, person=person, region=region, role=MembershipRole.COORDINATOR,
        expected_revision=1, at=makers.at("2015-01-01"),
    )  # fmt: skip
    with django_assert_num_queries(2):  # one a model
        listed = changes_in({person: "", membership: "Hallingdal"})
    assert (listed[0].about, listed[0].number) == (About((plain("Hallingdal"),)), 2)
    assert sorted((str(*one.about.names), one.number) for one in listed) == [
        ("", 1), ("Hallingdal", 1), ("Hallingdal", 2),
    ]  # fmt: skip


def test_a_text_that_was_rewritten_is_told_word_by_word_a_short_value_is_not() -> None:
    strand = makers.main_strand_of_small_programme()
    text = "Haram og Sula er med i arbeidet, og regionrådet følger det opp."
    makers.assess(strand, 1, 1, Status.ON_HOLD, text=text)
    row = makers.assess(strand, 1, 1, Status.MET, text=text.replace("Sula", "Giske"))
    newest, first = changes_of(row)
    by_label = {field.label: field for field in newest.fields}
    assert [(piece.fate, piece.text) for piece in by_label["Kommentar"].pieces] == [
        ("same", "Haram og "), ("deleted", "Sula"), ("inserted", "Giske"),
        ("same", " er med i arbeidet, og regionrådet følger det opp."),
    ]  # fmt: skip
    status = by_label["Status"]
    assert (status.before, status.after, status.pieces) == ("på vent", "oppfylt", ())
    assert [field.pieces for field in first.fields] == [(), ()]  # nothing stood there before


def test_a_step_can_be_undone_unless_it_changed_nothing() -> None:
    strand = makers.main_strand_of_small_programme()
    row = makers.assess(strand, 1, 1, Status.ON_HOLD)
    makers.assess(strand, 1, 1, Status.ON_HOLD)
    wording = makers.wording(strand, 1, 1)
    confirm(by=None, strand=strand, wording=wording, expected_revision=2)
    changes = changes_of(row, undo=lambda step: f"/{step.number}/")
    assert [(one.number, one.undo) for one in changes] == [(3, ""), (2, ""), (1, "/1/")]
    assert [one.undo for one in changes_of(row)] == ["", "", ""]


def test_values_are_told_as_people_read_them() -> None:
    choices = [("Gruppe", [("nb", "bokmål"), (7, "sju")])]
    assert in_words(None) == in_words("") == "–"
    assert in_words("nb", choices) == "bokmål"
    assert in_words(7, choices) == "sju"
    assert in_words("ukjent", choices) == "ukjent"
    assert in_words(0) == "0"
    assert in_words(True) != in_words(False)
    assert "20.11.2016" in in_words(makers.at("2016-11-20"))
