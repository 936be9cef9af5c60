"""Internationell adoption: consent, its control and its end (SoL 24 kap.)."""

from __future__ import annotations

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import Weeks, Years
from samtid.ground.law.rules import NEW_ACT, Extension, Rule, Sense, TimeLimit, only, renumbered

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"

CONSENT_TO_PROCEED = renumbered(
    TimeLimit(
        id="CH-15",
        name="Samtycke till att adoptionen fortsätter",
        trigger="de som vill adoptera har meddelat att ett visst barn har föreslagits",
        duty="socialnämnden skyndsamt pröva om samtycke ska ges till att adoptionen får fortsätta",
        limit=Weeks(2),
        extension=Extension("Socialnämnden", "om det finns synnerliga skäl"),
        citation="SoL 24 kap. 5 §",
        formerly="äldre SoL (2001:453) 6 kap. 14 §",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

PERMISSION_LAPSES = only(
    TimeLimit(
        id="CH-16",
        name="Medgivande till adoption upphör",
        trigger="medgivandet lämnades",
        duty="barnet ha tagits emot",
        limit=Years(3),
        sense=Sense.ENDS,
        roll=Roll.NONE,
        follows_new_law=True,
        citation="SoL 24 kap. 3 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        sentence="Ett medgivande till adoption upphör att gälla om barnet inte har tagits emot inom tre år.",
    )
)

CONTROL_OF_CIRCUMSTANCES = only(
    TimeLimit(
        id="CH-16b",
        name="Kontroll av ändrade förhållanden inför adoption",
        trigger="medgivandet lämnades",
        duty="nämnden kontrollera om omständigheterna har ändrats",
        limit=Years(2),
        follows_new_law=True,
        citation="SoL 24 kap. 4 §",
        source=SOURCE,
        valid_from=NEW_ACT,
        sentence="Har inget barn föreslagits inom två år från medgivandet ska nämnden, om det behövs, "
        "kontrollera om omständigheterna har ändrats.",
    )
)

RULES: tuple[Rule, ...] = (CONSENT_TO_PROCEED, PERMISSION_LAPSES, CONTROL_OF_CIRCUMSTANCES)
