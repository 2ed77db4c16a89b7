"""Scanning and small pictures: done in the background, once, whatever happens in between."""

import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django_ox.models import OxTask
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from byregion.settings import scan_command
from checkpoints import tasks
from checkpoints.evidence import scanning
from checkpoints.models import Evidence, StoredFile, Strand, Verdict
from tests import evidence_files as files
from tests import makers

pytestmark = pytest.mark.django_db

STUB = """#!{python}
import sys
from pathlib import Path
data = Path(sys.argv[1]).read_bytes()
with open({log!r}, "a") as log:
    log.write(sys.argv[1] + "\\n")
sys.exit(b"EICAR" in data)
"""


@pytest.fixture
def strand() -> Strand:
    return makers.main_strand_of_small_programme()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What the scan command was called with, a line each time."""
    return tmp_path / "log"


@pytest.fixture
def command(tmp_path: Path, log: Path, settings: Settings) -> Path:
    """A scan command that knows nothing but EICAR's text; the installation's from now on."""
    stub = tmp_path / "scan"
    stub.write_text(STUB.format(python=sys.executable, log=str(log)))
    stub.chmod(stub.stat().st_mode | stat.S_IXUSR)
    settings.EVIDENCE_SCAN = [str(stub), "{file}"]
    return stub


def stored(evidence: Evidence) -> StoredFile:
    return StoredFile.objects.get(evidence=evidence)


# The scan


def test_eicar_is_quarantined(
    command: Path,
    strand: Strand,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        evidence = makers.upload(strand.region, "eicar.txt", files.EICAR)
        assert stored(evidence).verdict == Verdict.WAITING
    assert stored(evidence).verdict == Verdict.QUARANTINED


def test_a_harmless_file_is_accepted_and_a_picture_gets_its_small_copy(
    command: Path,
    strand: Strand,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        evidence = makers.upload(strand.region, "torget.jpg", files.picture())
    assert stored(evidence).verdict == Verdict.ACCEPTED
    assert stored(evidence).thumbnail


def test_a_quarantined_picture_gets_no_small_copy(
    command: Path,
    strand: Strand,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        evidence = makers.upload(strand.region, "torget.jpg", files.picture(comment=b"EICAR"))
    tasks.make_thumbnail.call(stored(evidence).pk)
    file = stored(evidence)
    assert (file.verdict, bool(file.thumbnail)) == (Verdict.QUARANTINED, False)


def test_a_scan_that_runs_twice_asks_once(command: Path, log: Path, strand: Strand) -> None:
    """As after a worker that was killed when the verdict was saved already."""
    file = stored(makers.upload(strand.region))
    for _run in range(2):
        tasks.scan.call(file.pk)
    assert len(log.read_text().splitlines()) == 1


def test_the_command_gets_a_copy_that_is_gone_afterwards(
    command: Path, log: Path, strand: Strand
) -> None:
    tasks.scan.call(stored(makers.upload(strand.region, "Privat navn.txt")).pk)
    path = Path(log.read_text().strip())
    assert "Privat" not in path.name
    assert not path.exists()


def test_a_scan_that_hangs_leaves_the_file_waiting_and_is_tried_again(
    command: Path, strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = stored(makers.upload(strand.region))
    command.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    monkeypatch.setattr(scanning, "SECONDS", 0.2)
    with pytest.raises(subprocess.TimeoutExpired):  # which the backend takes for «once more»
        tasks.scan.call(file.pk)
    file.refresh_from_db()
    assert file.verdict == Verdict.WAITING

    command.write_text(f"#!{sys.executable}\n")
    tasks.scan.call(file.pk)
    file.refresh_from_db()
    assert file.verdict == Verdict.ACCEPTED


@pytest.mark.parametrize("code", [2, 127])
def test_a_scan_that_ends_without_a_verdict_leaves_the_file_waiting_and_is_tried_again(
    command: Path, strand: Strand, code: int
) -> None:
    """As clamdscan ends with 2 while its daemon is down."""
    file = stored(makers.upload(strand.region))
    command.write_text(f"#!{sys.executable}\nimport sys\nsys.exit({code})\n")
    with pytest.raises(subprocess.CalledProcessError):
        tasks.scan.call(file.pk)
    file.refresh_from_db()
    assert file.verdict == Verdict.WAITING


def test_a_command_that_is_not_there_leaves_the_file_waiting(command: Path, strand: Strand) -> None:
    file = stored(makers.upload(strand.region))
    command.unlink()
    with pytest.raises(FileNotFoundError):
        tasks.scan.call(file.pk)
    file.refresh_from_db()
    assert file.verdict == Verdict.WAITING


def test_what_still_waits_is_sent_again_by_a_command(command: Path, strand: Strand) -> None:
    for text in (b"Vedtatt.", b"Utsatt."):
        makers.upload(strand.region, data=text)
    out = StringIO()
    call_command("scan_evidence", stdout=out)
    assert out.getvalue() == "2 files are sent to the scan.\n"
    assert set(StoredFile.objects.values_list("verdict", flat=True)) == {Verdict.ACCEPTED}
    call_command("scan_evidence", stdout=out)
    assert out.getvalue().endswith("0 files are sent to the scan.\n")


@pytest.fixture
def refused(command: Path, strand: Strand) -> StoredFile:
    """A file that was taken for what it is not."""
    file = stored(makers.upload(strand.region, data=b"EICAR forklart."))
    tasks.scan.call(file.pk)
    command.write_text(f"#!{sys.executable}\n")
    return file


def test_what_was_refused_is_scanned_again_when_that_is_asked_for(refused: StoredFile) -> None:
    out = StringIO()
    call_command("scan_evidence", stdout=out)
    refused.refresh_from_db()
    assert (out.getvalue(), refused.verdict) == (
        "0 files are sent to the scan.\n", Verdict.QUARANTINED,
    )  # fmt: skip

    call_command("scan_evidence", "--refused", stdout=out)
    refused.refresh_from_db()
    assert refused.verdict == Verdict.ACCEPTED
    assert out.getvalue().endswith("1 files are sent to the scan.\n")


def test_without_a_scan_what_was_refused_stays_so(refused: StoredFile, settings: Settings) -> None:
    settings.EVIDENCE_SCAN = []
    with pytest.raises(CommandError, match="EVIDENCE_SCAN is not set"):
        call_command("scan_evidence", "--refused")
    refused.refresh_from_db()
    assert refused.verdict == Verdict.QUARANTINED


def test_what_waits_when_the_scan_is_given_up_is_accepted(
    command: Path, strand: Strand, settings: Settings
) -> None:
    file = stored(makers.upload(strand.region))
    settings.EVIDENCE_SCAN = []
    tasks.scan.call(file.pk)
    file.refresh_from_db()
    assert file.verdict == Verdict.ACCEPTED


@pytest.mark.parametrize("text", ["clamdscan", "{file}", "clamdscan 'file"])
def test_a_scan_command_that_names_no_file_stops_the_start(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVIDENCE_SCAN", text)
    with pytest.raises(
        ImproperlyConfigured,
        match=r"^EVIDENCE_SCAN is .*: write it as clamdscan --fdpass {file}\.$",
    ):
        scan_command("EVIDENCE_SCAN")


def test_a_scan_command_is_split_as_a_shell_would() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVIDENCE_SCAN", "'/opt/my scan' --path={file}")
        assert scan_command("EVIDENCE_SCAN") == ["/opt/my scan", "--path={file}"]
        patch.delenv("EVIDENCE_SCAN")
        assert scan_command("EVIDENCE_SCAN") == []


# Small pictures


def test_a_picture_gets_its_small_copy_after_the_commit(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as work:
        evidence = makers.upload(strand.region, "torget.jpg", files.picture())
        assert not stored(evidence).thumbnail
    assert len(work) == 1
    with stored(evidence).thumbnail.open("rb") as small:
        assert Image.open(small).size == (200, 320)


def test_what_is_no_picture_gives_no_work(
    strand: Strand, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as work:
        makers.upload(strand.region, "plan.pdf", files.PDF)
        makers.link(strand.region)
    assert work == []


def test_a_small_copy_is_made_once(strand: Strand) -> None:
    file = stored(makers.upload(strand.region, "torget.jpg", files.picture()))
    names = set()
    for _run in range(2):
        tasks.make_thumbnail.call(file.pk)
        file.refresh_from_db()
        names.add(file.thumbnail.name)
    assert len(names) == 1


def test_work_is_kept_in_the_database_until_a_worker_has_done_it(
    strand: Strand, settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    """The backend that an installation has: nothing but ids goes into its table."""
    settings.TASKS = {"default": {"BACKEND": "django_ox.backend.OxBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        evidence = makers.upload(strand.region, "torget.jpg", files.picture())
    assert not stored(evidence).thumbnail
    kept = OxTask.objects.get(task_path="checkpoints.tasks.make_thumbnail")
    assert kept.args == [stored(evidence).pk]
