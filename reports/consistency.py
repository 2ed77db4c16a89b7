"""What must hold between the tables of rounds, reports and editions (docs/decisions/0004).

Whether what was handed in is unchanged is another question: `manage.py verify_archive` answers it.
"""

import hashlib
from datetime import timedelta

from django.db.models import Count, Exists, F, Max, Min, Model, OuterRef, Q, Subquery

from checkpoints.models import Checkpoint, EventKind
from regions import clock
from regions.consistency import Check, Problem
from regions.models import Region
from reports.canonical import checksum
from reports.gathering.groups import are_groups
from reports.models import (
    AgendaItem,
    Agreement,
    Answer,
    Bundle,
    BundlePart,
    BundleState,
    Edition,
    Gathering,
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


# Gatherings


def what_is_prepared_is_for_gatherings() -> list[Problem]:
    condition = ~Q(event__kind=EventKind.GATHERING)
    what = "is prepared for an event that is no gathering"
    return [*_wrong(Gathering, condition, what), *_wrong(AgendaItem, condition, what)]


def a_decision_is_made_at_one_event_and_once_with_each_region() -> list[Problem]:
    same = Agreement.objects.filter(decision=OuterRef("decision"), pk__lt=OuterRef("pk"))
    elsewhere = Exists(same.exclude(event=OuterRef("event")))
    twice = Exists(same.filter(region=OuterRef("region")))
    made = Q(decision__isnull=False)
    return [
        *_wrong(Agreement, made & Q(elsewhere), "is of a decision that was made at another event"),
        *_wrong(Agreement, made & Q(twice), "is of a decision that the region is in already"),
    ]


def every_region_sits_in_one_group() -> list[Problem]:
    """Groups are JSON, of which the database knows nothing."""
    topics, regions = _keys_by_phase(), _keys_by_programme()
    rows = Gathering.objects.select_related("event__phase").exclude(groups=[]).order_by("pk")
    return [
        Problem.at(Gathering, one.pk, "has groups that are not of its phase's regions, each once")
        for one in rows
        if not are_groups(
            one.groups,
            topics=topics.get(one.event.phase_id, set()),
            regions=regions.get(one.event.phase.programme_id, set()),
        )
    ]


def _keys_by_phase() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for phase, key in Checkpoint.objects.order_by().values_list("milestone__phase_id", "pk"):
        found.setdefault(phase, set()).add(key)
    return found


def _keys_by_programme() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for programme, key in Region.objects.order_by().values_list("programme_id", "pk"):
        found.setdefault(programme, set()).add(key)
    return found


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


# Bundles


def bundles_hold_what_belongs_to_their_round() -> list[Problem]:
    condition = Q(edition__isnull=False) & ~Q(edition__report__round=F("bundle__round"))
    return _wrong(BundlePart, condition, "is of an edition of another round")


def finished_bundles_are_of_what_is_there() -> list[Problem]:
    """What a part points at is made, and has the checksum that the part has."""
    ready = Q(bundle__state=BundleState.READY)
    edition = Q(edition__isnull=False) & (
        Q(edition__file=None) | ~Q(edition__file__sha256=F("sha256"))
    )
    paper = Q(render__isnull=False) & ~Q(render__sha256=F("sha256"))
    return _wrong(BundlePart, ready & (edition | paper), "is not the file that it points at")


def what_bundles_hold_themselves_is_unchanged() -> list[Problem]:
    contents = Bundle.objects.exclude(content="").values_list("pk", "content", "content_sha256")
    files = BundlePart.objects.exclude(content=None).values_list("pk", "content", "sha256")
    return [
        *(
            Problem.at(Bundle, pk, "says something else than what was frozen")
            for pk, content, sha256 in contents.order_by("pk").iterator()
            if checksum(content) != sha256
        ),
        *(
            Problem.at(BundlePart, pk, "is not the file that was made")
            for pk, content, sha256 in files.order_by("pk").iterator()
            if hashlib.sha256(content or b"").hexdigest() != sha256
        ),
    ]


def finished_bundles_are_listed_without_a_gap() -> list[Problem]:
    rows = Bundle.objects.filter(state=BundleState.READY).annotate(
        files=Count("parts"), last=Max("parts__position"), first=Min("parts__position")
    )
    wrong = rows.exclude(files=F("last"), first=1).order_by("pk")
    return [Problem.at(Bundle, one.pk, "lacks a file") for one in wrong]


def no_bundle_is_made_for_days() -> list[Problem]:
    long_ago = clock.now() - timedelta(days=1)
    condition = Q(state=BundleState.MAKING, asked_at__lt=long_ago)
    return _wrong(Bundle, condition, "has been in the making for more than a day")


CHECKS: tuple[Check, ...] = (
    rounds_speak_for_checkpoints_of_their_phase,
    questions_continue_those_of_another_round,
    reports_are_of_regions_of_the_programme,
    answers_are_to_questions_of_the_round,
    remarks_are_on_what_the_edition_is_about,
    agreements_are_at_events_of_the_programme,
    what_is_prepared_is_for_gatherings,
    a_decision_is_made_at_one_event_and_once_with_each_region,
    every_region_sits_in_one_group,
    a_reports_edition_is_its_newest,
    what_was_taken_back_is_withdrawn,
    what_lies_with_the_staff_still_holds,
    nothing_is_handed_in_to_a_removed_round,
    every_edition_has_its_step,
    editions_are_of_their_reports_region,
    editions_are_numbered_from_1,
    a_regions_editions_are_one_chain,
    bundles_hold_what_belongs_to_their_round,
    finished_bundles_are_of_what_is_there,
    what_bundles_hold_themselves_is_unchanged,
    finished_bundles_are_listed_without_a_gap,
    no_bundle_is_made_for_days,
)
