"""What regions tell each other in the demo: how they met a checkpoint, and where they need help.

Who shares and who asks follows from how far they have come when the act is played.
"""

# A pair reads best side by side.
# ruff: noqa: E501

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from byregion.demo import alesund
from byregion.demo.acts import Scene, Script
from byregion.demo.words import Pair
from checkpoints import actions
from checkpoints.models import (
    Assessment,
    Attachment,
    HelpRequest,
    Outcome,
    Status,
    Strand,
    Verdict,
)
from regions.clock import OSLO
from regions.models import User

type Key = tuple[str, str]  # the slugs of a milestone and a checkpoint


@dataclass(frozen=True)
class Shared:
    """How a checkpoint was met, told by as many regions as have met it, up to a number."""

    key: Key
    on: date
    texts: tuple[Pair, ...]  # one a region


@dataclass(frozen=True)
class Asked:
    """A question by one for whom the checkpoint is open, and what others answer."""

    key: Key
    on: date
    question: Pair
    answers: tuple[Pair, ...] = ()
    thanks: Pair | None = None
    by: str = ""  # a region's slug; else one is found


SHARED = (
    Shared(("prosjektorganisasjon", "mandat"), date(2016, 2, 9), (
        ("Vi skrev mandatet på én side:\n\n1. hva vi skal ha fått til i 2018\n2. hvem som bestemmer hva\n3. hva vi **ikke** skal gjøre\n\nPunkt 3 tok lengst tid, og har spart oss for mest.", "Vi skreiv mandatet på éi side:\n\n1. kva vi skal ha fått til i 2018\n2. kven som bestemmer kva\n3. kva vi **ikkje** skal gjere\n\nPunkt 3 tok lengst tid, og har spart oss for mest."),
        ("Rådmennene fikk et utkast med *tre åpne spørsmål* i stedet for et ferdig forslag. Da ble det deres mandat.", "Rådmennene fekk eit utkast med *tre opne spørsmål* i staden for eit ferdig framlegg. Då vart det deira mandat."),
    )),
    Shared(("prosjektorganisasjon", "interessenter"), date(2016, 4, 5), (
        ("- Vi ringte 30 bedrifter, og brukte samme fem spørsmål til alle.\n- De videregående skolene var med fra første møte.\n- Resultatet fikk plass på ett ark.", "- Vi ringde 30 bedrifter, og brukte dei same fem spørsmåla til alle.\n- Dei vidaregåande skulane var med frå fyrste møte.\n- Resultatet fekk plass på eitt ark."),
        ("Næringsforeningen inviterte for oss. Det kom flere enn når kommunene inviterer.", "Næringsforeininga inviterte for oss. Det kom fleire enn når kommunane inviterer."),
        ("Vi delte interessentene i tre: *må være med*, *bør høres* og *skal vite*. Bare de første er i prosjektgruppen.", "Vi delte interessentane i tre: *må vere med*, *bør høyrast* og *skal vite*. Berre dei fyrste er i prosjektgruppa."),
    )),
    Shared(("samarbeid", "formalisering"), date(2016, 6, 7), (
        ("Avtalen er på to sider og likelydende i alle kommunene. **Tips:** Legg den fram som egen sak, ikke som vedlegg til budsjettet.", "Avtalen er på to sider og likelydande i alle kommunane. **Tips:** Legg han fram som eiga sak, ikkje som vedlegg til budsjettet."),
        ("Vi brukte vertskommunemodellen. Da slapp vi å lage et nytt organ, og arkivet ligger ett sted.", "Vi brukte vertskommunemodellen. Då slapp vi å lage eit nytt organ, og arkivet ligg éin stad."),
    )),
    Shared(("strategiar", "vedtatt"), date(2016, 10, 18), (
        ("Alle kommunestyrene fikk saken i samme uke:\n\n- felles saksframlegg, skrevet av prosjektlederen\n- ordførerne avtalte rekkefølgen på forhånd\n- et kort møte for gruppelederne uken før", "Alle kommunestyra fekk saka i same veka:\n\n- felles saksframlegg, skrive av prosjektleiaren\n- ordførarane avtala rekkjefølgja på førehand\n- eit kort møte for gruppeleiarane veka før"),
        ("Regionrådet vedtok først, og kommunestyrene sluttet seg til. Det gikk raskere enn omvendt.", "Regionrådet vedtok fyrst, og kommunestyra slutta seg til. Det gjekk raskare enn omvendt."),
    )),
    Shared(("tiltak", "definert"), date(2016, 11, 10), (
        ("Vi lot ett tiltak få én side: mål, ansvarlig, kostnad, første skritt. Det som ikke fikk plass, var to tiltak.", "Vi lét eitt tiltak få éi side: mål, ansvarleg, kostnad, fyrste steg. Det som ikkje fekk plass, var to tiltak."),
    )),
)  # fmt: skip

ASKED = (
    Asked(("prosjektorganisasjon", "ressurser"), date(2016, 3, 2), (
        "To av kommunene sier at de ikke har rom i budsjettet. Hvordan har andre fordelt egenandelen?",
        "To av kommunane seier at dei ikkje har rom i budsjettet. Korleis har andre fordelt eigendelen?",
    ), (
        ("Vi fordelte *etter folketall, med et tak*. De minste betaler i timer i stedet.", "Vi fordelte *etter folketal, med eit tak*. Dei minste betaler i timar i staden."),
        ("Regionrådets fond dekker det første året. Da rekker kommunene å få det inn i økonomiplanen.", "Fondet til regionrådet dekkjer det fyrste året. Då rekk kommunane å få det inn i økonomiplanen."),
    ), ("Takk! Vi foreslår et tak, og tre av fire har sagt ja.", "Takk! Vi gjer framlegg om eit tak, og tre av fire har sagt ja.")),
    Asked(("strategiar", "mandat"), date(2016, 11, 2), (
        "Ett av kommunestyrene har utsatt saken om nytt mandat to ganger. Har noen endret mandatet uten at alle har behandlet det?",
        "Eitt av kommunestyra har utsett saka om nytt mandat to gonger. Har nokon endra mandatet utan at alle har handsama det?",
    ), (
        ("Ja. Regionrådet vedtok, og den siste kommunen sluttet seg til to måneder senere. **Skriv det inn i vedtaket**, så slipper dere en ny runde.", "Ja. Regionrådet vedtok, og den siste kommunen slutta seg til to månader seinare. **Skriv det inn i vedtaket**, så slepp de ein ny runde."),
    ), by=alesund.SLUG),
    Asked(("samarbeid", "arenaer"), date(2016, 11, 9), (
        "Frokostmøtene våre samler bare kommunene. Hvordan får dere næringslivet til å komme?",
        "Frukostmøta våre samlar berre kommunane. Korleis får de næringslivet til å kome?",
    )),
    Asked(("samarbeid", "involvering"), date(2016, 11, 15), (
        "Etter valget er halvparten av de folkevalgte nye. Hvordan har dere forankret arbeidet på nytt?",
        "Etter valet er halvparten av dei folkevalde nye. Korleis har de forankra arbeidet på nytt?",
    )),
    Asked(("strategiar", "omforent"), date(2016, 11, 17), (
        "Den største kommunen vil ha en strategi for byen, de andre vil det ikke. Hvordan ble dere enige?",
        "Den største kommunen vil ha ein strategi for byen, dei andre vil det ikkje. Korleis vart de samde?",
    )),
)  # fmt: skip


def tell(script: Script, scenes: Iterable[Scene]) -> None:
    """Sharing and asking, on the days they happened, by whoever has come as far by then."""
    by_strand = {_main(scene).pk: scene for scene in scenes}
    for shared in SHARED:
        script.add(_at(shared.on), partial(_share, shared, by_strand))
    for asked in ASKED:
        script.add(_at(asked.on), partial(_ask, asked, by_strand))


def _at(day: date, hour: int = 13) -> datetime:
    return datetime.combine(day, time(hour, 40), tzinfo=OSLO)


def _main(scene: Scene) -> Strand:
    return scene.region.strands.select_related("phase", "first_milestone", "region").get(
        phase=scene.phase, is_main=True
    )


type Scenes = dict[int, Scene]  # by the key of their main strand


def _those(scenes: Scenes, key: Key, *statuses: Status) -> list[Assessment]:
    """Where the checkpoint has one of the statuses just now, in an order of chance."""
    milestone, checkpoint = key
    rows = Assessment.objects.filter(
        strand__in=scenes, milestone__slug=milestone, checkpoint__slug=checkpoint,
        status__in=statuses,
    ).select_related("strand__region", "checkpoint__milestone")  # fmt: skip
    listed = list(rows.order_by("pk"))
    Random(" ".join(key)).shuffle(listed)  # noqa: S311  a story is no secret
    return listed


def _share(told: Shared, scenes: Scenes, at: datetime) -> None:
    rows = _those(scenes, told.key, Status.MET)
    own = [row for row in rows if row.strand.region.slug == alesund.SLUG]
    chosen = (own + [row for row in rows if row not in own])[: len(told.texts)]
    for row, text in zip(chosen, told.texts, strict=False):
        scene = scenes[row.strand_id]
        attached = Attachment.objects.filter(
            strand=row.strand, checkpoint=row.checkpoint, removed=False, evidence__removed=False
        ).exclude(evidence__stored__verdict=Verdict.QUARANTINED)
        actions.share(
            by=scene.people[0], sharing=actions.sharing_of(row.strand, row.checkpoint),
            expected_revision=0, text=scene.say(text), contact=scene.people[0],
            evidence=list(attached.order_by("pk")[:1]), at=at,
        )  # fmt: skip


def _ask(told: Asked, scenes: Scenes, at: datetime) -> None:
    open_ = [status for status in Status if status.open and status != Status.NOT_STARTED]
    rows = _those(scenes, told.key, *open_)
    row = next((one for one in rows if _may_ask(told, one)), None)
    if row is None:
        return
    scene = scenes[row.strand_id]
    request = actions.ask_for_help(
        by=scene.people[0], strand=row.strand, checkpoint=row.checkpoint,
        question=scene.say(told.question), at=at,
    )  # fmt: skip
    helpers = [scenes[one.strand_id] for one in _those(scenes, told.key, Status.MET)]
    for number, (helper, text) in enumerate(zip(helpers, told.answers, strict=False), start=1):
        _answer(request, helper, helper.people[0], text, at + timedelta(days=2 * number))
    if told.thanks:
        _thank(request, scene, told.thanks, at + timedelta(days=2 * len(told.answers) + 3))


def _may_ask(told: Asked, row: Assessment) -> bool:
    """The one who is named; else anyone but Ålesund, where the coordinator is to find questions."""
    slug = row.strand.region.slug
    return slug == told.by if told.by else slug != alesund.SLUG


def _answer(request: HelpRequest, helper: Scene, by: User, text: Pair, at: datetime) -> None:
    actions.answer(by=by, request=request, region=helper.region, text=helper.say(text), at=at)


def _thank(request: HelpRequest, scene: Scene, thanks: Pair, at: datetime) -> None:
    actions.close_request(
        by=scene.people[0], request=request, expected_revision=request.revision,
        outcome=Outcome.SETTLED, thanks=scene.say(thanks), at=at,
    )  # fmt: skip
