"""All addresses."""

from django.contrib import admin
from django.urls import include, path

from byregion import views

urlpatterns = [
    path("", views.home, name="home"),
    path("oversikt/", views.overview, name="overview"),
    path("regioner/<slug:region>/", views.region, name="region"),
    path("", include("regions.urls")),
    path("", include("checkpoints.urls")),
    path("", include("reports.urls")),
    path("konto/", include("regions.account_urls")),
    path("teknisk/", admin.site.urls),
]
