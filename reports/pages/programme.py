"""What the page of a programme's report is made from, as a frozen dataclass."""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils import translation

from checkpoints.timeline import event_name
from reports.models import Round
from reports.programme.content import ProgrammeContent
from reports.programme.gather import gather_programme
from reports.programme.layout import Layout, layout_of
from reports.programme.splitting import county_slugs, whole_or_parts

COUNTY = "fylke"  # what an address names a part by


@dataclass(frozen=True)
class PartLink:
    """A county's own report."""

    county: str
    regions: int
    address: str
    is_current: bool


@dataclass(frozen=True)
class ProgrammePage:
    """The report as it would be now: whole, or one of its parts."""

    asking: Round
    content: ProgrammeContent
    layout: Layout
    parts: tuple[PartLink, ...]  # where it is too large for one
    waiting: int  # reports whose paper is not made yet

    @property
    def name(self) -> str:
        return event_name(self.asking.event)

    @property
    def where(self) -> tuple[str, str]:
        return self.asking.event.phase.slug, self.asking.event.slug

    @property
    def is_frozen(self) -> bool:
        """Whether it says how things stood on the round's freeze day."""
        return self.asking.frozen_on == self.content.day


def programme_page(asking: Round, get: QueryDict) -> ProgrammePage:
    """The queries of `gather_programme`. 404 for a county of which there is no part."""
    whole = gather_programme(asking)
    main, parts = whole_or_parts(whole)
    wanted = get.get(COUNTY, "")
    by_slug = dict(zip(county_slugs(one.county for one in parts), parts, strict=True))
    if wanted and wanted not in by_slug:
        raise Http404
    shown = by_slug.get(wanted, main)
    with translation.override(shown.language):
        layout = layout_of(shown)
    return ProgrammePage(
        asking,
        shown,
        layout,
        tuple(
            PartLink(one.county, len(one.regions), f"?{COUNTY}={slug}", one is shown)
            for slug, one in by_slug.items()
        ),
        waiting=sum(not one.sha256 for one in whole.annexes),
    )
