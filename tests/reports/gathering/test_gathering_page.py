"""The pages of a gathering: what the staff see of it, what the regions do, and what they cost."""

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from pytest_django import DjangoAssertNumQueries

from checkpoints.models import Event, Status, Strand
from regions.history import record
from regions.models import Region, User
from reports import actions
from reports.access.gatherings import GatheringPlace, gathering_to_see
from reports.gathering.agenda import MINUTES
from reports.models import Gathering
from reports.pages.gatherings import NAMED, HandedIn, gathering_page, shown_gathering
from reports.pages.gatherings_ahead import When, ahead, pages_about
from reports.queries.gatherings import round_before
from tests import makers
from tests.reports.gathering.test_preparing import at
from tests.reports.stages.stepping import client_of

type Regions = tuple[Region, ...]
type Strands = tuple[Strand, ...]


def page_of(place: GatheringPlace, words: str = "") -> Any:
    return gathering_page(place, QueryDict(words))


def publish(event: Event) -> None:
    actions.publish_gathering(
        by=None, gathering=Gathering(event=event), expected_revision=0, published=True
    )


# What the staff see


def test_the_round_before_tells_who_has_handed_in(
    place: GatheringPlace, regions: Regions, kari: User
) -> None:
    asking = makers.ask_for_reports(*regions)
    type(asking.event).objects.filter(pk=asking.event_id).update(position=2)
    Event.objects.filter(pk=place.event.pk).update(position=3)
    place.event.position = 3
    makers.hand_in(makers.report_of(regions[0], asking), kari)
    found = page_of(place).handed_in
    assert (found.asking, found.handed_in, found.asked, found.missing, found.bundle) == (
        asking, 1, 3, ("Bodø", "Salten"), None,
    )  # fmt: skip


def test_the_round_before_is_the_nearest_that_stands_before_it(event: Event) -> None:
    rounds = [makers.ask_for_reports() for _each in range(4)]
    for position, asking in zip((1, 2, 4, 3), rounds, strict=True):
        Event.objects.filter(pk=asking.event_id).update(position=position)
    Event.objects.filter(pk=event.pk).update(position=4)
    type(rounds[3]).objects.filter(pk=rounds[3].pk).update(removed=True)
    event.refresh_from_db()
    assert event.pk < rounds[2].event_id  # which stands at the same position, and after it
    assert round_before(event) == rounds[1]


def test_there_may_be_no_round_before_it(place: GatheringPlace) -> None:
    makers.ask_for_reports()
    assert page_of(place).handed_in is None


def test_only_some_are_named_and_the_others_counted(place: GatheringPlace) -> None:
    missing = tuple(str(n) for n in range(NAMED + 2))
    found = HandedIn(makers.ask_for_reports(), 0, missing, None)
    assert (found.named, found.unnamed) == (", ".join(missing[:NAMED]), 2)


def test_proposals_are_as_of_today_or_the_day_asked_for(
    place: GatheringPlace, strands: Strands
) -> None:
    makers.assess(strands[0], 1, 1, Status.ON_HOLD, when="2016-11-01")

    def keys(words: str) -> list[str]:
        shown = page_of(place, words).proposed
        return [one.proposal.key for some in shown for one in some.proposals]

    assert keys("") == ["on_hold:m1"]
    assert keys("as_of=2016-10-31") == []
    assert keys("as_of=samling-1") == []


def test_a_day_that_is_none_is_said_in_words(event: Event, ola: User) -> None:
    answer = client_of(ola).get(at(event), {"as_of": "i morgen"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_to_one_that_is_over_nothing_is_proposed(past: Event, event: Event, ola: User) -> None:
    place = gathering_to_see(ola, past.phase.slug, past.slug)
    assert page_of(place).proposed is None
    assert page_of(place, "as_of=2016-09-01").proposed is not None


def test_a_proposal_is_prefilled_to_be_changed(event: Event, strands: Strands, ola: User) -> None:
    makers.assess(strands[0], 1, 1, Status.ON_HOLD)
    address = at(event, "add_agenda_item")
    form = client_of(ola).get(address, {"forslag": "on_hold:m1"}).context["form"]
    assert (form["proposal"].value(), bool(form["heading"].value())) == ("on_hold:m1", True)
    assert form["minutes"].value() == MINUTES
    unknown = client_of(ola).get(address, {"forslag": "x" * 300}).context["form"]
    assert (unknown["proposal"].value(), unknown["heading"].value()) == ("", "")


def test_the_history_tells_who_changed_the_agenda(place: GatheringPlace, ola: User) -> None:
    item = actions.add_agenda_item(by=ola, event=place.event, heading="Velkommen")
    actions.change_agenda_item(by=ola, item=item, expected_revision=1, minutes=20)
    publish(place.event)
    steps = page_of(gathering_to_see(ola, *place.where)).changes
    assert sorted((one.by, one.number) for one in steps) == [
        ("", 1),
        ("Ola Dahl", 1),
        ("Ola Dahl", 2),
    ]


def test_the_history_calls_a_points_heading_what_it_is(place: GatheringPlace, ola: User) -> None:
    actions.add_agenda_item(by=ola, event=place.event, heading="Velkommen")
    [step] = page_of(place).changes
    label = pgettext("of a point", "heading").capitalize()
    assert label in {one.label for one in step.fields}
    assert label != gettext("heading").capitalize()  # a report's, which is a question


def test_what_was_agreed_stands_before_what_is_proposed(event: Event, ola: User) -> None:
    page = client_of(ola).get(at(event)).content.decode()
    assert 0 < page.index('id="decisions"') < page.index('id="proposals"')


def test_of_groups_the_history_tells_how_many(place: GatheringPlace, ola: User) -> None:
    groups = [{"topic": None, "regions": [one]} for one in (1, 2)]
    record(Gathering(event=place.event), by=ola, expected=0, groups=groups)
    [step] = page_of(gathering_to_see(ola, *place.where)).changes
    told = {one.label: (one.before, one.after) for one in step.fields}
    assert told[gettext("groups").capitalize()] == ("–", gettext("%(n)d in all") % {"n": 2})


# What the regions see


def test_the_groups_are_shown_by_name(
    event: Event, regions: Regions, ola: User, kari: User
) -> None:
    wording = makers.wording(makers.main_strand(regions[0]), 1, 1)
    groups = [
        {"topic": wording.checkpoint_id, "regions": [regions[2].pk, regions[0].pk]},
        {"topic": None, "regions": [regions[1].pk]},
    ]
    record(Gathering(event=event), by=ola, expected=0, groups=groups, published=True)
    makers.ask(makers.main_strand(regions[2]), 1, 1)
    shown = shown_gathering(gathering_to_see(kari, event.phase.slug, event.slug))
    told = [(one.number, one.topic, one.regions) for one in shown.groups]
    assert told == [(1, wording.text("nb"), ("Alta", "Salten")), (2, None, ("Bodø",))]
    page = client_of(kari).get(at(event)).content.decode().split("<main")[1]
    assert wording.text("nb").value in page
    assert reverse("reports:groups", args=[event.phase.slug, event.slug]) not in page


def test_nothing_of_why_is_shown_to_the_regions(
    event: Event, strands: Strands, regions: Regions, ola: User, kari: User
) -> None:
    makers.assess(strands[2], 1, 1, Status.ON_HOLD)
    makers.ask(strands[1], 1, 2, "Hvem kan hjelpe?")
    actions.decide(by=ola, event=event, regions=regions[1:], text="Ring hverandre.")
    publish(event)
    text = client_of(kari).get(at(event)).content.decode().split("<main")[1]
    hidden = ("Salten", "Bodø", "Hvem kan hjelpe?", "Ring hverandre.", "Ola Dahl")
    assert [one for one in hidden if one in text.replace("Bodø – ", "").replace(", Bodø", "")] == []


# Where other pages lead to it from


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "over"),
    [
        (date(2016, 11, 18), date(2016, 11, 19), True),
        (date(2016, 11, 19), date(2016, 11, 20), False),
        (date(2016, 11, 20), None, False),
        (date(2016, 11, 19), None, True),
        (None, None, False),
    ],
)
def test_it_is_over_after_its_last_day(
    event: Event, starts_on: date, ends_on: date, over: bool
) -> None:
    event.starts_on, event.ends_on = starts_on, ends_on
    assert When(event).is_over is over


def test_the_calendar_leads_to_it_who_may_open_it(
    event: Event, past: Event, ola: User, kari: User
) -> None:
    publish(past)
    liv = makers.ministry()
    listed = [past, event, makers.ask_for_reports().event]
    assert [set(pages_about(one.standing, listed)) for one in (ola, kari, liv)] == [
        {past.pk, event.pk}, {past.pk}, set(),
    ]  # fmt: skip


@pytest.mark.parametrize(("who", "leads"), [("ola", True), ("kari", False), ("liv", False)])
def test_the_calendars_page_links_what_is_open(
    event: Event, ola: User, kari: User, who: str, leads: bool
) -> None:
    person = {"ola": ola, "kari": kari}.get(who) or makers.ministry()
    page = client_of(person).get(reverse("checkpoints:calendar")).content.decode()
    assert (f'href="{at(event)}"' in page) is leads


def test_the_next_gathering_is_the_first_that_is_not_over(
    event: Event, past: Event, ola: User, kari: User, day: date
) -> None:
    later = makers.hold_event(event.phase, date(2017, 9, 19))
    listed, phase = [later, past, event], event.phase.slug
    found = ahead(ola.standing, listed, phase, day)
    assert found
    assert (found.event, found.address) == (event, at(event))
    assert ahead(kari.standing, listed, phase, day) is None
    assert ahead(ola.standing, [past], phase, day) is None


def test_a_regions_page_has_what_is_agreed_and_leads_to_what_is_shown(
    event: Event, regions: Regions, ola: User, kari: User
) -> None:
    actions.decide(by=ola, event=event, regions=regions[:1], text="Ring hverandre.")
    actions.agree(by=ola, region=regions[1], event=event, text="Bare for Bodø.")
    address = reverse("region", args=[regions[0].slug])
    before = client_of(kari).get(address).content.decode()
    assert ("Ring hverandre." in before, "Bare for Bodø." in before) == (True, False)
    assert at(event) not in before
    publish(event)
    assert at(event) in client_of(kari).get(address).content.decode()


def test_the_staffs_overview_leads_to_it(event: Event, regions: Regions, ola: User) -> None:
    assert at(event) in client_of(ola).get(reverse("overview")).content.decode()
    assert at(event) not in client_of(makers.ministry()).get(reverse("overview")).content.decode()


# What it costs


@pytest.mark.parametrize("rows", [1, 3])
def test_the_staffs_page_takes_one_number_of_queries(
    place: GatheringPlace,
    regions: Regions,
    strands: Strands,
    ola: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asking = makers.ask_for_reports(*regions[:rows])
    Event.objects.filter(pk=asking.event_id).update(position=1)
    for strand in strands[:rows]:
        makers.assess(strand, 1, 1, Status.ON_HOLD)
        makers.ask(strand, 1, 2)
        makers.assess(strand, 1, 3, Status.MET, when="2016-10-01")
        makers.share(strand, 1, 3, when="2016-10-01")
    for number in range(rows):
        actions.add_agenda_item(by=ola, event=place.event, heading=f"Punkt {number}")
    actions.decide(by=ola, event=place.event, regions=regions[:rows], text="Ring.")
    topic = makers.wording(strands[0], 1, 2).checkpoint_id
    groups = [{"topic": topic, "regions": [one.pk]} for one in regions[:rows]]
    record(Gathering(event=place.event), by=ola, expected=0, groups=groups)
    fetched = gathering_to_see(ola, *place.where)
    with django_assert_num_queries(16):
        page_of(fetched)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_regions_page_takes_one_number_of_queries(
    event: Event,
    regions: Regions,
    kari: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    topic = makers.ask(makers.main_strand(regions[0]), 1, 1).checkpoint_id
    groups = [{"topic": topic, "regions": [one.pk]} for one in regions[:rows]]
    record(Gathering(event=event), by=None, expected=0, groups=groups, published=True)
    for number in range(rows):
        actions.add_agenda_item(by=None, event=event, heading=f"Punkt {number}")
    place = gathering_to_see(kari, event.phase.slug, event.slug)
    with django_assert_num_queries(4):
        shown_gathering(place)
