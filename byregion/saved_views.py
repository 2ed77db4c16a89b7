"""Views of the overview that someone has named: their list, naming one, renaming, deleting."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from checkpoints import actions
from checkpoints.access.saved_views import saved_view_to_edit
from checkpoints.forms.saved_views import RenameViewForm, SaveViewForm
from checkpoints.pages.selecting import question
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest, for_the_programme
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language


@a_form
@for_the_programme
@as_of_any_day
def saved_views(request: SignedInRequest) -> HttpResponseBase:
    """One's own views; the one that stands in this page's address can be named and saved."""
    form = question(request.GET, request.user.standing, page_language()).form
    here = f"{reverse('overview')}{form.query}"
    naming = SaveViewForm(posted(request), query=form.query.removeprefix("?"))
    if saved(naming, by=request.user):
        messages.success(request, naming.said)
        return redirect(here)
    views = [
        (view, form.read(view.query).chosen_words()) for view in request.user.saved_views.all()
    ]
    page = {"saved": views, "form": naming, "chosen": form.chosen_words(), "here": here}
    return render(request, "byregion/saved_views.html", page, status=naming.http_status)


@a_form
@for_the_programme
def rename_view(request: SignedInRequest, pk: int) -> HttpResponseBase:
    view = saved_view_to_edit(request.user, pk)
    form = RenameViewForm(posted(request), view=view)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("saved_views")
    page = {"view": view, "form": form}
    return render(request, "byregion/saved_view.html", page, status=form.http_status)


@require_POST
@for_the_programme
def delete_view(request: SignedInRequest, pk: int) -> HttpResponseBase:
    view = saved_view_to_edit(request.user, pk)
    actions.delete_view(by=request.user, view=view)
    messages.success(request, _("«%(name)s» is deleted.") % {"name": view.name})
    return redirect("saved_views")
