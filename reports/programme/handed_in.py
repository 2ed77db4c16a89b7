"""How far each region's report to a round has come, as the funder is told it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from reports.models import Report, Round, Stage
from reports.queries.approved import is_reopened
from reports.states import Shown

NOT_ASKED = "not_applicable"  # the sign of a region that is not to report


@dataclass(frozen=True)
class HandedIn:
    """In words, and as signs and colours know it; a region that is not asked has no other."""

    state: str
    label: str


def not_asked() -> HandedIn:
    return HandedIn(NOT_ASKED, gettext("not asked to report"))


def handed_in_by(asking: Round) -> Mapping[int, HandedIn]:
    """By region, those that are asked: 1 query.

    Of a draft the funder is told no more than that it is not handed in.
    """
    rows = Report.objects.filter(round=asking, asked=True).annotate(reopened=is_reopened())
    return {
        region: _told(stage, reopened=reopened)
        for region, stage, reopened in rows.order_by().values_list("region_id", "stage", "reopened")
    }


def _told(stage: str, *, reopened: bool) -> HandedIn:
    if stage == Stage.DRAFT:
        return HandedIn(Shown.NOT_BEGUN.value, gettext("not handed in"))
    shown = Shown.of(stage, begun=True, reopened=reopened)
    return HandedIn(shown.value, str(shown.label))
