"""The four things that are measured: overview, one unit, its forms, one tick."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bench.floor.facts import TODAY
from bench.floor.forms import STATUSES, TickForm
from bench.floor.models import Cell, Milestone, Tick, Unit

WORDS = {**dict(STATUSES), "reached": "reached"}


@dataclass(frozen=True)
class Shown:
    """A cell of the overview."""

    met: int
    of: int
    state: str
    label: str
    changed_at: datetime


@dataclass(frozen=True)
class Row:
    name: str
    slug: str
    cells: tuple[Shown, ...]
    changed_at: datetime


def overview(request: HttpRequest) -> HttpResponse:
    milestones = Milestone.objects.order_by("position")
    return render(request, "floor/overview.html", {"milestones": milestones, "rows": list(rows())})


def rows() -> Iterator[Row]:
    """Everything in one grouped query."""
    counted = (
        Cell.objects.order_by("unit__name", "milestone__position")
        .values_list("unit__name", "unit__slug", "ends_on")
        .annotate(
            every=Count("ticks"),
            met=Count("ticks", filter=Q(ticks__status="met")),
            held=Count("ticks", filter=Q(ticks__status="on_hold")),
            left_out=Count("ticks", filter=Q(ticks__status="not_applicable")),
            touched=Count("ticks", filter=~Q(ticks__status="not_started")),
            changed=Max("ticks__changed_at"),
        )
    )
    for (name, slug), group in groupby(counted, key=lambda row: row[:2]):
        cells = tuple(shown(row[2], row[3:8], row[8]) for row in group)
        yield Row(name, slug, cells, max(cell.changed_at for cell in cells))


def shown(ends_on: date, counts: Sequence[int], changed_at: datetime) -> Shown:
    every, met, held, left_out, touched = counts
    of = every - left_out
    late = (TODAY - ends_on).days
    state = "in_progress" if touched else "not_started"
    if not of:
        state = "not_applicable"
    elif met == of:
        state = "reached"
    elif late > 0:
        return Shown(met, of, "late", f"{late} days late", changed_at)
    elif held:
        state = "on_hold"
    return Shown(met, of, state, WORDS[state], changed_at)


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit, slug=slug)
    ticks = Tick.objects.filter(cell__unit=found).select_related("responsible").order_by("pk")
    return render(request, "floor/unit.html", {"unit": found, "ticks": ticks})


def unit_forms(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit, slug=slug)
    people = list(User.objects.values_list("pk", "username"))
    first = Tick.objects.filter(cell__unit=found, cell__milestone__position=1).order_by("pk")
    forms = [TickForm(tick, people) for tick in first]
    return render(request, "floor/forms.html", {"unit": found, "forms": forms})


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    with transaction.atomic():
        row: Any = Tick.objects.get(pk=pk)
        row.status = "met" if "met" in request.POST else "in_progress"
        row.changed_at = timezone.now()
        row.save(update_fields=["status", "changed_at"])
    return render(request, "floor/_tick.html", {"tick": row})
