"""What no row of ours can hold, written by whoever owns the database: told, and never a crash."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from regions.models import Region, User
from reports import actions
from reports.canonical import canonical, checksum
from reports.chain import chain_of
from reports.integrity import Fault
from reports.models import Edition
from tests import makers
from tests.unguarded import alter

PAPER = b"%PDF-1.7 the paper"
HERE = [Fault.UNREADABLE]

type Change = Callable[[Edition], tuple[Any, dict[str, Any]]]

# SQLite keeps anything in any column.
ODD: dict[str, tuple[Change, list[Fault]]] = {
    "content of bytes": (
        lambda one: (one, {"content": b"{}"}), [Fault.CONTENT],
    ),
    "a revision in words": (lambda one: (one, {"report_revision": "to"}), [Fault.ROW]),
    "a checksum of bytes": (
        lambda one: (one, {"content_sha256": b"0"}), [Fault.CONTENT, Fault.ROW, *HERE],
    ),
    "a moment in words": (lambda one: (one, {"handed_in_at": "i dag"}), [Fault.ROW, *HERE]),
    "a moment of bytes": (lambda one: (one, {"handed_in_at": b"1"}), [Fault.ROW, *HERE]),
    "a moment of no calendar": (lambda one: (one, {"handed_in_at": "2016-13-45 00:00"}), HERE),
    "a file of text": (lambda one: (one.file, {"content": "%PDF"}), [Fault.FILE]),
    "a file of a number": (lambda one: (one.file, {"content": 10**12}), [Fault.FILE]),
    "a renderer of bytes": (
        lambda one: (one.file, {"renderer": b"a press"}), [Fault.FILE, *HERE],
    ),
    "a file made in words": (lambda one: (one.file, {"made_at": "i dag"}), [Fault.FILE, *HERE]),
    "a withdrawal in words": (
        lambda one: (one.withdrawal, {"at": "i dag"}), [Fault.WITHDRAWAL, *HERE],
    ),
    "a reason of bytes": (
        lambda one: (one.withdrawal, {"reason": b"Feil."}), [Fault.WITHDRAWAL, *HERE],
    ),
}  # fmt: skip


def deep(_content: str) -> str:
    return '{"filing": ' + "[" * 100_000 + "]" * 100_000 + "}\n"


def half_a_letter(content: str) -> str:
    return content.replace("Vi er i rute.", r"\ud800")


def another_sort(content: str) -> str:
    return content.replace('"Vi er i rute."', "7")


def no_object(_content: str) -> str:
    return canonical([])  # type: ignore[arg-type]  # that is what it is about


# All checksums count what stands there: only what it is gives it away.
SPOILT: dict[Callable[[str], str], list[Fault]] = {
    deep: [*HERE, Fault.ROW],
    half_a_letter: [*HERE, Fault.ROW],
    another_sort: HERE,
    no_object: [*HERE, Fault.ROW],
}


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def editions(region: Region, coordinator: User) -> list[Edition]:
    """Two of a region, with papers; the first withdrawn."""
    report = makers.report_of(region, makers.ask_for_reports(region))
    first = makers.hand_in(report, coordinator)
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    second = makers.hand_in(report, coordinator)
    for one in (first, second):
        makers.make_paper(one, PAPER + str(one.number).encode())
    return [Edition.objects.get(pk=one.pk) for one in (first, second)]


def spoil(edition: Edition, how: Callable[[str], str]) -> None:
    """Write another content, and count all that follows from it within the row anew."""
    edition.content = how(edition.content)
    edition.content_sha256 = checksum(edition.content)
    chain = chain_of(edition, edition.previous.chain if edition.previous else "")
    facts = {"content": edition.content, "content_sha256": edition.content_sha256}
    alter(edition, **facts, chain=chain)


def verified() -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_archive", stdout=out)
    return out.getvalue()


def said_of(edition: Edition, faults: list[Fault]) -> str:
    slug, event = edition.region.slug, edition.report.round.event.slug
    name = f"edition {edition.pk} ({slug}, {event}, {edition.number})"
    return "".join(f"{name}: {fault}\n" for fault in faults)


def checked(edition: Edition) -> Any:
    """What a stranger is told who sends the paper that was made."""
    client, url = Client(), f"/kontroll/{edition.code}/"
    assert client.get(url).status_code == 200
    file = SimpleUploadedFile("rapport.pdf", PAPER + str(edition.number).encode())
    return client.post(url, {"file": file})


def page_of(person: User, edition: Edition, ending: str = "/") -> Any:
    client = Client()
    client.force_login(person)
    event = edition.report.round.event
    where = f"{edition.region.slug}/rapporter/{event.phase.slug}/{event.slug}"
    return client.get(f"/regioner/{where}/utgave/{edition.number}{ending}")


@pytest.fixture
def on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps in a column what the column is for.")


@pytest.mark.usefixtures("on_sqlite")
@pytest.mark.parametrize("what", ODD)
def test_an_odd_row_is_named_and_the_rest_is_looked_at(
    editions: list[Edition], coordinator: User, what: str
) -> None:
    first, second = editions
    change, faults = ODD[what]
    row, facts = change(first)
    alter(row, **facts)
    alter(second.file, renderer="a press 2")
    assert verified() == said_of(first, faults) + said_of(second, [Fault.FILE_ROW])
    answer = checked(first)
    assert (answer.status_code, answer.context["checked"].is_unchanged) == (200, False)
    assert 'data-state="late"' in answer.content.decode()
    for ending in ("/", ".pdf", ".json", ".csv"):
        shown = page_of(coordinator, first, ending)
        assert shown.status_code in {200, 500}
        assert shown.templates or shown.status_code == 200  # a page in words, or a file


@pytest.mark.usefixtures("on_sqlite")
def test_an_edition_that_cannot_be_read_is_a_page_in_words(
    editions: list[Edition], coordinator: User
) -> None:
    alter(editions[0], handed_in_at="2016-13-45 00:00")
    shown = page_of(coordinator, editions[0])
    assert shown.status_code == 500
    assert "reports/edition_unreadable.html" in [one.name for one in shown.templates]


def test_what_breaks_otherwise_is_not_hidden(
    editions: list[Edition], coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_found: Any) -> None:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("reports.views.editions.edition_page", broken)
    with pytest.raises(ValueError, match="a mistake of ours"):
        page_of(coordinator, editions[0])


@pytest.mark.parametrize("how", SPOILT)
def test_content_of_no_sense_is_named_though_all_checksums_fit(
    editions: list[Edition], coordinator: User, how: Callable[[str], str]
) -> None:
    last = editions[1]
    spoil(last, how)
    assert verified() == said_of(last, [*SPOILT[how], Fault.FILE_ROW])
    answer = checked(last)
    assert (answer.context["checked"].is_unchanged, answer.context["checked"].content) == (
        False,
        None,
    )
    assert answer.context["compared"] == "altered"
    assert "<article" not in page_of(coordinator, last).content.decode()
