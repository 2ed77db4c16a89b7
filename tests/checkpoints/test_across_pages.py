"""The pages of a milestone and of a checkpoint across regions, and the way there and back."""

import re
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Phase, Status
from regions.models import Region, User
from tests import makers

pytestmark = pytest.mark.django_db

MILESTONE = "/oversikt/milepel/fase/m1/"
CHECKPOINT = "/oversikt/milepel/fase/m1/c1/"
MARCH = "2016-03-01"


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def alta(phase: Phase) -> Region:
    return makers.make_region("Alta", slug="alta")


@pytest.fixture
def orsta(alta: Region) -> Region:
    return makers.make_region("Ørsta", slug="orsta")


type Read = Callable[..., Any]


@pytest.fixture
def read(client: Client) -> Read:
    """What someone gets, by default of the programme staff."""

    def read(path: str, person: User | None = None) -> Any:
        client.force_login(person or makers.staff())
        return client.get(path)

    return read


def text(response: Any) -> str:
    found: str = response.content.decode()
    return found


def rows(response: Any) -> list[str]:
    """The rows of regions, as they stand in the page."""
    return re.findall(
        r'<tr role="row"[^>]*><th role="rowheader".*?</tr>', text(response), re.DOTALL
    )


def states(row: str) -> list[str]:
    return re.findall(r'<td [^>]*data-state="(\w+)"', row)


# A milestone across regions


def test_a_region_has_a_row_with_its_state_and_each_checkpoint(
    read: Read, alta: Region, orsta: Region
) -> None:
    makers.assess(makers.main_strand(alta), 1, 1, met_on=date(2016, 2, 15))
    makers.assess(makers.main_strand(orsta), 1, 2, Status.ON_HOLD)
    first, second = rows(read(MILESTONE))
    assert states(first) == ["in_progress", "met", "not_started", "not_started"]
    assert states(second) == ["on_hold", "not_started", "on_hold", "not_started"]
    assert 'href="/regioner/alta/lop/1/m1/#c1"' in first
    assert "15.\N{NO-BREAK SPACE}feb.\N{NO-BREAK SPACE}2016" in first


def test_a_parallel_strand_stands_below_its_regions_main_one(read: Read, alta: Region) -> None:
    makers.parallel_strand(alta, alta.strands.get().phase.milestones.all()[0], "Handel & vandel")
    main, parallel = rows(read(MILESTONE))
    assert "Handel &amp; vandel" not in main
    assert "Handel &amp; vandel" in parallel
    assert 'href="/regioner/alta/lop/2/m1/#c1"' in parallel


def test_what_is_due_and_has_passed_is_late(read: Read, alta: Region) -> None:
    strand = makers.main_strand(alta)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, due_on=date(2016, 11, 19))
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, due_on=date(2016, 11, 20))
    (row,) = rows(read(MILESTONE))
    assert row.count('<small data-state="late">') == 1


def test_each_checkpoint_says_how_many_regions_have_met_it(
    read: Read, alta: Region, orsta: Region
) -> None:
    for region in (alta, orsta):
        makers.assess(makers.main_strand(region), 1, 1)
    makers.ask(makers.main_strand(orsta), 1, 1)
    page = read(MILESTONE).context["page"]
    assert [(one.met, one.asking) for one in page.checkpoints] == [(2, 1), (0, 0), (0, 0)]
    assert page.regions == 2


def test_the_states_in_sum_lead_to_the_regions_that_are_in_them(
    read: Read, alta: Region, orsta: Region
) -> None:
    makers.assess(makers.main_strand(alta), 1, 1, Status.ON_HOLD)
    makers.plan(makers.main_strand(orsta), 1, "2016-01-01", "2016-10-01")
    found = {one.state: one for one in read(MILESTONE).context["page"].states}
    assert {state: one.count for state, one in found.items()} == {
        "late": 1, "not_started": 1, "on_hold": 1,
    }  # fmt: skip
    (row,) = rows(read(f"{MILESTONE}{found['on_hold'].address}"))
    assert "Alta" in row
    (row,) = rows(read(f"{MILESTONE}{found['late'].address}"))
    assert "Ørsta" in row


def test_filters_choose_regions_and_leave_the_counts_alone(
    read: Read, alta: Region, orsta: Region
) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    response = read(f"{MILESTONE}?q=%C3%B8rst")
    assert [name for name in ("Alta", "Ørsta") for row in rows(response) if name in row] == [
        "Ørsta"
    ]
    assert response.context["page"].checkpoints[0].met == 1


def test_an_earlier_day_is_shown_as_it_stood(read: Read, alta: Region) -> None:
    strand = makers.main_strand(alta)
    makers.assess(strand, 1, 1, when="2016-02-15")
    makers.assess(strand, 1, 2, when="2016-04-01")
    (row,) = rows(read(f"{MILESTONE}?as_of={MARCH}"))
    assert states(row) == ["in_progress", "met", "not_started", "not_started"]
    assert f'href="/regioner/alta/lop/1/m1/?as_of={MARCH}#c1"' in row


def test_a_milestone_of_another_phase_is_shown_without_its_states_in_sum(
    read: Read, alta: Region
) -> None:
    earlier = makers.small_programme(milestones=1, checkpoints=2, slug="tidlig")
    Phase.objects.filter(pk=earlier.pk).update(
        starts_on=date(2014, 1, 1), ends_on=date(2015, 6, 30)
    )
    makers.assess(makers.main_strand(alta, earlier), 1, 1)
    page = read("/oversikt/milepel/tidlig/m1/?status=on_hold&q=alt").context["page"]
    assert (page.states, page.brief, page.ignores_states) == ((), "", True)
    assert [one.met for one in page.checkpoints] == [1, 0]
    (row,) = rows(read("/oversikt/milepel/tidlig/m1/?status=on_hold&q=alt"))
    assert states(row) == ["in_progress", "met", "not_started"]


def test_a_milestone_without_checkpoints_has_rows(read: Read, phase: Phase, alta: Region) -> None:
    milestone = phase.milestones.create(slug="tom", position=3, nb="Tom", source="nb")
    (row,) = rows(read(f"/oversikt/milepel/fase/{milestone.slug}/"))
    assert states(row) == ["not_started"]


@pytest.mark.parametrize(
    ("number", "path", "queries"),
    [
        (1, MILESTONE, 12),
        (3, MILESTONE, 12),
        (1, f"{MILESTONE}?as_of={MARCH}", 14),
        (3, f"{MILESTONE}?as_of={MARCH}", 14),
        (1, f"{MILESTONE}?q=region", 12),
        (3, f"{MILESTONE}?q=region", 12),
        (1, CHECKPOINT, 12),
        (3, CHECKPOINT, 12),
        (1, f"{CHECKPOINT}?as_of={MARCH}", 12),
        (3, f"{CHECKPOINT}?as_of={MARCH}", 12),
        (1, f"{CHECKPOINT}?q=region", 13),
        (3, f"{CHECKPOINT}?q=region", 13),
    ],
)
def test_the_pages_cost_the_same_for_any_number_of_regions(
    client: Client,
    phase: Phase,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    path: str,
    queries: int,
) -> None:
    second = phase.milestones.all()[0]
    for place in range(number):
        region = makers.make_region(f"Region {place}")
        makers.parallel_strand(region, second, "Handel")
        for strand in region.strands.all():
            makers.assess(strand, 1, 1)
            makers.plan(strand, 1, "2016-01-01", "2016-10-01")
        makers.ask(strand, 1, 2)
        makers.share(strand, 1, 1)
    client.force_login(makers.staff())
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("path", "coordinator", "ministry"), [(MILESTONE, 12, 12), (CHECKPOINT, 12, 9)]
)
def test_others_cost_no_more_than_the_staff(
    client: Client,
    alta: Region,
    orsta: Region,
    django_assert_num_queries: DjangoAssertNumQueries,
    path: str,
    coordinator: int,
    ministry: int,
) -> None:
    for person, queries in (
        (makers.coordinator_of(alta), coordinator),
        (makers.ministry(), ministry),
    ):
        client.force_login(person)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == HTTPStatus.OK


# A checkpoint across regions


def listed(response: Any) -> list[tuple[str, str]]:
    return [(one.at.region_name, one.at.status) for one in response.context["page"].listed]


def test_the_staff_read_where_every_strand_stands(read: Read, alta: Region, orsta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1, met_on=date(2016, 2, 15))
    response = read(CHECKPOINT)
    assert listed(response) == [("Alta", "met"), ("Ørsta", "not_started")]
    assert 'href="/regioner/alta/lop/1/m1/#c1"' in text(response)


def test_what_is_past_its_date_says_so_in_a_sign_and_words(
    read: Read, alta: Region, orsta: Region
) -> None:
    for region, due in ((alta, date(2016, 11, 19)), (orsta, date(2016, 11, 20))):
        strand = makers.main_strand(region)
        makers.assess(strand, 1, 1, Status.IN_PROGRESS, due_on=due)
    page = text(read(CHECKPOINT))
    table = page.partition("strands-at")[2].partition("<tbody>")[2]
    late, due_today = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[:2]
    assert late.count('<span class="sign" data-sign="late" aria-hidden="true"></span>') == 1
    assert 'data-sign="late"' not in due_today


def test_the_strands_at_one_status_can_be_listed_alone(
    read: Read, alta: Region, orsta: Region
) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    response = read(f"{CHECKPOINT}?vurdering=not_started")
    assert listed(response) == [("Ørsta", "not_started")]
    assert response.context["page"].leaves.found.count == 1
    assert [one.count for one in response.context["page"].statuses] == [1, 1]


def test_a_status_that_is_none_is_said_and_does_not_filter(
    read: Read, alta: Region, orsta: Region
) -> None:
    response = read(f"{CHECKPOINT}?vurdering=%3Cb%3Etull")
    assert len(listed(response)) == 2
    assert "&lt;b&gt;tull" in text(response)


def test_chosen_regions_alone_are_listed_and_all_are_counted(
    read: Read, alta: Region, orsta: Region
) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    makers.assess(makers.main_strand(orsta), 1, 2, Status.ON_HOLD)
    response = read(f"{CHECKPOINT}?status=on_hold")
    assert listed(response) == [("Ørsta", "not_started")]
    assert response.context["page"].met == 1


def test_a_page_beyond_the_last_shows_the_last(read: Read, phase: Phase) -> None:
    for place in range(51):
        makers.make_region(f"Region {place:02}")
    response = read(f"{CHECKPOINT}?side=7")
    assert listed(response) == [("Region 50", "not_started")]
    leaves = response.context["page"].leaves
    assert (leaves.missing, leaves.first, leaves.last) == (7, 51, 51)


def test_it_says_how_the_count_grew_from_event_to_event(
    read: Read, phase: Phase, alta: Region
) -> None:
    event = phase.events.create(
        kind="gathering", number=1, slug="samling-1", position=1,
        starts_on=date(2016, 2, 2), ends_on=date(2016, 2, 3), changed_at=makers.FIRST, revision=1,
    )  # fmt: skip
    makers.assess(makers.main_strand(alta), 1, 1, when="2016-02-03")
    page = read(CHECKPOINT).context["page"]
    assert [(point.word, grown.met) for point, grown in page.growth] == [(event.slug, 1)]
    assert page.met == 1


def test_who_asks_stands_beside_those_who_can_help(read: Read, alta: Region, orsta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    question = makers.ask(makers.main_strand(orsta), 1, 1)
    between = read(CHECKPOINT).context["page"].between
    (pair,) = between.asked
    assert (pair.facts.pk, [one.name for one in pair.helpers]) == (question.pk, ["Alta"])
    assert between.sharing == ()


def test_a_region_that_could_help_says_since_when_and_leads_there(
    read: Read, alta: Region, orsta: Region
) -> None:
    makers.assess(makers.main_strand(alta), 1, 1, met_on=date(2016, 2, 1))
    makers.ask(makers.main_strand(orsta), 1, 1)
    page = text(read(CHECKPOINT))
    helper = page.partition('<ul class="could-help">')[2].partition("</ul>")[0]
    assert '<a href="/regioner/alta/lop/1/m1/#c1">Alta</a>' in helper
    assert "1.\u00a0feb.\u00a02016" in helper
    assert 'href="?vurdering=met#alle">All' in page.partition("could-help")[2]


def test_who_has_answered_is_named_as_that(read: Read, alta: Region, orsta: Region) -> None:
    makers.assess(makers.main_strand(alta), 1, 1)
    makers.answer(makers.ask(makers.main_strand(orsta), 1, 1), alta)
    (pair,) = read(CHECKPOINT).context["page"].between.asked
    assert (pair.answered, pair.helpers) == (("Alta",), ())


def test_the_one_who_asks_is_told_who_shares_and_no_more(
    read: Read, alta: Region, orsta: Region
) -> None:
    sharing = makers.make_region("Salten", slug="salten")
    for region in (alta, sharing):
        makers.assess(makers.main_strand(region), 1, 1)
    makers.share(makers.main_strand(sharing), 1, 1)
    makers.ask(makers.main_strand(orsta), 1, 1)
    response = read(CHECKPOINT, makers.coordinator_of(orsta))
    (pair,) = response.context["page"].between.asked
    assert [(one.name, one.opens) for one in pair.helpers] == [
        ("Salten", "/laering/fase/m1/c1/#salten-1")
    ]


def test_a_region_is_not_named_as_its_own_helper(read: Read, alta: Region) -> None:
    parallel = makers.parallel_strand(alta, alta.strands.get().phase.milestones.all()[0], "Handel")
    makers.assess(makers.main_strand(alta), 1, 1)
    makers.ask(parallel, 1, 1)
    (pair,) = read(CHECKPOINT).context["page"].between.asked
    assert pair.helpers == ()


def test_between_regions_is_about_today(read: Read, alta: Region) -> None:
    assert read(f"{CHECKPOINT}?as_of={MARCH}").context["page"].between is None


def test_a_checkpoint_that_was_not_in_use_on_the_day_is_said_so(read: Read, phase: Phase) -> None:
    makers.add_checkpoint(phase.milestones.all()[0], "ny", since=date(2016, 6, 1))
    assert read("/oversikt/milepel/fase/m1/ny/").status_code == HTTPStatus.OK
    response = read(f"/oversikt/milepel/fase/m1/ny/?as_of={MARCH}")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert response.templates[0].name == "checkpoints/checkpoint_not_in_use.html"
    assert f'href="/oversikt/milepel/fase/m1/?as_of={MARCH}"' in text(response)


# Bad input


@pytest.mark.parametrize("path", [MILESTONE, CHECKPOINT])
@pytest.mark.parametrize(
    "query",
    [
        "q=%27%22%25_%5C%F0%9F%92%A9",
        "fylke=tull&milepel=tull&status=tull&sorter=tull&side=-1&antall=3&vurdering=met%00",
        "side=99999999999999999999999&antall=400",
        "ikke-bekreftet-siden=1016-13-45",
        "&".join(f"x{n}=y" for n in range(100)),
        "vurdering=met&vurdering=on_hold",
        "q=" + "x" * 5000,
    ],
)
def test_what_is_not_understood_breaks_nothing(
    read: Read, alta: Region, path: str, query: str
) -> None:
    assert read(f"{path}?{query}").status_code == HTTPStatus.OK


@pytest.mark.parametrize("path", [MILESTONE, CHECKPOINT])
@pytest.mark.parametrize("query", ["as_of=tull", "as_of=2031-01-01", "since=tull"])
def test_a_day_that_is_none_is_said(read: Read, alta: Region, path: str, query: str) -> None:
    assert read(f"{path}?{query}").status_code == HTTPStatus.BAD_REQUEST


# The way there and back


def test_links_keep_the_regions_that_were_chosen(read: Read, alta: Region) -> None:
    query = "?q=al&amp;sorter=endret&amp;as_of=2016-03-01"
    page = text(read(f"{MILESTONE}?q=al&sorter=endret&as_of=2016-03-01"))
    assert f'<a href="/oversikt/{query}">' in page
    assert f'<a href="{CHECKPOINT}{query}">' in page
    assert f'href="/regioner/alta/lop/1/m1/{query}#c1"' in page


def test_the_status_that_is_listed_leads_nowhere_else(read: Read, alta: Region) -> None:
    page = text(read(f"{CHECKPOINT}?q=al&vurdering=not_started"))
    assert '<a href="/oversikt/?q=al">' in page
    assert f'<a href="{MILESTONE}?q=al">' in page
    assert 'href="/regioner/alta/lop/1/m1/?q=al#c1"' in page


@pytest.mark.parametrize("path", ["/regioner/alta/", "/regioner/alta/lop/1/m1/"])
def test_a_region_reached_from_the_overview_leads_back_to_it(
    read: Read, alta: Region, path: str
) -> None:
    coordinator = makers.coordinator_of(alta)
    page = text(read(f"{path}?fylke=15&q=a%26b&next=//evil.no&as_of=2016-03-01", coordinator))
    assert '<a href="/oversikt/?q=a%26b&amp;fylke=15&amp;as_of=2016-03-01">' in page
    assert 'href="//evil.no' not in page


@pytest.mark.parametrize("path", ["/regioner/alta/", "/regioner/alta/lop/1/m1/"])
def test_the_overview_is_home_to_the_staff_alone(read: Read, alta: Region, path: str) -> None:
    crumb = '<li><a href="/oversikt/">'
    assert crumb in text(read(path)).partition("<main")[2]
    assert crumb not in text(read(path, makers.coordinator_of(alta))).partition("<main")[2]


def test_a_regions_milestone_leads_to_all_regions(read: Read, alta: Region) -> None:
    page = text(read("/regioner/alta/lop/1/m1/?q=al", makers.coordinator_of(alta)))
    assert f'<a href="{MILESTONE}?q=al">' in page


def test_the_learning_page_and_the_checkpoint_across_lead_to_each_other(
    read: Read, alta: Region
) -> None:
    learning = "/laering/fase/m1/c1/"
    assert f'<a href="{CHECKPOINT}">' in text(read(learning))
    assert f'<a href="{learning}">' in text(read(CHECKPOINT))
