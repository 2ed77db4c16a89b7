"""The overview's numbers as files of a bundle: how all regions stood, as the funder may read it."""

from collections.abc import Iterator
from io import BytesIO

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkpoints.exports.about import About
from checkpoints.exports.files import FileKind, OverviewFile
from checkpoints.exports.overview import Overview
from checkpoints.overview import EVERYTHING
from checkpoints.queries import phase_outline
from regions.reading import Reading
from reports.bundles import names
from reports.models import Round
from reports.programme.content import ProgrammeContent
from reports.programme.telling import FUNDER

KINDS = (FileKind.XLSX, FileKind.CSV)


def number_files(asking: Round, content: ProgrammeContent) -> Iterator[tuple[str, bytes]]:
    """Names and bytes: a workbook and a table, as of the day of the programme's report."""
    with translation.override(content.language):
        overview = _overview(asking, content)
        about = _about(content, overview)
        for kind in KINDS:
            file, written = OverviewFile(kind, overview, None, about), BytesIO()
            file.write(written)
            yield names.numbers(file.name), written.getvalue()


def _overview(asking: Round, content: ProgrammeContent) -> Overview:
    reading, language = Reading.as_of(content.day), content.language
    outline = phase_outline(asking.event.phase, reading, language)
    return Overview(EVERYTHING, reading, language, FUNDER, outline)


def _about(content: ProgrammeContent, overview: Overview) -> About:
    """Undated, so that the same numbers are the same bytes."""
    facts = [
        (_("Round"), content.name),
        (_("Day"), date_format(content.day, "DATE_FORMAT")),
        (_("Regions"), str(overview.found.count)),
    ]
    return About(_("Overview of all regions"), facts, fetched_at=None)
