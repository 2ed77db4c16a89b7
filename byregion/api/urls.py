from django.urls import include, path, re_path

from byregion.api import views
from byregion.api.service import PREFIX, addresses

urlpatterns = [
    path("api/", views.documentation, name="api_documentation"),
    path(f"{PREFIX}openapi.json", views.openapi, name="api_description"),
    path(PREFIX, include((addresses(), "api"))),
    re_path(rf"^{PREFIX}", views.nowhere, name="api_nowhere"),
]
