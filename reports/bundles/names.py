"""What is called what in a bundle: paths in letters that every system knows."""

from reports.programme.content import Annex, ProgrammeContent

READ_ME = "LESMEG.txt"
SUMS = "SHA256SUMS"
REPORTS = "rapporter"
NUMBERS = "tall"
EVIDENCE = "dokumentasjon/oversikt.csv"


def zip_name(programme_paper: str) -> str:
    """«rapportpakke-rapport-2-2016-11-20.zip», as the programme's report in it is called."""
    round_and_day = programme_paper.removeprefix("programrapport-").removesuffix(".pdf")
    return f"rapportpakke-{round_and_day}.zip"


def programme_paper(content: ProgrammeContent) -> str:
    """«programrapport-rapport-2-2016-11-20.pdf»; the main report names its counties' files."""
    return f"{content.file_name}.pdf"


def programme_data(content: ProgrammeContent) -> str:
    return f"{content.file_name}.json"


def edition_paper(annex: Annex) -> str:
    return f"{REPORTS}/{annex.file_name}"


def numbers(file_name: str) -> str:
    return f"{NUMBERS}/{file_name}"
