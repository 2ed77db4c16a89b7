"""A gathering's agenda and groups on paper: the same content gives the same bytes."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from reports.gathering.content import GatheringContent, from_json
from reports.paper import set_html
from reports.pdf import Attachment


def set_gathering(content: str) -> bytes:
    """PDF/A-3a and PDF/UA-1 of canonical JSON, with that inside. Raises PaperError alone."""
    found = from_json(content)
    return set_html(
        gathering_html(found),
        created=found.changed_at,
        attachments=[_attached(found, content)],
        identifier=found.file_name,
    )


def gathering_html(content: GatheringContent) -> str:
    """The paper before it is set, in the language that it was asked for in."""
    with translation.override(content.language):
        return render_to_string("reports/gathering_paper.html", {"content": content})


def _attached(content: GatheringContent, document: str) -> Attachment:
    with translation.override(content.language):
        words = _("Agenda and groups as data")
    return Attachment(f"{content.file_name}.json", document.encode(), words)
