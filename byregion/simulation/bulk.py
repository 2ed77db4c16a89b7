"""Rows with their whole histories, written many at a time.

What `regions.history.record` sees to for one step holds here too: numbers from 1, each revision
superseded when the next was recorded, the row equal to its newest one. The database's constraints
are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regions.history import Confirmable, Kind, Revision, Versioned, revision_model, state_fields


@dataclass(frozen=True)
class Step:
    """One step of a history: what it changed, and when."""

    at: datetime
    state: Mapping[str, Any] = field(default_factory=dict)
    kind: Kind = Kind.CHANGE
    reason: str = ""


@dataclass
class History:
    """A row that is not saved yet, and its steps in order of time: at least one."""

    row: Versioned
    steps: Sequence[Step]
    snapshots: list[Mapping[str, Any]] = field(default_factory=list)

    def replay(self) -> None:
        """Bring the row to where its last step leaves it, and remember how it stood after each."""
        names = state_fields(type(self.row))
        for step in self.steps:
            for name, value in {**step.state, **_when(self.row, step)}.items():
                setattr(self.row, name, value)
            self.snapshots.append({name: getattr(self.row, name) for name in names})
        self.row.revision = len(self.steps)

    def revisions(self) -> Iterable[Revision]:
        model: Any = revision_model(type(self.row))
        ends = [step.at for step in self.steps[1:]]
        for number, (step, end, snapshot) in enumerate(
            zip(self.steps, [*ends, None], self.snapshots, strict=True), start=1
        ):
            yield model(
                of_id=self.row.pk, number=number, recorded_at=step.at, superseded_at=end,
                step=step.kind, reason=step.reason, **snapshot,
            )  # fmt: skip


def _when(row: Versioned, step: Step) -> dict[str, Any]:
    if step.kind == Kind.CONFIRM:
        return {"confirmed_at": step.at}
    changed = {"changed_at": step.at}
    return changed | ({"confirmed_at": None} if issubclass(type(row), Confirmable) else {})


def write(histories: Sequence[History]) -> None:
    """Write rows of one model, and then their revisions."""
    if not histories:
        return
    for history in histories:
        history.replay()
    model: Any = type(histories[0].row)
    model._default_manager.bulk_create([history.row for history in histories])
    steps: Any = revision_model(model)._default_manager
    steps.bulk_create(one for history in histories for one in history.revisions())
