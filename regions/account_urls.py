"""Signing in, out, and one's password: these addresses of django-allauth and no others."""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import RedirectView

from regions import accounts

urlpatterns = [
    path("logg-inn/", accounts.SignIn.as_view(), name="account_login"),
    path("logg-ut/", views.logout, name="account_logout"),
    path("stengt/", views.account_inactive, name="account_inactive"),
    path("passord/", accounts.ChangePassword.as_view(), name="account_change_password"),
    # allauth sends people without a password here; they get theirs by mail.
    path(
        "passord/velg/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("glemt-passord/", accounts.ForgottenPassword.as_view(), name="account_reset_password"),
    path("glemt-passord/sendt/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "nytt-passord/ferdig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^nytt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        accounts.ChoosePassword.as_view(),
        name="account_reset_password_from_key",
    ),
]
