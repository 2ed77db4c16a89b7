"""What a region's progress comes to, in half a page of plain sentences made by rules."""

from django.utils.translation import gettext as _

from checkpoints.briefs.moving import Beside, moving
from checkpoints.briefs.sentences import Brief, sentence
from checkpoints.briefs.standing import standing
from checkpoints.briefs.ways import Ways
from checkpoints.region_progress import RegionProgress

NOTHING, ON_PAPER = Beside(), Ways()


def region_brief(
    progress: RegionProgress, beside: Beside = NOTHING, ways: Ways = ON_PAPER
) -> Brief:
    """How a region stands, then what moved and what comes as far as it is known: no queries."""
    if not progress.milestones:
        return Brief((sentence(_("This phase has no milestones.")),))
    if progress.main is None:
        return Brief((sentence(_("The region has no strand in this phase yet.")),))
    return Brief(standing(progress, progress.main, ways), moving(progress.main, beside, ways))
