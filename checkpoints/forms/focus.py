"""The form of a checkpoint's details, as it stands on its page of a walk."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Spot
from checkpoints.forms.assessments import AssessmentForm
from checkpoints.models import Assessment
from regions.models import User
from regions.plain_forms import revision_sent

CONFIRM = "confirm"  # the button that says: it still stands like this


class FocusForm(AssessmentForm):
    """The same form; it leads on to the next checkpoint, and the page itself takes its answer."""

    button = _("Save and next")

    def __init__(
        self, data: QueryDict | None, *, spot: Spot, row: Assessment, address: str
    ) -> None:
        super().__init__(data, spot=spot, row=row)
        self.helper.form_action = address
        attrs = self.helper.attrs
        self.helper.attrs = {k: v for k, v in attrs.items() if not k.startswith("hx-")}

    @property
    def differs(self) -> bool:
        """Whether it says something else than the row does."""
        return bool(set(self.changed_data) - {"revision"})

    def clean(self) -> None:
        """What was filled in is not thrown away because someone confirms what stood before."""
        super().clean()
        sent = revision_sent(self.data.get("revision", ""))
        if CONFIRM in self.data and self.differs and sent == self.edited.revision:
            raise ValidationError(
                _("You have changed something here, so it is not unchanged. Save it instead.")
            )

    def save(self, *, by: User) -> Assessment:
        if CONFIRM not in self.data or self.differs:
            return super().save(by=by)
        return actions.confirm(
            by=by,
            strand=self.spot.place.strand,
            wording=self.spot.wording,
            row=self.edited,
            expected_revision=self.started_from,
        )
