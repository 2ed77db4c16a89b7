"""What the overview comes to, in plain sentences made by rules."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.boards import Board


def overview(board: Board, *, of: int | None) -> str:
    """How many regions (of how many, where some are filtered out), how far, and how many late."""
    regions = len(board.rows)
    if not regions:
        return _("No region matches.")
    if of is None:
        shown = ngettext("%(n)d city region.", "%(n)d city regions.", regions) % {"n": regions}
    else:
        shown = _("Showing %(n)d of %(of)d city regions.") % {"n": regions, "of": of}
    sentences = [
        shown,
        *_reached(board),
        *_late(board),
    ]
    return " ".join(sentences)


def _reached(board: Board) -> list[str]:
    """The last milestone that anyone has reached, and the first one."""
    counts = [(milestone, board.reached(milestone)) for milestone in board.milestones]
    told = [pair for pair in counts if pair[1]]
    shown = dict.fromkeys([*told[:1], *told[-1:]])
    return [
        ngettext(
            "%(milestone)s is reached by %(n)d region.",
            "%(milestone)s is reached by %(n)d regions.",
            count,
        )
        % {"milestone": milestone.name.value, "n": count}
        for milestone, count in shown
    ]


def _late(board: Board) -> list[str]:
    late = sum(bool(row.late_days) for row in board.rows)
    if not late:
        return [_("None is late.")]
    return [ngettext("%(n)d region is late.", "%(n)d regions are late.", late) % {"n": late}]
