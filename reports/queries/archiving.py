"""Editions on their way into an archive: which ones, and whether there is a paper of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import Count, QuerySet

from regions.models import Region
from reports.models import Edition, Round

AT_A_TIME = 16  # papers in memory

type Editions = QuerySet[Edition]


@dataclass(frozen=True)
class Papers:
    """How many editions there are, and of how many the paper is made."""

    editions: int
    made: int

    @property
    def missing(self) -> int:
        return self.editions - self.made


def this_edition(edition: Edition) -> Editions:
    return Edition.objects.filter(pk=edition.pk)


def editions_of_region(region: Region) -> Editions:
    return Edition.objects.filter(region=region, report__round__removed=False)


def all_editions_of_round(asking: Round) -> Editions:
    return Edition.objects.filter(report__round=asking)


def papers_of(editions: Editions) -> Papers:
    """1 query."""
    return Papers(**editions.aggregate(editions=Count("pk"), made=Count("file")))


def to_archive(editions: Editions) -> Iterator[Edition]:
    """Each with its paper and all that is told of it, by region and in the order of its chain.

    1 query, and 1 for every 16: none is open while a slow reader takes what has been read.
    """
    keys = editions.order_by("region__slug", "pk").values_list("pk", flat=True)
    for some in batched(keys, AT_A_TIME):
        found = _with_all(Edition.objects.filter(pk__in=some)).in_bulk()
        for pk in some:
            yield found[pk]
            _let_go(found.pop(pk))


def _let_go(edition: Edition) -> None:
    """An edition and its paper point at each other, which alone would keep both in memory."""
    edition._state.fields_cache.clear()


def _with_all(editions: Editions) -> Any:
    rows = editions.select_related(
        "file", "withdrawal", "previous", "region", "report__round__event__phase"
    )
    return rows.defer("previous__content")
