"""The catalogues in locale/: collected from the code and the templates, kept in one plain form.

A catalogue has no dates, names or line numbers, so a change of words is a change of few lines.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGES = ("nb", "nn")
APPS = ("byregion", "checkpoints", "regions", "reports")
TEMPLATES = ("*.html", "*.txt", "*.svg")
KEYWORDS: Mapping[str, Any] = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What people meet of Django and allauth that these have in neither or only one of the two forms.
EXTRA: tuple[str | tuple[str, str], ...] = (
    "Be patient, you are sending too many requests.",
    "Constraint “%(name)s” is violated.",
    "Incorrect password.",
    "Invalid login.",
    "Invalid or expired key.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    "The password reset token was invalid.",
    "This field is required.",  # Django's own Norwegian is stiff
    "You must type the same password each time.",
)
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def path_of(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def collected() -> Catalog:
    """Everything that is to be translated, without translations."""
    found = Catalog()
    for message, context in _messages():
        found.add(message, context=context)
    return found


def read(language: str) -> Catalog:
    """A catalogue as it is kept; an empty one where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def refreshed(language: str) -> str:
    """The text of a catalogue brought up to date: translations are kept, what is gone goes."""
    catalogue = read(language)
    catalogue.update(collected(), no_fuzzy_matching=True)
    written = BytesIO()
    write_po(
        written, catalogue, width=100, no_location=True, omit_header=True, sort_output=True,
        ignore_obsolete=True,
    )  # fmt: skip
    return HEADER.format(language=language) + written.getvalue().decode()


def is_up_to_date(language: str) -> bool:
    path = path_of(language)
    return path.exists() and path.read_text(encoding="utf-8") == refreshed(language)


def refresh(language: str) -> None:
    """Write a catalogue anew, and the compiled one beside it."""
    path, text = path_of(language), refreshed(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(language))


def _messages() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for source in _sources():
        for _line, name, words, _comments in extract_python(source, KEYWORDS, (), {}):
            if wanted := _wanted(str(name), words):
                yield wanted
    for message in EXTRA:
        yield message, None


def _sources() -> Iterator[BytesIO]:
    """The code, and the templates as if they were code."""
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield BytesIO(path.read_bytes())
    for pattern in TEMPLATES:
        for path in sorted((settings.BASE_DIR / "templates").rglob(pattern)):
            lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
            # Indented lines of a template are no blocks of Python.
            yield BytesIO("\n".join(line.strip() for line in lines).encode())


def _wanted(name: str, words: Any) -> tuple[str | tuple[str, ...], str | None] | None:
    """A message and its context out of a call's arguments; none where nothing is said."""
    arguments = list(words) if isinstance(words, tuple) else [words]
    context = arguments.pop(0) if name.startswith(("p", "np")) else None
    texts = arguments[:2] if name.startswith("n") else arguments[:1]
    if not texts or not all(texts):
        return None
    return (texts[0] if len(texts) == 1 else tuple(texts)), context
