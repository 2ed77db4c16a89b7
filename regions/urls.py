from django.urls import path

from regions import token_views, views

app_name = "regions"
urlpatterns = [
    path("sprak/", views.language, name="language"),
    path("forhandsvisning/", views.preview, name="preview"),
    path("konto/api-nokler/", token_views.tokens, name="tokens"),
    path("konto/api-nokler/<int:pk>/avslutt/", token_views.end_token, name="end_token"),
    path("personer/", views.people, name="people"),
    path("personer/ny/", views.add_person, name="add_person"),
    path("personer/<int:pk>/", views.person, name="person"),
    path("personer/<int:pk>/invitasjon/", views.invite_again, name="invite_again"),
    path("personer/<int:pk>/rolle/", views.role, name="role"),
    path("personer/<int:pk>/byregioner/", views.join_region, name="join_region"),
    path("byregioner/", views.regions, name="regions"),
    path("byregioner/ny/", views.add_region, name="add_region"),
    path("regioner/<slug:slug>/rediger/", views.edit_region, name="edit_region"),
    path("regioner/<slug:slug>/kommuner/", views.participations, name="participations"),
    path("regioner/<slug:slug>/kommuner/<int:pk>/", views.participation, name="participation"),
    path("regioner/<slug:slug>/personer/", views.members, name="members"),
    path(
        "regioner/<slug:slug>/personer/<int:pk>/avslutt/",
        views.end_membership,
        name="end_membership",
    ),
]
