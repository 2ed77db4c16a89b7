"""What is called what in a bundle: paths in letters that every system knows."""

from datetime import date

from reports.programme.content import Annex, ProgrammeContent

READ_ME = "LESMEG.txt"
SUMS = "SHA256SUMS"
REPORTS = "rapporter"
NUMBERS = "tall"
EVIDENCE = "dokumentasjon/oversikt.csv"


def zip_name(event: str, day: date) -> str:
    """«rapportpakke-rapport-2-2016-11-20.zip»."""
    return f"rapportpakke-{event}-{day.isoformat()}.zip"


def programme_paper(content: ProgrammeContent) -> str:
    """«programrapport-rapport-2-2016-11-20.pdf»; a county's part has the county's name too."""
    return f"{content.file_name}.pdf"


def programme_data(content: ProgrammeContent) -> str:
    return f"{content.file_name}.json"


def edition_paper(annex: Annex) -> str:
    return f"{REPORTS}/{annex.file_name}"


def numbers(file_name: str) -> str:
    return f"{NUMBERS}/{file_name}"
