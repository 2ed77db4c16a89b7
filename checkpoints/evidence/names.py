"""What a file may be called: a name that is harmless wherever someone saves it."""

import re
import unicodedata

LIMIT = 150  # bytes in UTF-8; every file system takes that many
NAMELESS = "fil"
SEPARATORS = re.compile(r"[/\\]")
FORBIDDEN = re.compile(r'[<>:"|?*]')  # on Windows
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)  # devices there
INVISIBLE = {"Cf", "Cs", "Co"}  # marks that turn the reading direction, broken and private letters
BLANK = {"Cc", "Zl", "Zp", "Zs"}


def harmless(name: str) -> str:
    """The last part of a name, on one line, without what misleads people or file systems.

    Letters of all languages stay. The ending stays too, also when the rest is cut.
    """
    visible = "".join(_shown(letter) for letter in unicodedata.normalize("NFC", name))
    last = SEPARATORS.split(visible)[-1]
    stem, ending = split(" ".join(FORBIDDEN.sub("-", last).split()))
    stem = stem.strip(". ") or NAMELESS
    if RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    return _cut(stem, f".{ending}" if ending else "")


def split(name: str) -> tuple[str, str]:
    """`Plan 2016.PDF` is `Plan 2016` and `pdf`; what has no ending has an empty one."""
    stem, dot, ending = name.rpartition(".")
    if dot and re.fullmatch(r"\w{1,10}", ending):
        return stem, ending.lower()
    return name, ""


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in INVISIBLE:
        return ""
    return " " if category in BLANK else letter


def _cut(stem: str, ending: str) -> str:
    room = LIMIT - len(ending.encode())
    kept = stem.encode()[:room].decode(errors="ignore")
    return f"{kept.rstrip('. ')}{ending}"
