"""Papers of what people really write, and of what only an attacker would: all of it is printed."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from regions.wording import Text
from reports import content
from reports.canonical import from_json, to_json
from reports.content import ReportContent
from reports.paper import report_html, report_pdf
from reports.pdf.fetcher import StaticFetcher, static_root
from tests import makers
from tests.reports import contents
from tests.reports.papers import faults, marked_as_draft, pdf_of, read, tags_of, text_of, untagged

pytestmark = pytest.mark.pdf

HOSTILE = (
    "</p></td></svg><script>alert(1)</script><style>*{display:none}</style>"
    "<img src=http://example.no/x.png><img src='file:///etc/passwd'><link rel=stylesheet href=x>"
    "\"'><a href='http://example.no'>x</a> {% load x %} {{ settings.SECRET_KEY }} &amp; %(n)s"
    " } body { background: url(http://example.no/y.png) } @import 'x'; \x00\x01\x7f\x9f"
    " \u202ebaklengs\u202c \u2066x\u2069 \u200f\u200e \ufeff\u00ad\u200d slutt"
)
# Lists in lists, quotes, bold, links, emoji, Sámi letters, and what is none of it.
MARKDOWN = (
    "Vi **vedtok** planen, *enstemmig*, se [saken](https://example.no/sak/32?a=1&b=(2)).\n\n"
    "- Høring\n  - Čáhcesuolu 👍\n    1. første\n    2. andre\n  - Giske\n- **Vedtak**\n\n"
    "1. mai: møte\n10. juni: vedtak\n\n> Et sitat\n> > i et sitat\n> - med punkt\n\n"
    "# Ingen tittel\n<b>ikke fet</b>\n\n"
)
HOSTILE_MARKDOWN = (
    "- " * 300 + "\n\n" + "> " * 300 + "\n\n" + "*" * 400 + "x" + "*" * 400 + "\n\n" + "[" * 300
    + "\n\n[x](javascript:alert(1)) [y](file:///etc/passwd) ![z](http://example.no/z.png)\n\n"
    + "-\n" * 50 + "> -\n" * 20 + "1.\n" * 20 + "[](https://example.no)\n<https://example.no>\n\n"
    + "**\u202e\u0001\u00ad** [👍](https://example.no/👍) https://example.no/" + "a" * 300
)  # fmt: skip
LONG_WORD = "Samferdselskonsekvensutredningsprosjekt" * 12
SAMI = "Čáhcesullo, Deatnu, Guovdageaidnu: č đ ŋ š ŧ ž Č Đ Ŋ Š Ŧ Ž"
EMOJI = "Bra 👍 🧑‍🏫 ❤️ 日本 \U0001fae8 slutt"
COMMENTS = (
    MARKDOWN, (MARKDOWN * 9)[:3000], HOSTILE_MARKDOWN[:3000], LONG_WORD, SAMI, EMOJI,
    makers.long_text(3000), "å" * 3000, HOSTILE,
)  # fmt: skip


def nothing() -> ReportContent:
    """A phase without milestones, a round without questions, a region without anybody."""
    return contents.report(
        filing=contents.handed_in(lists_evidence=True, previous="", since=""),
        host=None, people=(), events=(), counties=(), brief="Ingenting er registrert.",
    )  # fmt: skip


def checkpoints_alone() -> ReportContent:
    """Comments of every awkward sort, and a milestone without a checkpoint."""
    rows = (
        contents.checkpoint(number, LONG_WORD[:200] if number % 2 else SAMI, comment=text)
        for number, text in enumerate(COMMENTS, start=1)
    )
    strand = contents.strand(contents.milestone(1, *rows, changed=True), contents.milestone(2))
    return contents.report(strand, language="nn", demo=True, region="Ø" + "Nordre-Gudbrandsdal" * 9)


def longest_answers() -> ReportContent:
    answers = (
        contents.answer(1, makers.long_text(9_900) + " Slutt.", changed=True),
        contents.answer(2, "å" * 10_000),
        contents.answer(3, (MARKDOWN.replace("👍", "") * 9)[:3000]),
    )
    return contents.report(filing=contents.handed_in(*answers))


def hostile_names() -> ReportContent:
    """Hostile text wherever somebody can have written."""
    place = content.Place("1504", HOSTILE, HOSTILE)
    said = contents.verification("questioned", label=HOSTILE, note=HOSTILE)
    row = contents.checkpoint(1, HOSTILE, comment=HOSTILE, responsible=HOSTILE, verification=said)
    decision = content.Decision(date(2016, 8, 1), HOSTILE, HOSTILE)
    change = content.StatusChange(
        HOSTILE, Text(HOSTILE, "nn"), Text(HOSTILE, "nb"), "met", HOSTILE, "late", HOSTILE,
        date(2016, 11, 1), HOSTILE,
    )  # fmt: skip
    move = content.PlanMove(
        HOSTILE, Text(HOSTILE, "nb"), contents.DAY, contents.DAY, contents.DAY, HOSTILE, HOSTILE
    )
    new = content.NewDecision(HOSTILE, Text(HOSTILE, "nn"), contents.DAY, HOSTILE, HOSTILE)
    heading, help_text = Text(HOSTILE, "nn"), Text(LONG_WORD[:200], "nn")
    answer = contents.answer(3, HOSTILE, heading=heading, help=help_text)
    agreements = tuple(contents.agreed(text, note=text) for text in (HOSTILE, LONG_WORD))
    lines = (
        contents.evidence(HOSTILE, where=HOSTILE, kind=HOSTILE, backs=(HOSTILE, LONG_WORD)),
        contents.evidence("x" * 200, where="https://example.no/" + "a" * 400, sha256=""),
    )
    event = content.Event("gathering", 1, HOSTILE, contents.DAY, contents.DAY, HOSTILE)
    return contents.report(
        contents.strand(
            contents.milestone(1, row, decisions=(decision,), label=HOSTILE), name=HOSTILE
        ),
        filing=contents.handed_in(
            answer, agreed=agreements, name=HOSTILE, by=HOSTILE, since=HOSTILE, days_late=400
        ),
        region=HOSTILE, programme=HOSTILE, funder=HOSTILE, brief=HOSTILE, host=place,
        members=(place, place), observers=(place,), evidence=lines, events=(event,),
        people=(content.Somebody(HOSTILE, HOSTILE),),
        changes=content.Changes(date(2016, 5, 20), (change,), (move,), (new,)),
    )  # fmt: skip


def forty_pages() -> ReportContent:
    """A draft of five strands of five milestones with ten checkpoints each."""
    text = makers.long_text(400)
    return contents.report(
        *(
            contents.strand(
                *(
                    contents.milestone(
                        number, *(contents.checkpoint(n, comment=text) for n in range(1, 11))
                    )
                    for number in range(1, 6)
                ),
                number=strand, name=f"Løp {strand}",
            )
            for strand in range(1, 6)
        ),
        filing=contents.asked(contents.answer(1, "")),
    )  # fmt: skip


PAPERS: dict[str, Callable[[], ReportContent]] = {
    "nothing": nothing,
    "checkpoints alone": checkpoints_alone,
    "longest answers": longest_answers,
    "hostile names": hostile_names,
    "forty pages": forty_pages,
}


@pytest.mark.parametrize("case", PAPERS)
def test_it_is_archive_and_accessible_and_all_of_it_is_tagged(case: str) -> None:
    pdf = pdf_of(PAPERS[case]())
    assert faults(pdf) == []
    assert untagged(pdf) == []


def test_hostile_text_is_printed_as_text() -> None:
    pdf = pdf_of(hostile_names())
    text = text_of(pdf)
    for words in (
        "</svg><script>alert(1)</script>", "<style>*{display:none}</style>",
        "<img src=http://example.no/x.png>", "<img src='file:///etc/passwd'>", "&amp;", "%(n)s",
        "{{ settings.SECRET_KEY }}", "@import 'x';", "□baklengs□",
    ):  # fmt: skip
        assert text.count(words) > 20
    assert "root:" not in text
    assert tags_of(pdf)["/Figure"] == 2  # the timeline and the code


def test_nothing_but_our_own_files_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    with fetched(monkeypatch) as addresses:
        report_pdf(replace(hostile_names(), day=date(2016, 11, 21)))
    ours = ("static:", "font:", static_root())
    assert "static:css/paper.css" in addresses
    assert [one for one in addresses if not one.startswith(ours)] == []


@contextmanager
def fetched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that a paper is made of, as they are asked for."""
    found = StaticFetcher._found
    addresses: list[str] = []

    def remember(self: StaticFetcher, url: str) -> Any:
        addresses.append(url)
        return found(self, url)

    monkeypatch.setattr(StaticFetcher, "_found", remember)
    yield addresses


def test_the_longest_answers_are_printed_to_their_last_word() -> None:
    text = text_of(pdf_of(longest_answers()))
    assert " Slutt." in text
    assert len(re.findall("å", text)) >= 10_000


def test_markdown_is_structure_on_paper_and_source_in_the_data() -> None:
    row = contents.checkpoint(1, comment=MARKDOWN)
    made = contents.report(contents.strand(contents.milestone(1, row)))
    text = text_of(pdf_of(made), "-layout").replace(" ", "")  # a long line breaks anywhere
    tags, html = tags_of(pdf_of(made)), report_html(made)
    for words in (
        "Vi vedtok planen, enstemmig, se saken (https://example.no/sak/32?a=1&b=(2)).",
        "1. mai: møte 10. juni: vedtak",
        "# Ingen tittel <b>ikke fet</b>",
        "Čáhcesuolu",
    ):
        assert words.replace(" ", "") in text
    assert tags["/L"] == len(re.findall(r"<[uo]l\b", html))
    assert tags["/BlockQuote"] == html.count("<blockquote>")
    assert "vedtok</strong>" in html
    assert "example.no</a>" not in html
    again = from_json(to_json(made)).strands[0].milestones[0].checkpoints[0]
    assert again.comment == MARKDOWN


def test_sami_letters_are_printed() -> None:
    assert SAMI in text_of(pdf_of(checkpoints_alone()))


def test_a_table_over_pages_is_one_table() -> None:
    pdf = pdf_of(forty_pages())
    assert len(read(pdf).pages) > 40
    tags = tags_of(pdf)
    summaries, milestones, others = 5, 25, 3  # calendar, municipalities, people
    assert tags["/Table"] == summaries + milestones + others
    assert tags["/THead"] == tags["/TBody"] == tags["/Table"]
    # A heading and a row for each; of a checkpoint two, as it has a comment.
    assert tags["/TR"] == summaries * (1 + 5) + milestones * (1 + 10 * 2) + others * 2


def test_a_draft_of_many_pages_says_so_on_each() -> None:
    pages = marked_as_draft(pdf_of(forty_pages()))
    assert pages == [True] * len(pages)
