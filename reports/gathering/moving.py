"""What a move of one region by hand came to, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.gathering.groups import Kept


@dataclass(frozen=True)
class Move:
    """From which group to which, as they were numbered before; none: in no group."""

    region: str
    start: int | None
    end: int | None
    left: int  # regions in the group that it came from
    seated: int  # in the one that it came to
    size: int  # that the groups were to have at most

    @property
    def in_words(self) -> str:
        """«Bodø er flyttet fra gruppe 2 til gruppe 1. Gruppe 1 har nå 5, én mer enn …»."""
        return " ".join(filter(None, (self._way, self._emptied, self._overfilled)))

    @property
    def _way(self) -> str:
        if self.start == self.end:
            return _("%(region)s stays where it was.") % {"region": self.region}
        if self.end is None:
            words = _("%(region)s is taken out of group %(start)s.")
        elif self.start is None:
            words = _("%(region)s is put in group %(end)s.")
        else:
            words = _("%(region)s is moved from group %(start)s to group %(end)s.")
        return words % {"region": self.region, "start": self.start, "end": self.end}

    @property
    def _emptied(self) -> str:
        if self.start is None or self.left:
            return ""
        words = _("Nobody is left in group %(start)s: the groups after it have new numbers.")
        return words % {"start": self.start}

    @property
    def _overfilled(self) -> str:
        more = self.seated - self.size
        if self.end is None or more <= 0:
            return ""
        words = ngettext(
            "Group %(end)s has %(seated)d regions now, %(n)d more than the size you chose.",
            "Group %(end)s has %(seated)d regions now, %(n)d more than the size you chose.",
            more,
        )
        return words % {"end": self.end, "seated": self.seated, "n": more}


def move_of(groups: Sequence[Kept], key: int, to: int | None, *, region: str, size: int) -> Move:
    """What a move comes to, of the groups as they stand before it."""
    start = next((place for place, one in enumerate(groups) if key in one.regions), None)
    left = len(groups[start].regions) - (start != to) if start is not None else 0
    there = groups[to].regions if to is not None and to < len(groups) else ()
    return Move(
        region, _number(start), _number(to), left, len({*there, key}) if to is not None else 0, size
    )


def _number(place: int | None) -> int | None:
    return None if place is None else place + 1
