"""What the pages of evidence are made from, as frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from checkpoints.access.evidence import Backed
from checkpoints.models import Attachment, Evidence, EvidenceRevision
from checkpoints.queries.evidence import STORED, EvidenceFacts, evidence_at, facts_from
from regions import clock
from regions.dated import holds_on
from regions.models import Region
from regions.norwegian import in_order
from regions.reading import Reading
from regions.wording import Text, pick


@dataclass(frozen=True)
class EvidencePage:
    """What is attached to a checkpoint or a decision."""

    LIST: ClassVar = "evidence"  # the id of its list; a milestone's rows have lists of their own

    backed: Backed
    heading: Text | str
    milestone: Text
    facts: tuple[EvidenceFacts, ...]

    @property
    def listed(self) -> tuple[tuple[EvidenceFacts, str], ...]:
        """What is attached, each with where detaching it is posted."""
        return tuple((one, self.backed.address("detach", one.attachment)) for one in self.facts)


def evidence_page(backed: Backed, language: str) -> EvidencePage:
    """A page of evidence as it stands today: 1 query."""
    to = backed.to
    found = evidence_at(
        [to["strand"].pk], Reading.today(), checkpoint=to["checkpoint"], decision=to["decision"]
    )
    return EvidencePage(
        backed,
        backed.heading(language),
        backed.place.milestone.text(language),
        backed.among(found),
    )


@dataclass(frozen=True)
class Use:
    """Where a piece of evidence is attached."""

    address: str
    theme: str  # empty on the main strand
    checkpoint: Text | None
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class LibraryLine:
    """A region's evidence with everywhere it is attached."""

    facts: EvidenceFacts
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Library:
    """All evidence of a region, by title."""

    shown: tuple[LibraryLine, ...]
    hidden: tuple[LibraryLine, ...]


def library(region: Region, language: str) -> Library:
    """All evidence of a region and where it is attached: 2 queries."""
    uses = uses_in(region, language)
    by_removed: dict[bool, list[LibraryLine]] = {False: [], True: []}
    for removed, *told in _brought_in(region):
        facts = facts_from(told)
        by_removed[removed].append(LibraryLine(facts, uses.get(facts.pk, ())))
    return Library(tuple(by_removed[False]), tuple(by_removed[True]))


def _brought_in(region: Region) -> QuerySet[Evidence, tuple[Any, ...]]:
    """Whether it is hidden, then its facts; who brought it in, and when, is its first step."""
    first = EvidenceRevision.objects.filter(of=OuterRef("pk"), number=1)
    return (
        Evidence.objects.filter(region=region)
        .order_by(in_order("title"), "pk")
        .values_list(
            "removed",
            "pk",
            "title",
            "dated_on",
            *STORED,
            Subquery(first.values("recorded_at")),
            Coalesce(Subquery(first.values("by__name")), Value("")),
        )
    )


def uses_in(region: Region, language: str) -> Mapping[int, tuple[Use, ...]]:
    """Where each piece of a region's evidence is attached, of what is in use today: 1 query."""
    wording = "checkpoint__wordings__"
    in_use = Q(**{f"{wording}superseded": False}) & holds_on(clock.today(), "checkpoint__")
    decisions_first = F("checkpoint__position").asc(nulls_first=True)  # on both databases
    rows = (
        Attachment.objects.filter(
            Q(decision__removed=False) | in_use,
            strand__region=region,
            removed=False,
        )
        .order_by("strand__number", "milestone__position", decisions_first, "pk")
        .values_list(
            "evidence_id",
            "strand__number",
            "strand__theme",
            "milestone__slug",
            "checkpoint__slug",
            f"{wording}nb",
            f"{wording}nn",
            f"{wording}en",
            f"{wording}source",
            "decision__body",
            "decision__decided_on",
        )
    )
    found: dict[int, tuple[Use, ...]] = {}
    for evidence, strand, theme, milestone, slug, nb, nn, en, source, body, day in rows:
        address = reverse("checkpoints:milestone", args=[region.slug, strand, milestone])
        if slug:
            words = pick({"nb": nb, "nn": nn, "en": en}, source, language)
            use = Use(f"{address}#{slug}", theme, words)
        else:
            use = Use(address, theme, None, body, day)
        found[evidence] = (*found.get(evidence, ()), use)
    return found
