"""The programme's report on paper: the same content gives the same bytes, editions embedded."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from regions import clock
from reports.models import EditionFile
from reports.paper import set_html
from reports.pdf import Attachment, PaperError
from reports.programme.content import Annex, ProgrammeContent, from_json, to_json
from reports.programme.content_csv import content_csv
from reports.programme.layout import layout_of


def set_programme(content: str) -> bytes:
    """PDF/A-3a and PDF/UA-1 of canonical JSON, with that, a table and the editions inside.

    Raises PaperError, and nothing else, where an edition's file is missing or another than the
    content says, and where WeasyPrint or Pango cannot set it.
    """
    return programme_pdf(from_json(content))


def programme_pdf(content: ProgrammeContent) -> bytes:
    return set_html(
        programme_html(content),
        created=datetime.combine(content.day, time(12), tzinfo=clock.OSLO),
        attachments=[*_data(content), *_editions(content.annexes)],
        identifier=content.file_name,
    )


def programme_html(content: ProgrammeContent) -> str:
    """The paper before it is set, in the programme's language."""
    with translation.override(content.language):
        context = {"content": content, "layout": layout_of(content)}
        return render_to_string("reports/programme/paper.html", context)


def _data(content: ProgrammeContent) -> list[Attachment]:
    document, table = to_json(content).encode(), content_csv(content)
    with translation.override(content.language):
        return [
            Attachment(f"{content.file_name}.json", document, _("The content of the report")),
            Attachment(f"{content.file_name}.csv", table, _("Regions and milestones as a table")),
        ]


def _editions(annexes: Iterable[Annex]) -> Iterator[Attachment]:
    """The papers that were handed in, byte for byte."""
    wanted = {one.edition: one for one in annexes}
    files = EditionFile.objects.filter(edition__in=wanted)
    papers = dict(files.values_list("edition", "content"))
    for pk, annex in wanted.items():
        paper = bytes(papers.get(pk, b""))
        if hashlib.sha256(paper).hexdigest() != annex.sha256:
            raise PaperError(f"the file of edition {pk} is not the one with SHA-256 {annex.sha256}")
        description = f"{annex.region}, {annex.label}"
        yield Attachment(annex.file_name, paper, description, "Supplement")
