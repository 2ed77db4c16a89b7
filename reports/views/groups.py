"""The page on which the programme staff put the regions of a gathering in groups."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from regions.access import SignedInRequest
from regions.plain_forms import PlainForm, a_form, posted, saved
from reports.access.gatherings import GatheringPlace, gathering_to_prepare
from reports.forms.groups import GroupsForm, MoveForm
from reports.pages.groups import groups_page


@a_form
def groups(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """The groups and why; made, or made anew, from today's data."""
    place = gathering_to_prepare(request.user, phase, event)
    form = GroupsForm(posted(request), row=place.gathering)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(place.at("groups"))
    return _page(request, place, form, _move_form(request, place), form)


@require_POST
def move_region(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    place = gathering_to_prepare(request.user, phase, event)
    form = MoveForm(posted(request), row=place.gathering, posts_to=place.at("move_region"))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(place.at("groups"))
    return _page(request, place, GroupsForm(None, row=place.gathering), form, form)


def _move_form(request: SignedInRequest, place: GatheringPlace) -> MoveForm:
    """With the region whose link was followed."""
    wanted = request.GET.get("region", "")
    return MoveForm(None, row=place.gathering, posts_to=place.at("move_region"), region=wanted)


def _page(
    request: SignedInRequest,
    place: GatheringPlace,
    making: GroupsForm,
    moving: MoveForm,
    sent: PlainForm,
) -> HttpResponse:
    context = {"page": groups_page(place), "making": making, "moving": moving, "sent": sent}
    return render(request, "reports/gathering_groups.html", context, status=sent.http_status)
