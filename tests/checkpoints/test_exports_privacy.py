"""The whole history of a world with everything in it: whose it is, and that it is all there."""

import csv
import io
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from checkpoints.exports.history import THINGS
from checkpoints.exports.steps import BEFORE_ALL, History, Place
from regions.reading import Reading
from tests.access_table import OWN_WORDS, World

HISTORY = "/oversikt/last-ned/historikk.csv"


def text_of(client: Client, words: str = "") -> str:
    response: Any = client.get(f"{HISTORY}{words}")
    return bytes(response.getvalue()).decode()


def test_each_thing_fills_in_its_own_columns(access_world: World) -> None:
    seen: dict[str, set[str]] = {}
    text = text_of(access_world.signed_in("staff"), "?tekster=1")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        filled = {name for name, value in row.items() if value}
        seen.setdefault(row["thing"], set()).update(filled)
    assert list(seen) == [thing.name for thing in THINGS]
    for thing in THINGS:
        assert seen[thing.name] - {"thing"} <= set(thing.paths)
        assert {"id", "revision", "recorded_at", "step"} <= seen[thing.name]


def test_nobody_fetches_another_regions_words(access_world: World) -> None:
    text = text_of(access_world.signed_in("other"), "?tekster=1")
    assert [words for words in (*OWN_WORDS, "bodo") if words in text] == []
    own = text_of(access_world.signed_in("reader"), "?tekster=1")
    assert [words for words in ("privat kommentar", "privat vedtak", "privat tema")
            if words not in own] == []  # fmt: skip


@pytest.mark.parametrize("words", ["", "?tekster=1"])
def test_the_ministry_gets_counts_and_no_history(words: str, access_world: World) -> None:
    client = access_world.signed_in("ministry")
    for name in (HISTORY, f"{HISTORY}.gz"):
        assert client.get(f"{name}{words}").status_code == HTTPStatus.NOT_FOUND


def test_it_is_the_same_however_many_are_read_at_a_time(access_world: World) -> None:
    whole = History(Reading.today(), None, texts=True)
    rows = list(whole.after(BEFORE_ALL))
    assert len(rows) > 20
    assert list(whole.after(BEFORE_ALL, chunk=1)) == rows


def test_what_stands_behind_a_place_is_the_rest(access_world: World) -> None:
    whole = History(Reading.today(), None)
    rows = list(whole.after(BEFORE_ALL))
    for at, (place, _row) in enumerate(rows, start=1):
        assert list(whole.after(place)) == rows[at:]
    assert list(whole.after(Place(99, 0))) == []
