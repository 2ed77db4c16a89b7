"""The paper of an edition: made once, whole or not at all."""

import hashlib
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from regions.models import Region
from reports import tasks
from reports.chain import seal_of_file
from reports.models import Edition, EditionFile
from reports.pdf import PaperError
from tests import makers

type Press = Callable[[Callable[[Any], bytes]], None]


@pytest.fixture
def edition(db: None) -> Edition:
    region: Region = makers.main_strand_of_small_programme().region
    report = makers.report_of(region, makers.ask_for_reports(region))
    return makers.hand_in(report, makers.coordinator_of(region))


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """Takes another way of setting papers into use."""
    monkeypatch.setattr(tasks, "renderer", lambda: "a press 1")
    return lambda setting: monkeypatch.setattr(tasks, "report_pdf", setting)


def test_the_paper_is_of_the_frozen_content_and_sealed(edition: Edition, press: Press) -> None:
    press(lambda content: content.file_name.encode())
    tasks.make_file.call(edition.pk)
    file = EditionFile.objects.get()
    event, region = edition.report.round.event.slug, edition.region.slug
    assert bytes(file.content).decode() == f"{event}-{region}-utgave-1"
    assert file.sha256 == hashlib.sha256(file.content).hexdigest()
    assert file.renderer == "a press 1"
    assert file.seal == seal_of_file(file, edition.chain)


def test_a_paper_that_is_made_is_not_made_again(edition: Edition, press: Press) -> None:
    file = makers.make_paper(edition, b"%PDF first")

    def never(_content: Any) -> bytes:
        raise AssertionError

    press(never)
    tasks.make_file.call(edition.pk)
    assert EditionFile.objects.get() == file


def test_two_that_make_it_at_once_leave_the_first(edition: Edition, press: Press) -> None:
    def meanwhile(_content: Any) -> bytes:
        makers.make_paper(edition, b"%PDF first")
        return b"%PDF second"

    press(meanwhile)
    tasks.make_file.call(edition.pk)
    assert bytes(EditionFile.objects.get().content) == b"%PDF first"


def test_one_that_breaks_off_leaves_nothing(edition: Edition, press: Press) -> None:
    def broken(_content: Any) -> bytes:
        raise PaperError("no Pango")

    press(broken)
    with pytest.raises(PaperError):
        tasks.make_file.call(edition.pk)
    assert not EditionFile.objects.exists()


def test_papers_that_are_missing_are_made_again(edition: Edition, press: Press) -> None:
    press(lambda _content: b"%PDF")
    for said in ("1 papers are to be made.\n", "0 papers are to be made.\n"):
        out = StringIO()
        call_command("make_files", stdout=out)
        assert out.getvalue() == said
    assert EditionFile.objects.get().edition == edition
