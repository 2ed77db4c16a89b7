"""The editions that belong to a programme's report: which, in which order, with which paper."""

import hashlib
from datetime import date

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from regions.models import ParticipationRole, Region, User
from reports import actions
from reports.codes import in_groups
from reports.models import Edition, Report, Round
from reports.programme.annexes import annexes_of, editions_that_hold
from reports.programme.content import Annex
from reports.programme.wording import no_county
from tests import makers

PAPER = b"%PDF-1.7 med \x00 og mer"


@pytest.fixture
def regions(db: None) -> list[Region]:
    makers.small_programme()
    return [makers.make_region(name, slug=slug) for name, slug in NAMED]


NAMED = (("Ås", "aas"), ("Alta", "alta"), ("Bø", "bo"))


@pytest.fixture
def asking(regions: list[Region]) -> Round:
    return makers.ask_for_reports(*regions, due_on=date(2016, 11, 15))


@pytest.fixture
def ola(db: None) -> User:
    return makers.staff()


def handed_in(region: Region, asking: Round) -> Edition:
    return makers.hand_in(report(region, asking), makers.coordinator_of(region))


def report(region: Region, asking: Round) -> Report:
    return makers.report_of(region, asking)


def test_they_come_by_the_regions_names_with_their_papers(
    regions: list[Region], asking: Round
) -> None:
    aas, alta, _ = regions
    makers.take_part(alta, makers.make_municipality(county="Finnmark"), ParticipationRole.HOST)
    last, first = handed_in(aas, asking), handed_in(alta, asking)
    makers.make_paper(first, PAPER)
    event = asking.event.slug
    with override("nb"):
        outside = no_county()
    assert annexes_of(asking) == (
        Annex(
            edition=first.pk, region="Alta", region_slug="alta", county="Finnmark", number=1,
            stage="submitted", label="levert", handed_in_on=date(2016, 11, 20), days_late=5,
            code=in_groups(first.code), file_name=f"{event}-alta-utgave-1.pdf",
            sha256=hashlib.sha256(PAPER).hexdigest(), size=len(PAPER),
        ),
        Annex(
            edition=last.pk, region="Ås", region_slug="aas", county=outside, number=1,
            stage="submitted", label="levert", handed_in_on=date(2016, 11, 20), days_late=5,
            code=in_groups(last.code), file_name=f"{event}-aas-utgave-1.pdf", sha256="", size=0,
        ),
    )  # fmt: skip


def test_only_the_newest_of_what_is_handed_in_or_approved_belongs_to_it(
    regions: list[Region], asking: Round, ola: User
) -> None:
    returned, again, withdrawn = regions
    first = handed_in(again, asking)
    for region in (returned, again):
        if region == returned:
            handed_in(region, asking)
        row = report(region, asking)
        actions.send_back(by=ola, report=row, expected_revision=row.revision, reason="Mer.")
    second = handed_in(again, asking)
    row = report(again, asking)
    actions.approve(by=ola, report=row, expected_revision=row.revision)
    actions.withdraw_edition(by=ola, edition=handed_in(withdrawn, asking), reason="Feil tall.")
    assert first.pk != second.pk
    assert [(one.pk, one.number, str(one.stage)) for one in editions_that_hold(asking)] == [
        (second.pk, 2, "approved")
    ]


def test_reports_to_another_round_or_no_longer_asked_for_are_none(
    regions: list[Region], asking: Round
) -> None:
    aas, alta, bo = regions
    handed_in(aas, makers.ask_for_reports(aas))
    here = handed_in(bo, asking)
    row = report(alta, asking)
    assert not row.edition
    assert [one.pk for one in editions_that_hold(asking)] == [here.pk]


def test_it_says_whose_paper_is_not_made_yet(regions: list[Region], asking: Round) -> None:
    made, waiting = handed_in(regions[1], asking), handed_in(regions[0], asking)
    makers.make_paper(made, PAPER)
    assert {one.pk: one.has_file for one in editions_that_hold(asking)} == {
        made.pk: True,
        waiting.pk: False,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_takes_two_queries(
    regions: list[Region],
    asking: Round,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for region in regions[:count]:
        makers.make_paper(handed_in(region, asking), PAPER)
    with django_assert_num_queries(1):
        assert len(editions_that_hold(asking)) == count
    asked = Round.objects.select_related("event__phase__programme").get(pk=asking.pk)
    with django_assert_num_queries(2) as captured:
        assert len(annexes_of(asked)) == count
    asked_for = captured[0]["sql"].split("FROM")[0]
    assert '"content"' not in asked_for.replace('LENGTH("reports_editionfile"."content")', "")
