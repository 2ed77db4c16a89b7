"""Addresses of what belongs to a strand at a milestone, and of the programme's content."""

from django.urls import include, path

from checkpoints import calendar_views, views

app_name = "checkpoints"

at_milestone = [
    path("", views.milestone, name="milestone"),
    path("historikk/", views.milestone_history, name="milestone_history"),
    path("plan/", views.plan, name="plan"),
    path("vedtak/ny/", views.new_decision, name="new_decision"),
    path("vedtak/<int:pk>/", views.decision, name="decision"),
    path("sjekkpunkt/<slug:checkpoint>/", views.assess, name="assess"),
    path("sjekkpunkt/<slug:checkpoint>/hak/", views.tick, name="tick"),
    path("sjekkpunkt/<slug:checkpoint>/historikk/", views.history, name="history"),
]

urlpatterns = [
    path("regioner/<slug:region>/lop/<int:strand>/<slug:milestone>/", include(at_milestone)),
    *calendar_views.urls,
]
