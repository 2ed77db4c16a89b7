"""The evidence that backs a report: each file or link once, with all that it is beside."""

from collections.abc import Iterator

from django.utils.translation import gettext

from checkpoints.models import Evidence
from checkpoints.queries import EvidenceFacts
from checkpoints.region_progress import RegionProgress
from reports.filing import EvidenceLine


def evidence_lines(progress: RegionProgress) -> tuple[EvidenceLine, ...]:
    """In the order in which the report comes to them: 1 query, for the checksums."""
    found: dict[int, tuple[EvidenceFacts, list[str]]] = {}
    for what, one in _attached(progress):
        found.setdefault(one.pk, (one, []))[1].append(what)
    sums = dict(Evidence.objects.filter(pk__in=found).values_list("pk", "stored__sha256"))
    return tuple(
        EvidenceLine(
            title=one.title,
            where=one.url or one.file_name,
            kind=str(one.kind),
            size=one.size,
            size_label=one.size_in_words,
            sha256=sums.get(pk) or "",
            dated_on=one.dated_on,
            backs=tuple(backs),
        )
        for pk, (one, backs) in found.items()
    )


def evidence_count(progress: RegionProgress) -> int:
    """How many pieces the report lists."""
    return len({one.pk for _what, one in _attached(progress)})


def _attached(progress: RegionProgress) -> Iterator[tuple[str, EvidenceFacts]]:
    for at in progress.all_milestones:
        theme = "" if at.strand.is_main else f" ({at.strand.name})"
        for row in at.rows:
            number = f"{at.milestone.position}.{row.checkpoint.position}"
            for one in row.evidence:
                yield f"{number} {row.checkpoint.text}{theme}", one
        for decision, listed in at.backed_decisions:
            words = gettext("Decision, %(body)s") % {"body": decision.body}
            for one in listed:
                yield f"{words}, {at.milestone.name}{theme}", one
