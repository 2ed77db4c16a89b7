"""Forms by which a report is taken a step on. They translate; the actions decide."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints.queries.help import coordinators_of
from checkpoints.timeline import event_name
from regions import clock
from regions.conflicts import time_of
from regions.fields import WordsField
from regions.history import Versioned
from regions.models import User
from regions.versioned_forms import VersionedForm, bring_up_to_date
from reports import actions
from reports.access import ReportPlace
from reports.actions.freezing import CONTENT_CHANGED
from reports.forms.agreements import agreed_field, due_field
from reports.models import Edition, EditionWithdrawal, Report, Stage

REASON_LIMIT = 2000
INCOMPLETE = _("This page is incomplete. Load it again.")


def _reason(most: int = REASON_LIMIT, **kwargs: Any) -> WordsField:
    return WordsField(required=False, max_length=most, rows=3, **kwargs)


class StepForm(VersionedForm[Report]):
    """A step of a report from the revision that stood on the page."""

    def __init__(self, data: QueryDict | None, *, place: ReportPlace, site: str = "") -> None:
        self.place, self.site = place, site
        super().__init__(data, row=place.report)

    @property
    def is_possible(self) -> bool:
        """Whether the report is where the step can be taken, after all that others did."""
        raise NotImplementedError

    @property
    def names(self) -> dict[str, str]:
        return {"report": event_name(self.place.event), "region": self.place.region.name}

    @property
    def who_is_told(self) -> str:
        """Of a step of the programme staff's, in a sentence."""
        if coordinators_of(self.place.region, but=self.place.user):
            return gettext("The coordinators of %(region)s are told by mail.") % self.names
        return gettext("%(region)s has no coordinator to tell.") % self.names

    @property
    def step(self) -> dict[str, Any]:
        """What every step's action takes."""
        return {
            "report": self.edited,
            "expected_revision": self.started_from,
            "reason": self.cleaned_data.get("reason", ""),
        }

    @property
    def typed(self) -> str:
        """What was written, where the step can no longer be taken: it comes back to be copied."""
        return str(self.data.get("reason", "")) if self.is_bound else ""

    def changes_something(self) -> bool:
        return True

    def meet(self, current: Versioned, *, by: User) -> None:
        """Go on from what others did meanwhile; the page tells of it."""
        bring_up_to_date(self.edited, current)
        super().meet(current, by=by)


class MomentField(forms.DateTimeField):
    """A moment that we wrote on the page ourselves, with its offset from UTC."""

    def __init__(self) -> None:
        first, last = (clock.start_of(date(year, 1, 1)) for year in (2000, 2100))
        super().__init__(
            widget=forms.HiddenInput,
            error_messages=dict.fromkeys(("required", "invalid"), INCOMPLETE),
            validators=[MinValueValidator(first, INCOMPLETE), MaxValueValidator(last, INCOMPLETE)],
        )


class HandInForm(StepForm):
    """What is handed in is what stood on the page; the form knows it by its checksum."""

    button = _("Hand in the report")
    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": INCOMPLETE})
    seen_at = MomentField()
    reason = _reason(
        label=_("Who asked you to hand in, or why do you?"),
        error_messages={"required": _("Write who asked you to hand in, or why you do.")},
    )

    def __init__(self, data: QueryDict | None, *, place: ReportPlace, site: str) -> None:
        super().__init__(data, place=place, site=site)
        self.fields["reason"].required = True
        if not place.acts_on_behalf:
            del self.fields["reason"]
        self.content_changed = False  # after it was read

    def stands_beside(self, checksum: str, read_at: datetime) -> None:
        """Know what the page shows; what came back for another reason stays as it was read."""
        now = {"seen": checksum, "seen_at": read_at.isoformat()}
        if not self.is_bound:
            self.initial.update(now)
        elif self.content_changed or self.conflict:
            self.data = self.data.copy()
            for name, value in now.items():
                self._write(name, value)

    @property
    def http_status(self) -> HTTPStatus:
        return HTTPStatus.CONFLICT if self.content_changed else super().http_status

    @property
    def read_at(self) -> datetime:
        """When the one who sent it read the report."""
        moment: datetime = self.cleaned_data["seen_at"]
        return moment

    def complain(self, error: ValidationError) -> None:
        """What was changed meanwhile, the page says itself."""
        if getattr(error, "code", "") == CONTENT_CHANGED:
            self.content_changed = True
        else:
            super().complain(error)

    @property
    def is_possible(self) -> bool:
        return self.place.may_hand_in

    @property
    def said(self) -> str:
        words = gettext("%(report)s is handed in as edition %(n)d at %(time)s.")
        edition: Edition | None = self.edited.edition
        if edition is None:
            raise TypeError("what is handed in has an edition")
        facts = {"n": edition.number, "time": time_of(edition.handed_in_at)}
        return words % (self.names | facts)

    def save(self, *, by: User) -> Edition:
        return actions.hand_in(
            by=by, site=self.site, on_behalf=self.place.acts_on_behalf,
            seen=self.cleaned_data["seen"], **self.step,
        )  # fmt: skip


class TakeBackForm(StepForm):
    button = _("Take the report back")
    reason = _reason(EditionWithdrawal.REASON_LIMIT, label=_("Why do you take it back?"))

    @property
    def is_possible(self) -> bool:
        return self.place.may_take_back

    @property
    def said(self) -> str:
        return gettext("%(report)s is taken back. You can write on it again.") % self.names

    def save(self, *, by: User) -> Report:
        return actions.take_back(by=by, **self.step)


class SendBackForm(StepForm):
    button = _("Send the report back")
    reason = _reason(label=_("What is the region to do?"))

    @property
    def is_possible(self) -> bool:
        return self.place.stage == Stage.SUBMITTED

    @property
    def said(self) -> str:
        return f"{gettext('%(report)s is sent back.') % self.names} {self.who_is_told}"

    def save(self, *, by: User) -> Report:
        return actions.send_back(by=by, site=self.site, **self.step)


class ReopenForm(SendBackForm):
    """Gives an approved report back to the region; the reason is required then."""

    button = _("Open the report again")

    def __init__(self, data: QueryDict | None, *, place: ReportPlace, site: str) -> None:
        super().__init__(data, place=place, site=site)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = _(
            "Write why, so that the region knows what to do."
        )

    @property
    def is_possible(self) -> bool:
        return self.place.stage == Stage.APPROVED

    @property
    def said(self) -> str:
        return f"{gettext('%(report)s is open again.') % self.names} {self.who_is_told}"


class ApproveForm(StepForm):
    """Approval, with what was agreed: rows that are left empty are none."""

    ROWS = tuple((f"agreed_{number}", f"due_{number}") for number in range(1, 4))

    button = _("Approve the report")
    reason = _reason(label=_("To the region"))

    def __init__(self, data: QueryDict | None, *, place: ReportPlace, site: str) -> None:
        super().__init__(data, place=place, site=site)
        for text, due_on in self.ROWS:
            self.fields |= {text: agreed_field(required=False), due_on: due_field()}
        self.fields[self.ROWS[0][0]].help_text = _(
            "It stands first in the region's next report, with what became of it."
        )
        rows = (Div(*names, css_class="agreed-row") for names in self.ROWS)
        self.helper.layout = Layout("revision", "reason", *rows)

    @property
    def is_possible(self) -> bool:
        return self.place.stage == Stage.SUBMITTED

    @property
    def said(self) -> str:
        return f"{gettext('%(report)s is approved.') % self.names} {self.who_is_told}"

    @property
    def typed(self) -> str:
        """All that was written, in paragraphs."""
        names = ("reason", *(text for text, _due_on in self.ROWS))
        written = (self.data.get(name, "") for name in names) if self.is_bound else ()
        return "\n\n".join(filter(None, written))

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        for text, due_on in self.ROWS:
            if found.get(due_on) and found.get(text) == "":
                self.add_error(text, _("Write what was agreed, or take the day away."))
        return found

    @property
    def agreed(self) -> list[tuple[str, date | None]]:
        filled_in = self.cleaned_data
        return [(filled_in[text], filled_in[day]) for text, day in self.ROWS if filled_in[text]]

    def save(self, *, by: User) -> Report:
        return actions.approve(by=by, site=self.site, agreed=self.agreed, **self.step)
