"""Makes a bundle, step by step; each step is found done or does itself, whoever comes to it again.

(a) The papers of the editions, (b) what there is to say, frozen, (c) the papers of the programme's
report, (d) all of it listed, with checksums. Between the steps workers set papers; whoever has set
the last one that is waited for lets the making go on.
"""

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from regions import clock
from reports import renders, tasks  # each other's: tasks are made of what is here
from reports.bundles import names, stamp
from reports.bundles.contents import (
    FIRST,
    READ_ME,
    SUMS,
    Gathered,
    file_part,
    frozen_parts,
    gathered,
    is_whole,
    programme_papers,
    says_the_same,
)
from reports.bundles.manifest import read_me, sums
from reports.canonical import checksum
from reports.models import Bundle, BundlePart, BundleState, Edition, Paper, Render, Round
from reports.pdf import PaperError
from reports.press import PASSING
from reports.programme.annexes import editions_that_hold, unmade_of_round
from reports.programme.content import from_json

log = logging.getLogger(__name__)


def go_on(pk: int) -> None:
    """Do what can be done of a bundle that is being made; nothing for one that has ended.

    Where the database cannot be asked, that is raised, so that the backend runs the task again;
    whatever else goes wrong ends the bundle, and the log says why.
    """
    try:
        _go_on(pk)
    except PASSING:
        raise
    except Exception:
        log.exception("Bundle %s cannot be made.", pk)
        give_up([pk])


def _go_on(pk: int) -> None:
    bundle = _of_round(being_made()).filter(pk=pk).first()
    if bundle and not bundle.content:
        if _papers_are_asked_for(bundle.round):
            return
        bundle = _freeze(bundle)
    if bundle is None:  # it has ended, or there is one that says the same
        return
    papers = _programme_papers_of(bundle)
    if any(one.failed_at for one in papers):
        give_up([pk])
    elif all(one.made_at for one in papers) and not _begins_over(bundle):
        _finish(bundle)


def being_made() -> QuerySet[Bundle]:
    return Bundle.objects.filter(state=BundleState.MAKING)


def give_up(bundles: Iterable[int]) -> None:
    """End bundles that cannot be made. Whoever presses again goes on from what is there."""
    being_made().filter(pk__in=bundles).update(state=BundleState.FAILED, ended_at=clock.now())


# Whoever has set a paper


def tell_of_file(edition: int) -> None:
    """Let the bundles go on whose last missing edition this was."""
    for bundle in _waiting_for(edition):
        if not unmade_of_round(bundle.round).exists():
            _wake(bundle.pk)


def tell_of_failure(edition: int) -> None:
    """End the bundles that wait for an edition whose paper cannot be set."""
    give_up([one.pk for one in _waiting_for(edition) if _lacks(one.round, edition)])


def tell_of_paper(render: int) -> None:
    """Let the bundles go on that wait for a kept paper, once it was the last one, or failed."""
    waiting = being_made().filter(parts__render=render).distinct()
    for pk in waiting.values_list("pk", flat=True):
        unmade = Render.objects.filter(parts__bundle=pk, made_at=None)
        if unmade.exclude(failed_at=None).exists() or not unmade.exists():
            _wake(pk)


def _waiting_for(edition: int) -> list[Bundle]:
    """Those that are being made of its round, and wait for papers of editions."""
    rounds = Edition.objects.filter(pk=edition).values("report__round")
    return list(_of_round(being_made()).filter(round__in=rounds, content=""))


def _lacks(asking: Round, edition: int) -> bool:
    """Not so where the edition was withdrawn, or another has taken its place."""
    return unmade_of_round(asking).filter(pk=edition).exists()


def _of_round(bundles: QuerySet[Bundle]) -> QuerySet[Bundle]:
    return bundles.select_related("round__event__phase__programme")


def _wake(bundle: int) -> None:
    tasks.make_bundle.enqueue(bundle)


# (a) The papers of the editions


def _papers_are_asked_for(asking: Round) -> bool:
    """Whether editions lack their papers, which then are asked for: all of them or none."""
    missing = list(unmade_of_round(asking).values_list("pk", flat=True))
    with transaction.atomic():
        for pk in missing:
            tasks.make_file.enqueue(pk)
    return bool(missing)


# (b) What there is to say


def _freeze(bundle: Bundle) -> Bundle | None:
    """The bundle with its content; None where it has ended, or was not needed after all."""
    found = gathered(bundle.round)
    if found.lacks_papers:
        _wake(bundle.pk)
        return None
    parts = frozen_parts(bundle, found)
    with transaction.atomic():
        if not _is_still_made(bundle):
            return None
        newest = bundle.round.bundles.filter(state=BundleState.READY).defer("content").first()
        if newest and is_whole(newest) and says_the_same(newest, parts):
            bundle.delete()
            stamp.keep(newest, found.made_of)
            return None
        _keep(bundle, found)
        BundlePart.objects.bulk_create(parts)
    stamp.keep(bundle, found.made_of)
    return bundle


def _keep(bundle: Bundle, found: Gathered) -> None:
    bundle.content, bundle.content_sha256 = found.document, checksum(found.document)
    bundle.save(update_fields=["content", "content_sha256"])


def _is_still_made(bundle: Bundle) -> bool:
    """Whether nobody has ended it, or been here before; nobody does until the transaction ends."""
    rows = being_made().select_for_update(no_key=True)
    return rows.filter(pk=bundle.pk, content_sha256=bundle.content_sha256).exists()


# (c) The papers of the programme's report


def _programme_papers_of(bundle: Bundle) -> list[Render]:
    """Asked for, and laid into the bundle, so that whoever sets one knows who waits for it."""
    papers = programme_papers(from_json(bundle.content))
    asked = [(name, renders.ask(Paper.PROGRAMME, text)) for name, text in papers]
    with transaction.atomic():
        if not _is_still_made(bundle):
            return []
        laid = bundle.parts.exclude(render=None)
        if [*laid.values_list("render", flat=True)] != [one.pk for _name, one in asked]:
            laid.delete()
            BundlePart.objects.bulk_create(
                BundlePart(bundle=bundle, position=place, name=name, render=one, size=0)
                for place, (name, one) in enumerate(asked, start=FIRST)
            )
    return list(Render.objects.filter(parts__bundle=bundle).defer("content", "paper"))


@transaction.atomic
def _begins_over(bundle: Bundle) -> bool:
    """Whether it does from (a), as editions came in or were withdrawn while it was made.

    A round in which that never ends has its bundle all the same: its page says what was withdrawn.
    """
    if _has_what_holds(bundle) or not _is_still_made(bundle) or not stamp.may_begin_over(bundle):
        return False
    bundle.content = bundle.content_sha256 = ""
    bundle.save(update_fields=["content", "content_sha256"])
    bundle.parts.all().delete()
    _wake(bundle.pk)
    return True


def _has_what_holds(bundle: Bundle) -> bool:
    """Whether the editions in it are those that are handed in and hold."""
    inside = bundle.parts.exclude(edition=None).values_list("edition", flat=True)
    return {*inside} == {one.pk for one in editions_that_hold(bundle.round)}


# (d) All of it, listed


@transaction.atomic
def _finish(bundle: Bundle) -> None:
    if not _is_still_made(bundle) or not _papers_are_measured(bundle):
        return
    content = from_json(bundle.content)
    told = read_me(content, bundle.content_sha256)
    about = file_part(bundle, READ_ME, names.READ_ME, told)
    listed = [(about.name, about.sha256), *bundle.parts.values_list("name", "sha256")]
    manifest = file_part(bundle, SUMS, names.SUMS, sums(listed))
    BundlePart.objects.bulk_create([about, manifest])
    bundle.state, bundle.ended_at = BundleState.READY, clock.now()
    bundle.save(update_fields=["state", "ended_at"])


def _papers_are_measured(bundle: Bundle) -> bool:
    """Fill in checksums and sizes; not where one is torn, which is set again and then tells."""
    for paper in Render.objects.filter(parts__bundle=bundle).defer("content", "paper"):
        try:
            size = len(renders.paper_of(paper))
        except PaperError:
            return False
        bundle.parts.filter(render=paper).update(sha256=paper.sha256, size=size)
    return True
