"""Inter as static instances. `fontpkg-inter` holds a variable font, which costs 55 ms a render."""

import hashlib
import io
import tempfile
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import fontpkg_inter
from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

UPRIGHT, ITALIC = "Inter[opsz,wght].ttf", "Inter-Italic[opsz,wght].ttf"
CUTS = {  # what is written in italics is bold at times
    "inter-400": (UPRIGHT, 400),
    "inter-500": (UPRIGHT, 500),
    "inter-600": (UPRIGHT, 600),
    "inter-400-italic": (ITALIC, 400),
    "inter-600-italic": (ITALIC, 600),
}

FACES = "".join(
    f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url(font:{name});"
    f" font-style: {'italic' if source == ITALIC else 'normal'} }}"
    for name, (source, weight) in CUTS.items()
)

# Latin with Sámi, Greek, Cyrillic, marks, punctuation, signs and arrows. The rest is alternates.
CHARACTERS = (range(0x20, 0x530), range(0x1E00, 0x2000), range(0x2000, 0x2C00))
# Without `calt`, which would turn «->» into an arrow and leave the text layer with other words.
FEATURES = ["case", "ccmp", "kern", "locl", "mark", "mkmk", "tnum"]


def font_file(name: str) -> bytes:
    """The TTF of one of the CUTS; made once (some seconds) and kept in VAR_DIR."""
    cut = CUTS[name]
    folder = getattr(settings, "VAR_DIR", None)
    if folder is None:
        return _instance(*cut)
    kept = Path(folder) / "fonts" / f"{name}-{_recipe()}.ttf"
    if not kept.exists():
        _keep(kept, _instance(*cut))
    return kept.read_bytes()


def _recipe() -> str:
    """Changes with whatever the instances are made of."""
    versions = [version("fontpkg-inter"), version("fonttools")]
    return hashlib.sha256(repr((versions, CHARACTERS, FEATURES)).encode()).hexdigest()[:12]


def _keep(path: Path, content: bytes) -> None:
    """Write a whole file or none: two workers may make the same font at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    made = Path(file.name)
    made.chmod(0o644)  # the worker and the site may run as different users
    made.replace(path)


def _instance(source: str, weight: int) -> bytes:
    # The font's own date stays, so that the bytes are the same on every machine.
    font = TTFont(io.BytesIO(_subset(source)), recalcTimestamp=False)
    # Optical size 14 is Inter's text cut; larger sizes look the same in a report's headings.
    instancer.instantiateVariableFont(font, {"wght": weight, "opsz": 14}, inplace=True)
    return _saved(font)


@cache
def _subset(source: str) -> bytes:
    font = TTFont(fontpkg_inter.ROOT / "files" / source, recalcTimestamp=False)
    subsetter = subset.Subsetter(subset.Options(layout_features=FEATURES, notdef_outline=True))
    subsetter.populate(unicodes=chain(*CHARACTERS))
    subsetter.subset(font)
    return _saved(font)


def _saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
