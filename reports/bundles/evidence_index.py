"""What backs the reports of a bundle, as a table: every file and link that the editions list."""

import json
from collections.abc import Iterable, Iterator
from itertools import batched

from django.utils import translation
from django.utils.translation import gettext as _

from checkpoints.exports.columns import Value
from checkpoints.exports.csvs import NORWEGIAN, written
from reports.bundles import AlteredError
from reports.canonical import typed
from reports.filing import EvidenceLine
from reports.integrity import is_sound
from reports.models import Edition
from reports.programme.content import Annex, ProgrammeContent

AT_ONCE = 50  # editions that are in memory


def evidence_index(content: ProgrammeContent) -> bytes:
    """A line for each thing that a piece of evidence backs, in the editions' order.

    Read out of what was handed in: 1 query for each 50 editions.
    """
    with translation.override(content.language):
        lines = written(NORWEGIAN, _headings(), _rows(content.annexes))
        return "".join(lines).encode()


def _headings() -> list[str]:
    return [
        _("Region"), _("Edition"), _("What it backs"), _("Title"), _("File or link"), _("Kind"),
        _("Dated"), _("Bytes"), "SHA-256",
    ]  # fmt: skip


def _rows(annexes: Iterable[Annex]) -> Iterator[list[Value]]:
    for some in batched(annexes, AT_ONCE):
        editions = Edition.objects.in_bulk([one.edition for one in some])
        for one in some:
            for line in _evidence(editions[one.edition]):
                for backed in line.backs:
                    yield [one.region, one.number, backed, *_told(line)]


def _told(line: EvidenceLine) -> list[Value]:
    return [line.title, line.where, line.kind, line.dated_on, line.size or None, line.sha256]


def _evidence(edition: Edition) -> Iterator[EvidenceLine]:
    """Alone of all that the edition says: each format that it can have lists it like this."""
    if not is_sound(edition):
        raise AlteredError(f"{edition} is not what was handed in.")
    for line in json.loads(edition.content)["evidence"]:
        yield typed(EvidenceLine, line)
