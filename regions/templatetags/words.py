"""Words on pages and paper: texts in their own language form. Built in to every template."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from regions.days import short_day
from regions.markdown import to_html, to_paper, to_text
from regions.wording import Text

register = template.Library()


@register.simple_tag
def text(words: Text) -> str:
    """A text, marked where it is in another form than the page."""
    if words.language == get_language():
        return format_html("{}", words.value)
    return format_html('<span lang="{}">{}</span>', words.language, words.value)


@register.filter
def markdown(words: str) -> SafeString:
    """What was written in Markdown, as it is meant."""
    return to_html(words)


@register.filter
def markdown_on_paper(words: str) -> SafeString:
    """The same for paper, with links' addresses written out."""
    return to_paper(words)


@register.filter
def one_line(words: str) -> str:
    """The words of what was written in Markdown, in one line."""
    return to_text(words)


@register.filter(expects_localtime=True)
def day(value: date | datetime | None) -> str:
    """A day that fits a table and does not break over lines: «25. aug. 2015»."""
    if value is None:
        return ""
    on = value.date() if isinstance(value, datetime) else value
    return _short(on, get_language() or "")


@register.filter
def until(start: date, end: date | None) -> str:
    """From a day to a day, what they share said once: «2.–3. februar 2016»."""
    whole = date_format(end or start, "DATE_FORMAT")
    if end is None or end == start:
        return whole
    if (start.year, start.month) == (end.year, end.month):
        return f"{date_format(start, 'DAY_FORMAT')}–{whole}"
    same_year = start.year == end.year
    return f"{date_format(start, 'MONTH_DAY_FORMAT' if same_year else 'DATE_FORMAT')} – {whole}"


@lru_cache(maxsize=4096)  # a table says the same days again and again
def _short(value: date, language: str) -> str:  # noqa: ARG001  the language is part of the key
    return short_day(value).replace(" ", "\N{NO-BREAK SPACE}")
