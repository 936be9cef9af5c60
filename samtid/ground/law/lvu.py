"""LVU, lagen (1990:52) med särskilda bestämmelser om vård av unga: care, its beginning, review and end.

The bans (on moving the child, on travel) are in ``lvu_bans``. These clocks are coercive: what the law
lets roll to the next weekday is still planned for the legal day, because a missed day ends the care.
"""

from __future__ import annotations

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtAge, AtOnce, Months, Weeks, WhenAssessed
from samtid.ground.law.rules import KNOWN_FROM, Extension, Rule, TimeLimit, only

SOURCE = "Lag (1990:52) med särskilda bestämmelser om vård av unga, lydelse våren 2026"

CHAIR_DECISION_REPORTED = only(
    TimeLimit(
        id="LVU-01",
        name="Ordförandens beslut om omhändertagande anmäls",
        trigger="ordföranden eller en utsedd ledamot har beslutat om ett omedelbart omhändertagande",
        duty="beslutet anmälas till nämnden",
        limit=WhenAssessed("vid nämndens nästa sammanträde"),
        citation="LVU 6 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

SUBMIT_CUSTODY = only(
    TimeLimit(
        id="LVU-02",
        name="Underställning av omedelbart omhändertagande",
        trigger="nämnden har beslutat om ett omedelbart omhändertagande",
        duty="beslutet och handlingarna underställas förvaltningsrätten",
        limit=Weeks(1),
        roll=Roll.NEVER_PLAN,
        citation="LVU 7 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas från beslutsdagen. Missas tiden upphör omhändertagandet.",
    )
)

COURT_EXAMINES_CUSTODY = only(
    TimeLimit(
        id="LVU-03",
        name="Rättens prövning av omhändertagandet",
        trigger="det underställda beslutet har kommit in till rätten",
        duty="rätten pröva det",
        limit=Weeks(1),
        extension=Extension("Rätten", "om det finns synnerliga hinder"),
        roll=Roll.NEVER_PLAN,
        citation="LVU 7 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

APPLY_FOR_CARE = only(
    TimeLimit(
        id="LVU-04",
        name="Ansökan om vård efter omhändertagande",
        trigger="omhändertagandet har verkställts och rätten har fastställt det",
        duty="nämnden ansöka om vård, eller om fortsatt omhändertagande för tillfällig vård",
        limit=Weeks(4),
        extension=Extension(
            "Förvaltningsrätten",
            "om ytterligare utredning eller någon annan särskild omständighet gör det nödvändigt",
        ),
        roll=Roll.NEVER_PLAN,
        citation="LVU 8 och 9 §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas från den dag omhändertagandet verkställdes, inte från rättens beslut. Missas tiden upphör det.",
    )
)

COURT_HEARS_CASE = only(
    TimeLimit(
        id="LVU-05",
        name="Rätten tar upp målet när den unge är omhändertagen",
        trigger="ansökan har kommit in och den unge är omhändertagen, eller ett tillfälligt förbud gäller",
        duty="rätten ta upp målet till avgörande",
        limit=Weeks(2),
        extension=Extension(
            "Förvaltningsrätten",
            "om ytterligare utredning eller någon annan särskild omständighet gör det nödvändigt",
        ),
        roll=Roll.NEVER_PLAN,
        citation="LVU 34 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

CARE_DECISION_LAPSES = only(
    TimeLimit(
        id="LVU-06",
        name="Rättens beslut om vård upphör om vården inte påbörjas",
        trigger="rättens beslut om vård har vunnit laga kraft",
        duty="vården ha påbörjats",
        limit=Weeks(4),
        roll=Roll.NEVER_PLAN,
        citation="LVU 5 §",
        source=SOURCE,
        sentence="Rättens beslut om vård upphör att gälla om vården inte har påbörjats inom fyra veckor från den dag "
        "beslutet vann laga kraft.",
        valid_from=KNOWN_FROM,
    )
)

CARE_BEGINS = only(
    TimeLimit(
        id="LVU-07",
        name="När vården är påbörjad",
        trigger="den unge har placerats utanför sitt eget hem",
        duty="vården anses påbörjad",
        limit=WhenAssessed("den dag den unge placeras"),
        citation="LVU 10 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Vården anses påbörjad när den unge, genom beslut om omhändertagande eller vård, har placerats "
        "utanför sitt eget hem.",
    )
)

CONSIDER_ENVIRONMENT_CARE = only(
    TimeLimit(
        id="LVU-08",
        name="Övervägande av vård enligt 2 § (hemmet)",
        trigger="den unge har beretts vård enligt 2 §",
        duty="nämnden överväga om vården fortfarande behövs och hur den bör inriktas",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="LVU 13 § första stycket",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Ett övervägande är inte ett beslut som kan överklagas.",
    )
)

REVIEW_BEHAVIOUR_CARE = only(
    TimeLimit(
        id="LVU-09",
        name="Omprövning av vård enligt 3 § (eget beteende)",
        trigger="beslutet om vård enligt 3 § har verkställts",
        duty="nämnden pröva om vården ska upphöra",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="LVU 13 § andra stycket",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="En omprövning är ett beslut som kan överklagas (41 §).",
    )
)

CONSIDER_CONTACT_RESTRICTION = only(
    TimeLimit(
        id="LVU-10",
        name="Övervägande av umgängesbegränsning eller hemlig vistelseort",
        trigger="nämnden har beslutat om umgänget eller om att vistelseorten inte ska röjas",
        duty="nämnden överväga om beslutet fortfarande behövs",
        limit=Months(3),
        then=Months(3),
        roll=Roll.NEVER_PLAN,
        citation="LVU 14 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)


def _ends(rule_id: str, ground: str, age: int) -> Rule:
    return only(
        TimeLimit(
            id=rule_id,
            name=f"Vård enligt {ground} upphör",
            trigger="den unge är född",
            duty="vården ha upphört",
            limit=AtAge(age),
            follows_new_law=True,
            roll=Roll.NONE,
            citation="LVU 21 §",
            source=SOURCE,
            valid_from=KNOWN_FROM,
            sentence=f"Vård enligt {ground} ska upphöra senast när den unge fyller {age} år.",
            note="Räknas från födelsedagen. Vården upphör tidigare när den inte längre behövs.",
        )
    )


ENVIRONMENT_CARE_ENDS = _ends("LVU-11", "2 §", 18)
BEHAVIOUR_CARE_ENDS = _ends("LVU-11b", "3 §", 21)

FOLLOW_UP_ENDS = only(
    TimeLimit(
        id="LVU-12",
        name="Uppföljning efter avslutad vård",
        trigger="vården har upphört och uppföljningen av den som är under 18 år har inletts",
        duty="uppföljningen avslutas",
        limit=Months(6),
        citation="LVU 21 b–21 c §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas från den dag uppföljningen inleddes. Den slutar tidigare om en ny utredning inleds.",
    )
)

REVIEW_PREVENTIVE_MEASURE = only(
    TimeLimit(
        id="LVU-13",
        name="Prövning av förebyggande insats",
        trigger="nämnden har beslutat om kontaktperson eller öppen behandling utan samtycke",
        duty="nämnden pröva om beslutet ska upphöra",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="LVU 22 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas första gången från nämndens beslut, inte från verkställigheten.",
    )
)

SAMPLING = only(
    TimeLimit(
        id="LVU-18",
        name="Provtagning av vårdnadshavare eller förälder",
        trigger="umgänge eller upphörande av vård enligt 2 § ska prövas och det finns anledning till det",
        duty="nämnden kontrollera om vårdnadshavaren eller föräldern är påverkad",
        limit=WhenAssessed("inför umgänget eller prövningen, från fall till fall"),
        citation="LVU 32 a–32 c §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

TAKES_EFFECT = only(
    TimeLimit(
        id="LVU-19",
        name="Beslut gäller omedelbart",
        trigger="nämnden har beslutat enligt LVU",
        duty="beslutet gälla, om nämnden inte bestämmer något annat i de fall lagen tillåter det",
        limit=AtOnce("omedelbart"),
        citation="LVU 40–41 §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Nämndens beslut enligt LVU gäller omedelbart. Vilka som får överklagas står i 41 §.",
    )
)

TEMPORARY_CARE_PERIOD = only(
    TimeLimit(
        id="LVU-20",
        name="Fortsatt omhändertagande för tillfällig vård",
        trigger="rätten har medgett ett fortsatt omhändertagande",
        duty="medgivandet ha löpt ut",
        limit=Months(2),
        then=Months(2),
        roll=Roll.NONE,
        citation="LVU 9 a §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Rätten får medge fortsatt omhändertagande för tillfällig vård i högst två månader åt gången.",
    )
)

RULES: tuple[Rule, ...] = (
    CHAIR_DECISION_REPORTED,
    SUBMIT_CUSTODY,
    COURT_EXAMINES_CUSTODY,
    APPLY_FOR_CARE,
    COURT_HEARS_CASE,
    CARE_DECISION_LAPSES,
    CARE_BEGINS,
    CONSIDER_ENVIRONMENT_CARE,
    REVIEW_BEHAVIOUR_CARE,
    CONSIDER_CONTACT_RESTRICTION,
    ENVIRONMENT_CARE_ENDS,
    BEHAVIOUR_CARE_ENDS,
    FOLLOW_UP_ENDS,
    REVIEW_PREVENTIVE_MEASURE,
    SAMPLING,
    TAKES_EFFECT,
    TEMPORARY_CARE_PERIOD,
)
