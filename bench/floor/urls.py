"""The floor's addresses."""

from django.contrib.auth.views import LoginView
from django.urls import path

from bench.floor import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("sign-in/", LoginView.as_view(template_name="floor/sign_in.html"), name="sign_in"),
    path("units/<slug:slug>/", views.unit, name="unit"),
    path("units/<slug:slug>/forms/", views.unit_forms, name="forms"),
    path("ticks/<int:pk>/", views.tick, name="tick"),
]
