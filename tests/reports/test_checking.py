"""Anyone can see whether a report is what was handed in, and learns nothing else."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import gettempdir
from time import sleep
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from checkpoints.models import Status
from regions.models import Region, User
from reports import actions, attempts, integrity
from reports.codes import as_typed, could_be, in_groups, new_code
from reports.forms import checking as forms
from reports.models import Edition, Report
from reports.pages import checking as pages
from reports.pdf import PaperError
from tests import makers
from tests.unguarded import alter

PAPER = b"%PDF-1.7 the paper"
CHECK = "/kontroll/"


@pytest.fixture
def region(db: None) -> Region:
    return makers.main_strand_of_small_programme().region


@pytest.fixture
def coordinator(region: Region) -> User:
    return makers.coordinator_of(region)


@pytest.fixture
def report(region: Region) -> Report:
    return makers.report_of(region, makers.ask_for_reports(region))


@pytest.fixture
def edition(report: Report, coordinator: User) -> Edition:
    edition = makers.hand_in(report, coordinator)
    makers.make_paper(edition, PAPER)
    return edition


@pytest.fixture
def stranger() -> Client:
    return Client(enforce_csrf_checks=True)


def address(edition: Edition) -> str:
    return f"{CHECK}{edition.code}/"


def asked(stranger: Client, url: str) -> Any:
    """What a page is made from."""
    return stranger.get(url).context


def sent(stranger: Client, url: str, content: bytes, name: str = "rapport.pdf") -> Any:
    """What comes of sending a file, as a browser without a session does."""
    token = stranger.get(url).context["csrf_token"]
    file = SimpleUploadedFile(name, content, "application/pdf")
    return stranger.post(url, {"file": file, "csrfmiddlewaretoken": str(token)})


# Codes


def test_codes_are_long_drawn_from_all_letters_and_never_alike() -> None:
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(could_be(code) for code in made)
    assert len(set("".join(made))) == 30


def test_a_code_is_printed_in_groups_and_typed_in_any_way() -> None:
    assert in_groups("K7QM2XHD9FTR") == "K7QM-2XHD-9FTR"
    for typed in ("k7qm-2xhd-9ftr", " K7QM 2XHD\t9FTR", "K7QM–2XHD‑9FTR", "k7qm_2xhd.9ftr/"):
        assert as_typed(typed) == "K7QM2XHD9FTR"


@pytest.mark.parametrize("code", ["", "K7QM2XHD9FT", "K7QM2XHD9FTR2", "O7QM2XHD9FTR"])
def test_what_is_mistyped_is_known_as_that(code: str) -> None:
    assert not could_be(code)


# By code


def test_the_form_leads_to_the_codes_own_page(edition: Edition, stranger: Client) -> None:
    answer = stranger.get(CHECK, {"code": in_groups(edition.code).lower()})
    assert (answer.status_code, answer["Location"]) == (302, address(edition))


def test_it_tells_what_was_handed_in_when_and_by_which_body(
    edition: Edition, stranger: Client
) -> None:
    answer = stranger.get(f"{CHECK}{in_groups(edition.code).lower()}/")
    assert answer.status_code == 200
    page, checked = answer.content.decode(), answer.context["checked"]
    assert (checked.is_unchanged, checked.faults) == (True, ())
    for said in (edition.region.name, checked.filing.name, in_groups(edition.code)):
        assert said in page
    assert "20. november 2016" in page


def test_nobody_is_named_and_nothing_but_the_front_page_is_told(
    region: Region, stranger: Client
) -> None:
    coordinator = makers.coordinator_of(region, makers.make_person("Kari Hemmelig"))
    makers.assess(
        region.strands.get(), 1, 1, Status.IN_PROGRESS, text="hemmelig kommentar", by=coordinator
    )
    report = makers.report_of(region, makers.ask_for_reports(region))
    edition = makers.hand_in(report, coordinator)
    makers.make_paper(edition)
    actions.withdraw_edition(by=makers.staff(), edition=edition, reason="hemmelig grunn")
    answer = stranger.get(address(edition))
    page = answer.content.decode()
    assert "hemmelig" not in page.lower()
    assert "Vi er i rute." not in page
    assert "Spørsmål" not in page
    assert edition.content_sha256 not in page
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "private, no-store")


def test_that_it_was_withdrawn_is_told_and_when(edition: Edition, stranger: Client) -> None:
    assert asked(stranger, address(edition))["checked"].withdrawal is None
    made = actions.withdraw_edition(by=makers.staff(), edition=edition, reason="Feil.")
    assert asked(stranger, address(edition))["checked"].withdrawal == made


@pytest.mark.parametrize("typed", ["ABC", "K7QM2XHD9FT0", "K7QM-2XHD-9FTR-2"])
def test_a_mistyped_code_is_told_as_that(db: None, stranger: Client, typed: str) -> None:
    answer = stranger.get(f"{CHECK}{typed}/")
    assert answer.status_code == 404
    assert answer.context["mistyped"]
    assert answer.context["checked"] is None


def test_a_code_that_no_edition_has_is_404(edition: Edition, stranger: Client) -> None:
    code = "2" * 12
    answer = stranger.get(f"{CHECK}{code}/")
    assert (answer.status_code, answer.context["mistyped"]) == (404, False)
    assert edition.region.name not in answer.content.decode()


ALTERED: dict[str, Callable[[Edition], tuple[Any, dict[str, Any]]]] = {
    "content": lambda one: (one, {"content": one.content.replace("rute", "Rute", 1)}),
    "row": lambda one: (one, {"number": 7}),
    "chain": lambda one: (one, {"previous_id": one.pk}),
    "file": lambda one: (one.file, {"content": PAPER[:-1] + b"R"}),
    "what is said of the file": lambda one: (one.file, {"renderer": "a press 2"}),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_by_one_byte_is_told(
    edition: Edition, stranger: Client, what: str
) -> None:
    row, facts = ALTERED[what](edition)
    alter(row, **facts)
    answer = stranger.get(address(edition))
    checked = answer.context["checked"]
    assert (answer.status_code, checked.is_unchanged) == (200, False)
    holds = (checked.content_holds, checked.chain_holds, checked.file_holds)
    own = 0 if what in {"content", "row"} else 1 if what == "chain" else 2
    assert holds == tuple(at != own for at in range(3))
    assert (checked.content is None) == (own == 0)
    assert 'data-state="late"' in answer.content.decode()


def test_a_paper_that_is_still_made_is_no_change(
    report: Report, coordinator: User, stranger: Client
) -> None:
    edition = makers.hand_in(report, coordinator)
    checked = asked(stranger, address(edition))["checked"]
    assert (checked.is_unchanged, checked.waits_for_its_paper) == (True, True)


def test_the_page_costs_one_query(
    edition: Edition, stranger: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        stranger.get(address(edition))


def test_codes_are_not_guessed_many_times(
    edition: Edition, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(attempts.Attempt.CODE.value):
        assert stranger.get(f"{CHECK}{new_code()}/").status_code == 404
    assert stranger.get(f"{CHECK}{new_code()}/").status_code == 429
    assert stranger.get(address(edition)).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(address(edition)).status_code == 200


def test_right_codes_are_not_counted(edition: Edition, stranger: Client) -> None:
    for _ in range(attempts.Attempt.CODE.value + 1):
        assert stranger.get(address(edition)).status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "unix:", True),
        ("", "192.0.2.1", False),
    ],
)
def test_a_household_counts_as_one(
    db: None, settings: Settings, one: str, other: str, same: bool
) -> None:
    for _ in range(attempts.Attempt.CODE.value):
        Client(REMOTE_ADDR=one).get(f"{CHECK}ABC/")
    assert (Client(REMOTE_ADDR=other).get(f"{CHECK}ABC/").status_code == 429) is same


def test_what_comes_at_the_same_instant_is_counted_one_by_one(
    db: None, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has found that nothing was taken yet before the first took one."""
    monkeypatch.setattr(cache, "get_many", lambda _keys: {})
    most = attempts.Attempt.FILE.value
    taken = [attempts.count(rf.get("/"), attempts.Attempt.FILE) for _ in range(most + 5)]
    assert taken == [True] * most + [False] * 5


# By file


def test_the_same_bytes_are_the_file_that_was_handed_in(edition: Edition, stranger: Client) -> None:
    for url in (address(edition), CHECK):
        answer = sent(stranger, url, PAPER)
        assert answer.status_code == 200
        assert answer.context["compared"] == "paper"
        assert answer.context["checked"].edition == edition


def test_the_data_is_known_too(edition: Edition, stranger: Client) -> None:
    answer = sent(stranger, address(edition), edition.content.encode(), "rapport.json")
    assert answer.context["compared"] == "data"


@pytest.mark.parametrize("content", [PAPER[:-1] + b"R", PAPER + b"\n", b"x", b"{"])
def test_one_byte_makes_another_file(edition: Edition, stranger: Client, content: bytes) -> None:
    assert sent(stranger, address(edition), content).context["compared"] == "other"
    answer = sent(stranger, CHECK, content)
    assert (answer.context["compared"], answer.context["checked"]) == ("other", None)
    assert edition.region.name not in answer.content.decode()


def test_another_editions_paper_is_not_this_ones(
    edition: Edition, report: Report, coordinator: User, stranger: Client
) -> None:
    actions.take_back(by=coordinator, report=report, expected_revision=report.revision)
    second = makers.hand_in(report, coordinator)
    makers.make_paper(second, b"%PDF-1.7 another")
    assert sent(stranger, address(second), PAPER).context["compared"] == "other"
    assert sent(stranger, CHECK, PAPER).context["checked"].edition == edition


@pytest.fixture
def newer_press(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A renderer of today that is another than the one the papers were made with."""
    times: list[int] = []

    def setting(_content: Any) -> bytes:
        times.append(1)
        return b"%PDF-2.0 the same, newer"

    monkeypatch.setattr(integrity, "report_pdf", setting)
    for module in (integrity, pages):
        monkeypatch.setattr(module, "renderer", lambda: "a press 2")
    return times


def test_the_same_content_set_by_a_newer_renderer_is_known(
    edition: Edition, stranger: Client, newer_press: list[int]
) -> None:
    answer = sent(stranger, address(edition), b"%PDF-2.0 the same, newer")
    assert answer.context["compared"] == "newer"
    assert sent(stranger, address(edition), b"%PDF-2.0 other").context["compared"] == "other"
    assert len(newer_press) == 1


FORGED = b"%PDF-1.7 forged"
SWAPPED: dict[str, tuple[bytes, Callable[[Edition], tuple[Any, dict[str, Any]]]]] = {
    "the file for another": (
        FORGED,
        lambda one: (one.file, {"content": FORGED, "sha256": hashlib.sha256(FORGED).hexdigest()}),
    ),
    "the file's checksum": (
        FORGED,
        lambda one: (one.file, {"sha256": hashlib.sha256(FORGED).hexdigest()}),
    ),
    "the content and its checksum": (
        b"{}",
        lambda one: (one, {"content": "{}", "content_sha256": hashlib.sha256(b"{}").hexdigest()}),
    ),
    "the row": (PAPER, lambda one: (one, {"number": 7})),
    "what went before": (PAPER, lambda one: (one, {"previous_id": one.pk})),
    "the file, and the true one is sent": (PAPER, lambda one: (one.file, {"sha256": "0" * 64})),
}


@pytest.mark.parametrize("what", SWAPPED)
def test_what_was_altered_here_vouches_for_no_file(
    edition: Edition, stranger: Client, what: str
) -> None:
    content, change = SWAPPED[what]
    row, facts = change(edition)
    alter(row, **facts)
    answer = sent(stranger, address(edition), content)
    assert answer.context["compared"] == "altered"
    assert 'data-color="success"' not in answer.content.decode()
    if found := sent(stranger, CHECK, content).context["checked"]:
        assert found.edition == edition
        assert sent(stranger, CHECK, content).context["compared"] == "altered"


def test_a_paper_that_holds_is_known_though_its_withdrawal_was_altered(
    edition: Edition, stranger: Client
) -> None:
    withdrawal = actions.withdraw_edition(by=makers.staff(), edition=edition, reason="Feil.")
    alter(withdrawal, reason="Rett.")
    answer = sent(stranger, address(edition), PAPER)
    assert (answer.context["compared"], answer.context["checked"].is_unchanged) == ("paper", False)


def test_a_paper_that_cannot_be_set_is_tried_once(
    edition: Edition, stranger: Client, newer_press: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_content: Any) -> bytes:
        newer_press.append(1)
        raise PaperError("no Pango")

    monkeypatch.setattr(integrity, "report_pdf", broken)
    for _ in range(3):
        assert sent(stranger, address(edition), b"%PDF").context["compared"] == "other"
    assert newer_press == [1]


def test_many_who_ask_at_once_have_it_set_once(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = []

    def slow(_content: Any) -> bytes:
        times.append(1)
        sleep(0.1)
        return b"%PDF-2.0"

    monkeypatch.setattr(integrity, "report_pdf", slow)
    monkeypatch.setattr(integrity, "renderer", lambda: "a slow press")
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(integrity.sha256_of_paper, [edition] * 8))
    assert (found, times) == ({hashlib.sha256(b"%PDF-2.0").hexdigest()}, [1])


def test_nothing_is_set_again_where_it_tells_nothing(
    edition: Edition, stranger: Client, newer_press: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(stranger, address(edition), PAPER)
    sent(stranger, CHECK, b"%PDF-2.0 the same, newer")
    monkeypatch.setattr(pages, "renderer", lambda: "a press 1")
    sent(stranger, address(edition), b"%PDF-2.0 the same, newer")
    assert newer_press == []


def test_the_file_is_not_kept(
    edition: Edition, stranger: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """Larger than what Django keeps in memory, so that its own handlers would write it to disk."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    before = set(Path(gettempdir()).glob("*.upload*"))
    content = b"%PDF-1.7 " + b"x" * 300_000
    answer = sent(stranger, address(edition), content)
    (seen,) = answer.wsgi_request.FILES.values()
    assert (seen.size, seen.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert seen.file is None
    assert set(Path(gettempdir()).glob("*.upload*")) == before


@pytest.mark.parametrize("url", [CHECK, None])
def test_no_file_is_asked_for_again(edition: Edition, stranger: Client, url: str | None) -> None:
    page = url or address(edition)
    token = str(stranger.get(page).context["csrf_token"])
    answer = stranger.post(page, {"csrfmiddlewaretoken": token})
    assert answer.status_code == 422
    assert [*answer.context["compare_form"].errors] == ["file"]


def test_no_code_is_asked_for(stranger: Client, db: None) -> None:
    asked = stranger.get(CHECK, {"code": " "})
    assert [*asked.context["code_form"].errors] == ["code"]
    assert [*stranger.get(CHECK).context["code_form"].errors] == []


def test_an_empty_file_is_told(edition: Edition, stranger: Client) -> None:
    assert sent(stranger, CHECK, b"").status_code == 422


def test_what_is_too_large_is_refused_unread(
    edition: Edition, stranger: Client, settings: Settings
) -> None:
    settings.REQUEST_MAX_MB = 0
    answer = sent(stranger, address(edition), PAPER)
    assert answer.status_code == 413
    assert answer.context["compared"] == ""
    assert "_files" not in vars(answer.wsgi_request)


def test_what_arrives_torn_is_told(edition: Edition, stranger: Client) -> None:
    stranger.get(CHECK)
    answer = stranger.post(CHECK, b"torn", content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "reports/check.html" in [one.name for one in answer.templates]


def test_more_files_than_one_are_many_too_many(edition: Edition, stranger: Client) -> None:
    token = str(stranger.get(CHECK).context["csrf_token"])
    files = [SimpleUploadedFile("rapport.pdf", PAPER) for _ in range(300)]
    answer = stranger.post(CHECK, {"file": files, "csrfmiddlewaretoken": token})
    assert answer.status_code == 400
    assert [*answer.context["compare_form"].errors] == ["__all__"]


def test_a_part_that_is_not_what_it_says_is_told(edition: Edition, stranger: Client) -> None:
    lines = [
        *("--x", 'Content-Disposition: form-data; name="a"; filename="a"', "", "whole"),
        *("--x", 'Content-Disposition: form-data; name="file"; filename="b"'),
        *("Content-Transfer-Encoding: base64", "", "====!", "--x--", ""),
    ]
    body = "\r\n".join(lines).encode()
    token = {"X-CSRFToken": str(stranger.get(CHECK).context["csrf_token"])}
    answer = stranger.post(
        CHECK, body, content_type="multipart/form-data; boundary=x", headers=token
    )
    assert answer.status_code == 400
    assert [*answer.context["compare_form"].errors] == ["__all__"]


def test_files_are_not_sent_without_end(edition: Edition, stranger: Client) -> None:
    for _ in range(attempts.Attempt.FILE.value):
        assert sent(stranger, CHECK, b"x").status_code == 200
    assert sent(stranger, CHECK, PAPER).status_code == 429


def test_a_forged_form_is_refused(edition: Edition, stranger: Client) -> None:
    file = SimpleUploadedFile("rapport.pdf", PAPER)
    assert stranger.post(address(edition), {"file": file}).status_code == 403


def test_the_code_form_sends_nothing_but_the_code() -> None:
    assert [one.name for one in forms.CodeForm().helper.inputs] == [""]
