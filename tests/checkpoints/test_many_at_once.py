"""A thousand saves at once, from processes with threads: none is lost, none finds a locked door."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from checkpoints.models import Assessment, AssessmentRevision
from regions.history import Kind, state_fields
from regions.models import User
from tests import makers

PROCESSES, THREADS, TIMES = 4, 2, 125  # 1,000 saves


@contextmanager
def a_process(strand: int, people: list[User]) -> Iterator[subprocess.Popen[str]]:
    """Several people in a process of their own, who wait for the start."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.checkpoints.saving"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": this_database(), "BYREGION_TODAY": f"{settings.TODAY}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        say(process, {"strand": strand, "people": [one.pk for one in people], "times": TIMES})
        yield process
    finally:
        process.kill()
        process.wait()


def this_database() -> str:
    """The address of the test's own database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def say(process: subprocess.Popen[str], what: Any) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{json.dumps(what)}\n")
    process.stdin.flush()


@pytest.mark.django_db(transaction=True)
def test_of_a_thousand_saves_at_once_none_is_lost_and_none_is_locked_out() -> None:
    strand = makers.main_strand_of_small_programme(milestones=1, checkpoints=4)
    people = [makers.coordinator_of(strand.region) for _ in range(PROCESSES * THREADS)]
    with ExitStack() as stack:
        crowd = [
            stack.enter_context(a_process(strand.pk, people[n::PROCESSES]))
            for n in range(PROCESSES)
        ]
        for process in crowd:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
        for process in crowd:
            say(process, "go")
        answers = [process.communicate(timeout=300) for process in crowd]

    assert [error for _, error in answers if error] == []  # above all: no "database is locked"
    done = [one for answer, _ in answers for one in json.loads(answer)]
    assert len(done) == PROCESSES * THREADS * TIMES == 1000
    assert len({(one["checkpoint"], one["number"]) for one in done}) == len(done)

    rows = Assessment.objects.order_by("checkpoint__position")
    assert len(rows) == 3
    for row in rows:
        steps = list(AssessmentRevision.objects.filter(of=row).order_by("number"))
        saves = {one["number"]: one for one in done if one["checkpoint"] == row.checkpoint_id}
        assert [step.number for step in steps] == sorted(saves) == list(range(1, row.revision + 1))
        ends = [step.superseded_at for step in steps]
        assert ends == [*(step.recorded_at for step in steps[1:]), None]
        names = state_fields(Assessment)
        assert [getattr(row, n) for n in names] == [getattr(steps[-1], n) for n in names]
        texts = ["", *(step.text for step in steps)]
        for step in steps:
            save = saves[step.number]
            assert step.by_id == save["by"]
            assert save["word"] in step.text
            # What stood there last had been seen by whoever wrote instead of it.
            if save["word"]:
                assert texts[step.number - 1] == texts[save["seen"]]
                late = save["seen"] < step.number - 1
                assert late or step.step == Kind.CHANGE
            else:
                assert texts[step.number - 1] == step.text

    assert max(one["tries"] for one in done) > 1, "nobody met anybody: nothing was shown"
