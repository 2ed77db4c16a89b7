"""Region Ålesund, told by hand: the region that most people look at first."""

# Dates and places are the story itself.

from datetime import date, datetime, time, timedelta
from typing import Any

from byregion.demo import words
from byregion.demo.acts import Lane, Scene, about, answers, is_question
from byregion.demo.calendar import moment
from checkpoints.models import CheckpointWording, Status
from regions.clock import OSLO

SLUG = "region-alesund"
MILESTONES = ("prosjektorganisasjon", "samarbeid", "strategiar", "tiltak", "gjennomforing")
PLANS = (
    (date(2015, 8, 1), date(2015, 12, 31)),
    (date(2015, 11, 1), date(2016, 4, 29)),
    (date(2016, 4, 1), date(2016, 6, 30)),
    (date(2016, 10, 1), date(2017, 4, 30)),
    (date(2017, 4, 1), date(2018, 5, 31)),
)
MET = (  # milestone, day, in the order of the checkpoints
    (0, (date(2015, 9, 16), date(2015, 9, 29), date(2015, 11, 3), date(2015, 11, 17),
         date(2015, 12, 8), date(2015, 12, 15))),
    (1, (date(2016, 1, 20), date(2016, 3, 1), date(2016, 2, 10), date(2016, 5, 11))),
    (2, (date(2016, 9, 6), date(2016, 9, 27), date(2016, 10, 12))),
    (3, (date(2016, 11, 8),)),
)  # fmt: skip
MOVES = (
    (1, date(2016, 4, 12), date(2016, 5, 15), "Styringsgruppen møtes først 10. mai"),
    (2, date(2016, 6, 14), date(2016, 7, 31), "Høringen av strategiene ble forlenget"),
    (2, date(2016, 9, 19), date(2016, 9, 30), "To kommunestyrer behandler saken i september"),
)
LOOKED_THROUGH = date(2016, 11, 20)  # what is open, before the next gathering


def fits(scene: Scene) -> bool:
    """Whether the programme is the one that this story was written for, at its time."""
    slugs = tuple(stage.milestone.slug for stage in scene.stages)
    return (
        scene.region.slug == SLUG
        and slugs == MILESTONES
        and scene.today >= date(2016, 11, 20)
        and all(len(scene.stages[at].wordings) >= len(met) for at, met in MET)
        and len(scene.people) > 1
    )


def tell(scene: Scene, main: Lane) -> None:
    kari, per = scene.people[:2]
    at = moment(scene.rng, date(2015, 8, 20), scene.today)
    for stage, plan in enumerate(PLANS):
        main.plan(at, kari, stage, plan)
    for stage, told, end, why in MOVES:
        told_at = moment(scene.rng, told, scene.today)
        main.plan(told_at, per, stage, (PLANS[stage][0], end), reason=why)
    for stage, met in MET:
        for wording, day in zip(scene.stages[stage].wordings, met, strict=False):
            _met(main, wording, day)
    main.decide(
        _at(date(2015, 12, 15), 9), kari, 0, date(2015, 12, 14), "Regionrådet", "Enstemmig."
    )
    main.decide(_at(date(2016, 5, 11), 13), kari, 1, date(2016, 5, 10), "Styringsgruppen")
    _strategies(scene, main)
    _measures(scene, main)
    _competence(scene)
    _town_centre(scene)


def _at(day: date, hour: int, minute: int = 12) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=OSLO)


def _met(lane: Lane, wording: CheckpointWording, day: date) -> None:
    scene = lane.scene
    kari, per = scene.people[:2]
    pairs = answers(wording) if is_question(wording) else about(wording).done
    begun = {} if is_question(wording) else {"text": scene.one_of(about(wording).underway)}
    before = day - (day - date(2015, 7, 1)) * 0.04
    before -= timedelta(days=max(0, before.weekday() - 4))  # never on a weekend
    lane.assess(
        _at(before, 10), per, wording,
        status=Status.IN_PROGRESS, responsible=scene.rng.choice((kari, per)), **begun,
    )  # fmt: skip
    lane.assess(
        _at(day, 11, scene.rng.randint(0, 59)), kari, wording,
        status=Status.MET, met_on=day, text=scene.one_of(pairs),
    )  # fmt: skip


def _strategies(scene: Scene, main: Lane) -> None:
    """Late by 51 days: one checkpoint waits for a council. An earlier tick was taken back."""
    kari, per = scene.people[:2]
    strategies = scene.stages[2].wordings
    main.untick(_at(date(2016, 9, 9), 8), kari, strategies[0])
    main.assess(
        _at(date(2016, 9, 9), 8, 20), kari, strategies[0],
        text="Åpnet igjen: styringsgruppen vil ha inn et mål om innpendling.",
    )  # fmt: skip
    main.assess(
        _at(date(2016, 9, 20), 15), kari, strategies[0],
        status=Status.MET, met_on=date(2016, 9, 20), text="Vedtatt enstemmig i styringsgruppen.",
    )  # fmt: skip
    last: dict[str, Any] = {"responsible": per, "due_on": date(2016, 12, 1)}
    main.assess(
        _at(date(2016, 10, 14), 9), per, strategies[3], status=Status.IN_PROGRESS,
        text="Mandatet må endres om sentrumsutvikling tas inn. Sak er sendt kommunene.", **last,
    )  # fmt: skip
    main.assess(
        _at(date(2016, 11, 3), 14), per, strategies[3], "Venter på kommunestyret i Haram",
        status=Status.ON_HOLD,
    )  # fmt: skip
    main.confirm(_at(LOOKED_THROUGH, 7), kari, strategies[3])


def _measures(scene: Scene, main: Lane) -> None:
    kari, per = scene.people[:2]
    measures = scene.stages[3].wordings
    main.assess(
        _at(date(2016, 10, 18), 10), kari, measures[1], status=Status.IN_PROGRESS,
        responsible=kari, text="Elleve forslag er samlet inn. Vi vurderer dem mot strategiene.",
    )  # fmt: skip
    main.assess(
        _at(date(2016, 11, 18), 10, 42), kari, measures[1], due_on=date(2017, 1, 20),
        text="Elleve forslag er samlet inn. Seks er vurdert mot strategiene så langt.",
    )  # fmt: skip
    main.assess(
        _at(date(2016, 11, 10), 12), per, measures[2], status=Status.IN_PROGRESS, unsure=True,
        text="Kostnadene for kollektivtiltaket er usikre. Vi ber om et anslag.",
    )  # fmt: skip
    main.confirm(_at(date(2016, 11, 18), 10, 50), kari, measures[2])
    main.assess(  # nobody has looked at it since
        _at(date(2016, 5, 24), 14), per, measures[3], responsible=per,
        text="Vi mangler ansvarlig for to av tiltakene.",
    )  # fmt: skip


def _competence(scene: Scene) -> None:
    kari, per = scene.people[:2]
    lane = Lane(scene, first=2)
    lane.add(_at(date(2016, 5, 24), 9), per, words.THEMES[0][0])
    plans = (
        (date(2016, 5, 30), date(2016, 11, 28)),
        (date(2016, 12, 1), date(2017, 5, 31)),
        (date(2017, 6, 1), date(2018, 5, 31)),
    )
    for stage, plan in enumerate(plans, start=2):
        lane.plan(_at(date(2016, 5, 24), 9, 30), per, stage, plan)
    strategies = scene.stages[2].wordings
    _met(lane, strategies[2], date(2016, 10, 26))
    lane.assess(
        _at(date(2016, 11, 2), 13), per, strategies[0], status=Status.IN_PROGRESS,
        responsible=per, due_on=date(2016, 11, 28),
        text="Saken er sendt ut. Behandles i styringsgruppen 28. november.",
    )  # fmt: skip
    lane.assess(
        _at(date(2016, 11, 9), 13), kari, strategies[1], status=Status.IN_PROGRESS,
        responsible_name="Næringsforeningen",
    )  # fmt: skip
    lane.assess(
        _at(date(2016, 5, 31), 13), per, strategies[3], status=Status.IN_PROGRESS,
        text="Vi ser på om ressursene holder til alle strategiene.",
    )  # fmt: skip


def _town_centre(scene: Scene) -> None:
    kari, _per = scene.people[:2]
    lane = Lane(scene, first=3)
    lane.add(_at(date(2016, 8, 26), 10), kari, words.THEMES[1][0])
    plans = ((date(2016, 9, 1), date(2017, 2, 10)), (date(2017, 2, 10), date(2018, 3, 31)))
    for stage, plan in enumerate(plans, start=3):
        lane.plan(_at(date(2016, 8, 26), 10, 20), kari, stage, plan)
    measures = scene.stages[3].wordings
    for wording, day in zip(measures, (date(2016, 10, 4), date(2016, 10, 31)), strict=False):
        _met(lane, wording, day)
    lane.assess(
        _at(date(2016, 11, 15), 9), kari, measures[2], status=Status.IN_PROGRESS,
        responsible_name="Plansjefen i Ålesund",
    )  # fmt: skip
    lane.confirm(_at(LOOKED_THROUGH, 7, 15), kari, measures[2])
