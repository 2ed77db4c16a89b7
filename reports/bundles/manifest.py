"""What lies beside the files of a bundle: their checksums, and in plain words what is what."""

from collections.abc import Iterable
from textwrap import fill

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.bundles import names
from reports.programme.content import ProgrammeContent
from reports.programme.splitting import parts_of

WIDTH = 78  # characters of a line
INDENT = "    "


def sums(listed: Iterable[tuple[str, str]]) -> bytes:
    """Of names and checksums, as `sha256sum -c` reads them."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in listed).encode()


def read_me(content: ProgrammeContent, sha256: str) -> bytes:
    """What is what, and how it is checked. `sha256` is of the frozen content."""
    with translation.override(content.language):
        return "\n\n".join(_paragraphs(content, sha256)).encode() + b"\n"


def _paragraphs(content: ProgrammeContent, sha256: str) -> Iterable[str]:
    yield f"{content.name}, {content.programme}"
    if content.demo:
        yield _("Demo data – not real information.")
    yield _filled(_of_which_day(content))
    for name, words in _told(content):
        yield f"{name}\n{_filled(words, INDENT)}"
    yield _filled(
        _("Has a file been changed on the way? Unpack all of them and type in the same folder:")
    )
    commands = (
        f"Linux       sha256sum -c {names.SUMS}",
        f"macOS       shasum -a 256 -c {names.SUMS}",
        f"Windows     Get-FileHash {names.programme_paper(content)}",
    )
    yield "\n".join(f"{INDENT}{one}" for one in commands)
    yield _filled(
        _("On Windows you compare what is written with the line of the file in %(file)s.")
        % {"file": names.SUMS}
    )
    yield "\n".join((_("Checksum of the frozen content (SHA-256):"), f"{INDENT}{sha256}"))


def _of_which_day(content: ProgrammeContent) -> str:
    days = {
        "day": date_format(content.day, "DATE_FORMAT"),
        "reports_on": date_format(content.reports_on, "DATE_FORMAT"),
    }
    if content.is_of_two_days:
        return _("Status at the end of %(day)s, and the reports as of %(reports_on)s.") % days
    return _("All of the round, as of %(day)s.") % days


def _told(content: ProgrammeContent) -> Iterable[tuple[str, str]]:
    numbers = {"n": len(content.annexes), "of": len(content.regions)}
    yield (
        names.programme_paper(content),
        _("The programme's report. The regions' reports are attached to it, unchanged."),
    )
    for one in parts_of(content):
        yield one.file_name, _("%(county)s in full.") % {"county": one.county}
    yield (
        f"{names.REPORTS}/",
        _("The regions' reports as they were handed in: %(n)d of %(of)d regions.") % numbers,
    )
    yield (
        f"{names.NUMBERS}/",
        _("Every region at every milestone: as an Excel workbook, and as a table (CSV)."),
    )
    yield (
        names.EVIDENCE,
        _("What the reports point to as evidence, with checksums. The files stay in Byregion."),
    )
    yield (
        names.programme_data(content),
        _("What the programme's report says, as data (JSON), for programs."),
    )
    yield names.SUMS, _("The checksum of each file (SHA-256).")


def _filled(words: str, indent: str = "") -> str:
    return fill(words, WIDTH, initial_indent=indent, subsequent_indent=indent)
