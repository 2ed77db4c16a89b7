"""What must hold between the tables of rounds, reports and editions (docs/decisions/0004).

Whether what was handed in is unchanged is another question: `manage.py verify_archive` answers it.
"""

from django.db.models import Exists, F, Model, OuterRef, Q, Subquery

from regions.consistency import Check, Problem
from reports.models import (
    Agreement,
    Answer,
    Edition,
    Question,
    Remark,
    Report,
    ReportRevision,
    Round,
    RoundRevision,
    Stage,
)


def _wrong(model: type[Model], condition: Q, what: str) -> list[Problem]:
    found = model._default_manager.filter(condition).order_by("pk")
    return [Problem.at(model, pk, what) for pk in found.values_list("pk", flat=True)]


# Rounds


def rounds_speak_for_checkpoints_of_their_phase() -> list[Problem]:
    what = "speaks for a checkpoint of another phase"
    own, then = F("event__phase"), F("of__event__phase")
    some = Q(proposes__isnull=False)
    return [
        *_wrong(Round, some & ~Q(proposes__milestone__phase=own), what),
        *_wrong(RoundRevision, some & ~Q(proposes__milestone__phase=then), what),
    ]


def questions_continue_those_of_another_round() -> list[Problem]:
    condition = Q(continues__round=F("round"))
    return _wrong(Question, condition, "continues a question of its own round")


def reports_are_of_regions_of_the_programme() -> list[Problem]:
    condition = ~Q(region__programme=F("round__event__phase__programme"))
    return _wrong(Report, condition, "is of a region of another programme")


# Drafts


def answers_are_to_questions_of_the_round() -> list[Problem]:
    condition = ~Q(question__round=F("report__round"))
    return _wrong(Answer, condition, "answers a question of another round")


def remarks_are_on_what_the_edition_is_about() -> list[Problem]:
    asked = Q(question__isnull=False) & ~Q(question__round=F("edition__report__round"))
    phase = F("edition__report__round__event__phase")
    elsewhere = Q(strand__isnull=False) & ~Q(
        strand__region=F("edition__region"), strand__phase=phase, checkpoint__milestone__phase=phase
    )
    return [
        *_wrong(Remark, asked, "is on a question of another round"),
        *_wrong(Remark, elsewhere, "is on a checkpoint of another region or phase"),
    ]


def agreements_are_at_events_of_the_programme() -> list[Problem]:
    condition = ~Q(region__programme=F("event__phase__programme"))
    return _wrong(Agreement, condition, "was made at an event of another programme")


# Editions


def a_reports_edition_is_its_newest() -> list[Problem]:
    """None where nothing was handed in."""
    own = Edition.objects.filter(report=OuterRef("pk"))
    newest = Subquery(own.order_by("-number").values("pk")[:1])
    fits = Q(edition=None, newest=None) | Q(newest__isnull=False, edition=F("newest"))
    rows = Report.objects.annotate(newest=newest).exclude(fits).order_by("pk")
    what = "does not point at its newest edition"
    return [Problem.at(Report, pk, what) for pk in rows.values_list("pk", flat=True)]


def what_was_taken_back_is_withdrawn() -> list[Problem]:
    """A draft that has an edition got it back: nothing that still holds lies with the region."""
    condition = Q(stage=Stage.DRAFT, edition__isnull=False, edition__withdrawal=None)
    return _wrong(Report, condition, "is a draft, and its edition still holds")


def what_lies_with_the_staff_still_holds() -> list[Problem]:
    """So does what they approved: to withdraw it gives the report back."""
    stages = Q(stage__in=[Stage.SUBMITTED, Stage.APPROVED])
    condition = stages & Q(edition__withdrawal__isnull=False)
    return _wrong(Report, condition, "was handed in or approved, and its edition is withdrawn")


def nothing_is_handed_in_to_a_removed_round() -> list[Problem]:
    return _wrong(Edition, Q(report__round__removed=True), "was handed in to a removed round")


def every_edition_has_its_step() -> list[Problem]:
    """The one that handed it in, which is the next after what it was made from."""
    step = ReportRevision.objects.filter(
        of=OuterRef("report"),
        edition=OuterRef("pk"),
        number=OuterRef("report_revision") + 1,
        stage=Stage.SUBMITTED,
        on_behalf=OuterRef("on_behalf"),
    )
    return _wrong(Edition, ~Q(Exists(step)), "was handed in by no step of its report")


def editions_are_of_their_reports_region() -> list[Problem]:
    condition = ~Q(region=F("report__region"))
    return _wrong(Edition, condition, "is of another region than its report")


def editions_are_numbered_from_1() -> list[Problem]:
    """Constraints see to numbers from 1 that are not shared: each has the one before it."""
    before = Edition.objects.filter(report=OuterRef("report"), number=OuterRef("number") - 1)
    condition = Q(number__gt=1) & ~Q(Exists(before))
    return _wrong(Edition, condition, "has no edition numbered before it")


def a_regions_editions_are_one_chain() -> list[Problem]:
    """Constraints see to one first edition and one after each; these go back in time, at home."""
    condition = Q(previous__isnull=False) & (
        ~Q(previous__region=F("region")) | Q(previous__pk__gte=F("pk"))
    )
    return _wrong(Edition, condition, "does not follow an earlier edition of its region")


CHECKS: tuple[Check, ...] = (
    rounds_speak_for_checkpoints_of_their_phase,
    questions_continue_those_of_another_round,
    reports_are_of_regions_of_the_programme,
    answers_are_to_questions_of_the_round,
    remarks_are_on_what_the_edition_is_about,
    agreements_are_at_events_of_the_programme,
    a_reports_edition_is_its_newest,
    what_was_taken_back_is_withdrawn,
    what_lies_with_the_staff_still_holds,
    nothing_is_handed_in_to_a_removed_round,
    every_edition_has_its_step,
    editions_are_of_their_reports_region,
    editions_are_numbered_from_1,
    a_regions_editions_are_one_chain,
)
