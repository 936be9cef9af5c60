"""Familjerätt: the information talk, the custody inquiry and the paternity inquiry."""

from __future__ import annotations

from samtid.ground.law.limits import Months, Weeks, Years
from samtid.ground.law.rules import KNOWN_FROM, Extension, Rule, TimeLimit, only

CODE = "Föräldrabalk (1949:381)"

INFORMATION_TALK = only(
    TimeLimit(
        id="FA-01",
        name="Informationssamtal",
        trigger="en förälder har begärt ett informationssamtal",
        duty="socialnämnden hålla samtalet",
        limit=Weeks(4),
        extension=Extension("Socialnämnden", "om det finns särskilda skäl"),
        citation="Lag (2021:530) 5 §",
        source="Lag (2021:530) om informationssamtal",
        valid_from=KNOWN_FROM,
        note="Behöver föräldrarna samarbetssamtal börjar de med det.",
    )
)

CUSTODY_INQUIRY = only(
    TimeLimit(
        id="FA-02",
        name="Vårdnadsutredning",
        trigger="rätten har uppdragit åt socialnämnden att utreda vårdnad, boende eller umgänge",
        duty="utredningen vara slutförd",
        limit=Months(4),
        extension=Extension("Rätten", "om det finns skäl för det"),
        citation="FB 6 kap. 19 §",
        source=CODE,
        valid_from=KNOWN_FROM,
        sentence="Rätten bestämmer en dag då utredningen ska vara klar, högst fyra månader fram.",
        note="Rättens dag gäller. Här räknas den längsta tid som lagen medger, från uppdraget.",
    )
)

PATERNITY_INQUIRY = only(
    TimeLimit(
        id="FA-03",
        name="Faderskapsutredning",
        trigger="barnet är fött",
        duty="utredningen vara slutförd",
        limit=Years(1),
        extension=Extension("Socialnämnden", "om det finns särskilda skäl"),
        citation="FB 2 kap. 8 §",
        source=CODE,
        valid_from=KNOWN_FROM,
        sentence="En utredning om faderskap ska bedrivas skyndsamt och vara slutförd inom ett år från barnets födelse.",
    )
)

RULES: tuple[Rule, ...] = (INFORMATION_TALK, CUSTODY_INQUIRY, PATERNITY_INQUIRY)
