"""What people in the demo write: plain sentences in bokmål and nynorsk, by what they are about.

Each entry is a pair (bokmål, nynorsk). {v} is the host municipality, {k} another one of the region.
Checkpoints are found by the slugs of their milestone and their own, so that a sentence fits what it
stands under; a programme with other checkpoints gets the sentences that fit anywhere.
"""

# A pair reads best side by side.
# ruff: noqa: E501

from dataclasses import dataclass

type Pair = tuple[str, str]


@dataclass(frozen=True)
class About:
    """Sentences about one statement: while it is worked on, and once it is met."""

    underway: tuple[Pair, ...]
    done: tuple[Pair, ...]


STATEMENTS: dict[tuple[str, str], About] = {
    ("prosjektorganisasjon", "mandat"): About(
        (
            ("Utkast til mandat er sendt på høring i kommunene.", "Utkast til mandat er sendt på høyring i kommunane."),
            ("Målsettingene er drøftet i styringsgruppen. Ny behandling i neste møte.", "Målsetjingane er drøfta i styringsgruppa. Ny handsaming i neste møte."),
        ),
        (
            ("Mandatet er vedtatt av regionrådet og sendt alle rådmennene.", "Mandatet er vedteke av regionrådet og sendt til alle rådmennene."),
            ("Mandat og tre hovedmål er vedtatt. Målene bygger på analysen fra fase 1.", "Mandat og tre hovudmål er vedtekne. Måla byggjer på analysen frå fase 1."),
        ),
    ),
    ("prosjektorganisasjon", "organisasjon"): About(
        (
            ("Prosjektgruppen er på plass. {k} har ennå ikke pekt ut sin representant.", "Prosjektgruppa er på plass. {k} har enno ikkje peika ut sin representant."),
            ("Rollefordelingen mellom styringsgruppe og regionråd skal avklares.", "Rollefordelinga mellom styringsgruppe og regionråd skal avklarast."),
        ),
        (
            ("Rådmennene er styringsgruppe. Prosjektleder er ansatt i 60 prosent stilling i {v}.", "Rådmennene er styringsgruppe. Prosjektleiar er tilsett i 60 prosent stilling i {v}."),
            ("Styringsgruppe, prosjektgruppe og referansegruppe fra næringslivet er etablert.", "Styringsgruppe, prosjektgruppe og referansegruppe frå næringslivet er etablerte."),
        ),
    ),
    ("prosjektorganisasjon", "interessenter"): About(
        (
            ("Vi mangler kontakt med de minste bedriftene. Næringsforeningen hjelper til.", "Vi manglar kontakt med dei minste bedriftene. Næringsforeininga hjelper til."),
            ("Listen over interessenter er laget. Analysen gjenstår.", "Lista over interessentar er laga. Analysen står att."),
        ),
        (
            ("42 bedrifter, organisasjoner og skoler er kartlagt. Gjennomgått i prosjektgruppen.", "42 bedrifter, organisasjonar og skular er kartlagde. Gjennomgått i prosjektgruppa."),
            ("Interessentanalysen viser at videregående skole må tettere på.", "Interessentanalysen viser at den vidaregåande skulen må tettare på."),
        ),
    ),
    ("prosjektorganisasjon", "kompetanse"): About(
        (
            ("Vi trenger noen som kan areal- og transportplan. Fylkeskommunen er spurt.", "Vi treng nokon som kan areal- og transportplan. Fylkeskommunen er spurd."),
            ("Kommunene har meldt inn behov. {k} svarer i løpet av måneden.", "Kommunane har meldt inn behov. {k} svarar i løpet av månaden."),
        ),
        (
            ("Behovet er beskrevet i prosjektplanen, kapittel 4.", "Behovet er skildra i prosjektplanen, kapittel 4."),
            ("Vi kjøper inn prosessledelse og bruker egne planleggere til resten.", "Vi kjøper inn prosessleiing og bruker eigne planleggjarar til resten."),
        ),
    ),
    ("prosjektorganisasjon", "ressurser"): About(
        (
            ("Egenandelen må inn i budsjettet for neste år i alle kommunene.", "Eigendelen må inn i budsjettet for neste år i alle kommunane."),
            ("Timer fra kommunene er lovet, men ikke bekreftet skriftlig.", "Timar frå kommunane er lova, men ikkje stadfesta skriftleg."),
        ),
        (
            ("Alle kommunene har satt av 10 prosent stilling til arbeidet.", "Alle kommunane har sett av 10 prosent stilling til arbeidet."),
            ("Budsjettet er vedtatt, med egenandel etter folketall.", "Budsjettet er vedteke, med eigendel etter folketal."),
        ),
    ),
    ("samarbeid", "involvering"): About(
        (
            ("Vi besøker formannskapene etter tur. {k} står igjen.", "Vi vitjar formannskapa etter tur. {k} står att."),
            ("Næringslivet er godt med. Ungdomsrådene er invitert til neste samling.", "Næringslivet er godt med. Ungdomsråda er inviterte til neste samling."),
        ),
        (
            ("Alle kommunestyrene har behandlet saken. Næringsforeningen er med i styringsgruppen.", "Alle kommunestyra har handsama saka. Næringsforeininga er med i styringsgruppa."),
            ("Forankret i formannskapene gjennom en felles sak høsten 2015.", "Forankra i formannskapa gjennom ei felles sak hausten 2015."),
        ),
    ),
    ("samarbeid", "formalisering"): About(
        (
            ("Samarbeidsavtalen er til juridisk gjennomgang i {v}.", "Samarbeidsavtalen er til juridisk gjennomgang i {v}."),
            ("Fire av kommunene har skrevet under. Vi venter på {k}.", "Fire av kommunane har skrive under. Vi ventar på {k}."),
        ),
        (
            ("Avtalen er undertegnet av alle ordførerne.", "Avtalen er underskriven av alle ordførarane."),
            ("Samarbeidet er lagt inn i vedtektene for regionrådet.", "Samarbeidet er teke inn i vedtektene for regionrådet."),
        ),
    ),
    ("samarbeid", "arenaer"): About(
        (
            ("Møteplan for våren er laget. Arena for næringslivet mangler.", "Møteplan for våren er laga. Arena for næringslivet manglar."),
            ("Vi prøver frokostmøter annenhver måned, første gang i {k}.", "Vi prøver frukostmøte annankvar månad, fyrste gong i {k}."),
        ),
        (
            ("Fast møte i prosjektgruppen hver fjortende dag, styringsgruppen hver annen måned.", "Fast møte i prosjektgruppa kvar fjortande dag, styringsgruppa annankvar månad."),
            ("Årshjul med to storsamlinger er vedtatt.", "Årshjul med to storsamlingar er vedteke."),
        ),
    ),
    ("strategiar", "vedtatt"): About(
        (
            ("Saken er sendt ut. Behandles i styringsgruppen i neste møte.", "Saka er send ut. Vert handsama i styringsgruppa i neste møte."),
            ("Strategidokumentet er på høring til midten av måneden.", "Strategidokumentet er på høyring til midten av månaden."),
        ),
        (
            ("Vedtatt enstemmig i styringsgruppen.", "Vedteke samrøystes i styringsgruppa."),
            ("Tre strategier er vedtatt. To til er lagt bort etter høringen.", "Tre strategiar er vedtekne. To til er lagde bort etter høyringa."),
        ),
    ),
    ("strategiar", "omforent"): About(
        (
            ("{k} ønsker en egen strategi for reiseliv. Drøftes i oktober.", "{k} ønskjer ein eigen strategi for reiseliv. Vert drøfta i oktober."),
            ("Kommunene er enige. Dialogen med fylkeskommunen gjenstår.", "Kommunane er samde. Dialogen med fylkeskommunen står att."),
        ),
        (
            ("Alle partene sluttet seg til strategiene på samlingen i {k}.", "Alle partane slutta seg til strategiane på samlinga i {k}."),
            ("Næringsforeningen og kommunene står bak de samme prioriteringene.", "Næringsforeininga og kommunane står bak dei same prioriteringane."),
        ),
    ),
    ("strategiar", "retning"): About(
        (
            ("For mange mål ennå. Vi kutter til tre.", "For mange mål enno. Vi kuttar til tre."),
            ("Styringsgruppen ba om tydeligere prioritering mellom by og omland.", "Styringsgruppa bad om tydelegare prioritering mellom by og omland."),
        ),
        (
            ("Hver strategi har ett mål og to indikatorer som måles årlig.", "Kvar strategi har eitt mål og to indikatorar som vert målte årleg."),
            ("Strategiene sier hva vi ikke skal gjøre. Det har gjort valgene lettere.", "Strategiane seier kva vi ikkje skal gjere. Det har gjort vala lettare."),
        ),
    ),
    ("strategiar", "mandat"): About(
        (
            ("Mandatet må endres om sentrumsutvikling tas inn. Sak forberedes.", "Mandatet må endrast om sentrumsutvikling vert teken inn. Sak vert førebudd."),
            ("Vi ser på om ressursene holder til alle strategiene.", "Vi ser på om ressursane held til alle strategiane."),
        ),
        (
            ("Gjennomgått mot mandatet. Ingen endring nødvendig.", "Gjennomgått mot mandatet. Inga endring er naudsynt."),
            ("Mandatet er revidert, og stillingen er økt til 80 prosent.", "Mandatet er revidert, og stillinga er auka til 80 prosent."),
        ),
    ),
    ("tiltak", "omforent"): About(
        (
            ("Tiltakslisten er drøftet i alle rådmannsgruppene unntatt {k}.", "Tiltakslista er drøfta i alle rådmannsgruppene utanom {k}."),
            ("Næringslivet vil starte med rekruttering, kommunene med samferdsel.", "Næringslivet vil starte med rekruttering, kommunane med samferdsel."),
        ),
        (
            ("Partene er enige om seks tiltak og rekkefølgen på dem.", "Partane er samde om seks tiltak og rekkjefølgja på dei."),
            ("Enighet på arbeidsmøtet i {k}. Referatet er godkjent.", "Semje på arbeidsmøtet i {k}. Referatet er godkjent."),
        ),
    ),
    ("tiltak", "definert"): About(
        (
            ("Elleve forslag er samlet inn. Vi vurderer dem mot strategiene.", "Elleve framlegg er samla inn. Vi vurderer dei mot strategiane."),
            ("Tiltak for felles boligmarkedsføring og traineeordning er beskrevet.", "Tiltak for felles bustadmarknadsføring og traineeordning er skildra."),
        ),
        (
            ("Hvert tiltak er knyttet til én strategi og har en ansvarlig kommune.", "Kvart tiltak er knytt til éin strategi og har ein ansvarleg kommune."),
            ("Tiltakene er samlet i et eget hefte, to sider per tiltak.", "Tiltaka er samla i eit eige hefte, to sider per tiltak."),
        ),
    ),
    ("tiltak", "gjennomforbare"): About(
        (
            ("Kostnadene for kollektivtiltaket er usikre. Vi ber om et anslag.", "Kostnadene for kollektivtiltaket er usikre. Vi bed om eit overslag."),
            ("Prosjektgruppen går gjennom risikoen for hvert tiltak.", "Prosjektgruppa går gjennom risikoen for kvart tiltak."),
        ),
        (
            ("Alle tiltak er vurdert for nytte, kostnad og risiko.", "Alle tiltak er vurderte for nytte, kostnad og risiko."),
            ("To tiltak ble tatt ut fordi de krever statlige midler.", "To tiltak vart tekne ut fordi dei krev statlege midlar."),
        ),
    ),
    ("tiltak", "plan"): About(
        (
            ("Tidsplanen er klar for de tre første tiltakene.", "Tidsplanen er klar for dei tre fyrste tiltaka."),
            ("Vi mangler ansvarlig for to av tiltakene.", "Vi manglar ansvarleg for to av tiltaka."),
        ),
        (
            ("Planen viser ansvarlig, frist og kostnad per tiltak.", "Planen viser ansvarleg, frist og kostnad per tiltak."),
            ("Gjennomføringsplanen er godkjent av rådmennene.", "Gjennomføringsplanen er godkjend av rådmennene."),
        ),
    ),
    ("tiltak", "vedtatt"): About(
        (
            ("Står på sakslisten til styringsgruppen i januar.", "Står på sakslista til styringsgruppa i januar."),
            ("Venter til planen for gjennomføring er ferdig.", "Ventar til planen for gjennomføring er ferdig."),
        ),
        (
            ("Tiltakspakken er vedtatt i styringsgruppen.", "Tiltakspakka er vedteken i styringsgruppa."),
            ("Vedtatt med den endringen at {k} leder arbeidet med felles planverk.", "Vedteke med den endringa at {k} leier arbeidet med felles planverk."),
        ),
    ),
    ("gjennomforing", "kompetanse"): About(
        (("Kurs i prosjektledelse er holdt for {k} og {v}.", "Kurs i prosjektleiing er halde for {k} og {v}."),),
        (("Alle tiltaksansvarlige har fått opplæring og avsatt tid.", "Alle tiltaksansvarlege har fått opplæring og sett av tid."),),
    ),
    ("gjennomforing", "oppfolging"): About(
        (("Første statusmøte er holdt. Vi lager en enkel oversikt.", "Fyrste statusmøte er halde. Vi lagar ei enkel oversikt."),),
        (("Prosjektgruppen går gjennom status på hvert tiltak en gang i måneden.", "Prosjektgruppa går gjennom status på kvart tiltak ein gong i månaden."),),
    ),
    ("gjennomforing", "iverksetting"): About(
        (
            ("Traineeordningen er i gang med fire bedrifter.", "Traineeordninga er i gang med fire bedrifter."),
            ("Felles næringsportal lanseres på nyåret.", "Felles næringsportal vert lansert på nyåret."),
        ),
        (("Fem av seks tiltak er gjennomført, det siste er lagt over i drift.", "Fem av seks tiltak er gjennomførte, det siste er lagt over i drift."),),
    ),
    ("gjennomforing", "kanaler"): About(
        (("Rapporteringsmal er laget. Tiltakseierne prøver den nå.", "Rapporteringsmal er laga. Tiltakseigarane prøver han no."),),
        (("Månedlig statusnotat og felles arbeidsrom er tatt i bruk.", "Månadleg statusnotat og felles arbeidsrom er tekne i bruk."),),
    ),
    ("gjennomforing", "rapportering"): About(
        (("Statusrapporten fra februar er levert. Neste rapport er påbegynt.", "Statusrapporten frå februar er levert. Neste rapport er påbyrja."),),
        (("Rapportert etter avtale, sist i februar.", "Rapportert etter avtale, sist i februar."),),
    ),
}  # fmt: skip

ANY_STATEMENT = About(
    (
        ("Vi er i gang. Neste møte er i {k}.", "Vi er i gang. Neste møte er i {k}."),
        ("Første utkast er laget og sendt kommunene.", "Fyrste utkast er laga og sendt kommunane."),
        ("Tas opp i prosjektgruppen ved neste anledning.", "Vert teke opp i prosjektgruppa ved neste høve."),
        ("{k} har bedt om mer tid til å svare.", "{k} har bede om meir tid til å svare."),
    ),
    (
        ("Gjennomgått i styringsgruppen. Ingen merknader.", "Gjennomgått i styringsgruppa. Ingen merknader."),
        ("Avsluttet etter møtet i {v}.", "Avslutta etter møtet i {v}."),
        ("Alle kommunene har sluttet seg til.", "Alle kommunane har slutta seg til."),
        ("Dokumentert i referatet fra siste møte.", "Dokumentert i referatet frå siste møte."),
    ),
)  # fmt: skip

ANSWERS: dict[tuple[str, str], tuple[Pair, ...]] = {
    ("prosjektorganisasjon", "planverk"): (
        ("Målene tas inn i samfunnsdelen av kommuneplanen når den rulleres i hver kommune, og i regional plan for by og omland.", "Måla vert tekne inn i samfunnsdelen av kommuneplanen når han vert rullert i kvar kommune, og i regional plan for by og omland."),
        ("Gjennom planstrategiene. {v} og {k} vedtar sine først, de andre kommunene følger i 2016.", "Gjennom planstrategiane. {v} og {k} vedtek sine fyrst, dei andre kommunane følgjer i 2016."),
        ("Vi lager en felles interkommunal delplan for areal og samferdsel, som kommunestyrene vedtar likelydende.", "Vi lagar ein felles interkommunal delplan for areal og samferdsel, som kommunestyra vedtek likelydande."),
        ("Strategisk næringsplan for regionen revideres, og tiltakene legges inn i økonomiplanene.", "Strategisk næringsplan for regionen vert revidert, og tiltaka vert lagde inn i økonomiplanane."),
        ("Planleggerne i kommunene møtes fire ganger i året og sørger for at målene går igjen i planene.", "Planleggjarane i kommunane møtest fire gonger i året og syter for at måla går att i planane."),
        ("Regionrådet ber kommunene bruke samme mål og indikatorer i handlingsdelen. {k} har allerede gjort det.", "Regionrådet bed kommunane bruke same mål og indikatorar i handlingsdelen. {k} har alt gjort det."),
    ),
    ("samarbeid", "tillit"): (
        ("Ja. Samarbeidet i fase 1 gjorde at vi kjenner hverandre. Det er lav terskel for å ta opp uenighet.", "Ja. Samarbeidet i fase 1 gjorde at vi kjenner kvarandre. Det er låg terskel for å ta opp usemje."),
        ("Ja, men kommunereformen gjør at vi bruker tid på å skille dette arbeidet fra sammenslåing.", "Ja, men kommunereforma gjer at vi bruker tid på å skilje dette arbeidet frå samanslåing."),
        ("I hovedsak. {k} var usikre på nytten for seg, men er med etter møtet i vår.", "I hovudsak. {k} var usikre på nytta for seg, men er med etter møtet i vår."),
        ("Ja. Næringslivet etterlyser raskere vedtak, men stoler på at kommunene følger opp.", "Ja. Næringslivet etterlyser raskare vedtak, men stolar på at kommunane følgjer opp."),
        ("Tilliten er god mellom rådmennene. Den må bygges også blant de folkevalgte etter valget.", "Tilliten er god mellom rådmennene. Han må byggjast også mellom dei folkevalde etter valet."),
        ("Ja, styringsgruppen svarte ja i en åpen runde der alle kommunene fikk ordet.", "Ja, styringsgruppa svara ja i ein open runde der alle kommunane fekk ordet."),
    ),
    ("gjennomforing", "planverk"): (
        ("Tiltak som skal vare, får plass i økonomiplanen og en ansvarlig enhet i hver kommune.", "Tiltak som skal vare, får plass i økonomiplanen og ei ansvarleg eining i kvar kommune."),
        ("Næringskontoret i {v} tar over driften når prosjektet slutter.", "Næringskontoret i {v} tek over drifta når prosjektet sluttar."),
        ("Kommunene deler kostnadene etter folketall. Avtalen gjelder i fire år.", "Kommunane deler kostnadene etter folketal. Avtalen gjeld i fire år."),
    ),
}  # fmt: skip

ANY_ANSWER: tuple[Pair, ...] = (
    ("Vi tar det inn i de årlige planene i kommunene.", "Vi tek det inn i dei årlege planane i kommunane."),
    ("Ja, etter en runde i alle kommunene. {k} la vekt på at nytten skal fordeles.", "Ja, etter ein runde i alle kommunane. {k} la vekt på at nytta skal fordelast."),
    ("Styringsgruppen har svart ja, med forbehold om budsjett.", "Styringsgruppa har svara ja, med atterhald om budsjett."),
)  # fmt: skip

UNFINISHED_ANSWERS: tuple[Pair, ...] = (
    ("Foreløpig svar: drøftes med planleggerne i kommunene.", "Førebels svar: vert drøfta med planleggjarane i kommunane."),
    ("Vi har ikke et felles svar ennå. {k} og {v} ser ulikt på det.", "Vi har ikkje eit felles svar enno. {k} og {v} ser ulikt på det."),
    ("Styringsgruppen tar dette opp over nyttår.", "Styringsgruppa tek dette opp over nyttår."),
    ("Utkast. Må godkjennes av rådmennene før vi svarer.", "Utkast. Må godkjennast av rådmennene før vi svarar."),
)  # fmt: skip

HOLDS: tuple[Pair, ...] = (
    ("Venter på kommunestyret i {k}", "Ventar på kommunestyret i {k}"),
    ("Avventer folkeavstemningen om kommunesammenslåing i {k}", "Ventar på folkerøystinga om kommunesamanslåing i {k}"),
    ("Prosjektlederen har sluttet, ny begynner over nyttår", "Prosjektleiaren har slutta, ny byrjar over nyttår"),
    ("Venter på svar fra fylkeskommunen om midler", "Ventar på svar frå fylkeskommunen om midlar"),
    ("Satt på vent til budsjettet er vedtatt", "Sett på vent til budsjettet er vedteke"),
    ("{k} vurderer om de skal bli med videre", "{k} vurderer om dei skal vere med vidare"),
    ("Avventer høringen om regional plan", "Ventar på høyringa om regional plan"),
    ("Konsulenten er forsinket med analysen", "Konsulenten er forseinka med analysen"),
    ("Må avklares med ny ordfører i {k}", "Må avklarast med ny ordførar i {k}"),
    ("Venter på felles møte mellom formannskapene", "Ventar på felles møte mellom formannskapa"),
)  # fmt: skip

RESUMED: tuple[Pair, ...] = (
    ("Kommunestyret har behandlet saken", "Kommunestyret har handsama saka"),
    ("Avklart i møte med {k}", "Avklart i møte med {k}"),
    ("Midlene er på plass", "Midlane er på plass"),
    ("Tatt opp igjen etter sommeren", "Teke opp att etter sommaren"),
)  # fmt: skip

MOVES: tuple[Pair, ...] = (
    ("Kommunestyret i {k} behandler saken senere enn planlagt", "Kommunestyret i {k} handsamar saka seinare enn planlagt"),
    ("Høringen ble forlenget", "Høyringa vart forlengd"),
    ("Nye folkevalgte etter valget trenger tid til å sette seg inn i arbeidet", "Nye folkevalde etter valet treng tid til å setje seg inn i arbeidet"),
    ("Kommunereformen tar kapasitet i administrasjonene", "Kommunereforma tek kapasitet i administrasjonane"),
    ("Styringsgruppen ville ha en runde til med næringslivet", "Styringsgruppa ville ha ein runde til med næringslivet"),
    ("Prosjektleder var borte i to måneder", "Prosjektleiar var borte i to månader"),
    ("Analysen fra konsulenten kom senere enn avtalt", "Analysen frå konsulenten kom seinare enn avtalt"),
    ("Tilpasset møteplanen til regionrådet", "Tilpassa møteplanen til regionrådet"),
    ("{k} ba om mer tid", "{k} bad om meir tid"),
    ("Samordnes med rulleringen av kommuneplanene", "Vert samordna med rulleringa av kommuneplanane"),
)  # fmt: skip

FOLLOWS: Pair = ("Følger av at milepælen før er flyttet", "Følgjer av at milepælen før er flytt")

REOPENED: tuple[Pair, ...] = (
    ("Åpnet igjen: styringsgruppen vil se på dette på nytt.", "Opna att: styringsgruppa vil sjå på dette på nytt."),
    ("Åpnet igjen: {k} ba om en runde til.", "Opna att: {k} bad om ein runde til."),
    ("Åpnet igjen: vi var for tidlig ute. {k} er ikke ferdig.", "Opna att: vi var for tidleg ute. {k} er ikkje ferdig."),
    ("Åpnet igjen etter gjennomgangen i prosjektgruppen.", "Opna att etter gjennomgangen i prosjektgruppa."),
    ("Åpnet igjen: ny rådmann i {k} vil være med på dette.", "Opna att: ny rådmann i {k} vil vere med på dette."),
    ("Åpnet igjen: det mangler fortsatt noe fra {k}.", "Opna att: det manglar framleis noko frå {k}."),
)  # fmt: skip

NOT_APPLICABLE: tuple[Pair, ...] = (
    ("Ikke aktuelt her: dette er ivaretatt gjennom regionrådet.", "Ikkje aktuelt her: dette er teke hand om gjennom regionrådet."),
    ("Ikke aktuelt: gjort i fase 1, og vi bygger på det.", "Ikkje aktuelt: gjort i fase 1, og vi byggjer på det."),
    ("Ikke aktuelt for vår region. Avklart med programstaben.", "Ikkje aktuelt for regionen vår. Avklart med programstaben."),
    ("Ikke aktuelt så lenge vi er få kommuner.", "Ikkje aktuelt så lenge vi er få kommunar."),
)  # fmt: skip

NOTES: tuple[Pair, ...] = (
    ("Enstemmig.", "Samrøystes."),
    ("Vedtatt mot to stemmer.", "Vedteke mot to røyster."),
    ("Etter innstilling fra rådmennene.", "Etter tilråding frå rådmennene."),
    ("Vedtatt med tillegg om årlig gjennomgang.", "Vedteke med tillegg om årleg gjennomgang."),
    ("Protokollen ligger i arkivet til {v}.", "Protokollen ligg i arkivet til {v}."),
    ("Tatt til orientering og vedtatt som innstilt.", "Teke til orientering og vedteke som tilrådd."),
    ("", ""),
    ("", ""),
)  # fmt: skip

COUNCIL: Pair = ("Regionrådet", "Regionrådet")
STEERING: Pair = ("Styringsgruppen", "Styringsgruppa")
MUNICIPAL: Pair = ("Kommunestyret i {k}", "Kommunestyret i {k}")

OTHERS: tuple[Pair, ...] = (
    ("Næringssjefen i {k}", "Næringssjefen i {k}"),
    ("Rådmannen i {k}", "Rådmannen i {k}"),
    ("Plansjefen i {v}", "Plansjefen i {v}"),
    ("Prosjektgruppen", "Prosjektgruppa"),
    ("Regionrådet", "Regionrådet"),
    ("Næringsforeningen", "Næringsforeininga"),
)  # fmt: skip

THEMES: tuple[Pair, ...] = (
    ("Kompetanse og rekruttering", "Kompetanse og rekruttering"),
    ("Sentrumsutvikling", "Sentrumsutvikling"),
    ("Næringsutvikling", "Næringsutvikling"),
    ("Samferdsel og areal", "Samferdsel og areal"),
    ("Reiseliv og opplevelser", "Reiseliv og opplevingar"),
    ("Bosetting og attraktivitet", "Busetjing og attraktivitet"),
    ("Grønn vekst", "Grøn vekst"),
)
