"""What a bundle consists of: what is frozen of the round's data, and which files stand for it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from django.db.models import F

from regions import clock
from regions.reading import Reading
from reports.bundles import names, stamp
from reports.bundles.evidence_index import evidence_index
from reports.bundles.moment import one_moment
from reports.bundles.numbers import number_files
from reports.models import Bundle, BundlePart, Round
from reports.programme.annexes import annexes_of
from reports.programme.content import ProgrammeContent, to_json
from reports.programme.gather import gather_programme
from reports.programme.splitting import parts_of, whole_or_parts
from reports.queries.content import read_on

READ_ME, SUMS, FIRST = 1, 2, 3  # positions: the papers of the programme's report come first

type NamedFile = tuple[str, bytes]
type NamedPaper = tuple[str, str]  # with the canonical JSON that it is set from


@dataclass(frozen=True)
class Gathered:
    """The data of a round at one moment."""

    made_of: str  # its stamp
    content: ProgrammeContent
    numbers: tuple[NamedFile, ...]

    @property
    def lacks_papers(self) -> bool:
        """Whether an edition came in whose paper is not made yet."""
        return any(not one.sha256 for one in self.content.annexes)

    @cached_property
    def document(self) -> str:
        """The content as it is frozen."""
        return to_json(self.content)


def gathered(asking: Round) -> Gathered:
    """All from one moment. `asking` comes with its event's phase and that one's programme."""
    with one_moment():
        day = read_on(asking, clock.today())
        content = gather_programme(asking, day, annexes_of(asking, Reading.as_of(day)))
        return Gathered(stamp.stamp(), content, tuple(number_files(asking, content)))


def programme_papers(content: ProgrammeContent) -> Iterator[NamedPaper]:
    """The programme's report: one paper, or a main one and one for each county."""
    main, counties = whole_or_parts(content)
    yield names.programme_paper(main), to_json(main)
    for listed, one in zip(main.parts, counties, strict=True):
        yield listed.file_name, to_json(one)


def frozen_parts(bundle: Bundle, found: Gathered) -> list[BundlePart]:
    """All that is there before the programme's report is on paper; not saved."""
    places = count(FIRST + 1 + len(parts_of(found.content)))
    editions = [
        BundlePart(
            bundle=bundle, position=next(places), name=names.edition_paper(one),
            sha256=one.sha256, size=one.size, edition_id=one.edition,
        )
        for one in found.content.annexes
    ]  # fmt: skip
    files = [file_part(bundle, next(places), *one) for one in _files(found)]
    return [*editions, *files]


def file_part(bundle: Bundle, position: int, name: str, content: bytes) -> BundlePart:
    """A part with bytes of its own; not saved."""
    return BundlePart(
        bundle=bundle, position=position, name=name, content=content, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip


def is_whole(bundle: Bundle) -> bool:
    """Whether none of its kept papers was found torn since it was finished."""
    papers = bundle.parts.exclude(render=None)
    return not papers.exclude(render__sha256=F("sha256")).exists()


def says_the_same(bundle: Bundle, parts: Iterable[BundlePart]) -> bool:
    """Whether a finished bundle consists of just these, and what follows from them."""
    follows = (READ_ME, SUMS)
    kept = bundle.parts.filter(render=None).exclude(position__in=follows)
    return {*kept.values_list("name", "sha256")} == {(one.name, one.sha256) for one in parts}


def _files(found: Gathered) -> Iterator[NamedFile]:
    content = found.content
    yield from found.numbers
    yield names.EVIDENCE, evidence_index(content)
    yield names.programme_data(content), found.document.encode()
