"""What is not there, not allowed or broken is said in the reader's language, on a page of ours."""

from http import HTTPStatus

import pytest
from django.test import Client

from regions.models import Region
from tests import makers


@pytest.fixture
def region(db: None) -> Region:
    makers.small_programme()
    return makers.make_region(slug="salten")


def test_not_found(client: Client, region: Region) -> None:
    client.force_login(makers.coordinator_of(makers.make_region("Ofoten")))
    answer = client.get("/regioner/salten/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "<h1>Siden finnes ikke her</h1>" in answer.content.decode()


def test_not_allowed(client: Client, region: Region) -> None:
    reader = makers.reader_of(region, makers.make_person(language="nn"))
    client.force_login(reader)
    answer = client.get("/regioner/salten/lop/1/m1/plan/")
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert '<html lang="nn">' in body
    assert "Du kan lese dette, men ikkje endre det" in body
    assert "Ingenting er lagra" not in body
    sent = client.post("/regioner/salten/lop/1/m1/plan/", {"revision": 0})
    assert sent.status_code == HTTPStatus.FORBIDDEN
    assert "Ingenting er lagra" in sent.content.decode()


def test_a_form_from_an_old_page(region: Region) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(makers.coordinator_of(region))
    answer = client.post("/regioner/salten/lop/1/m1/plan/", {"revision": 0})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "fordi siden var for gammel" in answer.content.decode()


def test_something_broke(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("allauth.account.forms.LoginForm.__init__", breaks)
    client.raise_request_exception = False
    answer = client.get("/konto/logg-inn/")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Noe gikk galt" in answer.content.decode()


def test_the_language_buttons_lead_back_to_a_page_that_can_be_asked_for(
    client: Client, region: Region
) -> None:
    client.force_login(makers.coordinator_of(region))
    page = "/regioner/salten/lop/1/m1/"
    answer = client.post(
        f"{page}sjekkpunkt/c3/hak/",
        {"revision": 0, "met": "on"},
        headers={"Referer": f"http://testserver{page}"},
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'name="next" value="http://testserver{page}"' in answer.content.decode()
