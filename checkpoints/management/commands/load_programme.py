"""Loads a programme's content out of a JSON file, or brings it up to date."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from checkpoints import content
from checkpoints.models import Checkpoint, CheckpointKind, EventKind, Milestone, Phase
from regions import clock
from regions.files import BadFile, Node, loaded
from regions.models import Programme


class Command(BaseCommand):
    help = "Load phases, milestones, checkpoints and calendar; the same file twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures/programme.json"
        )
        parser.add_argument(
            "--at", type=date.fromisoformat, help="the day it counts as recorded (demo, tests)"
        )

    def handle(self, *args: Any, path: Path, at: date | None = None, **options: Any) -> None:
        run = content.Run(at=moment_of(at))
        try:
            with transaction.atomic():
                loaded(lambda node: load(run, node), Path(path))
        except BadFile as error:
            raise CommandError(str(error)) from None
        if options["verbosity"] > 1:
            self.stdout.write("\n".join([*run.done, *run.kept]))
        if options["verbosity"]:
            changes = f"{len(run.done)} changes" if run.done else "up to date"
            kept = f", {len(run.kept)} edited since and kept" if run.kept else ""
            self.stdout.write(f"Programme: {changes}{kept}.")


def moment_of(day: date | None) -> datetime:
    """Now, or the first moment of a day."""
    return clock.start_of(day) if day else clock.now()


def load(run: content.Run, file: Node) -> None:
    file.known("slug", "name", "funder", "funder_short", "languages", "phases")
    with file.blamed():
        programme = content.put_programme(
            run, file.text("slug", limit=50), name=file.text("name", limit=200),
            funder=file.text("funder", limit=200),
            funder_short=file.text("funder_short", limit=40), languages=languages(file),
        )  # fmt: skip
    phases = file.items_by("phases", "slug")
    absent(file.at("phases"), programme.phases.exclude(slug__in=phases))
    content.make_way(programme.phases.all(), list(phases))
    for position, (slug, node) in enumerate(phases.items(), start=1):
        load_phase(run, programme, slug, node, position)


def languages(file: Node) -> list[str]:
    forms = file.items("languages")
    for node in forms:
        if node.value not in ("nb", "nn", "en"):
            raise node.error(f"{node.value!r} is not one of nb, nn, en.")
    return [node.value for node in forms]


def absent(node: Node, rows: Any) -> None:
    """A phase cannot end its being by not being named."""
    if row := rows.first():
        raise node.error(f"{row.slug!r} is in the database but not in the file; phases are kept.")


def load_phase(
    run: content.Run, programme: Programme, slug: str, node: Node, position: int
) -> None:
    node.known("slug", "name", "starts_on", "ends_on", "objectives", "milestones", "events")
    with node.blamed():
        phase = content.put_phase(
            run, programme, slug, position=position, starts_on=node.day("starts_on"),
            ends_on=node.day("ends_on"), **node.wording("name"),
        )  # fmt: skip
    content.put_objectives(
        run, phase, [item.wording() for item in node.items("objectives", optional=True)]
    )
    milestones = node.items_by("milestones", "slug", optional=True)
    content.make_way(phase.milestones.all(), list(milestones))
    for place, (name, item) in enumerate(milestones.items(), start=1):
        load_milestone(run, phase, name, item, place)
    content.close_ranks(run, phase.milestones.all(), list(milestones))
    kept = Checkpoint.objects.filter(milestone__phase=phase, valid_to=None)
    content.end_checkpoints(run, kept.exclude(milestone__slug__in=milestones))
    for place, item in enumerate(node.items("events", optional=True), start=1):
        load_event(run, phase, item, place)
    content.put_main_strands(run, phase)


def load_milestone(run: content.Run, phase: Phase, slug: str, node: Node, position: int) -> None:
    node.known("slug", "name", "checkpoints")
    since = run.day if phase.milestones.filter(slug=slug).exists() else None
    with node.blamed():
        milestone = content.put_milestone(
            run, phase, slug, position=position, **node.wording("name")
        )
    checkpoints = node.items_by("checkpoints", "slug")
    for place, (name, item) in enumerate(checkpoints.items(), start=1):
        load_checkpoint(run, milestone, item, slug=name, position=place, since=since)
    gone = milestone.checkpoints.filter(valid_to=None).exclude(slug__in=checkpoints)
    content.end_checkpoints(run, gone)


def load_checkpoint(
    run: content.Run, milestone: Milestone, node: Node, *, slug: str, position: int,
    since: date | None,
) -> None:  # fmt: skip
    node.known("slug", "kind", "text")
    with node.blamed():
        content.put_checkpoint(
            run, milestone, slug, kind=node.choice("kind", CheckpointKind), position=position,
            text=node.wording("text"), since=since,
        )  # fmt: skip


def load_event(run: content.Run, phase: Phase, node: Node, position: int) -> None:
    node.known("kind", "number", "starts_on", "ends_on", "place", "note")
    with node.blamed():
        content.put_event(
            run, phase, node.choice("kind", EventKind), node.number("number"), position=position,
            starts_on=node.day_or_none("starts_on"), ends_on=node.day_or_none("ends_on"),
            place=node.text("place", "", 100), note=node.text("note", "", 200),
        )  # fmt: skip
