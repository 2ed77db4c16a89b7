"""Where all regions stand, as the API tells it."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from byregion.api.schemas.fields import (
    DAY,
    MAIN,
    MILESTONE,
    REGION,
    STRAND,
    THEME,
    a_day,
    a_moment,
    a_number,
    a_text,
    yes_or_no,
)
from checkpoints.progress import State
from regions.wording import Language


class Standing(Schema):
    """Where a strand stands at a milestone."""

    state: State = Field(description="The state. Late is a flag beside it.", examples=["on_hold"])
    days_late: int = a_number("Days since the planned end, as long as it is open; else 0.", 51)
    met: int = a_number("How many checkpoints are met. A question is met when answered.", 2)
    of: int = a_number("Of how many: those that count on the day and are applicable.", 4)
    begun: int = a_number("How many have another status than not started.", 3)
    on_hold: int = a_number("How many are on hold.", 1)
    not_applicable: int = a_number("How many are not applicable; they are not among `of`.", 0)
    questions: int | None = a_number(
        "How many of those that count are questions. Null for who cannot open the region.", 1
    )
    answered: int | None = a_number(
        "How many of the questions are answered. Null for who cannot open the region.", 0
    )
    planned_start: date | None = a_day("As it stood on the day; none is planned: null.")
    planned_end: date | None = a_day("As it stood on the day; none is planned: null.", "2016-09-30")
    changed_at: datetime | None = a_moment(
        "When a checkpoint was last changed; nothing is recorded: null."
    )
    reviewed_on: date | None = a_day(
        "The longest ago that anything open was last changed or confirmed.", "2016-02-12"
    )
    stale: bool = yes_or_no("Whether that is 90 days ago or more.", True)


class AtMilestone(Standing):
    milestone: str = a_text(MILESTONE, "strategiar")


class StrandOut(Schema):
    strand: int = a_number(STRAND, 1)
    main_strand: bool = yes_or_no(MAIN, True)
    theme: str = a_text(THEME, "")
    milestones: list[AtMilestone] = Field(description="From the strand's first one on.")


class RegionOut(Schema):
    region: str = a_text(REGION, "region-alesund")
    name: str = a_text("What it was called on the day.", "Ålesundregionen")
    strands: list[StrandOut] = Field(description="The main strand first; none that is closed.")


class Heading(Schema):
    milestone: str = a_text(MILESTONE, "strategiar")
    number: int = a_number("Its place in its phase.", 3)
    name: str = a_text("Its name in bokmål, else as it was written.", "Strategiar vedteke")
    language: Language = Field(description="The form of the name.", examples=["nn"])


class PageOut(Schema):
    day: date = a_day(DAY)
    count: int = a_number("How many regions were found.", 28)
    of: int = a_number("How many regions there were on the day.", 28)
    page: int = a_number("Which page this is.", 1)
    pages: int = a_number("How many pages there are.", 1)


class OverviewOut(PageOut):
    version: str = a_text("The shape of the answer.", "byregion-overview/1")
    milestones: list[Heading] = Field(description="Of the day's phase, in order.")
    regions: list[RegionOut] = Field(description="In the order that was asked for.")


class RegionLine(Schema):
    region: str = a_text(REGION, "region-alesund")
    name: str = a_text("What it was called on the day.", "Ålesundregionen")
    reached: int = a_number("How many milestones its main strand has reached.", 2)
    met: int = a_number("How many checkpoints its main strand has met.", 9)
    days_late: int = a_number("At the milestone that is latest, on any strand.", 51)
    changed_at: datetime | None = a_moment("When anything on a strand was last changed.")
    opens: bool = yes_or_no("Whether `/regions/{region}` tells this key of its checkpoints.", True)


class RegionsOut(PageOut):
    regions: list[RegionLine] = Field(description="In the order that was asked for.")
