"""The demo, in which Region Ålesund hands in the report it is writing: one edition, frozen."""

import os
from itertools import cycle
from pathlib import Path

from django.core.management import call_command

from regions.models import MembershipRole, User
from reports import actions
from reports.models import Report
from reports.queries.drafts import answer_of

CONTENT = "content.json"
REGION, EVENT = "region-alesund", "rapport-2"
SITE = "https://byregion.example/"
ANSWERS = (
    """\
Styringsgruppen vedtok strategiene **12. oktober**, etter at alle kommunestyrene hadde hatt dem på \
høring. Tre av dem ba om endringer, og alle tre fikk gjennomslag:

- næringsareal ses i sammenheng med kollektivtilbudet
- reiselivet får en egen handlingsplan
- planene rulleres sammen med kommuneplanens samfunnsdel

Arbeidet er forankret hos rådmennene, som møtes hver sjette uke.""",
    """\
Høringen tok lengre tid enn vi hadde regnet med. To kommuner hadde bare ett møte før sommeren, og \
saken måtte vente til september.

Vi har også hatt for liten kapasitet på analyse. Fra januar deler vi en stilling med fylkeskommunen.
""",
    """\
Strategiene ligger til grunn for rulleringen av kommuneplanens samfunnsdel i fire av kommunene. \
*De øvrige to* har vedtatt sin plan nylig, og tar inn arbeidet i handlingsdelen av økonomiplanen.

1. Felles kunnskapsgrunnlag er laget.
2. Planavdelingene har utpekt hver sin kontaktperson.
3. Felles planprogram legges fram i februar.""",
    """\
Tiltakene skal vedtas i april. Til da prioriterer vi tre av dem, med ansvarlig kommune, kostnad og \
framdrift for hvert. Næringsforeningen er med i utvelgelsen.

Det største usikkerhetsmomentet er kommunereformen: **to av kommunene** avgjør i vinter om de slår \
seg sammen.""",
)


def fill() -> None:
    call_command("make_demo", verbosity=0)
    report = Report.objects.select_related("round__event__phase", "region").get(
        region__slug=REGION, round__event__slug=EVENT
    )
    coordinator = User.objects.filter(
        memberships__region=report.region, memberships__role=MembershipRole.COORDINATOR
    ).earliest("pk")
    _answer(report, coordinator)
    edition = actions.hand_in(
        by=coordinator, report=report, expected_revision=report.revision, site=SITE
    )
    Path(os.environ["BENCH_DIRECTORY"], CONTENT).write_text(edition.content, encoding="utf-8")


def _answer(report: Report, coordinator: User) -> None:
    """Every question of the round, whatever there was before."""
    questions = report.round.questions.filter(removed=False)
    for question, text in zip(questions, cycle(ANSWERS), strict=False):
        row = answer_of(report, question)
        actions.answer(by=coordinator, answer=row, expected_revision=row.revision, text=text)
