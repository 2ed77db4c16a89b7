"""Plans: every move is kept, drift is their sum, and a whole plan is moved as one act."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from checkpoints import actions, queries
from checkpoints.access import Place
from checkpoints.models import Decision, Plan, PlanRevision, Strand
from checkpoints.pages.strands import plan_at, plan_page
from checkpoints.queries import PlanStep
from checkpoints.queries.plans import END, START
from checkpoints.region_progress import region_progress
from checkpoints.timeline import drawings
from regions.models import User
from regions.reading import Reading
from tests import makers
from tests.makers import at

FIRST = date(2016, 1, 1)
WHOLE = "/regioner/bodo/plan/1/"
ONE = "/regioner/bodo/lop/1/m1/plan/"

some_day = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2019, 1, 1)))


@st.composite
def any_days(draw: st.DrawFn) -> tuple[date | None, date | None]:
    start, end = draw(some_day), draw(some_day)
    return (end, start) if start and end and end < start else (start, end)


def steps_of(listed: Sequence[tuple[date | None, date | None]]) -> tuple[PlanStep, ...]:
    return tuple(
        PlanStep(1, 1, start, end, n, at("2015-10-01") + timedelta(n), "Kari", f"Grunn {n}")
        for n, (start, end) in enumerate(listed, start=1)
    )


# Drift is the sum of the moves


@given(st.lists(any_days(), min_size=1, max_size=12))
def test_drift_is_the_sum_of_the_moves_of_the_end(
    listed: list[tuple[date | None, date | None]],
) -> None:
    """Whatever was set, moved, taken away and set again."""
    steps = steps_of(listed)
    planned = queries.with_drift(steps)[1, 1]
    ends = [one for one in queries.moves(steps) if one.what == END]
    assert planned.drift_days == sum(one.days for one in ends)
    assert planned.moves == len(ends)
    assert bool(planned.drift) == bool(ends)


@given(st.lists(any_days(), min_size=1, max_size=12))
def test_each_move_is_from_the_last_day_that_was_known(
    listed: list[tuple[date | None, date | None]],
) -> None:
    found = queries.moves(steps_of(listed))
    for what, place in ((START, 0), (END, 1)):
        known = [days[place] for days in listed if days[place]]
        expected = [(a, b) for a, b in pairwise(known) if a != b]
        assert [(one.before, one.after) for one in found if one.what == what] == expected


def test_plans_of_several_milestones_do_not_mix() -> None:
    here = PlanStep(1, 1, None, FIRST, 1, at("2015-10-01"), "", "")
    there = PlanStep(1, 2, None, FIRST + timedelta(9), 1, at("2015-10-02"), "", "")
    assert queries.moves([here, there]) == ()


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (["2016-01-01"], ""),
        (["2016-01-01", "2016-04-04"], "moved 1 time, 94 days later"),
        (["2016-01-01", None, "2016-04-04"], "moved 1 time, 94 days later"),
        (["2016-01-01", "2016-04-04", None], "moved 1 time, 94 days later"),
        (["2016-02-01", "2016-03-01", "2016-01-31"], "moved 2 times, 1 day earlier in all"),
        (["2016-01-01", "2016-02-01", "2016-01-01"], "moved 2 times, back to the first plan"),
        (["2016-01-01", None, "2016-01-01"], ""),
    ],
)
def test_drift_in_words(ends: list[str | None], words: str) -> None:
    days = [(None, date.fromisoformat(end) if end else None) for end in ends]
    with translation.override("en"):
        assert queries.with_drift(steps_of(days))[1, 1].drift == words


# As of a day


@example_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 40), any_days()), min_size=1, max_size=6))
def test_a_reading_of_a_day_has_the_plan_of_that_day(
    strand: Strand, listed: list[tuple[int, tuple[date | None, date | None]]]
) -> None:
    """Plans, drift and drawing as of any day say what they would have said on that day."""
    PlanRevision.objects.all().delete()
    Plan.objects.all().delete()
    told: list[tuple[date, tuple[date | None, date | None]]] = []
    for wait, days in listed:
        day = (told[-1][0] if told else date(2016, 1, 1)) + timedelta(wait)
        told.append((day, days))
        makers.plan(strand, 1, *days, when=day)
    for day in {told[0][0] - timedelta(1), *(day for day, _ in told), told[-1][0] + timedelta(1)}:
        so_far = [days for on, days in told if on <= day]
        reading = Reading.as_of(day)
        progress = region_progress(strand.region, strand.phase, reading, "nb")
        cell = progress.strands[0].milestones[0].cell
        stands = so_far[-1] if so_far else (None, None)
        assert (cell.plan.starts_on, cell.plan.ends_on) == stands
        found = queries.plans([strand.pk], reading).get((strand.pk, cell.milestone))
        assert ((found.starts_on, found.ends_on) if found else (None, None)) == stands
        expected = queries.with_drift(steps_of(so_far)).get((1, 1)) if so_far else None
        assert cell.plan.drift_days == (expected.drift_days if expected else 0)
        wide = drawings(progress, strand.phase, ())[0]
        assert len(wide.lanes[0].arrows) == bool(stands[0] or stands[1])


# The moves on the pages


def test_a_move_keeps_old_new_who_when_and_why(strand: Strand, kari: User) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    makers.plan(strand, 1, "2016-01-08", "2016-03-01", by=kari, when="2016-01-02", reason="Ferie")
    makers.plan(strand, 1, "2016-01-08", "2016-04-01", by=kari, when="2016-02-02", reason="Valg")
    row = makers.plan(strand, 2, "2016-04-01", "2016-05-01")
    makers.plan(strand, 2, "2016-04-01", "2016-04-20", when="2016-02-03")

    told = [
        (
            str(one.milestone), one.move.what, one.move.before, one.move.after, one.move.days,
            one.move.step.by, one.move.step.reason,
        )
        for one in plan_page(strand, list(strand.phase.milestones.all()), "nb").moves
    ]  # fmt: skip
    assert told == [
        ("Milepæl 2", END, date(2016, 5, 1), date(2016, 4, 20), -11, "", ""),
        ("Milepæl 1", END, date(2016, 3, 1), date(2016, 4, 1), 31, kari.name, "Valg"),
        ("Milepæl 1", START, date(2016, 1, 1), date(2016, 1, 8), 7, kari.name, "Ferie"),
    ]
    planned, here = plan_at(Place(strand, row.milestone, may_edit=True))
    assert [one.move.after for one in here] == [date(2016, 4, 20)]
    assert planned.drift_days == -11


def test_both_pages_tell_the_moves_in_words(karis: Client, strand: Strand, kari: User) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    makers.plan(strand, 1, "2016-01-01", "2016-03-15", by=kari, when="2016-02-02", reason="Høring")
    for address in (WHOLE, ONE):
        page = karis.get(address).content.decode()
        for words in ("14 dager senere", "«Høring»", kari.name, "1.\xa0mars\xa02016"):
            assert words in page, (address, words)


def test_the_regions_page_has_the_first_plan_and_the_drift(karis: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    assert "flyttet" not in karis.get("/regioner/bodo/").context["page"].brief.text
    makers.plan(strand, 1, "2016-01-01", "2016-03-15", when="2016-02-02")
    page = karis.get("/regioner/bodo/").content.decode()
    assert "flyttet 1 gang, 14 dager senere" in page
    assert "1.\xa0jan.\xa02016 – 1.\xa0mars\xa02016" in page


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        (["2016-01-01"], ""),
        (["2016-01-01", "2016-01-15"], "moved 1 time, 14 days later"),
        (["2016-01-01", None, "2015-12-31"], "moved 1 time, 1 day earlier"),
        (["2016-01-01", "2016-01-15", None], "moved 1 time, 14 days later"),
        (["2016-01-01", "2016-01-15", "2016-01-01"], "moved 2 times, back to the first plan"),
    ],
)
def test_a_moved_start_in_words(starts: list[str | None], words: str) -> None:
    days = [(date.fromisoformat(start) if start else None, None) for start in starts]
    with translation.override("en"):
        planned = queries.with_drift(steps_of(days))[1, 1]
        assert (planned.start_drift, planned.drift) == (words, "")


@pytest.mark.parametrize("address", [WHOLE, ONE, "/regioner/bodo/", "/regioner/bodo/lop/1/m1/"])
def test_a_moved_start_is_told_where_the_drift_is(
    karis: Client, strand: Strand, address: str
) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    words = "flyttet 1 gang, 14 dager senere"
    assert words not in karis.get(address).content.decode()
    makers.plan(strand, 1, "2016-01-15", "2016-03-01", when="2016-01-02")
    assert words in karis.get(address).content.decode()


# Why it was moved


@pytest.mark.parametrize(
    "days", [("01.02.2016", "01.03.2016"), ("01.01.2016", ""), ("", "01.03.2016")]
)
def test_who_moves_a_day_that_stood_or_takes_it_away_says_why(
    karis: Client, strand: Strand, days: tuple[str, str]
) -> None:
    row = makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    sent = {"revision": 1, "starts_on": days[0], "ends_on": days[1]}
    response = karis.post(ONE, sent)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == ["reason"]
    assert (form["starts_on"].value(), form["ends_on"].value()) == days
    row.refresh_from_db()
    assert row.revision == 1
    assert karis.post(ONE, sent | {"reason": "Valget"}).status_code == 302
    assert row.revisions.get(number=2).reason == "Valget"


def test_a_day_that_was_not_there_is_set_without_a_reason(karis: Client, strand: Strand) -> None:
    sent = {"revision": 0, "starts_on": "01.01.2016", "ends_on": ""}
    assert karis.post(ONE, sent).status_code == 302
    sent |= {"revision": 1, "ends_on": "01.03.2016"}
    assert karis.post(ONE, sent).status_code == 302
    assert Plan.objects.get().revision == 2


def test_the_whole_plan_asks_for_one_reason_for_all(karis: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    makers.plan(strand, 2, "2016-04-01", "2016-05-01")
    data = whole(karis, m1__ends_on="01.04.2016", m2__starts_on="", m2__ends_on="02.06.2016")
    response = karis.post(WHOLE, data)
    assert response.status_code == 422
    plan = response.context["plan"]
    assert [field for _, field, _ in plan.errors] == ["id_reason"]
    assert [plan.lines[0]["ends_on"].value(), plan.lines[1]["starts_on"].value()] == [
        "01.04.2016", "",
    ]  # fmt: skip
    assert PlanRevision.objects.count() == 2
    assert karis.post(WHOLE, data | {"reason": "Valget"}).status_code == 302
    assert [one.reason for one in PlanRevision.objects.filter(number=2)] == ["Valget", "Valget"]


def test_who_is_overtaken_and_changed_nothing_is_asked_for_no_reason(
    karis: Client, strand: Strand
) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    data = whole(karis, m2__ends_on="01.05.2016")
    makers.plan(strand, 1, "2016-01-01", "2016-03-15", when="2016-01-02")
    assert karis.post(WHOLE, data).status_code == 302
    assert [row.ends_on for row in Plan.objects.order_by("milestone")] == [
        date(2016, 3, 15), date(2016, 5, 1),
    ]  # fmt: skip


# A whole plan at once


def whole(client: Client, **changes: str) -> dict[str, Any]:
    """The form of a whole plan as a browser would send it: `m1__ends_on="01.04.2016"`."""
    plan = client.get(WHOLE).context["plan"]
    data = {"reason": ""}
    for line in plan.lines:
        for field in line:
            value = field.value()
            data[field.html_name] = f"{value:%d.%m.%Y}" if isinstance(value, date) else value or ""
        data[f"{line.prefix}-revision"] = str(line.edited.revision)
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def test_only_what_was_changed_is_saved_as_one_act_for_one_reason(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    data = whole(karis, m1__ends_on="01.04.2016", reason="Valget")
    assert karis.post(WHOLE, data).status_code == 302
    (moved,) = PlanRevision.objects.exclude(recorded_at=at("2015-10-01"))
    assert (moved.ends_on, moved.reason, moved.by) == (date(2016, 4, 1), "Valget", kari)

    data = whole(karis, m1__ends_on="02.04.2016", m2__starts_on="03.04.2016", reason="Mer")
    assert karis.post(WHOLE, data).status_code == 302
    sets = PlanRevision.objects.exclude(pk=moved.pk).values_list("change_set", flat=True)
    (act,) = set(sets) - {None}
    assert isinstance(act, UUID)
    assert PlanRevision.objects.filter(change_set=act).count() == 2


def test_nothing_changed_saves_nothing_and_says_so(karis: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    response = karis.post(WHOLE, whole(karis, reason="Ingen"), follow=True)
    assert response.status_code == 200
    assert PlanRevision.objects.count() == 1


def test_one_line_that_is_wrong_saves_none(karis: Client, strand: Strand) -> None:
    data = whole(karis, m1__ends_on="01.04.2016", m2__starts_on="i morgen", m2__ends_on="1.1.2099")
    response = karis.post(WHOLE, data)
    assert response.status_code == 422
    assert not Plan.objects.exists()
    plan = response.context["plan"]
    assert [list(line.errors) for line in plan.lines] == [[], ["starts_on"]]
    page = response.content.decode()
    assert 'value="01.04.2016"' in page
    assert 'href="#id_m2-starts_on"' in page


def test_what_the_action_refuses_stands_at_its_line(karis: Client, strand: Strand) -> None:
    data = whole(karis, m1__ends_on="01.04.2016", m2__ends_on="01.01.2099")
    response = karis.post(WHOLE, data)
    assert response.status_code == 422
    assert not Plan.objects.exists()
    assert [list(line.errors) for line in response.context["plan"].lines] == [[], ["ends_on"]]


def test_a_reason_that_is_too_long_saves_nothing(karis: Client, strand: Strand) -> None:
    response = karis.post(WHOLE, whole(karis, m1__ends_on="01.04.2016", reason="x" * 501))
    assert response.status_code == 422
    assert not Plan.objects.exists()


def test_what_another_moved_meanwhile_is_put_beside_it(karis: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    data = whole(karis, m1__ends_on="01.04.2016", reason="Valget")
    ola = makers.make_person("Ola Dahl")
    makers.plan(strand, 1, "2016-01-15", "2016-03-01", by=ola, when="2016-01-02")
    response = karis.post(WHOLE, data, follow=True)
    row = Plan.objects.get()
    assert (row.starts_on, row.ends_on) == (date(2016, 1, 15), date(2016, 4, 1))
    assert "Ola Dahl" in str(next(iter(response.context["messages"])))


def test_what_another_moved_too_is_asked_and_no_line_is_saved(
    karis: Client, strand: Strand
) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    data = whole(karis, m1__ends_on="01.04.2016", m2__ends_on="01.05.2016", reason="Valget")
    makers.plan(strand, 1, "2016-01-01", "2016-03-15", when="2016-01-02")

    response = karis.post(WHOLE, data)
    assert response.status_code == 409
    assert Plan.objects.get().ends_on == date(2016, 3, 15)
    asked, beside = response.context["plan"].lines
    assert [one.name for one in asked.conflict.collisions] == ["m1-choose-ends_on"]
    assert beside["ends_on"].value() == "01.05.2016"

    again = data | {"m1-revision": asked["revision"].value(), "m1-choose-ends_on": "theirs"}
    assert karis.post(WHOLE, again).status_code == 302
    assert [row.ends_on for row in Plan.objects.order_by("milestone")] == [
        date(2016, 3, 15), date(2016, 5, 1),
    ]  # fmt: skip


def test_days_that_are_odd_are_saved_and_asked_about(karis: Client, strand: Strand) -> None:
    data = whole(karis, m1__starts_on="01.02.2016", m1__ends_on="01.07.2018",
                 m2__starts_on="01.01.2016", m2__ends_on="01.03.2016")  # fmt: skip
    with translation.override("nb"):
        told = [str(one) for one in karis.post(WHOLE, data, follow=True).context["messages"]]
    assert Plan.objects.count() == 2
    assert len(told) == 4  # saved; a day outside the phase; begins before; ends before
    assert "01.07.2018" in told[1]
    assert ["Milepæl 2" in words and "Milepæl 1" in words for words in told[2:]] == [True, True]


def test_a_reader_reads_the_plan_and_saves_nothing(client: Client, strand: Strand) -> None:
    makers.plan(strand, 1, "2016-01-01", "2016-03-01")
    client.force_login(makers.reader_of(strand.region))
    page = client.get(WHOLE).content.decode()
    assert ("1. mars 2016" in page, "<fieldset" in page) == (True, False)
    assert client.post(WHOLE, {"m1-revision": 1, "m1-ends_on": ""}).status_code == 403


def test_a_parallel_strands_plan_begins_at_its_first_milestone(
    karis: Client, strand: Strand
) -> None:
    second = strand.phase.milestones.get(position=2)
    makers.parallel_strand(strand.region, second, "Reiseliv")
    page = karis.get("/regioner/bodo/plan/2/").context["page"]
    assert [one.number for one in page.lines] == [2]


@pytest.mark.parametrize("moves", [1, 3])
def test_the_whole_plan_costs_the_same_for_any_number_of_moves(
    karis: Client, strand: Strand, moves: int, django_assert_num_queries: Any
) -> None:
    for n in range(moves + 1):
        for milestone in (1, 2):
            makers.plan(strand, milestone, "2016-01-01", date(2016, 3, 1 + n), when="2016-01-01")
    karis.get(WHOLE)
    with django_assert_num_queries(8):
        karis.get(WHOLE)


# Decisions


def test_a_decision_is_offered_who_decided_here_before_and_the_usual(
    karis: Client, strand: Strand
) -> None:
    makers.decide(strand, 1, body="Ålesund bystyre")
    makers.decide(strand, 2, body="Ålesund bystyre")
    gone = makers.decide(strand, 2, body="Feilført råd")
    actions.decide(
        by=None, strand=strand, milestone=gone.milestone, decision=gone, removed=True,
        expected_revision=1, decided_on=gone.decided_on, body=gone.body,
    )  # fmt: skip
    elsewhere = makers.main_strand(makers.make_region("Alta"))
    makers.decide(elsewhere, 1, body="Alta kommunestyre")

    page = karis.get("/regioner/bodo/lop/1/m1/vedtak/ny/").content.decode()
    listed = page.split('<datalist id="body-suggestions">')[1].split("</datalist>")[0]
    assert listed.startswith('<option value="Ålesund bystyre">')
    assert listed.count("<option") == 7
    assert 'list="body-suggestions"' in page
    assert ("Alta" in page, "Feilført" in page) == (False, False)


def test_once_recorded_a_decision_is_offered_evidence(karis: Client, strand: Strand) -> None:
    sent = {"revision": 0, "decided_on": "20.01.2016", "body": "Regionrådet <b>"}
    response = karis.post("/regioner/bodo/lop/1/m1/vedtak/ny/", sent, follow=True)
    row = Decision.objects.get()
    address = f"/regioner/bodo/lop/1/m1/vedtak/{row.pk}/dokumentasjon/"
    (told,) = response.context["messages"]
    assert f'<a href="{address}">' in str(told)
    assert f'<a href="{address}">' in response.content.decode()
    assert karis.get(address).status_code == 200


def test_a_day_far_from_the_phase_is_refused(strand: Strand) -> None:
    with pytest.raises(ValidationError):
        makers.plan(strand, 1, None, "2099-01-01")


def test_a_decision_has_no_date_that_has_not_been(karis: Client, strand: Strand) -> None:
    new = "/regioner/bodo/lop/1/m1/vedtak/ny/"
    response = karis.post(new, {"revision": 0, "decided_on": "21.11.2016", "body": "Rådet"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["decided_on"]
    sent = {"revision": 0, "decided_on": "20.11.2016", "body": "Rådet"}
    assert karis.post(new, sent).status_code == 302
    row = Decision.objects.get()
    address = f"/regioner/bodo/lop/1/m1/vedtak/{row.pk}/"
    later = {"revision": 1, "decided_on": "21.11.2016", "body": "Rådet"}
    assert karis.post(address, later).status_code == 422


def test_a_decision_is_judged_by_the_day_it_was_recorded(strand: Strand) -> None:
    assert makers.decide(strand, 1, "2016-02-01", when="2016-02-01").revision == 1
    with pytest.raises(ValidationError) as refused:
        makers.decide(strand, 1, "2016-02-02", when="2016-02-01")
    assert list(refused.value.message_dict) == ["decided_on"]


def test_a_decision_recorded_for_a_day_to_come_can_still_be_taken_away(strand: Strand) -> None:
    row = makers.decide(strand, 1, "2016-12-24", when="2016-12-24")
    now = actions.decide(
        by=None, strand=strand, milestone=row.milestone, decision=row, expected_revision=1,
        decided_on=row.decided_on, body=row.body, removed=True,
    )  # fmt: skip
    assert now.removed
