"""LPBS, lagen (2024:79) om placering av barn i skyddat boende. Coercive clocks: never plan on the roll."""

from __future__ import annotations

from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import Months, Weeks
from samtid.ground.law.rules import Extension, Rule, TimeLimit, only

SOURCE = "Lag (2024:79) om placering av barn i skyddat boende, lydelse våren 2026"
IN_FORCE = date(2024, 4, 1)

SUBMIT_IMMEDIATE_MEASURE = only(
    TimeLimit(
        id="LPBS-01",
        name="Underställning av omedelbar insats i skyddat boende",
        trigger="nämnden har beviljat ett barn omedelbart skyddat boende utan den ena vårdnadshavarens samtycke",
        duty="beslutet och handlingarna underställas förvaltningsrätten",
        limit=Weeks(1),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 4 kap. 3 §",
        source=SOURCE,
        valid_from=IN_FORCE,
        note="Räknas från beslutsdagen. Missas tiden upphör beslutet att gälla (4 kap. 4 §).",
    )
)

COURT_EXAMINES = only(
    TimeLimit(
        id="LPBS-01b",
        name="Rättens prövning av omedelbar insats",
        trigger="det underställda beslutet har kommit in till rätten",
        duty="rätten pröva det",
        limit=Weeks(1),
        extension=Extension("Rätten", "om det finns synnerliga hinder"),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 4 kap. 3 §",
        source=SOURCE,
        valid_from=IN_FORCE,
    )
)

APPLY_FOR_MEASURE = only(
    TimeLimit(
        id="LPBS-02",
        name="Ansökan om skyddat boende för barnet",
        trigger="placeringen har påbörjats och rätten har fastställt den omedelbara insatsen",
        duty="nämnden ansöka om skyddat boende för barnet",
        limit=Weeks(6),
        extension=Extension(
            "Förvaltningsrätten",
            "om ytterligare utredning eller någon annan särskild omständighet gör det nödvändigt",
        ),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 4 kap. 6 §",
        source=SOURCE,
        valid_from=IN_FORCE,
        note="Räknas från den dag placeringen påbörjades. Missas tiden upphör insatsen (4 kap. 7 §).",
    )
)

CONSIDER_MEASURE = only(
    TimeLimit(
        id="LPBS-03",
        name="Övervägande av skyddat boende",
        trigger="ett barn är placerat i skyddat boende enligt LPBS",
        duty="nämnden överväga om insatsen ska fortsätta",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 5 kap. 3 §",
        source=SOURCE,
        valid_from=IN_FORCE,
    )
)

CONSIDER_SECRET_PLACE = only(
    TimeLimit(
        id="LPBS-03b",
        name="Övervägande av hemlig vistelseort eller umgängesbegränsning",
        trigger="nämnden har beslutat att vistelseorten ska hållas hemlig eller hur umgänget ska ske",
        duty="nämnden överväga om beslutet fortfarande behövs",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 5 kap. 6 §",
        source=SOURCE,
        valid_from=IN_FORCE,
        note="Sex månader här; tre månader för motsvarande beslut enligt LVU 14 §.",
    )
)

DECISION_LAPSES = only(
    TimeLimit(
        id="LPBS-04",
        name="Rättens beslut upphör om placeringen inte påbörjas",
        trigger="rättens beslut om skyddat boende har fått laga kraft",
        duty="placeringen ha påbörjats",
        limit=Weeks(4),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 3 kap. 4 §",
        source=SOURCE,
        sentence="Rättens beslut om skyddat boende upphör att gälla om placeringen inte har påbörjats inom fyra veckor "
        "från den dag beslutet fick laga kraft.",
        valid_from=IN_FORCE,
    )
)

COURT_HEARS_CASE = only(
    TimeLimit(
        id="LPBS-05",
        name="Rätten tar upp målet under en omedelbar insats",
        trigger="ansökan om skyddat boende har kommit in och barnet har en omedelbar insats",
        duty="rätten ta upp målet till avgörande",
        limit=Weeks(2),
        extension=Extension(
            "Förvaltningsrätten",
            "om ytterligare utredning eller någon annan särskild omständighet gör det nödvändigt",
        ),
        roll=Roll.NEVER_PLAN,
        citation="LPBS 8 kap. 2 §",
        source=SOURCE,
        valid_from=IN_FORCE,
    )
)

RULES: tuple[Rule, ...] = (
    SUBMIT_IMMEDIATE_MEASURE,
    COURT_EXAMINES,
    APPLY_FOR_MEASURE,
    CONSIDER_MEASURE,
    CONSIDER_SECRET_PLACE,
    DECISION_LAPSES,
    COURT_HEARS_CASE,
)
