"""Vad som bevakas: for every rule whether Samtid starts and stops it, or in words that it does not.

A rule that stands on the page *Frister och lagrum* and that nobody counts is worse than none: one would think it
was. A test holds the list whole, and reads the program for the calls that start and stop each clock.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Built:
    """Bevakas: when the time begins and when it is met, in Swedish. ``clock`` is the rule that carries the clock."""

    starts: str
    stops: str
    clock: str = ""

    def in_words(self) -> str:
        """One Swedish sentence."""
        return f"Samtid räknar tiden. Den börjar {self.starts} och slutar {self.stops}."


@dataclass(frozen=True, slots=True)
class NotBuilt:
    """Bevakas inte: what it would take, in Swedish."""

    why: str

    def in_words(self) -> str:
        """What the page says."""
        return f"Samtid bevakar inte den här fristen än. {self.why} Bevaka den utanför Samtid."


_FORCE = NotBuilt("Åtgärder utan samtycke har ännu ingen egen väg.")
_ADOPTION = NotBuilt("Familjerätt och adoption har ännu inget eget rum.")
_TALKS = NotBuilt("Allvarssamtal har ännu inget eget rum.")
_QUALITY = NotBuilt("Lex Sarah och rapporter till IVO har ännu inget eget rum.")
_MONEY = NotBuilt("Ekonomiskt bistånd har ännu inget eget rum.")
_ARCHIVE = NotBuilt("Gallring och bevarande har ännu inget eget rum.")
_STATISTICS = NotBuilt("Statistik har ännu inget eget rum.")
_INCIDENTS = NotBuilt("It-incidenter hanteras utanför Samtid.")
_TRANSFER = NotBuilt("Överflyttning mellan kommuner har ännu inget eget rum.")
_DISCHARGE = Built(
    "när underrättelsen skickades, om inskrivningsmeddelande och kallelse till planering också är antecknade",
    "när det är antecknat att personen är hemma, har flyttat eller inte längre är utskrivningsklar",
)

BUILT: dict[str, Built | NotBuilt] = {
    "CH-01": Built("när anmälan kom in", "när skyddsbedömningen är skriven"),
    "CH-02": Built("när anmälan kom in", "när det är beslutat om utredning ska inledas"),
    "CH-03": NotBuilt(
        "Lagens ord är genast. Det som väntar på att utredas står på Min dag, utan egen frist."
    ),
    "CH-04": Built(
        "när utredningen inleds",
        "när var och en av parterna har informerats, eller skäl att vänta är antecknade för den",
    ),
    "CH-05": Built("när utredningen inleds", "när den avslutas eller beslut fattas"),
    "CH-06": Built("när det är beslutat, om anmälaren har bett om besked", "när beskedet är antecknat"),
    "CH-06b": Built(
        "när anmälan läggs till en utredning som pågår, om anmälaren har bett om besked",
        "när beskedet är antecknat",
    ),
    "CH-07": Built(
        "när utredningen avslutas utan insats och barnets situation ska följas upp",
        "när uppföljningen avslutas eller en ny utredning inleds",
    ),
    "CH-08": NotBuilt("Bladet för uppföljning påminner om det, men ingen frist löper."),
    "CH-14": NotBuilt("Ungdomstjänst har ännu inget eget rum."),
    "PL-01": NotBuilt("Förteckningen över barn i familjehem skrivs inte än."),
    "PL-02": NotBuilt("Samtid säger inte till när fler än tre barn bor i samma hem."),
    "PL-03": NotBuilt("Hemmet godkänns inte utan dag för registerkontrollen, men ingen frist löper."),
    "PL-04": NotBuilt("Kallelsen gäller från 2028 och skrivs inte än."),
    "EV-01": NotBuilt("Underrättelser om avhysning har ännu inget eget rum."),
    "AD-01": Built(
        "när partens skriftliga begäran kom in",
        "när ärendet är avgjort eller begäran är avslagen i ett beslut",
    ),
    "AD-01b": NotBuilt(
        "Min dag säger till när en ansökan har väntat i sex månader, men det är partens rätt och ingen frist löper."
    ),
    "AD-02": NotBuilt(
        "Underrättelsen antecknas på sidan Försening, och Min dag säger till när dagen som parten fick veta har "
        "passerat. Lagen räknar ingen tid."
    ),
    "AD-03": Built(
        "när den enskilde fick del av beslutet", "när ett överklagande kom in i rätt tid eller tiden gick ut"
    ),
    "AD-04": Built("när överklagandet kom in", "när det är överlämnat eller avvisat", clock="AD-04b"),
    "AD-04b": Built("när överklagandet kom in", "när det är överlämnat eller avvisat"),
    "AD-05": NotBuilt("Samordnad individuell plan har ännu inget eget rum."),
    "AD-06": Built(
        "när planen upprättades",
        "när det är antecknat att den är omprövad, och börjar då om, eller att den inte längre önskas",
    ),
    "AD-07": _DISCHARGE,
    "AD-07b": _DISCHARGE,
    "NX-01": Built(
        "när ett gynnande beslut har fattats eller insatsen har avbrutits", "när hjälpen har börjat"
    ),
    "NX-01b": _QUALITY,
    "NX-02": _QUALITY,
    "NX-03": _QUALITY,
    "IL-01": _QUALITY,
}
BUILT |= {
    "CH-09": Built(
        "när utredningen är avslutad och barnet bor i ett jourhem", "när barnet flyttar eller kommer hem"
    ),
    "CH-10": Built("när frivillig vård börjar", "när övervägandet är antecknat, och börjar då om"),
    "CH-11": Built(
        "när barnet kommer till ett familjehem", "när övervägandet är antecknat, och räknas sedan varje år"
    ),
    "CH-12": Built("när vården utanför hemmet börjar", "när den reviderade vårdplanen är antecknad"),
    "CH-13": NotBuilt("Underrättelsen om hälsoundersökning skrivs inte än."),
}
_UPHELD = "när rättens beslut om vård finns, eller det upphör"
BUILT |= {
    "LVU-01": Built(
        "när ordförandens beslut är antecknat, med dagen för nästa sammanträde",
        "när det är antecknat att det är anmält",
    ),
    "LVU-02": Built(
        "den dag omhändertagandet beslutades", "när det är antecknat vilken dag det lämnades till rätten"
    ),
    "LVU-03": Built("när omhändertagandet lämnades till rätten", "när rättens beslut är antecknat"),
    "LVU-04": Built(
        "när det är antecknat att det omhändertagna barnets vård har påbörjats",
        "när det är antecknat att ansökan är hos rätten",
    ),
    "LVU-05": Built("när ansökan lämnades till rätten och barnet är omhändertaget", _UPHELD),
    "LVU-06": Built(
        "när det är antecknat att rättens beslut har vunnit laga kraft",
        "när det är antecknat att vården har påbörjats",
    ),
    "LVU-07": Built(
        "när rättens beslut har vunnit laga kraft",
        "när det är antecknat att vården har påbörjats",
        clock="LVU-06",
    ),
    "LVU-08": Built(
        "när vården på grund av hemmet eller anknytning har påbörjats",
        "när övervägandet är antecknat, och börjar då om",
    ),
    "LVU-09": Built(
        "när vården på grund av eget beteende har påbörjats",
        "när omprövningen är antecknad, och börjar då om",
    ),
    "LVU-10": Built(
        "när beslutet om umgänge eller hemlig vistelseort är antecknat",
        "när övervägandet är antecknat, och börjar då om, eller när beslutet hävs",
    ),
    "LVU-11": Built("när rättens beslut om vård är antecknat", "när vården upphör"),
    "LVU-11b": Built("när rättens beslut om vård är antecknat", "när vården upphör"),
    "LVU-12": Built("när uppföljningen inleds", "när det är antecknat att den är avslutad"),
    "LVU-13": NotBuilt("Förebyggande insatser som beslutades före 2027 har ingen egen väg."),
    "LVU-18": NotBuilt("Drogtest antecknas inte i Vård utan samtycke än."),
    "LVU-19": NotBuilt("Beslutet gäller genast: det finns ingen dag att räkna till."),
    "LVU-20": NotBuilt("Omhändertagande för tillfällig vård har ingen egen väg än."),
    "LVU-21": NotBuilt("En vårdnadshavares begäran kan inte antecknas än."),
}
BUILT |= dict.fromkeys(
    ("LVU-14", "LVU-14b", "LVU-15", "LVU-15b", "LVU-16", "LVU-16b", "LVU-17", "LVU-17b"),
    NotBuilt("Flyttnings- och utreseförbud har ingen egen väg än."),
)
BUILT |= dict.fromkeys(("CH-15", "CH-16", "CH-16b", "FA-01", "FA-02", "FA-03"), _ADOPTION)
BUILT |= dict.fromkeys(("AS-01", "AS-02", "AS-03"), _TALKS)
BUILT |= dict.fromkeys(("TR-01", "TR-01b", "TR-02"), _TRANSFER)
BUILT |= {
    "LX-01": NotBuilt(
        "Rapporten görs i Samtid, men ingen kan räkna tiden från det som ingen har rapporterat."
    ),
    "LX-02": Built("när rapporten görs", "när det är utrett och avhjälpt"),
    "LX-03": Built("när det bedöms som allvarligt", "när anmälan till IVO är antecknad"),
    "LX-03b": Built("när rapporten görs", "när utredningen är klar"),
    "LX-04": NotBuilt("Privata utförare har ännu ingen egen väg in."),
}
BUILT |= dict.fromkeys(("EB-01", "EB-02", "EB-03", "EB-04", "EB-05"), _MONEY)
BUILT |= dict.fromkeys(
    ("RT-01", "RT-01b", "RT-02", "RT-03", "RT-04", "RT-05", "RT-06", "RT-07", "RT-08", "RT-09"), _ARCHIVE
)
BUILT |= dict.fromkeys(("ST-01", "ST-01b", "ST-02", "ST-03", "ST-04"), _STATISTICS)
BUILT |= dict.fromkeys(("CY-01", "CY-01b", "CY-01c"), _INCIDENTS)
BUILT["CY-02"] = Built(
    "när incidenten rapporteras", "när anmälan till IMY är antecknad, eller varför den inte behövs"
)
BUILT |= dict.fromkeys(("IS-01", "IS-02", "IS-03", "IS-04", "IS-05", "IS-05b", "IS-06", "IS-07"), _FORCE)
BUILT |= dict.fromkeys(
    (
        *("LVM-01", "LVM-02", "LVM-03", "LVM-04", "LVM-05", "LVM-06", "LVM-06b", "LVM-07"),
        *("LPBS-01", "LPBS-01b", "LPBS-02", "LPBS-03", "LPBS-03b", "LPBS-04", "LPBS-05"),
    ),
    _FORCE,
)


def of(rule_id: str) -> Built | NotBuilt:
    """Whether a rule is counted by the program."""
    return BUILT[rule_id]
