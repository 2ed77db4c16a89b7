"""Forms of requests for help and of answers. They translate; the actions decide."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from checkpoints import actions
from checkpoints.access import Spot
from checkpoints.access.help import Exchange
from checkpoints.models import HelpAnswer, HelpRequest, Outcome
from checkpoints.pages.help import Wanted
from regions.fields import WordsField
from regions.models import Region, RoleName, User
from regions.plain_forms import PlainForm
from regions.search import SearchForm
from regions.versioned_forms import VersionedForm

STAFF = "stab"  # the programme staff, among the keys of regions
AT_MOST = _("At most %(n)d characters.")


def _question_field() -> WordsField:
    return WordsField(
        label=_("What do you need help with?"),
        max_length=HelpRequest.TEXT_LIMIT,
        rows=6,
        help_text=AT_MOST % {"n": HelpRequest.TEXT_LIMIT},
        error_messages={"required": _("Write what you need help with.")},
    )


def _answer_field() -> WordsField:
    return WordsField(
        label=_("Answer"),
        max_length=HelpAnswer.TEXT_LIMIT,
        rows=6,
        help_text=AT_MOST % {"n": HelpAnswer.TEXT_LIMIT},
        error_messages={"required": _("Write an answer.")},
    )


class AskForm(PlainForm):
    """A question about a checkpoint."""

    button = _("Ask for help")
    question = _question_field()

    def __init__(self, data: QueryDict | None, *, spot: Spot, site: str) -> None:
        self.spot, self.site = spot, site
        super().__init__(data)

    @property
    def said(self) -> str:
        return gettext("You have asked for help. The question stays here until you close it.")

    def save(self, *, by: User) -> HelpRequest:
        return actions.ask_for_help(
            by=by,
            strand=self.spot.place.strand,
            checkpoint=self.spot.wording.checkpoint,
            site=self.site,
            **self.facts,
        )


class QuestionForm(VersionedForm[HelpRequest]):
    """A question that is added to or corrected."""

    question = _question_field()

    def save(self, *, by: User) -> HelpRequest:
        return actions.change_request(
            by=by, request=self.edited, expected_revision=self.started_from, **self.facts
        )


class OutcomeForm(VersionedForm[HelpRequest]):
    """What becomes of a question: closed, with thanks where there were answers, or withdrawn."""

    outcome = forms.TypedChoiceField(
        label=_("The question"),
        coerce=Outcome,
        widget=forms.RadioSelect,
        choices=[
            (Outcome.OPEN, _("Open: we still need help")),
            (Outcome.SETTLED, _("Close it: the question and its answers stay for others to read")),
            (Outcome.WITHDRAWN, _("Withdraw it: other regions no longer see it or its answers")),
        ],
    )
    thanks = WordsField(
        label=_("Thank-you note"),
        required=False,
        max_length=HelpRequest.TEXT_LIMIT,
        rows=3,
        help_text=_(
            "Only when you close the question. Stands with it, and is sent by mail to those who "
            "answered."
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, row: HelpRequest, is_answered: bool, site: str
    ) -> None:
        self.site = site
        self.takes_thanks_away = False
        wanted = {"outcome": Outcome.SETTLED} if row.outcome == Outcome.OPEN else {}
        super().__init__(data, row=row, initial=wanted)
        if not (is_answered or self.data.get("thanks")):
            del self.fields["thanks"]

    @property
    def said(self) -> str:
        words = super().said
        if not self.takes_thanks_away:
            return words
        kept = gettext("The thank-you note is no longer shown. It is kept in the history.")
        return f"{words} {kept}"

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        is_new = found.get("thanks") not in {"", None, self.edited.thanks}
        if is_new and found.get("outcome") != Outcome.SETTLED:
            self.add_error("thanks", _("Close the question to send this note, or empty the field."))
        return found

    def changes_something(self) -> bool:
        """What is proposed is not what stands."""
        stands = self.state_of(self.edited)
        return stands != {name: self.cleaned_data[name] for name in stands}

    def save(self, *, by: User) -> HelpRequest:
        had_thanks = bool(self.edited.thanks)
        saved = actions.close_request(
            by=by,
            request=self.edited,
            expected_revision=self.started_from,
            site=self.site,
            **self.facts,
        )
        self.takes_thanks_away = had_thanks and saved.outcome != Outcome.SETTLED
        return saved


class AnswerForm(PlainForm):
    """An answer, on behalf of a region or of the programme staff."""

    button = _("Answer")
    text = _answer_field()
    region = forms.ChoiceField(label=_("On behalf of"))

    def __init__(self, data: QueryDict | None, *, exchange: Exchange, site: str) -> None:
        self.exchange, self.site = exchange, site
        self.sides = {_key(one): one for one in exchange.on_behalf}
        super().__init__(data)
        if len(self.sides) > 1:
            self.fields["region"].choices = [  # type: ignore[attr-defined]  # a choice field
                (key, _side(one)) for key, one in self.sides.items()
            ]
        else:
            del self.fields["region"]

    @property
    def facts(self) -> dict[str, Any]:
        (only, *_others) = self.sides
        chosen = self.sides[self.cleaned_data.get("region", only)]
        return {**super().facts, "region": chosen}

    @property
    def said(self) -> str:
        words = gettext("Your answer is saved, and sent to %(region)s.")
        return words % {"region": self.exchange.request.strand.region.name}

    def save(self, *, by: User) -> HelpAnswer:
        return actions.answer(by=by, request=self.exchange.request, site=self.site, **self.facts)


def _key(side: Region | None) -> str:
    return str(side.pk) if side else STAFF


def _side(side: Region | None) -> str:
    return side.name if side else str(capfirst(RoleName.STAFF.label))


class AnswerChangeForm(VersionedForm[HelpAnswer]):
    """An answer that is corrected or taken back."""

    text = _answer_field()
    removed = forms.BooleanField(
        label=_("Take the answer back"),
        required=False,
        help_text=_("Others no longer see it. You can bring it back here."),
    )

    def save(self, *, by: User) -> HelpAnswer:
        return actions.change_answer(
            by=by, answer=self.edited, expected_revision=self.started_from, **self.facts
        )


class RequestFilters(SearchForm):
    """Which questions are listed; it lives in the address."""

    tilstand = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (Wanted.UNANSWERED, _("Without an answer")),
            (Outcome.OPEN, _("Open")),
            (Outcome.SETTLED, _("Closed")),
            (Outcome.WITHDRAWN, _("Withdrawn")),
        ],
    )
    egne = forms.BooleanField(label=_("Only those of my region"), required=False)

    def __init__(self, data: QueryDict, *, has_region: bool) -> None:
        super().__init__(data, label=_("Search in questions, checkpoints and regions"))
        if not has_region:
            del self.fields["egne"]
        self.helper.layout = Layout(*self.fields)

    @property
    def wanted(self) -> Wanted:
        """What was asked for and understood."""
        text = self.chosen()
        found = self.cleaned_data
        return Wanted(text, found.get("tilstand", ""), bool(found.get("egne")))

    @property
    def filters_something(self) -> bool:
        return self.wanted != Wanted()
