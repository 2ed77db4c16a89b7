"""Papers that are kept by what they are made of: set once, for whoever asks."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.tasks import task_backends
from pytest_django import DjangoAssertNumQueries, Settings

from regions import clock
from reports import press, renders, tasks
from reports.models import Bundle, BundlePart, BundleState, Paper, Render
from reports.pdf import PaperError
from reports.queries import bundles as queries
from tests import makers

pytestmark = pytest.mark.django_db

type InLine = Callable[[], list[int]]

WORDS = '{"a": "Ærfugl"}\n'
A_PDF = b"%PDF-1.7 \xff"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is set, instead of setting it."""
    contents: list[str] = []

    def setting(content: str) -> bytes:
        contents.append(content)
        return A_PDF

    use(monkeypatch, setting)
    return contents


def use(monkeypatch: pytest.MonkeyPatch, setting: Callable[[str], bytes]) -> None:
    monkeypatch.setitem(press.SETTERS, Paper.REPORT, setting)


@pytest.fixture
def in_line(settings: Settings) -> InLine:
    """Which papers wait for a worker, of which none runs."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    backend: Any = task_backends["default"]
    return lambda: [one.args[0] for one in backend.results]


def ask() -> Render:
    return renders.ask(Paper.REPORT, WORDS)


def moved_back(row: Render, by: timedelta, *fields: str) -> None:
    for field in fields:
        Render.objects.filter(pk=row.pk).update(**{field: getattr(row, field) - by})


def test_the_key_is_of_the_kind_the_content_and_the_renderer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = {renders.key_of(kind, words) for kind in Paper for words in (WORDS, WORDS + " ")}
    assert len(keys) == 6
    assert renders.key_of(Paper.REPORT, WORDS) in keys
    monkeypatch.setattr(renders, "renderer", lambda: "a newer press")
    assert renders.key_of(Paper.REPORT, WORDS) not in keys


def test_a_paper_is_set_once_for_all_who_ask(
    printed: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = ask()
    with django_assert_num_queries(1):
        second = ask()
    assert (first, second.made_at) == (second, first.made_at)
    assert printed == [WORDS]
    assert renders.paper_of(second) == A_PDF


def test_two_who_ask_while_it_waits_are_one_in_line(in_line: InLine) -> None:
    first, second = ask(), ask()
    assert first == second
    assert (first.made_at, first.failed_at, first.sha256) == (None, None, "")
    assert in_line() == [first.pk]


def test_what_was_lost_is_asked_for_again_after_ten_minutes(in_line: InLine) -> None:
    row = ask()
    moved_back(row, timedelta(minutes=9), "asked_at")
    ask()
    assert in_line() == [row.pk]
    moved_back(row, timedelta(minutes=11), "asked_at")
    ask()
    ask()
    assert in_line() == [row.pk, row.pk]


def test_of_two_who_ask_in_that_moment_one_has_it_set_again(
    in_line: InLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ask()
    moved_back(row, timedelta(minutes=11), "asked_at")

    def after_another(_row: Render) -> bool:
        monkeypatch.undo()
        ask()
        return True

    monkeypatch.setattr(renders, "_is_due", after_another)
    ask()
    assert in_line() == [row.pk, row.pk]


def test_who_presses_has_it_set_again_at_once(in_line: InLine) -> None:
    failed, made = ask(), renders.ask(Paper.REPORT, "{}")
    Render.objects.filter(pk=failed.pk).update(failed_at=clock.real_now())
    Render.objects.filter(pk=made.pk).update(
        made_at=clock.real_now(), paper=A_PDF, sha256=hashlib.sha256(A_PDF).hexdigest()
    )
    renders.press_on(Render.objects.all())
    failed.refresh_from_db()
    assert failed.failed_at is None
    assert in_line() == [failed.pk, made.pk, failed.pk]


def test_what_is_to_be_set_here_and_now_nobody_waits_for(in_line: InLine) -> None:
    """Whoever sets it may be gone before it is made."""
    row = renders.keep(Paper.REPORT, WORDS)
    assert renders.keep(Paper.REPORT, WORDS) == row
    assert in_line() == []
    assert ask().asked_at > row.asked_at
    assert in_line() == [row.pk]


def test_one_that_cannot_be_set_is_noted_and_tried_again_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []

    def setting(content: str) -> bytes:
        tried.append(content)
        raise PaperError("no such sign")

    use(monkeypatch, setting)
    row = ask()
    assert (row.made_at, row.failed_at is not None) == (None, True)
    assert f"No paper of {row} could be set." in caplog.messages
    ask()
    assert tried == [WORDS]
    moved_back(row, timedelta(minutes=11), "failed_at")
    use(monkeypatch, lambda _content: A_PDF)
    again = ask()
    assert (again.failed_at, renders.paper_of(again)) == (None, A_PDF)


def test_what_the_database_refuses_is_no_fault_of_the_paper(
    monkeypatch: pytest.MonkeyPatch, in_line: InLine
) -> None:
    def setting(_content: str) -> bytes:
        raise OperationalError("the database is being restarted")

    use(monkeypatch, setting)
    row = ask()
    with pytest.raises(OperationalError):
        tasks.set_paper.call(row.pk)
    row.refresh_from_db()
    assert (row.made_at, row.failed_at) == (None, None)


def test_two_workers_that_set_it_at_once_leave_the_first(
    monkeypatch: pytest.MonkeyPatch, in_line: InLine
) -> None:
    row = ask()

    def setting(_content: str) -> bytes:
        use(monkeypatch, lambda _content: b"%PDF first")
        press.set_render(row.pk)
        return b"%PDF second"

    use(monkeypatch, setting)
    press.set_render(row.pk)
    row.refresh_from_db()
    assert renders.paper_of(row) == b"%PDF first"


def test_a_worker_that_comes_to_it_late_does_nothing(printed: list[str], in_line: InLine) -> None:
    row = ask()
    press.set_render(row.pk)
    press.set_render(row.pk)
    Render.objects.all().delete()
    press.set_render(row.pk)
    assert printed == [WORDS]


def test_a_worker_of_another_version_leaves_it_to_those_of_the_same(
    monkeypatch: pytest.MonkeyPatch, printed: list[str], in_line: InLine
) -> None:
    row = ask()
    with monkeypatch.context() as older:
        older.setattr(press, "renderer", lambda: "an older press")
        with pytest.raises(press.OtherRendererError):
            tasks.set_paper.call(row.pk)
    tasks.set_paper.call(row.pk)
    row.refresh_from_db()
    assert (row.failed_at, renders.paper_of(row)) == (None, A_PDF)


def test_what_no_worker_of_its_version_came_by_for_has_failed(
    monkeypatch: pytest.MonkeyPatch, printed: list[str], in_line: InLine
) -> None:
    row = ask()
    moved_back(row, timedelta(minutes=6), "asked_at")
    monkeypatch.setattr(press, "renderer", lambda: "a newer press")
    tasks.set_paper.call(row.pk)
    row.refresh_from_db()
    assert (row.failed_at is None, printed) == (False, [])


def test_a_torn_paper_is_never_given_and_is_set_again(printed: list[str]) -> None:
    row = ask()
    Render.objects.update(paper=A_PDF[:-1])
    with pytest.raises(PaperError):
        renders.paper_of(row)
    assert renders.paper_of(ask()) == A_PDF
    assert printed == [WORDS, WORDS]


def test_that_it_is_asked_for_is_noted_once_a_day(
    printed: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = ask()
    moved_back(row, timedelta(hours=25), "asked_at")
    with django_assert_num_queries(2):
        ask()
    with django_assert_num_queries(1):
        ask()
    row.refresh_from_db()
    assert clock.real_now() - row.asked_at < timedelta(minutes=1)


def test_what_nobody_asks_for_is_thrown_away_but_not_what_a_bundle_has(
    printed: list[str],
) -> None:
    asked, bundled = ask(), renders.ask(Paper.REPORT, "{}\n")
    old = renders.ask(Paper.REPORT, "[]\n")
    part(bundled)
    for row in (bundled, old):
        moved_back(row, timedelta(days=31), "asked_at")
    moved_back(asked, timedelta(days=29), "asked_at")
    for said in ("1 papers were thrown away.\n", "0 papers were thrown away.\n"):
        out = StringIO()
        call_command("sweep_papers", stdout=out)
        assert out.getvalue() == said
    assert set(Render.objects.values_list("pk", flat=True)) == {asked.pk, bundled.pk}


def test_what_is_taken_while_it_is_thrown_away_stays_and_the_others_go(
    printed: list[str],
) -> None:
    taken, other = ask(), renders.ask(Paper.REPORT, "[]\n")
    for row in (taken, other):
        moved_back(row, timedelta(days=31), "asked_at")
    waiting = iter([taken])

    def taking(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and 'FROM "reports_bundlepart"' in sql:
            for row in waiting:
                part(row)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(taking):
        assert renders.sweep() == 1
    assert Render.objects.get() == taken


def test_what_failed_bundles_list_is_let_go_of_but_not_what_failed(printed: list[str]) -> None:
    made, failed = ask(), renders.ask(Paper.REPORT, "[]\n")
    Render.objects.filter(pk=failed.pk).update(
        failed_at=clock.real_now(), made_at=None, paper=None, sha256=""
    )
    bundle = part(made).bundle
    BundlePart.objects.create(bundle=bundle, position=2, name="b.pdf", size=0, render=failed)
    for row in (made, failed):
        moved_back(row, timedelta(days=31), "asked_at")
    left = {29: 2, 31: 1}
    for days, count in left.items():
        ended = clock.now() - timedelta(days=days)
        Bundle.objects.update(state=BundleState.FAILED, ended_at=ended)
        renders.sweep()
        assert BundlePart.objects.count() == Render.objects.count() == count
    assert queries.missing_of(bundle).papers == 1


def test_one_that_was_thrown_away_before_it_is_read_is_said_to_be_gone(
    printed: list[str], in_line: InLine
) -> None:
    row = ask()
    press.set_render(row.pk)
    row.refresh_from_db()
    Render.objects.all().delete()
    with pytest.raises(PaperError):
        renders.paper_of(row)
    assert in_line() == [row.pk]


def test_the_worker_sweeps_by_itself(printed: list[str]) -> None:
    moved_back(ask(), timedelta(days=31), "asked_at")
    tasks.sweep_papers.call()
    assert not Render.objects.exists()


def part(row: Render) -> BundlePart:
    region = makers.main_strand_of_small_programme().region
    bundle = Bundle.objects.create(
        round=makers.ask_for_reports(region), asked_by=makers.staff(), asked_at=clock.now()
    )
    return BundlePart.objects.create(
        bundle=bundle, position=1, name="a.pdf", sha256=row.sha256, size=1, render=row
    )


def test_who_asks_does_not_load_what_sets_papers() -> None:
    script = (
        "import sys, django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "from reports import renders; renders.key_of('report', '{}')\n"
        "print({'weasyprint', 'pydyf', 'fontTools'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "byregion.settings"},
    )  # fmt: skip
    assert found.stdout == "set()\n"
