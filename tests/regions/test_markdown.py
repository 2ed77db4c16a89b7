"""What may be written, what stands as it was typed, and that nothing else ever comes out."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.markdown import ATTRIBUTES, TAGS, to_html, to_lines, to_paper, to_text
from tests.steps import steps

REL = 'rel="nofollow noopener"'
MEANT = {
    "words": ("Vi er klare.", "<p>Vi er klare.</p>"),
    "nothing": ("", ""),
    "paragraphs": ("En\n\nTo", "<p>En</p>\n<p>To</p>"),
    "lines as typed": ("En\nTo  \nTre\\\nFire", "<p>En<br>\nTo<br>\nTre<br>\nFire</p>"),
    "bold and italic": (
        "**fet** og *kursiv*, ***begge***",
        "<p><strong>fet</strong> og <em>kursiv</em>, <em><strong>begge</strong></em></p>",
    ),
    "bold within bold": ("**a **b** c**", "<p><strong>a b c</strong></p>"),
    "a list": (
        "Dette:\n- a\n- b\n  - c",
        "<p>Dette:</p>\n<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>",
    ),
    "a numbered list": ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    "numbers as typed": (
        "1. mai: møte\n10. juni: vedtak",
        '<ol>\n<li>mai: møte</li>\n<li value="10">juni: vedtak</li>\n</ol>',
    ),
    "a list in a list has its own numbers": (
        "1. a\n   - x\n2. b",
        "<ol>\n<li>a\n<ul>\n<li>x</li>\n</ul>\n</li>\n<li>b</li>\n</ol>",
    ),
    "a quote": (
        "> Ja\n> visst\n\nSa de.",
        "<blockquote>\n<p>Ja<br>\nvisst</p>\n</blockquote>\n<p>Sa de.</p>",
    ),
    "a link": (
        "[**saken**](https://example.no/sak?a=1&b=2)",
        f'<p><a href="https://example.no/sak?a=1&amp;b=2" {REL}><strong>saken</strong></a></p>',
    ),
    "a link to an address": (
        "[Kari](mailto:kari@example.no)",
        f'<p><a href="mailto:kari@example.no" {REL}>Kari</a></p>',
    ),
    "a link with brackets": (
        "[byen](https://no.wikipedia.org/wiki/Bergen_(by))",
        f'<p><a href="https://no.wikipedia.org/wiki/Bergen_(by)" {REL}>byen</a></p>',
    ),
    "an address alone": (
        "(Se https://example.no/_a_/b.)",
        f'<p>(Se <a href="https://example.no/_a_/b" {REL}>https://example.no/_a_/b</a>.)</p>',
    ),
    "an address in bold": (
        "**https://example.no**",
        f'<p><strong><a href="https://example.no" {REL}>https://example.no</a></strong></p>',
    ),
    "signs that are meant as they are": (r"\*nei\* \[nei\]", "<p>*nei* [nei]</p>"),
}
AS_TYPED = {
    "a heading": "# Tittel",
    "a line below": "Tittel\n=====",
    "a rule": "---",
    "code": "`kode`",
    "a fence": "```\nkode\n```",
    "struck out": "~~vekk~~",
    "a table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "a reference": "[a]: https-nei",
    "a character by its name": "&amp; &#42;",
    "an element": "<b>fet</b> <script>alert(1)</script> <!-- skjult -->",
    "a day at the start": "3. mai møttes vi.\n10. juni vedtok vi.",
    "a sum": "2 * 3 * 4 < 25 > 3_000_000",
    "a script": "[x](javascript:alert(1)) [y](JAVASCRIPT:alert(1)) [z](data:text/html,x)",
    "a file": "[x](file:///etc/passwd) [y](/sti) [z](//example.no) [w](ftp://example.no)",
    "a link without words": "[ ](https-nei) []()",
    "an address that is none": "https://[ http://%zz https:// [x](https://[::1)",
}


@pytest.mark.parametrize("case", MEANT)
def test_what_is_meant(case: str) -> None:
    source, html = MEANT[case]
    assert to_html(source) == html


@pytest.mark.parametrize("case", AS_TYPED)
def test_what_stands_as_it_was_typed(case: str) -> None:
    source = AS_TYPED[case]
    html = to_html(source)
    assert unescape(re.sub(r"</?p>|<br>", "", html)) == source
    assert elements(html) <= {"p", "br"}


def test_a_picture_is_a_link_at_most() -> None:
    html = to_html("![kart](https://example.no/kart.png)")
    assert html == f'<p>!<a href="https://example.no/kart.png" {REL}>kart</a></p>'


def test_a_link_leads_where_a_browser_can_read_it() -> None:
    html = to_html("[by](https://ålesund.no/bærekraft)")
    assert html == f'<p><a href="https://xn--lesund-hua.no/b%C3%A6rekraft" {REL}>by</a></p>'


def test_lists_and_quotes_end_somewhere_and_lose_no_word() -> None:
    html = to_html("> " * 50 + "- " * 50 + "innerst")
    assert html.count("<blockquote>") + 2 * html.count("<ul>") <= 12
    assert unescape(html).count(">") - html.count(">") < 50 * 3
    assert "innerst" in html


PAPER = {
    "a link": ("[saken](https://example.no/32)", "<p>saken (https://example.no/32)</p>"),
    "an address": ("https://example.no/32", "<p>https://example.no/32</p>"),
    "an address to write to": ("[Kari](mailto:k@example.no)", "<p>Kari (k@example.no)</p>"),
    "words that are the address": (
        "[k@example.no](mailto:k@example.no) [https://a.no/](https://a.no)",
        "<p>k@example.no https://a.no/</p>",
    ),
    "letters of our own": ("[by](https://ålesund.no/bær)", "<p>by (https://ålesund.no/bær)</p>"),
    "bold in a link": ("[**a** b](https://c.no)", "<p><strong>a</strong> b (https://c.no)</p>"),
    "a list": ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
}


@pytest.mark.parametrize("case", PAPER)
def test_on_paper_addresses_are_written_out(case: str) -> None:
    source, html = PAPER[case]
    assert to_paper(source) == html


LINES = {
    "**Klart**, *nesten*.": "Klart, nesten.",
    "En\nTo\n\nTre": "En To Tre",
    "- a\n- b\n\n1. c\n2. d": "– a – b 1. c 2. d",
    "> Ja, sa [Kari](mailto:k@example.no).": "Ja, sa Kari.",
    "a\\\nb": "a b",
    "<b> & </b>": "<b> & </b>",
    " \n ": "",
}


@pytest.mark.parametrize("source", LINES)
def test_the_words_in_one_line(source: str) -> None:
    assert to_text(source) == LINES[source]


PLAIN = {
    "Takk til **dere** *begge*!": "Takk til dere begge!",
    "En\nTo\n\n\n\nTre": "En\nTo\n\nTre",
    "Dette:\n* a\n  mer\n* b\n  1. c\n  2. d\n\nSlutt": (
        "Dette:\n\n- a\n  mer\n- b\n  1. c\n  2. d\n\nSlutt"
    ),
    "1. mai: møte\n10. juni: vedtak": "1. mai: møte\n10. juni: vedtak",
    "> Ja,\n> - visst\n\nSa de.": "> Ja,\n> - visst\n\nSa de.",
    "Se [saken](https://example.no/sak), https://example.no eller [Kari](mailto:k@example.no).": (
        "Se saken (https://example.no/sak), https://example.no eller Kari (k@example.no)."
    ),
    "<b> & 2 \\* 3": "<b> & 2 * 3",
    " \n ": "",
}


@pytest.mark.parametrize("source", PLAIN)
def test_plain_text_keeps_its_lines_and_lists(source: str) -> None:
    assert to_lines(source) == PLAIN[source]


# Whatever is written

SIGNS = st.sampled_from(
    ["*", "**", "_", "> ", "- ", "1. ", "7) ", "\n", "\n\n", "    ", "[", "]", "](", ")", "<", ">",
     "\\", "`", "#", "&", "&lt;", '"', "'", "!", "|", "https://", "https://example.no/", "mailto:",
     "javascript:", "[a](https://b.no)", "<script>", "<a href='javascript:x'>", "onclick=", "\x00",
     "\u202e", "\t", "å", "Čáhcesuolu", "👍", "ord"]
)  # fmt: skip
WRITTEN = st.lists(SIGNS | st.text(max_size=4), max_size=60).map("".join)


class Read(HTMLParser):
    """Elements with their attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def elements(html: str) -> set[str]:
    return {tag for tag, _ in Read(html).elements}


@given(WRITTEN)
def test_nothing_comes_out_but_what_is_allowed(source: str) -> None:
    for html in (to_html(source), to_paper(source)):
        for tag, attributes in Read(html).elements:
            assert tag in TAGS
            assert set(attributes) <= ATTRIBUTES.get(tag, set()) | (
                {"rel"} if tag == "a" else set()
            )
            if tag == "a":
                assert re.match(r"(https?://|mailto:)", attributes["href"] or "", re.IGNORECASE)
                assert attributes["rel"] == "nofollow noopener"
    assert "a" not in elements(to_paper(source))


LETTERS = re.compile(r"[^\W\d_]{2,}")


@given(WRITTEN)
def test_no_word_is_lost(source: str) -> None:
    without = re.sub(r"\]\([^\s)]*\)", "] ", source.replace("\x00", "\ufffd"))
    words = LETTERS.findall(without)
    assert [word for word in words if word not in to_text(source)] == []
    assert [word for word in words if word not in to_lines(source)] == []


@given(WRITTEN)
def test_paper_says_all_that_the_page_says_in_its_order(source: str) -> None:
    paper = iter(Read(to_paper(source)).words)
    assert all(letter in paper for letter in Read(to_html(source)).words)


@given(WRITTEN)
def test_one_line_is_one_line(source: str) -> None:
    line = to_text(source)
    assert line == " ".join(line.split())


LENGTH = 3000
HOSTILE = {
    sign: sign * (LENGTH // len(sign))
    for sign in (
        "[", "*", "**x", "*a**b", "_a", "> ", ">", "- ", "-\n", "1. ", "> - ", "[](", "[a](", "<",
        "\\", "https://", "https://a", "http:", "::", "[x](http://a", "[*_**", "a\n", "![", "(",
        "mailto:", '[a](https://b "',
    )
} | {
    "asterisks": "*" * 1500 + "x" + "*" * 1499,
    "brackets": "[a" * 750 + "]" * 1500,
    "stairs": "\n".join(" " * 2 * n + "- x" for n in range(54)),
    "full stops": "https://x" + "." * 2990,
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_made_to_take_long_takes_few_steps(case: str) -> None:
    assert steps(lambda: to_html(HOSTILE[case])) < 50 * LENGTH  # 19,000 for plain prose


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_goes_deeper_than_a_page_can_show(case: str) -> None:
    depth = deepest = 0
    for closing, tag in re.findall(r"<(/?)(\w+)", to_html(HOSTILE[case])):
        if tag != "br":
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    assert deepest <= 15
