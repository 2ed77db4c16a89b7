"""Addresses of a region's report."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("regioner/<slug:region>/statusrapport/", views.report, name="report"),
    path("regioner/<slug:region>/statusrapport.pdf", views.report_pdf, name="report_pdf"),
]
