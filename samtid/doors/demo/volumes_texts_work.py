"""Texter: what the municipality's own staff write: assessments, findings, proposals, goals and answers."""

from __future__ import annotations

from .volumes_words import Kind

SAFE = (
    "Barnet bedöms inte behöva omedelbart skydd. Hemma finns en trygg vuxen i kväll och kontakt är tagen.",
    "Ingen akut fara. Uppgifterna gäller det som pågått en tid och barnet är i skolan i dag.",
    "Inget behov av omedelbart skydd. Samtal med anmälaren för att förstå uppgifterna.",
    "Barnet vistas hos den förälder oron inte gäller. Inget omedelbart skydd behövs.",
)
NOT_SAFE = (
    "Barnet behöver skydd genast. Hembesök görs i dag tillsammans med en kollega.",
    "Behov av omedelbart skydd. Barnet stannar hos mormor tills vi har träffat familjen.",
)
NOT_OPENED = (
    "Familjen har tagit emot råd och vill klara det själva. Uppgifterna ger inte skäl att inleda utredning.",
    "Samtal med vårdnadshavare och barn. Skolan följer upp. Utredning inleds inte.",
    "Oron har minskat sedan anmälan. Familjen erbjuds stöd utan behovsprövning.",
    "Uppgifterna är knapphändiga och går inte att bekräfta. Ingen tidigare oro är känd.",
    "Familjen har redan stöd från barnpsykiatrin och vill fortsätta där.",
)
OPENED = (
    "Uppgifterna tyder på att barnet kan behöva stöd eller skydd. Utredning inleds.",
    "Upprepad oro från flera håll. Utredning inleds.",
    "Barnet har själv berättat. Utredning inleds utan dröjsmål.",
)
JOINED = ("En utredning pågår redan. Uppgifterna tillförs den.",)
EXTENDED = (
    "Förlängs eftersom utlåtande från barnpsykiatrin dröjer.",
    "Förlängs: barnet har flyttat mellan föräldrarna och behöver mer tid för samtal.",
    "Förlängs i avvaktan på polisens förhör, som måste hållas först.",
)
NOT_HEARD = (
    "Barnet är för litet för samtal. Barnet har observerats i hemmet och på förskolan.",
    "Barnet vill inte träffa oss. Samtal erbjuds igen, och syskonet har berättat hur de har det.",
)
CHILD_SAYS = (
    "Jag vill att de slutar bråka när jag är hemma.",
    "Det bästa är när vi äter pannkakor och alla sitter ner.",
    "Jag vill bo kvar och gå kvar i min klass.",
    "Ibland har jag ont i magen på morgonen.",
    "Jag önskar att mamma fick vila så hon blir glad.",
    "Jag vill träffa min bror oftare.",
)
# BBIC:s tolv områden i tre sidor; code, Swedish area, what is found of support, what is found of worry.
BBIC: dict[str, tuple[str, str, str]] = {
    "health": (
        "Hälsa",
        "Följer sin kurva och har varit på sina besök.",
        "Sover dåligt och har missat läkarbesök.",
    ),
    "education": (
        "Utbildning",
        "Trivs i klassen och klarar målen.",
        "Frånvaron är hög och stödet räcker inte.",
    ),
    "emotions": ("Känslor och beteende", "Kan berätta hur det känns.", "Är vaksam och blir lätt ledsen."),
    "social": ("Sociala relationer", "Har vänner och en fritidssyssla.", "Är ofta ensam på rasterna."),
    "basic_care": (
        "Grundläggande omsorg",
        "Mat, kläder och rutiner fungerar.",
        "Måltider och sovtider är oregelbundna.",
    ),
    "safety": ("Säkerhet", "Känner sig trygg hemma de flesta dagar.", "Har varit med om gräl som skrämt."),
    "availability": (
        "Känslomässig tillgänglighet",
        "Föräldern tröstar och lyssnar.",
        "Föräldern orkar inte alltid se barnet.",
    ),
    "guidance": (
        "Stimulans och vägledning",
        "Föräldrarna sätter gränser lugnt.",
        "Gränserna skiftar från dag till dag.",
    ),
    "family_now": (
        "Nuvarande familjesituation",
        "Föräldrarna samarbetar.",
        "Föräldrarna har svårt att tala med varandra.",
    ),
    "family_past": ("Familjebakgrund", "Släkten finns nära.", "En förälder bär på svåra upplevelser."),
    "economy": ("Arbete, ekonomi och boende", "Ekonomin är ordnad.", "Hyran släpar och boendet är osäkert."),
    "network": (
        "Socialt nätverk och integration",
        "Grannar och idrottsförening stöttar.",
        "Familjen har få att vända sig till.",
    ),
}
# IBIC:s livsområden.
IBIC: dict[str, tuple[str, str, str]] = {
    "mobility": ("Förflyttning", "Går med rollator inomhus.", "Har ramlat och är rädd att göra det igen."),
    "self_care": ("Personlig vård", "Klär sig själv om det får ta tid.", "Behöver stöd vid dusch."),
    "domestic": ("Hemliv", "Lagar enklare mat.", "Orkar inte städa och handla."),
    "communication": ("Kommunikation", "Berättar själv vad som är viktigt.", "Hör dåligt och missar samtal."),
    "tasks": ("Allmänna uppgifter och krav", "Klarar kända rutiner.", "Glömmer mediciner och måltider."),
    "relations": ("Mellanmänskliga relationer", "Har daglig kontakt med barnen.", "Känner sig ensam."),
    "community": ("Samhällsgemenskap", "Går till föreningen på torsdagar.", "Kommer sällan ut."),
    "security": ("Känsla av trygghet", "Känner sig trygg på dagen.", "Är orolig om natten."),
}
ADULT: dict[str, tuple[str, str, str]] = {
    "livelihood": (
        "Arbete och försörjning",
        "Vill tillbaka till arbete.",
        "Inkomsten räcker inte till hyran.",
    ),
    "health": ("Hälsa", "Har kontakt med hälsocentralen.", "Mår dåligt och sover lite."),
    "substance": ("Alkohol och droger", "Har haft långa nyktra perioder.", "Återfall den senaste månaden."),
    "housing": ("Boende", "Har eget kontrakt.", "Riskerar att förlora bostaden."),
    "network": ("Familj och nätverk", "Har en syster som stöttar.", "Har tappat kontakten med vänner."),
    "safety": ("Säkerhet", "Har en plan för vart hen kan ta vägen.", "Är rädd för den tidigare partnern."),
}
GOALS: dict[Kind, tuple[str, ...]] = {
    Kind.CHILD: (
        "Barnet känner sig tryggt hemma, alla dagar i veckan.",
        "Barnet är i skolan varje dag.",
        "Föräldrarna löser konflikter utan att barnet är med.",
        "Barnet har en vuxen att prata med varje vecka.",
        "Familjen har fasta tider för mat och sömn.",
    ),
    Kind.FAMILY: (
        "Morgnarna fungerar utan bråk.",
        "Vi pratar med varandra vid middagen.",
        "Jag orkar vara förälder.",
    ),
    Kind.MONEY: (
        "Hyran är betald i tid.",
        "Egen försörjning inom sex månader.",
        "Skulderna är överblickbara.",
    ),
    Kind.VIOLENCE: ("Jag och barnen är trygga.", "Jag har ett eget boende.", "Jag vet vart jag vänder mig."),
    Kind.DISABILITY: (
        "Jag har ordning hemma.",
        "Jag kommer ut varje vecka.",
        "Jag klarar vardagen med påminnelser.",
    ),
    Kind.ELDERLY: (
        "Jag bor kvar hemma och är trygg.",
        "Jag duschar två gånger i veckan utan att vara rädd.",
        "Jag äter lagad mat varje dag.",
        "Jag träffar andra minst en gång i veckan.",
    ),
    Kind.SUBSTANCE: ("Jag är nykter.", "Jag är tillbaka i arbete.", "Jag har kontakt med mina barn."),
    Kind.QUESTION: (),
}
REFUSED = (
    "Behovet kan tillgodoses på annat sätt, genom anhöriga och föreningens stöd.",
    "Inkomsterna är högre än normen för månaden.",
    "Behovet bedöms inte vara så omfattande att insatsen behövs för skälig levnadsnivå.",
)
VOICES = {
    "reached": ("Det har blivit lugnare hemma.", "Jag känner mig tryggare nu.", "Det blev som jag hoppades."),
    "partly": (
        "Det går åt rätt håll men tar tid.",
        "Vissa dagar är bra.",
        "Jag vill fortsätta ett tag till.",
    ),
    "not_reached": (
        "Det har inte blivit någon skillnad.",
        "Det kom nya personer hela tiden.",
        "Jag vill prova något annat.",
    ),
}
ANSWERS = (
    "Du kan ansöka själv på webben eller ringa oss, så fyller vi i tillsammans.",
    "Du får vara anonym som privatperson. Berätta vad du har sett, så tar vi det därifrån.",
    "Det finns stöd utan behovsprövning. Du behöver inte ansöka, bara boka en tid.",
    "Vi ringde och pratade igenom frågan. Inget ärende öppnades.",
)


def finding(kind: Kind, area: str, *, worry: bool) -> str:
    """What is found in an area: strength or worry."""
    return areas(kind)[area][2 if worry else 1]


def areas(kind: Kind) -> dict[str, tuple[str, str, str]]:
    """The areas that an investigation of this kind looks at."""
    if kind in (Kind.CHILD, Kind.FAMILY):
        return BBIC
    return IBIC if kind in (Kind.ELDERLY, Kind.DISABILITY) else ADULT
