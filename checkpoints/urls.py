"""Addresses of what belongs to a strand at a milestone, and of the programme's content."""

from django.urls import URLPattern, URLResolver, include, path

from checkpoints.views import (
    calendar,
    confirming,
    evidence_pages,
    files,
    history,
    milestones,
    plans,
    undo,
)

app_name = "checkpoints"

at_checkpoint: list[URLPattern | URLResolver] = [
    path("", milestones.assess, name="assess"),
    path("hak/", milestones.tick, name="tick"),
    path("bekreft/", milestones.confirm, name="confirm"),
    path("historikk/", history.history, name="history"),
    path("dokumentasjon/", include(evidence_pages.beside("evidence"))),
]
at_milestone: list[URLPattern | URLResolver] = [
    path("", milestones.milestone, name="milestone"),
    path("bekreft/", confirming.confirm_open, name="confirm_open"),
    path("historikk/", history.milestone_history, name="milestone_history"),
    path("plan/", plans.plan, name="plan"),
    path("vedtak/ny/", plans.new_decision, name="new_decision"),
    path("vedtak/<int:pk>/", plans.decision, name="decision"),
    path(
        "vedtak/<int:decision>/dokumentasjon/",
        include(evidence_pages.beside("decision_evidence")),
    ),
    path("sjekkpunkt/<slug:checkpoint>/", include(at_checkpoint)),
]
at_file = [
    path("fil/", files.download, name="evidence_file"),
    path("bilde/", files.thumbnail, name="evidence_thumbnail"),
]

urlpatterns = [
    path("regioner/<slug:region>/lop/<int:strand>/<slug:milestone>/", include(at_milestone)),
    path("regioner/<slug:region>/dokumentasjon/", include(evidence_pages.of_region)),
    path("regioner/<slug:region>/dokumentasjon/<int:pk>/", include(at_file)),
    path("regioner/<slug:region>/historikk/", history.region_history, name="region_history"),
    path(
        "regioner/<slug:region>/historikk/<slug:thing>/<int:pk>/<int:number>/angre/",
        undo.undo,
        name="undo",
    ),
    path(
        "kalender/<slug:phase>/<slug:slug>/historikk/<int:number>/angre/",
        undo.undo_event,
        name="undo_event",
    ),
    *calendar.urls,
]
