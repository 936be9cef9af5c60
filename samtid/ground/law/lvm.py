"""LVM, lagen (1988:870) om vård av missbrukare i vissa fall. Coercive clocks: never plan on the roll."""

from __future__ import annotations

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Days, Months, Weeks, WhenAssessed
from samtid.ground.law.rules import KNOWN_FROM, Extension, Rule, TimeLimit, only

SOURCE = "Lag (1988:870) om vård av missbrukare i vissa fall, lydelse våren 2026"

OPEN_INVESTIGATION = only(
    TimeLimit(
        id="LVM-01",
        name="LVM-utredning inleds",
        trigger="nämnden har fått veta att det kan finnas skäl för tvångsvård",
        duty="nämnden inleda utredning och, om det inte är uppenbart obehövligt, besluta om läkarundersökning",
        limit=WhenAssessed("när nämnden har fått veta det; lagen sätter ingen tid"),
        citation="LVM 7 och 9 §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

SUBMIT_CUSTODY = only(
    TimeLimit(
        id="LVM-02",
        name="Underställning av omedelbart omhändertagande",
        trigger="nämnden har beslutat om ett omedelbart omhändertagande",
        duty="beslutet, utan dröjsmål, underställas förvaltningsrätten",
        limit=Days(1),
        roll=Roll.NEVER_PLAN,
        citation="LVM 15 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Missas tiden upphör omhändertagandet (18 a §).",
    )
)

COURT_EXAMINES_CUSTODY = only(
    TimeLimit(
        id="LVM-03",
        name="Rättens prövning av omhändertagandet",
        trigger="beslutet har underställts rätten, eller verkställts om det sker senare",
        duty="rätten pröva om omhändertagandet ska bestå",
        limit=Days(4),
        extension=Extension(
            "Rätten", "om det är nödvändigt på grund av någon särskild omständighet", "till en vecka"
        ),
        roll=Roll.NEVER_PLAN,
        citation="LVM 17 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

APPLY_FOR_CARE = only(
    TimeLimit(
        id="LVM-04",
        name="Ansökan om tvångsvård efter omhändertagande",
        trigger="förvaltningsrätten har beslutat att omhändertagandet ska bestå",
        duty="ansökan om tvångsvård ha kommit in till rätten",
        limit=Weeks(1),
        roll=Roll.NEVER_PLAN,
        citation="LVM 18 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Ansökan ska ha kommit in, inte bara skickats. Missas tiden upphör omhändertagandet (18 a §).",
    )
)

CARE_DECISION_LAPSES = only(
    TimeLimit(
        id="LVM-05",
        name="Rättens beslut om tvångsvård upphör om vården inte påbörjas",
        trigger="rättens beslut har vunnit laga kraft",
        duty="vården ha påbörjats",
        limit=Weeks(4),
        roll=Roll.NEVER_PLAN,
        citation="LVM 12 §",
        source=SOURCE,
        sentence="Rättens beslut om tvångsvård upphör att gälla om vården inte har påbörjats inom fyra veckor från den "
        "dag beslutet vann laga kraft.",
        valid_from=KNOWN_FROM,
    )
)

CARE_ENDS = only(
    TimeLimit(
        id="LVM-06",
        name="Längsta vårdtid",
        trigger="tvångsvården har påbörjats",
        duty="vården ha upphört",
        limit=Months(6),
        roll=Roll.NONE,
        citation="LVM 20 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Tvångsvården ska upphöra så snart syftet är uppnått och senast när den har pågått i sex månader.",
        note="Tid då den enskilde är avviken, häktad eller i anstalt räknas inte (21 §): räkna om dagen då.",
    )
)

CARE_IN_OTHER_FORM = only(
    TimeLimit(
        id="LVM-06b",
        name="Vård i annan form",
        trigger="den intagne kan beredas vård utanför LVM-hemmet",
        duty="sådan vård ordnas, med en plan för den fortsatta vården upprättad innan",
        limit=AtOnce("så snart som möjligt"),
        citation="LVM 27–28 §§",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

AFTER_CARE = only(
    TimeLimit(
        id="LVM-07",
        name="Eftervård",
        trigger="vårdtiden är slut",
        duty="nämnden verka för bostad och arbete eller utbildning, och se till att stöd eller behandling ges",
        limit=WhenAssessed("efter vårdtiden; lagen sätter ingen tid"),
        citation="LVM 30 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

RULES: tuple[Rule, ...] = (
    OPEN_INVESTIGATION,
    SUBMIT_CUSTODY,
    COURT_EXAMINES_CUSTODY,
    APPLY_FOR_CARE,
    CARE_DECISION_LAPSES,
    CARE_ENDS,
    CARE_IN_OTHER_FORM,
    AFTER_CARE,
)
