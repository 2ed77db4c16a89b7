"""What ties a region's editions together: each one's checksum covers all that went before it.

An edition's file and its withdrawal come after it: each is sealed with a checksum of its own, which
covers the edition's.
"""

from datetime import UTC, datetime
from typing import Any

from reports.canonical import canonical, checksum
from reports.models import Edition, EditionFile, EditionWithdrawal


def chain_of(edition: Edition, previous: str) -> str:
    """SHA-256, in hex, of all that an edition's row says and of the chain before it.

    `previous` is the previous edition's chain; empty for a region's first.
    """
    return _sealed(
        previous=previous,
        content_sha256=edition.content_sha256,
        report=edition.report_id,
        region=edition.region_id,
        number=edition.number,
        report_revision=edition.report_revision,
        code=edition.code,
        handed_in_at=_moment(edition.handed_in_at),
        handed_in_by=edition.handed_in_by_id,
        on_behalf=edition.on_behalf,
    )


def seal_of_file(file: EditionFile, chain: str) -> str:
    """The same of a file and of the edition it is the paper of; the bytes by their checksum."""
    return _sealed(
        edition=chain, sha256=file.sha256, renderer=file.renderer, made_at=_moment(file.made_at)
    )


def seal_of_withdrawal(withdrawal: EditionWithdrawal, chain: str) -> str:
    return _sealed(
        edition=chain,
        reason=withdrawal.reason,
        by=withdrawal.by_id,
        at=_moment(withdrawal.at),
    )


def _sealed(**facts: Any) -> str:
    return checksum(canonical(facts))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
