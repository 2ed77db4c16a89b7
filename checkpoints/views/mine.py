"""What one is responsible for, in all one's regions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints.access.mine import regions_of
from checkpoints.forms.mine import WhoseForm
from checkpoints.pages.mine import mine_page, work_of
from regions.access import SignedInRequest
from regions.wording import page_language


@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """One's own work, or another's, by due date. It is about today, whatever day is asked for."""
    me, standing = request.user.pk, request.user.standing
    work = work_of(regions_of(request.user), page_language())
    form = WhoseForm(request.GET, work=work, me=me)
    page = mine_page(work, form.chosen(), me=me, standing=standing)
    return render(request, "checkpoints/mine.html", {"page": page, "form": form})
