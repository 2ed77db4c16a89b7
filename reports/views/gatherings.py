"""Pages of a gathering: what the programme staff prepare, and what the regions read of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from checkpoints.timeline import event_name
from checkpoints.views.days import as_of_any_day
from regions.access import SignedInRequest
from regions.changes import changes_in, changes_of
from regions.plain_forms import PlainForm, a_form, posted, saved
from reports.access.gatherings import (
    GatheringPlace,
    agenda_item_to_change,
    decision_to_change,
    gathering_to_prepare,
    gathering_to_see,
)
from reports.forms.gatherings import (
    AgendaItemForm,
    ArrangeAgendaForm,
    DecisionForm,
    NewDecisionForm,
    PublishForm,
)
from reports.gathering.content import to_json
from reports.gathering.gather import gather_gathering
from reports.models import Outcome, Paper
from reports.pages.gatherings import (
    gathering_page,
    item_from,
    proposal_of,
    shown_gathering,
    trail_of,
)
from reports.pages.gatherings_ahead import When
from reports.queries.gatherings import told_by
from reports.views.papers import Wanted, given


@require_safe
@as_of_any_day
def gathering(request: SignedInRequest, phase: str, event: str) -> HttpResponse:
    """All that is prepared, to the staff; the agenda and the groups to the regions."""
    place = gathering_to_see(request.user, phase, event)
    if not place.prepares:
        return render(request, "reports/gathering_shown.html", {"page": shown_gathering(place)})
    page = gathering_page(place, request.GET)
    return render(request, "reports/gathering.html", {"page": page, "asked": page.asked})


@a_form
def add_agenda_item(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """A point of the staff's own, or one that is proposed."""
    place = gathering_to_prepare(request.user, **where)
    key = request.GET.get("forslag", "") if request.method != "POST" else ""
    row = item_from(proposal_of(place, key) if key else None, place.event)
    form = AgendaItemForm(posted(request), row=row)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{place.address}#agenda")
    return _form_page(request, place, form, _("New on the agenda"))


@a_form
def change_agenda_item(request: SignedInRequest, pk: int, **where: Any) -> HttpResponseBase:
    place, item = agenda_item_to_change(request.user, pk, **where)
    form = AgendaItemForm(posted(request), row=item)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{place.address}#agenda")
    return _form_page(request, place, form, _("Change the point"), changes=changes_of(item))


@require_POST
def arrange_agenda_item(request: SignedInRequest, pk: int, **where: Any) -> HttpResponseBase:
    """The buttons beside a point: up, down, off the agenda and back."""
    place, item = agenda_item_to_change(request.user, pk, **where)
    return _pressed(request, place, ArrangeAgendaForm(posted(request), item=item), "agenda")


@require_POST
def publish_gathering(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """Show the agenda and the groups to the regions, or no longer."""
    place = gathering_to_prepare(request.user, **where)
    return _pressed(request, place, PublishForm(posted(request), row=place.gathering), "shown")


@a_form
def add_decision(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """What is agreed with several regions, written once."""
    place = gathering_to_prepare(request.user, **where)
    form = NewDecisionForm(posted(request), event=place.event)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{place.address}#decisions")
    is_early = When(place.event).is_to_come
    return _form_page(request, place, form, _("Write down what was agreed"), is_early=is_early)


@a_form
def change_decision(request: SignedInRequest, decision: UUID, **where: Any) -> HttpResponseBase:
    """Correct it, or take it back, for those that have not done it."""
    place, rows = decision_to_change(request.user, decision, **where)
    left = [one for one in rows if one.outcome == Outcome.OPEN]
    form = DecisionForm(posted(request), row=told_by(left)) if left else None
    if form and saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect(f"{place.address}#decisions")
    more = {"rows": rows, "changes": changes_in({one: one.region.name for one in rows})}
    return _form_page(request, place, form, _("Agreed at the gathering"), **more)


@require_safe
def gathering_pdf(request: SignedInRequest, **where: Any) -> HttpResponseBase:
    """The agenda and the groups on paper."""
    place = gathering_to_see(request.user, **where)
    content = gather_gathering(place.gathering)
    name = _("Agenda and groups, %(name)s") % {"name": content.name}
    wanted = Wanted(
        Paper.GATHERING, to_json(content), f"{content.file_name}.pdf", name, place.address
    )
    return given(request, wanted)


def _pressed(
    request: SignedInRequest, place: GatheringPlace, form: PlainForm, where: str
) -> HttpResponseBase:
    """What came of a button on the gathering's page; back to the part in which it stands."""
    if saved(form, by=request.user):
        messages.success(request, form.said)
    else:
        messages.error(request, _("This button is not known. Load the page again."))
    return redirect(f"{place.address}#{where}")


def _form_page(
    request: SignedInRequest,
    place: GatheringPlace,
    form: PlainForm | None,
    heading: str,
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "name": event_name(place.event),
        "trail": trail_of(place.event, heading), "back": place.address, "changes": None, **more,
    }  # fmt: skip
    status = form.http_status if form else 200
    return render(request, "reports/gathering_form.html", context, status=status)
