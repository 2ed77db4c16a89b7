"""What the programme asks, as the API tells it."""

from datetime import date

from ninja import Schema
from pydantic import Field

from byregion.api.schemas.fields import (
    CHECKPOINT,
    DAY,
    MILESTONE,
    a_day,
    a_number,
    a_text,
    yes_or_no,
)
from checkpoints.models import CheckpointKind, EventKind
from regions.wording import Language


class Wording(Schema):
    """A text in the country's forms. One that is empty is read in the form it was written in."""

    nb: str = a_text("Bokmål; may be empty.", "")
    nn: str = a_text("Nynorsk; may be empty.", "Strategiar vedteke")
    en: str = a_text("English; may be empty.", "")
    source: Language = Field(description="The form it was written in.", examples=["nn"])


class CheckpointOut(Schema):
    checkpoint: str = a_text(CHECKPOINT, "vedtatt")
    number: int = a_number("Its place at its milestone.", 1)
    kind: CheckpointKind = Field(
        description="A `statement` to meet or a `question` to answer.", examples=["statement"]
    )
    wording: Wording = Field(description="Its text, as it was worded on the day.")
    wording_number: int = a_number("Which version of its text this is, from 1.", 1)
    valid_from: date | None = a_day("The first day on which it counts; always did: null.", None)
    valid_to: date | None = a_day("The last day on which it counts; no end is set: null.", None)


class MilestoneOut(Schema):
    milestone: str = a_text(MILESTONE, "strategiar")
    number: int = a_number("Its place in its phase.", 3)
    name: Wording = Field(description="Its name.")
    checkpoints: list[CheckpointOut] = Field(
        description="In order, also those that do not count on the day."
    )


class EventOut(Schema):
    event: str = a_text("The event, by the word that `as_of` and `since` take.", "samling-2")
    kind: EventKind = Field(description="What it is.", examples=["gathering"])
    number: int = a_number("Its number within its kind.", 2)
    starts_on: date | None = a_day("Its first day; none is set yet: null.", "2016-11-29")
    ends_on: date | None = a_day("Its last day, where it has several.", "2016-11-30")
    place: str = a_text("Where it is; may be empty.", "Bodø")


class PhaseOut(Schema):
    phase: str = a_text("The phase, by the word in its address.", "fase-2")
    name: Wording = Field(description="Its name.")
    starts_on: date = a_day("Its first day.", "2015-07-01")
    ends_on: date = a_day("Its last day.", "2018-05-31")
    is_current: bool = yes_or_no("Whether it is the phase of the day.", True)
    objectives: list[Wording] = Field(description="What it is to reach.")
    milestones: list[MilestoneOut] = Field(description="In order; a phase may have none.")
    events: list[EventOut] = Field(description="Its calendar as it stood, in its own order.")


class PhasesOut(Schema):
    day: date = a_day(DAY)
    phases: list[PhaseOut] = Field(description="In order.")


class ProgrammeOut(Schema):
    programme: str = a_text("The programme, by its own word.", "byregionprogrammet")
    name: str = a_text("Its name.", "Byregionprogrammet")
    funder: str = a_text("Who pays for it.", "Kommunal- og moderniseringsdepartementet")
    languages: list[Language] = Field(
        description="The forms it publishes its texts in.", examples=[["nb", "nn"]]
    )
    day: date = a_day(DAY)
    phase: str | None = a_text("The phase of the day.", "fase-2")
    regions: int = a_number("How many regions there were on the day.", 28)
