"""Who is written to about a request for help. The worker sends each letter by itself."""

from collections.abc import Iterable

from checkpoints import tasks
from checkpoints.letters import Letter
from checkpoints.models import HelpAnswer, HelpRequest
from checkpoints.queries.help import coordinators_of, who_answered, who_can_help
from regions.models import User


def tell_of_request(request: HelpRequest, by: User | None, site: str) -> None:
    """Those who can help."""
    people = who_can_help(request.strand, request.checkpoint, but=by).people
    _write(Letter.ASKED, people, request, site)


def tell_of_answer(answer: HelpAnswer, by: User | None, site: str) -> None:
    """The coordinators of the region that asked."""
    request = answer.request
    _write(
        Letter.ANSWERED, coordinators_of(request.strand.region, but=by), request, site, answer.pk
    )


def tell_of_thanks(request: HelpRequest, by: User | None, site: str) -> None:
    """Those who answered."""
    _write(Letter.THANKED, who_answered(request, but=by), request, site)


def _write(
    letter: Letter,
    people: Iterable[User],
    request: HelpRequest,
    site: str,
    answer: int | None = None,
) -> None:
    for person in people:
        tasks.send_letter.enqueue(letter.name, person.pk, request.pk, answer, site)
