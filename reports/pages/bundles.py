"""What the pages of a round's bundles are made from, as frozen dataclasses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.timeline import event_name
from reports.access.bundles import BundlePlace, BundlesPlace
from reports.models import BundlePart, BundleState
from reports.queries import bundles as queries

PAGE, ON_A_PAGE = "side", 200  # files
SIGNS = {  # the state whose sign and colour a bundle has
    BundleState.MAKING: "in_progress",
    BundleState.READY: "met",
    BundleState.STOPPED: "on_hold",
    BundleState.FAILED: "late",
}


@dataclass(frozen=True)
class BundleLine:
    """A bundle as it stands in a list."""

    address: str
    zip: str
    asked_at: datetime
    asked_by: str
    state: BundleState
    editions: int
    files: int
    size: int  # bytes
    withdrawn: int  # editions in it, since it was made
    replaced: int
    sha256: str  # of the frozen content
    ended_at: datetime | None
    stopped_by: str

    @property
    def is_ready(self) -> bool:
        return self.state == BundleState.READY

    @property
    def sign(self) -> str:
        return SIGNS[self.state]

    @property
    def label(self) -> str | Promise:
        return self.state.label


@dataclass(frozen=True)
class ShownProgress:
    """How far the one that is being made has come, in words and as a bar."""

    progress: queries.Progress

    @property
    def words(self) -> str:
        """«23 av 37 rapporter er klare.»; then «Programrapporten lages.»."""
        one = self.progress
        if one.editions_made < one.editions:
            words = ngettext(
                "%(n)d of %(of)d report is ready.", "%(n)d of %(of)d reports are ready.",
                one.editions,
            )  # fmt: skip
            return words % {"n": one.editions_made, "of": one.editions}
        return f"{self._editions} {self._papers}"

    @property
    def _editions(self) -> str:
        n = self.progress.editions
        if not n:
            return _("No region has handed in.")
        words = ngettext("The report is ready.", "All %(n)d reports are ready.", n)
        return words % {"n": n}

    @property
    def _papers(self) -> str:
        one = self.progress
        if one.papers <= 1:
            return _("The programme's report is being made.")
        words = _("%(n)d of %(of)d parts of the programme's report are ready.")
        return words % {"n": one.papers_made, "of": one.papers}

    @property
    def quiet_minutes(self) -> int:
        """How long nothing was made; 0 as long as that is nothing to tell of."""
        one = self.progress
        return one.quiet_for // timedelta(minutes=1) if one.is_at_rest else 0


@dataclass(frozen=True)
class BundlesPage:
    """A round's bundles, as the one who asks may see them."""

    place: BundlesPlace
    newest: BundleLine | None
    stop: str  # where the one that is being made is stopped
    progress: ShownProgress | None  # of that one
    missing: queries.Missing | None  # what the newest one could not be made for
    handed_in: queries.HandedIn | None  # what one that is begun now holds; for those who may
    earlier: tuple[BundleLine, ...]

    @property
    def name(self) -> str:
        return event_name(self.place.round.event)

    @property
    def funder(self) -> str:
        """Who reads it besides those who make it."""
        return self.place.round.event.phase.programme.funder

    @property
    def goes_on(self) -> bool:
        """Whether the button takes up what was begun."""
        states = (BundleState.STOPPED, BundleState.FAILED)
        return bool(self.newest and self.newest.state in states)


@dataclass(frozen=True)
class BundlePage:
    """A bundle, and the files in it."""

    found: BundlePlace
    line: BundleLine
    files: Page[BundlePart]

    @property
    def name(self) -> str:
        return event_name(self.found.of.round.event)


def bundles_page(place: BundlesPlace) -> BundlesPage:
    """1 query; 3 more while one is made, 2 more where it could not be, 1 for the button."""
    rows = list(place.bundles)
    newest = rows[0] if rows else None
    making = newest if newest and newest.state == BundleState.MAKING else None
    failed = newest if newest and newest.state == BundleState.FAILED else None
    for one in filter(None, (making, failed)):
        one.round = place.round
    return BundlesPage(
        place=place,
        newest=_line(newest, place) if newest else None,
        stop=BundlePlace(making, place).at("stop_bundle") if making else "",
        progress=ShownProgress(queries.progress_of(making)) if making else None,
        missing=queries.missing_of(failed) if failed else None,
        handed_in=queries.handed_in(place.round) if place.makes and not making else None,
        earlier=tuple(_line(one, place) for one in rows[1:]),
    )


def bundle_page(found: BundlePlace, get: QueryDict) -> BundlePage:
    """2 queries, 1 of them for how many files there are."""
    pages = Paginator(queries.marked(queries.parts_to_read(found.bundle)), ON_A_PAGE)
    try:
        files = pages.page(get.get(PAGE, 1))
    except InvalidPage as error:
        raise Http404 from error
    return BundlePage(found, _line(found.bundle, found.of), files)


def _line(bundle: Any, place: BundlesPlace) -> BundleLine:
    """Of a row of `bundles_of`, which counts what is in it."""
    found = BundlePlace(bundle, place)
    return BundleLine(
        address=found.address,
        zip=found.at("bundle_zip"),
        asked_at=bundle.asked_at,
        asked_by=bundle.asked_by.name,
        state=BundleState(bundle.state),
        editions=bundle.editions,
        files=bundle.files,
        size=bundle.size or 0,
        withdrawn=bundle.withdrawn,
        replaced=bundle.replaced,
        sha256=bundle.content_sha256,
        ended_at=bundle.ended_at,
        stopped_by=bundle.stopped_by.name if bundle.stopped_by else "",
    )
