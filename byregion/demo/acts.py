"""What is done in the demo, in order of time: each act is one call of a user's own action."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from byregion.demo import words
from checkpoints import actions
from checkpoints.models import (
    Assessment,
    CheckpointKind,
    CheckpointWording,
    Milestone,
    Phase,
    Plan,
    Strand,
)
from regions.models import Region, User


@dataclass
class Script:
    """Acts of all regions, to be played in the order of their moments."""

    acts: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)

    def add(self, at: datetime, act: Callable[[datetime], object]) -> None:
        self.acts.append((at, len(self.acts), act))

    def play(self) -> int:
        for at, _number, act in sorted(self.acts, key=lambda each: each[:2]):
            act(at)
        return len(self.acts)


@dataclass(frozen=True)
class Stage:
    """A milestone with the current wordings of its checkpoints."""

    milestone: Milestone
    wordings: tuple[CheckpointWording, ...]


@dataclass
class Scene:
    """A region in a phase: who works there, where, and in which language form."""

    region: Region
    phase: Phase
    stages: tuple[Stage, ...]
    people: tuple[User, ...]
    host: str
    others: tuple[str, ...]
    today: date
    rng: Random
    script: Script

    def say(self, pair: words.Pair, place: str = "") -> str:
        text = pair[1] if self.region.language == "nn" else pair[0]
        return text.format(v=self.host, k=place or self.rng.choice(self.others or (self.host,)))

    def one_of(self, pairs: tuple[words.Pair, ...]) -> str:
        return self.say(self.rng.choice(pairs))

    def someone(self) -> User:
        """Mostly the first coordinator."""
        return self.people[0] if self.rng.random() < 0.7 else self.rng.choice(self.people)  # noqa: PLR2004  mostly the first


@dataclass
class Lane:
    """A strand as the demo works on it. A parallel one exists from the act that adds it."""

    scene: Scene
    first: int  # index of its first stage
    strand: Strand | None = None
    rows: dict[int, Assessment] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)

    @property
    def there(self) -> Strand:
        if self.strand is None:
            raise AssertionError("An act of this strand comes before the one that adds it.")
        return self.strand

    def add(self, at: datetime, by: User, theme: str) -> None:
        def act(at: datetime) -> None:
            self.strand = actions.add_parallel_strand(
                by=by, region=self.scene.region, theme=theme, at=at,
                first_milestone=self.scene.stages[self.first].milestone,
            )  # fmt: skip

        self.scene.script.add(at, act)

    def assess(
        self, at: datetime, by: User, wording: CheckpointWording, reason: str = "", **changes: Any
    ) -> None:
        def act(at: datetime) -> None:
            row = self._row(wording)
            self.rows[wording.pk] = actions.assess(
                by=by, strand=self.there, wording=wording, expected_revision=row.revision,
                row=row, at=at, reason=reason, **changes,
            )  # fmt: skip

        self.scene.script.add(at, act)

    def confirm(self, at: datetime, by: User, wording: CheckpointWording) -> None:
        def act(at: datetime) -> None:
            row = self._row(wording)
            self.rows[wording.pk] = actions.confirm(
                by=by, strand=self.there, wording=wording, expected_revision=row.revision,
                row=row, at=at,
            )  # fmt: skip

        self.scene.script.add(at, act)

    def untick(self, at: datetime, by: User, wording: CheckpointWording) -> None:
        def act(at: datetime) -> None:
            row = self._row(wording)
            self.rows[wording.pk] = actions.tick(
                by=by, strand=self.there, wording=wording, expected_revision=row.revision,
                row=row, at=at, met=False,
            )  # fmt: skip

        self.scene.script.add(at, act)

    def plan(
        self, at: datetime, by: User, stage: int, days: tuple[date, date], *,
        reason: str = "", change_set: UUID | None = None,
    ) -> None:  # fmt: skip
        def act(at: datetime) -> None:
            now = self.plans.get(stage)
            self.plans[stage] = actions.plan(
                by=by, strand=self.there, milestone=self.scene.stages[stage].milestone,
                expected_revision=now.revision if now else 0, starts_on=days[0], ends_on=days[1],
                reason=reason, at=at, change_set=change_set,
            )  # fmt: skip

        self.scene.script.add(at, act)

    def decide(  # noqa: PLR0917  as a protocol has it: when, who, what, by whom
        self, at: datetime, by: User, stage: int, day: date, body: str, note: str = ""
    ) -> None:
        def act(at: datetime) -> None:
            actions.decide(
                by=by, strand=self.there, milestone=self.scene.stages[stage].milestone,
                expected_revision=0, decided_on=day, body=body, note=note, at=at,
            )  # fmt: skip

        self.scene.script.add(at, act)

    def _row(self, wording: CheckpointWording) -> Assessment:
        return self.rows.get(wording.pk) or actions.assessment_of(self.there, wording)


def about(wording: CheckpointWording) -> words.About:
    """The sentences that fit a statement."""
    return words.STATEMENTS.get(_key(wording), words.ANY_STATEMENT)


def answers(wording: CheckpointWording) -> tuple[words.Pair, ...]:
    """The answers that fit a question."""
    return words.ANSWERS.get(_key(wording), words.ANY_ANSWER)


def is_question(wording: CheckpointWording) -> bool:
    return wording.checkpoint.kind == CheckpointKind.QUESTION


def _key(wording: CheckpointWording) -> tuple[str, str]:
    return wording.checkpoint.milestone.slug, wording.checkpoint.slug
