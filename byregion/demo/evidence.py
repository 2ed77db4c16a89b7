"""What lies beside the ticks of the demo: small files that are made here, and links to nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from byregion.demo.acts import Lane
from checkpoints import actions
from checkpoints.models import Decision, Evidence
from regions.clock import OSLO

INK, SOFT, LINE = "#0a5ea8", "#dbeafa", "#586070"


@dataclass(frozen=True)
class Piece:
    """A file or a link, and where it is laid: stages and checkpoints by their places, from 0."""

    on: date
    title: str
    to: tuple[tuple[int, int], ...]
    dated_on: date | None = None
    file: str = ""
    content: Callable[[], bytes] = bytes
    url: str = ""
    beside_decision: bool = False  # beside the first decision of its stage, not a checkpoint


def organisation() -> bytes:
    """A chart of a project's organisation."""
    image = Image.new("RGB", (640, 420), "white")
    draw = ImageDraw.Draw(image)
    boxes = [(240, 30), (240, 160), (40, 300), (240, 300), (440, 300)]
    for x, y in boxes[1:]:
        draw.line([(320, 90), (320, y - 30), (x + 80, y - 30), (x + 80, y)], LINE, 3)
    for x, y in boxes:
        draw.rounded_rectangle((x, y, x + 160, y + 70), 8, SOFT, INK, 3)
        draw.rectangle((x + 30, y + 30, x + 130, y + 38), INK)
    return _png(image)


def columns() -> bytes:
    """A chart of four columns."""
    image = Image.new("RGB", (640, 420), "white")
    draw = ImageDraw.Draw(image)
    for number, height in enumerate((120, 180, 230, 310)):
        left = 90 + number * 130
        draw.rectangle((left, 370 - height, left + 80, 370), INK if number == 3 else SOFT, INK, 3)  # noqa: PLR2004  the last one
    draw.line([(50, 370), (600, 370)], LINE, 3)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def protocol() -> bytes:
    return (
        "Regionrådet 14. desember 2015\n\nSak 32/15 Prosjektorganisasjon\n"
        "Vedtak: Regionrådet vedtar organisasjon, mandat og budsjett. Enstemmig.\n"
    ).encode()


def commuting() -> bytes:
    """People who travel to work in Ålesund, by where they live; the numbers are invented."""
    return b"Kommune;2013;2014;2015\nSula;1480;1502;1533\nGiske;1210;1246;1251\n"


def proposals() -> bytes:
    return "Tiltak;Vurdert\nFelles lærlingordning;ja\nHurtigbåt kveld;nei\n".encode()


def summary() -> bytes:
    return b"Oppsummering av arbeidsverkstaden i februar.\nTre hovudtema vart valde.\n"


STORY: dict[str, tuple[Piece, ...]] = {
    "region-alesund": (
        Piece(date(2015, 9, 29), "Organisasjonskart", ((0, 0), (0, 1)), date(2015, 9, 15),
              "Organisasjonskart.png", organisation),
        Piece(date(2015, 12, 16), "Protokoll fra regionrådet", ((0, 0),), date(2015, 12, 14),
              "Protokoll regionrådet 14.12.2015.txt", protocol, beside_decision=True),
        Piece(date(2016, 9, 20), "Innpendling til Ålesund", ((2, 0),), None,
              "Innpendling.csv", commuting),
        Piece(date(2016, 9, 20), "Strategiene på nettsidene", ((2, 0), (2, 1)), None,
              url="https://www.example.no/alesund/strategier"),
        Piece(date(2016, 10, 18), "Innkomne forslag", ((3, 1),), date(2016, 10, 14),
              "Innkomne forslag.csv", proposals),
        Piece(date(2016, 11, 8), "Vekst i innpendlingen", ((2, 0), (3, 0)), None,
              "Vekst.png", columns),
    ),
    "hallingdal": (
        Piece(date(2016, 2, 16), "Oppsummering frå arbeidsverkstaden", ((1, 0),),
              date(2016, 2, 9), "Oppsummering.txt", summary),
        Piece(date(2016, 2, 16), "Prosjektsida", ((0, 0), (1, 0)), None,
              url="https://www.example.no/hallingdal/byregion"),
    ),
    "haugesundregionen": (
        Piece(date(2016, 3, 8), "Utvikling i folketallet", ((1, 0),), None,
              "Folketall.png", columns),
        Piece(date(2016, 3, 8), "Analysen på nett", ((1, 0), (1, 1)), None,
              url="https://www.example.no/haugesund/analyse"),
    ),
}  # fmt: skip


def lay(lane: Lane) -> None:
    """Write the acts of a region's evidence on its main strand, as far as there are such stages."""
    scene = lane.scene
    for number, piece in enumerate(STORY.get(scene.region.slug, ())):
        if piece.on <= scene.today and _has_room(lane, piece):
            at = datetime.combine(piece.on, time(13, 5 + number), tzinfo=OSLO)
            scene.script.add(at, partial(_lay, lane, piece))


def _has_room(lane: Lane, piece: Piece) -> bool:
    stages = lane.scene.stages
    return all(
        stage < len(stages) and checkpoint < len(stages[stage].wordings)
        for stage, checkpoint in piece.to
    )


def _lay(lane: Lane, piece: Piece, at: datetime) -> None:
    by = lane.scene.people[0]
    evidence = _brought_in(lane, piece, at)
    for stage, checkpoint in piece.to:
        milestone = lane.scene.stages[stage].milestone
        decision = (
            Decision.objects.filter(strand=lane.there, milestone=milestone).order_by("pk").first()
            if piece.beside_decision
            else None
        )
        wording = lane.scene.stages[stage].wordings[checkpoint]
        actions.attach(
            by=by, evidence=evidence, strand=lane.there, milestone=milestone, decision=decision,
            checkpoint=None if decision else wording.checkpoint, at=at,
        )  # fmt: skip


def _brought_in(lane: Lane, piece: Piece, at: datetime) -> Evidence:
    scene = lane.scene
    if piece.url:
        return actions.link(
            by=scene.people[0], region=scene.region, url=piece.url, title=piece.title,
            dated_on=piece.dated_on, at=at,
        )  # fmt: skip
    return actions.upload(
        by=scene.people[0], region=scene.region, title=piece.title, dated_on=piece.dated_on,
        upload=SimpleUploadedFile(piece.file, piece.content()), at=at,
    )  # fmt: skip
