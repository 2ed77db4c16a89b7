"""What the staff's page of a round is made from: its questions, regions, and how they see it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.changes import Change, changes_in
from regions.wording import Language, Text, page_language
from reports.models import Question, Round
from reports.pages.rounds import round_name, setup_address, table_address
from reports.queries.rounds import regions_asked, regions_that_handed_in

FORMS = (Language.NB, Language.NN)  # that regions report in


@dataclass(frozen=True)
class QuestionLine:
    """A question as the staff arrange it."""

    pk: int
    heading: Text
    limit: int
    required: bool
    is_first: bool
    is_last: bool
    continues: bool  # an earlier round's question: its answer is shown beside


@dataclass(frozen=True)
class AskedWords:
    heading: Text
    help: Text


@dataclass(frozen=True)
class Seen:
    """What the regions read that report in one form of the language."""

    form: Language
    questions: tuple[AskedWords, ...]


@dataclass(frozen=True)
class SetupPage:
    """All that a round asks, and what is odd about it."""

    asking: Round
    name: str
    trail: tuple[dict[str, str], ...]
    questions: tuple[QuestionLine, ...]
    taken_out: tuple[QuestionLine, ...]
    seen: tuple[Seen, ...]
    regions: tuple[str, ...]
    handed_in: int  # regions that have handed in
    hints: tuple[str, ...]
    changes: tuple[Change, ...]


def setup_page(asking: Round) -> SetupPage:
    """5 queries, whatever the number of questions and regions."""
    questions, language, name = list(asking.questions.all()), page_language(), round_name(asking)
    asked = [one for one in questions if not one.removed]
    taken_out = [one for one in questions if one.removed]
    named = {one: one.heading(language).value for one in questions}
    return SetupPage(
        asking=asking,
        name=name,
        trail=trail_of(asking),
        questions=tuple(_lines(asked, language)),
        taken_out=tuple(_lines(taken_out, language)),
        seen=tuple(_seen(asked, form) for form in FORMS),
        regions=tuple(one.name for one in regions_asked(asking)),
        handed_in=regions_that_handed_in(asking).count(),
        hints=tuple(_hints(asking)),
        changes=changes_in({asking: name, **named}),
    )


def _lines(questions: list[Question], language: str) -> Iterator[QuestionLine]:
    for place, one in enumerate(questions, start=1):
        yield QuestionLine(
            pk=one.pk,
            heading=one.heading(language),
            limit=one.limit,
            required=one.required,
            is_first=place == 1,
            is_last=place == len(questions),
            continues=one.continues_id is not None,
        )


def _seen(questions: list[Question], form: Language) -> Seen:
    words = (AskedWords(one.heading(form), one.help(form)) for one in questions)
    return Seen(form, tuple(words))


def _hints(asking: Round) -> Iterator[str]:
    """What can be meant, but seldom is."""
    starts_on = asking.event.starts_on
    if starts_on and asking.due_on > starts_on:
        yield _("The report is due after the day in the calendar.")
    if asking.frozen_on and asking.frozen_on > asking.due_on:
        yield _("The status is read as of a day after the report is due.")


def trail_of(asking: Round | None, last: str = "") -> tuple[dict[str, str], ...]:
    """The way to a page of a round; without `last` to the page that sets it up."""
    first = {"label": _("Reporting"), "url": reverse("reports:rounds")}
    here = {"label": last, "url": ""}
    if asking is None:
        return (first, here)
    table = {"label": round_name(asking), "url": "" if asking.removed else table_address(asking)}
    setup = {"label": _("Setup"), "url": setup_address(asking) if last else ""}
    return (first, table, setup, here) if last else (first, table, setup)
