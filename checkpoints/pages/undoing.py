"""What the page of an act that is to be undone is made from."""

from dataclasses import dataclass
from datetime import datetime

from checkpoints.access.undoing import ActToUndo, RowToUndo
from checkpoints.forms.history import UndoActForm, UndoOfRow
from regions.conflicts import Meanwhile


@dataclass(frozen=True)
class ActRow:
    """A row of the act, and what hindered it when it was sent."""

    row: RowToUndo
    form: UndoOfRow | None  # none as long as nothing was sent of it

    @property
    def meanwhile(self) -> Meanwhile | None:
        """Who saved it while the page was open."""
        return self.form.conflict.meanwhile if self.form and self.form.conflict else None

    @property
    def errors(self) -> tuple[str, ...]:
        """What the action refused, or what is missing in what was sent."""
        if self.form is None:
            return ()
        return tuple(str(error) for errors in self.form.errors.values() for error in errors)

    @property
    def reason(self) -> str:
        """Why it was changed, as its last step says."""
        reason: str = self.row.undoing.step.reason
        return reason

    @property
    def hindered(self) -> bool:
        return bool(self.meanwhile or self.errors)


@dataclass(frozen=True)
class ActPage:
    by: str  # empty: the system itself
    at: datetime
    rows: tuple[ActRow, ...]

    @property
    def reason(self) -> str:
        """Why, where one reason was given for all; else each row says its own."""
        reasons = {one.reason for one in self.rows}
        return reasons.pop() if len(reasons) == 1 else ""

    @property
    def goes_back(self) -> tuple[ActRow, ...]:
        return tuple(one for one in self.rows if one.row.undoing)

    @property
    def stays(self) -> tuple[ActRow, ...]:
        """Of which nothing can be put back: all of it was changed again since."""
        return tuple(one for one in self.rows if not one.row.undoing)


def act_page(act: ActToUndo, form: UndoActForm) -> ActPage:
    """Every row with what it was sent with, if it was."""
    sent = {one.prefix: one for one in form.rows}
    return ActPage(
        act.first.by.name if act.first.by else "",
        act.first.recorded_at,
        tuple(ActRow(row, sent.get(row.key)) for row in act.rows),
    )
