"""The regions' reports inside the programme's: each as it was handed in, or no paper at all."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.models import EditionFile, Round
from reports.pdf import PaperError
from reports.programme.content import ProgrammeContent, to_json
from reports.programme.content_csv import content_csv
from reports.programme.gather import gather_programme
from reports.programme.paper import programme_html, programme_pdf, set_programme
from reports.tasks import make_file
from tests import makers
from tests.reports.papers import faults, read, untagged

pytestmark = pytest.mark.pdf


@pytest.fixture
def asking(db: None) -> Round:
    """Two regions have handed in; a third has not."""
    phase = makers.small_programme()
    regions = [makers.make_region(name) for name in ("Salten", "Ålesund", "Hamar")]
    for one in regions:
        makers.main_strand(one, phase)
    asking = makers.ask_for_reports(*regions)
    for one in regions[:2]:
        edition = makers.hand_in(makers.report_of(one, asking), makers.coordinator_of(one))
        make_file.func(edition.pk)
    return asking


@pytest.fixture
def content(asking: Round) -> ProgrammeContent:
    return gather_programme(asking)


def test_the_editions_lie_in_it_byte_for_byte(content: ProgrammeContent) -> None:
    pdf = set_programme(to_json(content))
    assert faults(pdf) == []
    assert untagged(pdf) == []
    papers = dict(EditionFile.objects.values_list("edition", "content"))
    inside = {name: files[0] for name, files in read(pdf).attachments.items()}
    assert inside == {
        **{one.file_name: bytes(papers[one.edition]) for one in content.annexes},
        f"{content.file_name}.json": to_json(content).encode(),
        f"{content.file_name}.csv": content_csv(content),
    }
    assert len(inside) == 4
    assert [hashlib.sha256(inside[one.file_name]).hexdigest() for one in content.annexes] == [
        one.sha256 for one in content.annexes
    ]


def test_an_annex_is_a_supplement_and_the_content_is_data(content: ProgrammeContent) -> None:
    linked: Any = read(set_programme(to_json(content))).root_object["/AF"]
    kinds = {one.get_object()["/UF"]: one.get_object()["/AFRelationship"] for one in linked}
    assert kinds == {
        **dict.fromkeys((one.file_name for one in content.annexes), "/Supplement"),
        f"{content.file_name}.json": "/Data",
        f"{content.file_name}.csv": "/Data",
    }


def test_the_same_content_is_the_same_paper(content: ProgrammeContent) -> None:
    assert set_programme(to_json(content)) == programme_pdf(content)


@pytest.mark.parametrize("facts", [{"sha256": "0" * 64}, {"edition": 0}])
def test_an_edition_that_is_missing_or_another_ends_it(
    content: ProgrammeContent, facts: dict[str, Any]
) -> None:
    first, *rest = content.annexes
    with pytest.raises(PaperError, match="SHA-256"):
        programme_pdf(replace(content, annexes=(replace(first, **facts), *rest)))


def test_the_editions_are_read_in_one_query(
    content: ProgrammeContent, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        programme_pdf(content)
    with django_assert_num_queries(0):
        programme_html(content)
