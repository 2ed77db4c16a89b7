"""Rows for tests, made through the same actions as users' work.

Everything here is recorded on `FIRST`, in the phase's first weeks, by the system itself, unless a
test says otherwise; so readings of any later day see it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.management import call_command

from checkpoints import actions, content, tasks
from checkpoints.models import (
    Assessment,
    Attachment,
    Checkpoint,
    CheckpointKind,
    CheckpointWording,
    Decision,
    Event,
    EventKind,
    Evidence,
    Finding,
    HelpAnswer,
    HelpRequest,
    Milestone,
    Phase,
    Plan,
    SavedView,
    Sharing,
    Status,
    Strand,
    Verification,
)
from regions import actions as people_actions
from regions.clock import OSLO
from regions.models import (
    County,
    Membership,
    MembershipRole,
    Municipality,
    MunicipalityVersion,
    Participation,
    ParticipationRole,
    Programme,
    Region,
    RegionRevision,
    RoleName,
    Scope,
    User,
)
from reports import actions as reporting
from reports import tasks as report_tasks
from reports.models import Bundle, Edition, EditionFile, Paper, Report, Round
from reports.queries.drafts import answer_of
from tests.evidence_files import picture

FIRST_DAY = date(2014, 3, 1)
_number = count(1)


def at(day: date | str, hour: int = 12) -> datetime:
    """A moment in Oslo: `at("2016-02-15")` is noon of that day."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(on, time(hour), tzinfo=OSLO)


FIRST = at(FIRST_DAY)


# People


def make_person(
    name: str = "Kari Nordmann", *, email: str = "", language: str = "nb", password: str = ""
) -> User:
    """Someone without any role. Signs in with a password where one is given."""
    person = people_actions.add_person(
        by=None, name=name, email=email or f"person{next(_number)}@example.no",
        language=language, at=FIRST,
    )  # fmt: skip
    if password:
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def member_of(region: Region, role: MembershipRole, person: User | None = None) -> User:
    """Someone, new or known, with a role in a region."""
    person = person or make_person()
    row = Membership.objects.filter(user=person, region=region).first()
    people_actions.set_membership(
        by=None, person=person, region=region, role=role, at=FIRST,
        expected_revision=row.revision if row else 0,
    )  # fmt: skip
    person.__dict__.pop("standing", None)  # it may have been read before
    return person


def coordinator_of(region: Region, person: User | None = None) -> User:
    return member_of(region, MembershipRole.COORDINATOR, person)


def reader_of(region: Region, person: User | None = None) -> User:
    return member_of(region, MembershipRole.READER, person)


def in_programme(role: RoleName, person: User | None = None) -> User:
    """Someone, new or known, with a role in the programme."""
    person = person or make_person(f"{role.name.title()} Nordmann")
    people_actions.set_role(
        by=None, person=person, programme=the_programme(), role=role, expected_revision=0, at=FIRST
    )
    person.__dict__.pop("standing", None)
    return person


def staff(person: User | None = None) -> User:
    return in_programme(RoleName.STAFF, person)


def ministry(person: User | None = None) -> User:
    return in_programme(RoleName.MINISTRY, person)


# The programme


def the_programme() -> Programme:
    """The one that is there, else an empty one."""
    return Programme.objects.order_by("pk").first() or content.put_programme(
        content.Run(FIRST), "program", name="Programmet", funder="Departementet",
        funder_short="Dep", languages=["nb", "nn"],
    )  # fmt: skip


def small_programme(
    milestones: int = 2, checkpoints: int = 3, *, questions: int = 1, slug: str = "fase"
) -> Phase:
    """A phase of 1 July 2015 to 31 May 2018, in which `m1` … hold `c1` …, the last ones questions.

    The regions that are there already get their main strands. The content, which has no history,
    is written at once: this is what most tests begin with.
    """
    programme = the_programme()
    phase = Phase.objects.create(
        programme=programme, slug=slug, nb="Fase", source="nb",
        position=programme.phases.count() + 1,
        starts_on=date(2015, 7, 1), ends_on=date(2018, 5, 31),
    )  # fmt: skip
    listed = Milestone.objects.bulk_create(
        Milestone(phase=phase, slug=f"m{m}", position=m, nb=f"Milepæl {m}", source="nb")
        for m in range(1, milestones + 1)
    )
    statement, question = CheckpointKind.STATEMENT, CheckpointKind.QUESTION
    criteria = Checkpoint.objects.bulk_create(
        Checkpoint(
            milestone=milestone, slug=f"c{c}", position=c,
            kind=question if c > checkpoints - questions else statement,
        )
        for milestone in listed
        for c in range(1, checkpoints + 1)
    )  # fmt: skip
    CheckpointWording.objects.bulk_create(
        CheckpointWording(checkpoint=one, number=1, nb=_criterion(one), source="nb")
        for one in criteria
    )
    content.put_main_strands(content.Run(FIRST), phase)
    return phase


def _criterion(one: Checkpoint) -> str:
    return f"Sjekkpunkt {one.milestone.position}.{one.slug}"


def add_checkpoint(
    milestone: Milestone, slug: str, *, position: int = 99, is_question: bool = False,
    since: date | None = None,
) -> Checkpoint:  # fmt: skip
    kind = CheckpointKind.QUESTION if is_question else CheckpointKind.STATEMENT
    return content.put_checkpoint(
        content.Run(FIRST), milestone, slug, kind=kind, position=position, since=since,
        text={"nb": f"Sjekkpunkt {milestone.position}.{slug}", "source": "nb"},
    )  # fmt: skip


def load_programme(path: Path) -> None:
    call_command("load_programme", path, at=FIRST_DAY, verbosity=0)


# Regions


def make_region(name: str = "Bodøregionen", *, slug: str = "", language: str = "nb") -> Region:
    """A region with its main strand in every phase that has milestones."""
    return people_actions.add_region(
        by=None, programme=the_programme(), slug=slug or f"region-{next(_number)}", name=name,
        language=language, at=FIRST,
    )  # fmt: skip


def make_region_of_old(name: str) -> Region:
    """A region with a name that is no longer taken: it came in before there was a rule."""
    region = make_region()
    for rows in (Region.objects.filter(pk=region.pk), RegionRevision.objects.filter(of=region)):
        rows.update(name=name)
    region.refresh_from_db()
    return region


def make_municipality(
    name: str = "Bodø", *, number: str = "", county: str = "Nordland", **valid: date | None
) -> Municipality:
    """A municipality under one name and number; `valid_from` and `valid_to` may limit them."""
    identity = Municipality.objects.create()
    where = County.objects.filter(name=county).first() or County.objects.create(
        name=county, number=f"{County.objects.count() + 1:02}"
    )
    MunicipalityVersion.objects.create(
        municipality=identity, name=name, county=where,
        number=number or f"{9000 + next(_number) % 1000}", **valid,
    )  # fmt: skip
    return identity


def take_part(
    region: Region, municipality: Municipality,
    role: ParticipationRole = ParticipationRole.MEMBER,
    *, valid_from: date | None = None, valid_to: date | None = None,
) -> Participation:  # fmt: skip
    return people_actions.add_participation(
        by=None, region=region, municipality=municipality, role=role, at=FIRST,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip


# Strands and what is recorded on them


def main_strand(region: Region, phase: Phase | None = None) -> Strand:
    """A region's main strand; its only one when no phase is named."""
    strands = region.strands.filter(is_main=True)
    return strands.get(phase=phase) if phase else strands.get()


def parallel_strand(region: Region, first: Milestone, theme: str = "Reiseliv") -> Strand:
    return actions.add_parallel_strand(
        by=None, region=region, theme=theme, first_milestone=first, at=FIRST
    )


def wording(strand: Strand, milestone: str | int, checkpoint: str | int) -> CheckpointWording:
    """A checkpoint's current wording, by slugs or by positions: `wording(strand, 1, 3)`."""
    m = "position" if isinstance(milestone, int) else "slug"
    c = "position" if isinstance(checkpoint, int) else "slug"
    return CheckpointWording.objects.select_related("checkpoint__milestone").get(
        **{
            f"checkpoint__milestone__{m}": milestone,
            f"checkpoint__{c}": checkpoint,
            "checkpoint__milestone__phase": strand.phase_id,
            "superseded": False,
        }
    )


def assess(
    strand: Strand, milestone: str | int, checkpoint: str | int, status: Status = Status.MET,
    *, by: User | None = None, when: date | str | datetime = "2016-02-15", **changes: Any,
) -> Assessment:  # fmt: skip
    """Record a status from wherever the checkpoint stands; a question gets an answer."""
    asked = wording(strand, milestone, checkpoint)
    row = actions.assessment_of(strand, asked)
    if asked.checkpoint.kind == CheckpointKind.QUESTION and status == Status.MET and not row.text:
        changes.setdefault("text", "Ja, i kommuneplanen.")
    moment = when if isinstance(when, datetime) else at(when)
    return actions.assess(
        by=by, strand=strand, wording=asked, row=row, expected_revision=row.revision, at=moment,
        status=status, **changes,
    )  # fmt: skip


def plan(
    strand: Strand, milestone: int | str, starts_on: date | str | None, ends_on: date | str | None,
    *, by: User | None = None, when: date | str = "2015-10-01", reason: str = "",
) -> Plan:  # fmt: skip
    """Set or move a milestone's planned days."""
    key = "position" if isinstance(milestone, int) else "slug"
    found = strand.phase.milestones.get(**{key: milestone})
    return actions.plan(
        by=by, strand=strand, milestone=found, at=at(when), reason=reason,
        expected_revision=actions.plan_of(strand, found).revision,
        starts_on=_day(starts_on), ends_on=_day(ends_on),
    )  # fmt: skip


def decide(
    strand: Strand, milestone: int | str, decided_on: date | str = "2016-01-20",
    body: str = "Bodø bystyre", *, by: User | None = None, note: str = "",
    when: date | str = "2016-02-01",
) -> Decision:  # fmt: skip
    key = "position" if isinstance(milestone, int) else "slug"
    return actions.decide(
        by=by, strand=strand, milestone=strand.phase.milestones.get(**{key: milestone}),
        expected_revision=0, decided_on=_day(decided_on) or FIRST_DAY, body=body, note=note,
        at=at(when),
    )  # fmt: skip


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


@cache
def long_text(length: int) -> str:
    return ("Ærlig talt, dette er en lang tekst. " * (length // 30 + 1))[:length]


def main_strand_of_small_programme(milestones: int = 2, checkpoints: int = 3) -> Strand:
    """A region of its own in a small programme."""
    phase = small_programme(milestones, checkpoints)
    return main_strand(make_region(), phase)


# What backs a tick


def sent(
    name: str = "Vedtak.txt", data: bytes = b"Vedtatt.", media_type: str = ""
) -> "UploadedFile[bytes]":
    """A file as a browser sends it; what it says of the type is never believed."""
    return SimpleUploadedFile(name, data, media_type or "application/octet-stream")


def upload(
    region: Region, name: str = "Vedtak.txt", data: bytes = b"Vedtatt.",
    *, by: User | None = None, title: str = "", dated_on: date | str | None = None,
    when: date | str = "2016-02-15",
) -> Evidence:  # fmt: skip
    return actions.upload(
        by=by, region=region, upload=sent(name, data), title=title, dated_on=_day(dated_on),
        at=at(when),
    )  # fmt: skip


def upload_picture(region: Region, name: str = "Torget.png") -> Evidence:
    """A picture whose small copy is made."""
    evidence = upload(region, name, picture("PNG"))
    assert evidence.stored
    tasks.make_thumbnail.call(evidence.stored.pk)
    return evidence


def upload_photo(region: Region, name: str = "Brua.jpg") -> Evidence:
    """Another picture, whose small copy is made too."""
    evidence = upload(region, name, picture("JPEG"))
    assert evidence.stored
    tasks.make_thumbnail.call(evidence.stored.pk)
    return evidence


def link(
    region: Region, url: str = "https://www.bodo.no/plan/",
    *, by: User | None = None, title: str = "", when: date | str = "2016-02-15",
) -> Evidence:  # fmt: skip
    return actions.link(by=by, region=region, url=url, title=title, at=at(when))


def attach(
    evidence: Evidence, strand: Strand, milestone: int | str, to: Checkpoint | Decision,
    *, by: User | None = None, when: date | str = "2016-02-15",
) -> Attachment:  # fmt: skip
    """Lay evidence beside a checkpoint or a decision."""
    key = "position" if isinstance(milestone, int) else "slug"
    return actions.attach(
        by=by, evidence=evidence, strand=strand, at=at(when),
        milestone=strand.phase.milestones.get(**{key: milestone}),
        checkpoint=to if isinstance(to, Checkpoint) else None,
        decision=to if isinstance(to, Decision) else None,
    )  # fmt: skip


def confirm(
    strand: Strand, milestone: str | int, checkpoint: str | int,
    *, by: User | None = None, when: date | str | datetime = "2016-02-15",
) -> Assessment:  # fmt: skip
    """Confirm a checkpoint as it stands."""
    asked = wording(strand, milestone, checkpoint)
    row = actions.assessment_of(strand, asked)
    moment = when if isinstance(when, datetime) else at(when)
    return actions.confirm(
        by=by, strand=strand, wording=asked, row=row, expected_revision=row.revision, at=moment
    )


# What regions tell each other


def share(
    strand: Strand, milestone: str | int, checkpoint: str | int, text: str = "Slik gjorde vi det.",
    *, by: User | None = None, contact: User | None = None, evidence: tuple[Attachment, ...] = (),
    when: date | str = "2016-02-15",
) -> Sharing:  # fmt: skip
    """Let other regions read how a checkpoint was met."""
    row = actions.sharing_of(strand, wording(strand, milestone, checkpoint).checkpoint)
    return actions.share(
        by=by, sharing=row, expected_revision=row.revision, text=text, contact=contact,
        evidence=evidence, at=at(when),
    )  # fmt: skip


def ask(
    strand: Strand, milestone: str | int, checkpoint: str | int, question: str = "Hvordan?",
    *, by: User | None = None, when: date | str = "2016-02-15",
) -> HelpRequest:  # fmt: skip
    return actions.ask_for_help(
        by=by, strand=strand, checkpoint=wording(strand, milestone, checkpoint).checkpoint,
        question=question, at=at(when),
    )  # fmt: skip


def answer(
    request: HelpRequest, region: Region | None, text: str = "Slik.",
    *, by: User | None = None, when: date | str = "2016-02-16",
) -> HelpAnswer:  # fmt: skip
    """An answer from a region, or from the programme staff."""
    return actions.answer(by=by, request=request, region=region, text=text, at=at(when))


# Keys to the API


def key_of(person: User, scope: Scope = Scope.HISTORY, *, days: int = 90) -> str:
    """The secret of a new key."""
    _token, secret = people_actions.make_token(
        by=person, name="Regneark", scope=scope, days=days, site="http://testserver/"
    )
    return secret


def save_view(person: User, name: str = "Sent ute", query: str = "forsinket=ja") -> SavedView:
    return actions.save_view(by=person, name=name, query=query)


def ask_for_reports(
    *regions: Region,
    phase: Phase | None = None,
    kind: EventKind = EventKind.REPORT,
    questions: int = 2,
    by: User | None = None,
    **facts: Any,
) -> Round:
    """A round for a new event of a phase, which asks so many questions of these regions."""
    of = phase or Phase.objects.latest("position")
    event = actions.add_event(
        by=None, phase=of, kind=kind, at=FIRST,
        position=1 + of.events.count(), starts_on=None, ends_on=None, place="", note="",
    )  # fmt: skip
    dates = {"opens_on": date(2016, 10, 1), "due_on": date(2016, 12, 1)}
    made = reporting.set_up_round(by=by, event=event, regions=regions, **(dates | facts))
    for number in range(1, questions + 1):
        reporting.add_question(by=by, asking=made, heading_nb=f"Spørsmål {number}?")
    return made


def report_of(region: Region, asking: Round) -> Report:
    return Report.objects.select_related("round__event__phase", "region").get(
        region=region, round=asking
    )


def answer_all(report: Report, text: str = "Vi er i rute.", *, by: User | None = None) -> None:
    """Answer every question of a report that is not answered so."""
    for question in report.round.questions.filter(removed=False):
        row = answer_of(report, question)
        if row.text != text:
            reporting.answer(by=by, answer=row, expected_revision=row.revision, text=text)


def hand_in(report: Report, by: User, **how: Any) -> Edition:
    """Hand in a report whose questions are answered here."""
    answer_all(report, by=by)
    report.refresh_from_db()
    return reporting.hand_in(
        by=by, report=report, expected_revision=report.revision, site="https://x.test/", **how
    )


def verify(
    strand: Strand, milestone: str | int, checkpoint: str | int,
    finding: Finding = Finding.VERIFIED, note: str = "",
    *, by: User | None = None, when: date | str = "2016-11-12",
) -> Verification:  # fmt: skip
    """What the staff say of a checkpoint as the region has it; what is questioned gets words."""
    asked = wording(strand, milestone, checkpoint)
    claim = actions.assessment_of(strand, asked)
    row = actions.verification_of(strand, asked.checkpoint)
    if finding == Finding.QUESTIONED and not note:
        note = "Hvem har vedtatt dette?"
    return actions.verify(
        by=by, verification=row, expected_revision=row.revision, finding=finding, note=note,
        assessed=claim.revisions.get(number=claim.revision), at=at(when),
    )  # fmt: skip


def make_paper(
    edition: Edition, content: bytes = b"%PDF-1.7", by: str = "a press 1"
) -> EditionFile:
    """The file of an edition, of which nobody wants to know how it looks."""
    with (
        patch("reports.tasks.report_pdf", lambda _content: content),
        patch("reports.tasks.renderer", lambda: by),
    ):
        report_tasks.make_file.call(edition.pk)
    return EditionFile.objects.get(edition=edition)


def hold_event(
    phase: Phase, day: date, kind: EventKind = EventKind.GATHERING, **facts: Any
) -> Event:
    """An event of a phase's calendar that took place on a day, and was known from the first on."""
    dates = {"starts_on": day, "ends_on": None, "place": "", "note": ""}
    return actions.add_event(
        by=None, phase=phase, kind=kind, at=FIRST, position=1 + phase.events.count(),
        **(dates | facts),
    )  # fmt: skip


@contextmanager
def a_plain_press(by: str = "a press 1") -> Iterator[None]:
    """While nobody wants to know how papers look: each is of what it was set from, and no more."""
    with ExitStack() as stack:
        for module in ("tasks", "press", "renders"):
            stack.enter_context(patch(f"reports.{module}.renderer", lambda: by))
        stack.enter_context(patch("reports.tasks.report_pdf", _plain_report))
        setters = {Paper.PROGRAMME: lambda content: f"%PDF {content}".encode()}
        stack.enter_context(patch.dict("reports.press.SETTERS", setters))
        yield


def _plain_report(content: Any) -> bytes:
    return f"%PDF {content.file_name}".encode()


def make_bundle(asking: Round, by: User) -> Bundle:
    """A finished bundle, of plain papers."""
    with a_plain_press():
        bundle = reporting.ask_for_bundle(by=by, asking=asking)
    bundle.refresh_from_db()
    return bundle
