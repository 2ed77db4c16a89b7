"""A region's story out of chance that is the same every time: plans that slip, ticks, holds, words.

How far a region has come is a number: 2.4 means two milestones reached, and 40 % of the third.
"""

# Chances and spans are the story itself, and a story is no secret.
# ruff: noqa: PLR2004

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from byregion.demo import words
from byregion.demo.acts import Lane, Scene, about, answers, is_question
from byregion.demo.calendar import moment, planned, working_day
from checkpoints.models import CheckpointWording, Status


def days(number: float) -> timedelta:
    return timedelta(days=round(number))


@dataclass
class Window:
    """When a strand works at a milestone: as first planned, and as it went."""

    stage: int
    plan: tuple[date, date]
    began: date
    reached: date | None  # none while it is open
    part: float  # of its checkpoints

    @property
    def until(self) -> date:
        return self.reached or max(self.began, self.plan[1])


def tell(
    lane: Lane, level: float, *, delay: float = 0, reopened: bool = False, theme: str = ""
) -> None:
    """A strand's whole story up to today; with a theme it begins by adding the strand."""
    windows = _windows(lane, level, delay)
    _tell_plans(lane, windows, theme)
    for window in windows:
        if window.part > 0:
            _tell_work(lane, window)
        if window.reached:
            _tell_decisions(lane, window)
    done = [window for window in windows if window.reached]
    if reopened and done:
        _tell_reopening(lane, done[-1])


def _windows(lane: Lane, level: float, delay: float) -> list[Window]:
    scene, rng, windows = lane.scene, lane.scene.rng, list[Window]()
    shift = rng.gauss(delay, 10)
    earliest = scene.phase.starts_on + days(20 + delay)
    count = len(scene.stages)
    for stage in range(lane.first, count):
        start, end = (
            max(scene.phase.starts_on, min(day + days(shift), scene.phase.ends_on))
            for day in planned(scene.phase, stage + 1, count)
        )
        part = max(0.0, min(1.0, level - stage))
        began = max(earliest, start + days(rng.randint(-10, 20)))
        began = min(began, scene.today - days(9))
        reached = None
        if part == 1:
            drift = rng.choice((-18, -9, -4, 0, 6, 12, 25, 41, 60))
            reached = max(end + days(drift), began + days(12))
            reached = min(reached, scene.today - days(rng.randint(4, 45)))
            reached = working_day(max(reached, began + days(4)))
            if reached > scene.today:
                reached = scene.today - days(2)
            earliest = max(earliest, began + (reached - began) / 2)
        windows.append(Window(stage, (start, max(start, end)), began, reached, part))
    return windows


# Plans


def _tell_plans(lane: Lane, windows: list[Window], theme: str) -> None:
    """All of them in one go; those that slip are moved, and what comes after with them."""
    scene, rng = lane.scene, lane.scene.rng
    first = max(windows[0].began - days(rng.randint(4, 12)), scene.phase.starts_on)
    at = moment(rng, first, scene.today).replace(hour=7)  # before any work of that day
    by, together = scene.someone(), _change_set(scene)
    if theme:
        lane.add(at - timedelta(minutes=5), by, theme)
    now = {window.stage: window.plan for window in windows}
    for window in windows:
        lane.plan(at, by, window.stage, window.plan, change_set=together)
    for window in windows:
        for told, end in _moves(scene, window, now[window.stage][1]):
            if told > at.date() and end > now[window.stage][0]:
                _tell_move(lane, now, window.stage, told, end)


def _moves(scene: Scene, window: Window, end: date) -> list[tuple[date, date]]:
    """When the planned end was moved, and to which day."""
    rng, today = scene.rng, scene.today
    warned = end - days(rng.randint(3, 18))
    if window.reached:
        slipped = (window.reached - end).days
        if slipped < 12 or rng.random() < 0.3:
            return []
        if slipped > 45 and rng.random() < 0.5:
            halfway = end + days(slipped / 2)
            return [(warned, halfway), (halfway - days(3), window.reached + days(5))]
        return [(warned, window.reached + days(rng.randint(0, 12)))]
    chance = rng.random()
    if end >= today or chance < 0.30:
        return []
    if chance < 0.55:
        return [(warned, end + (today - end) * rng.uniform(0.3, 0.8))]
    return [(warned, today + days(rng.randint(24, 120)))]


def _tell_move(
    lane: Lane, now: dict[int, tuple[date, date]], stage: int, told: date, end: date
) -> None:
    scene = lane.scene
    at, by, together = moment(scene.rng, told, scene.today), scene.someone(), _change_set(scene)
    end = min(working_day(end), scene.phase.ends_on)
    now[stage] = (now[stage][0], end)
    reason = scene.one_of(words.MOVES)
    lane.plan(at, by, stage, now[stage], reason=reason, change_set=together)
    for later in range(stage + 1, len(scene.stages)):
        start, finish = now[later]
        length = max(finish - start, days(30))
        if finish >= end + days(20) or start >= scene.phase.ends_on - days(40):
            break
        start = min(end - days(10), scene.phase.ends_on - days(40))
        end = min(start + length, scene.phase.ends_on)
        now[later] = (start, end)
        follows = scene.say(words.FOLLOWS)
        lane.plan(at, by, later, now[later], reason=follows, change_set=together)


def _change_set(scene: Scene) -> UUID:
    return UUID(int=scene.rng.getrandbits(128), version=4)


# Work on checkpoints


def _tell_work(lane: Lane, window: Window) -> None:
    """Each checkpoint of a milestone: the met ones one after another, then what is open."""
    scene, rng = lane.scene, lane.scene.rng
    order = _order(scene, window)
    met = len(order) if window.reached else int(window.part * len(order))
    until = window.reached or max(window.began + days(8), scene.today - days(rng.randint(2, 30)))
    for number, wording in enumerate(order[:met], start=1):
        ended = window.began + (until - window.began) * (number / max(met, 1))
        last = number == met
        if window.reached and not (last or is_question(wording)) and rng.random() < 0.06:
            _tell_not_applicable(lane, wording, ended)
        else:
            _tell_met(lane, wording, window, ended)
    for wording in order[met : met + rng.choice((1, 1, 2, 2, 3))]:
        _tell_open(lane, wording, window)


def _order(scene: Scene, window: Window) -> list[CheckpointWording]:
    """Mostly as they stand, the questions mostly last."""
    listed = list(enumerate(scene.stages[window.stage].wordings))
    listed.sort(
        key=lambda each: each[0] + scene.rng.uniform(-1.5, 1.5)
        + (3 if is_question(each[1]) else 0)
    )  # fmt: skip
    return [wording for _place, wording in listed]


def _tell_met(lane: Lane, wording: CheckpointWording, window: Window, ended: date) -> None:
    scene, rng = lane.scene, lane.scene.rng
    begun = window.began + (ended - window.began) * rng.uniform(0.1, 0.7)
    if rng.random() < 0.75:
        _tell_begun(lane, wording, begun)
        if rng.random() < 0.1 and (ended - begun).days > 20:
            _tell_hold(lane, wording, begun + (ended - begun) / 3)
            resumed = begun + (ended - begun) * 0.7
            lane.assess(
                moment(rng, resumed, scene.today), scene.someone(), wording,
                scene.one_of(words.RESUMED), status=Status.IN_PROGRESS,
            )  # fmt: skip
    at = moment(rng, ended + days(rng.choice((0, 0, 0, 0, 1, 3))), scene.today)
    met_on = max(window.began, at.date() - days(rng.choice((0, 0, 0, 1, 2, 6))))
    changes: dict[str, Any] = {"status": Status.MET, "met_on": min(met_on, at.date())}
    if is_question(wording):
        changes["text"] = scene.one_of(answers(wording))
    else:  # what was said while it was worked on no longer holds
        changes["text"] = scene.one_of(about(wording).done) if rng.random() < 0.7 else ""
    lane.assess(at, scene.someone(), wording, unsure=rng.random() < 0.03, **changes)
    _tell_second_thoughts(lane, wording, window, at.date(), changes)


def _tell_second_thoughts(
    lane: Lane, wording: CheckpointWording, window: Window, met: date, changes: dict[str, Any]
) -> None:
    """Some ticks are taken back, for good or until it is met again."""
    scene, rng = lane.scene, lane.scene.rng
    again = window.reached is not None and (window.reached - met).days > 30
    if again and rng.random() < 0.12:
        back = met + days(rng.randint(7, 12))
        _tell_taken_back(lane, wording, back)
        at = moment(rng, back + days(rng.randint(5, 9)), scene.today)
        lane.assess(at, scene.someone(), wording, **{**changes, "met_on": at.date()})
    elif not window.reached and (scene.today - met).days > 70 and rng.random() < 0.12:
        _tell_taken_back(lane, wording, met + days(rng.randint(15, 50)))


def _tell_begun(lane: Lane, wording: CheckpointWording, day: date, **more: Any) -> None:
    scene, rng = lane.scene, lane.scene.rng
    changes: dict[str, Any] = {"status": Status.IN_PROGRESS, **_responsible(scene), **more}
    if is_question(wording):
        changes["text"] = scene.one_of(words.UNFINISHED_ANSWERS)
    elif rng.random() < 0.65:
        changes["text"] = scene.one_of(about(wording).underway)
    lane.assess(moment(rng, day, scene.today), scene.someone(), wording, **changes)


def _responsible(scene: Scene) -> dict[str, Any]:
    chance = scene.rng.random()
    if chance < 0.45:
        return {"responsible": scene.rng.choice(scene.people)}
    return {"responsible_name": scene.one_of(words.OTHERS)} if chance < 0.7 else {}


def _tell_open(lane: Lane, wording: CheckpointWording, window: Window) -> None:
    """Begun and not finished: some with a day it is due, some unsure, some on hold."""
    scene, rng = lane.scene, lane.scene.rng
    day = window.began + (scene.today - window.began) * rng.uniform(0.05, 0.95)
    more: dict[str, Any] = {"unsure": rng.random() < 0.2}
    if rng.random() < 0.5:
        due = working_day(day + days(rng.randint(14, 110)))
        more["due_on"] = min(due, scene.phase.ends_on)
    _tell_begun(lane, wording, day, **more)
    if rng.random() < 0.2:
        _tell_hold(lane, wording, day + (scene.today - day) / 2)


def _tell_hold(lane: Lane, wording: CheckpointWording, day: date) -> None:
    scene = lane.scene
    lane.assess(
        moment(scene.rng, day, scene.today), scene.someone(), wording,
        scene.one_of(words.HOLDS), status=Status.ON_HOLD,
    )  # fmt: skip


def _tell_not_applicable(lane: Lane, wording: CheckpointWording, day: date) -> None:
    scene = lane.scene
    lane.assess(
        moment(scene.rng, day, scene.today), scene.someone(), wording,
        status=Status.NOT_APPLICABLE, text=scene.one_of(words.NOT_APPLICABLE),
    )  # fmt: skip


def _tell_taken_back(lane: Lane, wording: CheckpointWording, day: date) -> None:
    """A tick is taken back, and a little later it is said why."""
    scene = lane.scene
    at, by = moment(scene.rng, day, scene.today), scene.someone()
    lane.untick(at, by, wording)
    lane.assess(at + timedelta(minutes=4), by, wording, text=scene.one_of(words.REOPENED))


def _tell_reopening(lane: Lane, window: Window) -> None:
    """A milestone that was reached is open again."""
    scene = lane.scene
    last = window.reached or scene.today
    day = max(last + days(9), scene.today - days(scene.rng.randint(5, 40)))
    statements = [w for w in scene.stages[window.stage].wordings if not is_question(w)]
    if statements and day < scene.today - days(1):
        # The last one is met for certain: it made the milestone reached, or stands beside it.
        _tell_taken_back(lane, scene.rng.choice(statements), day)


# Decisions


def _tell_decisions(lane: Lane, window: Window) -> None:
    scene, rng = lane.scene, lane.scene.rng
    if window.reached is None or rng.random() < 0.15:
        return
    for body in _bodies(scene):
        day = working_day(window.reached - days(rng.randint(0, 12)))
        at = moment(rng, day + days(rng.randint(0, 9)), scene.today)
        day = min(max(day, scene.phase.starts_on), at.date())
        lane.decide(at, scene.someone(), window.stage, day, body, scene.one_of(words.NOTES))


def _bodies(scene: Scene) -> list[str]:
    chance = scene.rng.random()
    if chance < 0.4:
        return [scene.say(words.STEERING)]
    if chance < 0.75:
        return [scene.say(words.COUNCIL)]
    places = [scene.host, *scene.rng.sample(scene.others, min(len(scene.others), 2))]
    return [scene.say(words.MUNICIPAL, place) for place in places]
