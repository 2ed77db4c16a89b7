"""Views of the overview that someone has named: one's own, and nobody else's."""

from http import HTTPStatus

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from checkpoints import actions
from checkpoints.actions.keeping import MOST
from checkpoints.models import Phase, SavedView
from regions.models import User
from tests import makers

LIST = "/oversikt/utvalg/"


@pytest.fixture
def phase(db: None) -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def ola(client: Client, phase: Phase) -> User:
    """Someone of the staff, signed in."""
    person = makers.staff()
    client.force_login(person)
    return person


def queries_of(person: User) -> dict[str, str]:
    return dict(person.saved_views.values_list("name", "query"))


def test_a_view_is_saved_as_its_address_says_it_but_for_the_page(client: Client, ola: User) -> None:
    address = "status=on_hold&sorter=endret&tetthet=tett&as_of=2016-06-01&side=3&status=on_hold"
    answer = client.post(f"{LIST}?{address}", {"name": "  På vent i vår "})
    saved = "status=on_hold&sorter=endret&tetthet=tett&as_of=2016-06-01"
    assert answer["Location"] == f"/oversikt/?{saved}"
    assert "«På vent i vår» er lagret." in client.get(answer["Location"]).content.decode()
    assert queries_of(ola) == {"På vent i vår": saved}


def test_what_is_not_understood_is_not_saved(client: Client, ola: User) -> None:
    client.post(f"{LIST}?status=tull&fylke=99&x=1&forsinket=ja", {"name": "Sent ute"})
    assert queries_of(ola) == {"Sent ute": "forsinket=ja"}


def test_every_region_is_a_view_as_well(client: Client, ola: User) -> None:
    client.post(LIST, {"name": "Alle"})
    assert queries_of(ola) == {"Alle": ""}
    assert '<a href="/oversikt/">Alle</a>' in client.get(LIST).content.decode()


def test_the_overview_leads_to_ones_own_views_and_to_naming_this_one(
    client: Client, ola: User
) -> None:
    makers.save_view(makers.ministry(), "En annens", "status=on_hold")
    makers.save_view(ola, "Mine <b>", "forsinket=ja&q=%22")
    overview = client.get("/oversikt/?status=reached&sorter=endret").content.decode()
    assert f'<a href="{LIST}?status=reached&amp;sorter=endret">' in overview
    body = client.get(f"{LIST}?status=reached&sorter=endret").content.decode()
    assert '<a href="/oversikt/?forsinket=ja&amp;q=%22">Mine &lt;b&gt;</a>' in body
    assert '<span class="meta">Søk: &quot;, Forsinket</span>' in body
    assert "Valgt: Status: Nådd, Sorter etter: Sist endret først." in body
    assert "En annens" not in body


def test_a_name_is_used_once(client: Client, ola: User) -> None:
    makers.save_view(makers.ministry(), "Nordland")
    makers.save_view(ola, "Nordland", "fylke=18")
    answer = client.post(f"{LIST}?forsinket=ja", {"name": "Nordland"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Du har allerede et lagret utvalg med dette navnet." in answer.content.decode()
    assert queries_of(ola) == {"Nordland": "fylke=18"}


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_must_be_there_and_fit(client: Client, ola: User, name: str) -> None:
    answer = client.post(LIST, {"name": name})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert queries_of(ola) == {}


def test_a_view_with_too_much_text_is_refused_in_words(client: Client, ola: User) -> None:
    address = client.get(LIST, query_params={"q": "🙂" * 100}).wsgi_request.get_full_path()
    answer = client.post(address, {"name": "Smil"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Det er for mye tekst i filtrene" in answer.content.decode()
    assert queries_of(ola) == {}


def test_fifty_views_are_enough(client: Client, ola: User) -> None:
    SavedView.objects.bulk_create(SavedView(person=ola, name=f"Nr. {n}") for n in range(MOST))
    answer = client.post(LIST, {"name": "En til"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Du har for mange lagrede utvalg." in answer.content.decode()
    assert ola.saved_views.count() == MOST


def test_renaming(client: Client, ola: User) -> None:
    view = makers.save_view(ola, "Nordland", "fylke=18")
    makers.save_view(ola, "Troms", "fylke=19")
    here = f"{LIST}{view.pk}/"
    assert 'value="Nordland"' in client.get(here).content.decode()
    assert client.post(here, {"name": "Troms"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(here, {"name": "Nordland fylke"})["Location"] == LIST
    assert queries_of(ola) == {"Nordland fylke": "fylke=18", "Troms": "fylke=19"}


def test_deleting(client: Client, ola: User) -> None:
    view = makers.save_view(ola, "Nordland", "fylke=18")
    makers.save_view(ola, "Troms", "fylke=19")
    assert client.post(f"{LIST}{view.pk}/slett/")["Location"] == LIST
    assert queries_of(ola) == {"Troms": "fylke=19"}


def test_anothers_view_is_not_found(client: Client, ola: User) -> None:
    other = makers.ministry()
    view = makers.save_view(other, "Nordland", "fylke=18")
    for address in (f"{LIST}{view.pk}/", f"{LIST}{view.pk}/slett/"):
        assert client.post(address, {"name": "Ny"}).status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"{LIST}{view.pk}/").status_code == HTTPStatus.NOT_FOUND
    assert queries_of(other) == {"Nordland": "fylke=18"}


def test_a_day_that_cannot_be_is_said_and_saves_nothing(client: Client, ola: User) -> None:
    answer = client.post(f"{LIST}?as_of=2031-01-01", {"name": "Framtid"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert queries_of(ola) == {}


def test_the_action_tells_of_a_name_that_is_taken(ola: User) -> None:
    makers.save_view(ola, "Nordland")
    with pytest.raises(ValidationError, match="lagret utvalg med dette navnet"):
        actions.save_view(by=ola, name="Nordland", query="")


def test_the_actions_leave_anothers_views_alone(ola: User) -> None:
    view = makers.save_view(makers.ministry(), "Nordland")
    actions.delete_view(by=ola, view=view)
    with pytest.raises(SavedView.DoesNotExist):
        actions.rename_view(by=ola, view=view, name="Troms")
    assert SavedView.objects.get().name == "Nordland"
