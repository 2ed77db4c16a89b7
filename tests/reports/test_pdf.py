"""The paper: archive and accessible in one, the same bytes each time, nothing from outside."""

import hashlib
import logging
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from reports import checks
from reports.models import EditionFile
from reports.pdf import Attachment, PaperError, renderer, sources, write_pdf
from tests.reports.papers import faults, read, untagged
from tests.reports.papers import tags as tags_in

pytestmark = pytest.mark.pdf

CREATED = datetime(2016, 11, 20, 12, 30, tzinfo=UTC)
STYLE = """
html { font-family: Inter; font-size: 10pt }
@page { size: A4; margin: 2cm;
  @top-left { content: "Byregion " string(part); font-family: Inter }
  @bottom-right { content: "Side " counter(page) " av " counter(pages); font-family: Inter } }
h1 { string-set: part content() }
table { width: 100%; table-layout: fixed }
.met { background: url("signs/met.svg") no-repeat left; padding-left: 1.5em }
"""
SIGN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10">
<path d="M1 5l3 3 5-6" fill="none" stroke="#060"/></svg>"""


@pytest.fixture(autouse=True)
def static(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "paper" / "signs").mkdir(parents=True)
    (folder / "paper" / "paper.css").write_text(STYLE)
    (folder / "paper" / "signs" / "met.svg").write_text(SIGN)
    settings.STATIC_URL = "/static/"
    settings.STATICFILES_DIRS = [folder]
    return folder


def paper(body: str, *, head: str = "", lang: str = ' lang="nb"') -> str:
    return (
        f"<!doctype html><html{lang}><head><meta charset=utf-8><title>Rapport – Åsnes</title>"
        f'<link rel=stylesheet href="/static/paper/paper.css">{head}</head>'
        f"<body>{body}</body></html>"
    )


def rows(count: int, cell: str = "noe") -> str:
    return "".join(
        f"<tr><th scope=row>Rad {n}</th><td class=met>{cell} {n}</td><td></td></tr>"
        for n in range(count)
    )


def table(body: str) -> str:
    head = "<tr><th scope=col>Sjekkpunkt</th><th scope=col>Status</th><th scope=col>Dato</th></tr>"
    return f"<table><caption>Milepæl 1</caption><thead>{head}</thead><tbody>{body}</tbody></table>"


SAMPLES = {
    "nothing": "",
    "headings": "<h1>Rapport</h1><h2>Del</h2><h3>Avsnitt</h3><p>Tekst</p><h2>Del to</h2>",
    "lists": "<ul><li>en<ul><li>to</li></ul></li></ul><ol><li>tre</li></ol>"
    "<ul style='list-style: none'><li>fire</li></ul><dl><dt>fem</dt><dd>seks</dd></dl>",
    "table": table(rows(3)),
    "table over pages": "<h1>Tabell</h1>" + table(rows(150)) + "<p>Etter</p>",
    "row over pages": table(
        rows(35) + f"<tr><th>Lang</th><td>{'<p>noe</p>' * 90}</td><td>x</td></tr>"
    ),
    "caption left behind": "<div style='height: 24.6cm'></div>" + table(rows(3)),
    "table without rows": "<table><caption>Ingen</caption></table><p>Tekst</p>",
    "table in a table": f"<table><tr><th>Ytre</th><td>{table(rows(80))}</td></tr></table>",
    "picture": "<h1>Løp</h1><svg xmlns='http://www.w3.org/2000/svg' width=200 height=40>"
    "<title>Løpet fra mai til juni</title><rect width=90 height=20 fill='#06c'/>"
    "<text y=35 font-family=Inter>mai</text></svg>",
    "parts of a link": "<p><a href='https://example.no/'>Se <span lang=nn>sida</span> "
    "<b>nå</b></a></p>",
    "links": "<p id=a>Se <a href='https://example.no/å'>siden</a>, <a href='#a'>over</a> og "
    "<a href='mailto:a@example.no'>post</a>.</p>",
    "long word": f"<p style='overflow-wrap: anywhere'>{'sammensetning' * 40}</p>",
    "letters": "<p>æøå ÆØÅ č đ ŋ š ŧ ž Č Đ Ŋ Š Ŧ Ž ô é – «» … → ✓</p>",
    "signs that nobody sees": "<p>a\x00b\x01c\x0bd\x9fe \ufffe</p>"
    "<p>\u202ebaklengs\u202c \u2066x\u2069 \u200fslutt</p>",
    "characters without a font": "<p>Bra 👍 🧑‍🏫 ❤️ 日本 \U0001fae8 \u00ad\u200d slutt</p>",
    "languages": "<p>Her <span lang=nn>kjem noko</span></p><p lang=en>Some English</p>"
    "<table><tr><th>A</th><td lang=se>Sámi <b>giella</b></td></tr></table>",
    "generated text": "<style>p::before { content: 'Svar: ' } h2::marker { content: none }</style>"
    "<h1>Svar</h1><h2 style='display: list-item'>Spørsmål</h2><p>Ja</p>",
    "flex": "<div style='display: flex'><p>en</p><p>to</p></div>"
    "<p style='position: absolute; top: 0'>tre</p><p style='float: right'>fire</p>",
}


def make(body: str, **arguments: Any) -> bytes:
    return write_pdf(paper(body), created=CREATED, **arguments) if arguments else _made(body)


@cache
def _made(body: str) -> bytes:
    """A sample that several tests look at is set once."""
    return write_pdf(paper(body), created=CREATED)


def catalog(content: bytes) -> Any:
    return read(content).root_object


def tags(content: bytes) -> list[Any]:
    """All tags in reading order."""
    return [*tags_in(read(content))]


def kinds(content: bytes, *wanted: str) -> list[str]:
    return [tag["/S"] for tag in tags(content) if tag["/S"] in wanted]


def languages(body: str) -> list[tuple[str, str]]:
    return [(tag["/S"], tag["/Lang"]) for tag in tags(make(body)) if "/Lang" in tag]


@pytest.mark.parametrize("body", SAMPLES.values(), ids=SAMPLES.keys())
def test_the_paper_is_archive_and_accessible_in_one(body: str) -> None:
    content = make(body, attachments=[Attachment("innhold.json", b"{}", "Innholdet")])
    assert faults(content) == []


@pytest.mark.parametrize("body", SAMPLES.values(), ids=SAMPLES.keys())
def test_only_artifacts_are_outside_the_tags(body: str) -> None:
    assert untagged(make(body)) == []


def test_page_headers_are_artifacts_of_pagination() -> None:
    content = make("<h1>Rapport</h1>")
    stream: Any = read(content).pages[0].get_contents()
    assert stream.get_data().count(b"/Artifact\n<</Type /Pagination>>\nBDC") == 2
    assert kinds(content, "/H1", "/P", "/Span") == ["/H1", "/Span"]


def test_a_table_over_pages_is_one_table() -> None:
    content = make(SAMPLES["table over pages"])
    assert len(read(content).pages) > 2
    wanted = kinds(content, "/Table", "/Caption", "/THead", "/TBody", "/P")
    assert wanted == ["/Table", "/Caption", "/THead", "/TBody", "/P"]
    assert kinds(content, "/TR") == ["/TR"] * 151


def test_a_row_over_pages_is_one_row() -> None:
    content = make(SAMPLES["row over pages"])
    assert len(read(content).pages) > 1
    assert kinds(content, "/TR", "/TD")[-3:] == ["/TR", "/TD", "/TD"]
    assert kinds(content, "/Table", "/TR") == ["/Table"] + ["/TR"] * 37
    assert kinds(content, "/P") == ["/P"] * 90


def test_a_caption_alone_on_its_page_belongs_to_the_table() -> None:
    content = make(SAMPLES["caption left behind"])
    assert kinds(content, "/Table", "/Caption", "/THead") == ["/Table", "/Caption", "/THead"]


def test_tables_in_tables_are_joined_each_to_its_own() -> None:
    content = make(SAMPLES["table in a table"])
    assert len(read(content).pages) > 1
    assert kinds(content, "/Table") == ["/Table"] * 2
    assert kinds(content, "/TR") == ["/TR"] * 82


@pytest.mark.parametrize("sample", ["table", "table over pages", "row over pages"])
def test_every_cell_points_to_headers_that_are_there(sample: str) -> None:
    content = make(SAMPLES[sample])
    headers = {tag["/ID"]: tag["/A"]["/Scope"] for tag in tags(content) if tag["/S"] == "/TH"}
    cells = [tag["/A"]["/Headers"] for tag in tags(content) if tag["/S"] == "/TD"]
    assert {tuple(headers[name] for name in cell) for cell in cells} <= {
        ("/Row", "/Column"),
        ("/Column",),
    }
    index = catalog(content)["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert index[::2] == sorted(headers)


def test_scope_is_what_the_html_says_or_where_the_header_stands() -> None:
    body = "<tr><th scope=col>A<th>B<tbody><tr><th scope=col>C<td>D<tr><th>E<td>F"
    content = make(f"<table><thead>{body}</table>")
    scopes = [tag["/A"]["/Scope"] for tag in tags(content) if tag["/S"] == "/TH"]
    assert scopes == ["/Column", "/Column", "/Column", "/Row"]


def test_a_table_laid_out_as_blocks_is_left_as_it_is() -> None:
    content = make("<style>tr, td, th { display: block }</style>" + table(rows(90)))
    assert len(kinds(content, "/TH", "/TD")) >= 273


def test_a_table_without_rows_is_not_tagged_as_one() -> None:
    content = make(SAMPLES["table without rows"])
    assert kinds(content, "/Table", "/Div", "/Caption", "/P") == ["/Div", "/P", "/P"]


def test_lists_say_how_they_are_numbered() -> None:
    content = make(SAMPLES["lists"])
    numberings = [tag["/A"]["/ListNumbering"] for tag in tags(content) if tag["/S"] == "/L"]
    assert numberings == ["/Disc", "/Circle", "/Decimal", "/None", "/None"]


def test_a_part_in_another_language_says_so() -> None:
    assert languages("<p>Her <span lang=nn>kjem noko</span></p>") == [("/Span", "nn")]
    assert languages("<p lang=nn>Noko <b>viktig</b></p><p>Noe</p>") == [("/P", "nn")]
    assert languages("<table><tr><th>A<td lang=se>Sámi <b>giella</b></table>") == [("/TD", "se")]
    assert languages("<div lang=nn><p>Noko</p><p lang=nb>Noe</p></div>") == [("/P", "nn")]


def test_a_picture_says_the_language_of_its_title() -> None:
    picture = (
        "<svg lang=en xmlns='http://www.w3.org/2000/svg' width=9 height=9><title>Path</title></svg>"
    )
    assert languages(picture) == [("/Figure", "en")]


def test_a_part_in_the_papers_own_language_says_nothing() -> None:
    assert languages("<p lang=nb>Noe</p><p>mer</p><p lang=''>uten</p>") == []


def test_the_paper_names_itself() -> None:
    content = make("<h1>Rapport</h1><h2>Del</h2>")
    root = catalog(content)
    assert root["/Lang"] == "nb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/MarkInfo"]["/Marked"].value is True
    assert read(content).metadata.title == "Rapport – Åsnes"  # type: ignore[union-attr]  # pypdf allows for files without
    outline: Any = read(content).outline
    first, (second,) = outline
    assert (first["/Title"], second["/Title"]) == ("Rapport", "Del")


def test_the_metadata_can_be_read_without_inflating() -> None:
    content = make("")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in content


def test_dates_are_the_given_one_in_utc() -> None:
    oslo = CREATED.astimezone(timezone(timedelta(hours=1)))
    attached = [Attachment("a.json", b"{}", "")]
    content = write_pdf(paper(""), created=oslo, attachments=attached)
    assert read(content).metadata.creation_date == CREATED  # type: ignore[union-attr]  # pypdf allows for files without
    assert content == make("", attachments=attached)


def test_attachments_come_out_as_they_went_in() -> None:
    files = [
        Attachment("å b.csv", "æ;ø\r".encode(), "Tabell"),
        Attachment("a.json", b'{"a": 1}', "Data"),
    ]
    content = make("", attachments=files)
    assert {name: data for name, (data,) in read(content).attachments.items()} == {
        "a.json": b'{"a": 1}',
        "å b.csv": "æ;ø\r".encode(),
    }
    linked = catalog(content)["/AF"]
    assert len(linked) == 2
    assert {item["/UF"]: (item["/AFRelationship"], item["/Desc"]) for item in linked} == {
        "a.json": ("/Data", "Data"),
        "å b.csv": ("/Data", "Tabell"),
    }
    assert linked[0]["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert linked[0]["/EF"]["/F"]["/Params"]["/ModDate"] == "D:20161120123000Z"


def test_a_paper_in_the_paper_is_an_archive_file_too_and_left_as_it_is() -> None:
    annex = make("<h1>Vedlegg</h1>")
    content = make("", attachments=[Attachment("vedlegg.pdf", annex, "Vedlegg", "Supplement")])
    assert faults(content) == []
    assert annex in content  # compressed once, not twice
    assert read(content).attachments == {"vedlegg.pdf": [annex]}
    (linked,) = catalog(content)["/AF"]
    assert linked["/AFRelationship"] == "/Supplement"


def test_the_same_paper_is_the_same_bytes() -> None:
    body = SAMPLES["table over pages"]
    first = make(
        body, attachments=[Attachment("a.json", b"{}", ""), Attachment("b.json", b"{}", "")]
    )
    again = make(
        body, attachments=[Attachment("b.json", b"{}", ""), Attachment("a.json", b"{}", "")]
    )
    assert first == again
    assert first != make(body)


def test_another_process_makes_the_same_bytes(static: Path, settings: Settings) -> None:
    script = f"""
import hashlib
from datetime import datetime, UTC
from django.conf import settings
settings.configure(STATIC_URL="/static/", STATICFILES_DIRS=[{str(static)!r}], STATIC_ROOT=None,
    INSTALLED_APPS=["django.contrib.staticfiles"], VAR_DIR={str(settings.VAR_DIR)!r})
from reports.pdf import Attachment, write_pdf
attached = [Attachment("a.json", b"{{}}", "")]
created = datetime.fromisoformat({CREATED.isoformat()!r})
html = {paper("".join(SAMPLES.values()))!r}
for _ in range(2):  # the first render of a process and a later one
    print(hashlib.sha256(write_pdf(html, created=created, attachments=attached)).hexdigest())
"""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"  # another than this process's
    digests = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    content = make("".join(SAMPLES.values()), attachments=[Attachment("a.json", b"{}", "")])
    assert digests == [hashlib.sha256(content).hexdigest()] * 2


def test_the_identifier_names_the_paper_over_its_versions() -> None:
    def identifiers(body: str, name: str) -> tuple[bytes, bytes]:
        both: Any = read(make(body, identifier=name)).trailer["/ID"]
        first, second = both
        return first.original_bytes, second.original_bytes

    paper_id, version = identifiers("<p>en</p>", "edition/7")
    assert identifiers("<p>to</p>", "edition/7")[0] == paper_id
    assert identifiers("<p>to</p>", "edition/7")[1] != version
    assert identifiers("<p>en</p>", "edition/8")[0] != paper_id
    assert len(paper_id) == 16


def test_no_stream_can_be_taken_for_one_byte_shorter() -> None:
    content = make(SAMPLES["table"])
    assert content.count(b"\r\nendstream\nendobj") == content.count(b"endstream\nendobj") > 5


def test_text_is_in_inter_and_can_be_read_back() -> None:
    content = make(SAMPLES["letters"])
    assert "č đ ŋ š ŧ ž Č Đ Ŋ Š Ŧ Ž ô é – «» … → ✓" in read(content).pages[0].extract_text()
    fonts: Any = read(content).pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # pypdf allows for files without
    assert {font.get_object()["/BaseFont"].split("+")[1] for font in fonts.values()} == {"Inter"}


def test_a_character_without_a_font_is_a_square() -> None:
    text = read(make("<p>for \U0001fae8 etter</p>")).pages[0].extract_text()
    assert "for □ etter" in text


def test_a_sign_that_nobody_sees_is_a_square() -> None:
    text = read(make("<p>for\x01etter \u202ebaklengs\u202c</p>")).pages[0].extract_text()
    assert "for□etter □baklengs□" in text


REFUSED = {
    "network": ("<img alt=x src='http://example.no/x.png'>", "http://example.no/x.png"),
    "file": ("<img alt=x src='file:///etc/passwd'>", "file:///etc/passwd"),
    "data": ("<img alt=x src='data:image/png;base64,AAAA'>", "data:image/png"),
    "outside static": ("<img alt=x src='/media/x.png'>", "https://paper.invalid/media/x.png"),
    "climbing": ("<img alt=x src='static:../../pyproject.toml'>", "static:../../pyproject.toml"),
    "climbing, encoded": ("<img alt=x src='/static/%2e%2e/x.png'>", "/static/%2e%2e/x.png"),
    "missing picture": ("<img alt=x src='/static/gone.png'>", "/static/gone.png"),
    "unknown font": ("<style>@font-face { font-family: x; src: url(font:x) }</style>", "font:x"),
    "style from file": ("<style>p { background: url(file:///etc/passwd) }</style><p>x", "file:///etc"),
    "import": ("<style>@import url(https://example.no/x.css);</style>", "https://example.no/x.css"),
    "svg": (("<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><title>x</title><image "
             "href='file:///etc/passwd' width=9 height=9 /></svg>"), "file:///etc/passwd"),
    "relative link": ("<a href='/regioner/'>x</a>", "https://paper.invalid/regioner/"),
    "script link": ("<a href='javascript:alert(1)'>x</a>", "javascript:alert(1)"),
    "file link": ("<a href='file:///etc/passwd'>x</a>", "file:///etc/passwd"),
    "attached link": ("<a rel=attachment href='/static/paper/paper.css'>x</a>", "paper.css"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "named"), REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("strict", [True, False])
def test_an_address_that_is_not_ours_ends_the_render(body: str, named: str, strict: bool) -> None:
    with pytest.raises(PaperError) as error:
        make(body, strict=strict)
    assert named in str(error.value)


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=stylesheet href='/static/gone.css'>",
        "<link rel=stylesheet href='https://example.no/gone.css'>",
        "<base href='https://example.no/'><link rel=stylesheet href='gone.css'>",
        "<link rel=attachment href='/static/paper/paper.css'>",
    ],
)
def test_a_paper_is_never_made_without_its_stylesheet(head: str) -> None:
    with pytest.raises(PaperError, match=r"gone\.css|attached by|example\.no/static"):
        write_pdf(paper("", head=head), created=CREATED, strict=False)


def test_a_stylesheet_finds_its_signs_beside_it(static: Path) -> None:
    (static / "paper" / "more.css").write_text("p { background: url(signs/gone.svg) }")
    with pytest.raises(PaperError, match=r"https://paper\.invalid/static/paper/signs/gone\.svg"):
        make("<style>@import url(static:paper/more.css);</style><p>x</p>")


def test_static_files_are_found_under_their_collected_name(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "style.0123456789ab.css").write_text("h1 { string-set: none }")
    head = "<link rel=stylesheet href='/static/style.0123456789ab.css'>"
    assert write_pdf(paper("", head=head), created=CREATED).startswith(b"%PDF-1.7\n")


FAULTS = {
    "alt": (paper("<img src='/static/paper/signs/met.svg'>"), "alt"),
    "lang": (paper("<p>x</p>", lang=""), "lang"),
    "anchor": (paper("<a href='#ingen'>x</a>"), "#ingen"),
}


@pytest.mark.parametrize(("html", "named"), FAULTS.values(), ids=FAULTS.keys())
def test_what_weasyprint_calls_an_error_ends_a_strict_render(html: str, named: str) -> None:
    with pytest.raises(PaperError, match=named):
        write_pdf(html, created=CREATED)
    assert write_pdf(html, created=CREATED, strict=False).startswith(b"%PDF-1.7\n")
    left = [type(handler) for handler in logging.getLogger("weasyprint").handlers]
    assert left == [logging.NullHandler]


def test_half_transparent_text_in_the_margin_is_refused() -> None:
    margin = "<style>@page { @top-left { content: 'x'; opacity: .5 } }</style>"
    with pytest.raises(PaperError, match="opacity"):
        make(margin)


def test_a_refused_render_leaves_the_next_one_alone() -> None:
    with pytest.raises(PaperError):
        make("<img alt=x src='http://example.no/x.png'>")
    assert make("<p>x</p>") == make("<p>x</p>")


def test_the_renderer_names_what_the_bytes_depend_on() -> None:
    names = [part.split()[0] for part in renderer().split(", ")]
    assert names == [
        "weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fontpkg-inter", "fonttools",
        "django", "markdown-it-py", "nh3", "segno", "pango", "zlib", "byregion",
    ]  # fmt: skip
    most = EditionFile._meta.get_field("renderer").max_length
    assert most
    assert len(renderer()) <= most


def test_the_renderer_is_another_when_a_file_of_ours_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "static" / "css").mkdir(parents=True)
    digests = []
    for style in ("p {}", "b {}", "p {}"):
        (tmp_path / "static" / "css" / "paper.css").write_text(style)
        sources.digest.cache_clear()
        digests.append(sources.digest())
    sources.digest.cache_clear()
    assert digests[0] == digests[2] != digests[1]


def test_every_template_and_sign_of_the_paper_is_among_those_files() -> None:
    known = {path.relative_to(sources.ROOT).as_posix() for path in sources.files()}
    style = (sources.ROOT / "static/css/paper.css").read_text()
    signs = {f"static/signs/{name}" for name in re.findall(r'url\("../signs/([^"]+)"\)', style)}
    assert len(signs) > 10
    assert signs < known
    names = {name.removeprefix("templates/") for name in known if name.startswith("templates/")}
    assert {"reports/paper.html", "reports/_last_page.html", "components/_tag.html"} < names
    assert "reports/_table_rows.html" not in names  # of another page


def test_every_pattern_of_those_files_finds_some() -> None:
    assert [one for one in sources.SOURCES if not [*sources.ROOT.glob(one)]] == []


def test_a_machine_with_pango_passes_the_check() -> None:
    assert checks.pango_check(None) == []


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_found", lambda name, _: name != "pango-1.0")
    (warning,) = checks.pango_check(None)
    assert warning.msg == "No PDF can be made: pango-1.0 not found."
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in str(warning.hint)
    assert "brew install pango" in str(warning.hint)
