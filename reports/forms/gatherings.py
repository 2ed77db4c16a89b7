"""Forms of an agenda and of what is decided at a gathering. They translate; the actions decide."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Event
from regions.fields import LineField, LinesField, RowsField
from regions.models import Region, User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from reports import actions
from reports.forms.agreements import agreed_field, due_field
from reports.forms.questions import BRING_BACK, DOWN, REMOVE, UP
from reports.forms.rounds import GONE_MESSAGES
from reports.models import AgendaItem, Agreement, Gathering
from reports.queries.gatherings import number_of

A_DAY = 24 * 60  # minutes
EVERYONE, SOME = "alle", "noen"


class AgendaItemForm(VersionedForm[AgendaItem]):
    """A point of the agenda, new or changed; a new one may come from a proposal."""

    heading = LineField(
        label=_("What"),
        max_length=AgendaItem.HEADING_LIMIT,
        error_messages={"required": _("Write what the point is about.")},
    )
    note = LinesField(
        label=_("More about it"),
        required=False,
        max_length=AgendaItem.NOTE_LIMIT,
        help_text=_("The regions read this once the agenda is shown to them."),
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=A_DAY)
    proposal = forms.CharField(
        required=False,
        max_length=AgendaItem._meta.get_field("proposal").max_length,
        widget=forms.HiddenInput,
    )

    def __init__(self, data: QueryDict | None, *, row: AgendaItem) -> None:
        super().__init__(data, row=row)
        if row.pk:
            del self.fields["proposal"]
        self.helper.layout = Layout(*self.fields)

    @property
    def said(self) -> str:
        if self.edited.revision > 1:
            return super().said
        words = gettext("«%(heading)s» is point %(n)d on the agenda.")
        return words % {"heading": self.edited.heading, "n": number_of(self.edited)}

    def save(self, *, by: User) -> AgendaItem:
        if self.edited.pk:
            return actions.change_agenda_item(
                by=by, item=self.edited, expected_revision=self.started_from, **self.facts
            )
        self.row = actions.add_agenda_item(by=by, event=self.edited.event, **self.facts)
        return self.row


class ArrangeAgendaForm(PlainForm):
    """The buttons beside a point: move it, take it out, bring it back."""

    act = forms.ChoiceField(choices=[(one, one) for one in (UP, DOWN, REMOVE, BRING_BACK)])

    def __init__(self, data: QueryDict | None, *, item: AgendaItem) -> None:
        self.item = item
        super().__init__(data)

    @property
    def said(self) -> str:
        words = {
            UP: gettext("Moved up: «%(heading)s»."),
            DOWN: gettext("Moved down: «%(heading)s»."),
            REMOVE: gettext("Taken off the agenda: «%(heading)s». You can bring it back below."),
            BRING_BACK: gettext("Back on the agenda: «%(heading)s»."),
        }
        return words[self.cleaned_data["act"]] % {"heading": self.item.heading}

    def save(self, *, by: User) -> None:
        act = self.cleaned_data["act"]
        if act in {UP, DOWN}:
            actions.move_agenda_item(by=by, item=self.item, up=act == UP)
        else:
            actions.remove_agenda_item(by=by, item=self.item, removed=act == REMOVE)


class PublishForm(VersionedForm[Gathering]):
    """One button: show the agenda and the groups to the regions, or no longer."""

    published = forms.BooleanField(required=False)

    @property
    def said(self) -> str:
        if self.edited.published:
            return gettext("The regions can read the agenda and the groups now.")
        return gettext("The regions can no longer read the agenda and the groups.")

    def save(self, *, by: User) -> Gathering:
        return actions.publish_gathering(
            by=by, gathering=self.edited, expected_revision=self.started_from, **self.facts
        )


class NewDecisionForm(PlainForm):
    """Something that is agreed with all regions, or with some, and written once.

    Each page that it is shown on has a key: the same that is sent twice is written once.
    """

    button = _("Save what was agreed")
    text = agreed_field()
    due_on = due_field()
    whom = forms.ChoiceField(
        label=_("With whom"),
        widget=forms.RadioSelect,
        choices=[(EVERYONE, _("With all regions")), (SOME, _("Only with those ticked below"))],
        initial=EVERYONE,
    )
    regions = RowsField(
        label=_("Regions"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE_MESSAGES,
    )
    key = forms.UUIDField(
        required=False,
        initial=uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("This page is incomplete. Load it again.")},
    )

    def __init__(self, data: QueryDict | None, *, event: Event) -> None:
        self.event = event
        super().__init__(data)
        field: Any = self.fields["regions"]
        field.queryset = Region.objects.filter(programme=event.phase.programme_id).in_order()
        self.helper.layout = Layout(*self.fields)

    def clean(self) -> None:
        """All regions and some of them is not understood: it stands with those who are meant."""
        super().clean()
        if self.cleaned_data.get("whom") == EVERYONE and self.cleaned_data.get("regions"):
            words = _("You chose all regions, and ticked some of them too. Choose one of the two.")
            self.add_error("whom", words)

    @property
    def facts(self) -> dict[str, Any]:
        found = super().facts
        key, whom = found.pop("key"), found.pop("whom")
        if whom == EVERYONE:
            field: Any = self.fields["regions"]
            found["regions"] = field.queryset
        return {**found, "decision": key and _told_apart(key, **found)}

    @property
    def said(self) -> str:
        return gettext("Saved. It stands on the regions' pages, and first in their next reports.")

    def save(self, *, by: User) -> None:
        actions.decide(by=by, event=self.event, **self.facts)


def _told_apart(key: UUID, *, text: str, due_on: date | None, regions: Iterable[Region]) -> UUID:
    """Another for another decision: who goes back in the browser may write one on the same page."""
    return uuid5(key, repr((text, due_on, sorted(one.pk for one in regions))))


class DecisionForm(VersionedForm[Agreement]):
    """What was decided, corrected or taken back for those that still have it to do.

    The row is the one that tells it of those.
    """

    text = agreed_field(label=_("What is agreed"))
    due_on = due_field()
    removed = forms.BooleanField(
        label=_("Take it back: it was not agreed after all"),
        required=False,
        help_text=_("It then no longer stands with the regions that have not done it yet."),
    )

    def save(self, *, by: User) -> None:
        actions.change_decision(
            by=by, agreement=self.edited, expected_revision=self.started_from, **self.facts
        )
