"""Evidence is kept once, told apart by region, attached and detached, and never lost."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from checkpoints import actions, consistency
from checkpoints.models import (
    Attachment,
    AttachmentRevision,
    Beside,
    Evidence,
    EvidenceRevision,
    StoredFile,
    Strand,
    Verdict,
)
from checkpoints.models.evidence import evidence_storage
from regions.history import Stale, record
from tests import evidence_files as files
from tests import makers
from tests.regions.test_history import race

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    """Keys of regions come again, and with them what other tests have stored."""
    for folder in evidence_storage().listdir("")[0]:
        evidence_storage().delete(folder)


@pytest.fixture
def strand() -> Strand:
    return makers.main_strand_of_small_programme()


def stored(evidence: Evidence) -> StoredFile:
    assert evidence.stored
    return evidence.stored


def content(evidence: Evidence) -> bytes:
    with stored(evidence).content.open("rb") as file:
        return bytes(file.read())


# Uploading


def test_a_file_is_kept_with_who_when_and_what_it_is(strand: Strand) -> None:
    person = makers.coordinator_of(strand.region)
    evidence = makers.upload(
        strand.region, "Vedtak i bystyret.pdf", files.PDF, by=person, dated_on="2016-01-20"
    )

    found = Evidence.objects.get()
    assert found == evidence
    assert (found.title, found.file_name) == ("Vedtak i bystyret", "Vedtak i bystyret.pdf")
    assert (found.dated_on, found.changed_by) == (date(2016, 1, 20), person)
    assert found.changed_at == makers.at("2016-02-15")
    assert (stored(found).media_type, stored(found).size) == ("application/pdf", len(files.PDF))
    assert content(found) == files.PDF
    assert EvidenceRevision.objects.get().title == "Vedtak i bystyret"


def test_the_storage_knows_no_name_that_a_person_gave(strand: Strand) -> None:
    evidence = makers.upload(strand.region, "../../Privat.txt")
    path = str(stored(evidence).content.name)
    assert path.startswith(f"{strand.region_id}/{stored(evidence).sha256}")
    assert evidence.file_name == "Privat.txt"


def test_the_same_bytes_again_are_the_evidence_that_is_there(strand: Strand) -> None:
    first = makers.upload(strand.region, "Vedtak.txt")
    again = makers.upload(strand.region, "Kopi av vedtak.txt")
    assert again == first
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert EvidenceRevision.objects.count() == 1


def test_what_was_removed_is_new_when_it_is_uploaded_again_and_stored_once(strand: Strand) -> None:
    first = makers.upload(strand.region)
    actions.change_evidence(
        by=None, evidence=first, expected_revision=1, title=first.title, dated_on=None, removed=True
    )
    again = makers.upload(strand.region)
    assert again != first
    assert (again.stored, again.removed) == (first.stored, False)
    assert StoredFile.objects.count() == 1


def test_regions_share_no_bytes(strand: Strand) -> None:
    other = makers.make_region("Altaregionen")
    mine, theirs = makers.upload(strand.region), makers.upload(other)
    assert (mine.region, theirs.region) == (strand.region, other)
    assert stored(mine) != stored(theirs)
    assert stored(mine).content.name != stored(theirs).content.name


def test_where_a_picture_was_taken_is_never_stored(strand: Strand) -> None:
    sent = files.picture(position=True)
    assert Image.open(BytesIO(sent)).getexif().get_ifd(files.GPS)

    kept = content(makers.upload(strand.region, "Torget.jpg", sent))

    assert Image.open(BytesIO(kept)).getexif().get_ifd(files.GPS) == {}
    assert files.LATITUDE not in kept
    assert Image.open(BytesIO(kept)).tobytes() == Image.open(BytesIO(sent)).tobytes()


def test_the_checksum_is_of_what_is_stored(strand: Strand) -> None:
    """A picture that differs only in where it was taken is the same picture."""
    first = makers.upload(strand.region, "a.jpg", files.picture(position=True))
    clean = content(first)
    assert makers.upload(strand.region, "b.jpg", clean) == first
    assert stored(first).size == len(clean)


def test_a_file_that_is_refused_leaves_nothing_behind(strand: Strand) -> None:
    with pytest.raises(ValidationError) as refused:
        makers.upload(strand.region, "plan.png", files.PDF)
    assert set(refused.value.message_dict) == {"file"}
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert _names_in(strand) == []


def test_a_row_that_is_refused_leaves_no_row_and_no_bytes(strand: Strand) -> None:
    with pytest.raises(ValidationError) as refused:
        makers.upload(strand.region, title="x" * 201)
    assert set(refused.value.message_dict) == {"title"}
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert _names_in(strand) == []

    assert content(makers.upload(strand.region)) == b"Vedtatt."
    assert consistency.stored_files_are_there_whole() == []


def test_an_attachment_that_is_refused_deletes_only_bytes_that_no_row_has(strand: Strand) -> None:
    kept = makers.upload(strand.region, data=b"Vedtatt.")
    at = makers.wording(strand, 1, 1).checkpoint
    other = strand.phase.milestones.get(position=2)
    beside = Beside(strand=strand, milestone=other, checkpoint=at, decision=None)
    for data in (b"Vedtatt.", b"Utsatt."):
        with pytest.raises(ValidationError):
            actions.upload(
                by=None, region=strand.region, upload=makers.sent(data=data), beside=beside
            )
    assert (Evidence.objects.get(), StoredFile.objects.get()) == (kept, stored(kept))
    assert content(kept) == b"Vedtatt."
    assert len(_names_in(strand)) == 1


def test_a_storage_that_fails_leaves_no_row(
    strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence_storage(), "save", full)
    with pytest.raises(OSError, match="No space"):
        makers.upload(strand.region)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_of_two_who_send_the_same_at_once_one_copy_is_kept(
    strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's row appears after ours looked for it and wrote its bytes."""
    storage = evidence_storage()
    save = storage.save

    def save_and_lose(name: str, file: Any) -> str:
        monkeypatch.setattr(storage, "save", save)
        makers.upload(strand.region)
        return str(save(name, file))

    monkeypatch.setattr(storage, "save", save_and_lose)
    evidence = makers.upload(strand.region)
    assert (Evidence.objects.get(), StoredFile.objects.count()) == (evidence, 1)
    assert content(evidence) == b"Vedtatt."
    assert len(_names_in(strand)) == 1


def test_on_disk_a_torn_file_of_an_earlier_try_is_never_taken_for_the_whole(
    strand: Strand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process was killed while it wrote: its bytes lie where ours were to be."""
    disk = FileSystemStorage(tmp_path)
    monkeypatch.setattr("checkpoints.actions.evidence.evidence_storage", lambda: disk)
    monkeypatch.setattr(StoredFile._meta.get_field("content"), "storage", disk)
    first = makers.upload(strand.region)
    path = Path(disk.path(str(stored(first).content.name)))
    Attachment.objects.all().delete()
    EvidenceRevision.objects.all().delete()
    Evidence.objects.all().delete()
    StoredFile.objects.all().delete()
    path.write_bytes(b"Ved")

    assert content(makers.upload(strand.region)) == b"Vedtatt."


def test_on_disk_a_large_upload_is_moved_there_for_the_service_alone(
    strand: Strand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came by way of a temporary file, as everything over 2.5 MB does."""
    disk = FileSystemStorage(tmp_path, file_permissions_mode=0o600)
    monkeypatch.setattr("checkpoints.actions.evidence.evidence_storage", lambda: disk)
    monkeypatch.setattr(StoredFile._meta.get_field("content"), "storage", disk)
    with TemporaryUploadedFile("Vedtak.pdf", "", len(files.PDF), None) as upload:
        upload.write(files.PDF)
        evidence = actions.upload(by=None, region=strand.region, upload=upload)
    path = Path(disk.path(str(stored(evidence).content.name)))
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (files.PDF, 0o600)


@pytest.mark.django_db(transaction=True)
def test_of_three_who_send_the_same_at_once_all_get_the_one_evidence() -> None:
    region = makers.main_strand_of_small_programme().region
    answers = race(*[lambda: makers.upload(region)] * 3)
    assert answers == [Evidence.objects.get()] * 3
    assert StoredFile.objects.count() == 1
    assert consistency.stored_files_are_there_whole() == []


def _names_in(strand: Strand) -> list[str]:
    storage = evidence_storage()
    folder = str(strand.region_id)
    return storage.listdir(folder)[1] if storage.exists(folder) else []


# Links


def test_a_link_is_called_by_its_host_and_path(strand: Strand) -> None:
    evidence = makers.link(strand.region, " https://www.ålesund.kommune.no/plan/?side=2 ")
    assert (evidence.title, evidence.url) == (
        "www.ålesund.kommune.no/plan",
        "https://www.ålesund.kommune.no/plan/?side=2",
    )
    assert (evidence.is_link, evidence.stored, evidence.file_name) == (True, None, "")


def test_the_same_link_again_is_the_evidence_that_is_there(strand: Strand) -> None:
    assert makers.link(strand.region) == makers.link(strand.region)
    assert makers.link(makers.make_region()).region != strand.region
    assert Evidence.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_three_who_make_the_same_link_at_once_all_get_the_one_evidence() -> None:
    region = makers.main_strand_of_small_programme().region
    answers = race(*[lambda: makers.link(region)] * 3)
    assert answers == [Evidence.objects.get()] * 3


def test_a_links_name_is_no_longer_than_a_title(strand: Strand) -> None:
    evidence = makers.link(strand.region, "https://www.bodo.no/" + "a" * 300)
    assert len(evidence.title) == Evidence.TITLE_LIMIT


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "ftp://bodo.no/plan.pdf", "www.bodo.no", "file:///etc/passwd",
     "https://", "data:text/html,hei", "https://bodo.no/" + "a" * 1000],
)  # fmt: skip
def test_only_web_addresses_are_links(strand: Strand, url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        makers.link(strand.region, url)
    assert set(refused.value.message_dict) == {"url"}
    assert not Evidence.objects.exists()


# Changing and removing


def test_a_title_is_corrected_and_the_history_keeps_the_old_one(strand: Strand) -> None:
    evidence = makers.upload(strand.region)
    actions.change_evidence(
        by=None, evidence=evidence, expected_revision=1, title=" Vedtak 12/16 ",
        dated_on=date(2016, 1, 20),
    )  # fmt: skip
    steps = EvidenceRevision.objects.order_by("number").values_list("title", "dated_on", "removed")
    assert list(steps) == [
        ("Vedtak", None, False),
        ("Vedtak 12/16", date(2016, 1, 20), False),
    ]


def test_removed_evidence_keeps_its_bytes_and_its_attachments(strand: Strand) -> None:
    evidence = makers.upload(strand.region)
    makers.attach(evidence, strand, 1, makers.wording(strand, 1, 1).checkpoint)
    actions.change_evidence(
        by=None, evidence=evidence, expected_revision=1, title="Vedtak", dated_on=None, removed=True
    )
    assert content(Evidence.objects.get(removed=True)) == b"Vedtatt."
    assert Attachment.objects.get().removed is False


def test_evidence_without_a_title_is_refused(strand: Strand) -> None:
    evidence = makers.upload(strand.region)
    with pytest.raises(ValidationError) as refused:
        actions.change_evidence(
            by=None, evidence=evidence, expected_revision=1, title="  ", dated_on=None
        )
    assert set(refused.value.message_dict) == {"title"}


# Attaching and detaching


def test_evidence_is_attached_once_however_often_that_is_said(strand: Strand) -> None:
    evidence, at = makers.upload(strand.region), makers.wording(strand, 1, 1).checkpoint
    assert makers.attach(evidence, strand, 1, at) == makers.attach(evidence, strand, 1, at)
    assert AttachmentRevision.objects.count() == 1


def test_one_file_backs_many_checkpoints_and_a_decision(strand: Strand) -> None:
    evidence = makers.upload(strand.region)
    makers.attach(evidence, strand, 1, makers.wording(strand, 1, 1).checkpoint)
    makers.attach(evidence, strand, 1, makers.wording(strand, 1, 2).checkpoint)
    makers.attach(evidence, strand, 1, makers.decide(strand, 1))
    assert Attachment.objects.filter(evidence=evidence, removed=False).count() == 3


def test_detaching_and_attaching_again_are_steps_of_one_history(strand: Strand) -> None:
    evidence, at = makers.upload(strand.region), makers.wording(strand, 1, 1).checkpoint
    row = makers.attach(evidence, strand, 1, at)
    actions.detach(by=None, attachment=row, expected_revision=1, at=makers.at("2016-03-01"))
    again = makers.attach(evidence, strand, 1, at, when="2016-04-01")
    assert again == row
    steps = AttachmentRevision.objects.filter(of=row).order_by("number")
    assert [(step.removed, step.recorded_at) for step in steps] == [
        (False, makers.at("2016-02-15")),
        (True, makers.at("2016-03-01")),
        (False, makers.at("2016-04-01")),
    ]


def test_detaching_from_an_old_page_is_stale(strand: Strand) -> None:
    evidence, at = makers.upload(strand.region), makers.wording(strand, 1, 1).checkpoint
    row = makers.attach(evidence, strand, 1, at)
    actions.detach(by=None, attachment=row, expected_revision=1)
    makers.attach(evidence, strand, 1, at)
    with pytest.raises(Stale):
        actions.detach(by=None, attachment=row, expected_revision=1)
    assert Attachment.objects.get().removed is False


def test_of_two_who_attach_at_once_both_have_it(
    strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, at = makers.upload(strand.region), makers.wording(strand, 1, 1).checkpoint
    first = Attachment(
        evidence=evidence, strand=strand, milestone=at.milestone, checkpoint=at, decision=None
    )
    real = actions.evidence._attachment_of
    found = iter([first])
    monkeypatch.setattr(
        actions.evidence, "_attachment_of", lambda *keys: next(found, None) or real(*keys)
    )
    theirs = Attachment(evidence=evidence, strand=strand, milestone=at.milestone, checkpoint=at)
    record(theirs, by=None, expected=0, removed=False)

    assert makers.attach(evidence, strand, 1, at) == theirs
    assert AttachmentRevision.objects.count() == 1


class TestWhatBelongsElsewhereIsNotAttached:
    def refused(self, evidence: Evidence, strand: Strand, milestone: int, to: Any) -> str:
        with pytest.raises(ValidationError) as refused:
            makers.attach(evidence, strand, milestone, to)
        assert not Attachment.objects.exists()
        return refused.value.messages[0]

    def test_another_regions(self, strand: Strand) -> None:
        evidence = makers.upload(makers.make_region())
        at = makers.wording(strand, 1, 1).checkpoint
        assert self.refused(evidence, strand, 1, at)

    def test_removed(self, strand: Strand) -> None:
        evidence = makers.upload(strand.region)
        actions.change_evidence(
            by=None, evidence=evidence, expected_revision=1, title="A", dated_on=None, removed=True
        )
        assert self.refused(evidence, strand, 1, makers.wording(strand, 1, 1).checkpoint)

    def test_another_milestones_checkpoint(self, strand: Strand) -> None:
        evidence = makers.upload(strand.region)
        assert self.refused(evidence, strand, 1, makers.wording(strand, 2, 1).checkpoint)

    def test_another_strands_decision(self, strand: Strand) -> None:
        other = makers.main_strand(makers.make_region())
        assert self.refused(makers.upload(strand.region), strand, 1, makers.decide(other, 1))

    def test_a_milestone_before_a_parallel_strands_first(self, strand: Strand) -> None:
        second = strand.phase.milestones.get(position=2)
        parallel = makers.parallel_strand(strand.region, second)
        at = makers.wording(strand, 1, 1).checkpoint
        assert self.refused(makers.upload(strand.region), parallel, 1, at)

    def test_nothing_at_all(self, strand: Strand) -> None:
        evidence = makers.upload(strand.region)
        first = strand.phase.milestones.get(position=1)
        with pytest.raises(ValidationError):
            actions.attach(by=None, evidence=evidence, strand=strand, milestone=first)
        assert not Attachment.objects.exists()


def test_without_a_scan_a_file_is_accepted_at_once(strand: Strand) -> None:
    evidence = makers.upload(strand.region, "eicar.txt", files.EICAR)
    assert stored(evidence).verdict == Verdict.ACCEPTED
