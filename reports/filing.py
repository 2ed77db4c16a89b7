"""What a report says because a round asked for it: plain data, part of a `ReportContent`."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from regions.wording import Text

_STATES = {"open": "in_progress", "done": "met", "dropped": "not_applicable"}


@dataclass(frozen=True)
class Answer:
    """A question of the round and what the region answers; empty: nothing yet."""

    question: int  # its key, by which the same question is known in the next edition
    heading: Text
    help: Text
    text: str  # Markdown, as it was written
    required: bool
    changed: bool  # otherwise than in the report's previous edition

    @property
    def is_missing(self) -> bool:
        return self.required and not self.text.strip()


@dataclass(frozen=True)
class Agreed:
    """Something that was agreed at an event, and what became of it."""

    event: str  # «Samling 2»
    text: str
    due_on: date | None
    outcome: str
    label: str  # the outcome in words
    note: str
    is_late: bool  # open, and its day has passed

    @property
    def state(self) -> str:
        """The state whose sign and colour it has."""
        return "late" if self.is_late else _STATES[self.outcome]


@dataclass(frozen=True)
class EvidenceLine:
    """A file or a link of the region's that backs what the report says."""

    title: str
    where: str  # the file's name, or the link
    kind: str  # «PDF», «link»
    size: int  # bytes; 0 of a link
    size_label: str  # «240 kB»
    sha256: str  # empty of a link
    dated_on: date | None
    backs: tuple[str, ...]  # «1.2 Etablert tydelig …», each checkpoint or decision it is beside


@dataclass(frozen=True)
class Filing:
    """The round that asks, and the handing in. A draft has number 0 and nobody who handed it in."""

    event: str  # its slug: «rapport-1»
    name: str  # «Rapport 1»
    due_on: date
    number: int
    handed_in_at: datetime | None
    by: str
    on_behalf: bool  # by the programme staff
    days_late: int
    code: str
    check_at: str  # address of the page that says whether the edition is unchanged
    previous: str  # chain checksum of the region's previous edition
    since: str  # the edition that changes are counted from: «Rapport 1, utgave 2»; or empty
    lists_evidence: bool
    answers: tuple[Answer, ...]
    agreed: tuple[Agreed, ...]

    @property
    def is_draft(self) -> bool:
        return self.number == 0

    @property
    def as_draft(self) -> "Filing":
        """The same before anybody handed it in."""
        return replace(
            self, number=0, handed_in_at=None, by="", on_behalf=False,
            code="", check_at="", previous="",
        )  # fmt: skip

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.is_missing)

    @property
    def changed(self) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.changed)
