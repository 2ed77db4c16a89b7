"""Prints how forecasts of milestones would have done on this installation's own data."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkpoints.forecast.backtest import Score, Verdict, back_test
from checkpoints.forecast.method import SHARE, TAIL
from checkpoints.models import AssessmentRevision
from checkpoints.queries import MilestoneFacts

INVENTED = (
    "These histories are invented (the demo, or simulated). This checks the arithmetic, not the "
    "forecast: it says nothing of how well regions' real work can be foretold."
)
HEAD = ("milestone", "ranges", "within", "before", "after", "days wide", "days off", "plan off")
LINE = "{:<34} {:>7} {:>7} {:>7} {:>7} {:>10} {:>9} {:>9}"


class Command(BaseCommand):
    help = "Forecast from what was recorded by earlier days, and hold it against what came."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=30, help="between the days on which is forecast (30)"
        )

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < 1:
            raise CommandError("Write --days as a number from 1 on.")
        scores = back_test(days)
        self.stdout.write(LINE.format(*HEAD))
        for milestone, score in scores:
            self.stdout.write(_line(milestone, score))
        self._sums([score for _milestone, score in scores])
        if is_invented():
            self.stdout.write(INVENTED)

    def _sums(self, scores: list[Score]) -> None:
        judged = sum(one.judged for one in scores)
        within = sum(one.verdicts[Verdict.WITHIN] for one in scores)
        courses = sum(len(one.keys) for one in scores)
        self.stdout.write("")
        if judged:
            self.stdout.write(
                f"{within} of {judged} ranges held ({within / judged:.0%}; the aim is at least "
                f"{SHARE[0]} of {SHARE[1]})."
            )
        else:
            self.stdout.write("No range can be judged yet: too little has been reached.")
        self._open_ended(scores)
        undecided = sum(
            one.verdicts[Verdict.UNDECIDED] + one.open_ended[Verdict.UNDECIDED] for one in scores
        )
        left_out = sum(
            one.verdicts[Verdict.LEFT_OUT] + one.open_ended[Verdict.LEFT_OUT] for one in scores
        )
        silent = sum(one.silent for one in scores)
        self.stdout.write(
            f"The forecasts are of {courses} courses, each looked at on several days. {undecided} "
            f"ranges do not lie behind yet, and of {left_out} the strand did not go on: they are "
            f"not judged. {silent} times something was under way and no range was given."
        )

    def _open_ended(self, scores: list[Score]) -> None:
        """Those that said «after» a day, which have no last one."""
        judged = sum(one.judged_open_ended for one in scores)
        held = sum(one.open_ended[Verdict.WITHIN] for one in scores)
        if judged:
            self.stdout.write(
                f"{held} of {judged} that said no more than «after» a day held "
                f"({held / judged:.0%}; the aim is at least {1 - TAIL:.0%})."
            )


def is_invented() -> bool:
    """Whether it is a demo, or nothing was recorded by a person, as where it is simulated."""
    by_people = AssessmentRevision.objects.exclude(by=None)
    return settings.DEMO or not by_people.exists()


def _line(milestone: MilestoneFacts, score: Score) -> str:
    counts = score.verdicts
    return LINE.format(
        f"{milestone.position}. {milestone.name.value}"[:34],
        score.judged,
        "–" if score.share_within is None else f"{score.share_within:.0%}",
        counts[Verdict.BEFORE],
        counts[Verdict.AFTER],
        _days(score.width),
        _days(score.mean_off),
        _days(score.mean_plan_off),
    )


def _days(number: float | None) -> str:
    return "–" if number is None else f"{number:.0f}"
