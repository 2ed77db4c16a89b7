"""The pages of a round's bundles: the button, how far it is, what is in one, what goes wrong."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries, Settings

from regions.models import Region, User
from reports import actions
from reports.access.bundles import BundlesPlace
from reports.models import (
    Bundle,
    BundlePart,
    BundleState,
    EditionFile,
    Paper,
    Render,
    Round,
)
from reports.pages.bundles import bundles_page
from tests import makers
from tests.reports.bundles.pages import address, begun, main_of, words_of
from tests.reports.bundles.working import QUEUE

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


# The button


def test_the_button_begins_a_bundle_and_leads_back(
    olas: Client, ola: User, asking: Round, settings: Settings
) -> None:
    settings.TASKS = QUEUE
    answer = olas.post(address(asking))
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, address(asking))
    bundle = Bundle.objects.get()
    assert (bundle.round, bundle.asked_by, bundle.state) == (asking, ola, BundleState.MAKING)


def test_pressed_when_nothing_has_changed_the_page_says_so(
    olas: Client, ola: User, asking: Round
) -> None:
    bundle = makers.make_bundle(asking, ola)
    answer = olas.post(address(asking), follow=True)
    with override("nb"):
        said = gettext("Nothing has changed since the bundle was made.")
    assert [str(one) for one in answer.context["messages"]] == [said]
    assert Bundle.objects.get() == bundle


def test_the_ministry_does_not_press(livs: Client, asking: Round) -> None:
    assert livs.post(address(asking)).status_code == HTTPStatus.FORBIDDEN
    assert not Bundle.objects.exists()


# While it is made


def test_the_page_counts_the_papers_that_are_there(olas: Client, ola: User, asking: Round) -> None:
    begun(asking, ola)
    makers.make_paper(makers.report_of(Region.objects.get(name="Alta"), asking).edition)  # type: ignore[arg-type]  # handed in
    answer = olas.get(address(asking))
    progress = answer.context["page"].progress.progress
    assert (progress.editions_made, progress.editions, progress.papers) == (1, 2, 0)
    bar = re.search(r"<progress[^>]*>", answer.content.decode())
    assert bar is not None
    assert 'value="1" max="3"' in bar.group()


def test_it_comes_again_by_itself_without_a_script(olas: Client, ola: User, asking: Round) -> None:
    again = '<noscript><meta http-equiv="refresh" content="5"></noscript>'
    begun(asking, ola)
    assert again in olas.get(address(asking)).content.decode()
    Bundle.objects.all().delete()
    makers.make_bundle(asking, ola)
    assert again not in olas.get(address(asking)).content.decode()


def test_the_script_gets_how_far_it_is_and_in_the_end_the_page(
    olas: Client, ola: User, asking: Round
) -> None:
    bundle = begun(asking, ola)
    part = olas.get(address(asking), headers=HTMX)
    assert part.content.decode().startswith("<p")
    assert "HX-Refresh" not in part
    Bundle.objects.filter(pk=bundle.pk).delete()
    makers.make_bundle(asking, ola)
    assert olas.get(address(asking), headers=HTMX)["HX-Refresh"] == "true"


def test_where_nothing_was_made_for_minutes_it_says_so_and_offers_to_go_on(
    olas: Client, ola: User, asking: Round
) -> None:
    begun(asking, ola)
    assert olas.get(address(asking)).context["page"].progress.quiet_minutes == 0
    Bundle.objects.update(asked_at=makers.at("2016-11-19"))
    page = olas.get(address(asking))
    assert page.context["page"].progress.quiet_minutes > 2
    assert page.content.decode().count(f'action="{address(asking)}"') == 1
    assert olas.get(address(asking), headers=HTMX)["HX-Refresh"] == "true"  # with its buttons


def test_a_county_split_counts_its_papers(
    olas: Client, ola: User, asking: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.bundles.making.tell_of_file", lambda _edition: None)
    bundle = begun(asking, ola)
    for edition in asking.reports.exclude(edition=None):
        makers.make_paper(edition.edition)  # type: ignore[arg-type]  # handed in
    for number in (1, 2, 3):
        render = Render.objects.create(
            key=str(number), kind=Paper.PROGRAMME, content="{}", renderer="a press 1",
            asked_at=makers.FIRST,
        )  # fmt: skip
        if number == 1:
            Render.objects.update(paper=b"%PDF", sha256="0" * 64, made_at=makers.FIRST)
        BundlePart.objects.create(
            bundle=bundle, position=number + 2, name=str(number), size=0, render=render
        )
    progress = olas.get(address(asking)).context["page"].progress
    assert (progress.progress.made, progress.progress.of) == (3, 5)
    with override("nb"):
        words = gettext("%(n)d of %(of)d parts of the programme's report are ready.")
        assert progress.words.endswith(words % {"n": 1, "of": 3})


def test_who_stops_it_is_told_that_nothing_is_lost(olas: Client, ola: User, asking: Round) -> None:
    bundle = begun(asking, ola)
    answer = olas.post(address(asking, f"{bundle.pk}/stopp/"), follow=True)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.stopped_by) == (BundleState.STOPPED, ola)
    assert answer.context["page"].goes_on
    assert words_of(answer).count("Ola Dahl") == 1
    assert not list(answer.context["messages"])


def test_who_stops_what_is_finished_is_told_so(olas: Client, ola: User, asking: Round) -> None:
    bundle = makers.make_bundle(asking, ola)
    answer = olas.post(address(asking, f"{bundle.pk}/stopp/"), follow=True)
    (message,) = answer.context["messages"]
    assert message.level_tag == "error"
    assert Bundle.objects.get().state == BundleState.READY


def test_of_one_that_failed_the_page_says_which_papers_are_missing(
    olas: Client, ola: User, asking: Round
) -> None:
    bundle = begun(asking, ola)
    makers.make_paper(makers.report_of(Region.objects.get(name="Alta"), asking).edition)  # type: ignore[arg-type]  # handed in
    Bundle.objects.filter(pk=bundle.pk).update(
        state=BundleState.FAILED, ended_at=makers.at("2016-11-20")
    )
    answer = olas.get(address(asking))
    assert [one.region_name for one in answer.context["page"].missing.editions] == ["Hamar"]
    assert "Hamar" in words_of(answer)
    assert answer.context["page"].goes_on


# The ministry


def test_the_ministry_sees_what_is_ready_and_nothing_of_the_making(
    livs: Client, ola: User, asking: Round, regions: list[Region]
) -> None:
    ready = makers.make_bundle(asking, ola)
    makers.hand_in(makers.report_of(regions[2], asking), makers.coordinator_of(regions[2]))
    making = begun(asking, ola)
    answer = livs.get(address(asking))
    page = answer.context["page"]
    assert (page.newest.address, page.earlier) == (address(asking, f"{ready.pk}/"), ())
    assert "Ola Dahl" not in answer.content.decode()
    assert "<button" not in main_of(answer)
    for more in (f"{making.pk}/", f"{making.pk}.zip", f"{making.pk}/fil/1/"):
        assert livs.get(address(asking, more)).status_code == HTTPStatus.NOT_FOUND
    assert livs.post(address(asking, f"{making.pk}/stopp/")).status_code == HTTPStatus.NOT_FOUND
    assert livs.get(address(asking), headers=HTMX)["HX-Refresh"] == "true"


def test_the_ministry_finds_it_from_the_list_of_rounds(
    livs: Client, ola: User, asking: Round, regions: list[Region]
) -> None:
    other = makers.ask_for_reports(*regions)
    begun(other, ola)
    makers.make_bundle(asking, ola)
    makers.hand_in(makers.report_of(regions[2], asking), makers.coordinator_of(regions[2]))
    bundle = makers.make_bundle(asking, ola)
    answer = livs.get("/rapportering/")
    (found,) = filter(None, (one.bundle for one in answer.context["page"].filed))
    size = sum(bundle.parts.values_list("size", flat=True))
    assert (found.asked_at, found.size) == (bundle.asked_at, size)
    assert (found.address, found.zip) == (
        address(asking, f"{bundle.pk}/"), address(asking, f"{bundle.pk}.zip"),
    )  # fmt: skip
    assert words_of(answer).count("ZIP, ") == 1


def test_the_staff_find_it_from_the_page_of_the_round(olas: Client, asking: Round) -> None:
    page = olas.get(f"/rapportering/fase/{asking.event.slug}/").content.decode()
    (way,) = re.findall(rf'<a [^>]*href="{address(asking)}"[^>]*>', page)
    assert 'class="ds-button"' in way


def test_a_bundle_of_a_round_that_was_taken_away_is_gone(
    olas: Client, ola: User, regions: list[Region]
) -> None:
    asking = makers.ask_for_reports(*regions)
    bundle = makers.make_bundle(asking, ola)
    actions.change_round(by=ola, asking=asking, expected_revision=1, removed=True)
    for more in ("", f"{bundle.pk}/", f"{bundle.pk}.zip"):
        assert olas.get(address(asking, more)).status_code == HTTPStatus.NOT_FOUND


def test_a_bundle_is_not_found_under_another_round(
    olas: Client, ola: User, asking: Round, regions: list[Region]
) -> None:
    bundle = makers.make_bundle(asking, ola)
    other = makers.ask_for_reports(*regions)
    assert olas.get(address(other, f"{bundle.pk}.zip")).status_code == HTTPStatus.NOT_FOUND


# Queries


@pytest.mark.parametrize(
    ("state", "count"),
    [(BundleState.READY, 3), (BundleState.MAKING, 5), (BundleState.FAILED, 5)],
)
def test_the_list_takes_as_many_queries_for_any_number(
    regions: list[Region], ola: User, state: BundleState, count: int,
    django_assert_num_queries: DjangoAssertNumQueries, client: Client,
) -> None:  # fmt: skip
    """Session, person, standing before; the round, its bundles, and what it has come to."""
    client.force_login(ola)
    asking = makers.ask_for_reports(*regions)
    for number in (1, 3):
        Bundle.objects.all().delete()
        for region in regions[number - 1 : number + 1][:number]:
            makers.hand_in(makers.report_of(region, asking), makers.coordinator_of(region))
        makers.make_bundle(asking, ola)
        EditionFile.objects.count()
        ended = None if state == BundleState.MAKING else makers.at("2016-11-20")
        Bundle.objects.update(state=state, ended_at=ended)
        with django_assert_num_queries(3 + count):
            client.get(address(asking))


def test_a_press_when_nothing_has_changed_is_cheap(
    asking: Round, ola: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The newest bundle, and its stamp."""
    makers.make_bundle(asking, ola)
    with django_assert_num_queries(11):
        actions.ask_for_bundle(by=ola, asking=asking)


def test_on_another_day_it_is_made_anew(asking: Round, ola: User, settings: Settings) -> None:
    first = makers.make_bundle(asking, ola)
    settings.TODAY = date(2016, 11, 21)
    second = makers.make_bundle(asking, ola)
    assert second != first
    page = bundles_page(BundlesPlace(asking, ola))
    assert [one.sha256 for one in page.earlier] == [first.content_sha256]
