"""Forms of histories: what of one is shown, and why a step is undone. They translate."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from checkpoints.access.undoing import ActToUndo
from checkpoints.forms.acts import ActForm
from checkpoints.models import Milestone
from checkpoints.pages.history import ADDED, SYSTEM, Mark, Wanted
from checkpoints.undoing import Undoing, undo
from regions.fields import DayField, ReasonField
from regions.history import Kind, Versioned
from regions.models import User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from regions.wording import page_language

ALL = ("", _("All"))
STEPS = ((ADDED, _("added")), *Kind.choices)


class HistoryPlace(forms.Form):
    """How far back in a history the page begins. What is not understood is said."""

    data: QueryDict

    etter = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout()

    def clean_etter(self) -> Mark | None:
        written = self.cleaned_data["etter"]
        mark = Mark.read(written)
        if written and mark is None:
            raise ValidationError(_("This place in the history is not known; it begins anew."))
        return mark

    @property
    def begin(self) -> Mark | None:
        """Where the page begins; none for the newest steps."""
        self.is_valid()
        return self.cleaned_data.get("etter")

    @property
    def wanted(self) -> Wanted:
        """All of it."""
        return Wanted()

    @property
    def filters_something(self) -> bool:
        return False

    def address_of(self, older: str) -> str:
        """The page that goes on from a place, with the filters as they are."""
        query = self.data.copy()
        query["etter"] = older
        return f"?{query.urlencode()}"


class HistoryFilters(HistoryPlace):
    """They live in the address. What is not understood is said, and does not filter."""

    q = forms.CharField(label=_("Text"), required=False, max_length=100)
    hvem = forms.ChoiceField(label=_("Who"), required=False)
    hva = forms.ChoiceField(label=_("What"), required=False)
    milepel = forms.ChoiceField(label=_("Milestone"), required=False)
    steg = forms.ChoiceField(label=_("Kind of change"), required=False)
    samlet = forms.UUIDField(required=False, widget=forms.HiddenInput)
    fra = DayField(label=_("From day"), required=False)
    til = DayField(label=_("To day"), required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        people: Iterable[tuple[int | None, str | None]],
        things: Iterable[tuple[str, str | Promise]],
        milestones: Iterable[Milestone] = (),
    ) -> None:
        super().__init__(data)
        self._milestones = {f"{one.phase.slug}.{one.slug}": one for one in milestones}
        self._choices("hvem", ((pk or SYSTEM, name or _("The system")) for pk, name in people))
        self._choices("hva", dict(things).items())
        names = {one.pk: one.text(page_language()) for one in self._milestones.values()}
        self._choices("milepel", ((slug, names[one.pk]) for slug, one in self._milestones.items()))
        self._choices("steg", STEPS)
        if not self._milestones:  # a milestone's own history has none to choose
            del self.fields["milepel"]
        self.helper.form_tag = True
        self.helper.form_method = "get"
        self.helper.form_class = "filters"
        self.helper.attrs = {"role": "search"}
        unseen = {"etter"} if data.get("samlet") else {"etter", "samlet"}
        self.helper.layout = Layout(*(name for name in self.fields if name not in unseen))
        self.helper.add_input(Submit("", _("Show")))

    def _choices(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        named = [(value, capfirst(str(label))) for value, label in choices]
        self.fields[name].choices = [ALL, *named]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        first, last = found.get("fra"), found.get("til")
        if first and last and last < first:
            self.add_error("til", _("The last day must not be before the first."))
        return found

    @property
    def wanted(self) -> Wanted:
        """What was asked for and understood."""
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            text=found.get("q", ""),
            who=found.get("hvem", ""),
            thing=found.get("hva", ""),
            milestone=self._milestones.get(found.get("milepel", "")),
            step=found.get("steg", ""),
            act=found.get("samlet"),
            first=found.get("fra"),
            last=found.get("til"),
        )

    @property
    def filters_something(self) -> bool:
        return self.wanted != Wanted()


class UndoForm(VersionedForm[Versioned]):
    """A button that knows which revision it was pressed on, and why."""

    button = _("Undo")
    reason = ReasonField(label=_("Why do you undo this?"))

    def __init__(self, data: QueryDict | None, *, undoing: Undoing, **kwargs: Any) -> None:
        self.undoing = undoing
        super().__init__(data, row=undoing.row, **kwargs)

    def changes_something(self) -> bool:
        return True

    @property
    def why(self) -> str:
        reason: str = self.cleaned_data["reason"]
        return reason

    def save(self, *, by: User) -> Versioned:
        return undo(
            self.undoing,
            by=by,
            expected_revision=self.started_from,
            reason=self.why,
            change_set=self.change_set,
        )

    def meet(self, current: Versioned, *, by: User) -> None:
        """Nothing is undone that the page did not tell of: it is shown again as it is now."""
        PlainForm.meet(self, current, by=by)
        self.data = self.data.copy()
        self._write("revision", current.revision)

    @property
    def said(self) -> str:
        """What was put back: «Undone. Put back: «Status», «Comment or answer».»."""
        if self.undoing.takes_away:
            return gettext("Undone: it is taken away, and stands in the history.")
        if self.undoing.brings_back:
            return gettext("Undone: it is back.")
        fields = ", ".join(f"«{change.label}»" for change in self.undoing.put_back)
        return gettext("Undone. Put back: %(fields)s.") % {"fields": fields}


class UndoOfRow(UndoForm):
    """One row of an act that is undone as a whole; why it is undone is said once."""

    reason = None  # type: ignore[assignment]  # so Django takes away a field
    why = ""

    def changes_something(self) -> bool:
        """What has nothing left to put back is passed over, but only where the page said so."""
        return bool(self.undoing) or self.started_from != self.edited.revision


class UndoActForm(ActForm[UndoOfRow]):
    """A button that knows at which revision it was pressed of every row of an act, and why."""

    button = _("Undo all of it")
    reason = ReasonField(label=_("Why do you undo this?"))

    def __init__(self, data: QueryDict | None, *, act: ActToUndo) -> None:
        self.act_to_undo = act
        super().__init__(data)

    def row_forms(self) -> Sequence[UndoOfRow]:
        found = [
            UndoOfRow(self.data, undoing=row.undoing, prefix=row.key)
            for row in self.act_to_undo.rows
        ]
        for form in found:
            form.why = self.cleaned_data["reason"]
        return found

    def save(self, *, by: User) -> None:
        if not any(row.undoing for row in self.act_to_undo.rows):
            raise ValidationError(_("There is nothing left to undo."))
        super().save(by=by)

    @property
    def said(self) -> str:
        """«12 changes are undone. 1 was changed again since, and stays as it is.»."""
        undone = [row.undoing for row in self.rows if row.undoing]
        stays = sum(bool(row.undoing.stays) for row in self.rows)
        words = [
            ngettext("%(count)d change is undone.", "%(count)d changes are undone.", len(undone))
            % {"count": len(undone)}
        ]
        if stays:
            words.append(
                ngettext(
                    "%(count)d was changed again since: that stays as it is.",
                    "%(count)d were changed again since: that stays as it is.",
                    stays,
                )
                % {"count": stays}
            )
        return " ".join(words)
