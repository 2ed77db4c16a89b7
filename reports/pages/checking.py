"""What a stranger is told of an edition: nothing but what stands on the paper's front page."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import QuerySet

from reports.codes import in_groups
from reports.content import ReportContent
from reports.filing import Filing
from reports.hashing import Seen
from reports.integrity import (
    Fault,
    content_of_edition,
    faults_of,
    file_of,
    read,
    sha256_of_paper,
    to_inspect,
    withdrawal_of,
)
from reports.models import Edition, EditionWithdrawal
from reports.pdf import renderer


class Likeness(Enum):
    """What a file is, compared with an edition."""

    PAPER = "paper"  # exactly the file that was made
    DATA = "data"  # exactly the content, as data
    NEWER = "newer"  # the same content, as it is set now
    OTHER = "other"
    ALTERED = "altered"  # what is kept here has been, and proves nothing of the file


@dataclass(frozen=True)
class Checked:
    """An edition, and whether it is what was handed in."""

    edition: Edition | None  # none: there is one, and it cannot even be read
    content: ReportContent | None  # none: altered, so that nothing it says can be believed
    faults: tuple[Fault, ...]

    @property
    def filing(self) -> Filing | None:
        return self.content.filing if self.content else None

    @property
    def code(self) -> str:
        return in_groups(self.edition.code) if self.edition else ""

    @property
    def withdrawal(self) -> EditionWithdrawal | None:
        return withdrawal_of(self.edition) if self.edition else None

    @property
    def waits_for_its_paper(self) -> bool:
        return Fault.NO_FILE in self.faults

    @property
    def is_unchanged(self) -> bool:
        return set(self.faults) <= {Fault.NO_FILE}

    @property
    def content_holds(self) -> bool:
        return self.content is not None

    @property
    def chain_holds(self) -> bool:
        return not {Fault.CHAIN, Fault.PREDECESSOR} & set(self.faults)

    @property
    def file_holds(self) -> bool:
        return not {Fault.FILE, Fault.FILE_ROW} & set(self.faults)

    def vouches_for(self, found: Likeness) -> bool:
        """Whether what is kept here can prove of a file that it is this, or is another."""
        if found == Likeness.OTHER:
            return self.is_unchanged
        if not self.chain_holds or Fault.ROW in self.faults:
            return False
        return self.file_holds if found == Likeness.PAPER else self.content_holds


def checked_by_code(code: str) -> Checked | None:
    """The edition with this code: 1 query, 2 where there is none that can be read."""
    return _checked(to_inspect().filter(code=code))


def checked_by_file(seen: Seen) -> Checked | None:
    """The edition whose paper is exactly this file: as many queries."""
    return _checked(to_inspect().filter(file__sha256=seen.sha256).order_by("-pk"))


def likeness(seen: Seen, checked: Checked) -> Likeness:
    """What a file is, compared with an edition, as far as what is kept of that can tell."""
    found = _alike(seen, checked.edition) if checked.edition else Likeness.OTHER
    return found if checked.vouches_for(found) else Likeness.ALTERED


def _alike(seen: Seen, edition: Edition) -> Likeness:
    """The paper is set again only where that may tell."""
    file = file_of(edition)
    if file and seen.sha256 == file.sha256:
        return Likeness.PAPER
    if seen.sha256 == edition.content_sha256:
        return Likeness.DATA
    if file and file.renderer != renderer() and seen.sha256 == sha256_of_paper(edition):
        return Likeness.NEWER
    return Likeness.OTHER


def _checked(rows: QuerySet[Edition]) -> Checked | None:
    edition = read(rows)
    if edition is None:
        return Checked(None, None, (Fault.UNREADABLE,)) if rows.exists() else None
    faults = faults_of(edition)
    altered = {Fault.CONTENT, Fault.ROW} & set(faults)
    return Checked(edition, None if altered else content_of_edition(edition), faults)
