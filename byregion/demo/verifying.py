"""What the programme staff verify in the demo: a few claims in each region, and one they question.

In some regions the claim was changed afterwards, so that it waits to be verified anew.
"""

# A story is no secret.
# ruff: noqa: S311

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from byregion.demo.acts import Scene, Stage
from byregion.demo.calendar import moment
from byregion.demo.reports import Staff
from byregion.demo.words import Pair
from checkpoints import actions
from checkpoints.models import CheckpointWording, Finding, Status
from regions.models import User

DAYS_AGO = (160, 60, 12)  # when the staff went through a region, by its turn
SEEN: Pair = ("Sett mot vedtaket.", "Sett mot vedtaket.")
QUESTION: Pair = (
    "Vi finner ikke protokollen fra {k}. Kan dere **legge den ved**?",
    "Vi finn ikkje protokollen frå {k}. Kan de **leggje han ved**?",
)


def tell(scenes: Iterable[Scene], staff: Staff) -> None:
    for turn, scene in enumerate(scenes):
        day = scene.today - timedelta(days=DAYS_AGO[turn % len(DAYS_AGO)])
        at = moment(Random(f"verifying {scene.region.slug}"), day, scene.today)
        scene.script.add(at, partial(_go_through, scene, staff.of(turn), turn))


def _go_through(scene: Scene, by: User, turn: int, at: datetime) -> None:
    """The first statements that the region says it has met: the last of them is questioned."""
    met = [one for stage in scene.stages for one in _met(scene, stage)][: 2 + turn % 3]
    for wording in met:
        is_last = wording is met[-1] and turn % 2 == 0
        finding = Finding.QUESTIONED if is_last else Finding.VERIFIED
        _verify(scene, wording, finding, by, at)


def _met(scene: Scene, stage: Stage) -> list[CheckpointWording]:
    strand = scene.region.strands.get(phase=scene.phase, is_main=True)
    rows = actions.assessments_of(strand, stage.wordings)
    return [one for one in stage.wordings if rows[one].status == Status.MET]


def _verify(
    scene: Scene, wording: CheckpointWording, finding: Finding, by: User, at: datetime
) -> None:
    strand = scene.region.strands.get(phase=scene.phase, is_main=True)
    claim = actions.assessment_of(strand, wording)
    told = {Finding.QUESTIONED: QUESTION, Finding.VERIFIED: SEEN}
    note = scene.say(told[finding], place=next(iter(scene.others), scene.host))
    actions.verify(
        by=by, verification=actions.verification_of(strand, wording.checkpoint),
        expected_revision=0, assessed=claim.revisions.get(number=claim.revision),
        finding=finding, note=note, at=at,
    )  # fmt: skip
