"""People who save at once, in threads of one process: `python -m tests.checkpoints.saving`.

The process reads one JSON line that says who saves what, and answers "ready"; at the next line it
begins. In the end it prints what each save came to, in a database that others write to as well.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import django
from django.http import QueryDict

LONG = 2000  # characters; longer texts are not kept beside one's own any more


@dataclass(frozen=True)
class Done:
    """One accepted save: of which checkpoint, by whom, from what, and as which revision."""

    checkpoint: int
    by: int
    seen: int  # the newest revision that stood on the person's page
    number: int
    word: str  # empty for a tick
    tries: int


def main() -> None:
    django.setup()
    who = json.loads(sys.stdin.readline())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(len(who["people"])) as pool:
        saves = pool.map(
            lambda person: saves_of(who["strand"], person, who["times"]), who["people"]
        )
        json.dump([asdict(done) for listed in saves for done in listed], sys.stdout)


def saves_of(strand: int, person: int, times: int) -> list[Done]:
    """Three words written for each tick, over all the checkpoints of the first milestone."""
    from django.db import connection  # noqa: PLC0415  needs Django to be set up

    from checkpoints.access import Place, Spot  # noqa: PLC0415  the same
    from checkpoints.models import CheckpointWording, Strand  # noqa: PLC0415  the same
    from regions.models import User  # noqa: PLC0415  the same

    at = Strand.objects.select_related("region", "phase", "first_milestone").get(pk=strand)
    place = Place(at, at.first_milestone, may_edit=True)
    listed = CheckpointWording.objects.select_related("checkpoint__milestone")
    found = listed.filter(checkpoint__milestone=place.milestone, checkpoint__kind="statement")
    spots = [Spot(place, one) for one in found.order_by("checkpoint__position")]
    me = User.objects.get(pk=person)
    try:
        return [
            tick(spots[n % len(spots)], me) if n % 4 == 3 else write(spots[n % len(spots)], me, n)
            for n in range(times)
        ]
    finally:
        connection.close()


def write(spot: Any, me: Any, number: int) -> Done:
    """A word of one's own instead of what stands there; where another wrote too, both."""
    from checkpoints.actions import assessment_of, said  # noqa: PLC0415  needs Django's set-up
    from checkpoints.forms import AssessmentForm  # noqa: PLC0415  the same
    from regions.fields import write  # noqa: PLC0415  the same
    from regions.plain_forms import saved  # noqa: PLC0415  the same

    word = f"⟨{me.pk}.{number}⟩"
    row = assessment_of(spot.place.strand, spot.wording)
    data = QueryDict(mutable=True)
    for name, value in {**said(row), "revision": row.revision, "text": word}.items():
        write(data, name, value)
    tries = 1
    while not saved(form := _form(AssessmentForm, spot, data), by=me):
        if form.conflict is None:
            raise AssertionError(form.errors)
        tries, data = tries + 1, form.data.copy()
        data["text"] = word  # without what was put before it the last time
        for one in form.conflict.collisions:
            both = one.is_text and len(one.theirs) < LONG
            data[one.name] = "both" if both else "theirs" if "status" in one.name else "yours"
    seen = int(str(data["revision"]))
    return Done(spot.wording.checkpoint_id, me.pk, seen, form.edited.revision, word, tries)


def _form(form: Any, spot: Any, data: QueryDict) -> Any:
    from checkpoints.actions import assessment_of  # noqa: PLC0415  needs Django's set-up

    return form(data, spot=spot, row=assessment_of(spot.place.strand, spot.wording))


def tick(spot: Any, me: Any) -> Done:
    """Ticked or unticked, whichever it is not; once more when another was first."""
    from checkpoints import actions  # noqa: PLC0415  needs Django to be set up
    from regions.history import Stale  # noqa: PLC0415  the same

    tries = 0
    while True:
        tries += 1
        row = actions.assessment_of(spot.place.strand, spot.wording)
        seen = row.revision
        try:
            row = actions.tick(
                by=me, strand=spot.place.strand, wording=spot.wording, row=row,
                expected_revision=seen, met=row.status != "met",
            )  # fmt: skip
        except Stale:
            continue
        return Done(spot.wording.checkpoint_id, me.pk, seen, row.revision, "", tries)


if __name__ == "__main__":
    main()
