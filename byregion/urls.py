"""All addresses."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path

from byregion import saved_views, views

# Technicians sign in as everyone does: there attempts are counted.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as allauth says
# Packages register these to be changed. Nothing here uses them but allauth itself.
admin.site.unregister([Group, EmailAddress])

urlpatterns = [
    path("", views.home, name="home"),
    path("oversikt/", views.overview, name="overview"),
    path("oversikt/kort-fortalt/", views.in_brief, name="in_brief"),
    path("oversikt/utvalg/", saved_views.saved_views, name="saved_views"),
    path("oversikt/utvalg/<int:pk>/", saved_views.rename_view, name="rename_view"),
    path("oversikt/utvalg/<int:pk>/slett/", saved_views.delete_view, name="delete_view"),
    path("regioner/<slug:region>/", views.region, name="region"),
    path("", include("regions.urls")),
    path("", include("checkpoints.urls")),
    path("", include("reports.urls")),
    path("konto/", include("regions.account_urls")),
    path("", include("byregion.api.urls")),
    path("teknisk/", admin.site.urls),
]
