"""Several checkpoints of a milestone at once, with one reason."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from checkpoints import access
from checkpoints.forms.several import SeveralForm
from checkpoints.pages.several import several_page
from checkpoints.saying import tell
from regions.access import SignedInRequest
from regions.plain_forms import a_form, posted, saved
from regions.wording import page_language


@a_form
def several(request: SignedInRequest, region: str, strand: int, milestone: str) -> HttpResponseBase:
    """Choose checkpoints and say what holds for them all."""
    place = access.place_to_edit(request.user, region, strand, milestone)
    language = page_language()
    form = SeveralForm(posted(request), place=place, wordings=access.wordings_at(place))
    if saved(form, by=request.user):
        level = messages.SUCCESS if form.recorded else messages.WARNING
        tell(request, _with_a_way_back(form), form.hints, level)
        return redirect(place.address)
    context = {
        "place": place,
        "milestone": place.milestone.text(language),
        "form": form,
        "lines": several_page(form, place, language),
    }
    return render(request, "checkpoints/several.html", context, status=form.http_status)


def _with_a_way_back(form: SeveralForm) -> str:
    """What was saved, and where all of it is undone."""
    if not form.recorded:
        return form.said
    undo = reverse("checkpoints:undo_act", args=[form.place.region.slug, form.act])
    return format_html('{} <a href="{}">{}</a>', form.said, undo, _("Undo all of it"))
