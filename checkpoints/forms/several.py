"""The form of several checkpoints at once. It translates; the actions decide."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Place, Spot
from checkpoints.actions import said
from checkpoints.forms.acts import ActForm
from checkpoints.forms.assessments import OneOfAnAct, people_in
from checkpoints.models import Assessment, CheckpointKind, CheckpointWording, Status
from checkpoints.rows import ANSWERED
from regions import clock
from regions.conflicts import time_of
from regions.fields import DayField, ReasonField, write
from regions.history import as_it_stood
from regions.models import User
from regions.plain_forms import revision_sent
from regions.wording import page_language

FORM_ID = "several"  # the choices between two versions stand beside their row, and belong to it


class OneOfSeveral(OneOfAnAct):
    """One of the checkpoints, with what is said of them all."""

    why = ""
    is_recorded = False  # false where it stood so already

    @classmethod
    def wanting_all(
        cls, changes: Mapping[str, Any], why: str, sent: QueryDict, *, spot: Spot, row: Assessment
    ) -> Self:
        """What its row said when the page was drawn, but for what is changed now."""
        prefix = spot.wording.checkpoint.slug
        started = revision_sent(sent.get(f"{prefix}-revision", ""))
        seen = as_it_stood(row, started) or row
        data = sent.copy()
        for name, value in {**said(seen), **changes, "revision": started}.items():
            write(data, f"{prefix}-{name}", value)
        form = cls(data, spot=spot, row=row, prefix=prefix)
        form.helper.form_id = FORM_ID
        form.why = why
        return form

    @property
    def name(self) -> str:
        return str(self.spot.wording.text(page_language()))

    @property
    def facts(self) -> dict[str, Any]:
        return {**super().facts, "reason": self.why}

    @property
    def beside(self) -> str:
        """What someone else changed meanwhile, where the two were put together; else empty."""
        found = self.merged or self.overtaken
        if found is None:
            return ""
        words = found.in_words if self.merged else found.alone_in_words
        return f"«{self.name}»: {words}"

    def save(self, *, by: User) -> Assessment:
        row = super().save(by=by)
        self.is_recorded = True
        return row


class SeveralForm(ActForm[OneOfSeveral]):
    """Which of a milestone's checkpoints, and what is said of them all.

    What is left empty stays as it is.
    """

    chosen = forms.MultipleChoiceField(
        label=_("Checkpoints"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ds-input"}),
        error_messages={"required": _("Choose at least one checkpoint.")},
    )
    status = forms.ChoiceField(label=_("Status"), required=False, widget=forms.RadioSelect)
    due_on = DayField(label=_("Due on"), required=False)
    responsible = forms.ModelChoiceField(
        label=_("Responsible"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Leave as it is"),
    )
    responsible_name = forms.CharField(
        label=_("Or someone else, by name"), required=False, max_length=100
    )
    reason = ReasonField(
        help_text=_("One reason for all. Stands in the history. You need not write anything.")
    )

    def __init__(
        self, data: QueryDict | None, *, place: Place, wordings: Sequence[CheckpointWording]
    ) -> None:
        self.place = place
        self.wordings = wordings
        super().__init__(data)
        language = page_language()
        self._choices("chosen", ((one.checkpoint.slug, one.text(language)) for one in wordings))
        self._choices("status", [("", _("Leave as it is")), *self._statuses()])
        self.fields["responsible"].queryset = people_in(place.region, and_still=None)  # type: ignore[attr-defined]  # it is a ModelChoiceField

    def _choices(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # it is a choice field

    def _statuses(self) -> Iterable[tuple[str, str]]:
        """A question that is met is called answered, beside what statements are called."""
        kinds = {one.checkpoint.kind for one in self.wordings}
        met = {CheckpointKind.STATEMENT: Status.MET.label, CheckpointKind.QUESTION: ANSWERED}
        both = " / ".join(str(label) for kind, label in met.items() if kind in kinds)
        labels: dict[str, str | Promise] = {**dict(Status.choices), Status.MET: both}
        return ((value, capfirst(str(label))) for value, label in labels.items())

    def clean_due_on(self) -> date | None:
        """Told once, rather than at every row."""
        day: date | None = self.cleaned_data["due_on"]
        if problem := actions.far_from(self.place.strand.phase, day):
            raise ValidationError(problem)
        return day

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("responsible") and found.get("responsible_name"):
            self.add_error("responsible_name", _("Choose a person or write a name, not both."))
        elif not self.errors and not self.changes:
            raise ValidationError(
                _("Choose what to change: the status, the due date or who is responsible.")
            )
        return found

    @cached_property
    def changes(self) -> dict[str, Any]:
        """What is said of them all, by the names of an assessment's fields."""
        found = {name: self.cleaned_data[name] for name in ("status", "due_on")}
        person, name = self.cleaned_data["responsible"], self.cleaned_data["responsible_name"]
        changes = {field: value for field, value in found.items() if value}
        if found["status"] not in {"", Status.MET}:
            changes["met_on"] = None  # it belongs to the tick that is taken back
        if person or name:  # one of them takes the other's place
            changes |= {"responsible": person, "responsible_name": name}
        return changes

    def row_forms(self) -> Sequence[OneOfSeveral]:
        """In the order of the checkpoints' keys, as everyone saves them."""
        chosen = set(self.cleaned_data["chosen"])
        found = actions.assessments_of(
            self.place.strand, [one for one in self.wordings if one.checkpoint.slug in chosen]
        )
        why = self.cleaned_data["reason"]
        return [
            OneOfSeveral.wanting_all(
                self.changes, why, self.data, spot=Spot(self.place, wording), row=row
            )
            for wording, row in sorted(found.items(), key=lambda each: each[0].checkpoint_id)
        ]

    @property
    def recorded(self) -> tuple[OneOfSeveral, ...]:
        return tuple(row for row in self.rows if row.is_recorded)

    @property
    def said(self) -> str:
        """«3 checkpoints are saved at 10:42. 1 stood so already, and is left alone.»."""
        left = sum(not (row.is_recorded or row.overtaken) for row in self.rows)
        words = [self._saved_words(len(self.recorded))]
        if left:
            words.append(
                ngettext(
                    "%(count)d stood so already, and is left as it was.",
                    "%(count)d stood so already, and are left as they were.",
                    left,
                )
                % {"count": left}
            )
        return " ".join(words)

    def _saved_words(self, count: int) -> str:
        if not count:
            return gettext("No checkpoint was changed.")
        words = ngettext(
            "%(count)d checkpoint is saved at %(time)s.",
            "%(count)d checkpoints are saved at %(time)s.",
            count,
        )
        return words % {"count": count, "time": time_of(clock.now())}

    @property
    def hints(self) -> tuple[str, ...]:
        """What others changed meanwhile, and what is odd about the days; each once."""
        phase = self.place.strand.phase
        odd = (hint for row in self.recorded for hint in actions.hints_about(row.edited, phase))
        beside = (row.beside for row in self.rows if row.beside)
        return tuple(dict.fromkeys((*beside, *odd)))
