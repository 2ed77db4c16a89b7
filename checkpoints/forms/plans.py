"""The forms of what is planned and decided at a milestone. They translate; the actions decide."""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Place
from checkpoints.forms.suggestions import SuggestingInput
from checkpoints.models import Decision, Plan
from regions.fields import DayField, LineField, ReasonField, WordsField
from regions.history import as_it_stood
from regions.models import User
from regions.norwegian import sort_key
from regions.plain_forms import PlainForm, all_saved
from regions.versioned_forms import VersionedForm
from regions.wording import Text, page_language

USUAL_BODIES = (
    _("The municipal council"),
    _("The executive committee"),
    _("The county council"),
    _("The regional council"),
    _("The steering group"),
    _("The project group"),
)


WHY_MOVED = _("Write why the plan is moved.")


def why_moved() -> ReasonField:
    field = ReasonField(
        label=_("Why is the plan moved?"),
        help_text=_(
            "Must be there when a planned day is moved or taken away. Stands in the history and in "
            "the report."
        ),
    )
    field.sometimes_required = True  # type: ignore[attr-defined]  # our template reads it
    return field


class PlanForm(VersionedForm[Plan]):
    """When a strand is planned to work at a milestone."""

    starts_on = DayField(label=_("Planned start"), required=False)
    ends_on = DayField(label=_("Planned end"), required=False)
    reason = why_moved()

    def __init__(
        self, data: QueryDict | None, *, place: Place, row: Plan, prefix: str | None = None
    ) -> None:
        self.place = place
        super().__init__(data, row=row, prefix=prefix)

    def clean(self) -> None:
        if "reason" in self.fields and self.moves_a_day and not self.cleaned_data.get("reason"):
            self.add_error("reason", WHY_MOVED)

    @property
    def moves_a_day(self) -> bool:
        """Whether a day that stood on the page is another now, or none."""
        typed = self.cleaned_data
        seen = as_it_stood(self.edited, typed["revision"]) if "revision" in typed else None
        stood = {name: getattr(seen, name, None) for name in ("starts_on", "ends_on")}
        return any(day and name in typed and typed[name] != day for name, day in stood.items())

    def save(self, *, by: User) -> Plan:
        return actions.plan(
            by=by,
            strand=self.place.strand,
            milestone=self.place.milestone,
            expected_revision=self.started_from,
            **self.facts,
        )


class WhyForm(PlainForm):
    """The one reason for all that is moved in a strand's plan; saved with each move."""

    reason = why_moved()

    def changes_something(self) -> bool:
        return False


class PlanLine(PlanForm):
    """One milestone in the plan of a whole strand."""

    reason = None  # type: ignore[assignment]  # so Django leaves a field out

    def __init__(self, data: QueryDict | None, *, place: Place, row: Plan, why: WhyForm) -> None:
        self.why = why
        super().__init__(data, place=place, row=row, prefix=place.milestone.slug)
        self.helper.form_id = StrandPlan.FORM_ID
        for name in self.state_of(row):  # that one may leave them empty is not said ten times
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # our template reads it

    @property
    def facts(self) -> dict[str, Any]:
        return {**super().facts, "reason": self.why.cleaned_data.get("reason", "")}

    @property
    def milestone(self) -> Text:
        return self.place.milestone.text(page_language())

    def changes_something(self) -> bool:
        """Also a plan that is new is none as long as no day is written."""
        return bool(set(self.changed_data) - {"revision"})

    @property
    def note(self) -> str:
        """What others changed here meanwhile, where the two were put together."""
        if self.overtaken:
            return self.overtaken.alone_in_words
        return self.merged.in_words if self.merged else ""


class StrandPlan:
    """The plan of a whole strand: a line for each milestone, one reason, saved all or none."""

    FORM_ID = "strand-plan"

    def __init__(
        self, data: QueryDict | None, *, places: Iterable[Place], rows: Iterable[Plan]
    ) -> None:
        self.why = WhyForm(data)
        self.lines = tuple(
            PlanLine(data, place=place, row=row, why=self.why)
            for place, row in zip(places, rows, strict=True)
        )
        self.changed = False

    @property
    def forms(self) -> tuple[PlainForm, ...]:
        return (self.why, *self.lines)

    def saved(self, *, by: User) -> bool:
        """Only the lines that were changed; in the order in which everyone saves them."""
        if not self.why.is_bound:
            return False
        self.changed = any(line.changes_something() for line in self.lines)
        self._ask_why()
        in_order = sorted(self.lines, key=lambda line: line.place.milestone.pk)
        return all_saved([self.why, *in_order], by=by)

    def _ask_why(self) -> None:
        """One reason for all that is moved."""
        moved = any(line.is_valid() and line.moves_a_day for line in self.lines)
        if moved and self.why.is_valid() and not self.why.cleaned_data.get("reason"):
            self.why.add_error("reason", WHY_MOVED)

    @property
    def http_status(self) -> HTTPStatus:
        """A conflict goes before what must be corrected."""
        found = {form.http_status for form in self.forms}
        order = (HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
        return next((one for one in order if one in found), HTTPStatus.OK)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """What must be corrected: where, the field it stands at, what is wrong."""
        return [error for form in self.forms for error in _errors_of(form)]

    @property
    def said(self) -> str:
        if not self.changed:
            return gettext("Nothing was changed, so nothing was saved.")
        notes = (f"{line.milestone}: {line.note}" for line in self.lines if line.note)
        return " ".join([self.why.said, *notes])

    @property
    def hints(self) -> Iterator[str]:
        """What is odd about the days that were written, without being wrong."""
        for line in self.lines:
            for name in ("starts_on", "ends_on"):
                day = line.cleaned_data[name] if name in line.changed_data else None
                if hint := actions.hint_about(line.place.strand.phase, day):
                    yield f"{line.milestone}: {hint}"
        for earlier, later in pairwise(self.lines):
            yield from _out_of_order(earlier, later)


def _errors_of(form: PlainForm) -> Iterator[tuple[str, str, str]]:
    where = str(form.milestone) if isinstance(form, PlanLine) else ""
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        label = field.label if field and not field.is_hidden else ""
        told = ", ".join(filter(None, [where, str(label)]))
        for error in errors:
            yield told, field.id_for_label if label and field else "", str(error)


def _out_of_order(earlier: PlanLine, later: PlanLine) -> Iterator[str]:
    """What to ask where a later milestone is planned before the one that comes before it."""
    questions = {
        "starts_on": _("%(later)s is planned to begin before %(earlier)s. Is that right?"),
        "ends_on": _("%(later)s is planned to end before %(earlier)s. Is that right?"),
    }
    for name, question in questions.items():
        first, second = earlier.cleaned_data[name], later.cleaned_data[name]
        touched = name in {*earlier.changed_data, *later.changed_data}
        if touched and first and second and second < first:
            yield str(question) % {"later": later.milestone, "earlier": earlier.milestone}


class DecisionForm(VersionedForm[Decision]):
    """A decision at a milestone."""

    decided_on = DayField(
        label=_("Date of the decision"),
        error_messages={"required": _("Write the date of the decision.")},
    )
    body = LineField(
        label=_("Decided by"),
        max_length=100,
        error_messages={"required": _("Write who decided.")},
        widget=SuggestingInput,
        help_text=_("For example a municipal council, the regional council or the steering group."),
    )
    note = WordsField(label=_("Note"), required=False, max_length=2000, rows=3)
    removed = forms.BooleanField(
        label=_("Remove this decision"),
        required=False,
        help_text=_("It disappears from the pages and stays in the history."),
    )

    def __init__(self, data: QueryDict | None, *, place: Place, row: Decision) -> None:
        self.place = place
        super().__init__(data, row=row)
        widget = cast("SuggestingInput", self.fields["body"].widget)
        widget.suggestions = _Bodies(place)
        if not row.revision:
            del self.fields["removed"]

    def save(self, *, by: User) -> Decision:
        self.row = actions.decide(
            by=by,
            strand=self.place.strand,
            milestone=self.place.milestone,
            decision=self.row,
            expected_revision=self.started_from,
            **self.facts,
        )
        return self.row


class _Bodies:
    """Who decides: those that this region has named before, then the usual ones.

    Read when the field is drawn, not when it is only saved: 1 query.
    """

    def __init__(self, place: Place) -> None:
        self.place = place

    def __iter__(self) -> Iterator[str]:
        decided = Decision.objects.filter(strand__region=self.place.region, removed=False)
        named = set(decided.order_by().values_list("body", flat=True).distinct())
        yield from sorted(named, key=sort_key)
        yield from (str(one) for one in USUAL_BODIES if str(one) not in named)
