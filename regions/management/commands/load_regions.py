"""Loads the country's division and the regions out of JSON files, or brings them up to date."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import F

from regions import actions, clock
from regions.division import load_division
from regions.files import BadFile, Node, is_edited, loaded
from regions.history import How, Kind
from regions.models import (
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Programme,
    Region,
)
from regions.wording import Language

FIXTURES = settings.BASE_DIR / "fixtures"


@dataclass
class Run:
    """One import: its moment, its programme, the change set that ties it together."""

    at: datetime
    programme: Programme
    numbers: dict[str, Municipality] = field(default_factory=dict)
    change_set: UUID = field(default_factory=uuid4)
    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # what a person has edited since

    @property
    def how(self) -> How:
        return {"at": self.at, "step": Kind.IMPORT, "change_set": self.change_set}


class Command(BaseCommand):
    help = "Load counties, municipalities and regions; the same files twice change nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=FIXTURES / "regions.json")
        parser.add_argument("--municipalities", type=Path, default=FIXTURES / "municipalities.json")
        parser.add_argument(
            "--at", type=date.fromisoformat, help="the day it counts as recorded (demo, tests)"
        )

    def handle(
        self, *args: Any, path: Path, municipalities: Path, at: date | None = None, **options: Any
    ) -> None:
        run = Run(at=clock.start_of(at) if at else clock.now(), programme=the_programme())
        try:
            with transaction.atomic():
                loaded(lambda node: put_division(run, node), Path(municipalities))
                loaded(lambda node: put_regions(run, node), Path(path))
        except BadFile as error:
            raise CommandError(str(error)) from None
        if options["verbosity"] > 1:
            self.stdout.write("\n".join([*run.done, *run.kept]))
        if options["verbosity"]:
            changes = f"{len(run.done)} changes" if run.done else "up to date"
            kept = f", {len(run.kept)} edited since and kept" if run.kept else ""
            self.stdout.write(f"Regions: {changes}{kept}.")


def the_programme() -> Programme:
    found = list(Programme.objects.all())
    if not found:
        raise CommandError("There is no programme yet. Load it first: manage.py load_programme")
    if len(found) > 1:
        raise CommandError("There are two programmes; regions are loaded where there is one.")
    return found[0]


def put_division(run: Run, file: Node) -> None:
    if changes := load_division(file):
        run.done.append(f"{changes} counties and municipalities")


def put_regions(run: Run, file: Node) -> None:
    file.known("regions")
    versions = MunicipalityVersion.objects.select_related("municipality")
    from_the_first = versions.order_by(F("valid_from").asc(nulls_first=True))
    run.numbers = {version.number: version.municipality for version in from_the_first}
    for slug, node in file.items_by("regions", "slug").items():
        node.known("slug", "name", "language", "source_confidence", "host", "members", "observers")
        parts = wanted_parts(run, node)
        with node.blamed():
            put_parts(run, put_region(run, slug, node), parts)


def wanted_parts(run: Run, node: Node) -> dict[Municipality, str]:
    """Who takes part, by role, as the file says."""
    if isinstance(node.at("host").value, list):
        raise node.at("host").error('a region has one host; write one number, as "1504".')
    named = [(node.at("host"), ParticipationRole.HOST)]
    named += [(item, ParticipationRole.MEMBER) for item in node.items("members", optional=True)]
    named += [(item, ParticipationRole.OBSERVER) for item in node.items("observers", optional=True)]
    parts: dict[Municipality, str] = {}
    for item, role in named:
        municipality = municipality_at(run, item)
        if municipality in parts:
            raise item.error(f"{item.value} takes part twice in {node.text('slug')}.")
        parts[municipality] = role
    return parts


def municipality_at(run: Run, node: Node) -> Municipality:
    if not isinstance(node.value, str):
        raise node.error(f'a number in quotes is expected, as "0402", not {node.value!r}.')
    if node.value not in run.numbers:
        raise node.error(f"no municipality has the number {node.value}.")
    return run.numbers[node.value]


def put_region(run: Run, slug: str, node: Node) -> Region:
    facts = {
        "name": node.text("name", limit=100), "language": node.choice("language", Language),
        "source_confidence": node.text("source_confidence", "", 40),
    }  # fmt: skip
    if facts["language"] == Language.EN:
        raise node.at("language").error("a region writes nb or nn.")
    region = Region.objects.filter(slug=slug).first()
    if region is None:
        run.done.append(f"added {slug}")
        return actions.add_region(
            by=None, programme=run.programme, slug=slug, **run.how, **facts,
        )  # fmt: skip
    if all(getattr(region, name) == value for name, value in facts.items()):
        return region
    if is_edited(region):
        run.kept.append(f"kept {slug} as it was edited")
        return region
    run.done.append(f"changed {slug}")
    return actions.change_region(
        by=None, region=region, expected_revision=region.revision,
        **run.how, **facts,
    )  # fmt: skip


def put_parts(run: Run, region: Region, wanted: dict[Municipality, str]) -> None:
    """Bring a region's participations to what the file says, unless a person has changed any."""
    rows = Participation.objects.filter(region=region)
    holding = rows.filter(valid_to=None, removed=False).select_related("municipality")
    now = {row.municipality: row for row in holding}
    if {one: row.role for one, row in now.items()} == wanted:
        return
    if any(is_edited(row) for row in rows):
        run.kept.append(f"kept who takes part in {region.slug} as it was edited")
        return
    since = clock.day_of(run.at) if now else None
    # A new role is a new part: who was host until yesterday still was.
    for one, row in now.items():
        if row.role != wanted.get(one):
            end(run, row)
    for one, role in wanted.items():
        if one not in now or now[one].role != role:
            actions.add_participation(
                by=None, region=region, municipality=one, role=ParticipationRole(role),
                valid_from=since, **run.how,
            )  # fmt: skip
    run.done.append(f"{'changed' if now else 'added'} who takes part in {region.slug}")


def end(run: Run, row: Participation) -> None:
    """Yesterday was the last day; what began no earlier than today never was."""
    yesterday = clock.day_of(run.at) - timedelta(days=1)
    never_was = row.valid_from is not None and row.valid_from > yesterday
    actions.change_participation(
        by=None, participation=row, expected_revision=row.revision,
        role=ParticipationRole(row.role), valid_from=row.valid_from,
        valid_to=None if never_was else yesterday, removed=never_was,
        **run.how,
    )  # fmt: skip
