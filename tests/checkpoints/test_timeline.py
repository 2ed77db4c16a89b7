"""The drawing: whatever the plans, no label is cut or covered and nothing stands outside it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from checkpoints.models import Event, EventKind, Phase, Status
from checkpoints.progress import Cell, Planned, Span, tally_of
from checkpoints.queries import MilestoneFacts, StrandFacts
from checkpoints.region_progress import MilestoneProgress, RegionProgress, StrandProgress
from checkpoints.timeline import (
    ARROW,
    MIDDLE,
    NARROW,
    NOTCH,
    PAPER,
    WIDE,
    Arrow,
    Drawing,
    Size,
    draw,
    drawings,
    event_name,
    shapes,
    wrap,
)
from regions.wording import Text
from tests.makers import at

DAY = date(2016, 11, 20)
PHASE = Phase(slug="fase-2", starts_on=date(2015, 7, 1), ends_on=date(2018, 5, 31))
NAMES = (
    "Prosjektorganisasjon på plass",
    "Samarbeid konsolidert",
    "Strategiar vedteke",
    "Tiltak vedteke",
    "Gjennomføring av tiltak",
)
THEMES = ("", "Reiseliv", "Kultur og næring i hele regionen, også for de minste kommunene", "Vei",
          "Mat", "Sjø", "Skog", "Ø")  # fmt: skip
NOT_BEGUN = Span()
Days = tuple[date | None, date | None]
SIZES = [WIDE, MIDDLE, NARROW]
every_size = pytest.mark.parametrize("size", SIZES, ids=["wide", "middle", "narrow"])


def milestone(
    number: int, plan: Planned, span: Span = NOT_BEGUN, *statuses: Status
) -> MilestoneProgress:
    name = NAMES[(number - 1) % len(NAMES)]
    facts = MilestoneFacts(number, f"m{number}", number, Text(name, "nn"))
    tally = tally_of(statuses or [Status.IN_PROGRESS, Status.NOT_STARTED])
    return MilestoneProgress(strand(1), facts, Cell(1, number, tally, plan, DAY, span), (), ())


def strand(number: int) -> StrandFacts:
    return StrandFacts(number, number, number == 1, THEMES[number - 1], 1)


def progress(*strands: Sequence[MilestoneProgress]) -> RegionProgress:
    listed = tuple(StrandProgress(strand(n), tuple(own)) for n, own in enumerate(strands, start=1))
    facts = tuple(one.milestone for one in strands[0]) if strands else ()
    return RegionProgress(DAY, facts, listed, steps=(), plan_steps=())


def planned(days: Sequence[Days]) -> list[MilestoneProgress]:
    return [
        milestone(n, Planned(start, end, first_starts_on=start, first_ends_on=end))
        for n, (start, end) in enumerate(days, start=1)
    ]


def drawn(days: Sequence[Sequence[Days]], size: Size, events: Sequence[Event] = ()) -> Drawing:
    return draw(progress(*(planned(own) for own in days)), PHASE, events, size)


def ends(arrow: Arrow) -> tuple[int, int, int]:
    """Where an arrow begins, where its shaft ends, and its row."""
    found = re.match(r"M(\d+) (\d+)H(\d+)", arrow.path)
    assert found, arrow.path
    return int(found[1]), int(found[3]), int(found[2])


def assert_sound(drawing: Drawing) -> None:
    """What the layout promises of any drawing."""
    size, bottom = drawing.size, drawing.top
    for lane in drawing.lanes:
        for line in (*lane.name, *lane.unplanned):
            assert line.x >= 0
            assert line.x + size.of(line.text) <= size.width
            assert line.y > bottom or line in lane.unplanned
        rows: dict[int, list[Arrow]] = {}
        for arrow in lane.arrows:
            rows.setdefault(ends(arrow)[2], []).append(arrow)
        for y, row in rows.items():
            assert y > lane.name[-1].y
            assert_row_sound(sorted(row, key=ends), size)
            assert y + ARROW < drawing.foot
        assert_names_below_sound(rows, drawing)
        bottom = max([bottom, *rows])
    for one, other in pairwise(sorted(drawing.marks, key=lambda m: (m.label.y, m.label.x))):
        if one.label.y == other.label.y:
            apart = other.label.x - one.label.x
            assert 2 * apart >= size.of(one.label.text) + size.of(other.label.text)
    for mark in drawing.marks:
        assert 0 <= mark.x <= size.width
        assert 6 <= mark.sign_x <= size.width - 6
        assert mark.y < drawing.top
        assert size.of(mark.label.text) <= 2 * min(mark.label.x, size.width - mark.label.x) + 1


def assert_row_sound(row: list[Arrow], size: Size) -> None:
    for arrow in row:
        start, end, _ = ends(arrow)
        assert 0 <= start < end
        assert end + NOTCH <= size.width
        assert start + NOTCH <= arrow.label.x
        assert arrow.label.x + size.of(arrow.label.text) <= end + NOTCH  # the head's tip
        if arrow.sign_x >= 0:
            assert start + NOTCH <= arrow.sign_x < arrow.label.x
    for arrow, later in pairwise(row):
        start = ends(later)[0]
        assert arrow.label.x + size.of(arrow.label.text) <= start + NOTCH  # never covered
        if arrow.real and later.real:
            assert arrow.real.x2 <= later.real.x1
        if arrow.baseline and later.baseline:
            assert arrow.baseline.x2 <= later.baseline.x1


def assert_names_below_sound(rows: dict[int, list[Arrow]], drawing: Drawing) -> None:
    """Names below arrows stand between two rows, inside the drawing, beside each other."""
    tops = [*sorted(rows), drawing.foot]
    for y, following in pairwise(tops):
        names = sorted((one.below for one in rows[y] if one.below), key=lambda name: name.x)
        for name in names:
            assert name.x >= 0
            assert name.x + drawing.size.of(name.text) <= drawing.size.width
            assert y + ARROW + 11 < name.y - 9  # the real time ends, the letters begin
            assert name.y < following - 8  # where the next row's first plans begin
        for one, other in pairwise(names):
            assert one.x + drawing.size.of(one.text) <= other.x


def apart(count: int) -> list[Days]:
    """Milestones one after another through the phase."""
    length = (PHASE.ends_on - PHASE.starts_on) // count
    return [
        (PHASE.starts_on + length * n, PHASE.starts_on + length * (n + 1) - timedelta(10))
        for n in range(count)
    ]


# Sound, whatever is planned


@every_size
@pytest.mark.parametrize("strands", [1, 3, 8])
@pytest.mark.parametrize("milestones", [1, 5, 20])
def test_any_number_of_strands_and_milestones(size: Size, strands: int, milestones: int) -> None:
    drawing = drawn([apart(milestones)] * strands, size)
    assert [len(lane.arrows) for lane in drawing.lanes] == [milestones] * strands
    assert_sound(drawing)


some_day = st.one_of(st.none(), st.dates(date(2014, 7, 1), date(2019, 5, 31)))


@st.composite
def any_plan(draw_: st.DrawFn) -> Days:
    start, end = draw_(some_day), draw_(some_day)
    return (end, start) if start and end and end < start else (start, end)


@given(
    st.lists(st.lists(any_plan(), min_size=1, max_size=6), min_size=1, max_size=3),
    st.sampled_from(SIZES),
)
def test_any_plans_at_all(days: list[list[Days]], size: Size) -> None:
    assert_sound(drawn(days, size))


spans = st.one_of(
    st.just(Span()),
    st.builds(
        lambda start, length, over: Span(
            at(start), at(start + timedelta(length)) if over else None
        ),
        st.dates(date(2015, 7, 1), date(2016, 6, 1)),
        st.integers(0, 150),
        st.booleans(),
    ),
)


@given(st.lists(st.tuples(any_plan(), spans), min_size=1, max_size=6), st.sampled_from(SIZES))
def test_any_real_times_at_all(rows: list[tuple[Days, Span]], size: Size) -> None:
    own = [
        milestone(n, Planned(*days, first_starts_on=days[0], first_ends_on=days[1]), span)
        for n, (days, span) in enumerate(rows, start=1)
    ]
    assert_sound(draw(progress(own), PHASE, (), size))


@every_size
def test_all_at_the_same_time_stand_in_rows_of_their_own(size: Size) -> None:
    drawing = drawn([[(date(2016, 1, 1), date(2016, 6, 1))] * 5], size)
    assert len({ends(arrow)[2] for arrow in drawing.lanes[0].arrows}) == 5
    assert_sound(drawing)


@every_size
def test_strands_stand_below_each_other(size: Size) -> None:
    drawing = drawn([apart(5), [(date(2015, 8, 1), date(2018, 1, 1))] * 3, apart(2)], size)
    bottoms = [max(ends(arrow)[2] for arrow in lane.arrows) + ARROW for lane in drawing.lanes]
    tops = [lane.name[0].y for lane in drawing.lanes]
    assert all(bottom < top for bottom, top in zip(bottoms, tops[1:], strict=False))
    assert drawing.foot > bottoms[-1]
    assert drawing.height > drawing.foot


# Labels


def test_a_label_is_the_full_name_where_there_is_room() -> None:
    drawing = drawn([[(date(2015, 7, 1), date(2018, 5, 31))]], WIDE)
    label = drawing.lanes[0].arrows[0].label
    assert (label.text, label.language) == ("Prosjektorganisasjon på plass", "nn")


@pytest.mark.parametrize(
    ("days", "text"), [(500, "Prosjektorganisasjon på plass"), (120, "Samarbeid"), (20, "3")]
)
def test_a_label_is_shortened_to_its_first_word_then_to_its_number(days: int, text: str) -> None:
    number = {500: 1, 120: 2, 20: 3}[days]
    plan = Planned(date(2016, 1, 1), date(2016, 1, 1) + timedelta(days))
    drawing = draw(progress([milestone(number, plan)]), PHASE, (), WIDE)
    label = drawing.lanes[0].arrows[0].label
    assert (label.text, label.language) == (text, "" if text == "3" else "nn")


SHORT = (date(2016, 1, 1), date(2016, 3, 1))


def test_a_name_that_no_word_of_fits_into_the_arrow_stands_below_it() -> None:
    (arrow,) = drawn([[SHORT]], WIDE).lanes[0].arrows
    assert arrow.label.text == "1"
    assert arrow.below
    assert (arrow.below.text, arrow.below.language) == (NAMES[0], "nn")
    assert arrow.below.x == ends(arrow)[0]
    (long,) = drawn([[(date(2015, 7, 1), date(2018, 5, 31))]], WIDE).lanes[0].arrows
    assert (long.label.text, long.below) == (NAMES[0], None)


def test_a_name_below_moves_left_when_it_would_run_out() -> None:
    (arrow,) = drawn([[(date(2018, 5, 1), date(2018, 5, 31))]], WIDE).lanes[0].arrows
    assert arrow.below
    assert arrow.below.x < ends(arrow)[0]
    assert arrow.below.x + arrow.below.width == WIDE.width


def test_names_below_that_would_meet_are_left_to_their_numbers() -> None:
    days = [(date(2016, 1, 1), date(2016, 2, 1)), (date(2016, 2, 5), date(2016, 3, 1))]
    first, second = drawn([days], WIDE).lanes[0].arrows
    assert ends(first)[2] == ends(second)[2]
    assert first.below
    assert (second.label.text, second.below) == ("2", None)


def test_only_a_row_with_a_name_below_is_taller() -> None:
    def foot(days: Days) -> int:
        return drawn([[days]], WIDE).foot

    assert foot(SHORT) > foot((date(2015, 7, 1), date(2018, 5, 31)))


@pytest.mark.parametrize(("ended", "rows"), [(date(2017, 3, 1), 1), (date(2016, 11, 1), 2)])
def test_the_end_of_what_is_late_is_never_covered(ended: date, rows: int) -> None:
    days = [(date(2016, 1, 1), ended), (date(2016, 9, 15), date(2017, 8, 1))]
    arrows = drawn([days], WIDE).lanes[0].arrows
    assert len({ends(arrow)[2] for arrow in arrows}) == rows
    assert (arrows[0].state == "late") == (rows == 2)


@every_size
def test_a_long_theme_is_wrapped_and_not_cut(size: Size) -> None:
    drawing = drawn([apart(2)] * 3, size)
    lines = [line.text for line in drawing.lanes[2].name]
    assert " ".join(lines) == THEMES[2]
    assert all(size.of(line) <= size.width for line in lines)


@given(st.text("abcæøå W", max_size=60), st.integers(40, 300))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    lines = wrap(text, width, WIDE)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(WIDE.of(line) <= width for line in lines)


# Milestones without a plan


@every_size
def test_milestones_without_a_plan_are_named_below(size: Size) -> None:
    with translation.override("en"):
        drawing = drawn([[(date(2016, 1, 1), date(2016, 6, 1)), (None, None), (None, None)]], size)
    lane = drawing.lanes[0]
    assert len(lane.arrows) == 1
    words = " ".join(line.text for line in lane.unplanned)
    assert words == "No plan yet: Samarbeid konsolidert, Strategiar vedteke"
    assert_sound(drawing)


@every_size
def test_nothing_planned_at_all_is_still_a_drawing(size: Size) -> None:
    drawing = drawn([[(None, None)] * 5], size)
    assert drawing.lanes[0].arrows == ()
    assert_sound(drawing)


@every_size
@pytest.mark.parametrize("days", [(date(2016, 1, 1), None), (None, date(2016, 1, 1))])
def test_half_a_plan_is_an_arrow_of_a_month(size: Size, days: Days) -> None:
    drawing = drawn([[days]], size)
    assert len(drawing.lanes[0].arrows) == 1
    assert_sound(drawing)


def test_no_strands_are_an_empty_drawing() -> None:
    drawing = draw(progress(), PHASE, (), WIDE)
    assert drawing.lanes == ()


# Real and first planned time


def bars(plan: Planned, span: Span) -> Arrow:
    return draw(progress([milestone(1, plan, span)]), PHASE, (), WIDE).lanes[0].arrows[0]


def test_the_first_plan_is_shown_where_it_was_another() -> None:
    first, now = (date(2016, 1, 1), date(2016, 6, 1)), (date(2016, 1, 1), date(2016, 9, 1))
    moved = bars(Planned(*now, 2, *first, moves=1), Span())
    kept = bars(Planned(*now, 1, *now), Span())
    assert kept.baseline is None
    assert moved.baseline is not None
    assert moved.baseline.x2 < ends(moved)[1]


def test_the_real_time_goes_to_the_day_it_was_reached_or_to_today() -> None:
    plan = Planned(date(2016, 1, 1), date(2016, 6, 1))
    running = bars(plan, Span(at("2016-01-15")))
    over = bars(plan, Span(at("2016-01-15"), at("2016-05-01")))
    assert bars(plan, Span()).real is None
    assert running.real is not None
    assert over.real is not None
    assert running.real.x1 == over.real.x1
    assert running.real.x2 == draw(progress([]), PHASE, (), WIDE).today_x > over.real.x2


# Events


def event(kind: EventKind, number: int, starts_on: date | None) -> Event:
    return Event(kind=kind, number=number, starts_on=starts_on, slug=f"{kind}-{number}")


@every_size
def test_events_on_the_same_days_have_names_in_lines_of_their_own(size: Size) -> None:
    events = [event(EventKind.GATHERING, n, date(2016, 2, 1 + n)) for n in range(1, 9)]
    drawing = drawn([apart(5)], size, events)
    assert len({mark.label.y for mark in drawing.marks}) >= 4
    assert_sound(drawing)


@every_size
def test_signs_of_events_on_neighbouring_days_do_not_cover_each_other(size: Size) -> None:
    days = (date(2016, 2, 3), date(2016, 2, 15), date(2016, 10, 1))
    events = [event(EventKind.GATHERING, n, day) for n, day in enumerate(days, start=1)]
    one, other, far = drawn([apart(5)], size, events).marks
    assert other.sign_x - one.sign_x >= 12
    assert far.sign_x == far.x
    assert one.x <= other.x  # the lines stay where their days are
    if size is WIDE:
        assert [one.sign_x, other.sign_x] == [one.x, other.x]


@given(st.lists(st.integers(0, 400), max_size=12), st.integers(1, 30))
def test_places_are_moved_apart_around_where_they_were(places: list[int], gap: int) -> None:
    found = shapes.apart(sorted(places), gap)
    assert all(later - earlier >= gap for earlier, later in pairwise(found))
    if all(later - earlier >= gap for earlier, later in pairwise(sorted(places))):
        assert found == sorted(places)


def test_events_without_a_date_are_not_drawn() -> None:
    listed = [event(EventKind.REPORT, 1, None), event(EventKind.REPORT, 2, date(2016, 2, 15))]
    assert len(drawn([apart(5)], WIDE, listed).marks) == 1


@given(st.lists(st.dates(date(2014, 7, 1), date(2019, 5, 31)), max_size=12),
       st.sampled_from(SIZES))  # fmt: skip
def test_any_events_at_all(days: list[date], size: Size) -> None:
    events = [event(EventKind.GATHERING, n, day) for n, day in enumerate(days, start=1)]
    assert_sound(drawn([apart(5)], size, events))


@pytest.mark.parametrize(
    ("kind", "number", "name"),
    [
        (EventKind.KICKOFF, 1, "Kick-off"),
        (EventKind.KICKOFF, 2, "Kick-off 2"),
        (EventKind.GATHERING, 1, "Gathering 1"),
        (EventKind.FINAL_REPORT, 1, "Final report"),
    ],
)
def test_what_there_is_one_of_has_no_number(kind: EventKind, number: int, name: str) -> None:
    with translation.override("en"):
        assert event_name(event(kind, number, None)) == name


# The axis


@every_size
def test_plans_and_events_outside_the_phase_are_inside_the_drawing(size: Size) -> None:
    days = [(date(2014, 8, 1), date(2014, 12, 1)), (date(2018, 9, 1), date(2019, 5, 1))]
    drawing = drawn([days], size, [event(EventKind.REPORT, 1, date(2019, 5, 31))])
    assert_sound(drawing)
    assert drawing.years[0].text == "2014"


@every_size
def test_years_do_not_run_into_each_other(size: Size) -> None:
    years = drawn([apart(5)], size).years
    assert [year.text for year in years] == ["2015", "2016", "2017", "2018"]
    assert all(b.x - a.x >= size.of(a.text) for a, b in pairwise(years))


def test_today_is_marked_within_the_axis_only() -> None:
    inside = drawn([apart(5)], WIDE)
    assert inside.today is not None
    assert 0 <= inside.today_box <= WIDE.width - inside.today.width
    late = replace(progress(planned(apart(5))), day=date(2026, 1, 1))
    assert draw(late, PHASE, (), WIDE).today is None


# The drawing as SVG


@pytest.mark.parametrize("state", PAPER)
def test_every_state_has_colours_for_paper(state: str) -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in PAPER[state])


@pytest.mark.parametrize(
    ("statuses", "state"),
    [([Status.MET], "reached"), ([Status.ON_HOLD], "on_hold"), ([Status.NOT_STARTED], "late")],
)
def test_an_arrow_has_the_state_that_is_shown(statuses: list[Status], state: str) -> None:
    plan = Planned(date(2016, 1, 1), date(2016, 6, 1) if state == "late" else date(2017, 1, 1))
    arrow = draw(progress([milestone(1, plan, Span(), *statuses)]), PHASE, (), WIDE).lanes[0]
    assert [(one.state, (one.ink, one.tint)) for one in arrow.arrows] == [(state, PAPER[state])]


def test_the_same_progress_is_drawn_for_a_wide_page_a_tablet_and_a_phone() -> None:
    drawn_for = drawings(progress(planned(apart(5))), PHASE, ())
    assert [one.width for one in drawn_for] == [1120, 720, 360]


def test_the_svg_holds_every_label_and_its_sentence() -> None:
    drawing = drawn([apart(5), apart(2)], WIDE, [event(EventKind.GATHERING, 2, DAY)])
    context = {"drawing": drawing, "sentence": "1 av 5 milepæler er nådd.", "key": "x"}
    svg = render_to_string("checkpoints/_timeline.html", context)
    for lane in drawing.lanes:
        for arrow in lane.arrows:
            assert arrow.path in svg
            assert f">{arrow.label.text}</text>" in svg
    assert '<title id="timeline-x">1 av 5 milepæler er nådd.</title>' in svg
    assert " style=" not in svg


def test_no_line_runs_through_what_is_said_of_milestones_without_a_plan() -> None:
    drawing = drawn([[(None, None)] * 5], NARROW)
    svg = render_to_string(
        "checkpoints/_timeline.html", {"drawing": drawing, "sentence": "", "key": "x"}
    )
    for line in drawing.lanes[0].unplanned:
        assert line.width >= NARROW.of(line.text)
        before = svg.split(f">{line.text}</text>")[0]
        assert f'width="{line.width}"' in before.rsplit('<rect class="tl-halo"', 1)[1]
