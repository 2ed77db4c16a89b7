"""Norwegian order and search are right, and the same, on both databases."""

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Region
from regions.norwegian import compare, contains, in_order, like, sort_key
from regions.queries import found_by
from regions.reading import Reading
from tests.makers import FIRST_DAY, make_municipality, make_region, take_part

TELL_APART = [
    "Alta", "Álaheadju", "Alstahaug", "Bodø", "bodø", "Bø", "Divtasvuodna", "Ðakovo", "Gáivuotna",
    "Kongsvinger", "Kárášjohka", "Müller", "Mysen", "Nesset", "Os", "Sande", "Tromsø", "Zulu",
    "Ærøy", "Ørsta", "Örsta", "Østfold", "Ålesund", "Aalesund", "Aasen", "Ås", "9 kommuner",
    "10 kommuner", "Sør-Aurdal", "Sør Aurdal", "SørAurdal", "Nord-Fron", "Nordre Land", "", "Raabe",
]  # fmt: skip
LETTERS = "abdeijklmnoprstuvyzæøåABDEIÆØÅáčđŋšŧžäöü -9"


@pytest.fixture
def regions_named(db: None) -> Callable[..., None]:
    def make(*names: str) -> None:
        for name in names:
            make_region(name)

    return make


def in_database_order(*names: str) -> list[str]:
    """Names sorted by the database itself."""
    rows = ", ".join(["(%s)"] * len(names))
    listed = f"WITH listed(name) AS (VALUES {rows}) SELECT name FROM listed"  # noqa: S608  marks for parameters
    with connection.cursor() as cursor:
        cursor.execute(f'{listed} ORDER BY name COLLATE "nb-x-icu"', names)
        return [row[0] for row in cursor.fetchall()]


def test_regions_come_in_norwegian_order(regions_named: Callable[..., None]) -> None:
    regions_named("Ålesund", "Bodø", "Zulu", "bergen", "Ærøy", "Ørsta", "Aasen")

    names = [region.name for region in Region.objects.in_order()]

    assert names == ["bergen", "Bodø", "Zulu", "Ærøy", "Ørsta", "Ålesund", "Aasen"]


def test_a_queryset_orders_by_any_field_in_norwegian(regions_named: Callable[..., None]) -> None:
    regions_named("Øvre", "Ytre", "Årdal", "Æsir")

    names = Region.objects.order_by(in_order("name").desc()).values_list("name", flat=True)

    assert list(names) == ["Årdal", "Øvre", "Æsir", "Ytre"]


@pytest.mark.django_db
def test_names_that_tell_collations_apart_sort_as_in_icu() -> None:
    assert in_database_order(*TELL_APART) == [
        "", "10 kommuner", "9 kommuner", "Álaheadju", "Alstahaug", "Alta", "bodø", "Bodø", "Bø",
        "Ðakovo", "Divtasvuodna", "Gáivuotna", "Kárášjohka", "Kongsvinger", "Müller", "Mysen",
        "Nesset", "Nord-Fron", "Nordre Land", "Os", "Raabe", "Sande", "Sør Aurdal", "Sør-Aurdal",
        "SørAurdal", "Tromsø", "Zulu", "Ærøy", "Ørsta", "Örsta", "Østfold", "Ålesund", "Aalesund",
        "Ås", "Aasen",
    ]  # fmt: skip


@pytest.mark.postgres
@pytest.mark.django_db
def test_our_order_is_that_of_icu() -> None:
    """What SQLite is taught is what PostgreSQL brings."""
    assert sorted(TELL_APART, key=sort_key) == in_database_order(*TELL_APART)


@given(st.lists(st.text(LETTERS, max_size=8), min_size=3, max_size=3))
def test_the_order_is_an_order(names: list[str]) -> None:
    one, two, three = names
    assert compare(one, two) == -compare(two, one)
    assert compare(one, one) == 0
    if compare(one, two) <= 0 and compare(two, three) <= 0:
        assert compare(one, three) <= 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ålesund", {"Ålesund"}),
        ("ÅLESUND", {"Ålesund"}),
        ("ØRST", {"Ørsta"}),
        ("æ", {"Ærøy"}),
        ("%", {"50 % fri"}),
        ("_", {"under_strek"}),
        ("\\", {"bak\\strek"}),
        ("'", {"O'Hara"}),
        ('"', {'Den "store"'}),
        ("e%n", set()),
        ("'; DROP TABLE", set()),
        ("", {"Ålesund", "Ørsta", "Ærøy", "50 % fri", "under_strek", "bak\\strek", "O'Hara",
              'Den "store"'}),
    ],
)  # fmt: skip
def test_search_finds_a_part_of_a_name_in_any_case_and_nothing_else(
    regions_named: Callable[..., None], text: str, found: set[str]
) -> None:
    regions_named(
        "Ålesund", "Ørsta", "Ærøy", "50 % fri", "under_strek", "bak\\strek", "O'Hara", 'Den "store"'
    )
    names = Region.objects.filter(contains("name", text)).values_list("name", flat=True)

    assert set(names) == found


def test_djangos_own_icontains_knows_all_letters_too(regions_named: Callable[..., None]) -> None:
    regions_named("Aalesund")
    if connection.vendor == "sqlite":  # a PostgreSQL server in the C locale does not
        regions_named("Ålesund")
        assert Region.objects.filter(name__icontains="ålesund").count() == 1
    assert Region.objects.filter(name__icontains="AALES").count() == 1


def test_a_region_is_found_by_a_municipality_that_takes_part(db: None) -> None:
    salten, helgeland = make_region("Salten"), make_region("Helgeland")
    take_part(salten, make_municipality("Bodø"))
    take_part(helgeland, make_municipality("Brønnøy"))

    assert list(Region.objects.filter(found_by("BRØNN", Reading(FIRST_DAY)))) == [helgeland]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("%a%", "ÆAÅ", True),
        ("a_c", "ABC", True),
        ("a_c", "ac", False),
        ("a!%", "a%", True),
        ("a!%", "ab", False),
        ("!!", "!", True),
        ("a.c", "abc", False),
        ("å", "Å", True),
        ("%x%", "line\nx", True),
        (None, "a", None),
        ("a", None, None),
    ],
)
def test_like_is_sqls_own(pattern: str | None, text: str | None, matches: bool | None) -> None:
    assert like(pattern, text, "!") is matches
