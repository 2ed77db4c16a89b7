"""A gathering's agenda and groups on paper: the same for all who come, whole, and valid."""

from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus

import pytest

from regions.clock import OSLO
from regions.models import User
from regions.wording import Text
from reports import actions
from reports.access.gatherings import GatheringPlace, gathering_to_see
from reports.gathering.content import GatheringContent, Group, Point, from_json, to_json
from reports.gathering.paper import gathering_html, set_gathering
from reports.gathering.wording import duration
from reports.models import Gathering, Paper, Render
from reports.pages.gatherings import content_of
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
    before = content_of(place)
    assert content_of(place) == before
    actions.add_agenda_item(by=ola, event=place.event, heading="Velkommen")
    after = content_of(place)
    assert [one.heading for one in after.agenda] == ["Velkommen"]
    assert after.changed_at > before.changed_at


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
