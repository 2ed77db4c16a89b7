"""`./run bench pages`: our pages beside the floor's, in turn, in one run.

Prints the warm median and 95th percentile in milliseconds, the server's CPU time, bytes and
queries of each, and whether the aims are met. Aims that are not met are no failure here.
"""

import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.floor import facts
from bench.pages.samples import SAMPLES, WARM_UP, Page, Samples
from bench.pages.serving import Project
from bench.pages.visiting import Answer, Visitor

MEASURED = f"/regioner/{facts.MEASURED}/"
MILESTONE = f"{MEASURED}lop/1/{facts.milestones()[0].slug}/"
UNIT = f"/units/{facts.MEASURED}/"


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="byregion-bench-") as directory, ExitStack() as stack:
        ports = []
        for name in ("ours", "floor"):
            project = Project(name, Path(directory))
            project.prepare()
            ports.append(stack.enter_context(project.served()))
        pages = listed(*ports)
        for page in pages:
            page.measure()
    show(pages)


def listed(ours: int, floor: int) -> list[Page]:
    """What is measured: the overview as staff, the rest as a coordinator."""
    staff, coordinator, anyone = Visitor(ours), Visitor(ours), Visitor(floor)
    for visitor, email in ((staff, facts.STAFF), (coordinator, facts.COORDINATOR)):
        visitor.sign_in("/konto/logg-inn/", login=email, password=facts.PASSWORD)
    anyone.sign_in("/sign-in/", username=facts.COORDINATOR, password=facts.PASSWORD)
    item = facts.milestones()[0].items[0]
    unfolded = f"{MILESTONE}sjekkpunkt/{item.slug}/"
    return [
        Page(
            f"Overview of {facts.UNITS} regions", asking(staff, "/oversikt/"), asking(anyone, "/"),
            2.5, 8,
        ),
        Page("Region", asking(coordinator, MEASURED), asking(anyone, UNIT), 3),
        Page("Milestone", asking(coordinator, MILESTONE), asking(anyone, f"{UNIT}forms/"), 1.5),
        Page("… with a form", asking(coordinator, unfolded), asking(anyone, f"{UNIT}forms/")),
        Page(
            "One tick (htmx)", ticking(coordinator, f"{unfolded}hak/"), floor_ticking(anyone), 4, 12
        ),
    ]  # fmt: skip


def asking(visitor: Visitor, path: str) -> Samples:
    return Samples(lambda **headers: visitor.ask(path, **headers))


def ticking(visitor: Visitor, path: str) -> Samples:
    """A tick as htmx sends it, taken back after each, unmeasured."""
    page = visitor.ask(MILESTONE)
    revision = [page.first(rf'action="{path}">.*?name="revision" value="(\d+)"')]

    def tick(*, met: bool, **headers: str) -> Answer:
        data = {"revision": revision[0]} | ({"met": "on"} if met else {})
        answer = visitor.ask(path, data, HX_Request="true", **headers)
        revision[0] = answer.first(r'name="revision" value="(\d+)"')
        return answer

    tick(met=False)
    return Samples(lambda **headers: tick(met=True, **headers), lambda: tick(met=False))


def floor_ticking(visitor: Visitor) -> Samples:
    path = visitor.ask(f"{UNIT}forms/").first(r'action="(/ticks/\d+/)"')
    return Samples(
        lambda **headers: visitor.ask(path, {"met": "on"}, **headers),
        lambda: visitor.ask(path, {}),
    )


def show(pages: list[Page]) -> None:
    head = "".join(f"{word:>9}" for word in ("median", "p95", "CPU", "bytes", "queries"))
    print(f"\n{'milliseconds':<26}{head}   ×wall   ×CPU")
    for page in pages:
        ours, floor = page.ours, page.floor
        print(f"{page.name:<26}{numbers(ours)}{page.ratio:8.2f}{ours.cpu / floor.cpu:7.2f}")
        print(f"{'  floor':<26}{numbers(floor)}")
        for verdict in page.verdicts:
            print(f"  {verdict}")
    print(
        f"\nMedian of {SAMPLES} requests after {WARM_UP} to warm up, one sync worker each, in turn."
        "\nMilliseconds differ between machines and hours; the ratios and queries are what counts."
    )


def numbers(one: Samples) -> str:
    return f"{one.wall:9.1f}{one.p95:9.1f}{one.cpu:9.1f}{one.size:9}{one.queries:9}"


if __name__ == "__main__":
    main()
