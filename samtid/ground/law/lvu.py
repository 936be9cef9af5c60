"""Vård av barn och unga utan samtycke: its beginning, review and what surrounds it.

LVU (1990:52) applies through 2026; from 1 January 2027 lag (2026:1600) takes over, also the cases that are
going on (its transitional p. 3). The ids are the same through both. The bans (on moving the child, on travel)
are in ``lvu_bans``, the end of care in ``lvu_ends``. These clocks are coercive: what the law lets roll to the
next weekday is still planned for the legal day, because a missed day ends the care.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import Months, Weeks, WhenAssessed
from samtid.ground.law.rules import (
    KNOWN_FROM,
    NEW_CARE_ACT,
    Extension,
    Rule,
    Sense,
    TimeLimit,
    succeeded,
)

SOURCE = "Lag (1990:52) med särskilda bestämmelser om vård av unga, lydelse våren 2026"
NEW_SOURCE = "Lag (2026:1600) om omhändertagande för vård av barn och unga, SFS 2026-08-24"


def moved(old: TimeLimit, to: str, /, **changes: Any) -> Rule:
    """A rule of LVU and the one that takes its place, at ``to`` in lag (2026:1600), with what is different there."""
    later = replace(
        old,
        citation=f"Lag (2026:1600) {to}",
        formerly=old.citation,
        source=NEW_SOURCE,
        valid_from=NEW_CARE_ACT,
        **changes,
    )
    return succeeded(old, later)


CHAIR_DECISION_REPORTED = moved(
    TimeLimit(
        id="LVU-01",
        name="Ordförandens beslut om omhändertagande anmäls",
        trigger="ordföranden eller en utsedd ledamot har beslutat om ett omedelbart omhändertagande",
        duty="beslutet anmälas till nämnden",
        limit=WhenAssessed("vid nämndens nästa sammanträde"),
        citation="LVU 6 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    ),
    "5 kap. 3 §; lag (2026:1600) 6 kap. 2 §",
    trigger="ordföranden eller en utsedd ledamot har beslutat om ett omedelbart omhändertagande, eller om hur "
    "vården ska genomföras",
)

SUBMIT_CUSTODY = moved(
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
    ),
    "5 kap. 4 §",
    name="Överlämna beslut om omedelbart omhändertagande till rätten",
    duty="beslutet och handlingarna lämnas över till förvaltningsrätten för prövning av om det ska fastställas",
    note="Räknas från beslutsdagen. Missas tiden upphör omhändertagandet (5 kap. 6 § 1).",
)

COURT_EXAMINES_CUSTODY = moved(
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
    ),
    "16 kap. 2 §",
    trigger="det överlämnade beslutet har kommit in till rätten",
)

APPLY_FOR_CARE = moved(
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
    ),
    "5 kap. 5 §",
    trigger="vården har påbörjats och rätten har fastställt det omedelbara omhändertagandet",
    note="Räknas från den dag vården påbörjades enligt 6 kap. 4 §, inte från rättens beslut. Missas tiden upphör det "
    "(5 kap. 6 § 2).",
)

COURT_HEARS_CASE = moved(
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
    ),
    "16 kap. 3 §",
    name="Rätten börjar pröva målet när barnet eller den unge är omhändertagen",
    duty="rätten börja pröva målet",
    note="Räknas från den dag ansökan kom in.",
)

CARE_DECISION_LAPSES = moved(
    TimeLimit(
        id="LVU-06",
        name="Rättens beslut om vård upphör om vården inte påbörjas",
        trigger="rättens beslut om vård har vunnit laga kraft",
        duty="vården ha påbörjats",
        limit=Weeks(4),
        sense=Sense.ENDS,
        roll=Roll.NEVER_PLAN,
        citation="LVU 5 §",
        source=SOURCE,
        sentence="Rättens beslut om vård upphör att gälla om vården inte har påbörjats inom fyra veckor från den dag "
        "beslutet vann laga kraft.",
        valid_from=KNOWN_FROM,
    ),
    "6 kap. 4 § andra stycket",
)

CARE_BEGINS = moved(
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
    ),
    "6 kap. 4 § första stycket",
    trigger="barnet eller den unge har kommit till den plats där vården ska inledas",
    limit=WhenAssessed("den dag barnet eller den unge kommer till placeringen"),
    sentence="Vården anses påbörjad när barnet eller den unge har kommit till placeringen där vården inleds, eller "
    "när nämnden på annat sätt kan utöva den faktiska vården.",
    note="Vården ska inledas utanför hemmet. Den får i vissa fall inledas hos den andra föräldern (6 kap. 3 §).",
)

CONSIDER_ENVIRONMENT_CARE = moved(
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
    ),
    "8 kap. 2 §",
    name="Övervägande av vård på grund av hemmet eller anknytning till familjehemmet",
    trigger="vården har påbörjats enligt 6 kap. 4 §",
    from_start=True,
    note="Minst en gång var sjätte månad, räknat från den dag vården påbörjades. Ett övervägande är inte ett beslut "
    "som kan överklagas.",
)

REVIEW_BEHAVIOUR_CARE = moved(
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
    ),
    "8 kap. 3 §",
    name="Omprövning av vård på grund av eget beteende",
    trigger="vården har påbörjats enligt 6 kap. 4 §",
    from_start=True,
    note="Minst en gång var sjätte månad, räknat från den dag vården påbörjades. En omprövning är ett beslut som kan "
    "överklagas (19 kap. 1 §).",
)

CONSIDER_CONTACT_RESTRICTION = moved(
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
    ),
    "7 kap. 2 § andra stycket",
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
)
