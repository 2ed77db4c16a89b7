"""What the programme staff read: an edition, with what they have remarked on it now and before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regions.differences import Piece, difference
from reports.access import ReportPlace
from reports.canonical import from_json
from reports.content import Checkpoint, Milestone, ReportContent, Strand
from reports.filing import Answer, Filing
from reports.forms.remarks import NewRemarkForm
from reports.models import Edition, Stage
from reports.queries.content import edition_name
from reports.queries.remarks import (
    RemarkFacts,
    Spot,
    content_before,
    continued,
    editions_before,
    remarks_on,
)


@dataclass(frozen=True)
class Earlier:
    """A remark on an earlier edition."""

    remark: RemarkFacts
    edition: str  # «Rapport 1, utgave 1»


@dataclass(frozen=True)
class Remarks:
    """What is remarked on one thing, and the form to remark on it, where one may."""

    here: tuple[RemarkFacts, ...]
    earlier: tuple[Earlier, ...]
    form: NewRemarkForm | None = None


@dataclass(frozen=True)
class Before:
    """What was answered last time."""

    edition: str
    text: str  # Markdown
    pieces: tuple[Piece, ...]  # how it became what is answered now; none where it stayed


@dataclass(frozen=True)
class OnAnswer:
    answer: Answer
    before: Before | None
    remarks: Remarks


@dataclass(frozen=True)
class OnCheckpoint:
    row: Checkpoint
    where: tuple[int, str, str]  # strand, milestone, checkpoint, as in addresses
    remarks: Remarks


@dataclass(frozen=True)
class OnMilestone:
    milestone: Milestone
    rows: tuple[OnCheckpoint, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded: something has changed, or somebody has remarked."""
        return any(one.row.changed or one.remarks.here or one.remarks.earlier for one in self.rows)


@dataclass(frozen=True)
class OnStrand:
    strand: Strand
    milestones: tuple[OnMilestone, ...]


@dataclass(frozen=True)
class Review:
    """An edition as it is reviewed."""

    place: ReportPlace
    edition: Edition
    content: ReportContent
    filing: Filing
    whole: Remarks
    answers: tuple[OnAnswer, ...]
    strands: tuple[OnStrand, ...]
    unsent: int  # remarks that the region has not got


def review_of(place: ReportPlace, edition: Edition) -> Review:
    """A report's newest edition, and all that was said of it and those before: 6 queries."""
    content = from_json(edition.content)
    if content.filing is None:
        raise TypeError("an edition was asked for by a round")
    notes = _notes(place, edition)
    return Review(
        place=place,
        edition=edition,
        content=content,
        filing=content.filing,
        whole=notes.on_the_whole(),
        answers=tuple(notes.on_answer(one) for one in content.filing.answers),
        strands=tuple(_strand(one, notes) for one in content.strands),
        unsent=sum(not one.sent for one in notes.here),
    )


def _strand(strand: Strand, notes: "_Notes") -> OnStrand:
    return OnStrand(strand, tuple(_milestone(strand, one, notes) for one in strand.milestones))


def _milestone(strand: Strand, milestone: Milestone, notes: "_Notes") -> OnMilestone:
    rows = []
    for row in milestone.checkpoints:
        where = (strand.number, milestone.slug, row.slug)
        rows.append(OnCheckpoint(row, where, notes.on_checkpoint(where)))
    return OnMilestone(milestone, tuple(rows))


def _notes(place: ReportPlace, edition: Edition) -> "_Notes":
    """5 queries; 1 less of a region's first edition."""
    earlier = editions_before(edition)
    remarks = remarks_on([edition.pk, *(one.pk for one in earlier)])
    last = next((one for one in earlier if not one.is_withdrawn), None)
    return _Notes(
        place=place,
        edition=edition,
        names={one.pk: one.name for one in earlier},
        remarks=remarks,
        continued=continued(place.round),
        last=content_before(last) if last else None,
        last_is_of_this=last is not None and last.report == edition.report_id,
    )


@dataclass(frozen=True)
class _Notes:
    """All that was said of an edition and of those before it, to be laid beside what it is on."""

    place: ReportPlace
    edition: Edition
    names: Mapping[int, str]  # of earlier editions
    remarks: Sequence[RemarkFacts]
    continued: Mapping[int, int | None]  # of each question the one it asks again
    last: ReportContent | None  # the edition before, of this report or of an earlier round
    last_is_of_this: bool

    @property
    def here(self) -> tuple[RemarkFacts, ...]:
        return tuple(one for one in self.remarks if one.edition == self.edition.pk)

    @property
    def may_be_remarked_on(self) -> bool:
        return self.place.stage == Stage.SUBMITTED

    def on_the_whole(self) -> Remarks:
        found = (one for one in self.remarks if one.question is None and one.spot is None)
        return self._remarks(found, self.place.at("add_remark"), "whole")

    def on_answer(self, answer: Answer) -> OnAnswer:
        keys = {answer.question, self.continued.get(answer.question)}
        found = (one for one in self.remarks if one.question in keys and one.question)
        at = self.place.at("remark_on_answer", answer.question)
        remarks = self._remarks(found, at, f"answer-{answer.question}")
        return OnAnswer(answer, self._before(answer), remarks)

    def on_checkpoint(self, where: Spot) -> Remarks:
        """Without a form: the page links to it."""
        return self._beside(one for one in self.remarks if one.spot == where)

    def _remarks(self, found: Iterable[RemarkFacts], at: str, key: str) -> Remarks:
        beside = self._beside(found)
        if not self.may_be_remarked_on:
            return beside
        form = NewRemarkForm(edition=self.edition, at=at, key=key)
        return Remarks(beside.here, beside.earlier, form)

    def _beside(self, found: Iterable[RemarkFacts]) -> Remarks:
        listed = tuple(found)
        return Remarks(
            tuple(one for one in listed if one.edition == self.edition.pk),
            tuple(
                Earlier(one, self.names[one.edition])
                for one in listed
                if one.sent and one.edition in self.names
            ),
        )

    def _before(self, answer: Answer) -> Before | None:
        """Of a question that was asked last time."""
        if self.last is None or self.last.filing is None:
            return None
        known = {one.question: one.text for one in self.last.filing.answers}
        asked_again = self.continued.get(answer.question)
        text = known.get(answer.question, known.get(asked_again or 0))
        if not text:
            return None
        rewritten = self.last_is_of_this and text != answer.text
        pieces = difference(text, answer.text) if rewritten else ()
        return Before(edition_name(self.last), text, pieces)
