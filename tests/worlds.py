"""Random programmes for property tests: what regions record, act by act, through the actions.

A world is a phase of three milestones, one of whose checkpoints begins to count and another ceases
to count on the way, and three regions. What an act cannot do there and then, it leaves.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import caches
from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from checkpoints import actions
from checkpoints.models import Checkpoint, Phase, Status, Strand
from regions.models import Region
from tests import makers

BEGIN, END = date(2015, 8, 1), date(2016, 11, 20)
NAMES = ("Ærøy", "Bø & Ørsta", "Alta")
MILESTONES = CHECKPOINTS = 3


@dataclass(frozen=True)
class Act:
    """One thing that somebody does in a region, on its main strand or on its parallel one."""

    what: str
    day: date
    region: int
    main: bool
    milestone: int
    checkpoint: int
    status: Status
    ends_on: date | None


days = st.dates(BEGIN, END)
acts = st.builds(
    Act,
    what=st.sampled_from(
        ["assess"] * 6
        + ["meet"] * 2
        + ["plan"] * 3
        + ["confirm", "begin", "begin", "close", "open"]
    ),
    day=days,
    region=st.sampled_from([0, 0, 0, 1, 2]),
    main=st.booleans(),
    milestone=st.sampled_from([1, 2, 2, 3]),
    checkpoint=st.integers(1, CHECKPOINTS),
    status=st.sampled_from([Status.MET] * 4 + list(Status)),
    ends_on=st.one_of(st.none(), days, days, days),
)
histories = st.lists(acts, min_size=18, max_size=24)
two_days = st.tuples(
    st.dates(date(2015, 9, 1), date(2016, 5, 1)), st.dates(date(2016, 4, 15), END)
).map(sorted)


def make_phase() -> Phase:
    """The programme, before there are any regions."""
    phase = makers.small_programme(MILESTONES, CHECKPOINTS)
    first, second, _ = phase.milestones.all()
    makers.add_checkpoint(first, "new", since=date(2016, 5, 1))
    Checkpoint.objects.filter(milestone=second, slug="c1").update(valid_to=date(2016, 8, 31))
    return phase


def play(phase: Phase, history: list[Act]) -> list[Region]:
    """Three regions, and what is recorded in them, in order of time."""
    caches["memory"].clear()  # of the world before, which was taken back
    regions = [makers.make_region(name, slug=f"r{n}") for n, name in enumerate(NAMES, start=1)]
    for act in sorted(history, key=lambda act: act.day):
        with suppress(ValidationError):
            _do(phase, regions[act.region], act)
    return regions


def _do(phase: Phase, region: Region, act: Act) -> None:
    strand = _strand(phase, region, act)
    if act.what == "begin":
        _begin(phase, region, act)
    elif act.what in {"close", "open"}:
        _change(strand, act, act.day if act.what == "close" else None)
    elif strand.first_milestone.position > act.milestone:
        return
    elif act.what == "plan":
        begins = act.ends_on - timedelta(30) if act.ends_on else None
        makers.plan(strand, act.milestone, begins, act.ends_on, when=act.day)
    elif act.what == "confirm":
        makers.confirm(strand, act.milestone, act.checkpoint, when=act.day)
    elif act.what == "meet":
        for slug in _asked(phase, act):
            makers.assess(strand, f"m{act.milestone}", slug, when=act.day)
    else:
        makers.assess(strand, act.milestone, act.checkpoint, act.status, when=act.day)


def _asked(phase: Phase, act: Act) -> list[str]:
    """The slugs of a milestone's checkpoints, whether they count or not."""
    found = Checkpoint.objects.filter(milestone__phase=phase, milestone__position=act.milestone)
    return list(found.order_by("position").values_list("slug", flat=True))


def _strand(phase: Phase, region: Region, act: Act) -> Strand:
    """The one that is meant, else the main one."""
    strands = region.strands.filter(phase=phase).select_related("first_milestone")
    found: Strand = strands.filter(is_main=act.main).first() or strands.get(is_main=True)
    return found


def _begin(phase: Phase, region: Region, act: Act) -> None:
    actions.add_parallel_strand(
        by=None, region=region, theme=f"Tema {act.checkpoint}", at=makers.at(act.day),
        first_milestone=phase.milestones.get(position=act.milestone),
    )  # fmt: skip


def _change(strand: Strand, act: Act, closed_on: date | None) -> None:
    actions.change_strand(
        by=None, strand=strand, expected_revision=strand.revision, theme=strand.theme,
        first_milestone=strand.first_milestone, closed_on=closed_on, at=makers.at(act.day),
        reason="Ferdig.",
    )  # fmt: skip
