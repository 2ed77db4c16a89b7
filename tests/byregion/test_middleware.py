"""Where htmx is sent when a session has expired, and how much may be sent at once."""

from http import HTTPStatus
from io import BytesIO

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


class Unread(BytesIO):
    """A body that fails the test when somebody reads it."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("What is too large is refused unread.")


@pytest.mark.parametrize("told", ["abc", "٣", "-1", "+1", "9" * 5000])
@pytest.mark.parametrize("address", ["/konto/logg-inn/", PAGE, "/kontroll/"])
def test_a_length_that_is_no_number_is_refused(db: None, address: str, told: str) -> None:
    sent = {"CONTENT_LENGTH": told, "wsgi.input": Unread()}
    answer = Client().post(address, b"", "multipart/form-data; boundary=x", **sent)  # type: ignore[arg-type]  # of the request's environment
    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("address", ["/konto/logg-inn/", PAGE, "/finnes-ikke/"])
def test_more_than_any_page_sends_is_refused_unread(db: None, address: str) -> None:
    sent = {"CONTENT_LENGTH": "8000001", "wsgi.input": Unread()}
    client = Client(enforce_csrf_checks=True)
    answer = client.post(address, b"", "multipart/form-data; boundary=x", **sent)  # type: ignore[arg-type]  # of the request's environment
    if address == "/finnes-ikke/":
        assert answer.status_code == HTTPStatus.NOT_FOUND
    else:
        assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        assert "større enn 8 MB" in answer.content.decode()
