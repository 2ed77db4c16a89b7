"""Forms of the questions of a round. They translate; the actions decide."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.fields import LineField, WordsField
from regions.models import User
from regions.plain_forms import PlainForm
from regions.versioned_forms import VersionedForm
from regions.wording import page_language
from reports import actions
from reports.models import Question

UP, DOWN, REMOVE, BRING_BACK = "up", "down", "remove", "back"  # what buttons beside a question do


class QuestionForm(VersionedForm[Question]):
    """A question, new or changed; at least one form of its heading is written."""

    heading_nb = LineField(
        label=_("Question, bokmål"), required=False, max_length=Question.HEADING_LIMIT
    )
    help_nb = WordsField(
        label=_("Help, bokmål"), required=False, max_length=Question.HELP_LIMIT, rows=3
    )
    heading_nn = LineField(
        label=_("Question, nynorsk"),
        required=False,
        max_length=Question.HEADING_LIMIT,
        help_text=_("Where one form is missing, the regions read the other."),
    )
    help_nn = WordsField(
        label=_("Help, nynorsk"), required=False, max_length=Question.HELP_LIMIT, rows=3
    )
    limit = forms.IntegerField(
        label=_("Longest answer, in characters"),
        min_value=1,
        max_value=Question.MOST,
        help_text=_("3,000 characters are about one page."),
    )
    required = forms.BooleanField(
        label=_("Has to be answered"),
        required=False,
        help_text=_("A report cannot be handed in without an answer to it."),
    )

    def __init__(self, data: QueryDict | None, *, row: Question) -> None:
        super().__init__(data, row=row)
        self.helper.layout = Layout(*self.fields)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not (found.get("heading_nb") or found.get("heading_nn") or self.errors):
            self.add_error("heading_nb", _("Write the question in bokmål or nynorsk."))
        return found

    def save(self, *, by: User) -> Question:
        if not self.edited.pk:
            return actions.add_question(by=by, asking=self.edited.round, **self.facts)
        return actions.change_question(
            by=by, question=self.edited, expected_revision=self.started_from, **self.facts
        )


class ArrangeForm(PlainForm):
    """The buttons beside a question: move it, take it out, bring it back."""

    act = forms.ChoiceField(choices=[(one, one) for one in (UP, DOWN, REMOVE, BRING_BACK)])

    def __init__(self, data: QueryDict | None, *, question: Question) -> None:
        self.question = question
        super().__init__(data)

    @property
    def said(self) -> str:
        words = {
            UP: gettext("Moved up: «%(question)s»."),
            DOWN: gettext("Moved down: «%(question)s»."),
            REMOVE: gettext("Taken out: «%(question)s». You can bring it back below."),
            BRING_BACK: gettext("Brought back: «%(question)s»."),
        }
        heading = self.question.heading(page_language())
        return words[self.cleaned_data["act"]] % {"question": heading}

    def save(self, *, by: User) -> None:
        act = self.cleaned_data["act"]
        if act in {UP, DOWN}:
            actions.move_question(by=by, question=self.question, up=act == UP)
        else:
            actions.remove_question(by=by, question=self.question, removed=act == REMOVE)
