"""Mail to people about their access, each in the person's own language."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regions.accounts import password_link
from regions.models import ApiToken, Membership, User


def send_invitation(person: User, site: str) -> None:
    """Where to choose a password. `site` is the installation's own address: `https://…/`."""
    with translation.override(person.language):
        subject = _("Your access to Byregion")
        _send(person, subject, "regions/mail/invitation.txt", **_link(person, site))


def tell_of_membership(membership: Membership, site: str) -> None:
    """What someone has become in a region, and where to sign in or choose a password."""
    person = membership.user
    with translation.override(person.language):
        subject = _("You have been added to %(region)s") % {"region": membership.region.name}
        _send(
            person, subject, "regions/mail/membership.txt", region=membership.region.name,
            role=membership.get_role_display(), **_link(person, site),
        )  # fmt: skip


def tell_of_token(token: ApiToken, site: str) -> None:
    """That someone signed in as this person has made a key, and where it can be ended."""
    person = token.person
    with translation.override(person.language):
        subject = _("A new API key in Byregion")
        address = site.rstrip("/") + reverse("regions:tokens")
        _send(person, subject, "regions/mail/token.txt", token=token, address=address)


def _link(person: User, site: str) -> dict[str, object]:
    """A link to choose a password for who has none yet, and the days that it works."""
    link = "" if person.has_usable_password() else password_link(person, site)
    return {"link": link, "site": site, "days": settings.PASSWORD_RESET_TIMEOUT // 86_400}


def _send(person: User, subject: str, template: str, **facts: object) -> None:
    body = render_to_string(template, {"person": person, **facts})
    on_one_line = " ".join(subject.split())
    send_mail(on_one_line, body, settings.DEFAULT_FROM_EMAIL, [person.email])
