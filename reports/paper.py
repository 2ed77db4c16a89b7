"""A report's content on paper: the same content gives the same bytes."""

from collections.abc import Sequence
from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions import clock
from reports import checks
from reports.canonical import to_json
from reports.content import ReportContent
from reports.content_csv import content_csv
from reports.last_page import last_page_of
from reports.pdf import Attachment, PaperError, write_pdf
from reports.picture import PAPER, drawing


def report_html(content: ReportContent) -> str:
    """The paper before it is set, in the report's language."""
    with translation.override(content.language):
        context = {
            "content": content,
            "pictures": [("paper", drawing(content, PAPER))],
            "paper": True,
            "name": paper_name(content),
            "last_page": last_page_of(content),
        }
        return render_to_string("reports/paper.html", context)


def report_pdf(content: ReportContent) -> bytes:
    """PDF/A-3a and PDF/UA-1 with the content as JSON and CSV inside.

    Raises PaperError, and nothing else, where WeasyPrint or Pango cannot set it.
    """
    return set_html(
        report_html(content),
        created=_created(content),
        attachments=_attached(content),
        identifier=_identifier(content),
    )


def set_html(
    html: str, *, created: datetime, attachments: Sequence[Attachment], identifier: str
) -> bytes:
    """`write_pdf`, of which only PaperError comes, whatever it stumbled over."""
    try:
        return write_pdf(html, created=created, attachments=attachments, identifier=identifier)
    except PaperError:
        raise
    except Exception as error:  # what WeasyPrint stumbles over has no common ancestor
        missing = checks.pango_check(None)
        raise PaperError(missing[0].msg if missing else "The paper could not be set.") from error


def paper_name(content: ReportContent) -> str:
    """«Rapport 1 · utgave 2», «Rapport 1 · utkast», «Statusrapport · 20. november 2016»."""
    with translation.override(content.language):
        if content.filing is None:
            return f"{_('Status report')} · {date_format(content.day)}"
        edition = _("edition %(n)d") % {"n": content.filing.number}
        return f"{content.filing.name} · {_('draft') if content.filing.is_draft else edition}"


def _created(content: ReportContent) -> datetime:
    """When it was handed in, else noon of its day; not the moment at which the paper is made."""
    if content.filing and content.filing.handed_in_at:
        return content.filing.handed_in_at
    return datetime.combine(content.day, time(12), tzinfo=clock.OSLO)


def _identifier(content: ReportContent) -> str:
    """What stays the same when an edition's paper is made again by a newer renderer."""
    return (content.filing and content.filing.check_at) or content.file_name


def _attached(content: ReportContent) -> list[Attachment]:
    document, table = to_json(content).encode(), content_csv(content)
    with translation.override(content.language):
        return [
            Attachment(f"{content.file_name}.json", document, _("The content of the report")),
            Attachment(f"{content.file_name}.csv", table, _("Checkpoints and answers as a table")),
        ]
