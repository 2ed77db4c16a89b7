"""A gathering's agenda and groups on paper: the same for all who come, whole, and valid."""

import re
from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus

import pytest
from pytest_django import DjangoAssertNumQueries

from regions.clock import OSLO
from regions.models import Region, User
from regions.wording import Text
from reports import actions
from reports.access.gatherings import GatheringPlace, gathering_to_see
from reports.gathering.content import GatheringContent, Group, Point, from_json, to_json
from reports.gathering.gather import gather_gathering
from reports.gathering.paper import gathering_html, set_gathering
from reports.gathering.wording import duration
from reports.models import Gathering, Paper, Render
from tests import makers
from tests.reports.gathering.test_preparing import at
from tests.reports.papers import faults, text_of
from tests.reports.stages.stepping import client_of

CONTENT = GatheringContent(
    language="nb",
    programme="Byregionprogrammet",
    phase=Text("Fase 2", "nb"),
    event="samling-3",
    name="Samling 3",
    starts_on=date(2017, 3, 21),
    ends_on=date(2017, 3, 22),
    place="Bodø",
    changed_at=datetime(2016, 11, 14, 10, tzinfo=OSLO),
    demo=False,
    agenda=(Point("Velkommen", "Kaffe fra ni", 15), Point("Arbeid i grupper", "", None)),
    groups=(
        Group(1, Text("Strategiar er vedtekne", "nn"), ("Alta", "Bodø")),
        Group(2, None, ("Salten", "Ytre Ryfylke")),
    ),
)
NOTHING = replace(CONTENT, starts_on=None, ends_on=None, place="", agenda=(), groups=())


def test_it_comes_back_from_json_as_it_was() -> None:
    assert [from_json(to_json(one)) for one in (CONTENT, NOTHING)] == [CONTENT, NOTHING]


def test_the_agenda_takes_as_long_as_on_the_page(place: GatheringPlace, ola: User) -> None:
    for heading, minutes in (("Velkommen", 15), ("Grupper", 90), ("Slutt", None)):
        actions.add_agenda_item(by=ola, event=place.event, heading=heading, minutes=minutes)
    paper = gathering_html(gather_gathering(place.gathering))
    page = client_of(ola).get(at(place.event)).content.decode()
    [told] = re.findall(r'<p class="sub">[^<]*1 [th] 45 min[^<]*</p>', paper)
    assert told in page


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="byregion-gathering/0"):
        from_json(to_json(CONTENT).replace("byregion-gathering/1", "byregion-gathering/0"))


def test_it_says_all_of_the_agenda_and_the_groups() -> None:
    html = gathering_html(CONTENT)
    points = ("Velkommen", "Kaffe fra ni", "Arbeid i grupper")
    told = (*points, "Alta", "Bodø", "Salten", "Ytre Ryfylke")
    assert [one for one in told if one not in html] == []
    assert '<span lang="nn">Strategiar er vedtekne</span>' in html


@pytest.mark.parametrize("content", [CONTENT, NOTHING], ids=["whole", "nothing"])
@pytest.mark.pdf
def test_it_keeps_to_both_standards_and_is_the_same_twice(content: GatheringContent) -> None:
    paper = set_gathering(to_json(content))
    assert faults(paper) == []
    assert set_gathering(to_json(content)) == paper


@pytest.mark.pdf
def test_groups_are_read_one_after_the_other() -> None:
    text = text_of(set_gathering(to_json(CONTENT)))
    places = [text.index(one) for one in ("Velkommen", "Alta", "Salten", "Ytre Ryfylke")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (120, "2 t"), (195, "3 t 15 min")]
)
def test_a_duration_is_told_in_hours(minutes: int, words: str) -> None:
    assert duration(minutes).replace("h", "t") == words


def test_the_paper_changes_with_what_it_says_and_not_with_the_day(
    place: GatheringPlace, ola: User
) -> None:
    before = gather_gathering(place.gathering)
    assert gather_gathering(place.gathering) == before
    actions.add_agenda_item(by=ola, event=place.event, heading="Velkommen")
    after = gather_gathering(place.gathering)
    assert [one.heading for one in after.agenda] == ["Velkommen"]
    assert after.changed_at > before.changed_at


def test_to_show_it_to_the_regions_leaves_the_paper_as_it_is(
    place: GatheringPlace, regions: tuple[Region, ...], ola: User
) -> None:
    def shown(is_shown: bool) -> GatheringContent:
        row.refresh_from_db()
        actions.publish_gathering(
            by=ola, gathering=row, expected_revision=row.revision, published=is_shown
        )
        return gather_gathering(row)

    nothing = gather_gathering(place.gathering)
    row = actions.publish_gathering(
        by=ola, gathering=place.gathering, expected_revision=0, published=True
    )
    assert gather_gathering(row) == nothing
    row = actions.make_groups(by=ola, gathering=row, expected_revision=1, group_size=2)
    grouped = gather_gathering(row)
    assert grouped.changed_at == row.changed_at > nothing.changed_at
    assert [shown(False), shown(True)] == [grouped] * 2
    actions.move_region(
        by=ola, gathering=row, expected_revision=row.revision, region=regions[0], to=None
    )
    assert gather_gathering(row).changed_at > grouped.changed_at


@pytest.mark.parametrize(("rows", "queries"), [(1, 6), (3, 6)])
def test_it_is_read_in_few_queries(
    place: GatheringPlace,
    regions: tuple[Region, ...],
    ola: User,
    rows: int,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        actions.add_agenda_item(by=ola, event=place.event, heading=f"Punkt {number}")
    makers.ask(makers.main_strand(regions[0]), 1, 1)
    makers.assess(makers.main_strand(regions[1]), 1, 1)
    row = actions.make_groups(by=ola, gathering=place.gathering, expected_revision=0, group_size=2)
    with django_assert_num_queries(queries):
        assert len(gather_gathering(row).agenda) == rows


@pytest.mark.pdf
def test_who_comes_reads_it_once_it_is_shown(place: GatheringPlace, ola: User, kari: User) -> None:
    address = at(place.event, "gathering_pdf")
    assert client_of(kari).get(address).status_code == HTTPStatus.NOT_FOUND
    assert not Render.objects.exists()
    actions.publish_gathering(
        by=ola, gathering=Gathering(event=place.event), expected_revision=0, published=True
    )
    answer = client_of(kari).get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert Render.objects.get().kind == Paper.GATHERING
    assert gathering_to_see(kari, *place.where).prepares is False
