"""One's own keys to the API: the list, making one, ending one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from regions import actions
from regions.access import SignedInRequest, for_the_programme, token_to_end
from regions.accounts import site_of
from regions.plain_forms import a_form, posted, saved
from regions.token_forms import TokenForm
from regions.tokens import MOST_A_DAY, tokens_of


@a_form
@for_the_programme
@never_cache
def tokens(request: SignedInRequest) -> HttpResponse:
    """The answer to the form shows the secret, which is nowhere else: there is no page for it."""
    form = TokenForm(posted(request), site=site_of(request))
    if saved(form, by=request.user):
        made = {"token": form.token, "secret": form.secret}
        return render(request, "regions/token_made.html", made)
    page = {"tokens": tokens_of(request.user), "form": form, "most_a_day": MOST_A_DAY}
    return render(request, "regions/tokens.html", page, status=form.http_status)


@require_POST
def end_token(request: SignedInRequest, pk: int) -> HttpResponseBase:
    actions.end_token(by=request.user, token=token_to_end(request.user, pk))
    messages.success(request, _("The key opens nothing any more."))
    return redirect("regions:tokens")
