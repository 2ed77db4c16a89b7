"""The spreadsheet fetched, filled in, compared and saved as one act."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from checkpoints.models import Assessment, AssessmentRevision, Status, Strand
from regions.history import Kind
from regions.models import Region, User
from tests import makers
from tests.checkpoints.test_sheets_files import steps
from tests.sheet_files import (
    Rows,
    address,
    comma,
    fetch,
    fetch_rows,
    load_of,
    put,
    save,
    upload,
    xlsx,
)

OLD_PAGE = "This page is too old. Upload the sheet again."


@pytest.fixture
def kari(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Kari Nordmann", language="en"))


def of(milestone: int, checkpoint: int) -> Assessment:
    return Assessment.objects.get(milestone__position=milestone, checkpoint__position=checkpoint)


def shown(response: Any) -> dict[int, list[tuple[str, str, str]]]:
    """What the comparison says of each row: label, before, after."""
    return {
        row.number: [(field.label, field.before, field.after) for field in row.fields]
        for row in response.context["page"].rows
    }


def compared(client: Client, rows: Rows) -> Any:
    response = upload(client, xlsx(rows))
    assert response.status_code == 200, response.context["form"].errors
    return response


# Fetched


def test_each_checkpoint_of_each_open_strand_is_a_row(karis: Client, strand: Strand) -> None:
    second = strand.phase.milestones.get(position=2)
    makers.parallel_strand(strand.region, second)
    closed = makers.parallel_strand(strand.region, second, "Lukket")
    Strand.objects.filter(pk=closed.pk).update(closed_on=date(2016, 1, 1))

    rows = fetch_rows(karis)

    assert [(row[1], row[2], row[3]) for row in rows[1:]] == [
        (name, f"{m}. Milepæl {m}", f"Sjekkpunkt {m}.c{c}")
        for name, m in (("Main strand", 1), ("Main strand", 2), ("Reiseliv", 2))
        for c in (1, 2, 3)
    ]


def test_a_row_says_all_that_stands(karis: Client, strand: Strand, kari: User) -> None:
    makers.assess(
        strand, 1, 1, met_on=date(2016, 2, 1), due_on=date(2016, 3, 1), text="Vedtatt.\nJa.",
        responsible=kari, unsure=True,
    )  # fmt: skip
    makers.assess(strand, 1, 3, responsible_name="Rådmannen")
    rows = fetch_rows(karis)
    assert [row[4:] for row in rows[:4]] == [
        ["Status", "Met on", "Due on", "Comment or answer", "Responsible", "Unsure", "Why"],
        [
            "Met", date(2016, 2, 1), date(2016, 3, 1), "Vedtatt.\nJa.", "Kari Nordmann", "yes", "",
        ],
        ["Not started", "", "", "", "", "", ""],
        ["Answered", date(2016, 2, 15), "", "Ja, i kommuneplanen.", "Rådmannen", "", ""],
    ]  # fmt: skip


def test_the_file_is_never_shown_as_a_page(karis: Client, region: Region) -> None:
    response = karis.get(address(page="fil/"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="bodo-2016-11-20.xlsx"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_readers_fetch_the_sheet_and_are_offered_no_upload(client: Client, region: Region) -> None:
    client.force_login(makers.reader_of(region))
    page = client.get(address())
    assert (page.status_code, page.context["form"]) == (200, None)


@pytest.mark.parametrize("strands", [1, 3])
def test_the_sheet_is_fetched_with_as_many_queries_for_any_number_of_strands(
    karis: Client, strand: Strand, strands: int, django_assert_num_queries: Any
) -> None:
    for number in range(strands - 1):
        makers.parallel_strand(strand.region, strand.first_milestone, f"Tema {number}")
    makers.assess(strand, 1, 1)
    with django_assert_num_queries(9):
        fetch(karis)


# Compared


def test_what_comes_back_as_it_went_out_changes_nothing(karis: Client, strand: Strand) -> None:
    makers.assess(strand, 1, 1, text="=1+1\n\tinnrykk  og  mer \n-\u2028slutt\u00a0")
    makers.assess(strand, 1, 3, responsible=makers.coordinator_of(strand.region))
    page = upload(karis, fetch(karis)).context["page"]
    assert (page.rows, page.unchanged) == ((), 6)


def test_the_comparison_says_what_stands_and_what_the_sheet_says(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Vi er i gang.")
    rows = put(fetch_rows(karis), 2, status="oppfylt", text="Vi er ferdige.", reason="Møte")
    put(rows, 6, status="Ikkje aktuelt", due_on="1.12.2016", unsure="x")
    before = steps()

    response = compared(karis, rows)

    assert shown(response) == {
        2: [
            ("Status", "in progress", "met"),
            ("Met on", "–", "20 Nov 2016"),
            ("Comment", "Vi er i gang.", "Vi er ferdige."),
        ],
        6: [
            ("Status", "not started", "not applicable"),
            ("Due on", "–", "1 Dec 2016"),
            ("Unsure, come back to this", "no", "yes"),
        ],
    }
    assert [row.reason for row in response.context["page"].rows] == ["Møte", ""]
    assert (response.context["page"].unchanged, steps()) == (4, before)


def test_a_question_is_compared_in_its_own_words(karis: Client, strand: Strand) -> None:
    rows = put(fetch_rows(karis), 4, status="Answered", text="Ja.", met_on="1.11.2016")
    assert shown(compared(karis, rows)) == {
        4: [
            ("Status", "not started", "answered"),
            ("Answered on", "–", "1 Nov 2016"),
            ("Answer", "–", "Ja."),
        ]
    }


def test_a_comment_that_was_rewritten_is_compared_word_by_word(
    karis: Client, strand: Strand
) -> None:
    text = "Styringsgruppen har vedtatt mandatet, og kommunene har fått det til behandling."
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text=text)
    rows = put(fetch_rows(karis), 2, text=text.replace("mandatet", "planen"))
    page = compared(karis, rows).content.decode()
    assert "<del>" in page
    assert "mandatet</del>" in page
    assert "planen</ins>" in page


def test_a_sheet_of_many_rows_is_compared_some_at_a_time(
    karis: Client, strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoints.sheets.comparing.IN_HAND", 2)
    monkeypatch.setattr("checkpoints.sheets.standing.IN_HAND", 1)
    makers.parallel_strand(strand.region, strand.phase.milestones.get(position=2))
    rows = fetch_rows(karis)
    put(put(rows, 2, text="Først"), 10, text="Sist")
    page = compared(karis, [rows[0], *rows[:0:-1]]).context["page"]
    assert [(row.number, row.fields[0].after) for row in page.rows] == [(2, "Sist"), (10, "Først")]
    assert page.unchanged == 7
    response = upload(karis, xlsx([*rows, rows[1]]))
    [fault] = response.context["form"].faults
    assert fault.startswith("Rows 2, 11: the rows have the same key")


def test_what_is_emptied_is_emptied_and_what_is_missing_stays(
    karis: Client, strand: Strand
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Bort", responsible_name="Per")
    makers.assess(strand, 1, 2, Status.IN_PROGRESS, text="Blir", due_on=date(2016, 12, 1))
    rows = fetch_rows(karis)
    place = rows[0].index("Due on")
    rows = put([rows[0], rows[1], rows[2]], 2, text="", responsible="")
    rows = [row[:place] + row[place + 1 :] for row in rows]

    save(karis, compared(karis, rows))

    row, other = of(1, 1), of(1, 2)
    assert (row.text, row.responsible_name, row.status) == ("", "", Status.IN_PROGRESS)
    assert (other.text, other.due_on, other.revision) == ("Blir", date(2016, 12, 1), 1)


def test_locked_columns_and_headings_of_ones_own_are_never_read(
    karis: Client, strand: Strand
) -> None:
    rows = put(fetch_rows(karis), 2, checkpoint="Noe annet", strand="Andre", milestone="")
    rows = [[*row, "Merknad"] for row in rows]
    assert upload(karis, xlsx(rows)).context["page"].rows == ()


def test_rows_may_be_sorted_and_left_out(karis: Client, strand: Strand) -> None:
    rows = put(fetch_rows(karis), 5, status="On hold")
    response = compared(karis, [rows[0], [], rows[4], rows[1]])
    assert list(shown(response)) == [3]
    save(karis, response)
    assert of(2, 1).status == Status.ON_HOLD


def test_a_reason_without_a_change_is_told_and_saves_nothing(karis: Client, strand: Strand) -> None:
    response = compared(karis, put(fetch_rows(karis), 4, reason="Hvorfor ikke"))
    assert "Row 4: there is a reason, but nothing is changed." in response.content.decode()
    assert response.context["page"].rows == ()


FILES: dict[str, Callable[[Rows], tuple[bytes, str]]] = {
    "XLSX": lambda rows: (xlsx(rows), "ark.xlsx"),
    "XLSX that counts days from 1904": lambda rows: (xlsx(rows, date_1904=True), "ark.xlsx"),
    "CSV with semicolons": lambda rows: (comma(rows), "ark.csv"),
    "CSV with commas and a mark": lambda rows: (comma(rows, ",", "utf-8-sig"), "ark.csv"),
    "CSV with tabs in UTF-16": lambda rows: (comma(rows, "\t", "utf-16"), "ark.txt"),
    "CSV in windows-1252": lambda rows: (comma(rows, encoding="cp1252"), "ark.csv"),
    "CSV that says how it is separated": lambda rows: (b"sep=;\r\n" + comma(rows), "ark.csv"),
    "a file with another name": lambda rows: (xlsx(rows), "ark"),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_same_is_read_from_every_kind_of_file(kind: str, karis: Client, strand: Strand) -> None:
    rows = put(fetch_rows(karis), 2, met_on=date(2016, 11, 1), status="Met", responsible="Åse Øy")
    put(rows, 2, text='Første; "andre", tredje\nlinje', unsure="ja")
    data, name = FILES[kind](rows)

    save(karis, upload(karis, data, name))

    row = of(1, 1)
    assert (row.status, row.met_on, row.unsure) == (Status.MET, date(2016, 11, 1), True)
    assert row.text == 'Første; "andre", tredje\nlinje'
    assert row.responsible_name == "Åse Øy"


CELLS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a number made of a text": ({"text": 2016.0}, {"text": "2016"}),
    "a fraction": ({"text": 3.5}, {"text": "3,5"}),
    "a day made of a text": ({"text": date(2016, 12, 1)}, {"text": "01.12.2016"}),
    "a truth made of a text": ({"text": True}, {"text": "yes"}),
    "a status in English": ({"status": "On hold"}, {"status": Status.ON_HOLD}),
    "a status in bokmål": ({"status": " PÅ   vent "}, {"status": Status.ON_HOLD}),
    "a status in nynorsk": ({"status": "ikkje aktuelt"}, {"status": Status.NOT_APPLICABLE}),
    "an ISO date": ({"due_on": "2016-12-01"}, {"due_on": date(2016, 12, 1)}),
    "a date of digits": ({"due_on": 1122016.0}, {}),
    "a date of eight digits": ({"due_on": 20112016.0}, {"due_on": date(2016, 11, 20)}),
    "a cross": ({"unsure": "X"}, {"unsure": True}),
    "a one": ({"unsure": 1.0}, {"unsure": True}),
    "a truth": ({"unsure": True}, {"unsure": True}),
    "an old line end": ({"text": "a\r\nb\rc\x07"}, {"text": "a\nb\nc"}),
}


@pytest.mark.parametrize("what", CELLS)
def test_cells_are_understood_as_people_write_them(
    what: str, karis: Client, strand: Strand
) -> None:
    cells, said = CELLS[what]
    response = upload(karis, xlsx(put(fetch_rows(karis), 2, **cells)))
    if not said:
        assert response.status_code == 422
        return
    save(karis, response)
    row = of(1, 1)
    assert {name: getattr(row, name) for name in said} == said


def test_a_formula_counts_as_what_it_came_to(karis: Client, strand: Strand) -> None:
    rows = fetch_rows(karis)

    def formula(_book: Any, sheet: Any) -> None:
        sheet.write_formula(1, rows[0].index("Comment or answer"), '=A1&"!"', None, "Regnet ut")

    save(karis, upload(karis, xlsx(rows, formula)))
    assert of(1, 1).text == "Regnet ut"


@pytest.mark.parametrize("word", ["kari nordmann", "KARI@bodo.no"])
def test_a_person_of_the_region_is_known_by_name_or_address(
    word: str, karis: Client, strand: Strand, kari: User
) -> None:
    User.objects.filter(pk=kari.pk).update(email="kari@bodo.no")
    save(karis, compared(karis, put(fetch_rows(karis), 2, responsible=word, status="In progress")))
    assert (of(1, 1).responsible, of(1, 1).responsible_name) == (kari, "")


def test_people_of_other_regions_are_names_like_any(karis: Client, strand: Strand) -> None:
    makers.coordinator_of(makers.make_region("Alta"), makers.make_person("Ola Alta"))
    save(karis, compared(karis, put(fetch_rows(karis), 2, responsible="Ola Alta")))
    assert (of(1, 1).responsible, of(1, 1).responsible_name) == (None, "Ola Alta")
    assert "Ola Alta" not in fetch(karis).decode("latin-1")


def test_who_has_left_stays_responsible_until_someone_says_otherwise(
    karis: Client, strand: Strand
) -> None:
    gone = makers.reader_of(strand.region, makers.make_person("Per Hansen"))
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, responsible=gone)
    strand.region.memberships.filter(user=gone).update(removed=True)
    rows = fetch_rows(karis)
    assert rows[1][rows[0].index("Responsible")] == "Per Hansen"
    save(karis, compared(karis, put(rows, 2, text="Nytt")))
    assert (of(1, 1).responsible, of(1, 1).text) == (gone, "Nytt")


# Saved


def test_all_rows_are_one_act_that_is_called_an_import(
    karis: Client, strand: Strand, kari: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS)
    rows = put(fetch_rows(karis), 2, status="Met", reason="Vedtatt i møtet")
    put(put(rows, 3, text="Begynt", status="In progress"), 7, text="Svar", status="Answered")

    response = save(karis, compared(karis, rows))

    assert (response.status_code, response.headers["Location"]) == (302, address())
    made = AssessmentRevision.objects.filter(by=kari).order_by("of__milestone", "checkpoint")
    assert [(one.step, one.reason, one.status) for one in made] == [
        (Kind.IMPORT, "Vedtatt i møtet", Status.MET),
        (Kind.IMPORT, "", Status.IN_PROGRESS),
        (Kind.IMPORT, "", Status.MET),
    ]
    [act] = {one.change_set for one in made}
    page = karis.get(address()).content.decode()
    assert "3 checkpoints are changed from the sheet." in page
    assert f"/regioner/bodo/historikk/samlet/{act}/angre/" in page


def test_the_whole_sheet_is_undone_in_one_go(karis: Client, strand: Strand, kari: User) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Før")
    rows = put(put(fetch_rows(karis), 2, text="Etter"), 3, status="On hold")
    save(karis, compared(karis, rows))
    act = of(1, 1).revisions.get(number=2).change_set
    undo = f"/regioner/bodo/historikk/samlet/{act}/angre/"
    page = karis.get(undo).content.decode()
    sent = dict(re.findall(r'name="([^"]+-revision)" value="([0-9]+)"', page))
    assert (len(sent), karis.post(undo, sent).status_code) == (2, 302)
    assert (of(1, 1).text, of(1, 2).status) == ("Før", Status.NOT_STARTED)


def test_the_same_sheet_twice_is_saved_once(karis: Client, strand: Strand) -> None:
    rows = put(fetch_rows(karis), 2, text="Nytt", status="In progress", reason="Møte")
    first, second = compared(karis, rows), compared(karis, rows)
    save(karis, first)
    before = steps()
    save(karis, second)
    assert "All of it stands here already." in karis.get(address()).content.decode()
    again = compared(karis, rows)
    page = again.context["page"]
    assert (page.rows, page.unchanged, page.unused_reasons) == ((), 6, ())
    assert steps() == before


# Others have saved meanwhile


@pytest.fixture
def ola(region: Region) -> User:
    return makers.coordinator_of(region, makers.make_person("Ola Dahl"))


def test_what_only_others_changed_stays_and_the_row_is_a_merge(
    karis: Client, strand: Strand, ola: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Før")
    rows = put(fetch_rows(karis), 2, text="Fra arket")
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=ola)

    response = compared(karis, rows)

    assert shown(response) == {2: [("Comment", "Før", "Fra arket")]}
    assert "Ola Dahl changed «Status» at" in response.content.decode()
    save(karis, response)
    assert (of(1, 1).status, of(1, 1).text) == (Status.ON_HOLD, "Fra arket")
    assert of(1, 1).revisions.get(number=3).step == Kind.MERGE


@pytest.mark.parametrize(
    ("choice", "text"),
    [("theirs", "Olas"), ("yours", "Fra arket"), ("both", "Olas\n\nFra arket")],
)
def test_what_both_changed_is_chosen_between(
    choice: str, text: str, karis: Client, strand: Strand, ola: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Før")
    rows = put(fetch_rows(karis), 2, text="Fra arket", unsure="yes", reason="Møte")
    put(rows, 3, text="Uten strid")
    makers.assess(strand, 1, 1, Status.ON_HOLD, by=ola, text="Olas")
    response = compared(karis, rows)
    page = response.context["page"]
    [conflicting, other] = page.rows
    [one] = conflicting.conflict.collisions
    assert (one.label, one.theirs, one.yours) == ("Comment", "Olas", "Fra arket")
    assert [field.label for field in conflicting.fields] == ["Unsure, come back to this"]
    assert (other.number, other.conflict) == (3, None)
    before = steps()

    undecided = save(karis, response)
    assert (undecided.status_code, steps()) == (409, before)
    assert undecided.context["page"].conflicts == 1

    save(karis, undecided, **{one.name: choice})
    row = of(1, 1)
    assert (row.text, row.status, row.unsure) == (text, Status.ON_HOLD, True)
    assert row.revisions.get(number=3).reason == "Møte"
    assert of(1, 2).text == "Uten strid"


def test_a_sheet_of_which_both_were_kept_is_here_already(
    karis: Client, strand: Strand, ola: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Før")
    rows = put(fetch_rows(karis), 2, text="Fra\narket", status="On hold")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=ola, text="Olas")
    response = compared(karis, rows)
    [one] = response.context["page"].rows[0].conflict.collisions
    save(karis, response, **{one.name: "both"})
    assert of(1, 1).text == "Olas\n\nFra\narket"

    again = compared(karis, rows).context["page"]
    assert (again.rows, again.unchanged) == ((), 6)

    save(karis, compared(karis, put(rows, 2, due_on="1.12.2016")))
    assert (of(1, 1).text, of(1, 1).due_on) == ("Olas\n\nFra\narket", date(2016, 12, 1))


@pytest.mark.parametrize(
    ("fetched", "sheet", "now"),
    [
        ("Først\n\nSist", "Først", "Først\n\nSist, og mer"),  # cut, and added to
        ("Før", "", "Før og etter"),  # emptied
        ("Før", "arket", "Fra arket"),  # no paragraph of its own
        ("Før", "Fra arket", "Over\n\nFra arket\n\nUnder"),  # neither first nor last
    ],
)
def test_a_text_that_only_looks_like_what_stands_is_asked_about(
    fetched: str, sheet: str, now: str, karis: Client, strand: Strand, ola: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text=fetched)
    rows = put(fetch_rows(karis), 2, text=sheet)
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=ola, text=now)
    response = compared(karis, rows)
    [row] = response.context["page"].rows
    assert [(one.theirs, one.yours) for one in row.conflict.collisions] == [(now, sheet or "–")]
    assert "Ola Dahl saved what stands here now at" in response.content.decode()


def test_a_choice_that_came_too_late_itself_is_asked_again(
    karis: Client, strand: Strand, ola: User
) -> None:
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, text="Før")
    rows = put(fetch_rows(karis), 2, text="Fra arket")
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=ola, text="Olas")
    response = compared(karis, rows)
    [one] = response.context["page"].rows[0].conflict.collisions
    makers.assess(strand, 1, 1, Status.IN_PROGRESS, by=ola, text="Olas igjen")
    before = steps()

    again = save(karis, response, **{one.name: "yours"})
    assert (again.status_code, steps()) == (409, before)
    [one] = again.context["page"].rows[0].conflict.collisions
    assert (one.theirs, one.yours) == ("Olas igjen", "Fra arket")


def test_one_row_that_is_hindered_holds_all_back(karis: Client, strand: Strand) -> None:
    rows = put(put(fetch_rows(karis), 2, text="Nytt"), 4, status="Answered", text="Svar")
    response = compared(karis, rows)
    strand.phase.milestones.get(position=1).checkpoints.filter(slug="c3").update(
        valid_to=date(2016, 11, 1)
    )
    before = steps()
    save(karis, response)
    page = karis.get(address()).content.decode()
    assert "Row 4: the checkpoint or the strand is no longer in use. Delete the row." in page
    assert steps() == before


# What travels with the page


def test_nobody_else_saves_what_one_has_compared(
    karis: Client, client: Client, strand: Strand, ola: User
) -> None:
    load = load_of(compared(karis, put(fetch_rows(karis), 2, text="Nytt")))
    client.force_login(ola)
    before = steps()
    response = client.post(address(page="lagre/"), {"load": load})
    assert (response.status_code, steps()) == (302, before)


def test_what_one_has_compared_is_saved_on_no_other_region(
    karis: Client, strand: Strand, kari: User
) -> None:
    load = load_of(compared(karis, put(fetch_rows(karis), 2, text="Nytt")))
    makers.coordinator_of(makers.make_region("Alta", slug="alta"), kari)
    before = steps()
    karis.post(address("alta", "lagre/"), {"load": load})
    assert OLD_PAGE in karis.get(address("alta")).content.decode()
    assert steps() == before


@pytest.mark.parametrize("change", [lambda load: load[:-3], lambda load: "x" + load, lambda _: ""])
def test_what_was_altered_on_the_way_is_not_saved(
    change: Callable[[str], str], karis: Client, strand: Strand
) -> None:
    load = load_of(compared(karis, put(fetch_rows(karis), 2, text="Nytt")))
    before = steps()
    response = karis.post(address(page="lagre/"), {"load": change(load)})
    assert (response.status_code, steps()) == (302, before)


def test_too_many_changes_are_refused_before_they_are_tried(
    karis: Client, strand: Strand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkpoints.sheets.comparing.MAX_CHANGES", 1)
    rows = put(put(fetch_rows(karis), 2, text="Nytt"), 3, text="Nytt")
    response = upload(karis, xlsx(rows))
    words = "ark.xlsx changes too much at once. Upload half of the rows at a time."
    assert response.context["form"].errors["sheet"] == [words]
