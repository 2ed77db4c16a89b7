"""The page that offers files of what the overview shows, and the whole history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkpoints.access.exports import fetches_history
from checkpoints.asked import SINCE
from checkpoints.exports import changes, csvs, history, overview
from checkpoints.exports.about import About
from checkpoints.exports.columns import Named, Words
from checkpoints.exports.files import FileKind, OverviewFile
from checkpoints.exports.overview import Overview
from checkpoints.forms.selecting import CHANGED
from checkpoints.overview import Page, find
from checkpoints.overview.difference_sums import find_changed
from checkpoints.pages.selecting import Question
from regions import clock
from regions.reading import Reading
from regions.standing import Standing

FORM = "csv"  # names the form of a CSV file in addresses
RFC4180 = "rfc4180"
FIRST = Page(size=1)


@dataclass(frozen=True)
class Offer:
    """A file that can be fetched."""

    label: Words
    hint: Words
    url: str


@dataclass(frozen=True)
class Glossary:
    """What the columns of a table mean."""

    title: str
    columns: Sequence[Named]
    has_headings: bool = False  # words for people, beside the names


@dataclass(frozen=True)
class ExportsPage:
    question: Question
    standing: Standing
    count: int  # regions in the files
    of: int
    changed: int | None  # in those of changes, where only what has changed is asked for

    @property
    def of_day(self) -> Sequence[Offer]:
        """Files of how things stand."""
        matrix = _("A table to filter and the matrix as it is on the screen. Prints on A4.")
        return self._offers(matrix, without=[SINCE, CHANGED])

    @property
    def of_changes(self) -> Sequence[Offer]:
        """Files of what has changed, where an earlier day is chosen."""
        table = _("A table to filter. Prints on A4.")
        return self._offers(table) if since_of(self.question) else ()

    @property
    def history_url(self) -> str:
        return reverse("checkpoints:history_csv") if fetches_history(self.standing) else ""

    @property
    def tables(self) -> Sequence[Glossary]:
        found = [
            Glossary(_("Columns of the overview"), overview.COLUMNS, has_headings=True),
            Glossary(_("Columns of the changes"), changes.COLUMNS, has_headings=True),
        ]
        if self.history_url:
            columns = (*history.FACTS, *history.TEXTS)
            found.append(Glossary(_("Columns of the history"), columns))
        return found

    @property
    def things(self) -> Sequence[history.Thing]:
        """What the rows of the history are steps of."""
        return history.THINGS if self.history_url else ()

    def _offers(self, workbook: str, without: Sequence[str] = ()) -> Sequence[Offer]:
        """`workbook` is what is told of the workbook."""

        def url(kind: FileKind, **words: str) -> str:
            address = self.question.form.address(but=words, without=without)
            return reverse(f"checkpoints:overview_{kind}") + address

        return (
            Offer(_("Excel workbook (XLSX)"), workbook, url(FileKind.XLSX)),
            Offer(
                _("CSV for Norwegian Excel"),
                _("Semicolons, Norwegian headings and dates."),
                url(FileKind.CSV),
            ),
            Offer(
                _("CSV after RFC 4180"),
                _("Commas, fixed English column names, dates as 2016-11-20. For programs."),
                url(FileKind.CSV, **{FORM: RFC4180}),
            ),
            Offer("JSON", _("The same numbers as data. For programs."), url(FileKind.JSON)),
        )


def exports_page(question: Question, standing: Standing) -> ExportsPage:
    """What can be fetched of the regions that are chosen: as many queries as `find`.

    3 more where only what has changed is asked for.
    """
    selection, reading = question.form.selection(), question.asked.reading
    found, since = find(selection, reading, FIRST, question.outline), changed_since(question)
    changed = None
    if since and question.outline:
        changed = find_changed(selection, since, reading, FIRST, question.outline).count
    return ExportsPage(question, standing, found.count, found.of, changed)


def overview_file(
    kind: FileKind, question: Question, words: Mapping[str, str], language: str, standing: Standing
) -> OverviewFile:
    """The file that an address asks for. `words` may say which form of CSV."""
    asked, selection = question.asked, question.form.selection()
    chosen = Overview(
        selection, asked.reading, language, standing, question.outline,
        changed_since=changed_since(question),
    )  # fmt: skip
    form = csvs.RFC4180 if words.get(FORM) == RFC4180 else csvs.NORWEGIAN
    return OverviewFile(kind, chosen, since_of(question), _about(question, chosen), form)


def since_of(question: Question) -> Reading | None:
    """The earlier day that is compared with, where one is chosen."""
    since = question.asked.since
    return since.reading if since and since.is_chosen else None


def changed_since(question: Question) -> Reading | None:
    """The same day where only those regions are asked for that stand otherwise."""
    return since_of(question) if question.form.only_changed else None


def _about(question: Question, chosen: Overview) -> About:
    """What is told of the file in it: the days, what was chosen, how many regions there are."""
    since, form, found = since_of(question), question.form, chosen.found
    facts: list[tuple[Words, Words]] = [
        (_("Day"), date_format(chosen.reading.day, "DATE_FORMAT")),
        *([(_("Compared with"), date_format(since.day, "DATE_FORMAT"))] if since else []),
        (_("Regions"), _("%(count)d of %(of)d") % {"count": found.count, "of": found.of}),
        *((chip.label, chip.value or _("yes")) for chip in form.chips()),
        (_("Sorted by"), chosen.selection.order.label),
    ]
    title = _("Changes in all regions") if since else _("Overview of all regions")
    return About(title, facts, clock.now())
