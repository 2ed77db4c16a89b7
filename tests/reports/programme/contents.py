"""Contents of programme reports as plain data: a paper needs no more, and no database."""

from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from typing import Any

from regions.wording import Text
from reports.content import Phase
from reports.programme.content import (
    Annex,
    Cell,
    CountyLine,
    Forecast,
    Head,
    HelpCount,
    LateLine,
    OnHoldLine,
    Part,
    ProgrammeContent,
    RegionChanges,
    RegionLine,
)

DAY = date(2016, 11, 20)
NAMES = (
    "Prosjektorganisasjon på plass", "Samarbeid konsolidert", "Strategiar vedteke",
    "Tiltak vedteke", "Gjennomføring av tiltak",
)  # fmt: skip
COUNTIES = ("Finnmark", "Hedmark", "Møre og Romsdal", "Nordland", "Sogn og Fjordane")
CELLS = (
    Cell("reached", "nådd", 6, 6, 0, stale=False, parallel=""),
    Cell("reached", "nådd", 4, 4, 0, stale=False, parallel=""),
    Cell("late", "51 dager forsinket", 3, 4, 51, stale=True, parallel="+ 1 løp: på vent"),
    Cell("on_hold", "på vent", 1, 5, 0, stale=False, parallel=""),
    Cell("in_progress", "i gang", 2, 6, 120, stale=True, parallel="+ 2 løp: 120 dager forsinket"),
    Cell("not_started", "ikke startet", 0, 6, 0, stale=False, parallel=""),
    Cell("not_applicable", "ikke aktuelt", 0, 0, 0, stale=False, parallel=""),
)


def head(number: int, **facts: Any) -> Head:
    name = NAMES[(number - 1) % len(NAMES)]
    plain = Head(number, f"milepel-{number}", Text(name, "nn"), reached=3, late=2, on_hold=1)
    return replace(plain, **facts)


def region(number: int, milestones: int, **facts: Any) -> RegionLine:
    cells = islice(cycle(CELLS), number % len(CELLS), number % len(CELLS) + milestones)
    plain = RegionLine(
        slug=f"region-{number}", name=f"Byregion {number}", county=COUNTIES[number % 5],
        cells=tuple(cells), report="utkast", report_state="draft",
    )  # fmt: skip
    return replace(plain, **facts)


def annex(number: int, **facts: Any) -> Annex:
    plain = Annex(
        edition=number, region=f"Byregion {number}", region_slug=f"region-{number}",
        county=COUNTIES[number % 5], number=1, stage="submitted", label="levert",
        handed_in_on=date(2016, 11, 15), days_late=0, code="K7QM-2XHD-9FTR",
        file_name=f"rapport-2-region-{number}-utgave-1.pdf", sha256="a1b2c3d4" * 8, size=93_000,
    )  # fmt: skip
    return replace(plain, **facts)


def programme(regions: int = 28, milestones: int = 5, **facts: Any) -> ProgrammeContent:
    """A whole programme of so many regions and milestones; nothing is enclosed."""
    lines = tuple(region(number, milestones) for number in range(1, regions + 1))
    some = lines[::4] if milestones else ()
    plain = ProgrammeContent(
        language="nb", programme="Byregionprogrammet",
        funder="Kommunal- og moderniseringsdepartementet",
        phase=Phase("fase-2", Text("Fase 2", "nb"), date(2015, 7, 1), date(2018, 5, 31)),
        event="rapport-2", name="Rapport 2", due_on=date(2016, 12, 1), day=DAY,
        reports_on=DAY, demo=False, county="",
        brief=("Byregionene har nådd 61 av 140 milepæler.", "Tre er forsinket og to på vent."),
        heads=tuple(head(number) for number in range(1, milestones + 1)),
        regions=lines, counties=counties(lines, milestones),
        since=date(2016, 10, 3), since_words="Samling 2 (3. oktober 2016)",
        changes=tuple(changes(one) for one in lines[::2]),
        unchanged=tuple(one.name for one in lines[1::2]),
        late=tuple(
            LateLine(one.name, "Reiseliv" if place % 2 else "", "3. Strategiar vedteke",
                     date(2016, 9, 30), 51)
            for place, one in enumerate(some)
        ),
        on_hold=tuple(OnHoldLine(one.name, "", "4. Tiltak vedteke", 1, 5) for one in some),
        forecasts=tuple(
            Forecast(one.name, "3. Strategiar vedteke", date(2017, 2, 1) if place % 2 else None,
                     date(2017, 1, 10), date(2017, 4, 20), after_plan=place % 3 == 0)
            for place, one in enumerate(some)
        ),
        method="Prognosen er regnet ut av hvor lang tid byregionene har brukt på en milepæl.",
        help=(HelpCount("3. Strategiar vedteke", 4, 1), HelpCount("4. Tiltak vedteke", 2, 0)),
        annexes=(), parts=(),
    )  # fmt: skip
    return replace(plain, **facts)


def counties(lines: tuple[RegionLine, ...], milestones: int) -> tuple[CountyLine, ...]:
    return tuple(
        CountyLine(name, len(own), (1,) * milestones, late=2, on_hold=0, handed_in=1)
        for name in COUNTIES
        if (own := [one for one in lines if one.county == name])
    )


def changes(of: RegionLine) -> RegionChanges:
    told = "Strategiar vedteke: 3 sjekkpunkter oppfylt, nå 51 dager forsinket"
    return RegionChanges(of.name, (told, "Tiltak vedteke: planlagt slutt flyttet 92 dager"))


def main_part(**facts: Any) -> ProgrammeContent:
    """The main file of a programme that is split: its regions are in the counties' own files."""
    whole = programme(370)
    parts = tuple(
        Part(one.name, one.regions, f"programrapport-rapport-2-{n}.pdf")
        for n, one in enumerate(whole.counties)
    )
    empty: dict[str, Any] = dict.fromkeys(
        ("regions", "changes", "unchanged", "late", "on_hold", "forecasts", "annexes"), ()
    )
    return replace(whole, parts=parts, **empty, **facts)


def county_part(**facts: Any) -> ProgrammeContent:
    """One of the counties' own files."""
    whole = programme(60)
    name = COUNTIES[2]
    own = tuple(one for one in whole.regions if one.county == name)
    return replace(whole, county=name, regions=own, counties=counties(own, 5), **facts)
