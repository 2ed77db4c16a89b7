"""The form of an answer. It translates; the action decides."""

from collections.abc import Iterable

from crispy_forms.layout import Submit
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from regions.fields import WordsField
from regions.models import User
from regions.versioned_forms import VersionedForm
from regions.wording import page_language
from reports import actions
from reports.access import ReportPlace
from reports.models import Answer
from reports.queries.drafts import QuestionFacts


def _field(limit: int) -> WordsField:
    help_text = _("At most %(n)d characters.") % {"n": limit}
    return WordsField(required=False, rows=5, limit=limit, help_text=help_text)


class AnswerForm(VersionedForm[Answer]):
    """A region's answer to a question; several stand on one page, each saved by itself."""

    text = WordsField(required=False)

    def __init__(self, data: QueryDict | None, *, row: Answer, heading: str, address: str) -> None:
        self.posts_to = address
        super().__init__(data, row=row, auto_id=f"id_{row.question_id}_%s")
        text = self.fields["text"] = _field(row.question.limit)
        text.label = heading
        text.sometimes_required = row.question.required  # type: ignore[attr-defined]  # our template reads it
        self.helper.form_id = f"answer-{row.question_id}"
        self.helper.form_show_labels = False  # the heading above it says the same
        # Quiet: what matters on the page is to hand in, and a finished answer is saved at once.
        # Its id keeps the focus on it when the row is drawn anew.
        quiet = {"data_variant": "secondary", "data_size": "sm", "id": f"save-{row.question_id}"}
        self.helper.inputs = [Submit("save", self.button, **quiet)]
        self.helper.attrs |= {
            "hx-post": address,
            "hx-target": "closest .checkpoint",
            "hx-swap": "outerHTML",
        }

    def changes_something(self) -> bool:
        """An answer that nobody has begun is not begun by leaving it empty."""
        return "text" in self.changed_data

    def save(self, *, by: User) -> Answer:
        return actions.answer(
            by=by, answer=self.edited, expected_revision=self.started_from, **self.facts
        )


def form_of(place: ReportPlace, row: Answer, data: QueryDict | None = None) -> AnswerForm:
    """The form of an answer on its report's page; `row` comes with its question."""
    heading = row.question.heading(page_language()).value
    address = place.at("write_answer", row.question_id)
    return AnswerForm(data, row=row, heading=heading, address=address)


def forms_beside(
    questions: Iterable[QuestionFacts], place: ReportPlace, sent: AnswerForm | None = None
) -> list[tuple[QuestionFacts, AnswerForm | None]]:
    """Each question with its form: the one that was sent as it was sent, none for who reads."""
    found: list[tuple[QuestionFacts, AnswerForm | None]] = []
    for one in questions:
        if sent and sent.edited.question_id == one.pk:
            found.append((one, sent))
        else:
            found.append((one, form_of(place, one.answer) if place.may_write else None))
    return found
