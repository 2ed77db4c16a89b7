"""The editions that belong to a programme's report: the newest that holds of each region."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.db.models.functions import Length
from django.utils import translation

from regions import clock
from regions.models import Region
from regions.norwegian import in_order
from regions.queries import home_counties
from regions.reading import Reading
from reports.codes import in_groups
from reports.content import edition_file_name
from reports.models import Edition, Round, Stage
from reports.programme.content import Annex
from reports.programme.wording import county_name, language_of
from reports.states import days_over


@dataclass(frozen=True)
class EditionOfRound:
    """An edition that was handed in or approved, and its paper as far as that is made."""

    pk: int
    region: int
    region_name: str
    region_slug: str
    number: int
    stage: Stage
    code: str
    handed_in_at: datetime
    sha256: str  # of the paper; empty: it is not made yet
    size: int  # bytes

    @property
    def has_file(self) -> bool:
        return bool(self.sha256)

    def file_name(self, asking: Round) -> str:
        """«rapport-2-region-alesund-utgave-1.pdf»."""
        return f"{edition_file_name(asking.event.slug, self.region_slug, self.number)}.pdf"


def editions_that_hold(asking: Round) -> list[EditionOfRound]:
    """The newest edition of each report that is handed in or approved, by the regions' names.

    One that was withdrawn is not among them. 1 query, in which no paper leaves the database.
    """
    rows = (
        _of_round(asking)
        .annotate(size=Length("file__content"))
        .order_by(in_order("region__name"), "region_id")
        .values_list(
            "pk", "region_id", "region__name", "region__slug", "number", "report__stage",
            "code", "handed_in_at", "file__sha256", "size",
        )
    )  # fmt: skip
    return [
        EditionOfRound(
            pk, region, name, slug, number, Stage(stage), code, at, sha256 or "", size or 0
        )
        for pk, region, name, slug, number, stage, code, at, sha256, size in rows
    ]


def unmade_of_round(asking: Round) -> QuerySet[Edition]:
    """Those of them whose paper is not made yet."""
    return _of_round(asking).filter(file=None)


def annexes_of(asking: Round, reading: Reading | None = None) -> tuple[Annex, ...]:
    """The same as they are listed, each under its region's county on a day: 2 queries.

    Where a paper is not made yet, its checksum is empty.
    """
    found = editions_that_hold(asking)
    asked = Region.objects.filter(reports__round=asking)
    counties = home_counties(asked, reading or Reading.today())
    with translation.override(language_of(asking)):
        return tuple(_annex(one, asking, counties) for one in found)


def _of_round(asking: Round) -> QuerySet[Edition]:
    return Edition.objects.filter(
        report__round=asking,
        report__asked=True,
        report__stage__in=[Stage.SUBMITTED, Stage.APPROVED],
        report__edition=F("pk"),
        withdrawal=None,
    )


def _annex(one: EditionOfRound, asking: Round, counties: Mapping[int, tuple[str, str]]) -> Annex:
    handed_in_on = clock.day_of(one.handed_in_at)
    return Annex(
        edition=one.pk,
        region=one.region_name,
        region_slug=one.region_slug,
        county=county_name(one.region, counties),
        number=one.number,
        stage=one.stage.value,
        label=str(one.stage.label),
        handed_in_on=handed_in_on,
        days_late=max(0, days_over(asking.due_on, handed_in_on)),
        code=in_groups(one.code),
        file_name=one.file_name(asking),
        sha256=one.sha256,
        size=one.size,
    )
