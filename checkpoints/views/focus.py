"""Walking a region's open checkpoints one after another."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from checkpoints import access, actions
from checkpoints.access import Spot
from checkpoints.forms.focus import FocusForm
from checkpoints.pages.focus import focus_page, start_page, summary
from checkpoints.saying import tell
from checkpoints.walks.stops import Key
from checkpoints.walks.walk import ENDED, Choice, Walk, begun_at, said, walk
from regions.access import SignedInRequest, region_to_edit
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language


@require_safe
def start(request: SignedInRequest, region: str) -> HttpResponse:
    """How many are open, and which of them to walk."""
    found = region_to_edit(request.user, region)
    choice = Choice.of(request.GET)
    page = start_page(found, choice, by=request.user, language=page_language())
    return render(request, "checkpoints/focus_start.html", {"page": page})


@a_form
def checkpoint(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """One checkpoint of the walk; what is saved leads on to the next."""
    spot = access.spot_to_edit(request.user, **where)
    row = actions.assessment_of(spot.place.strand, spot.wording)
    choice, begun = Choice.of(request.GET), begun_at(request.GET)
    address = f"{spot.address('focus_on')}{said(choice, begun)}"
    form = FocusForm(posted(request), spot=spot, row=row, address=address)
    is_saved = saved(form, by=request.user)
    gone = _walk(request, spot, choice, begun)
    if is_saved:
        return _onward(request, spot, form, gone)
    page = focus_page(gone, _key(spot))
    context = {"page": page, "form": form, "place": spot.place}
    return render(request, "checkpoints/focus.html", context, status=form.http_status)


@require_safe
def done(request: SignedInRequest, region: str) -> HttpResponse:
    """The end of a walk: what was done on it."""
    found = region_to_edit(request.user, region)
    choice, begun = Choice.of(request.GET), begun_at(request.GET)
    ended = request.GET.get(ENDED, "")
    page = summary(found, choice, begun, ended, by=request.user, language=page_language())
    if page is None:
        raise Http404
    return render(request, "checkpoints/focus_done.html", {"page": page})


def _walk(request: SignedInRequest, spot: Spot, choice: Choice, begun: datetime) -> Walk:
    """The walk as it stands, after what was just saved."""
    return walk(
        spot.place.region,
        spot.place.strand.phase,
        choice,
        begun,
        by=request.user,
        language=page_language(),
        here=_key(spot),
    )


def _onward(request: SignedInRequest, spot: Spot, form: FocusForm, gone: Walk) -> HttpResponseBase:
    """To the next; but what someone else changed meanwhile is looked at once more."""
    name = Truncator(spot.wording.text(page_language()).value).chars(60)
    words = _("«%(name)s»: %(said)s") % {"name": name, "said": form.said}
    hints = actions.hints_about(form.edited, spot.place.strand.phase)
    tell(request, words, hints, messages.WARNING if form.overtaken else messages.SUCCESS)
    here = _key(spot)
    stays = gone.address(gone.stops[gone.place_of(here)])
    return redirect(stays if form.overtaken else gone.after(here))


def _key(spot: Spot) -> Key:
    return spot.place.strand.pk, spot.wording.checkpoint_id
