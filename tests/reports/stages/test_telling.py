"""Letters to coordinators: to whom, in which language, what is in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.utils.translation import gettext, ngettext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from checkpoints.models import Strand
from regions import actions as people_actions
from regions.models import Region, User
from reports import actions
from reports.models import Report
from tests import makers
from tests.reports.stages.stepping import at, press

SITE = "https://byregion.example/"

type Posted = Callable[..., list[mail.EmailMessage]]


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = SITE


@pytest.fixture
def posted(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> Posted:
    """Someone presses a button; what is sent for it."""
    monkeypatch.setattr("reports.tasks.report_pdf", lambda _content: b"%PDF")

    def post(person: User, report: Report, page: str, **sent: Any) -> list[mail.EmailMessage]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert press(person, report, page, **sent).status_code == 302
        return mail.outbox

    return post


def to(letters: list[mail.EmailMessage]) -> list[list[str]]:
    return [letter.to for letter in letters]


def test_each_coordinator_is_told_that_a_report_is_sent_back(
    report: Report, region: Region, kari: User, erik: User, ola: User, posted: Posted
) -> None:
    makers.reader_of(region)
    edition = makers.hand_in(report, kari)
    actions.add_remark(by=ola, edition=edition, text="Hemmelig til den er sendt")
    letters = posted(ola, report, "send_back", reason="Si **mer** om planen.")
    assert to(letters) == [[kari.email], [erik.email]]
    text = str(letters[0].body)
    assert "Si mer om planen." in text
    assert SITE.rstrip("/") + at(report, "report_draft") in text
    assert "Hemmelig" not in text


def test_approved_and_opened_again_are_told_in_words_of_their_own(
    report: Report, kari: User, ola: User, posted: Posted
) -> None:
    makers.hand_in(report, kari)
    subjects = [
        posted(ola, report, page, reason="Fint.")[0].subject for page in ("approve", "reopen")
    ]
    makers.hand_in(report, kari)
    subjects.append(posted(ola, report, "send_back", reason="Si mer.")[0].subject)
    assert len(set(subjects)) == 3
    assert all(report.region.name in one for one in subjects)


def test_the_letter_is_in_its_readers_language(
    report: Report, region: Region, ola: User, posted: Posted
) -> None:
    ingrid = makers.make_person("Ingrid Haugen", language="nn")
    makers.coordinator_of(region, ingrid)
    makers.hand_in(report, ingrid)
    (letter,) = posted(ola, report, "approve")
    assert "Hei, Ingrid Haugen" in str(letter.body)


def test_nobody_is_told_of_handing_in_or_of_taking_back(
    report: Report, kari: User, erik: User, posted: Posted
) -> None:
    assert posted(kari, report, "hand_in") == []
    assert posted(kari, report, "take_back") == []


def test_who_no_longer_coordinates_is_not_told(
    report: Report, region: Region, kari: User, erik: User, ola: User, posted: Posted
) -> None:
    makers.hand_in(report, kari)
    people_actions.set_membership(
        by=None, person=erik, region=region, role=None, expected_revision=1
    )
    assert to(posted(ola, report, "approve")) == [[kari.email]]


def test_a_letter_counts_the_remarks_that_go_along_with_the_step(
    report: Report, kari: User, ola: User, posted: Posted
) -> None:
    edition = makers.hand_in(report, kari)
    first, second = (
        actions.add_remark(by=ola, edition=edition, text=text) for text in ("Si mer.", "Hvorfor?")
    )
    actions.change_remark(by=ola, remark=first, expected_revision=1, removed=True)
    assert remarks_in(posted(ola, report, "approve")) == 1
    assert remarks_in(posted(ola, report, "reopen", reason="Feil.")) == 0
    second.refresh_from_db()
    assert second.sent


def remarks_in(letters: list[mail.EmailMessage]) -> int:
    """How many a letter says there are."""
    words = ngettext(
        "The programme staff have written %(n)s remark. You read it beside the report.",
        "The programme staff have written %(n)s remarks. You read them beside the report.", 1,
    )  # fmt: skip
    return int(words % {"n": 1} in str(letters[0].body))


def test_who_is_told_is_said_only_where_there_is_someone(
    report: Report, region: Region, kari: User, ola: User
) -> None:
    def said(page: str) -> str:
        answer = press(ola, report, page, reason="Fint.")
        (message,) = get_messages(answer.wsgi_request)
        return str(message)

    names = {"region": region.name}
    makers.hand_in(report, kari)
    assert said("approve").endswith(
        gettext("The coordinators of %(region)s are told by mail.") % names
    )
    people_actions.set_membership(
        by=None, person=kari, region=region, role=None, expected_revision=1
    )
    assert said("reopen").endswith(gettext("%(region)s has no coordinator to tell.") % names)


def test_another_regions_coordinator_is_not_told(
    report: Report, strand: Strand, kari: User, ola: User, posted: Posted
) -> None:
    makers.coordinator_of(makers.make_region("Altaregionen", slug="alta"))
    makers.hand_in(report, kari)
    assert to(posted(ola, report, "approve")) == [[kari.email]]


def test_a_subject_is_one_line(
    report: Report, region: Region, kari: User, ola: User, posted: Posted
) -> None:
    makers.hand_in(report, kari)
    Region.objects.filter(pk=region.pk).update(name="Ny\r\nBcc: alle@example.no")
    letters = posted(ola, report, "send_back", reason="Mer.")
    assert letters
    assert all("Ny Bcc: alle@example.no" in letter.subject for letter in letters)
