"""What a region does not share, no other region reads: each field of each model, one by one.

A region is filled with words that stand nowhere else. Then a coordinator and a reader of another
region open every page there is. Whoever adds a field to a model decides here what others see of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from checkpoints import actions
from checkpoints.models import Attachment, Evidence, Status, StoredFile, Strand, Verdict
from regions.history import record
from regions.models import Membership, Region, User
from reports.models import Edition
from tests import makers, report_words
from tests.access_table import TABLE, World, make_world
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db

# What the programme asks of all, and prepares for all (tests/reports/gathering says when others
# read that), and what the country is divided into.
CONTENT = {
    "Programme", "County", "Municipality", "MunicipalityVersion", "Phase", "Objective", "Milestone",
    "Checkpoint", "CheckpointWording", "Event", "EventRevision", "Round", "RoundRevision",
    "Question", "QuestionRevision", "Gathering", "GatheringRevision", "AgendaItem",
    "AgendaItemRevision",
}  # fmt: skip
# Read by everyone in the programme: what regions there are, and who takes part in them.
PUBLIC = {
    "Region.name", "Region.slug", "RegionRevision.name",
    "Participation.valid_from", "Participation.valid_to",
    "ParticipationRevision.valid_from", "ParticipationRevision.valid_to",
}  # fmt: skip
# The overview's own: who is late, and how late, follows from what was planned.
PLANNED = {
    "Plan.starts_on": date(2015, 8, 11),
    "Plan.ends_on": date(2017, 8, 12),
    "PlanRevision.starts_on": date(2015, 8, 13),
    "PlanRevision.ends_on": date(2017, 8, 14),
}
# Kept so that pages of all regions are quick: what their sources say, decided there.
COUNTED = {
    "CellCount.state", "CellCount.closed_on", "CellCount.starts_on", "CellCount.ends_on",
    "CellCount.holds_from", "CellCount.holds_until",
}  # fmt: skip
# Said to other regions on purpose; test_help_privacy.py says when they stop reading it.
ASKED = {
    "HelpRequest.question", "HelpRequest.thanks", "HelpRequest.changed_by",
    "HelpRequestRevision.question", "HelpRequestRevision.thanks", "HelpRequestRevision.by",
    "HelpRequestRevision.reason",
    "HelpAnswer.text", "HelpAnswer.changed_by",
    "HelpAnswerRevision.text", "HelpAnswerRevision.by", "HelpAnswerRevision.reason",
}  # fmt: skip
# Not of a region: what programme staff do with people's accounts.
OF_THE_PROGRAMME = {
    "Role.changed_by",
    "RoleRevision.by",
    "RoleRevision.user",
    "RoleRevision.reason",
}
OF_THE_PROGRAMME |= {"Role.user", "User.changed_by", "UserRevision.by"}
# Read by nobody but the person who made them.
OF_ONESELF = {
    "SavedView.person", "SavedView.name", "SavedView.query",
    "ApiToken.person", "ApiToken.name", "ApiToken.digest",
}  # fmt: skip

WHO = "Wilhelmine Hvemsomhelst"  # did all that was done in the region
STEPS = (
    "Region", "Participation", "Membership", "Strand", "Plan", "Decision", "Assessment", "Evidence",
    "Attachment", "Sharing", "Verification", *report_words.STEPS,
)  # fmt: skip
DAYS = {  # planted days, by what they are planted in
    "Strand.closed_on": date(2016, 10, 3),
    "StrandRevision.closed_on": date(2016, 10, 2),
    "Decision.decided_on": date(2016, 1, 17),
    "DecisionRevision.decided_on": date(2016, 1, 18),
    "Assessment.met_on": date(2016, 3, 19),
    "AssessmentRevision.met_on": date(2016, 3, 21),
    "Assessment.due_on": date(2017, 3, 22),
    "AssessmentRevision.due_on": date(2017, 3, 23),
    "Evidence.dated_on": date(2016, 4, 24),
    "EvidenceRevision.dated_on": date(2016, 4, 25),
    **report_words.DAYS,
}
WORDS = {
    "Region.source_confidence": "kildesikker",
    "RegionRevision.source_confidence": "kildesikrere",
    "RegionRevision.reason": "regiongrunn",
    "ParticipationRevision.reason": "deltakergrunn",
    "MembershipRevision.reason": "medlemsgrunn",
    "User.name": "Navngjeten Nilsen",
    "User.email": "navngjeten@post.example",
    "UserRevision.name": "Tidligere Navnesen",
    "UserRevision.email": "tidligere@post.example",
    "UserRevision.reason": "navnegrunn",
    "Membership.user": "Navngjeten Nilsen",
    "MembershipRevision.user": "Avgått Andersen",
    "Strand.theme": "Temaløpet",
    "StrandRevision.theme": "Fortidstemaet",
    "StrandRevision.reason": "løpsgrunn",
    "PlanRevision.reason": "plangrunn",
    "Decision.body": "Hemmeligrådet",
    "Decision.note": "vedtaksnotat",
    "DecisionRevision.body": "Fortidsrådet",
    "DecisionRevision.note": "fortidsnotat",
    "DecisionRevision.reason": "vedtaksgrunn",
    "Assessment.text": "kommentarord",
    "Assessment.responsible": "Ansvarlig Aas",
    "Assessment.responsible_name": "Ansvarshavende Ask",
    "Assessment.confirmed_by": "Bekreftende Berg",
    "AssessmentRevision.text": "fortidskommentar",
    "AssessmentRevision.responsible": "Forrige Foss",
    "AssessmentRevision.responsible_name": "Forhenværende Fjell",
    "AssessmentRevision.changed_by": WHO,
    "AssessmentRevision.confirmed_by": "Bekreftende Berg",
    "AssessmentRevision.reason": "vurderingsgrunn",
    "Evidence.title": "Udelt tittel",
    "Evidence.title of what is hidden": "Skjult tittel",
    "Evidence.title of what is detached": "Løsnet tittel",
    "Evidence.title of what is in quarantine": "Karantenetittel",
    "Evidence.title of what was attached later": "Senere tittel",
    "Evidence.title beside a checkpoint that is open again": "Gjenåpnet tittel",
    "Evidence.title of what is no longer shared": "Angret tittel",
    "Evidence.file_name": "udelt-filnavn.txt",
    "Evidence.url": "https://udelt.example/adresse/",
    "EvidenceRevision.title": "Fortidstittel",
    "EvidenceRevision.reason": "dokumentgrunn",
    "AttachmentRevision.reason": "vedleggsgrunn",
    "StoredFile.content": "udelte bokstaver",
    "StoredFile.content of what is hidden": "skjulte bokstaver",
    "StoredFile.content of what is detached": "løsnede bokstaver",
    "StoredFile.content of what is in quarantine": "smittede bokstaver",
    "StoredFile.content of what was attached later": "senere bokstaver",
    "StoredFile.content beside a checkpoint that is open again": "gjenåpnede bokstaver",
    "StoredFile.content of what is no longer shared": "angrede bokstaver",
    "Sharing.text after it was taken back": "tilbaketatt deling",
    "Sharing.text of a checkpoint that is open again": "gjenåpnet deling",
    "Sharing.contact after it was taken back": "Tilbaketatt Tangen",
    "Sharing.contact of a checkpoint that is open again": "Gjenåpnet Grønli",
    "Sharing.contact who left the region": "Utflyttet Utne",
    "Sharing.contact who may not sign in any more": "Sluttet Sletten",
    "SharingRevision.text": "fortidsdeling",
    "SharingRevision.contact": "Fortidskontakt Fure",
    "SharingRevision.reason": "delingsgrunn",
    "Verification.note": "kontrollnotat",
    "VerificationRevision.note": "fortidskontroll",
    "VerificationRevision.reason": "kontrollgrunn",
    **report_words.WORDS,
    "Edition.handed_in_by": WHO,
    "EditionWithdrawal.by": WHO,
    **{f"{model}.changed_by": WHO for model in STEPS},
    **{f"{model}Revision.by": WHO for model in STEPS},
}
# Nobody reads these at all, in their own region either.
NEVER = {"User.password", "StoredFile.sha256", "StoredFile.thumbnail", *report_words.SEALED}
# Keys and kinds, which say nothing by themselves.
KINDS = {"of", "step", "language", "media_type", "renderer"}
SHOWN = {  # by the field, what others read of what is shared
    "Sharing.text": "delt fortelling",
    "Sharing.contact": "Kontakt Kvam",
    "User.email": "kontakt.kvam@post.example",
    "Evidence.title": "Delt tittel",
    "Evidence.url": "https://delt.example/adresse/",
    "Strand.theme": "Deletemaet",
}
SHARED_DAYS = {"Evidence.dated_on": date(2016, 5, 27), "Assessment.met_on": date(2016, 5, 28)}
SHARED_LETTERS = "delte bokstaver"


# The decisions


def tells_something(field: Any) -> bool:
    """Whether it holds words, a day, a file or a person; when it was recorded is told by counts."""
    if field.choices or field.name in KINDS or isinstance(field, models.DateTimeField):
        return False
    if isinstance(field, models.ForeignKey):
        return field.related_model is User
    kinds = (models.CharField, models.TextField, models.DateField, models.FileField)
    return isinstance(field, kinds)


def fields_of_regions() -> set[str]:
    return {
        f"{model.__name__}.{field.name}"
        for app in ("regions", "checkpoints", "reports")
        for model in apps.get_app_config(app).get_models()
        if model.__name__ not in CONTENT
        for field in model._meta.concrete_fields
        if tells_something(field)
    }


def test_it_is_decided_of_each_field_what_others_see_of_it() -> None:
    kept = {key.partition(" ")[0] for key in chain(WORDS, DAYS)}
    shown = PUBLIC | set(PLANNED) | COUNTED | ASKED | set(SHOWN)
    assert fields_of_regions() == kept | shown | OF_THE_PROGRAMME | OF_ONESELF | NEVER


# A region full of words


@dataclass
class Planted:
    """A region with all those words in it, and what others of another region are sent of it."""

    world: World
    read: Mapping[str, str]  # by address, what anyone of another region reads there
    own: str  # all that its own coordinator reads


def plant(world: World) -> None:
    region, strand = world.region, world.strand
    who = makers.coordinator_of(region, makers.make_person(WHO))
    people = {
        key: makers.reader_of(region, makers.make_person(name))
        for key, name in WORDS.items()
        if re.search(r"responsible$|contact|confirmed_by", key)
    }
    _plant_people(region, who)
    _plant_region(world, who)
    _plant_strands(world, who)
    _plant_progress(strand, who, people)
    _plant_evidence(region, strand, who)
    _plant_sharing(region, strand, who, people)
    _plant_verification(strand, who)
    report_words.plant(region, who, step)


def step(row: Any, by: User, key: str = "", **state: Any) -> Any:
    """A further step of a row, with the model's planted reason."""
    row = type(row)._default_manager.get(pk=row.pk)
    reason = WORDS.get(f"{type(row).__name__}Revision.reason", "")
    when = makers.at("2016-11-01")
    return record(row, by=by, expected=row.revision, reason=reason, at=when, **state)


def _plant_people(region: Region, who: User) -> None:
    person = makers.make_person(WORDS["UserRevision.name"], email=WORDS["UserRevision.email"])
    makers.reader_of(region, person)
    step(person, who, name=WORDS["User.name"], email=WORDS["User.email"])
    gone = makers.reader_of(region, makers.make_person(WORDS["MembershipRevision.user"]))
    step(Membership.objects.get(user=gone), who, removed=True)


def _plant_region(world: World, who: User) -> None:
    step(world.region, who, source_confidence=WORDS["RegionRevision.source_confidence"])
    step(world.region, who, source_confidence=WORDS["Region.source_confidence"])
    step(world.participation, who, role="observer")


def _plant_strands(world: World, who: User) -> None:
    second = world.phase.milestones.get(slug="m2")
    strand = makers.parallel_strand(world.region, second, WORDS["StrandRevision.theme"])
    for steps in ("AssessmentRevision", "Assessment"):
        makers.assess(
            strand, 2, 1, by=who, met_on=DAYS[f"{steps}.met_on"],
            responsible_name=WORDS[f"{steps}.responsible_name"],
        )  # fmt: skip
    step(strand, who, closed_on=DAYS["StrandRevision.closed_on"])
    step(strand, who, theme=WORDS["Strand.theme"], closed_on=DAYS["Strand.closed_on"])


def _plant_progress(strand: Strand, who: User, people: Mapping[str, User]) -> None:
    """On the checkpoint that is shared as it is, and on one beside it that is not."""
    plan = makers.plan(
        strand, 2, PLANNED["PlanRevision.starts_on"], PLANNED["PlanRevision.ends_on"], by=who
    )
    step(plan, who, starts_on=PLANNED["Plan.starts_on"], ends_on=PLANNED["Plan.ends_on"])
    decision = makers.decide(
        strand, 2, DAYS["DecisionRevision.decided_on"], WORDS["DecisionRevision.body"], by=who,
        note=WORDS["DecisionRevision.note"],
    )  # fmt: skip
    step(
        decision, who, decided_on=DAYS["Decision.decided_on"], body=WORDS["Decision.body"],
        note=WORDS["Decision.note"],
    )  # fmt: skip
    for steps, reason in (
        ("AssessmentRevision", ""),
        ("Assessment", WORDS["AssessmentRevision.reason"]),
    ):
        makers.assess(
            strand, 1, 1, by=who, when="2016-10-01", reason=reason, responsible_name="",
            text=WORDS[f"{steps}.text"], responsible=people[f"{steps}.responsible"],
        )  # fmt: skip
    open_now = (
        (Status.IN_PROGRESS, "AssessmentRevision.due_on"),
        (Status.ON_HOLD, "Assessment.due_on"),
    )
    for status, key in open_now:
        makers.assess(strand, 2, 2, status, by=who, due_on=DAYS[key])
    makers.confirm(strand, 2, 2, by=people["Assessment.confirmed_by"], when="2016-11-02")


def _file(region: Region, strand: Strand, about: str, who: User, c: int = 1) -> Attachment:
    """A text file, attached, whose letters are planted."""
    letters = WORDS[f"StoredFile.content{about}"].encode()
    title = WORDS[f"Evidence.title{about}"]
    name = WORDS["Evidence.file_name"] if not about else f"fil-{len(about)}.txt"
    evidence = makers.upload(region, name, letters, by=who, title=title)
    return makers.attach(evidence, strand, 1, makers.wording(strand, 1, c).checkpoint, by=who)


def _plant_evidence(region: Region, strand: Strand, who: User) -> None:
    """Beside the checkpoint that is shared: what is not shared along with it, and what was."""
    own = _file(region, strand, "", who)
    first: dict[str, Any] = {
        "title": WORDS["EvidenceRevision.title"],
        "dated_on": DAYS["EvidenceRevision.dated_on"],
    }
    step(own.evidence, who, **first)
    step(own.evidence, who, title=WORDS["Evidence.title"], dated_on=DAYS["Evidence.dated_on"])
    step(own, who)
    link = makers.link(region, WORDS["Evidence.url"], by=who, title="Lenke")
    makers.attach(link, strand, 1, makers.wording(strand, 1, 1).checkpoint, by=who)
    hidden, detached, stopped, undone = (
        _file(region, strand, about, who)
        for about in (
            " of what is hidden", " of what is detached", " of what is in quarantine",
            " of what is no longer shared",
        )
    )  # fmt: skip
    makers.share(
        strand, 1, 1, WORDS["SharingRevision.text"], by=who,
        evidence=(hidden, detached, stopped, undone),
    )  # fmt: skip
    makers.share(strand, 1, 1, by=who, evidence=(hidden, detached, stopped))
    step(hidden.evidence, who, removed=True)
    detached.refresh_from_db()
    actions.detach(by=who, attachment=detached, expected_revision=detached.revision)
    StoredFile.objects.filter(evidence=stopped.evidence_id).update(verdict=Verdict.QUARANTINED)
    _file(region, strand, " of what was attached later", who)


def _plant_sharing(region: Region, strand: Strand, who: User, people: Mapping[str, User]) -> None:
    """On the second checkpoint one that is open again, on the third one that was taken back."""
    reopened = " of a checkpoint that is open again"
    beside = _file(region, strand, " beside a checkpoint that is open again", who, c=2)
    makers.assess(strand, 1, 2, by=who)
    makers.share(
        strand, 1, 2, WORDS[f"Sharing.text{reopened}"], by=who, evidence=(beside,),
        contact=people[f"Sharing.contact{reopened}"],
    )  # fmt: skip
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, by=who)
    back = " after it was taken back"
    makers.assess(strand, 1, 3, by=who)
    taken = makers.share(
        strand, 1, 3, WORDS[f"Sharing.text{back}"], by=who, contact=people[f"Sharing.contact{back}"]
    )
    step(taken, who, removed=True)
    for m, c, key in (
        (2, 3, "Sharing.contact who left the region"),
        (2, 1, "Sharing.contact who may not sign in any more"),
    ):
        makers.assess(strand, m, c, by=who)
        makers.share(strand, m, c, contact=people["SharingRevision.contact"], by=who)
        makers.share(strand, m, c, contact=people[key], by=who)
    left, stopped = (people[key] for key in people if " who " in key)
    step(Membership.objects.get(user=left), who, removed=True)
    step(stopped, who, is_active=False)


def _plant_verification(strand: Strand, who: User) -> None:
    row = makers.verify(strand, 1, 1, note=WORDS["VerificationRevision.note"], by=who)
    step(row, who, note=WORDS["Verification.note"])


def share_on_purpose(world: World) -> None:
    """On a strand of its own: words, a contact, a file and a link."""
    second = world.phase.milestones.get(slug="m2")
    strand = makers.parallel_strand(world.region, second, SHOWN["Strand.theme"])
    makers.assess(strand, 2, 1, met_on=SHARED_DAYS["Assessment.met_on"])
    checkpoint = makers.wording(strand, 2, 1).checkpoint
    file = makers.upload(
        world.region, "delt.txt", SHARED_LETTERS.encode(), title=SHOWN["Evidence.title"],
        dated_on=SHARED_DAYS["Evidence.dated_on"],
    )  # fmt: skip
    link = makers.link(world.region, SHOWN["Evidence.url"])
    contact = makers.make_person(SHOWN["Sharing.contact"], email=SHOWN["User.email"])
    makers.share(
        strand, 2, 1, SHOWN["Sharing.text"], contact=makers.reader_of(world.region, contact),
        evidence=tuple(makers.attach(one, strand, 2, checkpoint) for one in (file, link)),
    )  # fmt: skip


# What is read of it


def addresses(world: World) -> Iterator[str]:
    """Every page of the access table, each checkpoint's page of learning, and every file."""
    for name in TABLE:
        yield reverse(name, kwargs=TABLE[name].where(world))
    for m in ("m1", "m2"):
        for c in ("c1", "c2", "c3"):
            yield reverse("checkpoints:learning", args=[world.phase.slug, m, c])
    for attachment in Attachment.objects.order_by("pk"):
        yield reverse("checkpoints:shared_file", args=[attachment.pk])
        yield reverse("checkpoints:shared_thumbnail", args=[attachment.pk])
    for evidence in Evidence.objects.order_by("pk"):
        yield reverse("checkpoints:evidence_file", args=[world.region.slug, evidence.pk])


def own_addresses(world: World) -> Iterator[str]:
    """Where a region reads its own words: what stands, and what stood."""
    for evidence in Evidence.objects.order_by("pk"):
        yield reverse("checkpoints:evidence_file", args=[world.region.slug, evidence.pk])
        yield reverse("checkpoints:edit_evidence", args=[world.region.slug, evidence.pk])
    for m in ("m1", "m2"):
        where = [world.region.slug, world.strand.number, m]
        yield reverse("checkpoints:milestone", args=where)
        yield reverse("checkpoints:milestone_history", args=where)
        for c in ("c1", "c2", "c3"):
            yield reverse("checkpoints:history", args=[*where, c])
    for name in ("region_evidence", "region_history"):
        yield reverse(f"checkpoints:{name}", args=[world.region.slug])
    yield reverse("region", args=[world.region.slug])
    yield reverse("regions:members", args=[world.region.slug])
    yield from report_words.own_addresses(world.region)


def sent(response: HttpResponseBase) -> str:
    """All of an answer: what is said of it, and its bytes."""
    content: bytes = response.getvalue()
    return f"{dict(response.headers)} {content.decode(errors='replace')}"


def signed_in(person: User | None) -> Client:
    assert person
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(scope="module")
def _planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Planted]:
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "TODAY", TODAY)
        patch.setattr("reports.paper.report_pdf", lambda _content: b"%PDF")
        world = make_world()
        plant(world)
        share_on_purpose(world)
        others = [world.people["other"], makers.reader_of(world.other)]
        read = {
            f"{address} ({number})": sent(signed_in(person).get(address, follow=True))
            for number, person in enumerate(others)
            for address in addresses(world)
        }
        own = signed_in(world.people["coordinator"])
        yield Planted(world, read, "".join(sent(own.get(one)) for one in own_addresses(world)))
        transaction.set_rollback(True)


@pytest.fixture
def planted(_planted: Planted, db: None) -> Planted:
    """Made and read once: each test asks for one of the words."""
    return _planted


def as_written(day: date) -> tuple[str, ...]:
    """Every way in which a page may write a day."""
    formats = ("DATE_FORMAT", "SHORT_DATE_FORMAT", "Y-m-d", "d.m.Y", "j. N Y")
    return tuple(dict.fromkeys(date_format(day, one) for one in formats))


# Nothing unshared is read


@pytest.mark.parametrize("key", WORDS)
def test_no_other_region_reads(key: str, planted: Planted) -> None:
    assert [address for address, text in planted.read.items() if WORDS[key] in text] == []


@pytest.mark.parametrize("key", DAYS)
def test_no_other_region_reads_the_day(key: str, planted: Planted) -> None:
    found = [
        (address, written)
        for address, text in planted.read.items()
        for written in as_written(DAYS[key])
        if written in text
    ]
    assert found == []


@pytest.mark.parametrize("key", [key for key in WORDS if "quarantine" not in key])
def test_it_is_there_to_be_read(key: str, planted: Planted) -> None:
    """In its own region: a word that stood nowhere could not leak either."""
    if key not in STAFFS:
        assert WORDS[key] in planted.own


@pytest.mark.parametrize("key", DAYS)
def test_the_day_is_there_to_be_read(key: str, planted: Planted) -> None:
    assert any(written in planted.own for written in as_written(DAYS[key]))


# Read by programme staff, about regions and people
STAFFS = {"UserRevision.name", "UserRevision.email", "UserRevision.reason", *report_words.STAFFS}


def test_no_other_region_reads_what_nobody_does(planted: Planted) -> None:
    person = planted.world.people["coordinator"]
    assert person
    sums = [*StoredFile.objects.values_list("sha256", flat=True), person.password]
    shown = "".join(planted.read.values())
    shared = StoredFile.objects.filter(evidence__title=SHOWN["Evidence.title"]).get().sha256
    kept = set(sums) - {shared, *_sums_of_what_is_shared()}
    assert [one for one in kept if one in shown] == []


def test_no_other_region_reads_by_what_an_edition_is_known(planted: Planted) -> None:
    """Who has an edition's code has its last page; the page that looks it up says it again."""
    known = Edition.objects.values_list("code", "content_sha256", "chain", "content")
    shown = "".join(
        text for address, text in planted.read.items() if not address.startswith("/kontroll/")
    )
    assert len(known) > 1
    assert [one for one in chain.from_iterable(known) if one in shown] == []


def _sums_of_what_is_shared() -> Iterator[str]:
    """They stand in the headers of what may be fetched."""
    shared = Attachment.objects.filter(shared=True, removed=False).values("evidence__stored")
    yield from StoredFile.objects.filter(pk__in=shared).values_list("sha256", flat=True)


@pytest.mark.parametrize("key", [key for key in WORDS if key != "Evidence.url"])
def test_a_search_finds_nothing_by(key: str, planted: Planted) -> None:
    """What is not read is not guessed at either."""
    client = signed_in(planted.world.people["other"])
    answer = client.get(reverse("checkpoints:learning_index"), {"q": WORDS[key]})
    assert answer.context["groups"] == ()


# What is shared is


@pytest.mark.parametrize("key", SHOWN)
def test_other_regions_read_what_is_shared(key: str, planted: Planted) -> None:
    assert SHOWN[key] in _topic(planted)


@pytest.mark.parametrize("key", SHARED_DAYS)
def test_other_regions_read_the_days_of_what_is_shared(key: str, planted: Planted) -> None:
    assert date_format(SHARED_DAYS[key], "DATE_FORMAT") in _topic(planted)


def test_other_regions_fetch_the_file_that_is_shared(planted: Planted) -> None:
    shared = Attachment.objects.get(evidence__title=SHOWN["Evidence.title"])
    address = reverse("checkpoints:shared_file", args=[shared.pk])
    for number in (0, 1):
        assert planted.read[f"{address} ({number})"].endswith(f" {SHARED_LETTERS}")
        assert "delt.txt" in planted.read[f"{address} ({number})"]


def test_other_regions_fetch_no_other_file(planted: Planted) -> None:
    client = signed_in(planted.world.people["other"])
    fetched = {
        (name, attachment.evidence.title)
        for attachment in Attachment.objects.select_related("evidence")
        for name in ("file", "thumbnail")
        if client.get(reverse(f"checkpoints:shared_{name}", args=[attachment.pk])).status_code
        == 200
    }
    # The access table's picture was shared once; its small copy is there as well.
    assert StoredFile.objects.get(evidence=planted.world.shared.evidence_id).thumbnail
    assert fetched == {("file", SHOWN["Evidence.title"])}


def _topic(planted: Planted) -> str:
    where = [planted.world.phase.slug, "m2", "c1"]
    return planted.read[f"{reverse('checkpoints:learning', args=where)} (1)"]


def test_the_ministry_and_people_without_a_region_find_no_page(planted: Planted) -> None:
    pages = [one for one in addresses(planted.world) if one.startswith("/laering/")]
    assert len(pages) > 10
    for person in (planted.world.people["ministry"], makers.make_person("Uten Rolle")):
        client = signed_in(person)
        assert {client.get(one).status_code for one in pages} <= {404, 405}
