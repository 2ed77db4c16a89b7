"""The four that set the paper. Three begin with the content; typst's document is written before."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import cast

import fontpkg_inter
import weasyprint
from django.conf import settings

from bench.paper.typst_source import document
from reports.canonical import to_json
from reports.content import ReportContent
from reports.content_csv import content_csv
from reports.paper import report_html, report_pdf
from reports.pdf import fonts

STATIC = settings.BASE_DIR / "static"
CHROMIUM = os.environ.get("BYREGION_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-port=0",
)  # fmt: skip


@dataclass(frozen=True)
class Engine:
    """What makes a paper, and the process that does the work with those below it."""

    make: Callable[[], bytes]
    process: int


@contextmanager
def ours(content: ReportContent) -> Iterator[Engine]:
    yield Engine(lambda: report_pdf(content), os.getpid())


@contextmanager
def untuned(content: ReportContent) -> Iterator[Engine]:
    """WeasyPrint as its documentation shows it: what it needs is made anew for each paper.

    The template, the stylesheet and what is attached are ours; the typeface is as it comes.
    """
    folder = fontpkg_inter.ROOT / "files"
    faces = "".join(
        f"@font-face {{ font-family: Inter; font-style: {style};"
        f' src: url("{(folder / name).as_uri()}") }}'
        for name, style in ((fonts.UPRIGHT, "normal"), (fonts.ITALIC, "italic"))
    )

    def make() -> bytes:
        html = weasyprint.HTML(string=from_files(report_html(content), faces))
        beside = [
            weasyprint.Attachment(string=data, name=name, description=name, relationship="Data")
            for name, data in attached(content).items()
        ]
        made: bytes = html.write_pdf(pdf_variant="pdf/a-3a", attachments=beside)
        return made

    yield Engine(make, os.getpid())


@contextmanager
def chromium(content: ReportContent) -> Iterator[Engine]:
    """A browser that is open already, and a page in it that prints one paper after the other."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  the others' memory is theirs

    with TemporaryDirectory() as folder, _browser(folder) as browser, sync_playwright() as driver:
        file = Path(folder, "paper.html")
        page = driver.chromium.connect_over_cdp(_address(browser)).contexts[0].new_page()
        faces = fonts.FACES
        for name, path in cut_fonts(Path(folder)).items():
            faces = faces.replace(f"font:{name})", f"{path.as_uri()})")

        def make() -> bytes:
            file.write_text(from_files(report_html(content), faces), encoding="utf-8")
            page.goto(file.as_uri())
            page.evaluate("document.fonts.ready")
            return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)

        yield Engine(make, browser.pid)


@contextmanager
def typst(content: ReportContent) -> Iterator[Engine]:
    """PDF/A-3a and PDF/UA-1 of a document with the same words, tables and pictures."""
    import typst as library  # noqa: PLC0415  not everywhere to be had

    with TemporaryDirectory() as folder:
        root = Path(folder)
        main = root / "main.typ"
        main.write_text(document(report_html(content), root), encoding="utf-8")
        shutil.copy(Path(__file__).with_name("report.typ"), root)
        shutil.copytree(STATIC / "signs" / "paper", root / "signs")
        for name, data in attached(content).items():
            (root / name).write_bytes(data)
        cut_fonts(root)
        found = library.Fonts(include_system_fonts=False, font_paths=[root])
        compiler, salts = library.Compiler(main, root=root, font_paths=found), count()

        def make() -> bytes:
            salt = {"salt": f"{next(salts)}"}
            made = compiler.compile(pdf_standards=["a-3a", "ua-1"], sys_inputs=salt)
            return cast("bytes", made)  # several only where pages are pictures

        yield Engine(make, os.getpid())


ENGINES = {"ours": ours, "untuned": untuned, "chromium": chromium, "typst": typst}


def attached(content: ReportContent) -> dict[str, bytes]:
    return {"content.json": to_json(content).encode(), "content.csv": content_csv(content)}


def from_files(html: str, faces: str) -> str:
    """The same paper with its stylesheet and typeface from files, not through our fetcher."""
    styled = html.replace('"static:', f'"{STATIC.as_uri()}/')
    return styled.replace("</head>", f"<style>{faces}</style></head>")


def cut_fonts(folder: Path) -> dict[str, Path]:
    paths = {name: folder / f"{name}.ttf" for name in fonts.CUTS}
    for name, path in paths.items():
        path.write_bytes(fonts.font_file(name))
    return paths


@contextmanager
def _browser(folder: str) -> Iterator[Popen[str]]:
    """Started by us and not by Playwright, whose own process is no part of the work."""
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}/profile"]
    with Popen(command, stderr=PIPE, text=True) as browser:
        try:
            yield browser
        finally:
            browser.terminate()


def _address(browser: Popen[str]) -> str:
    """Where it listens, which it says first."""
    for line in browser.stderr or ():
        _, found, address = line.partition("DevTools listening on ")
        if found:
            return address.strip()
    raise RuntimeError(f"{CHROMIUM} does not listen.")
