"""Forms over several rows that are saved together: one act, all of them or none."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from regions.models import User
from regions.plain_forms import PlainForm, all_saved

# A conflict anywhere comes before what must be corrected.
GRAVER = (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)


class ActForm[Row: PlainForm](PlainForm):
    """What is said once of several rows, each of which has a form of its own.

    When something hinders one of the rows none is saved, and `rows` say what it is. The rows in
    hand have then been through what was rolled back: a page reads them again.
    """

    rows: Sequence[Row] = ()

    @property
    def http_status(self) -> HTTPStatus:
        found = {super().http_status, *(row.http_status for row in self.rows)}
        return max(found, key=GRAVER.index)

    @property
    def hindered(self) -> tuple[Row, ...]:
        """The rows that say what hinders them."""
        return tuple(row for row in self.rows if row.http_status != HTTPStatus.OK)

    @property
    def act(self) -> UUID | None:
        """What ties together what was saved."""
        return self.rows[0].change_set if self.rows else None

    def row_forms(self) -> Sequence[Row]:
        """A form for each row, filled in, in the order in which they are to be saved."""
        raise NotImplementedError

    def save(self, *, by: User) -> None:
        self.rows = self.row_forms()
        all_saved(self.rows, by=by)
