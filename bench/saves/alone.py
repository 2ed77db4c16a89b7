"""Saves without a page around them: `python -m bench.saves.alone NAME`, in that project's settings.

Waits for a line before each batch, so that the two projects take turns; prints its median.
"""

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import django

BATCH = 60


def main(name: str) -> None:
    django.setup()
    save = {"ours": our_save, "bare": bare_save}[name]()
    met = True
    for _line in sys.stdin:
        walls = []
        for _ in range(BATCH):
            start = perf_counter()
            save(met)
            walls.append((perf_counter() - start) * 1000)
            met = not met
        print(f"{median(walls):.3f}", flush=True)


def our_save() -> Callable[[bool], object]:
    """The action, with the reading of the row; the last region, where nobody else saves."""
    from checkpoints import actions  # noqa: PLC0415  needs Django to be set up
    from checkpoints.models import Assessment, CheckpointWording  # noqa: PLC0415  the same

    rows = Assessment.objects.select_related("strand__phase", "strand__first_milestone")
    last = rows.filter(checkpoint_kind="statement").order_by("-pk")[0]
    wording = CheckpointWording.objects.select_related("checkpoint__milestone").get(
        checkpoint=last.checkpoint_id, superseded=False
    )

    def save(met: bool) -> object:
        row = actions.assessment_of(last.strand, wording)
        return actions.tick(
            by=last.changed_by, strand=last.strand, wording=wording, row=row,
            expected_revision=row.revision, met=met,
        )  # fmt: skip

    return save


def bare_save() -> Callable[[bool], object]:
    from bench.bare import saving  # noqa: PLC0415  needs Django to be set up
    from bench.bare.models import Row  # noqa: PLC0415  the same

    last = Row.objects.select_related("changed_by").order_by("-pk")[0]

    def save(met: bool) -> object:
        row = Row.objects.get(pk=last.pk)
        if not saving.save(row, by=last.changed_by, expected=row.revision, met=met):
            raise RuntimeError("somebody else saved the row that is measured")
        return row

    return save


if __name__ == "__main__":
    main(sys.argv[1])
