"""What stays with a region when checkpoints are shown across regions: planted words and ticks."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from checkpoints.models import Phase, Status, Strand
from regions.models import Region, User
from tests import makers

pytestmark = pytest.mark.django_db

MILESTONE = "/oversikt/milepel/fase/m1/"
PATHS = tuple(
    f"{path}{query}"
    for path in (MILESTONE, f"{MILESTONE}c1/", f"{MILESTONE}c2/", f"{MILESTONE}c3/")
    for query in (
        "", "?as_of=2016-03-01", "?q=planter", "?vurdering=met", "?apne=alle",
        "?milepel=m1&status=on_hold",
    )
)  # fmt: skip
SECRETS = (
    "plantet tema", "plantet kommentar", "Plantet Ansvarlig", "plantet svar", "plantet grunn",
    "Plantet Koordinator", "plantet@", "plantet vedtak", "plantet vedlegg", "plantet spørsmål",
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A region with words in every field, and those who must not read them."""

    region: Region
    coordinator: User
    others: tuple[User, ...]


@pytest.fixture
def phase() -> Phase:
    return makers.small_programme(milestones=2, checkpoints=3)


@pytest.fixture
def planted(phase: Phase) -> Planted:
    region = makers.make_region("Planteregionen", slug="planter")
    other = makers.make_region("Alta", slug="alta")
    coordinator = makers.coordinator_of(
        region, makers.make_person("Plantet Koordinator", email="plantet@post.no")
    )
    first = phase.milestones.all()[0]
    parallel = makers.parallel_strand(region, first, "plantet tema")
    for strand in (makers.main_strand(region), parallel):
        _fill(strand, coordinator)
    others = (
        makers.coordinator_of(other), makers.reader_of(other), makers.ministry(),
    )  # fmt: skip
    return Planted(region, coordinator, others)


def _fill(strand: Strand, by: User) -> None:
    makers.assess(
        strand, 1, 1, by=by, text="plantet kommentar", responsible_name="Plantet Ansvarlig",
        reason="plantet grunn", unsure=True,
    )  # fmt: skip
    makers.assess(strand, 1, 2, Status.ON_HOLD, by=by, text="plantet kommentar")
    makers.assess(strand, 1, 3, by=by, text="plantet svar")
    makers.plan(strand, 1, "2015-09-01", "2016-06-01", by=by, reason="plantet grunn")
    makers.decide(strand, 1, by=by, note="plantet vedtak")
    evidence = makers.link(strand.region, title="plantet vedlegg")
    makers.attach(evidence, strand, 1, makers.wording(strand, 1, 1).checkpoint)


def pages(client: Client, person: User) -> dict[str, str]:
    client.force_login(person)
    return {path: client.get(path).content.decode() for path in PATHS}


def test_no_words_and_no_names_reach_others(client: Client, planted: Planted) -> None:
    for person in planted.others:
        for path, text in pages(client, person).items():
            assert [words for words in SECRETS if words in text] == [], (person, path)


def test_a_regions_own_people_read_its_theme(client: Client, planted: Planted) -> None:
    """The words that are planted do reach those who may read them: a miss would be seen."""
    found = pages(client, planted.coordinator)
    assert "plantet tema" in found[MILESTONE]
    assert "plantet tema" in found[f"{MILESTONE}c1/"]


def test_which_checkpoint_a_region_has_met_reaches_no_other(
    client: Client, planted: Planted
) -> None:
    """Its rows have one cell, the milestone's; the pages of checkpoints do not name it at all."""
    for person in planted.others:
        for path, text in pages(client, person).items():
            if path.startswith(f"{MILESTONE}c"):
                assert "Planteregionen" not in text.partition("<main")[2], (person, path)
            else:
                rows = re.findall(r'<tr role="row"[^>]*><th role="rowheader".*?</tr>', text)
                named = [row for row in rows if "Planteregionen" in row]
                assert len(named) == 2, (person, path)
                assert {row.count("<td") for row in named} == {1}, (person, path)
                assert "/regioner/planter/" not in text


def test_choosing_one_region_tells_nothing_of_its_checkpoints(
    client: Client, planted: Planted
) -> None:
    """Counts are of all regions: else whoever chooses a region would read what it has met."""
    for person in planted.others:
        client.force_login(person)
        counts = [
            [(one.met, one.on_hold, one.not_applicable, one.asking) for one in page.checkpoints]
            for query in ("", "?q=planter", "?q=alta", "?milepel=m1&status=not_started")
            for page in [client.get(f"{MILESTONE}{query}").context["page"]]
        ]
        assert counts == [counts[0]] * 4
        told = [
            (page.met, page.brief, page.statuses)
            for path in (f"{MILESTONE}c1/", f"{MILESTONE}c1/?q=planter", f"{MILESTONE}c1/?q=alta")
            for page in [client.get(path).context["page"]]
        ]
        assert told == [told[0]] * 3


def test_the_ministry_is_told_neither_who_asks_nor_how_many(
    client: Client, planted: Planted
) -> None:
    makers.ask(makers.main_strand(planted.region), 1, 2, "plantet spørsmål")
    client.force_login(makers.ministry())
    page = client.get(f"{MILESTONE}c2/").context["page"]
    assert page.between is None
    assert "Planteregionen" not in client.get(f"{MILESTONE}c2/").content.decode()
    assert [one.asking for one in client.get(MILESTONE).context["page"].checkpoints] == [None] * 3


def test_other_regions_read_who_asks_and_who_shares_and_no_more(
    client: Client, planted: Planted
) -> None:
    strand = makers.main_strand(planted.region)
    makers.share(strand, 1, 1)
    makers.ask(strand, 1, 2, "plantet spørsmål")
    client.force_login(planted.others[0])
    shares = client.get(f"{MILESTONE}c1/").context["page"].between
    asks = client.get(f"{MILESTONE}c2/").context["page"].between
    assert [one.name for one in shares.sharing] == ["Planteregionen"]
    assert [(one.facts.region_name, one.helpers) for one in asks.asked] == [("Planteregionen", ())]


def test_who_could_help_is_the_staffs_to_know(client: Client, planted: Planted) -> None:
    asking = makers.main_strand(Region.objects.get(slug="alta"))
    makers.ask(asking, 1, 1)
    for person, helpers in ((planted.others[0], []), (makers.staff(), ["Planteregionen"])):
        client.force_login(person)
        (pair,) = client.get(f"{MILESTONE}c1/").context["page"].between.asked
        assert [one.name for one in pair.helpers] == helpers
