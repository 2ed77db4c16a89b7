"""A report's content on paper: the same content gives the same bytes."""

from datetime import datetime, time

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from regions import clock
from reports import checks
from reports.content import ReportContent, to_json
from reports.pdf import Attachment, PaperError, write_pdf
from reports.picture import PAPER, drawing


def report_html(content: ReportContent) -> str:
    """The paper before it is set, in the report's language."""
    with translation.override(content.language):
        return render_to_string(
            "reports/paper.html",
            {"content": content, "pictures": [("paper", drawing(content, PAPER))], "paper": True},
        )


def report_pdf(content: ReportContent) -> bytes:
    """PDF/A-3a and PDF/UA-1 with the content as JSON inside.

    Raises PaperError, and nothing else, where WeasyPrint or Pango cannot set it.
    """
    html = report_html(content)
    # Noon of its day, not the moment it is asked for: made again, the paper is the same.
    created = datetime.combine(content.day, time(12), tzinfo=clock.OSLO)
    attached = Attachment(f"{content.file_name}.json", to_json(content).encode(), _about(content))
    try:
        return write_pdf(
            html, created=created, attachments=[attached], identifier=content.file_name
        )
    except PaperError:
        raise
    except Exception as error:  # what WeasyPrint stumbles over has no common ancestor
        missing = checks.pango_check(None)
        raise PaperError(missing[0].msg if missing else "The paper could not be set.") from error


def _about(content: ReportContent) -> str:
    with translation.override(content.language):
        return _("The content of the report as data")
