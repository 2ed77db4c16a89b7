"""The demo with as many regions as the programme had, and all of them hand in to the open round.

What each edition froze is written to the run's folder as well.
"""

import os
from itertools import cycle
from pathlib import Path

from django.core.management import call_command

from bench.floor import facts
from bench.ours.filling import fill_units
from regions.models import Region, User
from reports import actions
from reports.models import Edition, Report, Round, Stage
from reports.queries.drafts import answer_of

REGIONS = 37
MEASURED, EVENT = "region-alesund", "rapport-2"
PAPERS = "papers"  # the folder
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
    fill_units(facts.units(REGIONS)[Region.objects.count() :])
    asking = Round.objects.get(event__slug=EVENT)
    actions.ask_regions(by=None, asking=asking, regions=Region.objects.all())
    folder = Path(os.environ["BENCH_DIRECTORY"], PAPERS)
    folder.mkdir()
    for report in reports_of(asking):
        edition = hand_in_anew(report, ANSWERS)
        path = folder / f"{report.region.slug}.json"
        path.write_text(edition.content, encoding="utf-8")


def reports_of(asking: Round) -> list[Report]:
    """Of every region, in one order."""
    rows = asking.reports.select_related("round__event__phase", "region", "edition")
    return list(rows.order_by("region__slug"))


def hand_in_anew(report: Report, answers: tuple[str, ...]) -> Edition:
    """An edition with these answers; what was handed in before is sent back first."""
    if not Stage(report.stage).is_with_region:
        actions.send_back(
            by=User.objects.get(email=facts.STAFF), report=report,
            expected_revision=report.revision, reason="Skriv litt mer.",
        )  # fmt: skip
        report.refresh_from_db(fields=["stage", "revision", "edition"])
    person = User.objects.get(email=facts.COORDINATOR)
    questions = report.round.questions.filter(removed=False)
    for question, text in zip(questions, cycle(answers), strict=False):
        row = answer_of(report, question)
        actions.answer(by=person, answer=row, expected_revision=row.revision, text=text)
    return actions.hand_in(by=person, report=report, expected_revision=report.revision, site=SITE)
