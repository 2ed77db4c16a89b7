"""The page of documentation, the description for programs, and what is nowhere."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from byregion.api.answers import answering
from byregion.api.description import description
from byregion.api.guide import guide
from byregion.api.keys import A_MINUTE
from byregion.api.service import api
from regions.access import SignedInRequest, for_the_programme
from regions.accounts import site_of
from regions.models import Scope


@require_safe
@for_the_programme
def documentation(request: SignedInRequest) -> HttpResponse:
    page = {"guide": guide(site_of(request)), "scopes": Scope.values, "a_minute": A_MINUTE}
    return render(request, "byregion/api.html", page)


@require_safe
@for_the_programme
def openapi(_request: SignedInRequest) -> JsonResponse:
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


@answering
def nowhere(request: HttpRequest) -> HttpResponse:
    """What begins as the API's addresses do and is none of them."""
    return api.on_exception(request, Http404())
