"""The four that set the paper. Three begin with the content; typst's document is written before."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from mimetypes import guess_type
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import cast

import fontpkg_inter
import weasyprint
from django.conf import settings

from bench.paper.subjects import subject_of
from bench.paper.typst_source import document
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
    """What makes a paper of a content, and the process that does it with those below it."""

    make: Callable[[Path], bytes]
    process: int


@contextmanager
def ours() -> Iterator[Engine]:
    yield Engine(lambda path: subject_of(path).pdf(), os.getpid())


@contextmanager
def untuned() -> Iterator[Engine]:
    """WeasyPrint as its documentation shows it: what it needs is made anew for each paper.

    The template, the stylesheet and what is attached are ours; the typeface is as it comes.
    """
    folder = fontpkg_inter.ROOT / "files"
    faces = "".join(
        f"@font-face {{ font-family: Inter; font-style: {style};"
        f' src: url("{(folder / name).as_uri()}") }}'
        for name, style in ((fonts.UPRIGHT, "normal"), (fonts.ITALIC, "italic"))
    )

    def make(path: Path) -> bytes:
        subject = subject_of(path)
        html = weasyprint.HTML(string=from_files(subject.html(), faces))
        beside = [
            weasyprint.Attachment(string=data, name=name, description=name, relationship="Data")
            for name, data in subject.attached().items()
        ]
        made: bytes = html.write_pdf(pdf_variant="pdf/a-3a", attachments=beside)
        return made

    yield Engine(make, os.getpid())


@contextmanager
def chromium() -> Iterator[Engine]:
    """A browser that is open already, and a page in it that prints one paper after the other."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  the others' memory is theirs

    with TemporaryDirectory() as folder, _browser(folder) as browser, sync_playwright() as driver:
        file = Path(folder, "paper.html")
        page = driver.chromium.connect_over_cdp(_address(browser)).contexts[0].new_page()
        faces = fonts.FACES
        for name, cut in cut_fonts(Path(folder)).items():
            faces = faces.replace(f"font:{name})", f"{cut.as_uri()})")

        def make(path: Path) -> bytes:
            file.write_text(from_files(subject_of(path).html(), faces), encoding="utf-8")
            page.goto(file.as_uri())
            page.evaluate("document.fonts.ready")
            return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)

        yield Engine(make, browser.pid)


@contextmanager
def typst() -> Iterator[Engine]:
    """PDF/A-3a and PDF/UA-1 of a document with the same words, tables and pictures.

    The document is written when a content is met first, for all processes.
    """
    import typst as library  # noqa: PLC0415  not everywhere to be had

    with TemporaryDirectory() as folder:
        cut_fonts(Path(folder))
        found = library.Fonts(include_system_fonts=False, font_paths=[folder])
        salts = count()

        def make(path: Path) -> bytes:
            main = _written(path)
            compiler = library.Compiler(main, root=main.parent, font_paths=found)
            salt = {"salt": f"{next(salts)}"}
            made = compiler.compile(pdf_standards=["a-3a", "ua-1"], sys_inputs=salt)
            return cast("bytes", made)  # several only where pages are pictures

        yield Engine(make, os.getpid())


ENGINES = {"ours": ours, "untuned": untuned, "chromium": chromium, "typst": typst}


def _written(path: Path) -> Path:
    """A typst document of the content, with all that it reads beside it."""
    root = path.with_suffix(".typst")
    main = root / "main.typ"
    if main.exists():
        return main
    subject = subject_of(path)
    root.mkdir()
    shutil.copy(Path(__file__).with_name("report.typ"), root)
    shutil.copytree(STATIC / "signs" / "paper", root / "signs")
    text = document(subject.html(), root)
    for name, data in subject.attached().items():
        (root / name).write_bytes(data)
        relationship = "supplement" if name.endswith(".pdf") else "data"
        text += f'#enclosed("{name}", "{relationship}", "{guess_type(name)[0]}")\n'
    main.write_text(text, encoding="utf-8")
    return main


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
    """Started by us and not by Playwright, whose own process is no part of the work.

    The command may be a script that starts the browser: all that it started ends with it.
    """
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}/profile"]
    with Popen(command, stderr=PIPE, text=True, start_new_session=True) as browser:
        try:
            yield browser
        finally:
            os.killpg(browser.pid, signal.SIGTERM)


def _address(browser: Popen[str]) -> str:
    """Where it listens, which it says first."""
    for line in browser.stderr or ():
        _, found, address = line.partition("DevTools listening on ")
        if found:
            return address.strip()
    raise RuntimeError(f"{CHROMIUM} does not listen.")
