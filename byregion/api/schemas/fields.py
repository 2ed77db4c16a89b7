"""How a field says what it means, and what stands in the example of its answer."""

from datetime import date
from typing import Any

from pydantic import Field

DAY = "The day that the answer tells of."
REGION = "The region, by the word in its address. It never changes."
MILESTONE = "The milestone, by the word in its address."
CHECKPOINT = "The checkpoint, by the word in its address; unique at its milestone."
STRAND = "The strand's number in its region. It never changes."
THEME = "A parallel strand's theme. Empty for who cannot open the region."
MAIN = "Whether it is the region's main strand. Sums of regions count these alone."
EXAMPLE_DAY = "2016-02-15"
EXAMPLE_MOMENT = "2016-02-12T09:30:00Z"


def a_text(meaning: str, example: str) -> Any:
    return Field(description=meaning, examples=[example])


def a_number(meaning: str, example: int) -> Any:
    return Field(description=meaning, examples=[example])


def yes_or_no(meaning: str, example: bool) -> Any:
    return Field(description=meaning, examples=[example])


def a_day(meaning: str, example: str | date | None = EXAMPLE_DAY) -> Any:
    return Field(description=meaning, examples=[example])


def a_moment(meaning: str, example: str | None = EXAMPLE_MOMENT) -> Any:
    return Field(description=meaning, examples=[example])
