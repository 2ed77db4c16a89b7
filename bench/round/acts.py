"""What is done, measured and looked at inside the project (bench/round/inside.py)."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django_ox.models import OxTask

from bench.floor import facts
from bench.paper.filling import ANSWERS, EVENT, hand_in_anew, reports_of
from bench.paper.usage import peak_of
from regions.models import User
from reports import actions
from reports.actions.bundles import ask_for_bundle
from reports.bundles.contents import gathered
from reports.bundles.sending import zip_of
from reports.models import Bundle, BundleState, EditionFile, Render, Report, Round

POLLED = 0.005  # seconds between two looks at a bundle that is being made
UNSETTLED = ("READY", "RUNNING")

Told = dict[str, Any]


def press() -> Told:
    """The button; seconds until the bundle is ready, or has come to another end."""
    start = perf_counter()
    ask_for_bundle(by=_staff(), asking=_round())
    while (bundle := _newest()).state == BundleState.MAKING:
        sleep(POLLED)
    return {"wall": perf_counter() - start, "state": bundle.state, "bundle": bundle.pk}


def ask() -> Told:
    """The button, and nobody waits."""
    bundle = ask_for_bundle(by=_staff(), asking=_round())
    return {"state": bundle.state, "bundle": bundle.pk}


def stop() -> Told:
    bundle = actions.stop_bundle(by=_staff(), bundle=_newest())
    return {"state": bundle.state}


def look() -> Told:
    """How far it is."""
    bundle = _newest()
    editions = EditionFile.objects.filter(edition__report__round=_round())
    papers = Render.objects.exclude(made_at=None)
    waiting = OxTask.objects.filter(status__in=UNSETTLED).count()
    return {
        "state": bundle.state, "bundle": bundle.pk, "editions": editions.count(),
        "papers": papers.count(), "tasks": waiting, "files": bundle.parts.count(),
    }  # fmt: skip


def download() -> Told:
    """The ZIP, as it is sent; seconds, and MB that this process has had."""
    bundle, start = _ready(), perf_counter()
    size = sum(map(len, zip_of(bundle)))
    return {"wall": perf_counter() - start, "bytes": size, "peak": peak_of(os.getpid())}


def keep(path: str) -> Told:
    """The ZIP in a file, and its checksum."""
    found = hashlib.sha256()
    with Path(path).open("wb") as file:
        for piece in zip_of(_ready()):
            found.update(piece)
            file.write(piece)
    return {"sha256": found.hexdigest()}


def floor() -> Told:
    """Read the bundle's finished papers, and lay them into a ZIP that goes nowhere."""
    bundle, start = _ready(), perf_counter()
    with zipfile.ZipFile(_Nowhere(), "w") as archive:  # type: ignore[call-overload]  # it writes
        for number, content in enumerate(_papers(bundle)):
            archive.writestr(f"{number}.pdf", content)
    return {"wall": perf_counter() - start}


def forget() -> Told:
    """As if something had been recorded meanwhile that no report tells of."""
    cache.clear()
    return {}


def gather() -> Told:
    """What the programme's report says, and its tables; no paper is set."""
    start = perf_counter()
    gathered(_round())
    return {"wall": perf_counter() - start}


def change(regions: int, salt: str) -> Told:
    """The first regions hand in once more."""
    for report in reports_of(_round())[:regions]:
        hand_in_anew(report, tuple(f"{salt} {text}" for text in ANSWERS))
    return {}


def contents(path: str) -> Told:
    """What the programme's report says in the newest bundle, as files."""
    written = []
    for row in Render.objects.filter(parts__bundle=_ready()).order_by("parts__position"):
        file = Path(path, f"programme-{row.key}.json")
        file.write_text(row.content, encoding="utf-8")
        written.append(f"{file}")
    return {"paths": written}


def begun(since: str) -> Told:
    """How many tasks a worker has taken since a moment."""
    return {"tasks": OxTask.objects.filter(locked_at__gte=since).count()}


def unsound() -> Told:
    """What is there twice, half or not at all, in words; and the tasks that were given up."""
    bundles = list(_bundles().values_list("state", flat=True))
    found = [] if bundles.count(BundleState.READY) == 1 else [f"bundles are {bundles}"]
    reports = Report.objects.filter(round=_round(), edition__file=None)
    found += [f"no paper of {one}" for one in reports]
    for file in EditionFile.objects.iterator(chunk_size=20):
        found += [f"{file} is not whole"] if not is_whole(bytes(file.content), file.sha256) else []
    for render in Render.objects.exclude(made_at=None).iterator(chunk_size=20):
        paper = bytes(render.paper or b"")
        found += [f"{render} is not whole"] if not is_whole(paper, render.sha256) else []
    told = StringIO()
    try:
        call_command("check_consistency", stdout=told, stderr=told)
    except (CommandError, SystemExit):
        found.append(f"check_consistency: {told.getvalue()}")
    given_up = OxTask.objects.exclude(status__in=[*UNSETTLED, "SUCCESSFUL"]).count()
    return {"found": found, "given_up": given_up}


def made() -> Told:
    """The papers that are there, by the moment at which each was made."""
    moments = EditionFile.objects.order_by("edition").values_list("edition", "made_at")
    return {"files": {f"{pk}": f"{moment}" for pk, moment in moments}}


def clear_tasks() -> Told:
    """What other rounds' editions wait for is of no interest here."""
    OxTask.objects.all().delete()
    return {}


ACTS: dict[str, Callable[..., Told]] = {
    act.__name__: act
    for act in (
        press, ask, stop, look, download, keep, floor, forget, gather, change, contents,
        begun, unsound, made, clear_tasks,
    )
}  # fmt: skip


def _round() -> Round:
    rows = Round.objects.select_related("event__phase__programme")
    return rows.get(event__slug=EVENT)


def _staff() -> User:
    return User.objects.get(email=facts.STAFF)


def _bundles() -> QuerySet[Bundle]:
    return Bundle.objects.filter(round__event__slug=EVENT).defer("content").order_by("-pk")


def _newest() -> Bundle:
    return _bundles()[0]


def _ready() -> Bundle:
    return _bundles().filter(state=BundleState.READY)[0]


def _papers(bundle: Bundle) -> Iterator[bytes]:
    files = EditionFile.objects.filter(edition__in=bundle.parts.values("edition"))
    for content in files.values_list("content", flat=True).iterator(chunk_size=50):
        yield bytes(content)
    for paper in Render.objects.filter(parts__bundle=bundle).values_list("paper", flat=True):
        yield bytes(paper or b"")


def is_whole(paper: bytes, sha256: str) -> bool:
    ends = paper.startswith(b"%PDF-") and paper.rstrip().endswith(b"%%EOF")
    return ends and hashlib.sha256(paper).hexdigest() == sha256


class _Nowhere:
    def write(self, data: bytes) -> int:
        return len(data)

    def flush(self) -> None:
        """Nothing is kept."""
