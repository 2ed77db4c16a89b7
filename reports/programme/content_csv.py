"""The programme's report as a table that opens in a spreadsheet: regions and milestones."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.exports.columns import Value
from checkpoints.exports.csvs import NORWEGIAN, written
from reports.programme.content import Cell, Head, ProgrammeContent, RegionLine


def content_csv(content: ProgrammeContent) -> bytes:
    """One row for each region's milestone, in the programme's language.

    The same content gives the same bytes. Each row says which report it is of, so that the tables
    of several, as of counties, can be laid below each other.
    """
    with translation.override(content.language):
        return "".join(written(NORWEGIAN, _headings(), _rows(content))).encode()


def _headings() -> list[str]:
    return [
        _("Report"), _("As of"), _("Region"), _("County"), _("Milestone number"), _("Milestone"),
        _("Status"), _("Met"), _("Of"), _("Days late"), _("Not reviewed lately"),
        _("Parallel strands"), _("The report of the round"),
    ]  # fmt: skip


def _rows(content: ProgrammeContent) -> Iterator[list[Value]]:
    for region in content.regions:
        for head, cell in zip(content.heads, region.cells, strict=True):
            yield [content.name, content.day, *_row(region, head, cell)]


def _row(region: RegionLine, head: Head, cell: Cell) -> list[Value]:
    return [
        region.name, region.county, head.number, head.name.value,
        cell.label, cell.met, cell.of, cell.late_days, cell.stale,
        cell.parallel, region.report,
    ]  # fmt: skip
