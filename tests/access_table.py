"""The table of role x page x method that test_access.py holds the application to.

After "Who sees and does what" of the programme: who may not see a thing gets 404, who may see but
not change it 403, who is not signed in is sent to sign in (302).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client

from checkpoints import actions
from checkpoints.forms.carried import Carried, Load
from checkpoints.models import (
    Assessment,
    Attachment,
    Decision,
    Event,
    EventKind,
    Evidence,
    HelpAnswer,
    HelpRequest,
    Phase,
    Plan,
    SavedView,
    Sharing,
    Strand,
    Verification,
)
from regions import clock
from regions.models import ApiToken, Membership, Municipality, Participation, Region, User
from reports import actions as reporting
from reports.canonical import checksum_of_draft
from reports.models import (
    AgendaItem,
    Agreement,
    Bundle,
    Edition,
    Gathering,
    Letter,
    Question,
    Remark,
    Report,
)
from reports.queries.content import content_of
from tests import makers

ROLES = ("stranger", "coordinator", "other", "reader", "staff", "ministry")
# Words of one region. Nobody of another region and nobody of the ministry ever reads them.
OWN_WORDS = (
    "privat kommentar", "privat vedtak", "Privat ansvarlig", "privat@bodo.no", "privat tema",
    "privat svar", "privat kontroll",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """A region of its own with everything in it, and another."""

    region: Region
    other: Region
    phase: Phase
    strand: Strand
    parallel: Strand
    decision: Decision
    assessment: Assessment
    verification: Verification  # the staff's, of the assessment
    act: UUID  # in which the assessment was made
    plan: Plan
    participation: Participation
    municipality: Municipality
    event: Event
    evidence: Evidence  # attached to nothing
    attached: Attachment
    beside_decision: Attachment
    sharing: Sharing
    shared: Attachment  # a picture that others may fetch
    question: HelpRequest
    answer: HelpAnswer  # the other region's
    report: Report  # the region's draft, with an answer
    asked: Question  # that it answers
    edition: Edition  # of an earlier report, handed in before there was anything private
    letter: Letter  # about the other region's report to the same round; it waits
    dropped: Letter  # about the region's own; not to be sent
    person: User
    membership: Membership
    people: dict[str, User | None]
    sessions: dict[str, str]  # of those who can sign in
    keys: dict[str, str]  # to the API, of the same, by their secrets
    token: ApiToken  # the coordinator's key
    view: SavedView  # the coordinator's
    draft: Report  # answered, and not handed in
    fresh: Report  # handed in; its review is not begun
    filed: Report  # handed in and opened
    approved: Report
    remark: Remark  # on what is filed, not sent
    agreement: Agreement
    point: AgendaItem  # of the event's agenda, which is shown to the regions
    bundle: Bundle  # of the round that the edition was handed in to
    agreed: UUID  # at the event, with the region and the other one at once

    def visitor(self, role: str, page: "Page") -> Client:
        """A browser; at the API's addresses a program with a key."""
        if not page.by_key:
            return self.signed_in(role)
        key = self.keys.get(role)
        return Client(headers={"Authorization": f"Bearer {key}"} if key else None)

    def signed_in(self, role: str) -> Client:
        """A browser of someone who has signed in, which they do once."""
        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def session_of(person: User) -> str:
    """Sign in; what a browser then holds."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def make_world() -> World:
    phase = makers.small_programme(milestones=2, checkpoints=3)
    region = makers.make_region("Bodøregionen", slug="bodo")
    other = makers.make_region("Altaregionen", slug="alta")
    strand = makers.main_strand(region)
    coordinator = makers.coordinator_of(region)
    reader = makers.reader_of(region, makers.make_person("Privat Leser", email="privat@bodo.no"))
    people = {
        "stranger": None,
        "coordinator": coordinator,
        "other": makers.coordinator_of(other),
        "reader": reader,
        "staff": makers.staff(),
        "ministry": makers.ministry(),
    }
    for person in filter(None, people.values()):
        person.set_password("et passord som virker")
        person.save(update_fields=["password"])
    edition = makers.hand_in(makers.report_of(region, makers.ask_for_reports(region)), coordinator)
    makers.make_paper(edition)
    report = makers.report_of(region, makers.ask_for_reports(region, other))
    makers.answer_all(report, "privat svar", by=coordinator)
    keys = {role: makers.key_of(person) for role, person in people.items() if person}
    decision, link = makers.decide(strand, 1, note="privat vedtak"), makers.link(region)
    checkpoint, act = makers.wording(strand, 1, 1).checkpoint, uuid4()
    shared = makers.attach(makers.upload_photo(region), strand, 1, checkpoint)
    question = makers.ask(strand, 1, 2, by=coordinator)
    second = phase.milestones.all()[1]
    parallel, _below = (
        makers.parallel_strand(region, second, theme) for theme in ("privat tema", "Reiseliv")
    )
    event = actions.add_event(by=None, phase=phase, kind=EventKind.GATHERING, at=makers.FIRST)
    return World(
        region=region,
        other=other,
        phase=phase,
        strand=strand,
        parallel=parallel,
        assessment=makers.assess(
            strand,
            1,
            1,
            by=coordinator,
            text="privat kommentar",
            responsible_name="Privat ansvarlig",
            unsure=True,
            change_set=act,
        ),
        verification=makers.verify(strand, 1, 1, note="privat kontroll", by=people["staff"]),
        act=act,
        decision=decision,
        plan=makers.plan(strand, 1, "2015-09-01", "2016-06-01"),
        participation=makers.take_part(region, makers.make_municipality("Bodø")),
        municipality=makers.make_municipality("Alta"),
        event=event,
        evidence=makers.upload_picture(region, "privat bilde.png"),
        attached=makers.attach(link, strand, 1, checkpoint),
        beside_decision=makers.attach(link, strand, 1, decision),
        sharing=makers.share(strand, 1, 1, evidence=(shared,)),
        shared=shared,
        question=question,
        answer=makers.answer(question, other, by=people["other"]),
        report=report,
        asked=report.round.questions.all()[0],
        edition=edition,
        bundle=bundle_with(edition, people["staff"]),
        **letters_about(report, people["staff"]),
        person=makers.make_person("Ny Person"),
        membership=Membership.objects.get(user=reader),
        people=people,
        sessions={role: session_of(person) for role, person in people.items() if person},
        keys=keys,
        token=coordinator.tokens.get(),
        view=makers.save_view(coordinator),
        **reports_of(region, coordinator, people["staff"]),
        **gathered_at(event, (region, other), people["staff"]),
    )


def reports_of(region: Region, coordinator: User, staff: Any) -> dict[str, Any]:
    """A region's reports at each stage, and what the staff have written on them."""
    draft, fresh, filed, approved = (
        makers.report_of(region, makers.ask_for_reports(region, questions=1)) for _ in range(4)
    )
    makers.answer_all(draft, "privat svar", by=coordinator)
    for one in (fresh, filed, approved):
        makers.hand_in(one, coordinator)
    for one in (filed, approved):
        reporting.begin_review(by=staff, report=one)
    revision = approved.revision
    reporting.approve(by=staff, report=approved, expected_revision=revision)
    edition, event = filed.edition, approved.round.event
    assert edition is not None
    for unset in Edition.objects.filter(region=region, file=None):
        makers.make_paper(unset)
    return {
        "draft": draft, "fresh": fresh, "filed": filed, "approved": approved,
        "remark": reporting.add_remark(by=staff, edition=edition, text="privat merknad"),
        "agreement": reporting.agree(by=staff, region=region, event=event, text="privat avtale"),
    }  # fmt: skip


def bundle_with(edition: Edition, staff: Any) -> Bundle:
    """All of the round that it was handed in to."""
    return makers.make_bundle(edition.report.round, staff)


def gathered_at(event: Event, regions: Sequence[Region], staff: Any) -> dict[str, Any]:
    """What is prepared for a gathering and shown to the regions, and agreed with them."""
    gathering = Gathering(event=event)
    reporting.publish_gathering(by=staff, gathering=gathering, expected_revision=0, published=True)
    return {
        "point": reporting.add_agenda_item(by=staff, event=event, heading="Arbeid i grupper"),
        "agreed": reporting.decide(by=staff, event=event, regions=regions, text="Del en erfaring."),
    }


def letters_about(report: Report, staff: Any) -> dict[str, Any]:
    """Reminders of a report and of another region's to the same round; the first one dropped."""
    reporting.remind(by=staff, asking=report.round, site="https://x.test/")
    letters = Letter.objects.filter(report__round=report.round)
    dropped, letter = letters.get(report=report), letters.exclude(report=report).get()
    reporting.drop_letter(by=staff, letter=dropped, expected_revision=1)
    return {"letter": letter, "dropped": dropped}


# The table

Codes = tuple[int, int, int, int, int, int]  # in the order of ROLES
NO_GET: Codes = (302, 405, 405, 405, 405, 405)
NO_POST: Codes = (302, 405, 405, 405, 405, 405)
ALL: Codes = (302, 200, 200, 200, 200, 200)
#                      stranger, coordinator, other, reader, staff, ministry
SEEN_BY_OWN: Codes = (302, 200, 404, 200, 200, 404)
SEEN_OF_OWN_AND_MINISTRY: Codes = (302, 200, 404, 200, 200, 200)
CHANGED_BY_OWN: Codes = (302, 200, 404, 403, 403, 404)
LEARNERS: Codes = (302, 200, 200, 200, 200, 404)
SAVED_BY_OWN: Codes = (302, 302, 404, 403, 403, 404)
CHANGED_BY_ASKER: Codes = (302, 200, 403, 403, 403, 404)
SAVED_BY_ASKER: Codes = (302, 302, 403, 403, 403, 404)
BY_OWN_REGION: Codes = (302, 200, 200, 200, 404, 404)
WITH_KEY: Codes = (401, 200, 200, 200, 200, 200)
SAVED_BY_ITS_OWNER: Codes = (302, 302, 404, 404, 404, 404)
STAFF_ONLY: Codes = (302, 404, 404, 404, 200, 404)
SAVED_BY_STAFF_ONLY: Codes = (302, 404, 404, 404, 302, 404)
STAFF_CHANGE: Codes = (302, 403, 403, 403, 200, 403)
REVIEWED: Codes = (302, 403, 404, 403, 200, 404)
SAVED_BY_REVIEWERS: Codes = (302, 403, 404, 403, 302, 404)
SAVED_BY_STAFF: Codes = (302, 403, 403, 403, 302, 403)
SEEN_BY_THOSE_WHO_COME: Codes = (302, 200, 200, 200, 200, 404)
SEEN_BY_STAFF_AND_MINISTRY: Codes = (302, 404, 404, 404, 200, 200)
SAVED_BY_STAFF_SEEN_BY_MINISTRY: Codes = (302, 404, 404, 404, 302, 403)
PREPARED_BY_STAFF: Codes = (302, 403, 403, 403, 200, 404)
SAVED_BY_THOSE_WHO_PREPARE: Codes = (302, 403, 403, 403, 302, 404)

type Facts = Callable[[World], dict[str, Any]]


def always(facts: dict[str, Any]) -> Facts:
    return lambda _world: facts


nothing = always({})


@dataclass(frozen=True)
class Page:
    get: Codes
    post: Codes
    where: Facts = nothing
    sent: Facts = nothing
    public: bool = False  # open before signing in
    by_key: bool = False  # of the API, which knows no sessions


def here(world: World) -> dict[str, Any]:
    return {"region": world.region.slug}


def own(world: World) -> dict[str, Any]:
    return {"slug": world.region.slug}


def at_milestone(world: World) -> dict[str, Any]:
    return {"region": world.region.slug, "strand": world.strand.number, "milestone": "m1"}


def on_parallel(world: World) -> dict[str, Any]:
    return {"region": world.region.slug, "strand": world.parallel.number}


def at_checkpoint(world: World) -> dict[str, Any]:
    return at_milestone(world) | {"checkpoint": "c1"}


def at_evidence(world: World) -> dict[str, Any]:
    return here(world) | {"pk": world.evidence.pk}


def at_topic(world: World) -> dict[str, Any]:
    return {"phase": world.phase.slug, "milestone": "m1", "checkpoint": "c1"}


def at_shared(world: World) -> dict[str, Any]:
    return {"attachment": world.shared.pk}


def at_question(world: World) -> dict[str, Any]:
    return {"pk": world.question.pk}


def at_round(world: World) -> dict[str, Any]:
    """The round that the draft is an answer to."""
    event = world.report.round.event
    return {"phase": event.phase.slug, "event": event.slug}


def at_letter(which: str) -> Facts:
    """A letter in the round's outbox: `letter`, `dropped`."""
    return lambda world: at_round(world) | {"pk": getattr(world, which).pk}


def at_question_asked(world: World) -> dict[str, Any]:
    """A question of that round."""
    return at_round(world) | {"pk": world.asked.pk}


def at_edition(world: World) -> dict[str, Any]:
    event = world.edition.report.round.event
    number = world.edition.number
    return here(world) | {"phase": event.phase.slug, "event": event.slug, "number": number}


def at_round_of_edition(world: World) -> dict[str, Any]:
    event = world.edition.report.round.event
    return {"phase": event.phase.slug, "event": event.slug}


def at_bundle(world: World) -> dict[str, Any]:
    return at_round_of_edition(world) | {"pk": world.bundle.pk}


def at_gathering(world: World) -> dict[str, Any]:
    return {"phase": world.phase.slug, "event": world.event.slug}


def at_point(world: World) -> dict[str, Any]:
    return at_gathering(world) | {"pk": world.point.pk}


def at_agreed(world: World) -> dict[str, Any]:
    return at_gathering(world) | {"decision": world.agreed}


def at_person(world: World) -> dict[str, Any]:
    return {"pk": world.person.pk}


def at_view(world: World) -> dict[str, Any]:
    return {"pk": world.view.pk}


def at_decision(world: World) -> dict[str, Any]:
    return at_milestone(world) | {"decision": world.decision.pk}


def at_report(which: str) -> Facts:
    """Where a report of the region is: `draft`, `fresh`, `filed`, `approved`."""

    def where(world: World) -> dict[str, Any]:
        event = getattr(world, which).round.event
        return here(world) | {"phase": event.phase.slug, "event": event.slug}

    return where


def from_revision(which: str, **sent: Any) -> Facts:
    return lambda world: {"revision": getattr(world, which).revision, **sent}


class ReadAgain(BytesIO):
    """A file that one role after the other sends."""

    name = "Notat.txt"

    def read(self, size: int | None = -1, /) -> bytes:
        self.seek(0)
        return super().read(size)


def beside(name: str, where: Facts, attached: Callable[[World], Attachment]) -> dict[str, Page]:
    """The pages of evidence beside one kind of thing."""
    file = {"upload-files": ReadAgain(b"Notat")}
    return {
        f"checkpoints:{name}": Page(SEEN_BY_OWN, NO_POST, where),
        f"checkpoints:{name}_upload": Page(NO_GET, SAVED_BY_OWN, where, always(file)),
        f"checkpoints:{name}_link": Page(
            NO_GET, SAVED_BY_OWN, where, always({"link-url": "https://example.no/"})
        ),
        f"checkpoints:{name}_reuse": Page(
            NO_GET, SAVED_BY_OWN, where, lambda w: {"reuse-evidence": w.evidence.pk}
        ),
        f"checkpoints:{name}_detach": Page(
            NO_GET,
            SAVED_BY_OWN,
            lambda w: where(w) | {"attachment": attached(w).pk},
            always({"revision": 1}),
        ),
    }


def sheet_load(world: World) -> str:
    """What the coordinator's page of a compared spreadsheet carries: a checkpoint is begun."""
    checkpoint = makers.wording(world.strand, 1, 2).checkpoint.pk
    sent = {"revision": "0", "status": "in_progress", "text": ""}
    row = Carried(2, world.strand.pk, checkpoint, sent, ("status",))
    coordinator = world.people["coordinator"]
    assert coordinator is not None
    return Load("ark.xlsx", (row,), 0).packed(world.region, coordinator)


def by_key(get: Codes, where: Facts = nothing) -> Page:
    return Page(get, (405,) * 6, where, public=True, by_key=True)


PERSON = {"name": "Kari", "email": "kari@example.no", "language": "nb"}
ROUND = {"opens_on": "2016-11-01", "due_on": "2016-12-15"}
QUESTION = {"heading_nb": "Hvorfor?", "limit": "500"}
POINT = {"heading": "Velkommen", "minutes": "15"}
COMMON = {"text": "Ring hverandre.", "whom": "alle"}
JOB = {"join-region": "1", "join-role": "reader"}

TABLE: dict[str, Page] = {
    # The programme as a whole
    "home": Page((302, 302, 302, 302, 302, 302), NO_POST),
    "overview": Page(ALL, NO_POST),
    "saved_views": Page(ALL, (302, 302, 302, 302, 302, 302), sent=always({"name": "Nordland"})),
    "rename_view": Page(
        (302, 200, 404, 404, 404, 404), SAVED_BY_ITS_OWNER, at_view, always({"name": "Nordland"})
    ),
    "delete_view": Page(NO_GET, SAVED_BY_ITS_OWNER, at_view),
    "in_brief": Page(ALL, NO_POST),
    "checkpoints:milestone_across": Page(
        ALL, NO_POST, lambda w: {"phase": w.phase.slug, "milestone": "m1"}
    ),
    "checkpoints:checkpoint_across": Page(ALL, NO_POST, at_topic),
    "checkpoints:exports": Page(ALL, NO_POST),
    "checkpoints:overview_xlsx": Page(ALL, NO_POST),
    "checkpoints:overview_csv": Page(ALL, NO_POST),
    "checkpoints:overview_json": Page(ALL, NO_POST),
    "checkpoints:history_csv": Page((302, 200, 200, 200, 200, 404), NO_POST),
    "checkpoints:history_csv_gz": Page((302, 200, 200, 200, 200, 404), NO_POST),
    "checkpoints:calendar": Page(ALL, NO_POST),
    "checkpoints:forecast": Page(ALL, NO_POST),
    "checkpoints:phase": Page(ALL, NO_POST, lambda w: {"slug": w.phase.slug}),
    "checkpoints:add_event": Page(
        STAFF_CHANGE,
        SAVED_BY_STAFF,
        lambda w: {"phase": w.phase.slug},
        always({"kind": "report"}),
    ),
    "checkpoints:event": Page(
        STAFF_CHANGE,
        SAVED_BY_STAFF,
        lambda w: {"phase": w.phase.slug, "slug": w.event.slug},
        always({"revision": 1, "position": 1, "starts_on": "2016-12-01"}),
    ),
    "checkpoints:pictures": Page(ALL, NO_POST),
    "checkpoints:picture": Page(ALL, NO_POST, always({"name": "framdrift"})),
    "checkpoints:picture_svg": Page(ALL, NO_POST, always({"name": "tidslinje"})),
    "checkpoints:picture_png": Page(ALL, NO_POST, always({"name": "fylker"})),
    # A region's own pages
    "checkpoints:trend": Page(SEEN_BY_OWN, NO_POST, here),
    "checkpoints:trend_svg": Page(SEEN_BY_OWN, NO_POST, here),
    "checkpoints:trend_png": Page(SEEN_BY_OWN, NO_POST, here),
    "region": Page(SEEN_BY_OWN, NO_POST, here),
    "reports:report": Page(SEEN_BY_OWN, NO_POST, here),
    "reports:report_pdf": Page(SEEN_BY_OWN, NO_POST, here),
    # The programme staff follow a round and remind those who are missing
    "reports:round": Page(STAFF_ONLY, NO_POST, at_round),
    "reports:programme_report": Page(STAFF_ONLY, NO_POST, at_round),
    "reports:remind": Page((302, 404, 404, 404, 405, 404), SAVED_BY_STAFF_ONLY, at_round),
    "reports:outbox": Page(STAFF_ONLY, NO_POST, at_round),
    "reports:letter": Page(
        STAFF_ONLY,
        SAVED_BY_STAFF_ONLY,
        at_letter("letter"),
        always({"revision": 1, "subject": "Husk rapporten", "body": "Den mangler."}),
    ),
    "reports:send_letters": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_round, lambda w: {f"letter-{w.letter.pk}": 1}
    ),
    "reports:send_letter": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_letter("letter"), always({"revision": 1})
    ),
    "reports:drop_letter": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_letter("letter"), always({"revision": 1})
    ),
    "reports:put_back_letter": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_letter("dropped"), always({"revision": 2})
    ),
    "reports:send_letter_again": Page(NO_GET, SAVED_BY_STAFF_ONLY, at_letter("letter")),
    "reports:region_reports": Page(SEEN_BY_OWN, NO_POST, here),
    "reports:report_draft": Page(SEEN_BY_OWN, NO_POST, at_report("draft")),
    "reports:write_answer": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        lambda w: at_report("draft")(w) | {"question": w.draft.round.questions.get().pk},
        always({"revision": 1, "text": "Vi er i rute."}),
    ),
    "reports:answer_history": Page(
        SEEN_BY_OWN,
        NO_POST,
        lambda w: at_report("draft")(w) | {"question": w.draft.round.questions.get().pk},
    ),
    "reports:draft_preview": Page(SEEN_BY_OWN, NO_POST, at_report("draft")),
    "reports:draft_pdf": Page(SEEN_BY_OWN, NO_POST, at_report("draft")),
    # A report's way: the region hands in, the programme staff review
    "reports:hand_in": Page(
        (302, 200, 404, 403, 200, 404),
        (302, 302, 404, 403, 302, 404),
        at_report("draft"),
        lambda w: {
            "revision": w.draft.revision,
            "reason": "Kari ringte.",
            "seen": checksum_of_draft(content_of(w.draft)),
            "seen_at": clock.now().isoformat(),
        },
    ),
    "reports:take_back": Page(
        CHANGED_BY_OWN, SAVED_BY_OWN, at_report("fresh"), from_revision("fresh")
    ),
    "reports:review": Page(REVIEWED, NO_POST, at_report("fresh")),
    "reports:begin_review": Page(NO_GET, SAVED_BY_REVIEWERS, at_report("fresh")),
    "reports:add_remark": Page(
        REVIEWED, SAVED_BY_REVIEWERS, at_report("filed"), always({"text": "Si mer."})
    ),
    "reports:remark_on_answer": Page(
        REVIEWED,
        SAVED_BY_REVIEWERS,
        lambda w: at_report("filed")(w) | {"question": w.filed.round.questions.get().pk},
        always({"text": "Si mer."}),
    ),
    "reports:remark_on_checkpoint": Page(
        REVIEWED,
        SAVED_BY_REVIEWERS,
        lambda w: at_report("filed")(w) | at_checkpoint(w),
        always({"text": "Legg ved vedtaket."}),
    ),
    "reports:verify": Page(
        REVIEWED,
        SAVED_BY_REVIEWERS,
        lambda w: at_report("filed")(w) | at_checkpoint(w),
        lambda w: {"revision": 1, "seen": w.assessment.revision, "finding": "verified"},
    ),
    "reports:change_remark": Page(
        REVIEWED,
        SAVED_BY_REVIEWERS,
        lambda w: at_report("filed")(w) | {"pk": w.remark.pk},
        always({"revision": 1, "text": "Si enda mer."}),
    ),
    "reports:send_back": Page(
        REVIEWED, SAVED_BY_REVIEWERS, at_report("filed"), from_revision("filed", reason="Si mer.")
    ),
    "reports:approve": Page(
        REVIEWED, SAVED_BY_REVIEWERS, at_report("filed"), from_revision("filed")
    ),
    "reports:reopen": Page(
        REVIEWED,
        SAVED_BY_REVIEWERS,
        at_report("approved"),
        from_revision("approved", reason="Et tall er feil."),
    ),
    "reports:report_history": Page(SEEN_BY_OWN, NO_POST, at_report("filed")),
    "reports:agreements": Page(
        SEEN_BY_OWN,
        SAVED_BY_REVIEWERS,
        here,
        lambda w: {"text": "Legg ved vedtaket.", "event": w.event.pk},
    ),
    "reports:agreement": Page(
        (302, 200, 404, 403, 200, 404),
        (302, 302, 404, 403, 302, 404),
        lambda w: here(w) | {"pk": w.agreement.pk},
        always({"revision": 1, "text": "En annen avtale", "outcome": "done"}),
    ),
    "checkpoints:strands": Page(
        SEEN_BY_OWN,
        SAVED_BY_OWN,
        here,
        lambda w: {"theme": "Handel", "first_milestone": w.parallel.first_milestone_id},
    ),
    "checkpoints:strand": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        on_parallel,
        lambda w: {"revision": 1, "theme": "Ny", "first_milestone": w.parallel.first_milestone_id},
    ),
    "checkpoints:move_strand": Page(NO_GET, SAVED_BY_OWN, on_parallel, always({"revision": 1})),
    "checkpoints:strand_plan": Page(
        SEEN_BY_OWN,
        SAVED_BY_OWN,
        on_parallel,
        always({"m2-revision": 0, "m2-starts_on": "2016-01-01"}),
    ),
    "checkpoints:milestone": Page(SEEN_BY_OWN, NO_POST, at_milestone),
    "checkpoints:milestone_history": Page(SEEN_BY_OWN, NO_POST, at_milestone),
    "checkpoints:history": Page(SEEN_BY_OWN, NO_POST, at_checkpoint),
    "checkpoints:region_history": Page(SEEN_BY_OWN, NO_POST, here),
    "checkpoints:undo": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        lambda w: here(w) | {"thing": "vurdering", "pk": w.assessment.pk, "number": 1},
        lambda w: {"revision": w.assessment.revision},
    ),
    "checkpoints:undo_act": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        lambda w: here(w) | {"change_set": w.act},
        lambda w: {f"assessment-{w.assessment.pk}-revision": w.assessment.revision},
    ),
    "checkpoints:several": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        at_milestone,
        always({"chosen": "c2", "c2-revision": 0, "status": "in_progress"}),
    ),
    "checkpoints:undo_event": Page(
        STAFF_CHANGE,
        SAVED_BY_STAFF,
        lambda w: {"phase": w.phase.slug, "slug": w.event.slug, "number": 1},
        always({"revision": 1}),
    ),
    "checkpoints:assess": Page(
        SEEN_BY_OWN,
        SAVED_BY_OWN,
        at_checkpoint,
        lambda w: {"revision": w.assessment.revision, "status": "in_progress"},
    ),
    "checkpoints:verify": Page(
        (302, 403, 404, 403, 200, 404),
        (302, 403, 404, 403, 302, 404),
        at_checkpoint,
        lambda w: {"revision": 1, "seen": w.assessment.revision, "finding": "verified"},
    ),
    "checkpoints:tick": Page(
        NO_GET, SAVED_BY_OWN, at_checkpoint, lambda w: {"revision": w.assessment.revision}
    ),
    **beside("evidence", at_checkpoint, lambda w: w.attached),
    **beside("decision_evidence", at_decision, lambda w: w.beside_decision),
    "checkpoints:region_evidence": Page(SEEN_BY_OWN, NO_POST, here),
    "checkpoints:edit_evidence": Page(
        CHANGED_BY_OWN, SAVED_BY_OWN, at_evidence, always({"revision": 1, "title": "Kartet"})
    ),
    "checkpoints:evidence_file": Page(SEEN_BY_OWN, NO_POST, at_evidence),
    "checkpoints:evidence_thumbnail": Page(SEEN_BY_OWN, NO_POST, at_evidence),
    "checkpoints:sheet": Page(SEEN_BY_OWN, (302, 422, 404, 403, 403, 404), here),
    "checkpoints:sheet_file": Page(SEEN_BY_OWN, NO_POST, here),
    "checkpoints:save_sheet": Page(NO_GET, SAVED_BY_OWN, here, lambda w: {"load": sheet_load(w)}),
    "checkpoints:confirm_open": Page(
        NO_GET,
        SAVED_BY_OWN,
        at_milestone,
        always({"revision-c2": 0}),
    ),
    "checkpoints:settle": Page(NO_GET, SAVED_BY_OWN, at_checkpoint, always({"revision": 1})),
    "checkpoints:confirm": Page(
        NO_GET,
        SAVED_BY_OWN,
        lambda w: at_milestone(w) | {"checkpoint": "c2"},
        always({"revision": 0}),
    ),
    "checkpoints:focus": Page(CHANGED_BY_OWN, NO_POST, here),
    "checkpoints:focus_summary": Page(CHANGED_BY_OWN, NO_POST, here),
    "checkpoints:focus_on": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        at_checkpoint,
        lambda w: {"revision": w.assessment.revision, "status": "in_progress"},
    ),
    "checkpoints:mine": Page(BY_OWN_REGION, NO_POST),
    # What regions share with each other
    "checkpoints:share": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        at_checkpoint,
        lambda w: {"revision": w.sharing.revision, "text": "Vi tok det steg for steg."},
    ),
    "checkpoints:learning_index": Page(LEARNERS, NO_POST),
    "checkpoints:learning": Page(LEARNERS, NO_POST, at_topic),
    "checkpoints:shared_file": Page(LEARNERS, NO_POST, at_shared),
    "checkpoints:shared_thumbnail": Page(LEARNERS, NO_POST, at_shared),
    "checkpoints:plan": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        at_milestone,
        lambda w: {"revision": w.plan.revision, "ends_on": "2016-08-01", "reason": "Valg"},
    ),
    "checkpoints:new_decision": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        at_milestone,
        always({"revision": 0, "decided_on": "2016-08-01", "body": "Bystyret"}),
    ),
    "checkpoints:decision": Page(
        CHANGED_BY_OWN,
        SAVED_BY_OWN,
        lambda w: at_milestone(w) | {"pk": w.decision.pk},
        always({"revision": 1, "decided_on": "2016-08-01", "body": "Bystyret"}),
    ),
    # A region's people: coordinators invite to their own, programme staff to all, and end
    "regions:members": Page(
        SEEN_BY_OWN,
        (302, 302, 404, 403, 302, 404),
        own,
        always({"name": "Ola", "email": "ola@example.no", "role": "reader"}),
    ),
    "regions:end_membership": Page(
        NO_GET,
        (302, 403, 404, 403, 302, 404),
        lambda w: own(w) | {"pk": w.membership.pk},
        lambda w: {"revision": w.membership.revision},
    ),
    # What regions ask each other: read by all of them, answered by the others
    "checkpoints:ask": Page(
        CHANGED_BY_OWN, SAVED_BY_OWN, at_checkpoint, always({"question": "Hvordan?"})
    ),
    "checkpoints:help_requests": Page(LEARNERS, NO_POST),
    "checkpoints:help_request": Page(
        LEARNERS, (302, 403, 302, 403, 302, 404), at_question, always({"text": "Et svar til."})
    ),
    "checkpoints:change_request": Page(
        CHANGED_BY_ASKER,
        SAVED_BY_ASKER,
        at_question,
        always({"revision": 1, "question": "Hvordan da?"}),
    ),
    "checkpoints:close_request": Page(
        CHANGED_BY_ASKER,
        SAVED_BY_ASKER,
        at_question,
        always({"revision": 1, "outcome": "settled", "thanks": "Takk!"}),
    ),
    "checkpoints:change_answer": Page(
        (302, 403, 200, 403, 403, 404),
        (302, 403, 302, 403, 403, 404),
        lambda w: at_question(w) | {"answer": w.answer.pk},
        always({"revision": 1, "text": "Bedre slik."}),
    ),
    # What programme staff alone look after
    "regions:edit_region": Page(
        (302, 403, 404, 403, 200, 404),
        (302, 403, 404, 403, 302, 404),
        own,
        always({"revision": 1, "name": "Salten", "language": "nb"}),
    ),
    "regions:participations": Page(
        (302, 403, 404, 403, 200, 404),
        (302, 403, 404, 403, 302, 404),
        own,
        lambda w: {"municipality": w.municipality.pk, "role": "member"},
    ),
    "regions:participation": Page(
        (302, 403, 404, 403, 200, 404),
        (302, 403, 404, 403, 302, 404),
        lambda w: own(w) | {"pk": w.participation.pk},
        always({"revision": 1, "role": "observer"}),
    ),
    # All of a round in one file
    "reports:bundles": Page(
        SEEN_BY_STAFF_AND_MINISTRY, SAVED_BY_STAFF_SEEN_BY_MINISTRY, at_round_of_edition
    ),
    "reports:bundle": Page(SEEN_BY_STAFF_AND_MINISTRY, NO_POST, at_bundle),
    "reports:stop_bundle": Page(NO_GET, SAVED_BY_STAFF_SEEN_BY_MINISTRY, at_bundle),
    "reports:bundle_zip": Page(SEEN_BY_STAFF_AND_MINISTRY, NO_POST, at_bundle),
    "reports:bundle_part": Page(
        SEEN_BY_STAFF_AND_MINISTRY, NO_POST, lambda w: at_bundle(w) | {"position": 1}
    ),
    # A gathering that is shown to the regions
    "reports:gathering": Page(SEEN_BY_THOSE_WHO_COME, NO_POST, at_gathering),
    "reports:gathering_pdf": Page(SEEN_BY_THOSE_WHO_COME, NO_POST, at_gathering),
    "reports:add_agenda_item": Page(
        PREPARED_BY_STAFF, SAVED_BY_THOSE_WHO_PREPARE, at_gathering, always(POINT | {"revision": 0})
    ),
    "reports:change_agenda_item": Page(
        PREPARED_BY_STAFF, SAVED_BY_THOSE_WHO_PREPARE, at_point, always(POINT | {"revision": 1})
    ),
    "reports:arrange_agenda_item": Page(
        NO_GET, SAVED_BY_THOSE_WHO_PREPARE, at_point, always({"act": "remove"})
    ),
    "reports:add_decision": Page(
        PREPARED_BY_STAFF, SAVED_BY_THOSE_WHO_PREPARE, at_gathering, always(COMMON)
    ),
    "reports:change_decision": Page(
        PREPARED_BY_STAFF,
        SAVED_BY_THOSE_WHO_PREPARE,
        at_agreed,
        always({"revision": 1, "text": "Del to erfaringer."}),
    ),
    "reports:groups": Page(
        PREPARED_BY_STAFF,
        SAVED_BY_THOSE_WHO_PREPARE,
        at_gathering,
        always({"revision": 1, "group_size": 4}),
    ),
    "reports:move_region": Page(
        NO_GET,
        SAVED_BY_THOSE_WHO_PREPARE,
        at_gathering,
        lambda w: {"revision": 1, "region": w.region.pk, "to": "0"},
    ),
    "reports:publish_gathering": Page(
        NO_GET, SAVED_BY_THOSE_WHO_PREPARE, at_gathering, always({"revision": 1})
    ),
    # What was handed in
    "reports:edition": Page(SEEN_OF_OWN_AND_MINISTRY, NO_POST, at_edition),
    "reports:edition_pdf": Page(SEEN_OF_OWN_AND_MINISTRY, NO_POST, at_edition),
    "reports:edition_json": Page(SEEN_OF_OWN_AND_MINISTRY, NO_POST, at_edition),
    "reports:edition_csv": Page(SEEN_OF_OWN_AND_MINISTRY, NO_POST, at_edition),
    "reports:edition_archive": Page(SEEN_OF_OWN_AND_MINISTRY, NO_POST, at_edition),
    "reports:region_archive": Page(SEEN_BY_OWN, NO_POST, here),
    "reports:round_archive": Page((302, 404, 404, 404, 200, 200), NO_POST, at_round_of_edition),
    "reports:withdraw_edition": Page(
        (302, 403, 404, 403, 200, 403),
        (302, 403, 404, 403, 302, 403),
        at_edition,
        always({"reason": "Feil tall."}),
    ),
    "reports:check": Page((200,) * 6, (422,) * 6, public=True),
    "reports:check_code": Page(
        (200,) * 6, (422,) * 6, lambda w: {"code": w.edition.code}, public=True
    ),
    # What the programme staff ask for
    "reports:rounds": Page(ALL, NO_POST),
    "reports:new_round": Page(
        STAFF_ONLY,
        SAVED_BY_STAFF_ONLY,
        sent=lambda w: ROUND | {"event": w.event.pk},
    ),
    "reports:change_round": Page(
        STAFF_ONLY, SAVED_BY_STAFF_ONLY, at_round, always(ROUND | {"revision": 1})
    ),
    "reports:add_question": Page(
        STAFF_ONLY, SAVED_BY_STAFF_ONLY, at_round, always(QUESTION | {"revision": 0})
    ),
    "reports:change_question": Page(
        STAFF_ONLY, SAVED_BY_STAFF_ONLY, at_question_asked, always(QUESTION | {"revision": 1})
    ),
    "reports:arrange_question": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_question_asked, always({"act": "down"})
    ),
    "reports:round_regions": Page(
        STAFF_ONLY,
        SAVED_BY_STAFF_ONLY,
        at_round,
        lambda w: {"regions": [w.region.pk], "seen": [w.region.pk, w.other.pk]},
    ),
    "regions:regions": Page(STAFF_ONLY, NO_POST),
    "regions:add_region": Page(
        STAFF_ONLY, SAVED_BY_STAFF_ONLY, sent=always({"name": "Salten", "language": "nb"})
    ),
    "regions:people": Page(STAFF_ONLY, NO_POST),
    "regions:add_person": Page(STAFF_ONLY, SAVED_BY_STAFF_ONLY, sent=always(PERSON)),
    "regions:person": Page(
        STAFF_ONLY, SAVED_BY_STAFF_ONLY, at_person, always(PERSON | {"revision": 1})
    ),
    "regions:invite_again": Page(NO_GET, SAVED_BY_STAFF_ONLY, at_person),
    "regions:role": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_person, always({"role-revision": 0, "role-role": "staff"})
    ),
    "regions:join_region": Page(
        NO_GET, SAVED_BY_STAFF_ONLY, at_person, lambda w: JOB | {"join-region": w.region.pk}
    ),
    # For everyone, also before signing in
    "regions:preview": Page(
        NO_GET, (302, 200, 200, 200, 200, 200), sent=always({"text": "**klart**"})
    ),
    "regions:language": Page((405,) * 6, (302,) * 6, sent=always({"language": "nn"}), public=True),
    "account_login": Page(
        (200, 302, 302, 302, 302, 302), (422, 302, 302, 302, 302, 302), public=True
    ),
    "account_logout": Page((302, 200, 200, 200, 200, 200), (302,) * 6, public=True),
    "account_inactive": Page((200,) * 6, (405,) * 6, public=True),
    "account_reset_password": Page((200,) * 6, (422,) * 6, public=True),
    "account_reset_password_done": Page((200,) * 6, (405,) * 6, public=True),
    # Of nobody: where the person is known, allauth notes their e-mail address on the first reading.
    "account_reset_password_from_key": Page(
        (200,) * 6, (200,) * 6, always({"uidb36": "zzzzz", "key": "used-up"}), public=True
    ),
    "account_reset_password_from_key_done": Page((200,) * 6, (405,) * 6, public=True),
    # The API, which its keys open
    "api_documentation": Page(ALL, NO_POST),
    "api_description": Page(ALL, NO_POST),
    "api_nowhere": by_key((404,) * 6),
    "api:programme": by_key(WITH_KEY),
    "api:phases": by_key(WITH_KEY),
    "api:regions": by_key(WITH_KEY),
    "api:overview": by_key(WITH_KEY),
    "api:sums": by_key(WITH_KEY),
    "api:milestone": by_key(WITH_KEY, always({"milestone": "m1"})),
    "api:differences": by_key(WITH_KEY),
    "api:region": by_key(WITH_KEY, here),
    "api:history": by_key((401, 200, 200, 200, 200, 404)),
    "regions:tokens": Page(
        ALL,
        (302, 200, 200, 200, 200, 200),
        sent=always({"name": "Regneark", "scope": "overview", "days": "90"}),
    ),
    "regions:end_token": Page(NO_GET, (302, 302, 404, 404, 404, 404), lambda w: {"pk": w.token.pk}),
    # One's own password
    "account_change_password": Page(ALL, (302, 422, 422, 422, 422, 422)),
    "account_set_password": Page((302,) * 6, (302,) * 6),
}
