"""Who sees and does what: the table is complete, true, and nothing leaks or writes on the way."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from regions.actions import set_membership
from regions.history import Versioned, revision_model
from tests import makers
from tests.access_table import OWN_WORDS, ROLES, TABLE, World

type Read = Callable[[str, str], Answer]

pytestmark = pytest.mark.django_db

# Django's own pages for technicians, who hold no role in the programme; they have a test below.
NOT_OURS = ("admin",)
READS = re.compile(r"(SELECT|WITH|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|PRAGMA)\b")
# A kept paper is no fact: who looks at it first has it made, and it is thrown away again.
KEEPS = re.compile(r'(INSERT INTO|UPDATE) "reports_render" ')
SIGN_IN = "/konto/logg-inn/"
every_page = pytest.mark.parametrize("name", TABLE)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str  # of the page that is shown in the end; none for who is sent to sign in


@pytest.fixture(scope="module")
def _three_regions(_access_world: World, django_db_blocker: Any) -> World:
    """The world, and a third region, whose people only the staff read of."""
    with django_db_blocker.unblock():
        third = makers.make_region("Tredjeregionen", slug="tredje")
        makers.coordinator_of(third, makers.make_person("Tredje Person", email="tredje@post.no"))
    return _access_world


@pytest.fixture
def world(_three_regions: World, access_world: World) -> World:
    return access_world


@pytest.fixture(scope="module")
def _answers() -> dict[tuple[str, str], Answer]:
    return {}


@pytest.fixture
def read(world: World, _answers: dict[tuple[str, str], Answer]) -> Read:
    """What a role gets at an address of the table: asked for once a module, never writing."""

    def read(role: str, name: str) -> Answer:
        if (role, name) not in _answers:
            _answers[role, name] = answer_to(role, name, world)
        return _answers[role, name]

    return read


def answer_to(role: str, name: str, world: World) -> Answer:
    client, url = world.visitor(role, TABLE[name]), address_of(name, world)
    with connection.execute_wrapper(reads_only):
        response: Any = client.get(url)
        status, location = response.status_code, response.headers.get("Location", "")
        if location and role != "stranger":
            response = client.get(url, follow=True)
        return Answer(status, location, read_to_the_end(response))


def read_to_the_end(response: Any) -> str:
    """The test client closes a stream then."""
    text: str = response.getvalue().decode(errors="replace")
    return text


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may fetch the paper is the question here, not how it looks."""
    monkeypatch.setattr("reports.paper.report_pdf", lambda _content: b"%PDF")


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The names of all addresses, `checkpoints:plan`, but for those that are not ours."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name}"
        elif one.namespace not in NOT_OURS:
            yield from addresses(
                one, f"{namespace}{one.namespace}:" if one.namespace else namespace
            )


def reads_only(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not READS.match(sql.lstrip("( \n")) and not KEEPS.match(sql):
        raise AssertionError(f"A reading wants to write: {sql}")
    return execute(sql, params, many, context)


def address_of(name: str, world: World) -> str:
    return reverse(name, kwargs=TABLE[name].where(world))


def revisions() -> int:
    """How many steps all histories have together."""
    return sum(revision_model(m)._default_manager.count() for m in Versioned.__subclasses__())


# Complete


def test_every_address_stands_in_the_table() -> None:
    listed = list(addresses())
    assert len(set(listed)) == len(listed)
    assert set(listed) == set(TABLE)


# True, and a reading writes nothing


@every_page
def test_get(name: str, world: World, read: Read) -> None:
    page, url = TABLE[name], address_of(name, world)
    found = {}
    for role in ROLES:
        answer = read(role, name)
        with connection.execute_wrapper(reads_only):
            head = world.visitor(role, page).head(url)
            assert read_to_the_end(head) == ""
        assert head.status_code == answer.status
        found[role] = answer.status
        if role == "stranger" and not page.public:
            assert answer.location.partition("?")[0] == SIGN_IN
    assert found == dict(zip(ROLES, page.get, strict=True))


def test_a_reading_that_writes_is_found_out(world: World) -> None:
    with (
        connection.execute_wrapper(reads_only),
        pytest.raises(AssertionError, match='wants to write: UPDATE "reports_report"'),
    ):
        type(world.fresh).objects.filter(pk=world.fresh.pk).update(is_read=True)


@every_page
def test_post(name: str, world: World) -> None:
    """Whoever may, saves; for whoever may not, nothing is saved."""
    page, url = TABLE[name], address_of(name, world)
    sent, before = page.sent(world), revisions()
    found = {}
    for role in ROLES:
        client = world.signed_in(role)
        with transaction.atomic():
            response = client.post(url, sent)
            written = revisions() - before
            transaction.set_rollback(True)
        found[role] = response.status_code
        refused = response.status_code in {403, 404, 405, 422}
        if role == "stranger":
            assert written == 0
            assert page.public or response.headers["Location"].partition("?")[0] == SIGN_IN
        elif not page.public:
            assert bool(written) != refused or name in WRITES_NO_HISTORY
    assert found == dict(zip(ROLES, page.post, strict=True))


# A mail is sent; a text is shown; a person is sent elsewhere; a key is made or ended; someone
# names a view for themselves; an edition is withdrawn, once and for all; a bundle is made, or not.
WRITES_NO_HISTORY = {
    "regions:invite_again",
    "regions:preview",
    "account_set_password",
    "regions:tokens",
    "regions:end_token",
    "reports:send_letter_again",
    "reports:withdraw_edition",
    "reports:bundles",
    "reports:stop_bundle",
    "saved_views",
    "rename_view",
    "delete_view",
}


@pytest.mark.parametrize("name", [name for name in TABLE if not name.startswith("account_")])
def test_other_methods_are_not_allowed(name: str, world: World) -> None:
    """Allauth's pages answer for themselves."""
    client, url = world.signed_in("staff"), address_of(name, world)
    with connection.execute_wrapper(reads_only):
        answers = [send(url) for send in (client.put, client.patch, client.delete, client.options)]
    assert [answer.status_code for answer in answers] == [405, 405, 405, 405]


# Nothing leaks


@pytest.mark.parametrize("role", ["other", "ministry"])
def test_no_page_shows_a_regions_own_words_to_others(role: str, read: Read) -> None:
    for name in TABLE:
        text = read(role, name).text
        assert [words for words in OWN_WORDS if words in text] == [], name


def test_a_regions_own_people_read_its_own_words(read: Read) -> None:
    for role in ("coordinator", "reader", "staff"):
        names = (
            "region", "checkpoints:milestone", "checkpoints:milestone_history", "regions:members",
            "reports:report_draft",
        )  # fmt: skip
        text = "".join(read(role, name).text for name in names)
        assert [words for words in OWN_WORDS if words not in text] == []


@pytest.mark.parametrize("role", ["coordinator", "other", "reader", "ministry"])
def test_no_page_shows_people_of_other_regions(role: str, read: Read) -> None:
    for name in TABLE:
        text = read(role, name).text
        assert "tredje@post.no" not in text, name
        assert "Tredje Person" not in text, name


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("coordinator", {"bodo"}),
        ("other", {"alta"}),
        ("ministry", set()),
        ("staff", {"bodo", "alta", "tredje"}),
    ],
)
def test_the_overview_counts_for_all_and_opens_for_those_who_may(
    role: str, links: set[str], read: Read
) -> None:
    text = read(role, "overview").text

    assert "Bodøregionen" in text
    assert "Altaregionen" in text
    assert set(re.findall(r'href="/regioner/([a-z]+)/', text)) == links


@pytest.mark.parametrize("role", ["coordinator", "reader", "staff", "ministry"])
def test_a_thing_of_one_region_is_not_found_under_anothers_address(role: str, world: World) -> None:
    """Also by those who may see the other region."""
    parallel = makers.parallel_strand(world.region, world.phase.milestones.all()[1], "Et annet")
    elsewhere = {"slug": world.other.slug}
    others_strand = makers.main_strand(world.other)
    m1 = {"region": world.region.slug, "strand": world.strand.number, "milestone": "m1"}
    mixed: list[tuple[str, dict[str, Any]]] = [
        ("regions:participation", elsewhere | {"pk": world.participation.pk}),
        ("regions:end_membership", elsewhere | {"pk": world.membership.pk}),
        # A strand number that only the other region has, or none has
        ("checkpoints:milestone", m1 | {"region": world.other.slug, "strand": parallel.number}),
        ("checkpoints:decision", m1 | {"milestone": "m2", "pk": world.decision.pk}),
        ("checkpoints:decision", m1 | {"pk": makers.decide(others_strand, 1).pk}),
        # What lies before a parallel strand's first milestone belongs to the main strand
        ("checkpoints:milestone", m1 | {"strand": parallel.number}),
        ("checkpoints:assess", m1 | {"strand": parallel.number, "checkpoint": "c1"}),
    ]
    client = world.signed_in(role)
    for name, where in mixed:
        url = reverse(name, kwargs=where)
        sent = {"revision": 1, "decided_on": "2016-08-01", "body": "Bystyret", "role": "member"}
        answers = {client.get(url).status_code, client.post(url, sent).status_code} - {405}
        assert answers <= {403, 404}, (name, where)
        assert 404 in answers or role in {"reader", "staff"}, (name, where)


NOWHERE: dict[type, object] = {int: 9_999_999, UUID: uuid4()}


@every_page
def test_what_does_not_exist_is_not_found(name: str, world: World) -> None:
    page = TABLE[name]
    where, clients = page.where(world), [world.visitor(r, page) for r in ("staff", "coordinator")]
    for key in where.keys() - {"uidb36", "key"}:
        absent = where | {key: NOWHERE.get(type(where[key]), "finnes-ikke")}
        url = reverse(name, kwargs=absent)
        answers = {
            send(url).status_code for client in clients for send in (client.get, client.post)
        }
        # Who may not change such a thing anyhow is told no more than that.
        assert 404 in answers, url
        assert answers <= {403, 404, 405}, url


def test_someone_without_a_role_sees_the_calendar_and_whom_to_ask(world: World) -> None:
    client = Client()
    client.force_login(makers.make_person())

    seen = {name for name in TABLE if opens(client, address_of(name, world))}

    assert {name for name in seen if not TABLE[name].public} == {
        "home", "checkpoints:calendar", "checkpoints:phase",
    }  # fmt: skip


def test_someone_without_a_role_finds_no_link_that_leads_nowhere(world: World) -> None:
    client = Client()
    client.force_login(makers.make_person())
    for name in ("home", "checkpoints:calendar", "checkpoints:phase"):
        page = client.get(address_of(name, world)).content.decode()
        links = {link.partition("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page)}
        assert {link for link in links if client.get(link).status_code == 404} == set(), name


def opens(client: Client, url: str) -> bool:
    response = client.get(url)
    read_to_the_end(response)
    return response.status_code == 200


def test_a_membership_that_has_ended_opens_nothing(world: World) -> None:
    reader = world.people["reader"]
    assert reader is not None
    client = world.signed_in("reader")
    assert client.get(address_of("region", world)).status_code == 200

    set_membership(by=None, person=reader, region=world.region, role=None, expected_revision=1)

    assert client.get(address_of("region", world)).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_technical_pages_are_for_technicians_alone(role: str, world: World) -> None:
    response = world.signed_in(role).get("/teknisk/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/teknisk/login/")
