"""Contents of reports as plain data: a paper needs no more, and no database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from regions.wording import Text
from reports import content, filing

DAY = date(2016, 11, 20)
FIRST_DAY, LAST_DAY = date(2015, 7, 1), date(2018, 5, 31)
CHECKS = "https://byregion.example/kontroll/K7QM2XHD9FTR/"


def checkpoint(number: int, text: str = "Etablert tydelig mandat", **facts: Any) -> Any:
    plain = content.Checkpoint(
        number=number, slug=f"punkt-{number}", text=Text(text, "nb"), is_question=False,
        status="in_progress", label="i gang", met_on=None, due_on=date(2017, 1, 1), comment="",
        responsible="Per Hansen", unsure=False, changed=False, reviewed_on=None, confirmed=False,
        stale=False, review="", verification=None,
    )  # fmt: skip
    return replace(plain, **facts)


def verification(finding: str = "verified", **facts: Any) -> content.Verification:
    plain = content.Verification(finding, "kontrollert", "", date(2016, 11, 12), outdated=False)
    return replace(plain, **facts)


def milestone(number: int, *checkpoints: content.Checkpoint, **facts: Any) -> content.Milestone:
    starts, ends = date(2015, 1 + number, 1), date(2016, 6 + number, 1)
    plain = content.Milestone(
        number=number, slug=f"milepel-{number}", name=Text("Tiltak vedteke", "nn"),
        state="in_progress", label="i gang", late_days=0, met=1, of=len(checkpoints),
        answered=0, asked=0,
        plan=content.Plan(starts, ends, starts, date(2016, 5, 1), 1, "flyttet 1 gang"),
        started_on=starts, reached_on=None, ended_on=None, reopened_on=None, decisions=(),
        checkpoints=checkpoints, changed=False,
    )  # fmt: skip
    return replace(plain, **facts)


def strand(*milestones: content.Milestone, number: int = 1, name: str = "Hovedløp") -> Any:
    return content.Strand(number, name, number == 1, 1, None, "", milestones)


def report(*strands: content.Strand, **facts: Any) -> content.ReportContent:
    """A report that nobody asked for, unless `filing` says who did."""
    plain = content.ReportContent(
        language="nb", programme="Byregionprogrammet",
        funder="Kommunal- og moderniseringsdepartementet",
        phase=content.Phase("fase-2", Text("Fase 2", "nb"), FIRST_DAY, LAST_DAY),
        region="Region Ålesund", region_slug="region-alesund", day=DAY, demo=False,
        host=content.Place("1504", "Ålesund", "Møre og Romsdal"), members=(), observers=(),
        counties=("Møre og Romsdal",), people=(content.Somebody("Kari Nordmann", "koordinator"),),
        brief="Én av fem milepæler er nådd.", strands=strands,
        changes=content.Changes(date(2016, 5, 20), (), (), ()),
        events=(content.Event("gathering", 1, "Samling 1", date(2016, 2, 2), None, "Bodø"),),
    )  # fmt: skip
    return replace(plain, **facts)


def answer(question: int, text: str = "Vi er i rute.", **facts: Any) -> filing.Answer:
    heading = Text(f"Spørsmål {question}?", "nb")
    plain = filing.Answer(question, heading, Text("", "nb"), text, required=True, changed=False)
    return replace(plain, **facts)


def agreed(text: str = "Avklare mandatet", outcome: str = "open", **facts: Any) -> filing.Agreed:
    plain = filing.Agreed("Samling 2", text, None, outcome, "ikke gjort ennå", "", is_late=False)
    return replace(plain, **facts)


def evidence(title: str = "Mandat", **facts: Any) -> filing.EvidenceLine:
    plain = filing.EvidenceLine(
        title=title, where="mandat.pdf", kind="PDF", size=240_000, size_label="240 kB",
        sha256="a1b2c3d4" * 8, dated_on=date(2016, 2, 1), backs=("1.1 Etablert tydelig mandat",),
    )  # fmt: skip
    return replace(plain, **facts)


def asked(*answers: filing.Answer, **facts: Any) -> filing.Filing:
    """A draft of the region's second report."""
    plain = filing.Filing(
        event="rapport-2", name="Rapport 2", due_on=date(2016, 12, 1), number=0, handed_in_at=None,
        by="", on_behalf=False, days_late=0, code="", check_at="", previous="", since="",
        lists_evidence=False, answers=answers, agreed=(),
    )  # fmt: skip
    return replace(plain, **facts)


def handed_in(*answers: filing.Answer, **facts: Any) -> filing.Filing:
    """Its second edition."""
    return asked(
        *answers,
        **{
            "number": 2, "handed_in_at": datetime(2016, 11, 20, 12, 30, tzinfo=UTC),
            "by": "Kari Nordmann", "code": "K7QM2XHD9FTR", "check_at": CHECKS,
            "previous": "0f" * 32, "since": "Rapport 2, utgave 1", **facts,
        },
    )  # fmt: skip
