"""Days and texts as templates print them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from regions.wording import Text


def printed(source: str, **context: object) -> str:
    with translation.override("nb"):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2016, 2, 2), None, "2. februar 2016"),
        (date(2016, 2, 2), date(2016, 2, 2), "2. februar 2016"),
        (date(2016, 2, 2), date(2016, 2, 3), "2.–3. februar 2016"),
        (date(2016, 1, 31), date(2016, 2, 1), "31. januar – 1. februar 2016"),
        (date(2016, 12, 31), date(2017, 1, 1), "31. desember 2016 – 1. januar 2017"),
    ],
)
def test_what_two_days_share_is_said_once(start: date, end: date | None, words: str) -> None:
    assert printed("{{ start|until:end }}", start=start, end=end) == words


def test_in_english_a_day_has_no_dot() -> None:
    days = {"start": date(2016, 2, 2), "end": date(2016, 2, 3)}
    with translation.override("en"):
        words = Template("{{ start|until:end }} {{ start|day }}").render(Context(days))
    assert words == "2–3 February 2016 2\u00a0Feb\u00a02016"


def test_a_short_day_does_not_break_over_lines() -> None:
    assert printed("{{ d|day }}", d=date(2015, 8, 25)) == "25.\u00a0aug.\u00a02015"
    assert printed("{{ d|day }}", d=None) == ""


def test_a_moment_is_the_day_in_oslo() -> None:
    late = datetime(2016, 2, 14, 23, 30, tzinfo=UTC)
    assert printed("{{ d|day }}", d=late) == "15.\u00a0feb.\u00a02016"


def test_a_text_in_another_form_says_so() -> None:
    assert printed("{% text t %}", t=Text("Tiltak vedteke", "nn")) == (
        '<span lang="nn">Tiltak vedteke</span>'
    )
    assert printed("{% text t %}", t=Text("<b>", "nb")) == "&lt;b&gt;"
