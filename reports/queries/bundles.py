"""Bundles of a round: which there are, and how far the one that is being made has come."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum

from regions import clock
from reports.models import Bundle, BundlePart, BundleState, EditionFile, Render, Round
from reports.programme.annexes import EditionOfRound, editions_of_round

AT_REST = timedelta(minutes=2)  # with nothing made: no worker is at it


@dataclass(frozen=True)
class Progress:
    """How far a bundle has come, counted from the papers that are there."""

    editions: int
    editions_made: int
    papers: int  # of the programme's report; 0: it is not known yet how many
    papers_made: int
    quiet_for: timedelta  # since something was made

    @property
    def made(self) -> int:
        return self.editions_made + self.papers_made

    @property
    def of(self) -> int:
        """All that there is to make, as far as that is known: the programme's report is one."""
        return self.editions + max(self.papers, 1)

    @property
    def is_at_rest(self) -> bool:
        return self.quiet_for > AT_REST


@dataclass(frozen=True)
class Missing:
    """What a bundle could not be made for."""

    editions: tuple[EditionOfRound, ...]  # without a paper
    papers: int  # of the programme's report, that could not be set


def bundles_of(asking: Round) -> QuerySet[Bundle]:
    """A round's bundles, the newest first, with how much is in them: 1 query."""
    rows = Bundle.objects.filter(round=asking).select_related("asked_by", "stopped_by")
    counted = rows.defer("content").annotate(
        files=Count("parts"), editions=Count("parts__edition"), size=Sum("parts__size")
    )
    return counted.order_by("-pk")  # to count loses the order that the model has


def ready_bundles(asking: Round) -> QuerySet[Bundle]:
    return bundles_of(asking).filter(state=BundleState.READY)


def rounds_with_a_bundle() -> set[int]:
    """Keys of rounds that are there in one file: 1 query."""
    ready = Bundle.objects.filter(state=BundleState.READY).order_by()
    return set(ready.values_list("round", flat=True).distinct())


def parts_of(bundle: Bundle) -> QuerySet[BundlePart]:
    """What is in it, without the bytes."""
    return bundle.parts.defer("content")


def progress_of(bundle: Bundle) -> Progress:
    """3 queries."""
    listed = editions_of_round(bundle.round)
    papers = Render.objects.filter(parts__bundle=bundle).aggregate(
        all=Count("pk"), made=Count("pk", filter=~Q(made_at=None)), last=Max("made_at")
    )
    files = EditionFile.objects.filter(edition__report__round=bundle.round_id)
    last_file = files.aggregate(last=Max("made_at"))["last"]
    quiet = [clock.now() - max(filter(None, (bundle.asked_at, last_file)))]
    if papers["last"]:
        quiet.append(clock.real_now() - papers["last"])
    return Progress(
        editions=len(listed),
        editions_made=sum(one.has_file for one in listed),
        papers=papers["all"],
        papers_made=papers["made"],
        quiet_for=min(quiet),
    )


def has_come_to_rest(bundle: Bundle) -> bool:
    """Whether nothing was made for it for minutes."""
    return progress_of(bundle).is_at_rest


def missing_of(bundle: Bundle) -> Missing:
    """What is missing still, of a bundle that could not be made: 2 queries."""
    lacking = tuple(one for one in editions_of_round(bundle.round) if not one.has_file)
    failed = Render.objects.filter(parts__bundle=bundle).exclude(failed_at=None)
    return Missing(lacking, failed.count())
