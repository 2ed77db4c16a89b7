"""The files of a bundle say what they are to, and nothing that was altered leaves the house."""

import csv
import hashlib
import io
import json
import logging
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from checkpoints.exports.overview import COLUMNS, OWN, STANDING
from checkpoints.models import Status
from regions import clock
from regions.models import Region, User
from reports.bundles.sending import content_of, zip_facts, zip_of
from reports.canonical import checksum
from reports.integrity import AlteredError
from reports.models import Bundle, BundlePart, EditionFile, Render, Round
from reports.programme.content import from_json
from reports.programme.layout import layout_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(asking: Round, ola: User) -> Bundle:
    return makers.make_bundle(asking, ola)


def part(bundle: Bundle, ending: str) -> BundlePart:
    return bundle.parts.get(name__endswith=ending)


def lines_of(bundle: Bundle, ending: str) -> list[list[str]]:
    text = content_of(part(bundle, ending)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_each_part_has_the_checksum_and_size_of_its_bytes(bundle: Bundle) -> None:
    for one in bundle.parts.all():
        content = content_of(one)
        assert (one.sha256, one.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_the_manifest_checks_out_once_the_zip_is_unpacked(bundle: Bundle, tmp_path: Path) -> None:
    if not (tool := shutil.which("sha256sum")):
        pytest.skip("This system has no sha256sum.")
    with zipfile.ZipFile(io.BytesIO(b"".join(zip_of(bundle)))) as archive:
        archive.extractall(tmp_path)
    command = [tool, "--strict", "-c", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    others = [one.name for one in bundle.parts.all() if one.name != "SHA256SUMS"]
    assert done.stdout.splitlines() == [f"{name}: OK" for name in others]


def test_the_length_of_the_zip_is_known_before(bundle: Bundle) -> None:
    assert zip_facts(bundle).length == len(b"".join(zip_of(bundle)))


def test_the_papers_of_the_editions_are_those_that_are_kept(bundle: Bundle) -> None:
    kept = {bytes(file.content) for file in EditionFile.objects.all()}
    assert {content_of(one) for one in bundle.parts.exclude(edition=None)} == kept


def test_the_data_is_what_was_frozen(bundle: Bundle) -> None:
    assert content_of(part(bundle, ".json")).decode() == bundle.content
    assert checksum(bundle.content) == bundle.content_sha256
    assert len(json.loads(bundle.content)["annexes"]) == 2


@pytest.mark.parametrize("frozen", [True, False])
def test_it_names_the_day_of_the_status_and_that_of_the_reports(
    regions: list[Region], ola: User, frozen: bool
) -> None:
    """What is handed in after the round is frozen is enclosed all the same."""
    freeze = date(2016, 10, 15)
    asking = makers.ask_for_reports(*regions, frozen_on=freeze if frozen else None)
    makers.hand_in(makers.report_of(regions[0], asking), makers.coordinator_of(regions[0]))
    bundle = makers.make_bundle(asking, ola)
    about = " ".join(content_of(part(bundle, "LESMEG.txt")).decode().split())
    days = ["15. oktober 2016", "20. november 2016"]
    assert [one for one in days if one in about] == (days if frozen else days[1:])
    found = from_json(bundle.content)
    assert [one.handed_in_on for one in found.annexes] == [found.reports_on] == [clock.today()]
    with override("nb"):
        front = render_to_string(
            "reports/programme/_front.html", {"content": found, "layout": layout_of(found)}
        )
    assert [one for one in days if one in front] == (days if frozen else days[1:])


def test_the_numbers_are_told_as_the_funder_may_read_them(
    asking: Round, regions: list[Region], ola: User
) -> None:
    makers.assess(makers.main_strand(regions[0]), 1, 1, Status.MET)
    makers.assess(makers.main_strand(regions[0]), 1, 3, Status.MET)  # the only question there
    headings, *lines = lines_of(makers.make_bundle(asking, ola), "2016-11-20.csv")
    assert [line[0] for line in lines] == ["Alta", "Alta", "Hamar", "Hamar", "Ås", "Ås"]
    columns = [str(column.heading) for column in COLUMNS]
    assert headings == columns
    met, own = columns.index(str(STANDING[2].heading)), columns.index(str(OWN[1].heading))
    assert [(line[met], line[own]) for line in lines[:2]] == [("2", ""), ("0", "")]


def test_the_evidence_is_what_the_editions_list(regions: list[Region], ola: User) -> None:
    asking = makers.ask_for_reports(*regions, lists_evidence=True)
    strand = makers.main_strand(regions[0])
    evidence = makers.upload(regions[0], "Mandat.txt", b"Vedtatt.", title="Mandat")
    makers.attach(evidence, strand, 1, makers.wording(strand, 1, 1).checkpoint)
    makers.assess(strand, 1, 1)
    makers.hand_in(makers.report_of(regions[0], asking), makers.coordinator_of(regions[0]))
    makers.link(regions[1])  # backs nothing, and nothing is handed in
    _headings, *lines = lines_of(makers.make_bundle(asking, ola), "oversikt.csv")
    assert [[*line[:2], *line[3:5], *line[7:]] for line in lines] == [
        ["Alta", "1", "Mandat", "Mandat.txt", "8", hashlib.sha256(b"Vedtatt.").hexdigest()]
    ]


def test_the_evidence_is_told_in_one_language(regions: list[Region], ola: User) -> None:
    """An edition keeps the words that it was handed in with; the table has its own."""
    asking = makers.ask_for_reports(*regions, lists_evidence=True)
    for region, language in zip(regions[:2], ("nb", "nn"), strict=True):
        Region.objects.filter(pk=region.pk).update(language=language)
        region.refresh_from_db()
        strand = makers.main_strand(region)
        checkpoint = makers.wording(strand, 1, 1).checkpoint
        makers.attach(makers.link(region), strand, 1, checkpoint)
        makers.attach(makers.upload(region, "Mandat.txt", b"Vedtatt."), strand, 1, checkpoint)
        makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
    _headings, *lines = lines_of(makers.make_bundle(asking, ola), "oversikt.csv")
    assert [line[0] for line in lines] == ["Alta"] * 2 + ["Hamar"] * 2
    assert {line[5] for line in lines} == {"lenke", "tekstfil"}


def test_two_workbooks_of_the_same_numbers_are_the_same_bytes(asking: Round, ola: User) -> None:
    first = content_of(part(makers.make_bundle(asking, ola), ".xlsx"))
    Bundle.objects.all().delete()
    assert content_of(part(makers.make_bundle(asking, ola), ".xlsx")) == first


def test_what_is_altered_is_not_given_and_the_log_says_so(
    bundle: Bundle, caplog: pytest.LogCaptureFixture
) -> None:
    Render.objects.update(paper=b"%PDF altered")
    altered = bundle.parts.exclude(render=None).get()
    with caplog.at_level(logging.ERROR), pytest.raises(AlteredError):
        content_of(altered)
    assert altered.name in caplog.text


def test_a_zip_with_an_altered_file_breaks_off(bundle: Bundle) -> None:
    last = bundle.parts.exclude(edition=None).latest("position")
    BundlePart.objects.filter(pk=last.pk).update(sha256="0" * 64)
    pieces = zip_of(bundle)
    sent = b"".join(next(pieces) for _each in range(last.position - 1))
    with pytest.raises(AlteredError):
        next(pieces)
    assert not zipfile.is_zipfile(io.BytesIO(sent))
