"""It-incidenter och personuppgiftsincidenter (cybersäkerhetslagen, dataskyddsförordningen)."""

from __future__ import annotations

from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import Hours, Months
from samtid.ground.law.rules import Confidence, Rule, TimeLimit, only

SOURCE = "Cybersäkerhetslag (2025:1506)"
IN_FORCE = date(2026, 1, 15)

EARLY_WARNING = only(
    TimeLimit(
        id="CY-01",
        name="Betydande it-incident: tidig upplysning",
        trigger="kommunen har fått kännedom om en betydande incident",
        duty="den ansvariga myndigheten upplysas om den, så snart det kan ske",
        limit=Hours(24),
        roll=Roll.NONE,
        citation="Cybersäkerhetslagen (2025:1506) 2 kap. 5 §",
        source=SOURCE,
        valid_from=IN_FORCE,
    )
)

INCIDENT_NOTIFICATION = only(
    TimeLimit(
        id="CY-01b",
        name="Betydande it-incident: incidentanmälan",
        trigger="kommunen har fått kännedom om en betydande incident",
        duty="en incidentanmälan göras, så snart det kan ske",
        limit=Hours(72),
        roll=Roll.NONE,
        citation="Cybersäkerhetslagen (2025:1506) 2 kap. 6 §",
        source=SOURCE,
        valid_from=IN_FORCE,
    )
)

FINAL_REPORT = only(
    TimeLimit(
        id="CY-01c",
        name="Betydande it-incident: slutrapport",
        trigger="en incidentanmälan har gjorts",
        duty="en slutrapport lämnas",
        limit=Months(1),
        citation="Cybersäkerhetslagen (2025:1506) 2 kap. 8 §",
        source=SOURCE,
        valid_from=IN_FORCE,
        note="Pågår incidenten fortfarande lämnas en lägesrapport då, och slutrapporten inom en månad efter att "
        "den har hanterats.",
    )
)

DATA_BREACH = only(
    TimeLimit(
        id="CY-02",
        name="Personuppgiftsincident till IMY",
        trigger="kommunen har fått vetskap om en personuppgiftsincident",
        duty="den anmälas till Integritetsskyddsmyndigheten, om den inte sannolikt är utan risk för någon",
        limit=Hours(72),
        roll=Roll.NONE,
        citation="Dataskyddsförordningen (EU) 2016/679, artikel 33",
        source="Artikel 33 i svensk lydelse (gdpr-text.com)",
        confidence=Confidence.READ_ELSEWHERE,
        valid_from=date(2018, 5, 25),
    )
)

RULES: tuple[Rule, ...] = (EARLY_WARNING, INCIDENT_NOTIFICATION, FINAL_REPORT, DATA_BREACH)
