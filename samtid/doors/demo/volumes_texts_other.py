"""Texter: applications, questions and concern about adults, in the words of those who ask."""

from __future__ import annotations

from random import Random

from .volumes_words import Kind, Reporter

ASKED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.FAMILY: (
        (
            "Vi är två trötta föräldrar som inte får vardagen att gå ihop.",
            "Jag är ensam med barnen och behöver någon att bolla med.",
            "Vår tonåring pratar inte längre med oss.",
            "Jag och min före detta kommer inte överens om barnen.",
        ),
        (
            "Det blir bråk varje morgon och kväll.",
            "Jag tappar tålamodet och skäms efteråt.",
            "Vi har hört att det finns familjebehandling och vill gärna prova.",
            "Skolan sa att vi kunde höra av oss hit.",
        ),
        (
            "Vi vill ha hjälp innan det blir värre.",
            "Hur gör vi för att få stöd?",
            "Ring gärna efter klockan fyra.",
        ),
    ),
    Kind.MONEY: (
        (
            "Jag söker försörjningsstöd för den kommande månaden.",
            "Min a-kassa är slut och jag klarar inte hyran.",
            "Jag väntar på beslut om sjukpenning och har inga pengar under tiden.",
            "Vi har fått ett kravbrev på hyran och är rädda att bli av med lägenheten.",
            "Jag har separerat och räcker inte till ensam med barnen.",
            "Jag söker bidrag till glasögon och tandvård.",
        ),
        (
            "Jag söker arbete och är inskriven på Arbetsförmedlingen.",
            "Jag är sjukskriven på halvtid.",
            "Timmarna på jobbet räcker inte.",
            "Jag studerar svenska på dagarna.",
        ),
        (
            "Kontoutdrag och hyresavi bifogas.",
            "Jag har inga besparingar.",
            "Säg till om något papper saknas.",
        ),
    ),
    Kind.VIOLENCE: (
        (
            "Jag behöver prata med någon om hur jag har det hemma.",
            "Jag har lämnat min partner och vågar inte bo kvar.",
            "Min sambo bestämmer vem jag får träffa och kollar min telefon.",
            "Jag har gjort illa den jag lever med och vill ha hjälp att sluta.",
        ),
        (
            "Jag är rädd för hur han reagerar om han får veta att jag hört av mig.",
            "Det har blivit värre på sista tiden.",
            "Barnen har hört och sett.",
            "Jag vet inte om det räknas som våld.",
        ),
        (
            "Ring inte hem. Nå mig på jobbet mellan tio och tolv.",
            "Skriv inget på sms, telefonen är inte säker.",
            "Jag kan komma på besök en förmiddag.",
        ),
    ),
    Kind.DISABILITY: (
        (
            "Jag söker boendestöd för att få ordning i vardagen.",
            "Vår vuxna son behöver en egen bostad med stöd.",
            "Jag söker ledsagning för att kunna ta mig till simhallen och affären.",
            "Vi föräldrar behöver avlösning några timmar i veckan.",
            "Jag söker daglig verksamhet enligt LSS.",
            "Jag vill ha en kontaktperson.",
        ),
        (
            "Jag har svårt att komma igång och glömmer måltider.",
            "Diagnosen fick jag i vuxen ålder och intyg finns.",
            "Synen har blivit sämre det senaste året.",
            "Det fungerar när någon påminner mig.",
        ),
        ("Intyg från läkare skickas med.", "Jag vill helst träffas hemma.", "Min gode man kan hjälpa till."),
    ),
    Kind.ELDERLY: (
        (
            "Mamma har ramlat två gånger och vågar inte duscha ensam.",
            "Jag klarar inte längre att städa och handla själv.",
            "Pappa kommer hem från sjukhuset och behöver hjälp morgon och kväll.",
            "Jag skulle vilja ha trygghetslarm, barnen oroar sig.",
            "Min man har blivit glömsk och jag orkar inte ensam.",
            "Jag söker plats på särskilt boende.",
            "Jag behöver mer hjälp än jag har, benen bär inte som förr.",
        ),
        (
            "Det går bra på dagarna men nätterna är svåra.",
            "Jag bor ensam på andra våningen utan hiss.",
            "Distriktssköterskan tyckte att jag skulle höra av mig.",
            "Jag vill helst bo kvar hemma så länge det går.",
            "Barnen bor långt borta.",
        ),
        (
            "Jag hör dåligt, så ring gärna länge.",
            "Jag vill att samma personer kommer.",
            "Min dotter vill vara med när ni kommer.",
            "Tack på förhand.",
        ),
    ),
    Kind.SUBSTANCE: (
        (
            "Jag dricker mer än jag vill och behöver hjälp att sluta.",
            "Jag har tagit tabletter för sömnen länge och kommer inte ur det.",
            "Spelandet har tagit över och jag har skulder som ingen vet om.",
        ),
        (
            "Jag har försökt själv flera gånger.",
            "Det går ut över jobbet.",
            "Jag har varit nykter förut och vill dit igen.",
            "Familjen har sagt att det är nog nu.",
        ),
        ("Jag kan komma vilken dag som helst.", "Jag vill inte att jobbet får veta.", "Ring så pratar vi."),
    ),
    Kind.QUESTION: (
        (
            "Hur ansöker man om hemtjänst åt en förälder?",
            "Vad händer om jag gör en orosanmälan, får familjen veta vem jag är?",
            "Kan man få hjälp med hyran bara en månad?",
            "Var vänder jag mig om min granne dricker för mycket?",
            "Finns det någon grupp för barn till skilda föräldrar?",
            "Vad kostar trygghetslarm?",
            "Hur länge får man vänta på en tid hos budgetrådgivaren?",
            "Kan jag prata med någon utan att det skrivs ner?",
            "Hur blir man kontaktfamilj?",
            "Jag är orolig för mitt barnbarn men vet inte om det är så farligt.",
        ),
        ("", "Jag vill helst få svar på mejl.", "Ni får gärna ringa.", "Jag hittade inget på webben."),
    ),
}


# What is asked for when it is known which service the need will lead to.
WISHES: dict[str, tuple[str, ...]] = {
    "assistance": ASKED[Kind.MONEY][0][:5],
    "assistance_other": (
        "Jag söker bidrag till glasögon och tandvård.",
        "Jag söker hjälp med en skuld för el.",
    ),
    "budget_advice": ("Jag behöver hjälp att få ordning på räkningar och skulder.",),
    "protected_housing": ("Jag har lämnat min partner och vågar inte bo kvar.",),
    "perpetrator_talks": ("Jag har gjort illa den jag lever med och vill ha hjälp att sluta.",),
    "housing_support": ("Jag söker boendestöd för att få ordning i vardagen.",),
    "companion": ("Jag söker ledsagning för att kunna ta mig till simhallen och affären.",),
    "lss_daily": ("Jag söker daglig verksamhet enligt LSS.",),
    "lss_contact": ("Jag vill ha en kontaktperson.",),
    "lss_relief": ("Vi anhöriga behöver avlösning några timmar i veckan.",),
    "lss_housing": ("Jag söker en egen bostad med stöd.",),
    "home_care_personal": (
        "Mamma har ramlat två gånger och vågar inte duscha ensam.",
        "Pappa kommer hem från sjukhuset och behöver hjälp morgon och kväll.",
        "Jag behöver mer hjälp än jag har, benen bär inte som förr.",
        "Jag behöver hjälp att komma upp och i säng.",
    ),
    "home_care_service": (
        "Jag klarar inte längre att städa och handla själv.",
        "Tvätten har blivit för tung.",
    ),
    "safety_alarm": (
        "Jag skulle vilja ha trygghetslarm, barnen oroar sig.",
        "Jag vill kunna larma om jag ramlar.",
    ),
    "meals": ("Jag orkar inte laga mat och vill ha matlåda.",),
    "day_care": ("Min man har blivit glömsk och behöver något att gå till på dagarna.",),
    "short_stay": ("Jag orkar inte ensam längre och behöver vila. Kan min fru få en korttidsplats?",),
    "special_housing": (
        "Jag söker plats på särskilt boende.",
        "Vi anhöriga klarar inte mer, hon behöver ett boende.",
    ),
}


REPORTED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.SUBSTANCE: (
        (
            "Sjukvården anmäler oro efter flera besök på akuten.",
            "Min bror har fått återfall och vi når honom inte.",
            "Personen omhändertogs berusad och var mycket nere.",
            "En nära vän dricker varje dag och har slutat svara.",
        ),
        (
            "Det har blivit värre sedan i våras.",
            "Arbetet är i fara.",
            "Lägenheten är på väg att gå förlorad.",
        ),
        ("Personen har själv sagt att det behövs hjälp.", "Personen vet om att vi hör av oss.", ""),
    ),
    Kind.VIOLENCE: (
        (
            "Polisen har tagit emot en anmälan om brott i en nära relation.",
            "Patienten har berättat att hon är rädd för sin partner.",
            "Vid ett samtal om annat kom det fram att personen lever med kontroll och hot.",
        ),
        (
            "Den utsatta vill ha kontakt med er.",
            "Den utsatta vet inte vart hon ska vända sig.",
            "Barn finns i familjen och bor hos den utsatta.",
        ),
        ("Ring på dagtid, inte till hemmet.", "Skicka inget brev.", "Hon nås genom oss."),
    ),
}
ON_BEHALF = {
    Reporter.RELATIVE: "Jag skriver åt en närstående, med dennes egna ord: ",
    Reporter.HEALTH_CARE: "Hälsocentralen förmedlar patientens egna ord: ",
}


def request(chance: Random, kind: Kind, service: str, reporter: Reporter) -> str:
    """What someone asks for, in a few sentences; ``service`` is the code of what it leads to."""
    if kind in REPORTED and reporter is not Reporter.SELF:
        return " ".join(part for part in (chance.choice(parts) for parts in REPORTED[kind]) if part)
    first, *rest = ASKED[kind]
    parts = [chance.choice(WISHES.get(service, first)), *(chance.choice(part) for part in rest)]
    return ON_BEHALF.get(reporter, "") + " ".join(part for part in parts if part)
