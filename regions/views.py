"""Pages on people, regions and who takes part in them."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regions import actions, clock, forms, listings
from regions.access import SignedInRequest, region_to_invite_to, region_to_see, staff_only
from regions.accounts import site_of
from regions.changes import changes_in, changes_of
from regions.models import Region, User
from regions.plain_forms import PlainForm, a_form, posted, saved
from regions.search import SearchForm
from regions.staff_access import (
    membership_to_end,
    participation_to_edit,
    person_to_edit,
    region_to_describe,
)

LONGEST_PREVIEW = 10_000  # characters


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Bokmål, nynorsk or English: on the person who is signed in, else in a cookie."""
    form = forms.LanguageForm(request.POST)
    if not form.is_valid():
        raise BadRequest("There is no such language here.")
    chosen, response = form.cleaned_data["language"], redirect(_next(request))
    if isinstance(request.user, User):
        actions.choose_language(by=request.user, language=chosen)
    else:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86_400, samesite="Lax",
            secure=request.is_secure(), httponly=True,
        )  # fmt: skip
    return response


@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    """What is being written, as it will be shown; the page's script asks for it."""
    text = request.POST.get("text", "")
    if len(text) > LONGEST_PREVIEW:
        raise BadRequest("This is longer than any text may be here.")
    return render(request, "components/_words.html", {"text": text})


# People


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    staff_only(request.user)
    search = SearchForm(request.GET, label=_("Name or e-mail"))
    page = {"people": listings.person_lines(search.chosen()), "search": search}
    return render(request, "regions/people.html", page)


@a_form
def add_person(request: SignedInRequest) -> HttpResponseBase:
    staff_only(request.user)
    form = forms.NewPersonForm(posted(request), site=site_of(request))
    if saved(form, by=request.user):
        messages.success(request, _("Saved. The invitation is on its way."))
        return redirect("regions:person", form.person.pk)
    trail = [(_("People"), reverse("regions:people")), (_("New person"), "")]
    return _form_page(request, form, trail)


@a_form
def person(request: SignedInRequest, pk: int) -> HttpResponseBase:
    found = person_to_edit(request.user, pk)
    form = forms.PersonForm(posted(request), row=found)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:person", pk)
    return _person_page(request, found, person_form=form)


@require_POST
def role(request: SignedInRequest, pk: int) -> HttpResponseBase:
    found = person_to_edit(request.user, pk)
    form = forms.RoleForm(request.POST, row=listings.role_of(found), person=found)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:person", pk)
    return _person_page(request, found, role_form=form)


@require_POST
def join_region(request: SignedInRequest, pk: int) -> HttpResponseBase:
    found = person_to_edit(request.user, pk)
    form = forms.JoinRegionForm(request.POST, person=found, site=site_of(request))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:person", pk)
    return _person_page(request, found, join_form=form)


@require_POST
def invite_again(request: SignedInRequest, pk: int) -> HttpResponseBase:
    found = person_to_edit(request.user, pk)
    if not found.is_active:
        messages.error(request, _("This person may not sign in, so no invitation was sent."))
        return redirect("regions:person", pk)
    actions.send_invitation(person=found, site=site_of(request))
    messages.success(request, _("The invitation is on its way."))
    return redirect("regions:person", pk)


def _person_page(request: SignedInRequest, found: User, **sent: PlainForm) -> HttpResponse:
    """A person's page with the form that was sent, if one was, and the others fresh."""
    person = listings.fresh(found)  # an action that was refused may have left its marks on the row
    page = {
        "person": person,
        "person_form": forms.PersonForm(row=person),
        "role_form": forms.RoleForm(row=listings.role_of(person), person=person),
        "join_form": forms.JoinRegionForm(person=person, site=site_of(request)),
        "memberships": listings.memberships_of(person),
        "changes": changes_in(listings.rows_about(person, _("Role in the programme"))),
        "trail": _trail((_("People"), reverse("regions:people")), (person.name, "")),
        **sent,
    }
    return render(request, "regions/person.html", page, status=_status(*sent.values()))


# Regions


@require_safe
def regions(request: SignedInRequest) -> HttpResponse:
    staff_only(request.user)
    page = {"regions": listings.region_lines(clock.today())}
    return render(request, "regions/regions.html", page)


@a_form
def add_region(request: SignedInRequest) -> HttpResponseBase:
    staff_only(request.user)
    form = forms.NewRegionForm(posted(request))
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:regions")
    trail = [(_("Regions"), reverse("regions:regions")), (_("New region"), "")]
    return _form_page(request, form, trail)


@a_form
def edit_region(request: SignedInRequest, slug: str) -> HttpResponseBase:
    region = region_to_describe(request.user, slug)
    form = forms.RegionForm(posted(request), row=region)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:edit_region", slug)
    trail = [(_("Regions"), reverse("regions:regions")), (region.name, "")]
    return _form_page(request, form, trail, changes=changes_of(region))


@a_form
def participations(request: SignedInRequest, slug: str) -> HttpResponseBase:
    region = region_to_describe(request.user, slug)
    form = forms.NewParticipationForm(posted(request), region=region)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:participations", slug)
    page = {
        "region": region,
        "form": form,
        "lines": listings.participation_lines(region, clock.today()),
        "changes": changes_in(listings.participation_names_in(region, clock.today())),
        "trail": _trail(
            (_("Regions"), reverse("regions:regions")),
            (region.name, reverse("regions:edit_region", args=[slug])),
            (_("Municipalities"), ""),
        ),
    }
    return render(request, "regions/participations.html", page, status=form.http_status)


@a_form
def participation(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    found = participation_to_edit(request.user, slug, pk)
    form = forms.ParticipationForm(posted(request), row=found)
    if saved(form, by=request.user):
        messages.success(request, form.said)
        return redirect("regions:participations", slug)
    name = listings.municipality_names([found.municipality_id], clock.today())
    trail = [
        (_("Regions"), reverse("regions:regions")),
        (found.region.name, reverse("regions:edit_region", args=[slug])),
        (_("Municipalities"), reverse("regions:participations", args=[slug])),
        (name[found.municipality_id], ""),
    ]
    return _form_page(request, form, trail, changes=changes_of(found))


# A region's people


@a_form
def members(request: SignedInRequest, slug: str) -> HttpResponseBase:
    fetch = region_to_invite_to if request.method == "POST" else region_to_see
    region = fetch(request.user, slug)
    form = forms.InviteForm(posted(request), region=region, site=site_of(request))
    if saved(form, by=request.user):
        messages.success(request, _("The invitation is on its way."))
        return redirect("regions:members", slug)
    return _members_page(request, region, form)


@require_POST
def end_membership(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    membership = membership_to_end(request.user, slug, pk)
    form = forms.EndMembershipForm(request.POST, row=membership)
    if saved(form, by=request.user):
        messages.success(request, _("The membership has ended."))
        return redirect(_next(request, reverse("regions:members", args=[slug])))
    return _members_page(request, membership.region, sent=form)


def _members_page(
    request: SignedInRequest,
    region: Region,
    form: PlainForm | None = None,
    sent: PlainForm | None = None,
) -> HttpResponse:
    standing = request.user.standing
    page = {
        "region": region,
        "members": listings.members_of(region),
        "form": form or forms.InviteForm(region=region, site=site_of(request)),
        "sent": sent,
        "may_invite": standing.staff or standing.edits(region.pk),
        "may_end": standing.staff,
        "changes": changes_in(listings.membership_names_in(region)),
    }
    return render(request, "regions/members.html", page, status=_status(sent or form))


# What several pages share


def _form_page(
    request: HttpRequest, form: PlainForm, trail: list[tuple[str, str]], **more: Any
) -> HttpResponse:
    """A page that is one form, named by the end of its trail."""
    page = {"form": form, "trail": _trail(*trail), "title": trail[-1][0], "changes": None, **more}
    return render(request, "regions/form.html", page, status=form.http_status)


def _trail(*places: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in places]


def _status(*sent: PlainForm | None) -> HTTPStatus:
    return next((form.http_status for form in sent if form), HTTPStatus.OK)


def _next(request: HttpRequest, otherwise: str = "/") -> str:
    """Where the page that sent the form wants to go on, if that is here."""
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return there if safe else otherwise
