"""Whatever is asked for is answered: with what is wrong, never with a failure."""

from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from byregion.api.asking import Filtering
from tests import makers
from tests.byregion.api.asking import Program

NAMES = ["programme", "phases", "regions", "overview", "sums", "differences", "history"]
PARAMETERS = [
    "as_of", "since", "q", "county", "milestone", "state", "late", "asks", "unconfirmed_since",
    "order", "page", "limit", "thing", "after", "texts",
]  # fmt: skip
ODD = [
    "", " ", "0", "-1", "9" * 30, "1e9", "x" * 101, "a\0b", "🙂", "%", "_", "'", '"', "\\", "null",
    "2016-02-30", "2016-2-1", "0000-00-00", "9999-12-31", "samling-9", "samling-1", "true", "é",
    "1; DROP TABLE", "<script>", "../..", "\ud83d", "2016-02-15T00:00", "NaN",
]  # fmt: skip


@pytest.fixture
def program(db: None) -> Program:
    makers.small_programme()
    makers.make_region()
    return Program(makers.staff())


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"foo": "1"}, "foo"),
        ({"as_of": "i går"}, "as_of"),
        ({"as_of": "2016-11-21"}, "as_of"),
        ({"as_of": "samling-9"}, "as_of"),
        ({"as_of": ["2016-01-01", "2016-01-02"]}, "as_of"),
        ({"state": "late"}, "state"),
        ({"late": "kanskje"}, "late"),
        ({"county": "99"}, "county"),
        ({"milestone": "m9"}, "milestone"),
        ({"order": "kommet-lengst"}, "order"),
        ({"page": "0"}, "page"),
        ({"page": "9" * 30}, "page"),
        ({"limit": "501"}, "limit"),
        ({"limit": "ti"}, "limit"),
        ({"unconfirmed_since": "20"}, "unconfirmed_since"),
        ({"unconfirmed_since": "2016-02-30"}, "unconfirmed_since"),
        ({"q": "x" * 101}, "q"),
        ({"q": "a\0b"}, "q"),
    ],
)
def test_what_is_not_understood_is_said_of_its_parameter(
    program: Program, asked: dict[str, object], wrong: str
) -> None:
    assert list(program.refused("regions", **asked)) == [wrong]


def test_what_is_allowed_is_said_too(program: Program) -> None:
    assert program.refused("regions", milestone="m9")["milestone"]["allowed"] == ["m1", "m2"]
    assert program.refused("regions", as_of="x")["as_of"]["allowed"] == ["a day as 2016-02-15"]
    assert "'reached'" in program.refused("regions", state="x")["state"]["message"]


def test_every_wrong_parameter_is_said_at_once(program: Program) -> None:
    assert list(program.refused("regions", page=0, limit=0, state="x")) == [
        "state",
        "page",
        "limit",
    ]


def test_a_hundred_parameters_are_refused(program: Program) -> None:
    asked = {f"p{number}": "x" for number in range(100)}
    assert len(program.refused("sums", **asked)) == 1


# Between them they know every parameter.
@pytest.mark.parametrize("name", ["differences", "history"])
@pytest.mark.parametrize("word", ODD, ids=ascii)
def test_odd_words_fail_nowhere(program: Program, name: str, word: str) -> None:
    for parameter in PARAMETERS:
        address = f"{reverse(f'api:{name}')}?{parameter}={quote(word, errors='surrogatepass')}"
        answer = program.client.get(address)
        assert answer.status_code in {200, 400}, (parameter, answer.content)


class TestAnyAddress(TestCase):
    @settings(max_examples=40)
    @given(
        name=st.sampled_from(NAMES),
        asked=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=20), max_size=4),
    )
    def test_any_address_is_answered(self, name: str, asked: dict[str, str]) -> None:
        makers.small_programme()
        program = Program(makers.staff())
        assert program.ask(name, **asked).status_code in {200, 400}


@pytest.mark.parametrize("word", ["finnes-ikke", "%00", "%F0%9F%99%82", "x" * 300, "..", "%2e%2e"])
def test_odd_places_are_not_found(program: Program, word: str) -> None:
    for place in ("regions", "milestones"):
        assert program.client.get(f"/api/v1/{place}/{word}").status_code == 404


def test_letters_in_parts_are_the_same_letters() -> None:
    assert Filtering.model_validate({"q": "a\N{COMBINING RING ABOVE}lesund"}).q == "ålesund"
