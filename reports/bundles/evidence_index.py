"""What backs the reports of a bundle, as a table: every file and link that the editions list."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkpoints.exports.columns import Value
from checkpoints.exports.csvs import NORWEGIAN, written
from reports.canonical import typed
from reports.filing import EvidenceLine
from reports.integrity import AlteredError, is_sound
from reports.models import Edition
from reports.programme.content import Annex, ProgrammeContent

AT_ONCE = 50  # editions that are in memory
# Kinds that are words; the others are names, the same in every language.
IN_WORDS = (gettext_lazy("link"), gettext_lazy("file"), gettext_lazy("text file"))


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
    kinds = _kinds()
    for some in batched(annexes, AT_ONCE):
        editions = Edition.objects.in_bulk([one.edition for one in some])
        for one in some:
            for line in _evidence(editions[one.edition]):
                for backed in line.backs:
                    yield [one.region, one.number, backed, *_told(line, kinds)]


def _told(line: EvidenceLine, kinds: Mapping[str, str]) -> list[Value]:
    kind = kinds.get(line.kind, line.kind)
    return [line.title, line.where, kind, line.dated_on, line.size or None, line.sha256]


def _kinds() -> Mapping[str, str]:
    """What editions call a kind, each in its region's language, and the table's own word for it."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words = list(map(str, IN_WORDS))
        found |= zip(words, map(str, IN_WORDS), strict=True)
    return found


def _evidence(edition: Edition) -> Iterator[EvidenceLine]:
    """Alone of all that the edition says: each format that it can have lists it like this."""
    if not is_sound(edition):
        raise AlteredError(f"{edition} is not what was handed in.")
    for line in json.loads(edition.content)["evidence"]:
        yield typed(EvidenceLine, line)
