"""Where htmx is sent when a session has expired."""

from http import HTTPStatus

import pytest
from django.test import Client

PAGE = "/regioner/bodo/lop/1/m1/"
TICK = f"{PAGE}sjekkpunkt/c1/hak/"


@pytest.mark.parametrize(
    ("came_from", "next_page"),
    [(f"http://testserver{PAGE}", PAGE), ("https://elsewhere.example/", "/"), ("", "/")],
)
def test_htmx_takes_the_whole_page_to_sign_in_and_back(
    client: Client, db: None, came_from: str, next_page: str
) -> None:
    answer = client.post(TICK, headers={"HX-Request": "true", "HX-Current-URL": came_from})
    assert answer.status_code == HTTPStatus.OK
    assert answer["HX-Redirect"] == f"/konto/logg-inn/?next={next_page}"
    assert "Location" not in answer


def test_without_htmx_sign_in_is_a_redirect_as_ever(client: Client, db: None) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"] == f"/konto/logg-inn/?next={PAGE}"
