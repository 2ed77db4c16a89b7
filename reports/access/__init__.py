"""The fetch is the check, for rounds, reports and editions.

After "Who sees and does what" of the programme: a region's people read its drafts, its coordinators
write and hand in; the programme staff read, remark, return and approve, and hand in on behalf of a
region; the ministry reads what was handed in, and nothing else of a region.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from checkpoints.models import Event
from regions.access import staff_only
from regions.models import Region, User
from reports.models import Edition, Letter, Question, Report, Round, Stage


@dataclass(frozen=True)
class ReportPlace:
    """A region's report to a round, and what the one who asks may do with it."""

    report: Report
    user: User

    @property
    def region(self) -> Region:
        return self.report.region

    @property
    def round(self) -> Round:
        return self.report.round

    @property
    def event(self) -> Event:
        return self.round.event

    @property
    def where(self) -> tuple[str, str, str]:
        """What stands in addresses: region, phase, event."""
        return self.region.slug, self.event.phase.slug, self.event.slug

    @property
    def address(self) -> str:
        return self.at("report_draft")

    def at(self, what: str, *more: object) -> str:
        """Where a page of the report is: `report_draft`, `hand_in`, `edition` with its number."""
        return reverse(f"reports:{what}", args=[*self.where, *more])

    @property
    def stage(self) -> Stage:
        return Stage(self.report.stage)

    @cached_property
    def is_coordinator(self) -> bool:
        return self.user.standing.edits(self.region.pk)

    @property
    def is_staff(self) -> bool:
        return self.user.standing.staff

    @property
    def acts_on_behalf(self) -> bool:
        """Whether what this person hands in is handed in on behalf of the region."""
        return self.is_staff and not self.is_coordinator

    @property
    def may_write(self) -> bool:
        """Whether answers can be changed now, by this person."""
        return self.is_coordinator and self.stage.is_with_region

    @property
    def may_hand_in(self) -> bool:
        return self.stage.is_with_region and (self.is_coordinator or self.is_staff)

    @property
    def may_take_back(self) -> bool:
        """The region's own, until the programme staff have begun their review."""
        waits = self.stage == Stage.SUBMITTED and not self.report.is_read
        return waits and self.is_coordinator


@dataclass(frozen=True)
class EditionPlace:
    """An edition that the one who asks may read."""

    edition: Edition
    place: ReportPlace

    @property
    def address(self) -> str:
        return self.at("edition")

    def at(self, what: str) -> str:
        """Where a page of the edition is: `edition`, `edition_pdf`, `withdraw_edition`."""
        return self.place.at(what, self.edition.number)


def round_of_what_was_handed_in(user: User, phase: str, event: str) -> Round:
    """For those who read all that was handed in to a round: the programme staff, the ministry."""
    if not (user.standing.staff or user.standing.ministry):
        raise Http404
    found = (
        Round.objects.select_related("event__phase__programme")
        .filter(event__phase__slug=phase, event__slug=event, removed=False)
        .first()
    )
    if found is None:
        raise Http404
    return found


def round_for_staff(user: User, phase: str, event: str) -> Round:
    """A round as the programme staff work on it; to others there is no such page."""
    found = round_to_set_up(user, phase, event)
    if found.removed:
        raise Http404
    return found


def round_to_set_up(user: User, phase: str, event: str) -> Round:
    """A round for the programme staff, also one that was taken away: they may bring it back."""
    staff_only(user)
    found = (
        Round.objects.select_related("event__phase__programme", "proposes", "changed_by")
        .filter(event__phase__slug=phase, event__slug=event)
        .first()
    )
    if found is None:
        raise Http404
    return found


def question_for_staff(user: User, phase: str, event: str, pk: int) -> Question:
    asking = round_for_staff(user, phase, event)
    found = asking.questions.select_related("changed_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def letter_for_staff(user: User, phase: str, event: str, pk: int) -> Letter:
    """A letter in the outbox of a round."""
    asking = round_for_staff(user, phase, event)
    letters = Letter.objects.select_related("changed_by", "to", "report__region")
    found = letters.filter(report__round=asking, pk=pk).first()
    if found is None:
        raise Http404
    found.report.round = asking
    return found


def report_to_see(user: User, region: str, phase: str, event: str) -> ReportPlace:
    """A draft, or what became of it: for the region's own people and the programme staff."""
    place = _report(user, region, phase, event)
    if not user.standing.sees(place.region.pk) or not place.report.asked:
        raise Http404
    return place


def report_to_write(user: User, region: str, phase: str, event: str) -> ReportPlace:
    """A report that its coordinators write on; whether its stage lets them, the actions say."""
    place = report_to_see(user, region, phase, event)
    if not place.is_coordinator:
        raise PermissionDenied
    return place


def report_to_hand_in(user: User, region: str, phase: str, event: str) -> ReportPlace:
    """For the region's coordinators, and the programme staff on their behalf."""
    place = report_to_see(user, region, phase, event)
    if not (place.is_coordinator or place.is_staff):
        raise PermissionDenied
    return place


def report_to_review(user: User, region: str, phase: str, event: str) -> ReportPlace:
    """For the programme staff, who remark on it, send it back and approve it."""
    place = report_to_see(user, region, phase, event)
    if not place.is_staff:
        raise PermissionDenied
    return place


def question_to_answer(
    user: User, region: str, phase: str, event: str, question: int
) -> tuple[ReportPlace, Question]:
    place = report_to_write(user, region, phase, event)
    return place, _question(place, question)


def answer_to_see(
    user: User, region: str, phase: str, event: str, question: int
) -> tuple[ReportPlace, Question]:
    """What a region answers, to those who read its draft."""
    place = report_to_see(user, region, phase, event)
    return place, _question(place, question)


def edition_to_see(user: User, region: str, phase: str, event: str, number: int) -> EditionPlace:
    """What was handed in: for the region's own people, the programme staff and the ministry."""
    place = _report(user, region, phase, event)
    if not (user.standing.sees(place.region.pk) or user.standing.ministry):
        raise Http404
    found = (
        Edition.objects.select_related("withdrawal", "handed_in_by")
        .filter(report=place.report, number=number)
        .first()
    )
    if found is None:
        raise Http404
    return EditionPlace(found, place)


def edition_to_withdraw(
    user: User, region: str, phase: str, event: str, number: int
) -> EditionPlace:
    """For the programme staff."""
    found = edition_to_see(user, region, phase, event, number)
    if not user.standing.staff:
        raise PermissionDenied
    return found


def _question(place: ReportPlace, pk: int) -> Question:
    found = place.round.questions.filter(pk=pk, removed=False).first()
    if found is None:
        raise Http404
    return found


def _report(user: User, region: str, phase: str, event: str) -> ReportPlace:
    found = (
        Report.objects.select_related("round__event__phase", "region", "edition", "changed_by")
        .defer("edition__content")  # whoever reads it fetches it
        .filter(
            region__slug=region,
            round__event__phase__slug=phase,
            round__event__slug=event,
            round__removed=False,
        )
        .first()
    )
    if found is None:
        raise Http404
    return ReportPlace(found, user)
