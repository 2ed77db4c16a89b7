"""Forms of rounds and of the regions that they ask. They translate; the actions decide."""

from collections.abc import Iterable, Iterator
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints.models import Checkpoint, Event, Phase
from checkpoints.queries import wordings_of
from checkpoints.timeline import event_name
from regions import clock
from regions.days import short_day
from regions.fields import DayField, RowsField, WordsField
from regions.models import Region, User
from regions.plain_forms import PlainForm
from regions.reading import Reading
from regions.versioned_forms import VersionedForm
from regions.wording import page_language
from reports import actions
from reports.models import Round
from reports.queries.rounds import (
    events_without_round,
    regions_asked,
    regions_that_handed_in,
    rounds_in_order,
)

GONE = _("This is no longer here. Load the page again.")
GONE_MESSAGES = {"invalid_choice": GONE, "invalid_pk_value": GONE}
ALL, NONE = "alle", "ingen"  # in the address of the page that chooses regions


class EventField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """An event of the calendar, with its date where it has one."""

    def label_from_instance(self, obj: Any) -> str:
        day = short_day(obj.starts_on) if obj.starts_on else gettext("date not set yet")
        return f"{event_name(obj)} – {day} ({obj.phase.text(page_language())})"


class RoundField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    def label_from_instance(self, obj: Any) -> str:
        return event_name(obj.event)


class CheckpointField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A checkpoint that is in use, in its own words, under its milestone's number and name."""

    def offer(self, phases: Iterable[Phase]) -> None:
        """Let people choose among the checkpoints of these phases: 1 query a phase."""
        wordings = [one for phase in phases for one in wordings_of(phase, Reading.today())]
        self.queryset = (
            Checkpoint.objects.filter(pk__in=[one.checkpoint_id for one in wordings])
            .select_related("milestone")
            .order_by("milestone__phase", "milestone__position", "position", "pk")
        )
        language = page_language()
        self._words = {one.checkpoint_id: one.text(language).value for one in wordings}

    def label_from_instance(self, obj: Any) -> str:
        number = f"{obj.milestone.position}.{obj.position}"
        return f"{number} {self._words.get(obj.pk, '')}"


class RoundFields(forms.Form):
    """What a round asks for, whether it is new or changed."""

    opens_on = DayField(label=_("Opens"), help_text=_("The regions may begin earlier."))
    due_on = DayField(
        label=_("Due"),
        help_text=_("A report that comes later is taken in all the same, and marked as late."),
    )
    frozen_on = DayField(
        label=_("Read the status as of"),
        required=False,
        help_text=_(
            "What is handed in later than this day says how things stood at its end, so that all "
            "reports show the same day. Leave it empty, and each shows the day it is handed in."
        ),
    )
    proposes = CheckpointField(
        label=_("Checkpoint that the report speaks for"),
        queryset=Checkpoint.objects.none(),
        required=False,
        empty_label=_("No checkpoint"),
        help_text=_("Whoever hands in is asked whether to tick it. It is never ticked by itself."),
        error_messages=GONE_MESSAGES,
    )
    lists_evidence = forms.BooleanField(
        label=_("List the evidence"),
        required=False,
        help_text=_("The report then lists the region's files and links, with checksums."),
    )
    guidance = WordsField(
        label=_("To the regions"), required=False, max_length=Round.GUIDANCE_LIMIT, rows=5
    )


class RoundForm(RoundFields, VersionedForm[Round]):
    """A round that is changed, taken away or brought back."""

    removed = forms.BooleanField(
        label=_("Take the round away"),
        required=False,
        help_text=_("Nobody is asked for a report any more. What is written is kept."),
    )

    def __init__(self, data: QueryDict | None, *, row: Round) -> None:
        super().__init__(data, row=row)
        if row.reports.filter(edition__isnull=False).exists():
            del self.fields["removed"]
        _checkpoints_in(self).offer([row.event.phase])
        self.helper.layout = Layout(*self.fields)

    def save(self, *, by: User) -> Round:
        return actions.change_round(
            by=by, asking=self.edited, expected_revision=self.started_from, **self.facts
        )


class NewRoundForm(RoundFields, PlainForm):
    """A round for an event that has none; all regions of the programme are asked to begin with."""

    button = _("Set up the round")
    field_order = ("event", "like")

    event = EventField(
        label=_("Before which event"),
        queryset=Event.objects.none(),
        empty_label=_("Choose an event"),
        error_messages={"required": _("Choose an event."), **GONE_MESSAGES},
    )
    like = RoundField(
        label=_("Copy the questions from"),
        queryset=Round.objects.none(),
        required=False,
        empty_label=_("No earlier round: begin without questions"),
        help_text=_("The regions see what they answered last time beside each question."),
        error_messages=GONE_MESSAGES,
    )

    def __init__(self, data: QueryDict | None) -> None:
        last = rounds_in_order().filter(opens_on__lte=clock.today()).first()
        super().__init__(data, initial=_as_last_time(last))
        self.fields["event"].queryset = events_without_round()  # type: ignore[attr-defined]  # it is a ModelChoiceField
        self.fields["like"].queryset = rounds_in_order()  # type: ignore[attr-defined]  # so is this
        _checkpoints_in(self).offer(Phase.objects.exclude(milestones=None))
        self.helper.layout = Layout(*self.fields)

    def save(self, *, by: User) -> Round:
        facts = self.facts
        everyone = Region.objects.filter(programme=facts["event"].phase.programme_id)
        self.made = actions.set_up_round(by=by, regions=everyone, **facts)
        return self.made


def _checkpoints_in(form: forms.Form) -> CheckpointField:
    field = form.fields["proposes"]
    assert isinstance(field, CheckpointField)  # noqa: S101  for the type checker
    return field


def _as_last_time(last: Round | None) -> dict[str, Any]:
    """What a round most likely has in common with the one before it."""
    if last is None:
        return {"lists_evidence": True}
    return {
        "like": last,
        "proposes": last.proposes_id,
        "lists_evidence": last.lists_evidence,
        "guidance": last.guidance,
    }


class Regions(RowsField):
    """Regions, by name; of those that have handed in it is said."""

    sometimes_required = True  # to choose none is possible, and seldom meant
    handed_in: frozenset[int] = frozenset()

    def label_from_instance(self, obj: Any) -> str:
        if obj.pk not in self.handed_in:
            return str(obj.name)
        return gettext("%(region)s (has handed in)") % {"region": obj.name}


class RegionsForm(PlainForm):
    """Which regions are to report.

    What was ticked when the page was loaded is sent along: only what a person changed is changed.
    """

    regions = Regions(
        label=_("Regions that are to report"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=GONE_MESSAGES,
    )
    seen = Regions(
        queryset=Region.objects.none(),
        required=False,
        widget=forms.MultipleHiddenInput,
        error_messages=GONE_MESSAGES,
    )

    def __init__(self, data: QueryDict | None, *, asking: Round, choose: str = "") -> None:
        self.asking = asking
        handed_in = frozenset(one.pk for one in regions_that_handed_in(asking))
        asked = [one.pk for one in regions_asked(asking)]
        offered = Region.objects.filter(programme=asking.event.phase.programme_id).in_order()
        ticked = {ALL: offered, NONE: handed_in}.get(choose, asked)
        super().__init__(data, initial={"regions": ticked, "seen": asked})
        for name in ("regions", "seen"):
            field = self.fields[name]
            assert isinstance(field, Regions)  # noqa: S101  for the type checker
            field.queryset, field.handed_in = offered, handed_in
        self.helper.layout = Layout(*self.fields)

    @cached_property
    def _changes(self) -> tuple[list[Region], list[Region]]:
        ticked, seen = set(self.cleaned_data["regions"]), set(self.cleaned_data["seen"])
        return list(ticked - seen), list(seen - ticked)

    def changes_something(self) -> bool:
        return any(self._changes)

    @property
    def said(self) -> str:
        added, dropped = (len(some) for some in self._changes)
        return " ".join(_told(added, dropped)) or gettext("Nothing was changed.")

    def save(self, *, by: User) -> None:
        added, dropped = self._changes
        actions.change_regions(by=by, asking=self.asking, added=added, dropped=dropped)


def _told(added: int, dropped: int) -> Iterator[str]:
    if added:
        words = ngettext("%(n)d more region is asked.", "%(n)d more regions are asked.", added)
        yield words % {"n": added}
    if dropped:
        words = ngettext(
            "%(n)d region is no longer asked.", "%(n)d regions are no longer asked.", dropped
        )
        yield words % {"n": dropped}
