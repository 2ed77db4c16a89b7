"""What a person is allowed to be: the roles and memberships of one person, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Standing:
    """Programme roles, and the ids of the regions someone coordinates or reads."""

    staff: bool
    ministry: bool
    coordinates: frozenset[int]
    reads: frozenset[int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Self:
        """From pairs of a role's name and the id of the programme or region it holds in."""
        found: dict[str, set[int]] = {}
        for role, where in pairs:
            found.setdefault(role, set()).add(where)
        return cls(
            staff="staff" in found,
            ministry="ministry" in found,
            coordinates=frozenset(found.get("coordinator", ())),
            reads=frozenset(found.get("reader", ())),
        )

    @property
    def regions(self) -> frozenset[int]:
        return self.coordinates | self.reads

    @property
    def has_a_role(self) -> bool:
        return self.staff or self.ministry or bool(self.regions)

    @property
    def learns(self) -> bool:
        """Whether what regions ask each other is theirs to know; the ministry takes no part."""
        return self.staff or bool(self.regions)

    def sees(self, region_id: int) -> bool:
        return self.staff or region_id in self.regions

    def edits(self, region_id: int) -> bool:
        return region_id in self.coordinates
