"""Two people's changes to one row, put together field by field.

What only one of them changed stands as that one left it. Where both changed the same field, and not
to the same, the two collide: then nothing is saved, and the person chooses. Whether fields that do
not collide make sense together is for the actions to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type State = Mapping[str, Any]


@dataclass(frozen=True)
class Merge:
    """What comes of two changes that began at the same base."""

    state: State  # theirs, with what you changed; yours where the two collide
    theirs: tuple[str, ...]  # fields that only they changed
    yours: tuple[str, ...]  # fields that only you changed
    collisions: tuple[str, ...]  # fields that both changed, not to the same


def merge(base: State | None, theirs: State, yours: State) -> Merge:
    """Put `yours` upon `theirs`; all three have the same fields.

    Where the base is not known, whatever differs collides.
    """
    only_they, only_you, both = [], [], []
    for name in yours:
        if yours[name] == theirs[name]:
            continue
        if base is not None and yours[name] == base[name]:
            only_they.append(name)
        elif base is not None and theirs[name] == base[name]:
            only_you.append(name)
        else:
            both.append(name)
    own = {name: yours[name] for name in (*only_you, *both)}
    return Merge({**theirs, **own}, tuple(only_they), tuple(only_you), tuple(both))
