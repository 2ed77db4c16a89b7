"""Freezes what a report says: one row, inserted once, chained to the region's edition before it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regions.models import User
from reports.canonical import checksum, checksum_of_draft, to_json
from reports.chain import chain_of
from reports.codes import new_code
from reports.models import Edition, Report
from reports.queries.content import HandedIn, content_of

CONTENT_CHANGED = "content-changed"  # the code of the error that says so


def freeze(
    report: Report, *, by: User, on_behalf: bool, site: str, at: datetime, seen: str = ""
) -> Edition:
    """The edition, inserted. The region's row is locked by whoever calls this.

    Raises ValidationError where an answer that the round requires is missing, and where the report
    says something else than what was `seen` (`checksum_of_draft`; empty: whatever it says).
    """
    previous = Edition.objects.filter(region=report.region).order_by("-pk").first()
    edition = Edition(
        report=report,
        region=report.region,
        previous=previous,
        number=1 + report.editions.count(),
        report_revision=report.revision,
        code=new_code(),
        handed_in_at=at,
        handed_in_by=by,
        on_behalf=on_behalf,
    )
    before = previous.chain if previous else ""
    handed_in = HandedIn(edition.number, at, by.name, on_behalf, edition.code, site, before)
    content = content_of(report, handed_in)
    if seen and seen != checksum_of_draft(content):
        raise ValidationError(
            _("The report says something else now than when you opened the page."),
            code=CONTENT_CHANGED,
        )
    if content.filing and content.filing.missing:
        headings = ", ".join(f"«{one.heading}»" for one in content.filing.missing)
        raise ValidationError(
            _("Answer %(questions)s before you hand in.") % {"questions": headings}
        )
    edition.content = to_json(content)
    edition.content_sha256 = checksum(edition.content)
    edition.chain = chain_of(edition, before)
    edition.save(force_insert=True)
    return edition
