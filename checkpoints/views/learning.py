"""What regions can learn from each other: the list of checkpoints, and a page for each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from checkpoints.access.learning import learner, topic_to_see
from checkpoints.forms.sharing import LearningSearch
from checkpoints.pages.learning import learning_index, learning_page
from regions.access import SignedInRequest
from regions.wording import page_language


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All checkpoints, with how many have met them, share how, and ask."""
    learner(request.user)
    search = LearningSearch(request.GET)
    groups = learning_index(search.wanted, page_language())
    return render(request, "checkpoints/learning_index.html", {"search": search, "groups": groups})


@require_safe
def topic(request: SignedInRequest, phase: str, milestone: str, checkpoint: str) -> HttpResponse:
    """How regions met a checkpoint."""
    wording = topic_to_see(request.user, phase, milestone, checkpoint)
    page = learning_page(wording, request.user, page_language())
    return render(request, "checkpoints/learning.html", {"page": page})
