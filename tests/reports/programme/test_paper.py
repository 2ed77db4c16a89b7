"""The programme's report on paper: an archive file, accessible, with all that was handed in."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regions.wording import Text
from reports.pdf import sources
from reports.programme.content import ProgrammeContent, to_json
from reports.programme.layout import layout_of
from reports.programme.paper import programme_html, programme_pdf
from tests.reports.papers import faults, read, tags, tags_of, text_of, untagged
from tests.reports.programme import contents
from tests.reports.test_awkward import HOSTILE, LONG_WORD, SAMI

pytestmark = pytest.mark.pdf


def hostile() -> ProgrammeContent:
    """Hostile text wherever somebody can have written."""
    plain = contents.programme(3, 3)
    cell = replace(plain.regions[0].cells[2], label=HOSTILE, parallel=HOSTILE)
    lines = tuple(
        replace(one, name=name, county=name, cells=(cell,) * 3, report=HOSTILE)
        for one, name in zip(plain.regions, (HOSTILE, LONG_WORD, SAMI), strict=True)
    )
    return replace(
        plain, programme=HOSTILE, funder=HOSTILE, name=HOSTILE, county=HOSTILE, brief=(HOSTILE,),
        phase=replace(plain.phase, name=Text(HOSTILE, "nn")), regions=lines, since_words=HOSTILE,
        heads=tuple(replace(one, name=Text(HOSTILE, "nn")) for one in plain.heads),
        counties=contents.counties(lines, 3), unchanged=(HOSTILE, LONG_WORD), method=HOSTILE,
        changes=(replace(plain.changes[0], region=LONG_WORD, lines=(HOSTILE, LONG_WORD)),),
        late=tuple(replace(one, region=HOSTILE, strand=HOSTILE) for one in plain.late),
        on_hold=tuple(replace(one, region=HOSTILE, milestone=HOSTILE) for one in plain.on_hold),
        forecasts=tuple(replace(one, region=HOSTILE) for one in plain.forecasts),
        help=tuple(replace(one, milestone=HOSTILE) for one in plain.help),
    )  # fmt: skip


def nobody() -> ProgrammeContent:
    heads = (contents.head(1, reached=0, late=0, on_hold=0),)
    return contents.programme(
        0, heads=heads, since=None, since_words="", help=(), brief=("Ingen er med.",)
    )


def without_counties() -> ProgrammeContent:
    plain = contents.programme(4, 1)
    return replace(plain, counties=(), regions=tuple(replace(r, county="") for r in plain.regions))


PAPERS: dict[str, Callable[[], ProgrammeContent]] = {
    "28 regions": contents.programme,
    "100 regions in nynorsk": lambda: contents.programme(100, language="nn", demo=True),
    "nobody": nobody,
    "no milestones": lambda: contents.programme(12, 0, help=()),
    "no counties": without_counties,
    "20 milestones": lambda: contents.programme(7, 20),
    "the main part": contents.main_part,
    "a county's part": contents.county_part,
    "hostile": hostile,
}


@pytest.mark.parametrize("case", PAPERS)
def test_it_is_archive_and_accessible_and_all_of_it_is_tagged(case: str) -> None:
    pdf = pdf_of(PAPERS[case]())
    assert faults(pdf) == []
    assert untagged(pdf) == []


@cache
def pdf_of(content: ProgrammeContent) -> bytes:
    """A paper that several tests look at is set once."""
    return programme_pdf(content)


def in_norwegian(words: str) -> str:
    with translation.override("nb"):
        return _(words)


def test_it_reads_from_front_to_back() -> None:
    content = contents.programme()
    text = text_of(pdf_of(content))
    words = [
        "Byregionprogrammet", in_norwegian("Programme report"), "Rapport 2", *content.brief,
        "Prosjektorganisasjon på plass", *layout_of(content).sections.values(),  # in the list
        "Finnmark", "Byregion 5", "Hedmark", "51 dager forsinket", content.since_words,
        "Tiltak vedteke: planlagt slutt flyttet 92 dager", "30.09.2016", content.method,
        "10.01.2017", in_norwegian("Not handed in"), "Byregion 28",
    ]  # fmt: skip
    at = 0
    for word in words:
        at = text.index(word, at)  # raises ValueError where it is out of order


def test_it_names_itself_and_each_page_says_of_what_it_is() -> None:
    name = f"{in_norwegian('Programme report')} · Rapport 2"
    with translation.override("nb"):
        of = pgettext("page 1 of 4", "of")
    reader = read(pdf_of(contents.programme()))
    assert reader.metadata is not None
    assert reader.metadata.title == f"{name} – Byregionprogrammet"
    assert reader.metadata.subject == contents.programme().brief[0]
    for number, sheet in enumerate(reader.pages, start=1):
        words = " ".join(sheet.extract_text().split())
        assert f"Byregionprogrammet · {name}" in words
        assert f"{number} {of} {len(reader.pages)}" in words


def test_the_front_says_on_which_page_each_part_begins() -> None:
    reader = read(pdf_of(contents.programme()))
    outline: Any = reader.outline
    front = " ".join(reader.pages[0].extract_text().split())
    begins = {one["/Title"]: reader.get_destination_page_number(one) for one in outline[1]}
    listed = [*layout_of(contents.programme()).sections.values()]
    assert [one for one in begins if one in listed] == listed
    assert [one for one in listed if f"{one} {(begins[one] or 0) + 1}" not in front] == []


def test_a_cell_says_its_state_in_words_and_what_is_stale_is_hatched() -> None:
    content = contents.programme(1)
    ((county, (row,)),) = ((one.name, one.rows) for one in layout_of(content).maps[0].counties)
    assert county == ""  # all are of one
    late = replace(row.cells[1], label="51 dager forsinket")
    assert late == contents.CELLS[2]
    html = programme_html(content)
    assert html.count("<td data-state=") == 5
    assert re.findall(r'<td data-state="(\w+)" class="hatched">', html) == ["late", "in_progress"]
    words = "<b>3 av 4</b><br>51 dager forsinket<br>+ 1 løp: på vent</td>"
    assert f'<td data-state="late" class="hatched">{words}' in html
    assert "<br><i>+ 2 løp: 120 dager forsinket</i></td>" in html  # a strand beside the main one
    assert layout_of(content).hatching in html
    assert not layout_of(contents.programme(1, 1)).hatching


def test_the_map_is_a_table_with_headers_for_each_cell() -> None:
    found = [*tags(read(pdf_of(contents.programme())))]
    headers = {tag["/ID"]: tag["/A"]["/Scope"] for tag in found if tag["/S"] == "/TH"}
    cells = [tag["/A"]["/Headers"] for tag in found if tag["/S"] == "/TD"]
    assert {tuple(headers[name] for name in cell) for cell in cells} == {("/Row", "/Column")}


def test_a_main_file_leaves_the_regions_to_the_counties_own() -> None:
    main, county = contents.main_part(), contents.county_part()
    assert [*layout_of(main).sections] == ["parts", "help", "counties"]
    text = text_of(pdf_of(main))
    assert [one.file_name for one in main.parts if one.file_name not in text] == []
    assert "Byregion 1" not in text
    assert f"{layout_of(main).of}" == "370"
    assert "parts" not in layout_of(county).sections
    assert "Byregion 2" in text_of(pdf_of(county))


def test_what_is_not_there_is_said() -> None:
    content = contents.programme(2, late=(), on_hold=(), forecasts=(), changes=(), unchanged=())
    html = programme_html(content)
    for words in ("Nothing is late.", "Nothing is on hold.", "Nothing can be forecast yet."):
        assert html.count(in_norwegian(words)) == 1
    assert content.method not in html  # of what is not forecast
    assert html.count(in_norwegian("No report has been handed in.")) == 1
    assert in_norwegian("No region takes part yet.") in programme_html(nobody())
    no_milestones = programme_html(contents.programme(2, 0))
    assert in_norwegian("The programme has no milestones yet.") in no_milestones


def test_it_says_which_regions_have_not_handed_in() -> None:
    content = contents.programme(3, annexes=(contents.annex(2),))
    _before, _found, missing = programme_html(content).partition('id="missing"')
    assert re.findall(r"Byregion \d", missing) == ["Byregion 1", "Byregion 3"]
    everybody = tuple(contents.annex(number) for number in (1, 2, 3))
    assert 'id="missing"' not in programme_html(contents.programme(3, annexes=everybody))


def test_enclosed_reports_are_listed_with_what_makes_them_known_again() -> None:
    html = programme_html(contents.programme(3, annexes=(contents.annex(2, days_late=3),)))
    for words in ("K7QM-2XHD-9FTR", "a1b2c3d4" * 8, "rapport-2-region-2-utgave-1.pdf", "91\xa0kB"):
        assert html.count(words) == 1


def test_hostile_text_is_printed_as_text() -> None:
    text = text_of(pdf_of(hostile()))
    for words in ("</svg><script>alert(1)</script>", "&amp;", "%(n)s", "□baklengs□"):
        assert text.count(words) > 10
    assert "root:" not in text
    assert tags_of(pdf_of(hostile()))["/Figure"] == 1


def test_its_templates_style_and_signs_are_of_the_renderer() -> None:
    known = {path.relative_to(sources.ROOT).as_posix() for path in sources.files()}
    style = (sources.ROOT / "static/css/programme.css").read_text()
    signs = {f"static/signs/{name}" for name in re.findall(r'url\("../signs/([^"]+)"\)', style)}
    assert len(signs) == 8
    assert signs < known
    folder = sources.ROOT / "templates" / "reports" / "programme"
    names = {f"templates/reports/programme/{path.name}" for path in folder.iterdir()}
    assert names < known
    assert {"static/css/programme.css", "reports/programme/layout.py"} < known


def test_another_process_makes_the_same_bytes() -> None:
    script = """
import sys, hashlib, django
django.setup()
from reports.programme.paper import set_programme
print(hashlib.sha256(set_programme(sys.stdin.read())).hexdigest())
"""
    content = contents.programme(4)
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"  # another than this process's
    settings = {"DJANGO_SETTINGS_MODULE": "byregion.settings", "PYTHONHASHSEED": seed}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        input=to_json(content).encode(), env={**os.environ, **settings, "PYTHONUTF8": "1"},
        check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    assert found.strip() == hashlib.sha256(pdf_of(content)).hexdigest()
