"""Sums over regions, and differences between two days, as the API tells them."""

from datetime import date

from ninja import Schema
from pydantic import Field

from byregion.api.schemas.content import Wording
from byregion.api.schemas.fields import (
    CHECKPOINT,
    DAY,
    MAIN,
    MILESTONE,
    REGION,
    STRAND,
    THEME,
    a_day,
    a_number,
    a_text,
    yes_or_no,
)
from byregion.api.schemas.standing import PageOut, Standing
from checkpoints.models import CheckpointKind
from checkpoints.overview.kinds import Kind


class States(Schema):
    """How many regions are in which state, each once, by its main strand."""

    not_started: int = a_number("Not started.", 4)
    in_progress: int = a_number("In progress.", 15)
    on_hold: int = a_number("On hold.", 1)
    reached: int = a_number("Reached.", 8)
    not_applicable: int = a_number("Not applicable.", 0)


class MilestoneSum(Schema):
    milestone: str = a_text(MILESTONE, "strategiar")
    states: States = Field(description="How many regions are in which state, by main strand.")
    late: int = a_number("Regions that are late there, on any strand.", 3)


class SumsOut(Schema):
    day: date = a_day(DAY)
    regions: int = a_number("How many regions there are in the selection.", 28)
    late: int = a_number("Late at some milestone, on any strand.", 6)
    on_hold: int = a_number("With a strand on hold at some milestone.", 2)
    stale: int = a_number("With something open that nobody stood for in 90 days.", 9)
    asking: int | None = a_number(
        "That wait for an answer to a question; 0 on an earlier day. To the ministry: null.", 3
    )
    milestones: list[MilestoneSum] = Field(description="Of the day's phase, in order.")


class CheckpointSum(Schema):
    """A region is counted where one of its strands stands so."""

    checkpoint: str = a_text(CHECKPOINT, "vedtatt")
    number: int = a_number("Its place at its milestone.", 1)
    kind: CheckpointKind = Field(description="A statement or a question.", examples=["statement"])
    met: int | None = a_number(
        "Regions that have met it. To others than the programme staff on an earlier day: null, but "
        "for days on which an event ended.",
        8,
    )
    on_hold: int | None = a_number(
        "Regions that have it on hold. Null but for the programme staff.", 1
    )
    not_applicable: int | None = a_number(
        "Regions for which it is not applicable. Null but for the programme staff.", 0
    )
    asking: int | None = a_number(
        "Regions that ask others about it; 0 on an earlier day. To the ministry: null.", 1
    )


class OneMilestoneOut(MilestoneSum):
    day: date = a_day(DAY)
    phase: str = a_text("The phase of the day.", "fase-2")
    number: int = a_number("Its place in its phase.", 3)
    name: Wording = Field(description="Its name.")
    regions: int = a_number("How many regions there were on the day.", 28)
    checkpoints: list[CheckpointSum] = Field(
        description="Those that count on the day. Which regions are where is their own to tell."
    )


class MilestoneDifference(Schema):
    milestone: str = a_text(MILESTONE, "strategiar")
    kinds: list[Kind] = Field(
        description="What is otherwise; nothing: empty.", examples=[["reached", "met"]]
    )
    before: Standing = Field(description="On the earlier day.")
    after: Standing = Field(description="On the later day.")
    met: int = a_number("Checkpoints that are met now and were not.", 2)
    taken_back: int = a_number("Checkpoints that were met and are not now.", 0)
    otherwise: int = a_number("Checkpoints with another status, met on neither day.", 1)
    days_moved: int | None = a_number(
        "How far the planned end was moved; later is positive. It was not: null.", 30
    )


class StrandDifference(Schema):
    strand: int = a_number(STRAND, 1)
    main_strand: bool = yes_or_no(MAIN, True)
    theme: str = a_text(THEME, "")
    is_new: bool = yes_or_no("Whether it was added in between.", False)
    milestones: list[MilestoneDifference] = Field(description="From the strand's first one on.")


class RegionDifference(Schema):
    region: str = a_text(REGION, "region-alesund")
    name: str = a_text("What it was called on the later day.", "Ålesundregionen")
    strands: list[StrandDifference] = Field(description="The main strand first.")


class DifferencesOut(PageOut):
    since: date = a_day("The earlier of the two days.", "2015-11-01")
    regions: list[RegionDifference] = Field(description="Changed or not, as they were asked for.")
