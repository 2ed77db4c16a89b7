"""Unsure: a flag beside the status that says since when, by whom, and asks until it is settled."""

from http import HTTPStatus

import pytest
from django.test import Client

from checkpoints import actions
from checkpoints.doubts import Doubt, doubts
from checkpoints.models import Assessment, Status, Strand
from checkpoints.progress import Step
from regions.models import Region, User
from tests import makers

PAGE = "/regioner/bodo/lop/1/m1/"
SETTLE = f"{PAGE}sjekkpunkt/c1/avklart/"
HTMX = {"HX-Request": "true"}
ASKS = 'action="/regioner/bodo/lop/1/m1/sjekkpunkt/c1/avklart/"'


def page(client: Client, query: str = "") -> str:
    return client.get(f"{PAGE}{query}").content.decode()


# Since when, and by whom


def step(
    unsure: bool, day: str, by: str = "Kari", checkpoint: int = 1, *, undoes: bool = False
) -> Step:
    return Step(1, 1, checkpoint, Status.MET, makers.at(day), by, unsure, undoes)


def test_it_is_unsure_since_the_first_of_the_last_steps_that_say_so() -> None:
    steps = [
        step(True, "2016-01-01", "Ola"),
        step(False, "2016-02-01"),
        step(True, "2016-03-01", "Per"),
        step(True, "2016-04-01"),
    ]
    assert doubts(steps) == {(1, 1): Doubt(makers.at("2016-03-01").date(), "Per")}
    assert doubts(steps[:2]) == {}


def test_who_undoes_the_settling_is_not_the_one_who_doubts() -> None:
    steps = [
        step(True, "2016-01-01", "Ola"),
        step(False, "2016-02-01", "Kari"),
        step(True, "2016-03-01", "Kari", undoes=True),
        step(True, "2016-04-01", "Per"),
    ]
    olas = {(1, 1): Doubt(makers.at("2016-01-01").date(), "Ola")}
    assert doubts(steps) == olas
    settled_again = [*steps, step(False, "2016-05-01")]
    assert doubts([*settled_again, step(True, "2016-06-01", undoes=True)]) == olas
    anew = doubts([*settled_again, step(True, "2016-06-01", "Siv")])
    assert anew == {(1, 1): Doubt(makers.at("2016-06-01").date(), "Siv")}


def test_the_page_names_who_doubted_after_an_undoing(karis: Client, strand: Strand) -> None:
    siv = makers.staff(makers.make_person("Siv"))
    row = makers.assess(strand, 1, 1, by=siv, unsure=True, when="2016-05-03")
    makers.assess(strand, 1, 1, by=siv, unsure=False, when="2016-06-03")
    undo = f"/regioner/bodo/historikk/vurdering/{row.pk}/2/angre/"
    assert karis.post(undo, {"revision": 2}).status_code == HTTPStatus.FOUND
    asked = page(karis).partition(ASKS)[2].partition("</form>")[0]
    assert "Siv" in asked
    assert "3. mai 2016" in asked


def test_each_checkpoint_has_its_own() -> None:
    steps = [step(True, "2016-01-01"), step(False, "2016-02-01", checkpoint=2)]
    assert list(doubts(steps)) == [(1, 1)]


# On the page


@pytest.mark.parametrize("status", [Status.IN_PROGRESS, Status.MET, Status.NOT_APPLICABLE])
def test_what_is_unsure_asks_whatever_its_status(
    karis: Client, kari: User, strand: Strand, status: Status
) -> None:
    makers.assess(strand, 1, 1, status, by=kari, unsure=True, when="2016-05-03")
    makers.assess(strand, 1, 2, status, by=kari, when="2016-05-03")
    body = page(karis)
    assert body.count('data-sign="unsure"') == 1
    assert body.count("/avklart/") == 2  # the form's own address, and htmx's
    assert ASKS in body
    assert kari.name in body.partition(ASKS)[2].partition("</form>")[0]
    assert "3. mai 2016" in body.partition(ASKS)[2].partition("</form>")[0]


def test_the_day_is_that_of_the_doubt_not_of_the_last_change(
    karis: Client, kari: User, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=kari, unsure=True, when="2016-05-03")
    makers.assess(strand, 1, 1, by=makers.staff(), text="Nytt", when="2016-06-01")
    asked = page(karis).partition(ASKS)[2].partition("</form>")[0]
    assert kari.name in asked
    assert "3. mai 2016" in asked


def test_a_reader_is_told_and_not_asked(client: Client, region: Region, strand: Strand) -> None:
    makers.assess(strand, 1, 1, by=makers.staff(makers.make_person("Siv")), unsure=True)
    client.force_login(makers.reader_of(region))
    body = page(client)
    assert '<p class="doubt">Siv ' in body
    assert ASKS not in body


def test_on_an_earlier_day_it_is_told_and_not_asked(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, unsure=True, when="2016-05-03")
    makers.assess(strand, 1, 1, unsure=False, when="2016-07-01")
    then = page(karis, "?as_of=2016-06-01")
    assert '<p class="doubt">' in then
    assert ASKS not in then
    assert 'data-sign="unsure"' not in page(karis)


def test_the_regions_page_marks_what_remains(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, unsure=True)
    makers.assess(strand, 1, 2, Status.IN_PROGRESS)
    body = karis.get("/regioner/bodo/").content.decode()
    assert body.count('data-sign="unsure"') == 1


def test_a_tick_keeps_the_flag_and_the_row_asks(karis: Client, strand: Strand) -> None:
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, unsure=True)
    tick = f"{PAGE}sjekkpunkt/c1/hak/"
    body = karis.post(tick, {"revision": 1, "met": "on"}, headers=HTMX).content.decode()
    row.refresh_from_db()
    assert (row.status, row.unsure) == (Status.MET, True)
    assert ASKS in body


# Settling it


def test_one_click_settles_it_and_changes_nothing_else(
    karis: Client, kari: User, strand: Strand
) -> None:
    row = makers.assess(strand, 1, 1, Status.MET, text="Vedtatt.", unsure=True, when="2016-05-03")
    before = actions.said(row)
    answer = karis.post(SETTLE, {"revision": 1})
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, f"{PAGE}#c1")
    row.refresh_from_db()
    assert actions.said(row) == {**before, "unsure": False}
    assert (row.revision, row.changed_by) == (2, kari)
    assert ASKS not in page(karis)


def test_htmx_gets_the_row_without_the_question(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, unsure=True)
    answer = karis.post(SETTLE, {"revision": 1}, headers=HTMX)
    body = answer.content.decode()
    assert answer["HX-Trigger"] == "assessed"
    assert 'id="c1"' in body
    assert "<html" not in body
    assert ASKS not in body


def test_what_somebody_wrote_meanwhile_stays(karis: Client, strand: Strand) -> None:
    row = makers.assess(strand, 1, 1, Status.IN_PROGRESS, unsure=True)
    makers.assess(strand, 1, 1, by=makers.staff(), text="Nytt fra Ola")
    answer = karis.post(SETTLE, {"revision": 1}, headers=HTMX)
    assert answer.status_code == HTTPStatus.OK
    row.refresh_from_db()
    assert (row.text, row.unsure, row.revision) == ("Nytt fra Ola", False, 3)


def test_who_is_second_is_told_and_writes_nothing(karis: Client, strand: Strand) -> None:
    row = makers.assess(strand, 1, 1, unsure=True)
    makers.assess(strand, 1, 1, unsure=False)
    answer = karis.post(SETTLE, {"revision": 1}, headers=HTMX)
    assert answer.status_code == HTTPStatus.OK
    row.refresh_from_db()
    assert row.revision == 2


def test_what_nobody_has_touched_is_not_unsure(karis: Client, strand: Strand) -> None:
    assert karis.post(SETTLE, {"revision": 0}).status_code == HTTPStatus.FOUND
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("sent", ["", "-1", "x", "99999999999999999999"])
def test_a_broken_click_is_refused_and_saves_nothing(
    karis: Client, strand: Strand, sent: str
) -> None:
    makers.assess(strand, 1, 1, Status.MET, unsure=True)
    answer = karis.post(SETTLE, {"revision": sent}, headers=HTMX)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Assessment.objects.get().unsure


# Writing without JavaScript: a look at it first


def test_the_preview_button_shows_the_words_and_saves_nothing(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.ON_HOLD, text="Før")
    sent = {"revision": 1, "status": "met", "text": "- **Nå**", "met_on": "tull", "preview": "yes"}
    answer = karis.post(f"{PAGE}sjekkpunkt/c1/", sent)
    body = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "<li><strong>Nå</strong></li>" in body
    assert "- **Nå**</textarea>" in body
    assert 'value="tull"' in body
    assert "ds-error-summary" not in body
    assert Assessment.objects.get().revision == 1


def test_enter_saves_and_does_not_preview(karis: Client, strand: Strand) -> None:
    """A browser presses the first button of a form."""
    for address in (f"{PAGE}sjekkpunkt/c1/", f"{PAGE}vedtak/ny/"):
        form = karis.get(address).content.decode().partition("data-keep")[2]
        assert form.index('name="save"') < form.index('name="preview"')


def test_a_form_without_markdown_has_no_preview(karis: Client, strand: Strand) -> None:
    assert 'name="preview"' not in karis.get(f"{PAGE}plan/").content.decode()
