"""What regions answer in the demo's reports, and what the programme staff remark, in both forms.

Each entry is a pair (bokmål, nynorsk). {v} is the host municipality, {k} another one of the region.
The answers stand in the order of a round's questions.
"""

# A pair reads best side by side.
# ruff: noqa: E501

from byregion.demo.words import Pair

type Decided = tuple[tuple[str, int, int], Pair]

ANSWERS: tuple[tuple[Pair, ...], ...] = (
    (  # what was achieved
        ("Styringsgruppen har møttes fire ganger, og alle kommunene har vært med hver gang.\n\nDet viktigste er at **vi nå har ett felles bilde av regionen**. Tallene fra samfunnsanalysen brukes i kommuneplanen i {v} og i budsjettet i {k}.", "Styringsgruppa har møttest fire gonger, og alle kommunane har vore med kvar gong.\n\nDet viktigaste er at **vi no har eitt felles bilete av regionen**. Tala frå samfunnsanalysen blir brukte i kommuneplanen i {v} og i budsjettet i {k}."),
        ("Vi har fått til tre ting:\n\n- en prosjektorganisasjon som alle kommunestyrene har sluttet seg til\n- faste møter mellom næringssjefene\n- en oversikt over ledige næringsarealer, som bedriftene har etterspurt lenge", "Vi har fått til tre ting:\n\n- ein prosjektorganisasjon som alle kommunestyra har slutta seg til\n- faste møte mellom næringssjefane\n- ei oversikt over ledige næringsareal, som bedriftene har etterspurt lenge"),
        ("Samarbeidsavtalen er på plass, og {k} har gått inn med en halv stilling. Det har gitt fart: Bedriftsbesøkene som vi utsatte i fjor, er gjennomført.", "Samarbeidsavtalen er på plass, og {k} har gått inn med ei halv stilling. Det har gitt fart: Bedriftsbesøka som vi utsette i fjor, er gjennomførte."),
        ("Næringslivet er med for alvor. På samlingen i {v} kom det 60 bedrifter, og fire av dem leder nå hver sin arbeidsgruppe.", "Næringslivet er med for alvor. På samlinga i {v} kom det 60 bedrifter, og fire av dei leier no kvar si arbeidsgruppe."),
    ),
    (  # what is hard
        ("Kommunene har ulik takt. {k} behandlet saken først i juni, og da stoppet mye opp.\n\nVi har laget en felles møteplan for resten av året, slik at sakene kommer opp i samme uke.", "Kommunane har ulik takt. {k} handsama saka først i juni, og då stoppa mykje opp.\n\nVi har laga ein felles møteplan for resten av året, slik at sakene kjem opp i same veka."),
        ("Det er vanskelig å frigjøre folk. Prosjektlederen har i praksis hatt to dager i uken. Fra januar blir det full stilling, delt mellom {v} og {k}.", "Det er vanskeleg å frigjere folk. Prosjektleiaren har i praksis hatt to dagar i veka. Frå januar blir det full stilling, delt mellom {v} og {k}."),
        ("Kommunereformen tar mye av oppmerksomheten. Vi har valgt å holde fast ved *de sakene som er nyttige uansett kommunegrenser*.", "Kommunereforma tek mykje av merksemda. Vi har valt å halde fast ved *dei sakene som er nyttige uansett kommunegrenser*."),
        ("Vi har ennå ikke funnet en god måte å måle resultatene på. Foreløpig bruker vi tall fra SSB og en kort spørreundersøkelse til bedriftene.", "Vi har enno ikkje funne ein god måte å måle resultata på. Førebels bruker vi tal frå SSB og ei kort spørjeundersøking til bedriftene."),
    ),
    (  # the next steps
        ("1. Vedta strategiene i alle kommunestyrene – ordførerne, innen jul\n2. Velge ut tiltak til handlingsplanen – prosjektgruppen, i januar\n3. Avklare finansieringen – rådmennene, i februar", "1. Vedta strategiane i alle kommunestyra – ordførarane, innan jul\n2. Velje ut tiltak til handlingsplanen – prosjektgruppa, i januar\n3. Avklare finansieringa – rådmennene, i februar"),
        ("Prosjektgruppen legger fram forslag til tiltak i regionrådet. {v} har ansvaret for saksframlegget, og det skal være klart to uker før møtet.", "Prosjektgruppa legg fram framlegg til tiltak i regionrådet. {v} har ansvaret for saksframlegget, og det skal vere klart to veker før møtet."),
        ("Vi skal ha et arbeidsverksted med næringsforeningen og de videregående skolene. {k} er vert. Målet er å gå fra ti forslag til tre.", "Vi skal ha ein arbeidsverkstad med næringsforeininga og dei vidaregåande skulane. {k} er vert. Målet er å gå frå ti framlegg til tre."),
    ),
    (  # what is needed of the programme
        ("Vi vil gjerne snakke med en region som har fått til felles boligplanlegging.", "Vi vil gjerne snakke med ein region som har fått til felles bustadplanlegging."),
        ("Et innlegg om gevinstrealisering på neste samling ville vært nyttig.", "Eit innlegg om gevinstrealisering på neste samling ville vore nyttig."),
        ("", ""),
    ),
)  # fmt: skip

REMARKS: tuple[Pair, ...] = (
    ("Takk for en tydelig rapport. Ta gjerne med *hvem* som har vedtatt avtalen, neste gang.", "Takk for ein tydeleg rapport. Ta gjerne med *kven* som har vedteke avtalen, neste gong."),
    ("Dette bør flere regioner høre om. Kan dere fortelle om det på neste samling?", "Dette bør fleire regionar høyre om. Kan de fortelje om det på neste samling?"),
    ("Vi ser at tidsplanen er flyttet. Skriv kort hvorfor i neste rapport.", "Vi ser at tidsplanen er flytta. Skriv kort kvifor i neste rapport."),
)  # fmt: skip

# What a report was sent back for: the reason, and a remark on an answer.
SENT_BACK: Pair = (
    "Takk for rapporten. Den er god, men vi trenger litt mer om hva dere skal gjøre videre.",
    "Takk for rapporten. Han er god, men vi treng litt meir om kva de skal gjere vidare.",
)
TOO_SHORT: Pair = (
    "Hvem har ansvaret, og når skal det være ferdig? Da blir det lettere å følge opp.",
    "Kven har ansvaret, og når skal det vere ferdig? Då blir det lettare å følgje opp.",
)
ADDED: Pair = (
    "\n\nStyringsgruppen har ansvaret, og alt skal være ferdig før sommeren.",
    "\n\nStyringsgruppa har ansvaret, og alt skal vere ferdig før sommaren.",
)
ON_BEHALF: Pair = (
    "Koordinatoren er sykmeldt og har bedt oss om å levere. Svarene er hennes egne.",
    "Koordinatoren er sjukmeld og har bede oss om å levere. Svara er hennar eigne.",
)

# What was agreed, and what the region says became of it; without words it is still open.
AGREED: tuple[tuple[Pair, Pair | None], ...] = (
    (("Legge fram mandatet på nytt for kommunestyrene.", "Leggje fram mandatet på nytt for kommunestyra."), ("Alle kommunestyrene har vedtatt det.", "Alle kommunestyra har vedteke det.")),
    (("Avtale en fast møteplass med næringslivet.", "Avtale ein fast møteplass med næringslivet."), None),
    (("Sende programstaben en plan for hvordan resultatene skal måles.", "Sende programstaben ein plan for korleis resultata skal målast."), ("Sendt 3. juni.", "Send 3. juni.")),
    (("Finne en som kan ta over som prosjektleder fra høsten.", "Finne ein som kan ta over som prosjektleiar frå hausten."), None),
)  # fmt: skip

# A gathering's agenda: what, more about it, minutes. The staff write it, in bokmål.
AGENDA: tuple[tuple[str, str, int], ...] = (
    ("Velkommen og siden sist", "Programstaben forteller kort om runden som er over.", 20),
    ("Tre regioner om forankring", "Ti minutter hver, og tid til spørsmål.", 60),
    ("Arbeid i grupper", "Hver gruppe velger ett sjekkpunkt og tar med seg ett råd hjem.", 90),
    ("Det vi er enige om", "", 30),
)  # fmt: skip
AGENDA_BEGUN: tuple[tuple[str, str, int], ...] = (
    ("Velkommen og siden sist", "Departementet forteller hva rapportene har vist.", 30),
    ("Arbeid i grupper", "Gruppene er satt sammen slik at noen i hver av dem har fått det til.", 90),
    ("Det vi er enige om", "", 30),
)  # fmt: skip
# What was agreed at a gathering, with all regions or some: the words, days until it is due, with
# every which region; and what those say who have done it.
DECIDED: tuple[Decided, ...] = (
    (("Alle regioner avklarer hvem som leder prosjektet videre.", 60, 1), ("Avklart. Prosjektlederen fortsetter ut perioden.", "Avklart. Prosjektleiaren held fram ut perioden.")),
    (("Alle regioner legger inn tiltakene sine med ansvarlig og tidsplan.", 60, 1), ("Lagt inn. Styringsgruppen har gått gjennom planen.", "Lagt inn. Styringsgruppa har gått gjennom planen.")),
    (("Regionene deler én erfaring med forankring i kommunestyrene.", 140, 2), ("Vi har skrevet om det på sjekkpunktet.", "Vi har skrive om det på sjekkpunktet.")),
)  # fmt: skip
