"""Simulated regions, as many as BENCH_UNITS says, that have all handed in and have their papers.

The first hands in as people do, and its paper is set. The others get copies of both rows under
their own names, which the same constraints, triggers and seals hold for: what is measured here is
collecting, not setting.
"""

import hashlib
import os
from dataclasses import replace
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django_ox.models import OxTask

from bench.floor import facts
from bench.ours.filling import FIRST_DAY, add_person
from bench.paper.filling import ANSWERS, EVENT, SITE, hand_in_anew, reports_of
from byregion.simulation import Simulation, simulate
from checkpoints.models import Event
from regions import actions as people
from regions import clock
from regions.history import record
from regions.models import Programme, Region, RoleName, User
from reports import actions
from reports.canonical import checksum, from_json, to_json
from reports.chain import chain_of, seal_of_file
from reports.codes import new_code
from reports.content import ReportContent
from reports.models import Edition, EditionFile, Report, Round, Stage
from reports.paper import report_pdf
from reports.pdf import renderer
from reports.queries.content import check_address

YEARS = 3
HEADINGS = ("Hva har dere fått til?", "Hva er vanskelig?", "Hva skal dere gjøre nå?")


def fill() -> None:
    simulated()
    with transaction.atomic():
        hand_in_all(a_round())
    OxTask.objects.all().delete()
    if connection.vendor == "postgresql":  # as its own housekeeping does after a while
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def simulated() -> None:
    """The programme, its regions, one of the staff, and who hands in."""
    call_command("load_programme", at=FIRST_DAY, verbosity=0)
    simulate(Simulation(int(os.environ["BENCH_UNITS"]), YEARS))
    people.set_role(
        by=None, person=add_person(facts.STAFF, "Ola Dahl"), programme=Programme.objects.get(),
        role=RoleName.STAFF, expected_revision=0,
    )  # fmt: skip
    add_person(facts.COORDINATOR, "Kari Nordmann")


def a_round() -> Round:
    today: date = clock.today()
    asking = actions.set_up_round(
        by=None, event=Event.objects.get(slug=EVENT), regions=Region.objects.all(),
        opens_on=today - timedelta(30), due_on=today,
    )  # fmt: skip
    for heading in HEADINGS:
        actions.add_question(by=None, asking=asking, heading_nb=heading)
    return asking


def hand_in_all(asking: Round) -> None:
    first, *others = reports_of(asking)
    edition = hand_in_anew(first, ANSWERS)
    content = from_json(edition.content)
    paper = report_pdf(content)
    file_paper(edition, paper)
    person = User.objects.get(email=facts.COORDINATOR)
    for report in others:
        copy = copied(report, content, person)
        file_paper(copy, paper)
        record(report, by=person, expected=report.revision, stage=Stage.SUBMITTED, edition=copy)


def copied(report: Report, content: ReportContent, person: User) -> Edition:
    """The region's first edition, with another one's content under its own name."""
    if content.filing is None or content.filing.handed_in_at is None:
        raise ValueError("the content of no edition")
    edition = Edition(
        report=report, region=report.region, number=1, report_revision=report.revision,
        code=new_code(), handed_in_at=content.filing.handed_in_at, handed_in_by=person,
        on_behalf=False,
    )  # fmt: skip
    filing = replace(content.filing, code=edition.code, check_at=check_address(SITE, edition.code))
    own = replace(content, region=report.region.name, region_slug=report.region.slug, filing=filing)
    edition.content = to_json(own)
    edition.content_sha256 = checksum(edition.content)
    edition.chain = chain_of(edition, "")
    edition.save(force_insert=True)
    return edition


def file_paper(edition: Edition, paper: bytes) -> None:
    file = EditionFile(
        edition=edition, content=paper, sha256=hashlib.sha256(paper).hexdigest(),
        renderer=renderer(), made_at=clock.now(),
    )  # fmt: skip
    file.seal = seal_of_file(file, edition.chain)
    file.save(force_insert=True)
