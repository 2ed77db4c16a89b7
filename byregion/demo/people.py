"""The people of the demo. All are invented; addresses end in .example and reach nobody."""

from dataclasses import dataclass
from random import Random
from unicodedata import normalize

from django.utils.functional import Promise
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _

PASSWORD = "demo"  # noqa: S105  everyone may know it; demo installations alone have these people


@dataclass(frozen=True)
class SignIn:
    """One way to try the demo: who, and as what."""

    email: str
    name: str
    role: str | Promise
    language: str = "nb"
    coordinates: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    programme_role: str = ""


def _of(role: Promise, *regions: str) -> Promise:
    return format_lazy("{role} – {regions}", role=role, regions=", ".join(regions))


SIGN_INS = (
    SignIn(
        "kari.nordmann@alesund.example", "Kari Nordmann",
        _of(_("coordinator"), "Region Ålesund"), coordinates=("region-alesund",),
    ),
    SignIn(
        "ingrid.haugen@hemsedal.example", "Ingrid Haugen",
        _of(_("coordinator"), "Hallingdal"), "nn", coordinates=("hallingdal",),
    ),
    SignIn(
        "erik.bakke@haugesund.example", "Erik Bakke",
        _of(_("coordinator"), "Haugesundregionen", "Ytre Ryfylke"),
        coordinates=("haugesundregionen", "ytre-ryfylke"),
    ),
    SignIn(
        "anne.solberg@haram.example", "Anne Solberg",
        _of(_("reader"), "Region Ålesund"), reads=("region-alesund",),
    ),
    SignIn(
        "ola.dahl@programstab.example", "Ola Dahl", _("programme staff"), programme_role="staff"
    ),
    SignIn("liv.berg@kmd.example", "Liv Berg", _("ministry"), programme_role="ministry"),
)  # fmt: skip
STAFF = "ola.dahl@programstab.example"

# Colleagues who work beside them; the other regions' people are drawn from the names below.
COLLEAGUES = (
    SignIn("per.hansen@alesund.example", "Per Hansen", "", coordinates=("region-alesund",)),
    SignIn("torill.lien@gol.example", "Torill Lien", "", "nn", coordinates=("hallingdal",)),
    SignIn("marit.vik@programstab.example", "Marit Vik", "", programme_role="staff"),
)

FIRST = (
    "Anders", "Astrid", "Berit", "Bjørn", "Eirik", "Elin", "Eva", "Frode", "Geir", "Grete",
    "Gunnar", "Hanne", "Heidi", "Helge", "Hilde", "Håkon", "Inger", "Jan", "Jorunn", "Kjell",
    "Knut", "Lars", "Lene", "Magnus", "Marianne", "Morten", "Nina", "Odd", "Ragnhild", "Randi",
    "Rolf", "Siri", "Solveig", "Stein", "Svein", "Terje", "Tone", "Trond", "Turid", "Vidar",
    "Wenche", "Øyvind",
)  # fmt: skip
LAST = (
    "Aas", "Aune", "Berge", "Brekke", "Bråten", "Dale", "Eide", "Engen", "Fjeld", "Foss",
    "Grønli", "Hagen", "Helland", "Holm", "Iversen", "Jensen", "Johnsen", "Kleven", "Knudsen",
    "Lund", "Løken", "Moe", "Myhre", "Nilsen", "Nygård", "Olsen", "Rønning", "Sandvik", "Skaar",
    "Solheim", "Strand", "Sunde", "Sæther", "Thorsen", "Tveit", "Vold", "Ødegård", "Østby",
)  # fmt: skip


def ascii_name(text: str) -> str:
    """For an address: `Håkon Sæther` gives hakon-saether."""
    plain = text.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return slugify(normalize("NFKD", plain))


class Names:
    """Names that are all different, the same ones every time."""

    def __init__(self) -> None:
        every = [f"{first} {last}" for first in FIRST for last in LAST]
        Random("people").shuffle(every)  # noqa: S311  a story, not a secret
        self._left = iter(every)

    def person(self, place: str) -> tuple[str, str]:
        """A name, and an address at a place."""
        name = next(self._left)
        return name, f"{ascii_name(name).replace('-', '.')}@{ascii_name(place)}.example"
