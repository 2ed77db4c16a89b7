"""What can be asked for in an address: a day, a selection of regions, a page of them."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self
from unicodedata import normalize

from django.http import HttpRequest, QueryDict
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from byregion.api.problems import not_understood
from checkpoints.asked import Point, asked_of_programme
from checkpoints.overview import Order, Page, Selection
from checkpoints.progress import State
from checkpoints.queries import current_outline
from regions.queries import counties
from regions.reading import Reading

LAST_PAGE = 1_000_000  # what lies beyond is a slip of the pen
MOST = 500  # of anything on a page


def _as_written(value: Any) -> Any:
    """Days are written in one way; a number of seconds is none."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise PydanticCustomError("day", "Write a day as 2016-02-15.")
    return value


def _of_letters(value: Any) -> Any:
    if isinstance(value, str) and "\0" in value:
        raise PydanticCustomError("zero", "A zero byte is no letter.")
    return value


def _in_one_way(value: str) -> str:
    """Some keyboards write «å» as «a» and a ring."""
    return normalize("NFC", value)


Day = Annotated[date, BeforeValidator(_as_written)]
Words = Annotated[str, BeforeValidator(_of_letters)]


class OrderWord(StrEnum):
    """`Order`, by words that stay."""

    NAME = "name"
    FURTHEST = "furthest"
    LATEST = "latest"
    CHANGED = "changed"
    UNREVIEWED = "unreviewed"


class AsOf(BaseModel):
    """What every endpoint can be asked for. Parameters that it does not know are refused."""

    as_of: Words = Field(
        "",
        max_length=50,
        description="How things stood at the end of a day, `2016-02-15`, or of an event, "
        "`samling-2`. Without it: today.",
        examples=["2016-02-15"],
    )

    @model_validator(mode="after")
    def _knows_all_that_is_asked(self, info: ValidationInfo) -> Self:
        asked = info.context["request"].GET if info.context else QueryDict()
        known = list(type(self).model_fields)
        for name in asked:
            if name not in known:
                raise _refused(name, f"There is no such parameter. There are: {', '.join(known)}.")
            if len(asked.getlist(name)) > 1:
                raise _refused(name, "Say it once.")
        return self

    def reading(self, request: HttpRequest) -> Reading:
        """The day: no query for today, else up to 3. Raises NotUnderstood."""
        return self.reading_and_point(request)[0]

    def reading_and_point(self, request: HttpRequest) -> tuple[Reading, Point | None]:
        """The same, and whether an earlier day is an event's."""
        if not self.as_of.strip():
            return Reading.today(), None
        asked = asked_of_programme(request.GET)
        return asked.reading, asked.point


def _refused(parameter: str, message: str) -> PydanticCustomError:
    shown = parameter.replace("\0", "")[:50]
    return PydanticCustomError("parameter", "{message}", {"message": message, "parameter": shown})


class Filtering(AsOf):
    """Which regions, as the overview's filters choose them. All that is said must hold."""

    q: Annotated[Words, AfterValidator(_in_one_way)] = Field(
        "",
        max_length=100,
        description="A part of the region's name, or of a municipality's that takes part.",
        examples=["ålesund"],
    )
    county: Words = Field("", max_length=10, description="A county's number.", examples=["15"])
    milestone: Words = Field(
        "",
        max_length=50,
        description="What `state`, `late` and `unconfirmed_since` are about. Without it: any.",
        examples=["strategiar"],
    )
    state: State | None = Field(None, description="A strand is in this state at the milestone.")
    late: bool = Field(False, description="`true`: a strand is late at the milestone.")
    asks: bool = Field(
        False,
        description="`true`: the region waits for an answer to a question, today. "
        "Not for the ministry, which takes no part in that.",
    )
    unconfirmed_since: Day | None = Field(
        None,
        description="Something open was last changed or confirmed before this day.",
        examples=["2016-05-01"],
    )

    @model_validator(mode="after")
    def _asks_for_what_is_theirs(self, info: ValidationInfo) -> Self:
        caller = info.context["request"].auth if info.context else None
        if self.asks and caller and not caller.counted_for.learns:
            raise _refused("asks", "What regions ask each other is not told to the ministry.")
        return self

    def selection(self, reading: Reading) -> Selection:
        """What is chosen: 1 query for a county, 1 for a milestone. Raises Problem."""
        if self.county:
            _one_of("county", self.county, [number for number, _name in counties()])
        if self.milestone:
            outline = current_outline(reading, "nb")
            slugs = [one.slug for one in outline.milestones] if outline else []
            _one_of("milestone", self.milestone, slugs)
        return Selection(
            text=self.q.strip(),
            county=self.county,
            milestone=self.milestone,
            state=self.state or "",
            late=self.late,
            asks=self.asks,
            unconfirmed_since=self.unconfirmed_since,
            order=self.sorted_by(),
        )

    def sorted_by(self) -> Order:
        return Order.NAME


def _one_of(parameter: str, said: str, allowed: list[str]) -> None:
    if said not in allowed:
        raise not_understood(parameter, "There is none such.", allowed=allowed)


class Choosing(Filtering):
    """Which regions, in which order, which page of them."""

    order: OrderWord = Field(OrderWord.NAME, description="What the regions are sorted by.")
    page: int = Field(1, ge=1, le=LAST_PAGE, description="Which page, from 1.")
    limit: int = Field(100, ge=1, le=MOST, description=f"How many regions a page, at most {MOST}.")

    def sorted_by(self) -> Order:
        return Order[self.order.name]

    def part(self) -> Page:
        return Page(self.page, self.limit)


class ChoosingSince(Choosing):
    """The same, and an earlier day to compare with."""

    since: Words = Field(
        "",
        max_length=50,
        description="The earlier day, or an event. Without it: the latest event that had passed.",
        examples=["samling-1"],
    )
    changed: bool = Field(
        False, description="`true`: something at the region is otherwise than on the earlier day."
    )

    def readings(self, request: HttpRequest) -> tuple[Reading, Reading]:
        """The later day and the earlier one: up to 3 queries. Raises NotUnderstood."""
        asked = asked_of_programme(request.GET)
        return asked.reading, asked.since.reading if asked.since else asked.reading


class Following(AsOf):
    """Some rows, and from where on."""

    thing: Words = Field(
        "",
        max_length=50,
        description="Revisions of this sort of thing alone. Without it: of all.",
        examples=["assessment"],
    )
    after: Words = Field(
        "",
        max_length=60,
        description="What `last` or `next` said: the rows behind that place. "
        "Without it: from the start.",
        examples=["assessment-2048"],
    )
    limit: int = Field(MOST, ge=1, le=MOST, description=f"How many rows, at most {MOST}.")
    texts: bool = Field(
        False, description="`true`: also free texts and names of people, as the last columns."
    )
