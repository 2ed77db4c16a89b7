"""A region's reports with words in them that stand nowhere else, for tests of who reads them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from regions.history import record
from regions.models import Region, User
from reports import actions
from reports.models import (
    Agreement,
    Answer,
    Letter,
    Remark,
    Report,
)
from tests import makers

type Step = Callable[..., Any]  # a further step of a row, with the model's planted reason

WORDS = {
    "ReportRevision.reason": "tilbakesendingsgrunn",
    "Answer.text": "rapportsvar",
    "AnswerRevision.text": "fortidssvar",
    "AnswerRevision.reason": "svargrunn",
    "Remark.text": "merknadsord",
    "RemarkRevision.text": "fortidsmerknad",
    "RemarkRevision.reason": "merknadsgrunn",
    "Agreement.text": "avtaleord",
    "Agreement.note": "avtalenotat",
    "AgreementRevision.text": "fortidsavtale",
    "AgreementRevision.note": "fortidsnotat om avtalen",
    "AgreementRevision.reason": "avtalegrunn",
    "EditionWithdrawal.reason": "trekkgrunn",
    "Letter.to": "Purret Pedersen",
    "Letter.subject": "purreemne",
    "Letter.body": "purretekst",
    "LetterRevision.subject": "fortidsemne",
    "LetterRevision.body": "fortidspurring",
    "LetterRevision.reason": "purregrunn",
}
DAYS = {
    "Agreement.due_on": date(2017, 2, 19),
    "AgreementRevision.due_on": date(2017, 2, 18),
}
# Read by programme staff alone: what they remind of, and how they came to what they say. Nobody is
# asked why they change an answer.
STAFFS = {key for key in WORDS if key.startswith("Letter")} | {
    "RemarkRevision.text", "RemarkRevision.reason", "AnswerRevision.reason",
}  # fmt: skip
STEPS = ("Report", "Answer", "Remark", "Agreement", "Letter")
# By whose keys nothing else is found; that they are not read is a test of its own.
SEALED = {
    "Edition.code", "Edition.content", "Edition.content_sha256", "Edition.chain",
    "EditionFile.sha256", "EditionFile.seal", "EditionWithdrawal.seal",
    "Render.key", "Render.content", "Render.sha256",
    "Bundle.content", "Bundle.content_sha256", "Bundle.asked_by", "Bundle.stopped_by",
    "BundlePart.name", "BundlePart.sha256",
}  # fmt: skip


def plant(region: Region, who: User, step: Step) -> None:
    """A report that was handed in, withdrawn from the archive and sent back with a remark."""
    report = makers.report_of(region, makers.ask_for_reports(region, questions=1))
    answer = Answer(report=report, question=report.round.questions.get())
    record(answer, by=who, expected=0, text=WORDS["AnswerRevision.text"])
    edition = actions.hand_in(
        by=who, report=report, expected_revision=report.revision, site="https://x.test/"
    )
    remark = record(Remark(edition=edition), by=who, expected=0, text=WORDS["RemarkRevision.text"])
    step(remark, who, text=WORDS["Remark.text"])
    actions.send_back(
        by=who, report=report, expected_revision=report.revision,
        reason=WORDS["ReportRevision.reason"],
    )  # fmt: skip
    actions.withdraw_edition(by=who, edition=edition, reason=WORDS["EditionWithdrawal.reason"])
    step(answer, who, text=WORDS["Answer.text"])
    _agree(report, who, step)
    _remind(report, who, step)


def _agree(report: Report, who: User, step: Step) -> None:
    row = Agreement(region=report.region, event=report.round.event)
    first: dict[str, Any] = {name: WORDS[f"AgreementRevision.{name}"] for name in ("text", "note")}
    record(row, by=who, expected=0, due_on=DAYS["AgreementRevision.due_on"], **first)
    now = {name: WORDS[f"Agreement.{name}"] for name in ("text", "note")}
    step(row, who, due_on=DAYS["Agreement.due_on"], **now)


def _remind(report: Report, who: User, step: Step) -> None:
    to = makers.reader_of(report.region, makers.make_person(WORDS["Letter.to"]))
    first: dict[str, Any] = {name: WORDS[f"LetterRevision.{name}"] for name in ("subject", "body")}
    letter = record(Letter(report=report, to=to), by=who, expected=0, **first)
    step(letter, who, **{name: WORDS[f"Letter.{name}"] for name in ("subject", "body")})


def own_addresses(region: Region) -> Iterator[str]:
    """Where a region reads its own reports: what stands, and what stood."""
    for report in Report.objects.filter(region=region).select_related("round__event__phase"):
        event = report.round.event
        at = [region.slug, event.phase.slug, event.slug]
        yield reverse("reports:report_draft", args=at)
        yield reverse("reports:report_history", args=at)
        for question in report.round.questions.all():
            yield reverse("reports:write_answer", args=[*at, question.pk])
        for edition in report.editions.all():
            yield reverse("reports:edition", args=[*at, edition.number])
    yield reverse("reports:agreements", args=[region.slug])
    for agreement in Agreement.objects.filter(region=region):
        yield reverse("reports:agreement", args=[region.slug, agreement.pk])
