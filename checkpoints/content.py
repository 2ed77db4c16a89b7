"""Writes of the programme's content: what a file of the programme asks for is brought about.

Content has no history of its own but for wordings and days of validity: a checkpoint that was ever
asked is never deleted, and what was recorded under an old wording still points at it. Each function
changes only what differs and says what it did, so that the same file twice changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from checkpoints.actions import add_event, add_main_strand, change_event
from checkpoints.actions.counting import count_milestone, count_phase
from checkpoints.models import (
    Checkpoint,
    CheckpointWording,
    Event,
    EventKind,
    Milestone,
    Objective,
    Phase,
    Strand,
)
from regions import clock
from regions.files import is_edited
from regions.history import How, Kind, record
from regions.models import Programme, Region

OUT_OF_THE_WAY = 10_000  # positions are unique: while some are moved, all stand up here


@dataclass
class Run:
    """One import: its moment, the change set that ties it together, and what it did."""

    at: datetime
    change_set: UUID = field(default_factory=uuid4)
    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # what a person has edited since

    @property
    def day(self) -> date:
        return clock.day_of(self.at)

    @property
    def how(self) -> How:
        return {"at": self.at, "step": Kind.IMPORT, "change_set": self.change_set}

    def note(self, what: str) -> None:
        self.done.append(what)


def put_programme(run: Run, slug: str, **facts: Any) -> Programme:
    """The programme, new or brought up to date."""
    programme = Programme.objects.filter(slug=slug).first() or Programme(slug=slug)
    return _save(run, programme, facts)


def put_phase(run: Run, programme: Programme, slug: str, **facts: Any) -> Phase:
    phase = programme.phases.filter(slug=slug).first()
    if facts["ends_on"] < facts["starts_on"]:
        raise ValidationError(_("The last day must not be before the first."))
    return _save(run, phase or Phase(programme=programme, slug=slug), facts)


def put_objectives(run: Run, phase: Phase, texts: Sequence[dict[str, str]]) -> None:
    """A phase's objectives, in order; those that are no longer among them go."""
    for position, text in enumerate(texts, start=1):
        row = phase.objectives.filter(position=position).first()
        _save(run, row or Objective(phase=phase, position=position), text)
    for gone in phase.objectives.filter(position__gt=len(texts)):
        run.note(f"deleted {_name(gone)}")
        gone.delete()


def put_milestone(run: Run, phase: Phase, slug: str, **facts: Any) -> Milestone:
    milestone = phase.milestones.filter(slug=slug).first()
    return _save(run, milestone or Milestone(phase=phase, slug=slug), facts)


def put_checkpoint(
    run: Run,
    milestone: Milestone,
    slug: str,
    *,
    kind: str,
    position: int,
    text: dict[str, str],
    since: date | None,
) -> Checkpoint:
    """A checkpoint and its wording; another text is a new version, which supersedes the old one.

    A new one is valid from `since`; one that had ended is valid again.
    """
    row = milestone.checkpoints.filter(slug=slug).first()
    if row and row.kind != kind:
        raise ValidationError(
            _("A checkpoint's kind stays what it is. Give the new one a slug of its own.")
        )
    row = row or Checkpoint(milestone=milestone, slug=slug, kind=kind, valid_from=since)
    begins = row._state.adding or row.valid_to is not None
    checkpoint = _save(run, row, {"position": position, "valid_to": None})
    put_wording(run, checkpoint, text)
    if begins:
        count_milestone(milestone)
    return checkpoint


def put_wording(run: Run, checkpoint: Checkpoint, text: dict[str, str]) -> CheckpointWording:
    """The current wording, or a new version of it when any of its forms differs."""
    now = checkpoint.wordings.filter(superseded=False).first()
    if now and _differences(now, text) == {}:
        return now
    number = 1 + checkpoint.wordings.count()
    checkpoint.wordings.filter(superseded=False).update(superseded=True)
    since = run.day if now else None  # the first has been the wording from the beginning
    new = CheckpointWording(checkpoint=checkpoint, number=number, valid_from=since)
    return _save(run, new, text)


def end_checkpoints(run: Run, gone: Iterable[Checkpoint]) -> None:
    """Checkpoints that are no longer asked count until the day before; they are never deleted."""
    for checkpoint in gone:
        last = max(run.day - timedelta(days=1), checkpoint.valid_from or date.min)
        _save(run, checkpoint, {"valid_to": last})
        count_milestone(checkpoint.milestone)


def put_event(run: Run, phase: Phase, kind: str, number: int, **facts: Any) -> Event:
    """An event of the calendar. What a person has changed since it was loaded stays as it is."""
    event = phase.events.filter(kind=kind, number=number).first()
    if event is None:
        event = add_event(
            by=None,
            phase=phase,
            kind=EventKind(kind),
            **run.how,
            **facts,
        )
        if event.number != number:
            raise ValidationError(_("Events of a kind are numbered 1, 2, 3 … in their order."))
        run.note(f"added {_name(event)}")
    elif differing := _differences(event, facts):
        _bring_event(run, event, facts, differing)
    return event


def _bring_event(run: Run, event: Event, facts: dict[str, Any], differing: dict[str, Any]) -> None:
    if is_edited(event):
        run.kept.append(f"kept {_name(event)} as it was edited: {', '.join(differing)}")
        return
    change_event(
        by=None,
        event=event,
        expected_revision=event.revision,
        **run.how,
        **facts,
    )
    run.note(f"changed {_name(event)}: {', '.join(differing)}")


def put_main_strands(run: Run, phase: Phase) -> None:
    """Every region's main strand, from the phase's first milestone on, and all strands' counts."""
    first = phase.milestones.first()
    if first is None:
        return
    main = Strand.objects.filter(phase=phase, is_main=True).order_by("pk")
    for strand in main.exclude(first_milestone=first):
        record(
            strand,
            by=None,
            expected=strand.revision,
            **run.how,
            first_milestone=first,
        )
        run.note(f"{_name(strand)} begins at {first.slug}")
    for region in Region.objects.filter(programme=phase.programme).order_by("slug"):
        if add_main_strand(by=None, region=region, phase=phase, **run.how):
            run.note(f"added the main strand of {region.slug} in {phase.slug}")
    count_phase(phase)


def make_way(rows: models.QuerySet[Any], order: Sequence[str]) -> None:
    """Lift the positions of rows that are to stand in another order, so that none collide."""
    standing = list(rows.order_by("position").values_list("slug", "position"))
    kept = {slug: order.index(slug) + 1 for slug, _position in standing if slug in order}
    if any(kept.get(slug, position) != position for slug, position in standing):
        rows.update(position=models.F("position") + OUT_OF_THE_WAY)


def close_ranks(run: Run, rows: models.QuerySet[Any], order: Sequence[str]) -> None:
    """Put what the file no longer names after what it does, in the order it had."""
    gone = rows.exclude(slug__in=order).order_by("position")
    for position, row in enumerate(gone, start=len(order) + 1):
        _save(run, row, {"position": position})


def _save[Row: models.Model](run: Run, row: Row, facts: dict[str, Any]) -> Row:
    """Save what differs, and note it."""
    new = row.pk is None
    differing = _differences(row, facts)
    if not (new or differing):
        return row
    for name, value in differing.items():
        setattr(row, name, value)
    row.validate_constraints()
    row.save()
    what = _name(row)
    run.note(f"added {what}" if new else f"changed {what}: {', '.join(differing)}")
    return row


def _differences(row: models.Model, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if getattr(row, name) != value}


def _name(row: models.Model) -> str:
    return f"{row._meta.verbose_name} {getattr(row, 'slug', None) or str(row)!r}"
