"""No connection to the database is held while an answer is sent."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from regions.lending import holding_nothing, nothing_held_while_sending
from regions.models import Programme
from tests import makers


def _read(times: int) -> Iterator[bytes]:
    for _each in range(times):
        yield str(Programme.objects.count()).encode()
        assert connection.connection is None


@pytest.fixture
def _lent_once(transactional_db: None) -> Iterator[None]:
    """As from a pool: what is given back is not kept."""
    with pytest.MonkeyPatch.context() as patch:
        connection.close()
        patch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
        yield
        connection.close()


@pytest.mark.usefixtures("_lent_once")
def test_between_two_pieces_none_is_held() -> None:
    sent = []
    for one in holding_nothing(_read(3)):
        assert connection.connection is None
        sent.append(one)
    assert sent == [b"0"] * 3


@pytest.mark.usefixtures("_lent_once")
def test_none_is_held_once_a_page_is_made() -> None:
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(Programme.objects.count()))

    assert nothing_held_while_sending(page)(HttpRequest()).status_code == HTTPStatus.OK
    assert connection.connection is None


@pytest.mark.usefixtures("_lent_once")
def test_it_stands_above_all_pages() -> None:
    makers.small_programme()
    client = Client()
    client.force_login(makers.staff())
    assert client.get(reverse("overview")).status_code == HTTPStatus.OK
    assert connection.connection is None


def test_within_a_transaction_it_stays(db: None) -> None:
    assert list(holding_nothing([b"a", b"b"])) == [b"a", b"b"]
    assert Programme.objects.count() == 0
