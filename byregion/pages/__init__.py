"""What the combined pages are made from, as frozen dataclasses."""

from byregion.pages.difference import DifferencePage, difference_page
from byregion.pages.home import own_reports, own_rows
from byregion.pages.in_brief import in_brief
from byregion.pages.overview import OverviewPage, overview_page
from byregion.pages.region import RegionPage, region_page
from checkpoints.asked import asked_of_programme

__all__ = [
    "DifferencePage",
    "OverviewPage",
    "RegionPage",
    "asked_of_programme",
    "difference_page",
    "in_brief",
    "overview_page",
    "own_reports",
    "own_rows",
    "region_page",
]
