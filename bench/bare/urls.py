"""The bare project's one address."""

from django.urls import path

from bench.bare import views

urlpatterns = [path("rows/<int:pk>/tick/", views.tick, name="tick")]
