"""What people write in a little Markdown, as HTML, as words on paper, and as plain text.

Paragraphs, line breaks as they are typed, bold, italic, lists, quotes and links: nothing else means
anything, and stands as it was typed. What is written is never lost, whatever the signs in it.

    to_html("**Klart** – se [vedtaket](https://byregion.example)")

The time it takes grows with the length of the text alone; nothing goes deeper than a page can show.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

TAGS = {"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href"}, "li": {"value"}}
SCHEMES = {"http", "https", "mailto"}
REL = "nofollow noopener"
QUOTED = "> "
MOST_LINES = 150  # each takes its place on paper: 25 texts of 750 took a minute to set
DEEPEST = 9  # lists in lists in quotes: what is further in stands as it was typed

# An address goes on through a pair of brackets: https://no.wikipedia.org/wiki/Bergen_(by)
_ON = r"[^\s<>\"«»()\[\]*]"
_PAIR = rf"\({_ON}*\)"
_END = r"[^\s<>\"«»()\[\].,:;!?'’*_]"  # what ends a sentence is no part of the address before it
ADDRESS = re.compile(rf"\bhttps?://(?:{_ON}|{_PAIR})*(?:{_END}|{_PAIR})", re.IGNORECASE)
LINK = re.compile(
    rf"\[([^\[\]]*[^\[\]\s][^\[\]]*)\]\(((?:https?://|mailto:)(?:{_ON}|{_PAIR})+)\)",
    re.IGNORECASE,
)
LINE_END = re.compile(r"\r\n?|\n")
NUMBERED = re.compile(r"([0-9]+)[.)]")


def to_html(text: str) -> SafeString:
    """A text as HTML of nine elements."""
    return _clean(_SCREEN.render(text))


def to_paper(text: str) -> SafeString:
    """The same for paper: a link is its words, and its address in brackets."""
    return _clean(_PAPER.render(text))


def to_text(text: str) -> str:
    """The words of a text in one line, for where there is no room for more."""
    return " ".join(" ".join(_words(_SCREEN.parse(text))).split())


def to_lines(text: str) -> str:
    """A text as plain text of several lines: paragraphs, lists and addresses, and no other sign."""
    return "\n".join(_lines(_PAPER.parse(text)))


def too_many_lines(text: str, before: str = "") -> str:
    """What is wrong with a text of more lines than anyone reads; empty where it says as before."""
    lines = len(LINE_END.findall(text)) + 1
    if lines <= MOST_LINES or text == before:
        return ""
    words = _(
        "Write at most %(limit)d lines; this is %(length)d. Write several things on a line, or "
        "attach the list as a file."
    )
    return words % {"limit": MOST_LINES, "length": lines}


def _clean(html: str) -> SafeString:
    """Hold what was made to the allow-list; it should be within already."""
    return mark_safe(
        nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL).strip()
    )


def _words(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "list_item_open":
            yield f"{token.info}{token.markup}" if token.info else "–"
        elif token.type == "inline":
            yield _inline_words(token, " ")


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    """Line by line, with an empty one between what stands apart."""
    margins: list[str] = []  # of each list and quote around; a sign stands before the first line
    for place, token in enumerate(tokens):
        if place and not token.level and token.nesting == 1:
            yield ""
        if token.type == "list_item_open":
            margins.append(f"{token.info}{token.markup} " if token.info else "- ")
        elif token.type == "blockquote_open":
            margins.append(QUOTED)
        elif token.type in {"list_item_close", "blockquote_close"}:
            margins.pop()
        for line in _inline_words(token, "\n").split("\n") if token.type == "inline" else ():
            yield "".join((*margins, line))
            margins = [one if one == QUOTED else " " * len(one) for one in margins]


def _inline_words(token: Token, between: str) -> str:
    return "".join(between if one.tag == "br" else one.content for one in token.children or ())


# What is read: each rule says whether it took what stands at its place.


def _list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """A list, unless it goes too deep or begins with another number than 1.

    «3. mai» at the start of a line is a day. The next number of a list around is no new list.
    """
    number = NUMBERED.match(state.src, state.bMarks[line] + state.tShift[line])
    begins = state.sCount[line] >= state.blkIndent
    if state.level > DEEPEST or (begins and number and int(number[1]) != 1):
        return False
    return list_block(state, line, end, silent)


def _blockquote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return state.level <= DEEPEST and blockquote(state, line, end, silent)


def _link(state: StateInline, silent: bool) -> bool:
    """«[words](address)», in one pass: the parser's own rule takes a second for 3,000 brackets."""
    found = LINK.match(state.src, state.pos, state.posMax)
    if not found or state.linkLevel or not (address := _leads_to(found[2], state.md)):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": address}
        _read_between(state, *found.span(1))
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """An address on the web, at the colon after its «https», is a link where it stands alone."""
    scheme = 5 if state.pending[-1:] in {"s", "S"} else 4
    if state.src[state.pos] != ":" or state.linkLevel or len(state.pending) < scheme:
        return False
    found = ADDRESS.match(state.src, state.pos - scheme, state.posMax)
    if not found or not (address := _leads_to(found[0], state.md)):
        return False
    if not silent:
        state.pending = state.pending[:-scheme]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = found[0]
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _read_between(state: StateInline, start: int, end: int) -> None:
    around = state.posMax
    state.pos, state.posMax = start, end
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = around


def _leads_to(address: str, md: MarkdownIt) -> str:
    """An address as a link has it; empty where it would not outlive the allow-list."""
    link = md.normalizeLink(address)
    return link if "href" in _clean(f'<a href="{escape(link)}"></a>') else ""


# What is made of it.


def _numbers(state: StateCore) -> None:
    """A list has the numbers that were typed: «1. mai» and «10. juni» stay what they are."""
    before: list[int] = []  # of each list around
    for token in state.tokens:
        if token.nesting == 1 and token.tag in {"ol", "ul"}:
            before.append(0)
        elif token.nesting == -1 and token.tag in {"ol", "ul"}:
            before.pop()
        elif token.nesting == 1 and token.info:
            number = int(token.info)
            if number != before[-1] + 1:
                token.attrs = {"value": number}
            before[-1] = number


def _emphasis(tokens: list[Token], _md: MarkdownIt) -> Iterator[Token]:
    """Bold within bold is bold: a thousand asterisks are not a thousand elements deep."""
    around: Counter[str] = Counter()
    for token in tokens:
        if token.nesting == -1:
            around[token.tag] -= 1
        if not (token.nesting and around[token.tag]):
            yield token
        if token.nesting == 1:
            around[token.tag] += 1


def _written_out(tokens: list[Token], md: MarkdownIt) -> Iterator[Token]:
    """Links as words, with the address where the words are not the address already."""
    address = said = ""
    for token in tokens:
        if token.type == "link_open":
            address = md.normalizeLinkText(str(token.attrs["href"])).removeprefix("mailto:")
            said = ""
        elif token.type != "link_close":
            said += token.content
            yield token
        elif said.rstrip("/") != address.rstrip("/"):
            yield Token("text", "", 0, content=f" ({address})")


type Change = Callable[[list[Token], MarkdownIt], Iterator[Token]]


def _in_each_line(change: Change) -> Callable[[StateCore], None]:
    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                token.children = list(change(token.children or [], state.md))

    return rule


def _markdown(*changes: Change) -> MarkdownIt:
    """A reader of Markdown that knows no more than it is given."""
    made = MarkdownIt("zero", {"breaks": True})
    made.enable(["blockquote", "list", "newline", "escape", "emphasis", "link"])
    breaks_into = ["paragraph", "reference", "blockquote"]
    made.block.ruler.at("list", _list, {"alt": breaks_into})
    made.block.ruler.at("blockquote", _blockquote, {"alt": [*breaks_into, "list"]})
    made.inline.ruler.at("link", _link)
    made.inline.ruler.before("link", "address", _address)
    made.core.ruler.push("numbers", _numbers)
    for change in changes:
        made.core.ruler.push(change.__name__, _in_each_line(change))
    return made


_SCREEN = _markdown(_emphasis)
_PAPER = _markdown(_emphasis, _written_out)
