"""What an overview's address says: understood, or said, and what further addresses keep of it."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict

from checkpoints.forms.selecting import UNCONFIRMED, SelectionForm
from checkpoints.overview import EVERYTHING, Order, Page, Selection
from checkpoints.queries import MilestoneFacts
from regions.wording import Text

COUNTIES = [("15", "Møre og Romsdal"), ("18", "Nordland")]
MILESTONES = [MilestoneFacts(1, "m1", 1, Text("Samarbeid", "nb"))]
ALL_OF_IT = (
    "q=sal&fylke=18&milepel=m1&status=on_hold&forsinket=ja&hjelp=ja&ikke-bekreftet-siden=2016-05-12"
    "&sorter=endret"
)


def form(address: str, *, learns: bool = True, **kept: str) -> SelectionForm:
    data = QueryDict(address)
    return SelectionForm(data, counties=COUNTIES, milestones=MILESTONES, kept=kept, learns=learns)


def words(address: str) -> dict[str, str]:
    return dict(parse_qsl(address.removeprefix("?")))


def test_an_address_that_says_nothing_asks_for_every_region() -> None:
    asked = form("")
    assert asked.selection() == EVERYTHING
    assert asked.page() == Page(1, 50)
    assert asked.is_valid()
    assert (asked.words, asked.query, asked.chips()) == ({}, "", [])
    assert not asked.is_dense


def test_empty_words_are_words_that_are_not_there() -> None:
    asked = form("q=&fylke=&milepel=&status=&forsinket=&hjelp=&ikke-bekreftet-siden=&side=&antall=")
    assert (asked.selection(), asked.page(), asked.query) == (EVERYTHING, Page(1, 50), "")
    assert asked.is_valid()


def test_all_that_can_be_chosen() -> None:
    assert form(ALL_OF_IT).selection() == Selection(
        text="sal", county="18", milestone="m1", state="on_hold", late=True, asks=True,
        unconfirmed_since=date(2016, 5, 12), order=Order.CHANGED,
    )  # fmt: skip


def test_a_page_and_its_size() -> None:
    assert form("antall=50").page() == Page(1, 50)
    assert form("antall=50").query == ""
    assert form("antall=50").is_valid()
    assert form("side=3&antall=400").page() == Page(3, 400)


def test_a_day_is_written_as_in_every_form() -> None:
    for typed in ("12.05.2016", "12052016", "2016-05-12"):
        assert form(f"{UNCONFIRMED}={typed}").words == {UNCONFIRMED: "2016-05-12"}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("q", "x" * 101),
        ("q", "\0"),
        ("fylke", "99"),
        ("fylke", "' OR 1=1 --"),
        ("milepel", "m9"),
        ("status", "late"),
        ("status", "🙂"),
        ("forsinket", "tull"),
        ("hjelp", "on"),
        (UNCONFIRMED, "i går"),
        (UNCONFIRMED, "31.02.2016"),
        (UNCONFIRMED, "0001-01-01"),
        (UNCONFIRMED, "9999-12-31"),
        (UNCONFIRMED, "2016-11-21"),  # tomorrow
        ("sorter", "tull"),
        ("antall", "51"),
        ("antall", "-1"),
        ("side", "0"),
        ("side", "-1"),
        ("side", "x"),
        ("side", "9" * 40),
        ("tetthet", "tull"),
    ],
)
def test_what_is_not_understood_is_said_and_changes_nothing(name: str, word: str) -> None:
    address = QueryDict(mutable=True)
    address[name] = word
    asked = form(address.urlencode())
    assert list(asked.errors) == [name]
    assert (asked.selection(), asked.page(), asked.query) == (EVERYTHING, Page(1, 50), "")


def test_what_is_understood_beside_it_still_holds() -> None:
    asked = form("fylke=15&status=tull")
    assert asked.selection() == Selection(county="15")
    assert asked.words == {"fylke": "15"}


def test_a_hundred_words_that_mean_nothing_are_passed_over() -> None:
    noise = "&".join(f"x{n}=%27%25_🙂" for n in range(100))
    assert form(f"{noise}&fylke=15").words == {"fylke": "15"}


def test_of_a_word_that_is_said_twice_the_last_counts() -> None:
    assert form("fylke=15&fylke=18").words == {"fylke": "18"}


def test_text_is_taken_as_it_is() -> None:
    for text in ("100%", "_", 'D\'Arc "x"', "🙂", "<b>"):
        address = QueryDict(mutable=True)
        address["q"] = text
        asked = form(address.urlencode())
        assert asked.selection() == Selection(text=text)
        assert words(asked.query) == {"q": text}


def test_letters_in_parts_are_the_same_letters() -> None:
    asked = form("q=a%CC%8Alesund")  # «a» and a ring
    assert asked.selection() == Selection(text="ålesund")
    assert words(asked.query) == {"q": "ålesund"}


def test_addresses_keep_what_is_chosen_and_the_days_but_not_the_page() -> None:
    asked = form("side=2&fylke=15&tetthet=tett&antall=100", as_of="2016-02-03", since="2015-10-01")
    kept = {"as_of": "2016-02-03", "since": "2015-10-01"}
    assert words(asked.query) == {"fylke": "15", "tetthet": "tett", "antall": "100"} | kept
    assert words(asked.address(but={"side": "3"}))["side"] == "3"
    assert words(asked.address(without=["fylke", "antall"])) == {"tetthet": "tett"} | kept
    assert words(asked.address(but={"fylke": ""})) == {"tetthet": "tett", "antall": "100"} | kept
    assert words(asked.everything()) == {"tetthet": "tett", "antall": "100"} | kept


def test_the_days_in_an_address_are_those_that_were_understood() -> None:
    assert words(form("as_of=samling-1", as_of="2016-02-03").query) == {"as_of": "2016-02-03"}


def test_each_filter_is_a_chip_that_can_be_taken_away() -> None:
    asked = form(f"{ALL_OF_IT}&side=2&antall=100")
    chips = {
        tuple(words(asked.query).keys() - words(chip.without).keys()) for chip in asked.chips()
    }
    assert chips == {
        ("q",), ("fylke",), ("milepel",), ("status",), ("forsinket",), ("hjelp",), (UNCONFIRMED,),
    }  # fmt: skip
    said = [str(chip.value) for chip in asked.chips()]
    assert said == ["sal", "Nordland", "1. Samarbeid",
                    "På vent", "", "", "12. mai 2016"]  # fmt: skip


def test_who_takes_no_part_in_help_cannot_choose_by_it() -> None:
    asked = form("hjelp=ja&forsinket=ja", learns=False)
    assert "hjelp" not in asked.fields
    assert asked.selection() == Selection(late=True)
    assert words(asked.query) == {"forsinket": "ja"}
    assert not asked.errors


def test_a_saved_address_is_told_with_its_days_its_order_and_its_look() -> None:
    saved = "fylke=18&sorter=endret&antall=100&tetthet=tett&as_of=2016-06-01&since=2016-02-03"
    told = [(str(one.label), str(one.value)) for one in form("q=sal").read(saved).chosen()]
    assert told == [
        ("Dag", "1. juni 2016"), ("Endret siden", "3. februar 2016"), ("Fylke", "Nordland"),
        ("Sorter etter", "Sist endret først"), ("Byregioner per side", "100"), ("Tett", ""),
    ]  # fmt: skip
    assert form("q=sal").read("").chosen() == []


def test_the_form_shows_what_was_chosen() -> None:
    shown = str(form("forsinket=ja&fylke=15")["forsinket"])
    assert "checked" in shown
    assert 'value="ja"' in shown
    assert "checked" not in str(form("hjelp=ja")["forsinket"])
    assert "checked" not in str(form("forsinket=tull")["forsinket"])
