"""A region's strands: added, renamed, ordered, closed and opened again, and what closed means."""

import random
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from checkpoints import actions
from checkpoints.briefs import region_brief
from checkpoints.models import Milestone, Status, Strand, StrandRevision
from checkpoints.queries import strands_of
from checkpoints.region_progress import region_progress
from checkpoints.timeline import drawings
from checkpoints.undoing import undo, undoing
from regions.history import Kind, Stale
from regions.models import Region, User
from regions.reading import Reading
from reports.gather import report_content
from tests import makers

LIST = "/regioner/bodo/lop/"
PARALLEL = "/regioner/bodo/lop/2/"
TODAY = date(2016, 11, 20)
CLOSED = date(2016, 5, 3)
WHY = "Bedriftene driver det videre selv"


@pytest.fixture
def parallel(strand: Strand) -> Strand:
    """A strand of its own theme, from the second milestone on."""
    return makers.parallel_strand(strand.region, milestone(strand, 2), "Reiseliv")


def milestone(strand: Strand, position: int) -> Milestone:
    return strand.phase.milestones.get(position=position)


def change(strand: Strand, *, by: User | None = None, **changes: Any) -> Strand:
    """Change a strand from where it stands; the system does it unless someone is named."""
    row = Strand.objects.select_related("phase", "first_milestone").get(pk=strand.pk)
    now = {
        "theme": row.theme, "first_milestone": row.first_milestone, "closed_on": row.closed_on,
    }  # fmt: skip
    return actions.change_strand(
        by=by, strand=row, expected_revision=row.revision, **{**now, **changes}
    )


def close(strand: Strand, on: date = CLOSED, *, when: str = "2016-05-04", why: str = WHY) -> Strand:
    return change(strand, closed_on=on, reason=why, at=makers.at(when))


def order(region: Region) -> list[str]:
    """The themes of a region's parallel strands, in order."""
    phase = region.strands.get(is_main=True).phase
    return [one.theme for one in strands_of(region, phase, Reading.today()) if not one.is_main]


def sent(strand: Strand, **changes: Any) -> dict[str, Any]:
    """The form of a strand as it was asked for, with what a person changed."""
    return {
        "revision": strand.revision, "theme": strand.theme,
        "first_milestone": strand.first_milestone_id, **changes,
    }  # fmt: skip


# Adding


def test_a_coordinator_adds_a_strand_with_theme_and_first_milestone(
    karis: Client, kari: User, strand: Strand
) -> None:
    second = milestone(strand, 2)
    response = karis.post(LIST, {"theme": "Kultur", "first_milestone": second.pk})
    assert response.status_code == 302
    row = Strand.objects.get(number=2)
    assert (row.theme, row.first_milestone, row.is_main) == ("Kultur", second, False)
    assert row.revisions.get().by == kari


@pytest.mark.parametrize("theme", ["", " ", "x" * 101])
def test_a_strand_needs_a_theme_of_some_length(karis: Client, strand: Strand, theme: str) -> None:
    sent = {"theme": theme, "first_milestone": strand.first_milestone_id}
    assert karis.post(LIST, sent).status_code == 422
    assert Strand.objects.count() == 1


def test_a_milestone_of_another_phase_cannot_be_the_first(karis: Client, strand: Strand) -> None:
    other = makers.small_programme(slug="annen").milestones.all()[0]
    response = karis.post(f"{LIST}?fase=fase", {"theme": "Kultur", "first_milestone": other.pk})
    assert response.status_code == 422
    assert not Strand.objects.filter(is_main=False).exists()


def test_a_new_strand_comes_last_whatever_the_places(strand: Strand, parallel: Strand) -> None:
    change(parallel, position=40)
    makers.parallel_strand(strand.region, milestone(strand, 2), "Kultur")
    assert order(strand.region) == ["Reiseliv", "Kultur"]


def test_no_milestone_is_chosen_for_anyone(karis: Client, strand: Strand) -> None:
    form = karis.get(LIST).context["form"]
    assert form["first_milestone"].value() is None
    response = karis.post(LIST, {"theme": "Kultur", "first_milestone": ""})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["first_milestone"]


def test_a_long_theme_is_told_and_not_cut_by_the_browser(karis: Client, strand: Strand) -> None:
    response = karis.post(LIST, {"theme": "x" * 101, "first_milestone": strand.first_milestone_id})
    assert list(response.context["form"].errors) == ["theme"]
    page = response.content.decode()
    assert ("x" * 101 in page, "maxlength" in page) == (True, False)


# Themes


def refused(call: Any) -> list[str]:
    with pytest.raises(ValidationError) as error:
        call()
    return list(error.value.message_dict)


@pytest.mark.parametrize("theme", ["Reiseliv", "REISELIV", " reise liv ".replace(" l", "l")])
def test_two_open_strands_have_not_the_same_theme(
    strand: Strand, parallel: Strand, theme: str
) -> None:
    second = milestone(strand, 2)
    other = makers.parallel_strand(strand.region, second, "Kultur")
    assert refused(lambda: makers.parallel_strand(strand.region, second, theme)) == ["theme"]
    assert refused(lambda: change(other, theme=theme)) == ["theme"]
    assert change(parallel, theme=theme).revision == 2  # its own
    assert order(strand.region) == [theme, "Kultur"]


def test_the_form_says_which_strand_has_the_theme(karis: Client, parallel: Strand) -> None:
    sent = {"theme": "REISELIV", "first_milestone": parallel.first_milestone_id}
    with translation.override("en"):
        answer = karis.post(LIST, sent, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    (words,) = answer.context["form"].errors["theme"]
    assert "«Reiseliv»" in words


def test_a_closed_strand_leaves_its_theme_to_another_and_cannot_be_opened_beside_it(
    strand: Strand, parallel: Strand
) -> None:
    close(parallel)
    other = makers.parallel_strand(strand.region, milestone(strand, 2), "reiseliv")
    assert refused(lambda: change(parallel, closed_on=None)) == ["theme"]
    change(other, theme="Kultur")
    assert change(parallel, closed_on=None).closed_on is None


def test_another_region_may_have_the_same_theme(strand: Strand, parallel: Strand) -> None:
    elsewhere = makers.make_region("Alta")
    assert makers.parallel_strand(elsewhere, milestone(strand, 2), "Reiseliv").revision == 1


# Changing


def test_a_strand_is_renamed_for_a_reason(karis: Client, kari: User, parallel: Strand) -> None:
    karis.post(PARALLEL, sent(parallel, theme="Opplevelser", reason="Bredere"))
    parallel.refresh_from_db()
    step = parallel.revisions.get(number=2)
    assert (parallel.theme, step.by, step.reason) == ("Opplevelser", kari, "Bredere")


def test_the_main_strand_has_nothing_to_change(karis: Client, strand: Strand) -> None:
    assert karis.get(f"{LIST}1/").status_code == 404
    assert karis.post(f"{LIST}1/", sent(strand, theme="Kultur")).status_code == 404
    for changes in ({"theme": "Kultur"}, {"closed_on": CLOSED, "reason": WHY}):
        with pytest.raises(ValidationError):
            change(strand, **changes)
    assert StrandRevision.objects.filter(of=strand).count() == 1


def test_a_strand_may_begin_earlier_or_later_where_nothing_is_recorded(
    strand: Strand, parallel: Strand
) -> None:
    assert change(parallel, first_milestone=milestone(strand, 1)).revision == 2
    assert change(parallel, first_milestone=milestone(strand, 2)).revision == 3


def record_an_assessment(row: Strand) -> None:
    makers.assess(row, 1, 1, Status.IN_PROGRESS)


def record_a_plan(row: Strand) -> None:
    makers.plan(row, 1, "2016-01-01", None)


def record_a_decision(row: Strand) -> None:
    makers.decide(row, 1)


def record_evidence(row: Strand) -> None:
    checkpoint = makers.wording(row, 1, 1).checkpoint
    makers.attach(makers.link(row.region), row, 1, checkpoint)


def ask_for_help(row: Strand) -> None:
    makers.ask(row, 1, 1, by=makers.coordinator_of(row.region))


@pytest.mark.parametrize(
    ("put", "what"),
    [
        (record_an_assessment, "assessments"),
        (record_a_plan, "a plan"),
        (record_a_decision, "decisions"),
        (record_evidence, "evidence"),
        (ask_for_help, "a request for help"),
    ],
)
def test_a_strand_cannot_begin_after_what_is_recorded_on_it(
    strand: Strand, put: Any, what: str
) -> None:
    row = makers.parallel_strand(strand.region, milestone(strand, 1), "Reiseliv")
    put(row)
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        change(row, first_milestone=milestone(strand, 2))
    assert refused.value.message_dict == {
        "first_milestone": [
            f"The strand has {what} at «Milepæl 1». It cannot begin later than that."
        ]
    }
    row.refresh_from_db()
    assert row.first_milestone == milestone(strand, 1)


def test_a_milestone_of_another_phase_is_refused_with_a_sentence(parallel: Strand) -> None:
    other = makers.small_programme(slug="annen").milestones.all()[0]
    with pytest.raises(ValidationError) as refused:
        change(parallel, first_milestone=other)
    assert list(refused.value.message_dict) == ["first_milestone"]


# Closing


def test_closing_takes_a_reason(karis: Client, parallel: Strand) -> None:
    response = karis.post(PARALLEL, sent(parallel, closed_on="03.05.2016"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    parallel.refresh_from_db()
    assert parallel.closed_on is None


def test_a_closed_strand_can_be_renamed_and_opened_again_without_a_reason(
    karis: Client, parallel: Strand
) -> None:
    row = close(parallel)
    karis.post(PARALLEL, sent(row, theme="Opplevelser", closed_on="03.05.2016"))
    row.refresh_from_db()
    assert (row.theme, row.closed_on) == ("Opplevelser", CLOSED)
    karis.post(PARALLEL, sent(row, closed_on=""))
    row.refresh_from_db()
    assert (row.revision, row.closed_on) == (4, None)


def test_a_strand_is_not_closed_on_a_day_that_has_not_been(parallel: Strand) -> None:
    with pytest.raises(ValidationError) as refused:
        close(parallel, date(2016, 5, 5), when="2016-05-04")
    assert list(refused.value.message_dict) == ["closed_on"]


def test_closing_twice_at_once_is_told_to_the_second(parallel: Strand) -> None:
    row = Strand.objects.get(pk=parallel.pk)
    close(parallel)
    with pytest.raises(Stale):
        actions.change_strand(
            by=None, strand=row, expected_revision=1, theme="Kultur", closed_on=None,
            first_milestone=row.first_milestone,
        )  # fmt: skip


def facts(strand: Strand, day: date) -> tuple[date | None, str]:
    """When and why a strand was closed, as it stood on a day."""
    listed = strands_of(strand.region, strand.phase, Reading.as_of(day))
    found = next(one for one in listed if one.pk == strand.pk)
    return found.closed_on, found.closed_why


def test_as_of_a_day_before_it_was_closed_it_is_open(parallel: Strand) -> None:
    close(parallel, when="2016-05-10")  # recorded a week after the day
    assert facts(parallel, date(2016, 5, 9)) == (None, "")
    assert facts(parallel, date(2016, 5, 10)) == (CLOSED, WHY)
    assert facts(parallel, TODAY) == (CLOSED, WHY)


def test_the_reason_is_that_of_the_closing_whatever_was_done_since(parallel: Strand) -> None:
    close(parallel, why="Først", when="2016-05-04")
    change(parallel, theme="Kultur", reason="Nytt navn", at=makers.at("2016-06-01"))
    assert facts(parallel, TODAY) == (CLOSED, "Først")
    change(parallel, closed_on=None, reason="Likevel", at=makers.at("2016-07-01"))
    assert facts(parallel, TODAY) == (None, "")
    close(parallel, why="Så", when="2016-08-01")
    assert facts(parallel, TODAY) == (CLOSED, "Så")
    assert facts(parallel, date(2016, 6, 30)) == (CLOSED, "Først")


# What closed means


@pytest.fixture
def closed(strand: Strand, parallel: Strand) -> Strand:
    """A strand that was begun, is past its planned end, and was closed."""
    makers.assess(parallel, 2, 1, Status.IN_PROGRESS, when="2016-03-01")
    makers.plan(parallel, 2, "2016-01-01", "2016-04-01")
    return close(parallel)


def progress_of(row: Strand, day: date = TODAY) -> Any:
    return region_progress(row.region, row.phase, Reading.as_of(day), "nb")


def test_it_was_late_and_is_not_any_more(closed: Strand) -> None:
    late = [one.cell.late_days for one in progress_of(closed, date(2016, 5, 1)).all_milestones]
    assert late == [0, 0, 30]
    assert [one.cell.late_days for one in progress_of(closed).all_milestones] == [0, 0, 0]


@pytest.mark.parametrize(
    "address", [LIST, "/regioner/bodo/", f"{PARALLEL}m2/", "/regioner/bodo/plan/2/",
                "/regioner/bodo/statusrapport/"],
)  # fmt: skip
def test_every_page_that_shows_it_says_when_and_why(
    karis: Client, closed: Strand, address: str
) -> None:
    page = karis.get(address).content.decode()
    assert f"3. mai 2016: {WHY}" in page
    assert "dager forsinket" not in page


def test_the_overview_leaves_it_out(karis: Client, closed: Strand) -> None:
    page = karis.get("/oversikt/").content.decode()
    assert ("+ 1 løp" in page, "dager forsinket" in page) == (False, False)


def test_it_is_not_among_what_remains(karis: Client, closed: Strand) -> None:
    assert karis.get("/regioner/bodo/").context["page"].remaining == ()
    change(closed, closed_on=None)
    (open_,) = karis.get("/regioner/bodo/").context["page"].remaining
    assert open_.at.strand.pk == closed.pk


def test_the_brief_says_that_it_is_closed_and_asks_for_nothing_of_it(closed: Strand) -> None:
    makers.assess(closed, 2, 2, Status.ON_HOLD, when="2016-03-02")
    makers.plan(closed, 2, "2016-01-01", "2016-12-31", when="2016-03-02")
    with translation.override("en"):
        words = region_brief(progress_of(closed)).text
        assert words == (
            "0 of 2 milestones are reached. There is 1 parallel strand. Reiseliv is closed."
        )
        assert "on hold" in region_brief(progress_of(closed, date(2016, 5, 1))).text


def test_the_report_says_when_and_why_and_is_not_late(closed: Strand) -> None:
    one = report_content(closed.region, closed.phase, TODAY).strands[1]
    assert (one.closed_on, one.closed_why) == (CLOSED, WHY)
    assert [row.late_days for row in one.milestones] == [0]
    before = report_content(closed.region, closed.phase, date(2016, 5, 1)).strands[1]
    assert (before.closed_on, before.closed_why) == (None, "")
    assert [row.late_days for row in before.milestones] == [30]


def test_the_drawing_names_its_end_and_draws_no_work_beyond_it(closed: Strand) -> None:
    with translation.override("en"):
        wide = drawings(progress_of(closed), closed.phase, ())[0]
    lane = wide.lanes[1]
    assert [line.text for line in lane.name] == ["Reiseliv (closed on 3 May 2016)"]
    real = lane.arrows[0].real
    assert real
    assert real.x2 < wide.today_x


def test_its_arrows_are_drawn_as_ended_and_the_table_says_so(karis: Client, closed: Strand) -> None:
    with translation.override("en"):
        (arrow,) = drawings(progress_of(closed), closed.phase, ())[0].lanes[1].arrows
        assert arrow.state == "ended"
        assert arrow.told.startswith("Milepæl 2: Ended.")
    page = karis.get("/regioner/bodo/").content.decode()
    table = page.split('aria-labelledby="strand-2"')[1].split("</table>")[0]
    assert 'data-state="ended"' in table


def test_work_recorded_after_the_end_ends_on_the_day_it_began(closed: Strand) -> None:
    makers.assess(closed, 2, 1, Status.MET, when="2016-05-05")
    first, _ = progress_of(closed).strands[0].milestones
    (one,) = progress_of(closed).strands[1].milestones
    assert (first.ended_on, one.ended_on) == (None, CLOSED)
    reopened = change(closed, closed_on=None)
    makers.assess(reopened, 2, 1, Status.NOT_STARTED, when="2016-05-06")
    late = makers.parallel_strand(closed.region, milestone(closed, 2), "Kultur")
    close(late, on=CLOSED)
    makers.assess(late, 2, 1, Status.IN_PROGRESS, when="2016-05-20")
    assert progress_of(late).strands[2].milestones[0].ended_on == date(2016, 5, 20)


def test_its_milestones_invite_nobody_and_lead_to_where_it_is_opened(
    karis: Client, client: Client, closed: Strand
) -> None:
    makers.assess(closed, 2, 1, Status.MET, when="2016-05-05")
    invitations = ("del/", "hjelp/", 'id="confirm-open"', "gjennomgang/")
    address, place = f"{PARALLEL}m2/", f"{PARALLEL}m2/sjekkpunkt/"

    def offered() -> list[bool]:
        page = karis.get(address).content.decode()
        main = page.split("<main")[1]
        return [words in main for words in invitations[:3]]

    assert offered() == [False, False, False]
    page = karis.get(address).content.decode()
    assert f'href="{PARALLEL}"' in page
    assert f"{place}c1/hak/" in page
    change(closed, closed_on=None)
    assert offered() == [True, True, True]
    assert f'href="{PARALLEL}"' not in karis.get(address).content.decode()


def test_a_reader_is_told_and_not_led_to_opening(client: Client, closed: Strand) -> None:
    client.force_login(makers.reader_of(closed.region))
    page = client.get(f"{PARALLEL}m2/").content.decode()
    assert (f"3. mai 2016: {WHY}" in page, f'href="{PARALLEL}"' in page) == (True, False)


def test_it_stays_editable_on_its_own_pages(karis: Client, closed: Strand) -> None:
    """Nothing typed is lost when someone closes the strand meanwhile."""
    tick = f"{PARALLEL}m2/sjekkpunkt/c2/hak/"
    assert karis.post(tick, {"revision": 0, "met": "on"}).status_code == 302
    plan = {"revision": 1, "starts_on": "01.01.2016", "ends_on": "01.06.2016",
            "reason": "Likevel"}  # fmt: skip
    assert karis.post(f"{PARALLEL}m2/plan/", plan).status_code == 302
    cell = progress_of(closed).strands[1].milestones[0].cell
    assert (cell.tally.met, cell.plan.ends_on) == (1, date(2016, 6, 1))


# Order


def press(client: Client, row: Strand, direction: str) -> Any:
    row.refresh_from_db()
    return client.post(f"{LIST}rekkefolge/{row.number}/", {"revision": row.revision, direction: ""})


@pytest.fixture
def three(strand: Strand, parallel: Strand) -> list[Strand]:
    second = milestone(strand, 2)
    more = (makers.parallel_strand(strand.region, second, theme) for theme in ("Kultur", "Mat"))
    return [parallel, *more]


def test_a_strand_changes_places_with_its_neighbour_in_one_act(
    karis: Client, kari: User, three: list[Strand]
) -> None:
    response = press(karis, three[2], "up")
    assert (response.status_code, response.headers["Location"]) == (302, f"{LIST}?fase=fase#lop-4")
    assert order(three[0].region) == ["Reiseliv", "Mat", "Kultur"]
    steps = StrandRevision.objects.filter(number=2)
    assert {(step.of_id, step.by_id) for step in steps} == {
        (three[1].pk, kari.pk), (three[2].pk, kari.pk),
    }  # fmt: skip
    assert len({step.change_set for step in steps} - {None}) == 1


@pytest.mark.parametrize(("at", "direction"), [(0, "up"), (2, "down")])
def test_the_first_stays_first_and_the_last_last(
    karis: Client, three: list[Strand], at: int, direction: str
) -> None:
    assert press(karis, three[at], direction).status_code == 302
    assert order(three[0].region) == ["Reiseliv", "Kultur", "Mat"]
    assert not StrandRevision.objects.filter(number=2).exists()


def test_the_list_offers_only_the_ways_there_are(karis: Client, three: list[Strand]) -> None:
    lines = karis.get(LIST).context["lines"]
    assert [(one.up, one.down) for one in lines] == [
        (False, False), (False, True), (True, True), (True, False),
    ]  # fmt: skip


def test_strands_at_the_same_place_are_moved_apart(karis: Client, three: list[Strand]) -> None:
    for row in three:
        change(row, position=2)
    press(karis, three[2], "up")
    assert order(three[0].region) == ["Reiseliv", "Mat", "Kultur"]


def test_a_button_on_an_old_page_moves_nothing_and_says_so(
    karis: Client, three: list[Strand]
) -> None:
    change(three[2], theme="Sjømat")
    response = karis.post(f"{LIST}rekkefolge/4/", {"revision": 1, "up": ""}, follow=True)
    assert order(three[0].region) == ["Reiseliv", "Kultur", "Sjømat"]
    assert "Sjømat" in str(next(iter(response.context["messages"])))


def test_the_main_strand_is_not_moved(karis: Client, three: list[Strand], strand: Strand) -> None:
    assert press(karis, strand, "down").status_code == 404
    with pytest.raises(ValidationError):
        actions.move_strand(by=None, strand=strand, expected_revision=1, up=False)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_pressed_the_list_holds_them_all(three: list[Strand], seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  the same story for the same seed
    expected = ["Reiseliv", "Kultur", "Mat"]
    for _ in range(12):
        row, up = rng.choice(three), rng.random() < 0.5
        row.refresh_from_db()
        actions.move_strand(by=None, strand=row, expected_revision=row.revision, up=up)
        here = expected.index(row.theme)
        there = min(max(here + (-1 if up else 1), 0), 2)
        expected[here], expected[there] = expected[there], expected[here]
        assert order(row.region) == expected


# Taking back


def taken_back(row: Strand, number: int, by: User) -> Strand:
    row = Strand.objects.select_related("region", "phase", "first_milestone").get(pk=row.pk)
    found = undoing(row, number)
    assert found
    undo(found, by=by, expected_revision=row.revision)
    row.refresh_from_db()
    return row


def test_a_rename_is_taken_back(kari: User, parallel: Strand) -> None:
    change(parallel, theme="Kultur")
    row = taken_back(parallel, 2, kari)
    assert (row.theme, row.revisions.get(number=3).step) == ("Reiseliv", Kind.UNDO)


def test_a_closing_is_taken_back_and_that_too(kari: User, parallel: Strand) -> None:
    """Once closed again it has the reason that it was closed for."""
    close(parallel)
    assert taken_back(parallel, 2, kari).closed_on is None
    assert taken_back(parallel, 3, kari).closed_on == CLOSED
    assert facts(parallel, TODAY) == (CLOSED, WHY)


def test_an_ordering_is_taken_back_strand_by_strand(
    karis: Client, kari: User, three: list[Strand]
) -> None:
    press(karis, three[1], "up")
    assert order(three[0].region) == ["Kultur", "Reiseliv", "Mat"]
    for row in three[:2]:
        taken_back(row, 2, kari)
    assert order(three[0].region) == ["Reiseliv", "Kultur", "Mat"]


def test_that_a_strand_was_added_is_not_taken_back(karis: Client, parallel: Strand) -> None:
    assert undoing(parallel, 1) is None
    address = f"/regioner/bodo/historikk/lop/{parallel.pk}/1/angre/"
    assert karis.get(address).status_code == 404
    for page in (PARALLEL, "/regioner/bodo/historikk/"):
        assert address not in karis.get(page).content.decode()


def test_a_step_of_a_strand_is_undone_from_its_page(karis: Client, parallel: Strand) -> None:
    change(parallel, theme="Kultur")
    address = f"/regioner/bodo/historikk/lop/{parallel.pk}/2/angre/"
    for page in (PARALLEL, "/regioner/bodo/historikk/"):
        assert address in karis.get(page).content.decode()
    assert karis.get(address).status_code == 200
    response = karis.post(address, {"revision": 2})
    assert (response.status_code, response.headers["Location"]) == (302, PARALLEL)
    parallel.refresh_from_db()
    assert parallel.theme == "Reiseliv"


# The list


def test_a_reader_sees_the_list_and_nothing_to_change_it_with(
    client: Client, three: list[Strand]
) -> None:
    client.force_login(makers.reader_of(three[0].region))
    page = client.get(LIST).content.decode()
    assert [theme in page for theme in ("Reiseliv", "Kultur", "Mat")] == [True] * 3
    assert "rekkefolge" not in page
    assert 'name="theme"' not in page
    assert f'href="{PARALLEL}"' not in page


def test_a_phase_that_is_not_there_is_not_found(karis: Client, strand: Strand) -> None:
    assert karis.get(f"{LIST}?fase=fase").status_code == 200
    assert karis.get(f"{LIST}?fase=ukjent").status_code == 404


@pytest.mark.parametrize("strands", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_strands(
    karis: Client, strand: Strand, strands: int, django_assert_num_queries: Any
) -> None:
    for n in range(strands):
        makers.parallel_strand(strand.region, milestone(strand, 2), f"Tema {n}")
    karis.get(LIST)
    with django_assert_num_queries(17):
        karis.get(LIST)
