"""Files are fetched after the access check, as attachments, whole or in parts."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from checkpoints import actions, tasks
from checkpoints.models import Evidence, StoredFile, Strand, Verdict
from regions.models import User
from tests import evidence_files as files
from tests import makers

pytestmark = pytest.mark.django_db
TEXT = b"0123456789" * 20_000  # more than one piece


@pytest.fixture
def strand() -> Strand:
    return makers.main_strand_of_small_programme()


@pytest.fixture
def evidence(strand: Strand) -> Evidence:
    return makers.upload(strand.region, "Møte i Guovdageaidnu – čálli.txt", TEXT)


@pytest.fixture
def reader(strand: Strand) -> User:
    return makers.reader_of(strand.region)


@pytest.fixture
def get(client: Client, evidence: Evidence, reader: User) -> Callable[..., HttpResponseBase]:
    """Fetch the file as a reader of the region, with these headers."""
    client.force_login(reader)

    def fetch(method: str = "get", **headers: str) -> HttpResponseBase:
        send: Any = getattr(client, method)
        answer: HttpResponseBase = send(address(evidence), headers=headers)
        return answer

    return fetch


def address(evidence: Evidence, what: str = "file") -> str:
    return reverse(f"checkpoints:evidence_{what}", args=[evidence.region.slug, evidence.pk])


def body(answer: HttpResponseBase) -> bytes:
    return answer.getvalue()


def etag(evidence: Evidence) -> str:
    return f'"{StoredFile.objects.get(evidence=evidence).sha256}"'


# The whole file


def test_a_file_comes_as_an_attachment_under_its_own_name(
    get: Callable[..., HttpResponseBase], evidence: Evidence
) -> None:
    answer = get()
    assert (answer.status_code, body(answer)) == (200, TEXT)
    assert {name: answer.headers[name] for name in SAID} == SAID
    assert answer.headers["Content-Length"] == str(len(TEXT))
    assert answer.headers["ETag"] == etag(evidence)


SAID = {
    "Content-Type": "text/plain",
    "Content-Disposition": "attachment; filename*=utf-8''"
    "M%C3%B8te%20i%20Guovdageaidnu%20%E2%80%93%20%C4%8D%C3%A1lli.txt",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
}


def test_it_is_sent_in_pieces(get: Callable[..., HttpResponseBase]) -> None:
    answer = get()
    assert answer.streaming
    pieces = list(answer)
    assert len(pieces) > 1
    assert b"".join(pieces) == TEXT


def test_head_says_the_same_and_sends_nothing(get: Callable[..., HttpResponseBase]) -> None:
    answer = get("head", Range="bytes=0-9")
    assert (answer.status_code, body(answer)) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(TEXT))
    assert {name: answer.headers[name] for name in SAID} == SAID


def test_posting_to_a_file_is_not_understood(get: Callable[..., HttpResponseBase]) -> None:
    assert get("post").status_code == 405


def test_eicar_without_a_scan_comes_as_an_attachment_and_no_other_way(
    client: Client, strand: Strand, reader: User
) -> None:
    evidence = makers.upload(strand.region, "eicar.txt", files.EICAR)
    client.force_login(reader)
    answer = client.get(address(evidence))
    assert body(answer) == files.EICAR
    assert answer.headers["Content-Disposition"] == 'attachment; filename="eicar.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


# Parts


@given(st.integers(0, len(TEXT) - 1), st.integers(0, len(TEXT) - 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_a_range_is_a_slice(get: Callable[..., HttpResponseBase], one: int, other: int) -> None:
    first, last = sorted((one, other))
    answer = get(Range=f"bytes={first}-{last}")
    assert (answer.status_code, body(answer)) == (206, TEXT[first : last + 1])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(TEXT)}"
    assert answer.headers["Content-Length"] == str(last + 1 - first)


def test_a_file_is_fetched_to_its_end_after_the_line_was_lost(
    get: Callable[..., HttpResponseBase], evidence: Evidence
) -> None:
    rest = get(Range="bytes=70000-", If_Range=etag(evidence))
    assert (rest.status_code, body(rest)) == (206, TEXT[70_000:])


def test_parts_of_another_file_are_not_continued(get: Callable[..., HttpResponseBase]) -> None:
    for old in ('"another"', "Mon, 15 Feb 2016 12:00:00 GMT"):
        answer = get(Range="bytes=70000-", If_Range=old)
        assert (answer.status_code, body(answer)) == (200, TEXT)


def test_several_ranges_are_answered_with_the_whole(get: Callable[..., HttpResponseBase]) -> None:
    answer = get(Range="bytes=0-1,4-5")
    assert (answer.status_code, body(answer)) == (200, TEXT)
    assert "Content-Range" not in answer.headers


def test_a_range_behind_the_end_cannot_be_had(get: Callable[..., HttpResponseBase]) -> None:
    answer = get(Range=f"bytes={len(TEXT)}-")
    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(TEXT)}"


@pytest.mark.parametrize("known", ["{}", "W/{}", '"another", {}', "*"])
def test_what_the_browser_has_is_not_sent_again(
    known: str, get: Callable[..., HttpResponseBase], evidence: Evidence
) -> None:
    answer = get(If_None_Match=known.format(etag(evidence)), Range="bytes=0-9")
    assert (answer.status_code, body(answer)) == (304, b"")
    assert answer.headers["ETag"] == etag(evidence)


def test_another_files_etag_is_no_match(get: Callable[..., HttpResponseBase]) -> None:
    assert get(If_None_Match='"another"').status_code == 200


# Who fetches what


def test_removed_evidence_is_fetched_from_the_history(
    get: Callable[..., HttpResponseBase], evidence: Evidence
) -> None:
    actions.change_evidence(
        by=None, evidence=evidence, expected_revision=1, title="A", dated_on=None, removed=True
    )
    assert body(get()) == TEXT


@pytest.mark.parametrize("what", ["file", "thumbnail"])
def test_strangers_find_nothing(what: str, client: Client, strand: Strand) -> None:
    """Also under the address of a region of their own."""
    evidence = makers.upload_picture(strand.region)
    other = makers.make_region()
    client.force_login(makers.coordinator_of(other))
    assert client.get(address(evidence, what)).status_code == 404
    own = reverse(f"checkpoints:evidence_{what}", args=[other.slug, evidence.pk])
    assert client.get(own).status_code == 404
    client.force_login(makers.reader_of(strand.region))
    assert client.get(address(evidence, what)).status_code == 200


@pytest.mark.parametrize("what", ["file", "thumbnail"])
def test_a_link_is_no_file(what: str, client: Client, strand: Strand, reader: User) -> None:
    client.force_login(reader)
    assert client.get(address(makers.link(strand.region), what)).status_code == 404


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.WAITING, "This file is still being checked for viruses. Try again in a while."),
        (Verdict.QUARANTINED, "This file was stopped by the virus check. It cannot be fetched."),
    ],
)
def test_what_the_scan_has_not_accepted_is_kept_back_from_everyone(
    verdict: Verdict, words: str, client: Client, strand: Strand
) -> None:
    evidence = makers.upload_picture(strand.region)
    StoredFile.objects.update(verdict=verdict)
    people = [makers.coordinator_of(strand.region), makers.staff()]
    for person in people:
        person.language = "en"
        person.save(update_fields=["language"])
        client.force_login(person)
        answer = client.get(address(evidence), headers={"If-None-Match": etag(evidence)})
        assert (answer.status_code, body(answer).decode()) == (403, words)
        assert client.get(address(evidence, "thumbnail")).status_code == 404


# The small picture


def test_a_small_picture_is_fetched_once_it_is_made(
    client: Client, strand: Strand, reader: User
) -> None:
    evidence = makers.upload(strand.region, "torget.jpg", files.picture())
    client.force_login(reader)
    assert client.get(address(evidence, "thumbnail")).status_code == 404

    tasks.make_thumbnail.call(StoredFile.objects.get().pk)
    answer = client.get(address(evidence, "thumbnail"))

    sent = Image.open(BytesIO(body(answer)))
    assert (sent.format, sent.size) == ("WEBP", (200, 320))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(
        address(evidence, "thumbnail"), headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


# A broken upload


def test_half_an_upload_is_no_evidence(client: Client, strand: Strand) -> None:
    """The line was lost in the middle: no file is made of what came."""
    client.force_login(makers.coordinator_of(strand.region))
    where = [strand.region.slug, strand.number, "m1", "c1"]
    start = b'--grense\r\nContent-Disposition: form-data; name="upload-files"; filename="a.txt"\r\n'
    for end in (b"", b"\r\n--gren"):
        answer = client.post(
            reverse("checkpoints:evidence_upload", args=where),
            data=start + b"Content-Type: text/plain\r\n\r\nVedtatt i byst" + end,
            content_type="multipart/form-data; boundary=grense",
        )
        assert answer.status_code in {400, 422}
    assert not StoredFile.objects.exists()
