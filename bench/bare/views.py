"""One page: a row is saved and drawn again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from bench.bare.models import Row
from bench.bare.saving import save


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Row, pk=pk, owner=request.user.pk)
    expected = int(request.POST["revision"])
    done = save(row, by=request.user, expected=expected, met="met" in request.POST)  # type: ignore[arg-type]  # mypy knows our settings only
    return render(request, "bare/_row.html", {"row": row}, status=200 if done else 409)
