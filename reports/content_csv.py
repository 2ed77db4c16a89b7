"""A report's content as a table that opens in a spreadsheet: checkpoints first, then answers."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.exports.columns import Value
from checkpoints.exports.csvs import NORWEGIAN, written
from reports.content import Checkpoint, Milestone, ReportContent, Strand
from reports.filing import Answer


def content_csv(content: ReportContent) -> bytes:
    """One row for each strand's checkpoint and for each answer, in the report's language.

    The same content gives the same bytes. Each row says which report it is of, so that the tables
    of several can be laid below each other.
    """
    with translation.override(content.language):
        return "".join(written(NORWEGIAN, _headings(), _rows(content))).encode()


def _headings() -> list[str]:
    return [
        _("Region"), _("Report"), _("Edition"), _("As of"),
        _("Strand"), _("Milestone number"), _("Milestone"), _("Number"), _("Text"), _("Kind"),
        _("Status"), _("Met on"), _("Due"), _("Responsible"), _("Unsure"),
        _("Comment or answer"), _("Changed"),
        _("Verification"), _("Verified on"), _("Verification is outdated"), _("Why"),
    ]  # fmt: skip


def _rows(content: ReportContent) -> Iterator[list[Value]]:
    of = _report(content)
    for strand in content.strands:
        for milestone in strand.milestones:
            for row in milestone.checkpoints:
                yield [*of, *_claim(strand, milestone, row), *_verification(row)]
    answers = content.filing.answers if content.filing else ()
    for number, answer in enumerate(answers, start=1):
        yield [*of, *_answer(number, answer), *NOTHING]


def _report(content: ReportContent) -> list[Value]:
    filing = content.filing
    name = filing.name if filing else _("Status report")
    return [content.region, name, filing.number or None if filing else None, content.day]


def _claim(strand: Strand, milestone: Milestone, row: Checkpoint) -> list[Value]:
    return [
        strand.name, milestone.number, milestone.name.value, row.number, row.text.value,
        _("question") if row.is_question else _("statement"),
        row.label, row.met_on, row.due_on, row.responsible, row.unsure, row.comment, row.changed,
    ]  # fmt: skip


def _verification(row: Checkpoint) -> list[Value]:
    said = row.verification
    return [said.label, said.on, said.outdated, said.note] if said else NOTHING


def _answer(number: int, answer: Answer) -> list[Value]:
    return [
        None, None, None, number, answer.heading.value, _("question of the report"),
        None, None, None, None, None, answer.text, answer.changed,
    ]  # fmt: skip


NOTHING: list[Value] = [None] * 4
