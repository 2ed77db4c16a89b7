"""Reporting in the demo: a round that is over, and one that is open on the demo's day.

Most regions have handed in to the first, some of them late; the staff have read, remarked and
approved. To the second some have handed in, some have begun, and most have not.
"""

# Days and turns are the story itself, and a story is no secret.
# ruff: noqa: PLR2004, S311

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from random import Random

from django.conf import settings
from django.core.management import call_command

from byregion.demo import report_words as words
from byregion.demo.acts import Scene
from byregion.demo.calendar import moment
from regions.files import read
from regions.models import Programme, User
from reports import actions
from reports.actions.agreements import change_agreement
from reports.actions.remarks import add_remark
from reports.management.commands.load_rounds import FIXTURE
from reports.models import Agreement, Outcome, Question, Report, Round
from reports.queries.drafts import answer_of

SITE = settings.SITE_URL or "http://127.0.0.1:8000/"
# Regions that someone signs in to in the demo have a part of their own in the open round.
HANDED_IN, SENT_BACK, WRITES, NOT_BEGUN = "in", "back", "writes", "none"
PARTS = {
    "region-alesund": WRITES,
    "hallingdal": NOT_BEGUN,
    "haugesundregionen": HANDED_IN,
    "ytre-ryfylke": SENT_BACK,
}
OTHERS = (
    HANDED_IN, NOT_BEGUN, NOT_BEGUN, WRITES, HANDED_IN, NOT_BEGUN, NOT_BEGUN, WRITES, NOT_BEGUN,
)  # fmt: skip
LATE = {5: 3, 12: 9, 20: 41}  # the turn of a region, and how many days after the due date
RETURNED, FOR_THEM = (3, 14), 8  # turns of those who had to write more, or had staff hand it in


@dataclass(frozen=True)
class Staff:
    """The programme staff, who take turns."""

    people: tuple[User, ...]

    def of(self, turn: int) -> User:
        return self.people[turn % len(self.people)]


@dataclass(frozen=True)
class Filing:
    """A region's report to a round, as a story of days."""

    scene: Scene
    asking: Round
    staff: User
    turn: int  # of the region among all

    @cached_property
    def rng(self) -> Random:
        return Random(f"report {self.scene.region.slug} {self.asking.event.slug}")

    @cached_property
    def person(self) -> User:
        return self.scene.people[0]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self.asking.questions.filter(removed=False))

    @property
    def report(self) -> Report:
        """As it stands when an act is played."""
        rows = Report.objects.select_related("round__event__phase", "region", "edition")
        return rows.get(round=self.asking, region=self.scene.region)

    def on(self, day: date, act: Callable[[datetime], object]) -> None:
        self.scene.script.add(moment(self.rng, day, self.scene.today), act)

    def words_for(self, place: int) -> str:
        """An answer to the question at a place; another one in each round."""
        pool = words.ANSWERS[place % len(words.ANSWERS)]
        return self.scene.say(pool[(self.turn + self.asking.event.number) % len(pool)])

    # Acts

    def write(self, day: date, how_many: int | None = None) -> None:
        for place, question in enumerate(self.questions[:how_many]):
            text = self.words_for(place)
            if text:
                self.on(day, partial(self._answer, question, text))

    def _answer(self, question: Question, text: str, at: datetime) -> None:
        row = answer_of(self.report, question)
        actions.answer(by=self.person, answer=row, expected_revision=row.revision, text=text, at=at)

    def add(self, at: datetime) -> None:
        """Answer what the staff had asked for."""
        question = self.questions[2 % len(self.questions)]
        text = answer_of(self.report, question).text + self.scene.say(words.ADDED)
        self._answer(question, text, at)

    def hand_in(self, at: datetime) -> None:
        report, for_them = self.report, self.turn == FOR_THEM
        actions.hand_in(
            by=self.staff if for_them else self.person, report=report, site=SITE, at=at,
            expected_revision=report.revision, on_behalf=for_them,
            reason=self.scene.say(words.ON_BEHALF) if for_them else "",
        )  # fmt: skip

    def read(self, at: datetime) -> None:
        actions.begin_review(by=self.staff, report=self.report, at=at)

    def remark(self, at: datetime) -> None:
        place = self.turn % (len(self.questions) + 1)
        question = (None, *self.questions)[place]
        text = self.scene.say(words.REMARKS[self.turn % len(words.REMARKS)])
        self._remark(question, text, at)

    def _remark(self, question: Question | None, text: str, at: datetime) -> None:
        edition = self.report.edition
        if edition is not None:
            add_remark(by=self.staff, edition=edition, question=question, text=text, at=at)

    def send_back(self, at: datetime) -> None:
        question = self.questions[2 % len(self.questions)] if self.questions else None
        self._remark(question, self.scene.say(words.TOO_SHORT), at)
        report = self.report
        actions.send_back(
            by=self.staff, report=report, expected_revision=report.revision, at=at,
            reason=self.scene.say(words.SENT_BACK),
        )  # fmt: skip

    def approve(self, at: datetime) -> None:
        report, agreed = self.report, []
        if self.turn % 3 == 0:
            text, _became = words.AGREED[self.turn // 3 % len(words.AGREED)]
            agreed = [(self.scene.say(text), at.date() + timedelta(days=150))]
        actions.approve(
            by=self.staff, report=report, expected_revision=report.revision, agreed=agreed, at=at
        )

    def follow_up(self, at: datetime) -> None:
        """Say what became of what was agreed."""
        _text, became = words.AGREED[self.turn // 3 % len(words.AGREED)]
        found = Agreement.objects.filter(
            region=self.scene.region, outcome=Outcome.OPEN, decision=None
        ).first()
        if found is not None and became is not None:
            change_agreement(
                by=self.person, agreement=found, expected_revision=found.revision, at=at,
                outcome=Outcome.DONE, note=self.scene.say(became),
            )  # fmt: skip


def load_rounds(programme: Programme, at: date) -> None:
    """The rounds of the fixture, where they are this programme's."""
    if not Round.objects.exists() and read(FIXTURE).text("programme") == programme.slug:
        call_command("load_rounds", at=at, verbosity=0)


def tell(scenes: Iterable[Scene], staff: Staff) -> None:
    """What became of each round that has opened."""
    for turn, scene in enumerate(scenes):
        rounds = Round.objects.filter(event__phase=scene.phase, opens_on__lte=scene.today)
        for asking in rounds.select_related("event").order_by("due_on"):
            filing = Filing(scene, asking, staff.of(turn), turn)
            tell_of_past(filing) if asking.due_on < scene.today else tell_of_open(filing)


def tell_of_past(filing: Filing) -> None:
    """Handed in, sent back to some, approved; of the last one to hand in nothing is heard yet."""
    due = filing.asking.due_on
    handed_in = due + timedelta(days=LATE.get(filing.turn, -filing.rng.randint(0, 12)))
    filing.write(handed_in - timedelta(days=6))
    filing.on(handed_in, filing.hand_in)
    if filing.turn in LATE and LATE[filing.turn] > 30:
        return
    seen = max(due, handed_in) + timedelta(days=filing.rng.randint(2, 9))
    filing.on(seen, filing.read)
    if filing.turn in RETURNED:
        filing.on(seen + timedelta(days=3), filing.send_back)
        filing.on(seen + timedelta(days=9), filing.add)
        filing.on(seen + timedelta(days=12), filing.hand_in)
        seen += timedelta(days=17)
    if filing.turn % 2 == 0:
        filing.on(seen + timedelta(days=1), filing.remark)
    filing.on(seen + timedelta(days=5), filing.approve)
    filing.on(seen + timedelta(days=100), filing.follow_up)


def tell_of_open(filing: Filing) -> None:
    """Each region does its part until today."""
    part = PARTS.get(filing.scene.region.slug, OTHERS[filing.turn % len(OTHERS)])
    today = filing.scene.today
    if part == WRITES:
        filing.write(today - timedelta(days=filing.rng.randint(3, 12)), how_many=2)
    if part not in {HANDED_IN, SENT_BACK}:
        return
    handed_in = today - timedelta(days=filing.rng.randint(10, 20))
    filing.write(handed_in - timedelta(days=4))
    filing.on(handed_in, filing.hand_in)
    if part == SENT_BACK:
        filing.on(handed_in + timedelta(days=4), filing.read)
        filing.on(handed_in + timedelta(days=5), filing.send_back)
    elif filing.turn % 2:
        filing.on(handed_in + timedelta(days=4), filing.read)
        filing.on(handed_in + timedelta(days=6), filing.approve)
