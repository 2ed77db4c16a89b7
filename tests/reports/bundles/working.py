"""A worker for tests: it runs what is in the queue, and may be killed on the way."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.tasks import default_task_backend

from regions.models import User
from reports import actions
from reports.models import Bundle, Round

QUEUE = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}  # for settings.TASKS
WRITES = ("INSERT", "UPDATE", "DELETE")


class Killed(BaseException):
    """The worker's process is gone, in the middle of what it did."""


@dataclass
class Worker:
    """Runs the tasks in turn. One that is killed leaves its task, which then is run again."""

    killed_before: int = 0  # the write that it does not come to, counted from 1; 0: never killed
    writes: int = field(default=0, init=False)

    def work(self) -> None:
        while waiting := self.waiting():
            task = waiting[0]
            try:
                with connection.execute_wrapper(self._count):
                    task.task.func(*task.args, **task.kwargs)
            except Killed:
                continue
            self.waiting().remove(task)

    def waiting(self) -> list[Any]:
        backend: Any = default_task_backend
        found: list[Any] = backend.results
        return found

    def _count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            self.writes += 1
            if self.writes == self.killed_before:
                raise Killed
        return execute(sql, params, many, context)


def made(asking: Round, by: User) -> Bundle:
    bundle = actions.ask_for_bundle(by=by, asking=asking)
    Worker().work()
    bundle.refresh_from_db()
    return bundle
