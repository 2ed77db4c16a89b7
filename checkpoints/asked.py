"""What a page was asked for, as plain data: how things stood on which day, changed since when.

An address says it: `?as_of=2016-02-15` or `?as_of=samling-2`, an event of the phase's calendar by
whose last day it was, and `?since=` likewise. What cannot be a day that has been is said, and is
never taken for today.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkpoints.models import Event, Phase
from checkpoints.queries import calendar, current_phase, not_removed
from checkpoints.timeline import event_name
from regions import clock
from regions.fields import DayField
from regions.reading import Reading

AS_OF, SINCE = "as_of", "since"
LATELY = timedelta(days=60)  # what is new, where no event has passed yet
FIRST_YEAR = 1900  # what lies before is a slip of the pen


@dataclass(frozen=True)
class Point:
    """A day as addresses say it, with its name where it is an event's."""

    day: date
    word: str  # «samling-2», «2016-02-15»
    name: str = ""

    @property
    def is_event(self) -> bool:
        """Whether an event of the calendar ended on the day."""
        return bool(self.name)

    @classmethod
    def of_day(cls, day: date) -> "Point":
        return cls(day, day.isoformat())

    @classmethod
    def of_event(cls, event: Event) -> "Point | None":
        """None for an event that no day is set for."""
        last = event.ends_on or event.starts_on
        return Point(last, event.slug, event_name(event)) if last else None


@dataclass(frozen=True)
class DayForm:
    """A form that asks for a day, written or chosen from the calendar. It goes into the address."""

    name: str
    points: tuple[Point, ...]
    kept: tuple[tuple[str, str], ...] = ()  # what else the address says
    typed: str = ""  # what was not understood
    chosen: str = ""
    problem: str = ""

    @property
    def back(self) -> str:
        """The page without what the form asks for."""
        return f"?{urlencode(self.kept)}"


class NotUnderstood(Exception):  # noqa: N818  a state of affairs, not a fault
    """Something was asked for that is no day that has been. `form` says why, and asks again."""

    def __init__(self, form: DayForm) -> None:
        super().__init__(form.problem)
        self.form = form


class NotThereYet(Http404):
    """What was asked for came later than the day. `asked` knows the way back."""

    def __init__(self, asked: "Asked") -> None:
        super().__init__(asked.reading.day)
        self.asked = asked


@dataclass(frozen=True)
class Since:
    """What changes are told from: what was asked for, else the latest event that has passed."""

    point: Point
    form: DayForm
    is_chosen: bool

    @property
    def words(self) -> str:
        """«samling 1», «12. mai 2016»: as it stands within a sentence."""
        return self.point.name.lower() or date_format(self.point.day, "DATE_FORMAT")

    @property
    def reading(self) -> Reading:
        """How things stood at the end of the day."""
        return Reading.as_of(self.point.day)


@dataclass(frozen=True)
class Asked:
    """The reading that a page was asked for."""

    reading: Reading
    form: DayForm
    point: Point | None = None  # none: today
    since: Since | None = None  # on pages that tell what has changed

    @property
    def words(self) -> dict[str, str]:
        """What links say of it: the days, since an event's name is another's in another phase."""
        found = {AS_OF: self.point.day.isoformat()} if self.point else {}
        if self.since and self.since.is_chosen:
            found[SINCE] = self.since.point.day.isoformat()
        return found

    @property
    def query(self) -> str:
        """What links between pages that show progress end with: «?as_of=2016-05-12»."""
        return f"?{urlencode(self.words)}" if self.words else ""

    @property
    def today(self) -> str:
        """The same page as it stands today."""
        return self.form.back


def asked_for(get: QueryDict, events: Iterable[Event]) -> Asked:
    """The day that an address asks for. Raises NotUnderstood."""
    listed = tuple(events)
    today = clock.today()
    form = _form(AS_OF, get, listed, before=today, without={AS_OF, SINCE})
    point = _point(get, form, listed, until=today)
    if point is None or point.day == today:
        return Asked(Reading.today(), form)
    return Asked(Reading.as_of(point.day), form, point)


def since_asked_for(get: QueryDict, events: Iterable[Event], reading: Reading) -> Since:
    """The day that changes are told from. Raises NotUnderstood.

    `events` are the calendar of the reading, whose own day is the latest that can be asked for.
    """
    listed, day = tuple(events), reading.day
    form = _form(SINCE, get, listed, before=day, without={SINCE})
    point = _point(get, form, listed, until=day)
    default = form.points[-1] if form.points else Point.of_day(day - LATELY)
    return Since(point or default, form, is_chosen=point is not None)


def asked_at(phase: Phase, request: HttpRequest) -> Asked:
    """What is asked for of a phase's page that tells what has changed: 1 query, 2 for a past day.

    What is posted is about today, whatever the address says.
    """
    get = request.GET if request.method in {"GET", "HEAD"} else QueryDict()
    today = calendar(phase, Reading.today())
    asked = asked_for(get, today)
    then = calendar(phase, asked.reading) if asked.reading.past else today
    return replace(asked, since=since_asked_for(get, then, asked.reading))


def asked_of_programme(get: QueryDict) -> Asked:
    """What is asked for of a page of all regions: 2 queries, 3 for a past day.

    Raises NotUnderstood.
    """
    return asked_with_calendar(get)[0]


def asked_with_calendar(
    get: QueryDict, phase: int | None = None
) -> tuple[Asked, tuple[Event, ...]]:
    """The same, with the calendar as it stood on the day; 1 query less for a known phase."""
    phase = phase or _phase_of_today()
    today = calendar(phase, Reading.today()) if phase else ()
    asked = asked_for(get, today)
    then = calendar(phase, asked.reading) if phase and asked.reading.past else today
    since = since_asked_for(get, then, asked.reading)
    return replace(asked, since=since), not_removed(then)


def _phase_of_today() -> int | None:
    phase = current_phase(clock.today())
    return phase.pk if phase else None


def _form(
    name: str, get: QueryDict, events: Iterable[Event], *, before: date, without: set[str]
) -> DayForm:
    """The form with the events to choose from: those that had passed, in order of time."""
    points = (Point.of_event(event) for event in not_removed(events))
    passed = sorted((one for one in points if one and one.day < before), key=lambda one: one.day)
    others = ((key, word) for key, words in get.lists() for word in words if key not in without)
    return DayForm(name, tuple(passed), tuple(pair for pair in others if pair[1]))


def _point(get: QueryDict, form: DayForm, events: Iterable[Event], *, until: date) -> Point | None:
    """What the address says under the form's name; the form itself says it in two fields."""
    said = list(dict.fromkeys(word.strip() for word in get.getlist(form.name) if word.strip()))
    slugs = {event.slug: event for event in events}
    try:
        return _past_point(_one_of(said), slugs, until) if said else None
    except ValidationError as error:
        offered = {one.word for one in form.points}
        typed = next((word for word in said if word not in offered), "")
        chosen = next((word for word in said if word in offered), "")
        problem = " ".join(error.messages)
        raise NotUnderstood(replace(form, typed=typed, chosen=chosen, problem=problem)) from error


def _one_of(said: list[str]) -> str:
    if len(said) > 1:
        raise ValidationError(_("Write a day or choose an event, not both."))
    return said[0]


def _past_point(word: str, events: Mapping[str, Event], until: date) -> Point:
    event = events.get(word)
    point = _of_calendar(event) if event else _named(_day(word), events.values())
    if point.day > clock.today():
        raise ValidationError(
            _("%(day)s has not been yet. Choose today or an earlier day.") % _words(point)
        )
    if point.day > until:
        raise ValidationError(
            _("%(day)s is after the day that is shown. Choose an earlier one.") % _words(point)
        )
    return point


def _named(day: date, events: Iterable[Event]) -> Point:
    """A day, under the name of the event that ended on it."""
    points = (Point.of_event(event) for event in not_removed(events))
    return next((one for one in points if one and one.day == day), Point.of_day(day))


def _of_calendar(event: Event) -> Point:
    name = {"name": event_name(event)}
    if event.removed:
        raise ValidationError(_("%(name)s has been taken off the calendar.") % name)
    point = Point.of_event(event)
    if point is None:
        raise ValidationError(_("No date is set for %(name)s yet.") % name)
    return point


def _day(word: str) -> date:
    """A day as it is written in every form. Raises ValidationError, which says how to write it."""
    field = DayField()
    found: date = field.clean(word)
    if found.year < FIRST_YEAR:
        raise ValidationError(field.error_messages["invalid"])
    return found


def _words(point: Point) -> dict[str, str]:
    return {"day": date_format(point.day, "DATE_FORMAT")}
