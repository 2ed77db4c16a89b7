"""How django-allauth behaves here: people are made by staff, never by signing up.

Its forms speak our words, and a form that must be corrected is answered with 422.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.account import forms, views
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.models import User

LABELS: dict[str, Promise] = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail address or the password is wrong."),
        "enter_current_password": _("This is not your current password."),
        "invalid_password_reset": _("The link is used or too old."),
        "too_many_login_attempts": _("Too many attempts. Wait a little and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        """As it is: the sender's name says where it comes from."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        path: str = urlsplit(super().get_reset_password_from_key_url(key)).path
        return site_of(self.request).rstrip("/") + path

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """In the person's language, whatever the browser that asked speaks."""
        with translation.override(user.language):
            super().send_password_reset_mail(user, email, context)


class InOurWords:
    """Labels of ours on allauth's fields, and no placeholders, which vanish when one types."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.widget.attrs.pop("placeholder", None)
        for name in ("password", "oldpassword"):
            if name in self.fields:
                self.fields[name].help_text = ""  # the page itself links to a forgotten password


class SignInForm(InOurWords, forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    pass


class ForgottenPasswordForm(InOurWords, forms.ResetPasswordForm):  # type: ignore[misc]  # the same
    pass


class ChosenPasswordForm(InOurWords, forms.ResetPasswordKeyForm):  # type: ignore[misc]  # the same
    pass


class NewPasswordForm(InOurWords, forms.ChangePasswordForm):  # type: ignore[misc]  # the same
    pass


class Unprocessable:
    """A view that answers 422 with the form as it was filled in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # a mix-in
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class SignIn(Unprocessable, views.LoginView):  # type: ignore[misc]  # allauth has no types
    form_class = SignInForm


class ForgottenPassword(Unprocessable, views.PasswordResetView):  # type: ignore[misc]  # the same
    form_class = ForgottenPasswordForm


class ChoosePassword(Unprocessable, views.PasswordResetFromKeyView):  # type: ignore[misc]  # same
    form_class = ChosenPasswordForm


class ChangePassword(Unprocessable, views.PasswordChangeView):  # type: ignore[misc]  # the same
    form_class = NewPasswordForm


def site_of(request: HttpRequest) -> str:
    """The site's address for mail: the one that is set, else the one that was asked."""
    return settings.SITE_URL or request.build_absolute_uri("/")


def password_link(person: User, site: str) -> str:
    """A link that lets someone choose a password, once, within PASSWORD_RESET_TIMEOUT."""
    key = forms.default_token_generator.make_token(person)
    where = {"uidb36": user_pk_to_url_str(person), "key": key}
    return site.rstrip("/") + reverse("account_reset_password_from_key", kwargs=where)


def forget_addresses(person: User) -> None:
    """Let allauth know a person by their present e-mail address only: an old one opens nothing."""
    EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).delete()
