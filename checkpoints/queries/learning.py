"""Reads of what regions tell each other about checkpoints: what is shared, and nothing beside it.

Whatever another region reads of a region comes through `sharings` or `shared_evidence`; what is
counted is how many regions have met a checkpoint, never which or when.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from checkpoints.models import (
    Assessment,
    Attachment,
    Checkpoint,
    CheckpointWording,
    HelpRequest,
    Milestone,
    Outcome,
    Sharing,
    Status,
    Strand,
    Verdict,
)
from checkpoints.queries.evidence import STORED, EvidenceFacts, facts_from
from regions import clock
from regions.dated import holds_on
from regions.models import Membership
from regions.norwegian import contains, in_order
from regions.reading import Reading

MET_THERE = Assessment.objects.filter(
    strand=OuterRef("strand"), checkpoint=OuterRef("checkpoint"), status=Status.MET
)
REGIONS = Count("strand__region", distinct=True)
OPENS = Q(evidence__stored=None) | Q(evidence__stored__verdict=Verdict.ACCEPTED)


def sharings() -> QuerySet[Sharing]:
    """What regions share today, as long as the checkpoint is in use and met on the strand."""
    in_use = holds_on(clock.today(), "checkpoint__")
    return Sharing.objects.filter(in_use, Exists(MET_THERE), removed=False)


def shared_evidence() -> QuerySet[Attachment]:
    """What is shared along with them: neither hidden nor held back by the scan."""
    along_with = sharings().filter(strand=OuterRef("strand"), checkpoint=OuterRef("checkpoint"))
    return _attached_and_opens().filter(Exists(along_with), shared=True)


def shareable_evidence(strand: Strand, checkpoint: Checkpoint) -> QuerySet[Attachment]:
    """What is attached to a checkpoint that others could read, by title."""
    found = _attached_and_opens().filter(strand=strand, checkpoint=checkpoint)
    return found.select_related("evidence").order_by(in_order("evidence__title"), "pk")


def _attached_and_opens() -> QuerySet[Attachment]:
    return Attachment.objects.filter(OPENS, removed=False, evidence__removed=False)


@dataclass(frozen=True)
class Learning:
    """What others did about a checkpoint, and whether a strand tells them what it did itself."""

    met: int = 0  # regions, without its own
    sharing: int = 0  # those of them that say how
    shares: bool = False  # also where nobody reads it, as long as the checkpoint is open again


def learning_at(strand: Strand, milestone: Milestone) -> Mapping[int, Learning]:
    """By checkpoint of a milestone, where there is anything to tell: 2 queries."""
    others = ~Q(strand__region=strand.region_id)
    met = dict(_met_by(Reading.today()).filter(others, milestone=milestone))
    shared = {
        checkpoint: (sharing, bool(own))
        for checkpoint, sharing, own in Sharing.objects.filter(milestone=milestone, removed=False)
        .alias(read=Exists(MET_THERE))
        .order_by()
        .values_list("checkpoint_id")
        .annotate(
            sharing=Count("strand__region", filter=others & Q(read=True), distinct=True),
            own=Count("pk", filter=Q(strand=strand)),
        )
    }
    return {
        key: Learning(met.get(key, 0), *shared.get(key, (0, False)))
        for key in met.keys() | shared.keys()
    }


def _met_by(reading: Reading) -> QuerySet[Assessment, tuple[int, int]]:
    """By checkpoint, how many regions had met it on the day, on any strand."""
    rows: QuerySet[Assessment] = reading.rows(Assessment).filter(status=Status.MET)
    return rows.order_by().values_list("checkpoint_id").annotate(regions=REGIONS)


def how_many_met(checkpoint: Checkpoint, reading: Reading) -> int:
    """How many regions had met it on the day: 1 query."""
    return dict(_met_by(reading).filter(checkpoint=checkpoint)).get(checkpoint.pk, 0)


def how_many_regions_go_through(milestone: Milestone) -> int:
    """How many regions could meet what is asked there: 1 query."""
    return Strand.objects.filter(phase=milestone.phase_id).values("region").distinct().count()


@dataclass(frozen=True)
class Contact:
    """Whom other regions may ask."""

    name: str
    email: str


@dataclass(frozen=True)
class Shared:
    """How one region met a checkpoint on one strand, as others read it."""

    strand: int
    region: int
    region_name: str
    region_slug: str
    strand_number: int
    theme: str  # empty on the main strand
    text: str
    shared_at: datetime | None  # none: in a preview
    met_on: date | None
    contact: Contact | None = None
    evidence: tuple[EvidenceFacts, ...] = ()


def shared_about(checkpoint: Checkpoint) -> tuple[Shared, ...]:
    """What regions share about a checkpoint, in order of their names: 2 queries."""
    evidence = evidence_shared_about(checkpoint)
    rows = (
        sharings()
        .filter(checkpoint=checkpoint)
        .annotate(
            met_on=Subquery(MET_THERE.values("met_on")),
            reachable=Exists(
                Membership.objects.filter(
                    region=OuterRef("strand__region"),
                    user=OuterRef("contact"),
                    user__is_active=True,
                    removed=False,
                )
            ),
        )
        .order_by(in_order("strand__region__name"), "-strand__is_main", "strand__number")
        .values_list(
            "strand_id",
            "strand__region_id",
            "strand__region__name",
            "strand__region__slug",
            "strand__number",
            "strand__theme",
            "text",
            "changed_at",
            "met_on",
            "contact__name",
            "contact__email",
            "reachable",
        )
    )
    return tuple(
        replace(
            Shared(*told),
            contact=Contact(name, email) if reachable else None,
            evidence=evidence.get(told[0], ()),
        )
        for *told, name, email, reachable in rows
    )


def evidence_shared_about(checkpoint: Checkpoint) -> Mapping[int, tuple[EvidenceFacts, ...]]:
    """By strand, what is shared, by title: 1 query."""
    found: dict[int, tuple[EvidenceFacts, ...]] = {}
    for strand, facts in _facts_of(shared_evidence().filter(checkpoint=checkpoint)):
        found[strand] = (*found.get(strand, ()), facts)
    return found


def evidence_chosen(attachments: Iterable[Attachment]) -> tuple[EvidenceFacts, ...]:
    """What others would read of evidence, by title: 1 query."""
    keys = [one.pk for one in attachments]
    return tuple(facts for _strand, facts in _facts_of(Attachment.objects.filter(pk__in=keys)))


def _facts_of(attachments: QuerySet[Attachment]) -> Iterator[tuple[int, EvidenceFacts]]:
    """Each with its strand; nothing of who attached it."""
    rows = attachments.order_by(in_order("evidence__title"), "pk").values_list(
        "strand_id",
        "evidence_id",
        "evidence__title",
        "evidence__dated_on",
        *(f"evidence__{name}" for name in STORED),
        "changed_at",
        Value(""),
        "pk",
    )
    return ((strand, facts_from(told)) for strand, *told in rows)


@dataclass(frozen=True)
class Topic:
    """A checkpoint in the list of what there is to learn, counted in regions."""

    wording: CheckpointWording
    met: int
    sharing: int
    asking: int


@dataclass(frozen=True)
class Wanted:
    """Which checkpoints are asked for."""

    text: str = ""
    sharing: bool = False
    asking: bool = False


def topics(wanted: Wanted) -> tuple[Topic, ...]:
    """The checkpoints in use, the newest phase first, each counted: 4 queries."""
    met = dict(_met_by(Reading.today()))
    sharing = dict(sharings().order_by().values_list("checkpoint_id").annotate(regions=REGIONS))
    asked = HelpRequest.objects.filter(outcome=Outcome.OPEN).order_by()
    asking = dict(asked.values_list("checkpoint_id").annotate(regions=REGIONS))
    return tuple(
        Topic(one, *(counts.get(one.checkpoint_id, 0) for counts in (met, sharing, asking)))
        for one in _wordings(wanted.text)
        if (not wanted.sharing or one.checkpoint_id in sharing)
        and (not wanted.asking or one.checkpoint_id in asking)
    )


def _wordings(text: str) -> QuerySet[CheckpointWording]:
    rows = (
        CheckpointWording.objects.filter(holds_on(clock.today(), "checkpoint__"), superseded=False)
        .select_related("checkpoint__milestone__phase")
        .order_by(
            F("checkpoint__milestone__phase__starts_on").desc(),
            "checkpoint__milestone__position",
            "checkpoint__position",
            "checkpoint_id",
        )
    )
    return rows.filter(_about(text)) if text else rows


def _about(text: str) -> Q:
    """Those that say it, whose milestone is called so, or about which a region shares it."""
    told = sharings().filter(contains("text", text), checkpoint=OuterRef("checkpoint"))
    found = Q(Exists(told))
    for way in ("", "checkpoint__milestone__"):
        for language in ("nb", "nn", "en"):
            found |= Q(contains(f"{way}{language}", text))
    return found


def how_many_regions_by_phase() -> Mapping[int, int]:
    """How many regions go through each phase: 1 query."""
    strands = Strand.objects.order_by().values_list("phase_id")
    return dict(strands.annotate(regions=Count("region", distinct=True)))
