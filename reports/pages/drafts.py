"""What a report's own page is made from: a draft to write on, or how far it has come."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from regions import clock
from reports.access import ReportPlace
from reports.canonical import from_json
from reports.content import Checkpoint, Milestone, Strand
from reports.models import Remark, Round, Stage
from reports.pages.filled_in import FilledIn, filled_in
from reports.pages.stages import Step, how_it_stands, is_reopened, must_answer, steps_in
from reports.queries.approved import LeftToDo, left_to_do
from reports.queries.drafts import QuestionFacts, written_on
from reports.queries.stages import StepFacts, step_facts
from reports.states import Shown, days_over, handed_in_late


@dataclass(frozen=True)
class RemarkedCheckpoint:
    """A remark on a checkpoint, as the edition that it is about words it."""

    remark: Remark
    strand: Strand
    milestone: Milestone
    checkpoint: Checkpoint


@dataclass(frozen=True)
class DraftPage:
    """A region's report to a round, while it is written and after it was handed in."""

    place: ReportPlace
    name: str  # «Rapport 2»
    day: date
    shown: Shown
    questions: tuple[QuestionFacts, ...]
    remarks: tuple[Remark, ...]  # on the whole of it
    remarked: tuple[RemarkedCheckpoint, ...]
    steps: tuple[Step, ...]  # all that was done with it, newest first
    stands: str  # who brought it to where it is, and when; empty where nobody has
    reason: str  # why; Markdown
    filled_in: FilledIn | None  # none once it is handed in: the edition has it
    left: LeftToDo | None  # once it is approved

    @property
    def asking(self) -> Round:
        return self.place.round

    @property
    def days_over(self) -> int:
        return days_over(self.asking.due_on, self.day)

    @property
    def answered(self) -> int:
        return sum(one.is_answered for one in self.questions)

    @property
    def missing(self) -> tuple[QuestionFacts, ...]:
        """What has to be answered before it can be handed in."""
        return tuple(one for one in self.questions if one.is_missing)

    @property
    def must_answer(self) -> str:
        """What the region has to do first, for those who act on its behalf."""
        return must_answer([one.number for one in self.missing])

    @property
    def left_out(self) -> tuple[QuestionFacts, ...]:
        """What nobody has answered, and nobody has to."""
        return tuple(one for one in self.questions if not (one.is_answered or one.asked.required))

    @property
    def headline(self) -> str:
        """When it is to be handed in; what comes next, once it is."""
        if not self.place.stage.is_with_region:
            return self._after_handing_in
        return " ".join(filter(None, [self._opening, self._due]))

    @property
    def _opening(self) -> str:
        if self.day >= self.asking.opens_on:
            return ""
        words = _("The round opens on %(day)s. The region may begin writing already.")
        return words % {"day": _long(self.asking.opens_on)}

    @property
    def _due(self) -> str:
        over, said = self.days_over, {"report": self.name, "day": _long(self.asking.due_on)}
        if over == 0:
            return _("%(report)s is to be handed in today.") % said
        if over < 0:
            return ngettext(
                "%(report)s is to be handed in by %(day)s, in %(n)d day.",
                "%(report)s is to be handed in by %(day)s, in %(n)d days.",
                -over,
            ) % {**said, "n": -over}
        return ngettext(
            "%(report)s was to be handed in by %(day)s, %(n)d day ago. It can be handed in all the "
            "same, and will say that it came after the due date.",
            "%(report)s was to be handed in by %(day)s, %(n)d days ago. It can be handed in all "
            "the same, and will say that it came after the due date.",
            over,
        ) % {**said, "n": over}

    @property
    def progress(self) -> str:
        """How many questions are answered."""
        of = len(self.questions)
        if not of:
            return _("The round asks no questions: the report is made from the checkpoints alone.")
        if self.answered == of:
            return _("All questions are answered.")
        return ngettext(
            "%(n)d of %(of)d question is answered.", "%(n)d of %(of)d questions are answered.", of
        ) % {"n": self.answered, "of": of}

    @property
    def _after_handing_in(self) -> str:
        if self.place.stage == Stage.APPROVED:
            return self._after_approval
        if self.place.report.is_read:
            return _(
                "The programme staff have begun the review. They approve the report, or send it "
                "back with remarks."
            )
        return _("The programme staff have not begun the review yet.")

    @property
    def _after_approval(self) -> str:
        if self.left and self.left.any:
            return _("The report is approved.")
        return _("There is nothing more to do.")

    @property
    def has_news(self) -> bool:
        """Whether the programme staff have said what they think of it."""
        return self.place.stage in {Stage.RETURNED, Stage.APPROVED}

    @property
    def remarked_answers(self) -> bool:
        return any(one.remarks for one in self.questions)

    @property
    def late(self) -> str:
        """How many days after the due date it was handed in; empty within it."""
        edition = self.place.report.edition
        return handed_in_late(self.asking.due_on, edition.handed_in_at) if edition else ""

    @property
    def is_frozen(self) -> bool:
        """Whether the day that the status is read at has passed."""
        frozen_on = self.asking.frozen_on
        return frozen_on is not None and frozen_on < self.day


def draft_page(place: ReportPlace, language: str) -> DraftPage:
    """A report's page: 4 queries once it is handed in; 11 or 12 more while it is written.

    2 more once it is approved, 1 more where the programme staff have remarked on checkpoints.
    """
    written, facts = written_on(place.report, language), step_facts(place.report)
    return DraftPage(
        place=place,
        name=event_name(place.event),
        day=clock.today(),
        shown=Shown.REOPENED if is_reopened(facts) else written.shown,
        questions=written.questions,
        remarks=tuple(one for one in written.remarks if one.checkpoint_id is None),
        remarked=tuple(_remarked(written.remarks)),
        steps=steps_in(facts, place.round.due_on),
        stands=how_it_stands(facts),
        reason=_why(facts),
        filled_in=filled_in(place, language) if place.stage.is_with_region else None,
        left=left_to_do(place.report) if place.stage == Stage.APPROVED else None,
    )


def _remarked(remarks: Iterable[Remark]) -> Iterator[RemarkedCheckpoint]:
    """The remarks on checkpoints, as the report comes to them; all are on one edition."""
    found = [one for one in remarks if one.strand and one.checkpoint]
    strands = from_json(found[0].edition.content).strands if found else ()
    for strand in strands:
        for milestone in strand.milestones:
            for row in milestone.checkpoints:
                key = (strand.number, milestone.slug, row.slug)
                for one in found:
                    if _key_of(one) == key:
                        yield RemarkedCheckpoint(one, strand, milestone, row)


def _key_of(one: Remark) -> tuple[int, str, str] | None:
    """What an edition knows the checkpoint of a remark by."""
    if one.strand is None or one.checkpoint is None:
        return None
    return one.strand.number, one.checkpoint.milestone.slug, one.checkpoint.slug


def _why(facts: Sequence[StepFacts]) -> str:
    """The reason that was given with the last move."""
    moves = [after for before, after in pairwise(facts) if before.stage != after.stage]
    return moves[-1].reason if moves else ""


def _long(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
