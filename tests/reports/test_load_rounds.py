"""The file of rounds: what it makes, that it makes it once, what people edited, and its errors."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from checkpoints import actions as progress_actions
from checkpoints.models import Event, Phase
from regions.models import Region
from reports import actions
from reports.models import Question, QuestionRevision, Report, ReportRevision, Round, RoundRevision
from tests import makers

pytestmark = pytest.mark.django_db

FIXTURE = Path(__file__).parents[2] / "fixtures/rounds.json"


def load(path: Path = FIXTURE) -> None:
    call_command("load_rounds", path, verbosity=0)


def write(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.fixture
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FIXTURE.read_text("utf-8"))
    return loaded


@pytest.fixture
def regions(phase: Phase) -> list[Region]:
    return [makers.make_region(name) for name in ("Salten", "Grenland")]


def set_day(slug: str, day: date) -> None:
    event = Event.objects.get(slug=slug)
    progress_actions.change_event(
        by=None, event=event, expected_revision=event.revision, position=event.position,
        starts_on=day, ends_on=None, place="", note="",
    )  # fmt: skip


def headings(slug: str) -> list[str]:
    rows = Question.objects.filter(round__event__slug=slug, removed=False)
    return list(rows.values_list("heading_nb", flat=True))


# What the real file makes


def test_a_round_for_each_report_that_has_a_day(
    regions: list[Region], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_rounds")
    made = Round.objects.select_related("event", "proposes").get()
    assert (made.event.slug, made.due_on) == ("rapport-1", date(2016, 2, 15))
    assert made.proposes is not None
    assert (made.proposes.slug, made.proposes.milestone.slug) == ("rapportering", "gjennomforing")
    assert made.reports.filter(asked=True).count() == 2
    first, *others = capsys.readouterr().out.splitlines()
    assert first == "Rounds: 6 changes."
    assert [line.partition(":")[0] for line in others] == [
        "No round for rapport-2", "No round for sluttrapport",
    ]  # fmt: skip


def test_the_rounds_come_once_their_days_are_set(regions: list[Region]) -> None:
    load()
    set_day("rapport-2", date(2017, 2, 15))
    load()
    again = Round.objects.get(event__slug="rapport-2")
    assert [one.continues for one in again.questions.all()] == list(
        Question.objects.filter(round__event__slug="rapport-1")
    )


def test_every_question_is_there_in_both_forms(regions: list[Region]) -> None:
    set_day("rapport-2", date(2017, 2, 15))
    set_day("sluttrapport", date(2018, 5, 31))
    load()
    rows = Question.objects.all()
    assert [one.round.event.slug for one in rows.order_by("round", "position")] == [
        *["rapport-1"] * 4, *["rapport-2"] * 4, *["sluttrapport"] * 5,
    ]  # fmt: skip
    for one in rows:
        assert all((one.heading_nb, one.heading_nn, one.help_nb, one.help_nn))
        assert one.heading_nb != one.heading_nn


def test_twice_changes_nothing(regions: list[Region], capsys: pytest.CaptureFixture[str]) -> None:
    load()
    steps = [model.objects.count() for model in (RoundRevision, QuestionRevision, ReportRevision)]
    capsys.readouterr()
    call_command("load_rounds")
    assert capsys.readouterr().out.startswith("Rounds: up to date.")
    assert steps == [
        model.objects.count() for model in (RoundRevision, QuestionRevision, ReportRevision)
    ]


# Brought up to date


def test_what_the_file_says_anew_is_brought_about(
    regions: list[Region], content: dict[str, Any], tmp_path: Path
) -> None:
    load()
    first = content["rounds"][0]
    first["due_on"], first["days_open"] = "2016-02-20", 30
    first["questions"][0]["heading"]["nb"] = "Hva er nytt?"
    first["questions"].pop()
    load(write(tmp_path / "rounds.json", content))
    made = Round.objects.get()
    assert (made.opens_on, made.due_on) == (date(2016, 1, 21), date(2016, 2, 20))
    before = json.loads(FIXTURE.read_text("utf-8"))["rounds"][0]["questions"]
    assert headings("rapport-1") == [
        "Hva er nytt?", before[1]["heading"]["nb"], before[2]["heading"]["nb"],
    ]  # fmt: skip


def test_what_a_person_edited_stays(
    regions: list[Region], content: dict[str, Any], tmp_path: Path
) -> None:
    load()
    made, staff = Round.objects.get(), makers.staff()
    actions.change_round(by=staff, asking=made, expected_revision=1, due_on=date(2016, 3, 1))
    edited, other = made.questions.all()[:2]
    actions.change_question(
        by=staff, question=edited, expected_revision=1, heading_nb="Vårt eget spørsmål?"
    )
    actions.remove_question(by=staff, question=other)
    own = actions.add_question(by=staff, asking=made, heading_nb="Enda et?")
    content["rounds"][0]["due_on"] = "2016-02-20"
    for question in content["rounds"][0]["questions"]:
        question["heading"]["nb"] = "Fra filen?"
    load(write(tmp_path / "rounds.json", content))
    made.refresh_from_db()
    assert made.due_on == date(2016, 3, 1)
    assert headings("rapport-1") == [
        "Vårt eget spørsmål?", "Fra filen?", "Fra filen?", own.heading_nb,
    ]  # fmt: skip


def test_a_new_region_is_asked_and_one_that_was_left_out_is_not(regions: list[Region]) -> None:
    load()
    salten = Region.objects.get(name="Salten")
    actions.change_regions(
        by=makers.staff(), asking=Round.objects.get(), added=[], dropped=[salten]
    )
    makers.make_region("Alta")
    load()
    rows = Report.objects.order_by("region__name").values_list("region__name", "asked")
    assert list(rows) == [("Alta", True), ("Grenland", True), ("Salten", False)]


# Its errors


def _round(content: dict[str, Any]) -> Any:
    return content["rounds"][0]


def _continues_too_far(content: dict[str, Any]) -> None:
    again = content["rounds"][1]
    again["due_on"] = "2017-02-15"
    again["questions"][0]["continues"] = 9


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda c: c.update(programme="annet"), "programme: there is no programme 'annet'"),
        (lambda c: _round(c).update(event="x"), r"rounds\[0\]\.event: 'x' is no event"),
        (lambda c: _round(c).update(dato="2016"), r"rounds\[0\]: unknown key 'dato'"),
        (
            lambda c: _round(c)["proposes"].update(checkpoint="x"),
            r"rounds\[0\]\.proposes: there is no checkpoint 'x'",
        ),
        (
            lambda c: _round(c).update(due_on="2016-02-15", opens_on="2016-03-01"),
            r"rounds\[0\]: .+",
        ),
        (lambda c: _round(c).update(lists_evidence="ja"), r"lists_evidence: true or false"),
        (lambda c: _round(c).update(like="x"), r"rounds\[0\]\.like: 'x' is no event"),
        (lambda c: _round(c)["questions"][1].pop("heading"), r"questions\[1\]: .+"),
        (_continues_too_far, r"questions\[0\]\.continues: the earlier round has 4 questions"),
    ],
)  # fmt: skip
def test_an_error_says_where_and_nothing_is_saved(
    spoil: Callable[[dict[str, Any]], Any], said: str,
    regions: list[Region], content: dict[str, Any], tmp_path: Path,
) -> None:  # fmt: skip
    spoil(content)
    with pytest.raises(CommandError, match=said):
        load(write(tmp_path / "rounds.json", content))
    assert not Round.objects.exists()
