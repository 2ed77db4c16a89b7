"""Bundles of a round: which there are, and how far the one that is being made has come."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, Value, When

from regions import clock
from reports.bundles import names
from reports.models import (
    Bundle,
    BundlePart,
    BundleState,
    EditionFile,
    Render,
    Report,
    Round,
    Stage,
)
from reports.programme.annexes import EditionOfRound, editions_that_hold

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
class HandedIn:
    """What a bundle that is begun now would hold of what is asked for."""

    reports: int
    asked: int
    given_back: int  # handed in once, and with its region again


@dataclass(frozen=True)
class Missing:
    """What a bundle could not be made for."""

    editions: tuple[EditionOfRound, ...]  # without a paper
    papers: int  # of the programme's report, that could not be set


def bundles_of(asking: Round) -> QuerySet[Bundle]:
    """A round's bundles, the newest first, with how much is in them: 1 query.

    And how many editions in them were withdrawn or replaced since.
    """
    rows = Bundle.objects.filter(round=asking).select_related("asked_by", "stopped_by")
    counted = rows.defer("content").annotate(
        files=Count("parts"),
        editions=Count("parts__edition"),
        size=Sum("parts__size"),
        withdrawn=Count("parts", filter=_is_withdrawn("parts__")),
        replaced=Count("parts", filter=_is_replaced("parts__")),
    )
    return counted.order_by("-pk")  # to count loses the order that the model has


def ready_bundles(asking: Round) -> QuerySet[Bundle]:
    return bundles_of(asking).filter(state=BundleState.READY)


def newest_of_rounds() -> dict[int, Bundle]:
    """The newest bundle that is ready of each round that has one, with its `size`: 1 query."""
    ready = Bundle.objects.filter(state=BundleState.READY).order_by()
    newest = ready.values("round").annotate(newest=Max("pk")).values("newest")
    rows = Bundle.objects.filter(pk__in=newest).defer("content")
    return {one.round_id: one for one in rows.annotate(size=Sum("parts__size")).order_by("pk")}


def handed_in(asking: Round) -> HandedIn:
    """1 query."""
    is_in = Q(stage__in=[Stage.SUBMITTED, Stage.APPROVED], edition__withdrawal=None)
    rows = Report.objects.filter(round=asking, asked=True)
    found = rows.aggregate(
        reports=Count("pk", filter=is_in),
        asked=Count("pk"),
        given_back=Count("pk", filter=Q(stage=Stage.RETURNED)),
    )
    return HandedIn(**found)


def parts_of(bundle: Bundle) -> QuerySet[BundlePart]:
    """What is in it, without the bytes."""
    return bundle.parts.defer("content")


def parts_to_read(bundle: Bundle) -> QuerySet[BundlePart]:
    """The same, what most come for first: the programme's report, the numbers, the reports.

    What is about the files comes last.
    """
    worth = Case(
        When(render__isnull=False, then=Value(0)),
        When(name__in=[names.READ_ME, names.SUMS], then=Value(3)),
        When(edition__isnull=False, then=Value(2)),
        default=Value(1),
    )
    return parts_of(bundle).order_by(worth, "position")


def marked(parts: QuerySet[BundlePart]) -> QuerySet[BundlePart]:
    """The same, with whether a part's edition `is_withdrawn` or `is_replaced` since."""
    return parts.annotate(is_withdrawn=_is_withdrawn(), is_replaced=_is_replaced())


def _is_withdrawn(part: str = "") -> Q:
    """Of a part; with the path that leads there."""
    return Q((f"{part}edition__withdrawal__isnull", False))


def _is_replaced(part: str = "") -> Q:
    """That there is a newer edition of its report, and it was not withdrawn itself."""
    newer = Q((f"{part}edition__report__edition__gt", F(f"{part}edition")))
    return newer & Q((f"{part}edition__withdrawal__isnull", True))


def progress_of(bundle: Bundle) -> Progress:
    """3 queries."""
    listed = editions_that_hold(bundle.round)
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
    lacking = tuple(one for one in editions_that_hold(bundle.round) if not one.has_file)
    failed = Render.objects.filter(parts__bundle=bundle).exclude(failed_at=None)
    return Missing(lacking, failed.count())
