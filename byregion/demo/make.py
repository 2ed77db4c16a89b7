"""Puts the demo together: people, the calendar, each region's story, played in order of time."""

# Shares and levels are the story itself, and a story is no secret.
# ruff: noqa: PLR2004, S311

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction

from byregion.demo import (
    alesund,
    evidence,
    gatherings,
    learning,
    reports,
    story,
    verifying,
    words,
)
from byregion.demo.acts import Lane, Scene, Script, Stage
from byregion.demo.people import COLLEAGUES, PASSWORD, SIGN_INS, STAFF, Names, SignIn
from checkpoints import actions as progress_actions
from checkpoints.models import CheckpointWording, Event, Phase
from regions import actions
from regions.clock import start_of
from regions.models import (
    Membership,
    MembershipRole,
    MunicipalityVersion,
    ParticipationRole,
    Programme,
    Region,
    RoleName,
    User,
)

BEGINS = date(2015, 7, 1)
TODAY = date(2016, 11, 20)
USUAL_PART = 0.477  # of phase 2 that lies behind TODAY; levels are told for that

# How many milestones of five: for regions with a part of their own, and for the rest in turn.
NOTHING_YET = "tonsbergregionen"
LEVELS = {
    "kristiansandsregionen": 0.2,
    "hallingdal": 3.3,
    "haugesundregionen": 3.5,
    "ytre-ryfylke": 1.7,
    "lillehammer-gudbrandsdalen": 3.6,
}
OTHER_LEVELS = (
    2.75, 3.6, 2.5, 1.75, 4.3, 2.35, 2.9, 1.5, 2.1, 3.4, 0.85, 2.6, 2.25, 1.6, 4.15, 2.5, 1.3, 2.0,
    3.2, 1.8, 0.4,
)  # fmt: skip
MANY_STRANDS = "lillehammer-gudbrandsdalen"
REOPENED = ("grenland", "salten", "vest-telemark")
DELAYED = {"hallingdal": -30, "ytre-ryfylke": 60}
DATES = {
    "samling-2": (date(2016, 9, 13), date(2016, 9, 14)),
    "rapport-2": (date(2016, 12, 1), None),
    "samling-3": (date(2017, 3, 21), date(2017, 3, 22)),
    "samling-4": (date(2017, 9, 19), date(2017, 9, 20)),
    "samling-5": (date(2018, 3, 13), date(2018, 3, 14)),
    "sluttrapport": (date(2018, 5, 31), None),
}


@dataclass
class Made:
    people: int
    acts: int


@dataclass
class Cast:
    """Everyone, and who works in which region, in the order they were brought in."""

    hashed: str = field(default_factory=lambda: make_password(PASSWORD))
    names: Names = field(default_factory=Names)
    people: list[User] = field(default_factory=list)
    coordinators: dict[int, list[User]] = field(default_factory=dict)
    staff: User | None = None


def is_made() -> bool:
    return User.objects.filter(email=STAFF).exists()


@transaction.atomic
def make() -> Made:
    """All of it, or nothing. What the fixtures hold is loaded first where nothing is."""
    if not Programme.objects.exists():
        call_command("load_programme", at=BEGINS, verbosity=0)
    if not Region.objects.exists():
        call_command("load_regions", at=BEGINS, verbosity=0)
    today = settings.TODAY or TODAY
    programme = Programme.objects.get()
    phases = [
        phase for phase in programme.phases.all()
        if phase.milestones.exists() and phase.starts_on < today
    ]  # fmt: skip
    begins = min([phase.starts_on for phase in phases] or [today])
    cast = bring_in_people(programme, start_of(begins) + timedelta(hours=9))
    set_the_calendar(cast, begins)
    reports.load_rounds(programme, begins + timedelta(days=75))
    script = Script()
    for phase in phases:
        write_stories(script, cast, phase, min(today, phase.ends_on))
    return Made(len(cast.people), script.play())


# People


def bring_in_people(programme: Programme, at: datetime) -> Cast:
    cast = Cast()
    for known in sorted((*SIGN_INS, *COLLEAGUES), key=lambda each: each.email != STAFF):
        person = _add_person(cast, known.name, known.email, known.language, at)
        cast.staff = cast.staff or person
        if known.programme_role:
            actions.set_role(
                by=cast.staff, person=person, programme=programme,
                role=RoleName(known.programme_role), expected_revision=0, at=at,
            )  # fmt: skip
        _give_regions(cast, known, person, at)
    for region in Region.objects.order_by("slug"):
        _people_of(cast, region, at)
    return cast


def _add_person(cast: Cast, name: str, email: str, language: str, at: datetime) -> User:
    person = actions.add_person(by=cast.staff, name=name, email=email, language=language, at=at)
    person.password = cast.hashed  # a password is no part of a person's history
    person.save(update_fields=["password"])
    cast.people.append(person)
    return person


def _give_regions(cast: Cast, known: SignIn, person: User, at: datetime) -> None:
    for slugs, role in (
        (known.coordinates, MembershipRole.COORDINATOR), (known.reads, MembershipRole.READER),
    ):  # fmt: skip
        for region in Region.objects.filter(slug__in=slugs).order_by("slug"):
            _join(cast, region, person, role, at)


def _join(
    cast: Cast, region: Region, person: User, role: MembershipRole, at: datetime
) -> Membership | None:
    if role == MembershipRole.COORDINATOR:
        cast.coordinators.setdefault(region.pk, []).append(person)
    return actions.set_membership(
        by=cast.staff, person=person, region=region, role=role, expected_revision=0, at=at
    )


def _people_of(cast: Cast, region: Region, at: datetime) -> None:
    """Two coordinators everywhere and a reader in most regions; here and there one has left."""
    rng = Random(f"people {region.slug}")
    host, others = _places(region)
    while len(cast.coordinators.get(region.pk, ())) < 2:
        person = _newcomer(cast, region, host, at)
        _join(cast, region, person, MembershipRole.COORDINATOR, at)
    if rng.random() < 0.7:
        person = _newcomer(cast, region, rng.choice(others or (host,)), at)
        _join(cast, region, person, MembershipRole.READER, at)
    if rng.random() < 0.15:
        person = _newcomer(cast, region, host, at)
        joined = actions.set_membership(
            by=cast.staff, person=person, region=region, role=MembershipRole.COORDINATOR,
            expected_revision=0, at=at,
        )  # fmt: skip
        actions.set_membership(
            by=cast.staff, person=person, region=region, role=None,
            expected_revision=joined.revision if joined else 0, at=at + timedelta(days=150),
        )  # fmt: skip


def _newcomer(cast: Cast, region: Region, place: str, at: datetime) -> User:
    name, email = cast.names.person(place)
    return _add_person(cast, name, email, region.language, at)


def _places(region: Region) -> tuple[str, tuple[str, ...]]:
    """The host's name and the other members', by number; double names fit no sentence."""
    rows = MunicipalityVersion.objects.filter(
        valid_to=None,
        municipality__participations__region=region,
        municipality__participations__removed=False,
        municipality__participations__valid_to=None,
    ).order_by("number")
    named = list(rows.values_list("name", "municipality__participations__role"))
    hosts = [name for name, role in named if role == ParticipationRole.HOST]
    members = tuple(
        name for name, role in named if role == ParticipationRole.MEMBER and " - " not in name
    )
    return (hosts[0] if hosts else region.name), members


# The calendar


def set_the_calendar(cast: Cast, begins: date) -> None:
    """Plausible days where the fixture has none, marked as the demo's."""
    at = start_of(begins + timedelta(days=62)) + timedelta(hours=10)
    for event in Event.objects.filter(starts_on=None, removed=False, slug__in=DATES):
        starts_on, ends_on = DATES[event.slug]
        if not event.phase.starts_on <= starts_on <= event.phase.ends_on:
            continue
        progress_actions.change_event(
            by=cast.staff, event=event, expected_revision=event.revision, at=at,
            position=event.position, starts_on=starts_on, ends_on=ends_on, place=event.place,
            note="Demo",
        )  # fmt: skip


# Stories


def write_stories(script: Script, cast: Cast, phase: Phase, today: date) -> None:
    stages = _stages(phase)
    behind = (today - phase.starts_on) / (phase.ends_on - phase.starts_on)
    scale = len(stages) / 5 * behind / USUAL_PART
    regions = list(Region.objects.filter(programme=phase.programme).order_by("slug"))
    others = [region.slug for region in regions if region.slug not in LEVELS]
    scenes = []
    for region in regions:
        if region.slug == NOTHING_YET:
            continue
        host, places = _places(region)
        scene = Scene(
            region, phase, stages, tuple(cast.coordinators[region.pk]), host, places, today,
            Random(f"{region.slug} {phase.slug}"), script,
        )  # fmt: skip
        turn = others.index(region.slug) if region.slug in others else 0
        level = LEVELS.get(region.slug, OTHER_LEVELS[turn % len(OTHER_LEVELS)])
        _write(scene, min(level * scale, float(len(stages))))
        scenes.append(scene)
    learning.tell(script, scenes)
    staff = reports.Staff(tuple(one for one in cast.people if is_staff(one)))
    reports.tell(scenes, staff)
    verifying.tell(scenes, staff)
    gatherings.tell(scenes, staff)


def is_staff(person: User) -> bool:
    """Whether one of those who sign in as the programme staff."""
    return person.email.endswith(STAFF.partition("@")[2])


def _stages(phase: Phase) -> tuple[Stage, ...]:
    wordings = CheckpointWording.objects.filter(
        superseded=False, checkpoint__milestone__phase=phase, checkpoint__valid_to=None
    ).select_related("checkpoint__milestone")
    by_milestone: dict[int, list[CheckpointWording]] = {}
    for wording in wordings.order_by("checkpoint__position", "checkpoint__pk"):
        by_milestone.setdefault(wording.checkpoint.milestone_id, []).append(wording)
    return tuple(
        Stage(milestone, tuple(by_milestone.get(milestone.pk, ())))
        for milestone in phase.milestones.all()
    )


def _write(scene: Scene, level: float) -> None:
    strand = scene.region.strands.select_related("phase", "first_milestone", "region").get(
        phase=scene.phase, is_main=True
    )
    main = Lane(scene, first=0, strand=strand)
    evidence.lay(main)
    if alesund.fits(scene):
        alesund.tell(scene, main)
        return
    story.tell(
        main, level, delay=DELAYED.get(scene.region.slug, scene.rng.choice((-10, 0, 0, 10, 25))),
        reopened=scene.region.slug in REOPENED,
    )  # fmt: skip
    for theme, first in _parallel(scene, level):
        part = scene.rng.uniform(0.1, 1.4) if level > first + 1 else scene.rng.uniform(0.0, 0.8)
        story.tell(
            Lane(scene, first=first), min(first + part, level + 0.5),
            delay=scene.rng.randint(10, 60), theme=scene.say(theme),
        )  # fmt: skip


def _parallel(scene: Scene, level: float) -> list[tuple[words.Pair, int]]:
    """Themes, and the stage each begins at: never the first, none where little has begun."""
    count, rng = len(scene.stages), scene.rng
    if count < 2 or level < count * 0.3:
        return []
    many = rng.choice((0, 0, 1, 1, 1, 2, 2, 3))
    if scene.region.slug == MANY_STRANDS:
        many = len(words.THEMES) - 1
    firsts = sorted({max(1, ceil(count * part) - 1) for part in (0.45, 0.65)})
    themes = rng.sample(words.THEMES, many)
    return [(theme, rng.choice(firsts)) for theme in themes]
