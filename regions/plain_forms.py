"""Forms that hand what was filled in to an action, and show what it refuses.

    def edit_plan(request, …):
        plan = plan_to_edit(request.user, …)
        form = PlanForm(posted(request), row=plan)
        if saved(form, by=request.user):
            messages.success(request, form.said)
            return redirect(…)
        return render(request, "….html", {"form": form}, status=form.http_status)

What someone sent after their session had expired comes back to `posted` once they have signed in
(`{% include "components/_kept.html" %}` says so).
"""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regions import clock
from regions.conflicts import Conflict, Meanwhile, time_of
from regions.fields import WordsField
from regions.history import Stale, Versioned
from regions.models import User
from regions.put_aside import PutAside, put_aside_for

a_form = require_http_methods(["GET", "HEAD", "POST"])  # for views that show a form and take it

PREVIEW = "preview"  # the button that shows what was written in Markdown, and saves nothing


class PlainForm(forms.Form):
    """A form with its button, drawn by `{% crispy form %}`; actions' complaints land on it."""

    button: str | Promise = _("Save")
    posts_to = ""  # where the form is posted; empty: to its own page

    data: QueryDict
    change_set: UUID | None = None  # where it is one of several that are saved as one act

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.kept = isinstance(data, PutAside)  # typed before sign-in, and not sent since
        self.previewed = data is not None and PREVIEW in data  # sent to be looked at, not saved
        self.conflict: Conflict | None = None
        self.helper = FormHelper(self)
        self.helper.layout = None
        self.helper.form_action = self.posts_to
        # The server says what is wrong, in one place. Our script keeps what is typed (drafts.js),
        # and knows a form that comes back with what is not saved yet.
        self.helper.attrs = {"novalidate": "", "data-keep": "unsaved" if self.is_bound else ""}
        name = "-".join(filter(None, [self.prefix, "save"]))
        self.helper.add_input(Submit(name, self.button))

    def full_clean(self) -> None:
        """Check what was sent; what was only kept, or looked at, is shown as it stands."""
        if self.kept or self.previewed:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    @property
    def can_be_previewed(self) -> bool:
        """Whether something in it is written in Markdown."""
        return any(isinstance(field, WordsField) for field in self.fields.values())

    @property
    def http_status(self) -> HTTPStatus:
        """200 as long as nothing was sent, 409 for a conflict, 422 for what must be corrected."""
        if self.conflict:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.errors else HTTPStatus.OK

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def save(self, *, by: User) -> Any:
        """Hand what was filled in to an action."""
        raise NotImplementedError

    def changes_something(self) -> bool:
        return True

    def complain(self, error: ValidationError) -> None:
        """Put what an action refused onto the fields that it is about."""
        by_field = getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]})
        for name, errors in by_field.items():
            self.add_error(name if name in self.fields else None, errors)

    @property
    def said(self) -> str:
        """What the next page tells the person who saved."""
        return gettext("Saved at %(time)s.") % {"time": time_of(clock.now())}

    def meet(self, current: Versioned, *, by: User) -> None:
        """Show that someone else was first; there are no fields to compare."""
        self.conflict = Conflict(Meanwhile(who_changed(current), current.changed_at, ()))


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, or none where the page is only asked for.

    A page that is asked for after sign-in may get what was put aside (regions/put_aside.py): it
    fills the form, which neither saves it nor judges it before it is sent again.
    """
    return request.POST if request.method == "POST" else put_aside_for(request)


def saved(form: PlainForm, *, by: User) -> bool:
    """Whether what was sent is saved. If not, the form says why, `form.http_status` how."""
    if form.kept or form.previewed or not form.is_valid():
        return False
    try:
        if form.changes_something():
            form.save(by=by)
    except Stale as stale:
        form.meet(stale.current, by=by)
    except ValidationError as error:
        form.complain(error)
    return form.http_status == HTTPStatus.OK


def all_saved(forms: Sequence[PlainForm], *, by: User) -> bool:
    """Whether all of several forms are saved, as one act: all of them or none.

    Each form says by itself what hinders it; those that nothing hinders stay as they were sent.
    They are saved in the order given, which is to be that of their keys: two who save the same rows
    at once then never wait for each other in a ring.
    """
    together = uuid4()
    for form in forms:
        form.change_set = together
    with transaction.atomic():
        well = [saved(form, by=by) for form in forms]  # each is asked: every error is shown at once
        if not all(well):
            transaction.set_rollback(True)
    return all(well)


def revision_sent(text: str) -> int:
    """The revision that stood on a page; what is no number becomes -1, which no history has."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def who_changed(row: Versioned) -> str:
    """The name of the one who changed a row last; empty for the system."""
    return row.changed_by.name if row.changed_by else ""
