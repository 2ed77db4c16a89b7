"""The programme staff's page of a round, and the reminders that are made from it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from regions.access import SignedInRequest
from regions.accounts import site_of
from regions.plain_forms import a_form
from reports import actions
from reports.access import round_for_staff
from reports.models import Round
from reports.pages.rounds import round_name, table_address
from reports.pages.table import table_page


@require_safe
def round_table(request: SignedInRequest, phase: str, event: str) -> HttpResponse:
    """How far each region has come."""
    asking = round_for_staff(request.user, phase, event)
    page = table_page(asking, request.GET)
    return render(request, "reports/table.html", {"page": page, "asking": asking})


@a_form
def remind(request: SignedInRequest, phase: str, event: str) -> HttpResponseBase:
    """Write a letter to everyone whose region is missing; they wait in the outbox.

    Who comes here without having pressed the button is told where it is.
    """
    asking = round_for_staff(request.user, phase, event)
    if request.method != "POST":
        return _where_the_button_is(request, asking)
    made = actions.remind(by=request.user, asking=asking, site=site_of(request))
    words = ngettext(
        "%(n)d new letter is in the outbox. Nothing goes before you send it.",
        "%(n)d new letters are in the outbox. Nothing goes before you send it.",
        made,
    )
    nobody = _("There is nobody to write to who has no letter in the outbox already.")
    messages.success(request, words % {"n": made} if made else nobody)
    return redirect("reports:outbox", phase, event)


def _where_the_button_is(request: SignedInRequest, asking: Round) -> HttpResponse:
    context = {"name": round_name(asking), "address": table_address(asking)}
    status = HTTPStatus.METHOD_NOT_ALLOWED
    return render(request, "reports/remind_by_button.html", context, status=status)
