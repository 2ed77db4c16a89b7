"""The fetch is the check, for requests for help: read by other regions, changed by one's own."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from checkpoints.access.learning import learner
from checkpoints.models import HelpAnswer, HelpRequest
from checkpoints.queries.help import readable, readable_answers, was_answered_by
from regions.models import Region, User
from regions.standing import Standing

type OnBehalf = tuple[Region | None, ...]  # regions; none of them stands for the programme staff


@dataclass(frozen=True)
class Exchange:
    """A request for help, and what someone may do with it."""

    request: HelpRequest
    standing: Standing
    on_behalf: OnBehalf  # of whom they may answer; empty: they read only

    @property
    def may_change(self) -> bool:
        return self.standing.edits(self.request.strand.region_id)

    def may_change_answer(self, region: int | None) -> bool:
        """Each side changes what it has answered itself."""
        return self.standing.staff if region is None else self.standing.edits(region)


class Gone(Http404):
    """A question that someone may not read; `withdrawn` since their region answered it."""

    def __init__(self, *, withdrawn: bool) -> None:
        super().__init__()
        self.withdrawn = withdrawn


def request_to_see(user: User, pk: int) -> Exchange:
    standing = learner(user).standing
    found = (
        readable(standing)
        .select_related("strand__region", "strand__phase", "checkpoint__milestone", "changed_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Gone(withdrawn=was_answered_by(standing.regions, pk))
    return Exchange(found, standing, _on_behalf(standing, found))


def request_to_answer(user: User, pk: int) -> Exchange:
    """By coordinators of other regions, and by programme staff."""
    exchange = request_to_see(user, pk)
    if not exchange.on_behalf:
        raise PermissionDenied
    return exchange


def request_to_change(user: User, pk: int) -> Exchange:
    """By coordinators of the region that asks."""
    exchange = request_to_see(user, pk)
    if not exchange.may_change:
        raise PermissionDenied
    return exchange


def answer_to_change(user: User, pk: int, answer: int) -> tuple[Exchange, HelpAnswer]:
    """By those on whose behalf it was given."""
    exchange = request_to_see(user, pk)
    answers = readable_answers(exchange.standing).select_related("changed_by", "region")
    found = answers.filter(pk=answer, request=exchange.request).first()
    if found is None:
        raise Http404
    if not exchange.may_change_answer(found.region_id):
        raise PermissionDenied
    found.request = exchange.request
    return exchange, found


def _on_behalf(standing: Standing, request: HelpRequest) -> OnBehalf:
    """Of whom someone may answer: no query but for coordinators of another region, 1 for them."""
    staff: OnBehalf = (None,) if standing.staff else ()
    others = standing.coordinates - {request.strand.region_id}
    return (*staff, *(Region.objects.filter(pk__in=others).in_order() if others else ()))
