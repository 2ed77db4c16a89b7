"""What every page knows: its place in the menu, who is signed in, the demo's day."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.models import MembershipRole, RoleName, User
from regions.put_aside import came_from


@dataclass(frozen=True)
class Account:
    pk: int
    name: str
    role: str | Promise


@dataclass(frozen=True)
class Item:
    """A place in the main menu."""

    label: str | Promise
    url: str
    current: bool
    has_days: bool = False  # it can be read as of an earlier day


def every_page(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)  # a request may fail before it has one
    person = user if isinstance(user, User) else None
    return {
        "account": person and Account(person.pk, person.name, role_of(person)),
        "navigation": navigation(person, _section(request)) if person else [],
        "overview_url": reverse("overview"),
        "overview_pages": overview_pages(request.path) if person else [],
        "home_url": reverse("home"),
        "asked": None,  # the day, on pages that are asked for as of one
        "language_url": reverse("regions:language"),
        "page_address": _page_address(request),
        "sign_out_url": reverse("account_logout"),
        "password_url": reverse("account_change_password"),
        "preview_url": reverse("regions:preview"),
        "tokens_url": reverse("regions:tokens") if person and person.standing.has_a_role else "",
        "api_url": reverse("api_documentation"),
        "demo_today": settings.TODAY if settings.DEMO else None,
        **(_demo_sign_ins() if settings.DEMO and not person else {}),
        "accessibility_statement_url": settings.ACCESSIBILITY_STATEMENT_URL,
    }


def _page_address(request: HttpRequest) -> str:
    """Where the page can be asked for again: some addresses only take what is sent to them."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return came_from(request)


def role_of(person: User) -> str | Promise:
    """What someone is, in words; the widest role when there are several."""
    standing = person.standing
    if standing.staff:
        return RoleName.STAFF.label
    if standing.ministry:
        return RoleName.MINISTRY.label
    if standing.coordinates:
        return MembershipRole.COORDINATOR.label
    return MembershipRole.READER.label if standing.reads else _("no role yet")


def navigation(person: User, section: str) -> list[Item]:
    standing = person.standing
    items = []
    if standing.regions:
        label = _("My region") if len(standing.regions) == 1 else _("My regions")
        items.append(Item(label, reverse("home"), section == "region" and not standing.staff, True))
        items.append(Item(_("My checkpoints"), reverse("checkpoints:mine"), section == "mine"))
    if standing.has_a_role:
        items.append(Item(_("Overview"), reverse("overview"), section == "overview", True))
    if standing.learns:
        learning = reverse("checkpoints:learning_index")
        items.append(Item(_("Learning"), learning, section == "learning"))
    if standing.has_a_role:
        reporting = reverse("reports:rounds")
        items.append(Item(_("Reporting"), reporting, section == "reporting"))
    items.append(Item(_("Calendar"), reverse("checkpoints:calendar"), section == "calendar"))
    if standing.staff:
        items.append(Item(_("Regions"), reverse("regions:regions"), section == "regions"))
        items.append(Item(_("People"), reverse("regions:people"), section == "people"))
    return items


def overview_pages(path: str) -> list[Item]:
    """The pages of the overview, side by side; none of them is current on the pages beneath."""
    pages = [
        (_("Matrix"), reverse("overview")),
        (_("In brief"), reverse("in_brief")),
        (_("Pictures"), reverse("checkpoints:pictures")),
        (_("Forecast"), reverse("checkpoints:forecast")),
        (_("Download"), reverse("checkpoints:exports")),
    ]
    return [Item(label, url, url == path, True) for label, url in pages]


def _section(request: HttpRequest) -> str:
    """The menu's place for an address: by the first word of its path."""
    first = request.path.strip("/").split("/")[0]
    own = {
        "": "region",
        "regioner": "region",
        "mine": "mine",
        "oversikt": "overview",
        "laering": "learning",
        "rapportering": "reporting",
        "kalender": "calendar",
        "faser": "calendar",
        "samlinger": "calendar",
        "byregioner": "regions",
        "personer": "people",
    }
    return own.get(first, "")


def _demo_sign_ins() -> dict[str, Any]:
    from byregion import demo  # noqa: PLC0415  nothing of the demo is loaded elsewhere

    return {"demo_sign_ins": demo.SIGN_INS, "demo_password": demo.PASSWORD}
