"""One region, as the API tells it: for who may open it also in the region's own words."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from byregion.api.schemas.fields import (
    CHECKPOINT,
    DAY,
    MAIN,
    REGION,
    STRAND,
    THEME,
    a_day,
    a_moment,
    a_number,
    a_text,
    yes_or_no,
)
from byregion.api.schemas.standing import AtMilestone
from checkpoints.models import Status


class CheckpointAt(Schema):
    checkpoint: str = a_text(CHECKPOINT, "vedtatt")
    status: Status = Field(description="Where the strand stands on it.", examples=["in_progress"])
    met_on: date | None = a_day("The day it was met, as the region says.", None)
    due_on: date | None = a_day("When it is to be met.", "2016-03-01")
    text: str = a_text("The comment, or the answer to a question; Markdown.", "Til høring.")
    responsible: str = a_text("Who is responsible, by name.", "Kari Nordmann")
    unsure: bool = yes_or_no("Whether the region wants to come back to it.", False)
    changed_at: datetime | None = a_moment("When it was last changed; never: null.")
    changed_by: str = a_text("Who changed it; empty for the system.", "Kari Nordmann")
    confirmed_at: datetime | None = a_moment("When it was confirmed unchanged since.", None)


class DecisionAt(Schema):
    decided_on: date = a_day("The day of the decision.", "2016-01-20")
    body: str = a_text("Who decided.", "Ålesund bystyre")
    note: str = a_text("A note; may be empty.", "")


class RegionAtMilestone(AtMilestone):
    started_at: datetime | None = a_moment("When work on it really began, as recorded.")
    reached_at: datetime | None = a_moment("When it was reached; it is open: null.", None)
    first_planned_end: date | None = a_day("The end that was planned first.", "2016-06-30")
    times_moved: int = a_number("How often the planned end was moved.", 1)
    checkpoints: list[CheckpointAt] | None = Field(
        description="Those that count on the day. Null for who cannot open the region."
    )
    decisions: list[DecisionAt] | None = Field(
        description="What was decided, the oldest first. Null for who cannot open the region."
    )


class RegionStrand(Schema):
    strand: int = a_number(STRAND, 1)
    main_strand: bool = yes_or_no(MAIN, True)
    theme: str = a_text(THEME, "")
    closed_on: date | None = a_day("The day it was closed; it runs: null.", None)
    milestones: list[RegionAtMilestone] = Field(description="From the strand's first one on.")


class OneRegionOut(Schema):
    day: date = a_day(DAY)
    region: str = a_text(REGION, "region-alesund")
    name: str = a_text("What it was called on the day.", "Ålesundregionen")
    phase: str = a_text("The phase of the day.", "fase-2")
    opens: bool = yes_or_no("Whether it tells of themes, checkpoints and decisions.", True)
    strands: list[RegionStrand] = Field(description="The main strand first.")
