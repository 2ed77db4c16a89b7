"""A crowd that saves as fast as it is answered, each person after the other of their own saves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from threading import Barrier, Thread
from time import perf_counter
from typing import Any

from bench.pages.visiting import Answer, Visitor
from bench.saves.crowd import Seat

TOKEN = "a" * 32  # what the cookie and the form say of who sent it; any 32 letters that agree
REVISION = r'name="revision" value="(\d+)"'


class Person:
    """Ticks, and takes the tick back, in turn."""

    def __init__(self, port: int, seat: Seat) -> None:
        self.visitor = Visitor(port, {"sessionid": seat.session, "csrftoken": TOKEN})
        self.address, self.revision, self.met = seat.address, f"{seat.revision}", seat.met

    def save(self) -> Answer:
        self.met = not self.met
        data = {"revision": self.revision} | ({"met": "on"} if self.met else {})
        answer = self.visitor.ask(self.address, data, HX_Request="true")
        if answer.status != 200:  # noqa: PLR2004  OK
            raise RuntimeError(f"answered {answer.status}: {answer.text[:2000]}")
        found = re.search(REVISION, answer.text)
        if found is None or int(found[1]) != int(self.revision) + 1:
            raise RuntimeError(f"{self.address} is not at the next revision: {answer.text[:2000]}")
        self.revision = found[1]
        return answer


@dataclass
class Round:
    """What a crowd came to in some seconds."""

    seconds: float
    answers: list[Answer] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.answers) / self.seconds

    @property
    def middle(self) -> float:
        return median(answer.wall for answer in self.answers)

    @property
    def p95(self) -> float:
        return quantiles((answer.wall for answer in self.answers), n=20)[-1]

    @property
    def cpu(self) -> float:
        """Of the server's process: with more than one person, of all its threads meanwhile."""
        return median(float(answer.headers["X-CPU"]) for answer in self.answers)


def rush(people: Sequence[Person], seconds: float) -> Round:
    """All at once, until the time is up; the saves that were begun are waited for."""
    came, faults = Round(seconds), list[Exception]()
    start = Barrier(len(people))

    def work(person: Person) -> None:
        try:
            start.wait()
            end = perf_counter() + seconds
            while perf_counter() < end:
                came.answers.append(person.save())
        except Exception as fault:  # noqa: BLE001  told by the one who waits
            faults.append(fault)

    threads: list[Any] = [Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return came
