"""What the page of several checkpoints at once is made from."""

from dataclasses import dataclass

from django.forms.boundfield import BoundWidget

from checkpoints.access import Place
from checkpoints.forms.several import OneOfSeveral, SeveralForm
from checkpoints.queries import checkpoint_facts
from checkpoints.rows import AssessmentFacts, CheckpointRow, assessment_facts
from regions.plain_forms import revision_sent
from regions.reading import Reading


@dataclass(frozen=True)
class Line:
    """A checkpoint to choose: how it stands, its box, and what hindered it when it was sent."""

    row: CheckpointRow
    box: BoundWidget
    revision: int  # what the person has seen of it
    form: OneOfSeveral | None  # none as long as nothing was sent of it


def several_page(form: SeveralForm, place: Place, language: str) -> tuple[Line, ...]:
    """A milestone's checkpoints as they stand now: 1 query."""
    reading = Reading.today()
    now = assessment_facts([place.strand.pk], reading)
    sent = {row.prefix: row for row in form.rows}
    return tuple(
        Line(row, box, _seen(form, row, own), own)
        for wording, box in zip(form.wordings, form["chosen"].subwidgets, strict=True)
        for own in [sent.get(wording.checkpoint.slug)]
        for facts in [now.get((place.strand.pk, wording.checkpoint_id), AssessmentFacts())]
        for row in [CheckpointRow(checkpoint_facts(wording, language), facts, reading.day)]
    )


def _seen(form: SeveralForm, row: CheckpointRow, own: OneOfSeveral | None) -> int:
    """What was sent goes on from where it began; a new page begins from what stands now."""
    prefix = row.checkpoint.slug
    data = own.data if own else form.data if form.is_bound else {}
    sent = str(data.get(f"{prefix}-revision", ""))
    return revision_sent(sent) if sent else row.assessment.revision
