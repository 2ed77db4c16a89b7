"""What travels with the page between the comparison of a spreadsheet and its saving.

Nothing lies on the server meanwhile: it is compressed, and signed for one person and one region.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from django.core import signing
from django.http import QueryDict

from checkpoints.actions.assessments import EDITABLE
from checkpoints.forms.assessments import AssessmentForm
from checkpoints.sheets.comparing import Change
from regions.fields import write
from regions.models import Region, User

A_DAY = 86_400  # seconds


@dataclass(frozen=True)
class Carried:
    """A row that changes something, as the checkpoint's form would send it."""

    row: int
    strand: int
    checkpoint: int
    sent: Mapping[str, str]
    own: Sequence[str]  # the fields that the sheet changes
    # Where two people's changes collide: what the form sends once it is chosen between them.
    chosen: Mapping[str, str] | None = None
    choices: Sequence[str] = ()

    @classmethod
    def of(cls, change: Change) -> Self:
        """What was fetched, with what was filled in."""
        data = QueryDict(mutable=True)
        values = change.base._asdict() | {**change.fields, "revision": change.revision}
        for name in (*EDITABLE, "revision"):
            write(data, name, values[name])
        write(data, "reason", change.reason)
        return cls(change.row, *change.line.where, dict(_texts(data)), tuple(change.fields))

    def data(self, prefix: str, posted: QueryDict) -> QueryDict:
        """What the row's form is sent, with the choices that were made; all of them, or none."""
        made = {name: value for name, value in _texts(posted) if name in self.choices}
        is_chosen = self.chosen is not None and len(made) == len(self.choices)
        data = QueryDict(mutable=True)
        values = self.chosen if self.chosen is not None and is_chosen else self.sent
        for name, value in values.items():
            data[f"{prefix}-{name}"] = value
        for name, choice in made.items() if is_chosen else ():
            data[name] = choice
        return data

    def colliding(self, form: AssessmentForm) -> "Carried":
        """The same with what the person has to choose between."""
        if form.conflict is None:
            return self
        start = f"{form.prefix}-"
        chosen = {
            name.removeprefix(start): value
            for name, value in _texts(form.data)
            if name.startswith(start)
        }
        choices = [one.name for one in form.conflict.collisions]
        return replace(self, chosen=chosen, choices=choices)


def _texts(data: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in data.items())


@dataclass(frozen=True)
class Load:
    """All that travels: the name of the file, its rows, and how many change nothing."""

    name: str
    rows: tuple[Carried, ...]
    unchanged: int

    def packed(self, region: Region, by: User) -> str:
        return signing.dumps(asdict(self), salt=_salt(region, by), compress=True)

    @classmethod
    def unpacked(cls, packed: str, region: Region, by: User) -> Self:
        """Raises BadSignature for what is of someone else, of another region, altered or old."""
        found = signing.loads(packed, salt=_salt(region, by), max_age=A_DAY)
        rows = tuple(Carried(**row) for row in found.pop("rows"))
        return cls(rows=rows, **found)


def _salt(region: Region, by: User) -> str:
    return f"checkpoints.sheets.{region.pk}.{by.pk}"
