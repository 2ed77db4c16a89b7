"""Reads of what the programme staff have verified, today or on an earlier day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from checkpoints.models import AssessmentRevision, Finding, Verification
from regions import clock
from regions.history import Kind
from regions.models import Region
from regions.norwegian import in_order
from regions.reading import Reading


@dataclass(frozen=True)
class VerificationFacts:
    """What the programme staff say of a claim, as pages and paper show it."""

    finding: str
    note: str
    at: datetime
    by: str  # empty for the system
    outdated: bool  # the region has changed its claim since

    @property
    def on(self) -> date:
        return clock.day_of(self.at)

    @property
    def label(self) -> str | Promise:
        return Finding(self.finding).label

    @property
    def sign(self) -> str:
        """Which sign is drawn beside it: what is outdated no longer says yes or no."""
        return "outdated" if self.outdated else self.finding

    @property
    def stands_questioned(self) -> bool:
        """Whether it waits for the region: it has changed nothing since it was questioned."""
        return self.finding == Finding.QUESTIONED and not self.outdated

    @property
    def words(self) -> str:
        """«verified 12 November 2016», «verified 12 November 2016, changed since»."""
        day = {"day": date_format(self.on, "DATE_FORMAT")}
        is_verified = self.finding == Finding.VERIFIED
        said = (_("verified %(day)s") if is_verified else _("questioned %(day)s")) % day
        return _("%(said)s, changed since") % {"said": said} if self.outdated else said


def verifications(
    strands: Iterable[int], reading: Reading, *, checkpoint: int | None = None
) -> Mapping[tuple[int, int], VerificationFacts]:
    """By (strand, checkpoint), where the staff said something that they did not take back: 1 query.

    Of one checkpoint only, where one is named.
    """
    said = reading.rows(Verification).filter(strand__in=strands).exclude(finding=Finding.NONE)
    if checkpoint is not None:
        said = said.filter(checkpoint=checkpoint)
    at, by = ("recorded_at", "by") if reading.past else ("changed_at", "changed_by")
    rows = said.annotate(outdated=Exists(_changes_after("assessed", reading))).values_list(
        "strand_id", "checkpoint_id", "finding", "note", at, Coalesce(f"{by}__name", Value("")),
        "outdated",
    )  # fmt: skip
    return {(strand, one): VerificationFacts(*facts) for strand, one, *facts in rows}


def questioned_in(regions: Iterable[int]) -> QuerySet[Verification]:
    """What the programme staff question there, as long as the region has changed nothing."""
    said = Verification.objects.filter(strand__region__in=regions, finding=Finding.QUESTIONED)
    return said.exclude(Exists(_changes_after("assessed", Reading.today())))


@dataclass(frozen=True)
class Questioned:
    """How many checkpoints the programme staff question in a region."""

    region: str  # slug
    name: str
    phase: str  # slug
    count: int

    @property
    def address(self) -> str:
        """The region's page, which names them."""
        page: str = Region(slug=self.region).get_absolute_url()  # type: ignore[attr-defined]  # settings name it
        return f"{page}?fase={self.phase}"


def questioned_by_region(regions: Iterable[int]) -> tuple[Questioned, ...]:
    """In the order of the regions' names; of those with none nothing: 1 query."""
    rows = questioned_in(regions).values_list(
        "strand__region__slug", "strand__region__name", "strand__phase__slug"
    )
    in_turn = in_order("strand__region__name"), "strand__phase__position"
    return tuple(Questioned(*row) for row in rows.annotate(n=Count("pk")).order_by(*in_turn))


def changed_since(step: AssessmentRevision) -> bool:
    """Whether a claim was changed after one of its steps; to be confirmed does not change it."""
    later = AssessmentRevision.objects.filter(of=step.of_id, number__gt=step.number)
    return later.exclude(step=Kind.CONFIRM).exists()


def _changes_after(step: str, reading: Reading) -> QuerySet[AssessmentRevision]:
    """The changes of a claim after the step that a row points at, recorded by the day's end."""
    return AssessmentRevision.objects.filter(
        of=OuterRef(f"{step}__of"),
        number__gt=OuterRef(f"{step}__number"),
        recorded_at__lte=reading.moment,
    ).exclude(step=Kind.CONFIRM)


def step_read(verification: Verification, number: int) -> AssessmentRevision | None:
    """A step, by its number, of the claim that a verification is about: 1 query."""
    return _steps_of_claim(verification).filter(number=number).first()


def newest_change(verification: Verification) -> AssessmentRevision:
    """The step that made the claim what it is now; somebody has made one: 1 query."""
    return _steps_of_claim(verification).exclude(step=Kind.CONFIRM).latest("number")


def _steps_of_claim(verification: Verification) -> QuerySet[AssessmentRevision]:
    return AssessmentRevision.objects.select_related("responsible", "by").filter(
        strand=verification.strand_id, checkpoint=verification.checkpoint_id
    )
