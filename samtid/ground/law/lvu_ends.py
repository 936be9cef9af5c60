"""Vårdens slut och det som följer med den: follow-up, preventive measures, tests, what takes effect at once."""

from __future__ import annotations

from dataclasses import replace

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtAge, AtOnce, Months, WhenAssessed
from samtid.ground.law.lvu import NEW_SOURCE, SOURCE, moved
from samtid.ground.law.rules import KNOWN_FROM, NEW_CARE_ACT, Rule, Sense, TimeLimit, only, succeeded


def _ends(rule_id: str, ground: str, new_ground: str, age: int) -> Rule:
    def said(ground: str) -> str:
        return f"Vård {ground} ska upphöra senast när den unge fyller {age} år."

    return moved(
        TimeLimit(
            id=rule_id,
            name=f"Vård {ground} upphör",
            trigger="den unge är född",
            duty="vården ha upphört",
            limit=AtAge(age),
            follows_new_law=True,
            sense=Sense.ENDS,
            roll=Roll.NONE,
            citation="LVU 21 §",
            source=SOURCE,
            valid_from=KNOWN_FROM,
            sentence=said(ground),
            note="Räknas från födelsedagen. Vården upphör tidigare när den inte längre behövs.",
        ),
        "10 kap. 2 §",
        name=f"Vård {new_ground} upphör",
        sentence=said(new_ground),
    )


ENVIRONMENT_CARE_ENDS = _ends(
    "LVU-11", "enligt 2 §", "på grund av hemmet eller anknytning till familjehemmet", 18
)
BEHAVIOUR_CARE_ENDS = _ends("LVU-11b", "enligt 3 §", "på grund av eget beteende", 21)

FOLLOW_UP_ENDS = moved(
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
    ),
    "10 kap. 6–7 §§",
    note="Räknas från den dag uppföljningen inleddes. Behöver återföreningen förberedas börjar den efter det.",
)

_PREVENTIVE = TimeLimit(
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
REVIEW_PREVENTIVE_MEASURE = succeeded(
    _PREVENTIVE,
    replace(
        _PREVENTIVE,
        name="Prövning av förebyggande insats som beslutades före 2027",
        trigger="nämnden före 2027 har beslutat om kontaktperson eller öppen behandling utan samtycke",
        citation="Lag (2026:1600) övergångsbestämmelserna punkt 5",
        formerly=_PREVENTIVE.citation,
        source=NEW_SOURCE,
        valid_from=NEW_CARE_ACT,
        note="LVU 22 och 23 §§ gäller vidare för dem som har en sådan insats. Nya beslut fattas enligt lag (2026:1637).",
    ),
)

SAMPLING = moved(
    TimeLimit(
        id="LVU-18",
        name="Provtagning av vårdnadshavare eller förälder",
        trigger="umgänge eller upphörande av vård enligt 2 § ska prövas och det finns anledning till det",
        duty="nämnden kontrollera om vårdnadshavaren eller föräldern är påverkad",
        limit=WhenAssessed("inför umgänget eller prövningen, från fall till fall"),
        citation="LVU 32 a–32 c §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    ),
    "11 kap. 1–3 §§",
    name="Drogtest av vårdnadshavare eller förälder",
)

TAKES_EFFECT = moved(
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
    ),
    "18 kap. 1–3 §§",
    trigger="nämnden har beslutat enligt lag (2026:1600)",
    sentence="Nämndens beslut gäller omedelbart, om nämnden inte bestämmer något annat i de fall lagen tillåter det. "
    "Vilka som får överklagas står i 19 kap. 1 §.",
)

TEMPORARY_CARE_PERIOD = moved(
    TimeLimit(
        id="LVU-20",
        name="Fortsatt omhändertagande för tillfällig vård",
        trigger="rätten har medgett ett fortsatt omhändertagande",
        duty="medgivandet ha löpt ut",
        limit=Months(2),
        sense=Sense.ENDS,
        then=Months(2),
        roll=Roll.NONE,
        citation="LVU 9 a §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Rätten får medge fortsatt omhändertagande för tillfällig vård i högst två månader åt gången.",
    ),
    "5 kap. 8–11 §§",
    sentence="Rätten får medge fortsatt omhändertagande för tillfällig vård i högst två månader åt gången, räknat från "
    "beslutet, och i högst ett år i följd om det inte behövs längre.",
)

EARLY_REQUEST = only(
    TimeLimit(
        id="LVU-21",
        name="Ny begäran om att vården ska upphöra",
        trigger="det senaste beslutet om vården har vunnit laga kraft",
        duty="en vårdnadshavares begäran prövas",
        limit=Months(6),
        roll=Roll.NONE,
        sense=Sense.FROM,
        citation="Lag (2026:1600) 10 kap. 4 § andra stycket",
        source=NEW_SOURCE,
        valid_from=NEW_CARE_ACT,
        sentence="En vårdnadshavares begäran om att vård på grund av hemmet eller anknytning ska upphöra får avvisas om den "
        "kommer inom sex månader från det att det senaste beslutet fick laga kraft.",
    )
)

RULES: tuple[Rule, ...] = (
    ENVIRONMENT_CARE_ENDS,
    BEHAVIOUR_CARE_ENDS,
    FOLLOW_UP_ENDS,
    REVIEW_PREVENTIVE_MEASURE,
    SAMPLING,
    TAKES_EFFECT,
    TEMPORARY_CARE_PERIOD,
    EARLY_REQUEST,
)
