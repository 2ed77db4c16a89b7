"""What the page of a gathering's groups is made from: who sits with whom, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkpoints.models import CheckpointWording
from checkpoints.timeline import event_name
from regions.models import Region
from regions.reading import Reading
from regions.wording import Text, page_language
from reports.access.gatherings import GatheringPlace
from reports.gathering.groups import Kept, kept, told_to_regions
from reports.gathering.matching import Meeting, Need, Participant, could_be_helped, meetings
from reports.gathering.needs import participants
from reports.pages.gatherings import trail_of


@dataclass(frozen=True)
class Topic:
    """A checkpoint that some of a group talk about, and who needs help with it."""

    number: str  # «2.3»
    text: Text
    address: str
    why: tuple[str, ...]  # sentences; none where nobody in the group has met it


@dataclass(frozen=True)
class Seat:
    """A region in a group."""

    key: int
    name: str
    slug: str


@dataclass(frozen=True)
class GroupLine:
    """A group, with what brings it together; the first topic is the one it is kept with."""

    number: int
    regions: tuple[Seat, ...]
    topic: Topic | None
    is_told: bool  # whether the regions see the topic
    beside: tuple[Topic, ...]  # on which somebody asks for help too
    by_hand: bool


@dataclass(frozen=True)
class GroupsPage:
    place: GatheringPlace
    trail: tuple[dict[str, str], ...]
    groups: tuple[GroupLine, ...]
    outside: tuple[Seat, ...]  # regions in no group, where there are groups
    alone: tuple[str, ...]  # regions that need help which nobody in their group has
    unknown: tuple[str, ...]  # regions that need help which no other region has

    @property
    def name(self) -> str:
        return event_name(self.place.event)

    @property
    def matched_on(self) -> date | None:
        return self.place.gathering.matched_on

    @property
    def seated(self) -> int:
        return sum(len(one.regions) for one in self.groups)

    @property
    def size(self) -> int:
        return self.place.gathering.group_size


def groups_page(place: GatheringPlace) -> GroupsPage:
    """The groups with why, as of the day they were made: 10 queries, 1 where there are none."""
    groups = kept(place.gathering.groups)
    trail = trail_of(place.event, _("Groups"))
    if not groups:
        return GroupsPage(place, trail, (), (), (), ())
    regions = Region.objects.filter(programme=place.event.phase.programme_id).in_order()
    seats = {one.pk: Seat(one.pk, one.name, one.slug) for one in regions}
    reading = Reading.as_of(place.gathering.matched_on) if place.gathering.matched_on else None
    known = participants(place.event.phase, reading or Reading.today())
    telling = _Telling(seats, {one.region: one for one in known}, _topics(place))
    seated = {key for one in groups for key in one.regions}
    return GroupsPage(
        place=place,
        trail=trail,
        groups=tuple(telling.lines(groups)),
        outside=tuple(seat for key, seat in seats.items() if key not in seated),
        alone=tuple(telling.alone(groups)),
        unknown=tuple(telling.unknown()),
    )


@dataclass(frozen=True)
class _Telling:
    """Says of each group who sits there, and why."""

    seats: Mapping[int, Seat]  # in order of the regions' names
    known: Mapping[int, Participant]
    topics: Mapping[int, tuple[str, Text, str]]

    def lines(self, groups: Sequence[Kept]) -> Iterator[GroupLine]:
        told = told_to_regions(groups)
        for number, (one, shown) in enumerate(zip(groups, told, strict=True), start=1):
            yield self.line(number, one, is_told=bool(shown.topic))

    def line(self, number: int, group: Kept, *, is_told: bool) -> GroupLine:
        found = {one.topic: one for one in self.meetings(group)}
        beside = [
            one for one in found.values() if one.topic != group.topic and one.in_need(Need.ASKS)
        ]
        return GroupLine(
            number,
            tuple(seat for key, seat in self.seats.items() if key in group.regions),
            self.topic(group.topic, found.get(group.topic)) if group.topic else None,
            is_told,
            tuple(topic for one in beside if (topic := self.topic(one.topic, one))),
            group.by_hand,
        )

    def meetings(self, group: Kept) -> tuple[Meeting, ...]:
        return meetings([one for key, one in self.known.items() if key in group.regions])

    def topic(self, key: int, meeting: Meeting | None) -> Topic | None:
        if key not in self.topics:
            return None
        why = tuple(self.why(meeting)) if meeting else ()
        return Topic(*self.topics[key], why)

    def why(self, meeting: Meeting) -> Iterator[str]:
        """«Ålesund asks for help.», «Bodø has it on hold.», «Haugesund has met it.»."""
        for need, words in _NEEDS.items():
            if regions := meeting.in_need(need):
                yield words(len(regions)) % {"regions": self.named(regions)}
        in_need = {region for some in meeting.needs.values() for region in some}
        # A strand of those in need may have met it too: that helps, where nobody else has.
        helps = [one for one in meeting.helps if one not in in_need] or meeting.helps
        yield _has_met(len(helps)) % {"regions": self.named(helps)}

    def named(self, regions: Iterable[int]) -> str:
        return _listed([self.seats[key].name for key in regions if key in self.seats])

    def alone(self, groups: Iterable[Kept]) -> Iterator[str]:
        """Who could be helped by another region, and by nobody beside them."""
        helped = {
            key
            for group in groups
            for one in self.meetings(group)
            for some in one.needs.values()
            for key in some
        }
        could = could_be_helped(self.known.values())
        return (seat.name for key, seat in self.seats.items() if key in could - helped)

    def unknown(self) -> Iterator[str]:
        """Who needs help that no other region has."""
        could = could_be_helped(self.known.values())
        needing = {key for key, one in self.known.items() if one.needs}
        return (seat.name for key, seat in self.seats.items() if key in needing - could)


def _asks(number: int) -> str:
    return ngettext("%(regions)s asks for help.", "%(regions)s ask for help.", number)


def _holds(number: int) -> str:
    return ngettext("%(regions)s has put it on hold.", "%(regions)s have put it on hold.", number)


def _is_late(number: int) -> str:
    return ngettext("%(regions)s is late with it.", "%(regions)s are late with it.", number)


def _is_unsure(number: int) -> str:
    return ngettext("%(regions)s is unsure of it.", "%(regions)s are unsure of it.", number)


def _has_met(number: int) -> str:
    return ngettext("%(regions)s has met it.", "%(regions)s have met it.", number)


_NEEDS = {
    Need.ASKS: _asks, Need.ON_HOLD: _holds, Need.LATE: _is_late, Need.UNSURE: _is_unsure,
}  # fmt: skip


def _listed(names: list[str]) -> str:
    """«Alta, Bodø and Salten»."""
    if len(names) < 2:  # noqa: PLR2004  one is no list
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _topics(place: GatheringPlace) -> dict[int, tuple[str, Text, str]]:
    """Number, words and address of the phase's checkpoints: 1 query."""
    phase, language = place.event.phase, page_language()
    rows = CheckpointWording.objects.filter(
        checkpoint__milestone__phase=phase, superseded=False
    ).select_related("checkpoint__milestone")
    return {
        one.checkpoint_id: (
            f"{one.checkpoint.milestone.position}.{one.checkpoint.position}",
            one.text(language),
            _address(phase.slug, one),
        )
        for one in rows
    }


def _address(phase: str, one: CheckpointWording) -> str:
    where = [phase, one.checkpoint.milestone.slug, one.checkpoint.slug]
    return reverse("checkpoints:checkpoint_across", args=where)
