"""What is being written, shown as it will be: by our script, and by a button without it."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests import makers

pytestmark = pytest.mark.django_db
ADDRESS = "/forhandsvisning/"


@pytest.fixture
def someone(client: Client) -> Client:
    client.force_login(makers.make_person())
    return client


def test_the_script_gets_the_words_as_they_will_be_shown(someone: Client) -> None:
    answer = someone.post(ADDRESS, {"text": "**Klart** <script>"})
    assert answer.status_code == HTTPStatus.OK
    assert answer.content.decode().strip() == (
        '<div class="words"><p><strong>Klart</strong> &lt;script&gt;</p></div>'
    )


def test_nothing_is_said_to_be_nothing(someone: Client) -> None:
    for sent in ({}, {"text": " \n"}):
        answer = someone.post(ADDRESS, sent).content.decode()
        assert '<p class="meta">' in answer


def test_what_is_longer_than_any_text_is_refused(someone: Client) -> None:
    assert someone.post(ADDRESS, {"text": "å" * 10_000}).status_code == HTTPStatus.OK
    answer = someone.post(ADDRESS, {"text": "å" * 10_001})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_whoever_is_not_signed_in_is_shown_nothing(client: Client) -> None:
    answer = client.post(ADDRESS, {"text": "**Klart**"})
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"].startswith("/konto/logg-inn/")
