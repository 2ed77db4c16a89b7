"""Who is told by mail of a step that the programme staff took: the region's coordinators."""

from functools import partial

from django.db import transaction

from checkpoints.queries.help import coordinators_of
from regions.models import User
from reports import tasks
from reports.models import Report


def tell_of_step(report: Report, by: User | None, site: str) -> None:
    """Once the step is there for all to see: each coordinator gets a letter of their own."""
    if site:
        transaction.on_commit(partial(_write, report, by, site), robust=True)


def _write(report: Report, by: User | None, site: str) -> None:
    step = report.revisions.get(number=report.revision)
    for person in coordinators_of(report.region, but=by):
        tasks.send_news.enqueue(person.pk, step.pk, site)
