"""LVU: flyttningsförbud och utreseförbud (24–31 i §§)."""

from __future__ import annotations

from dataclasses import replace

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtAge, Months, Weeks
from samtid.ground.law.lvu import SOURCE
from samtid.ground.law.rules import KNOWN_FROM, Extension, Rule, TimeLimit, only

CONSIDER_REMOVAL_BAN = only(
    TimeLimit(
        id="LVU-14",
        name="Övervägande av flyttningsförbud",
        trigger="ett flyttningsförbud gäller",
        duty="nämnden överväga om det fortfarande behövs",
        limit=Months(3),
        then=Months(3),
        roll=Roll.NEVER_PLAN,
        citation="LVU 26 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

SUBMIT_TEMPORARY_REMOVAL_BAN = only(
    TimeLimit(
        id="LVU-15",
        name="Underställning av tillfälligt flyttningsförbud",
        trigger="nämnden har beslutat om ett tillfälligt flyttningsförbud",
        duty="beslutet underställas förvaltningsrätten",
        limit=Weeks(1),
        roll=Roll.NEVER_PLAN,
        citation="LVU 28 §, 7 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas från beslutsdagen. Missas tiden upphör förbudet.",
    )
)

APPLY_FOR_REMOVAL_BAN = only(
    TimeLimit(
        id="LVU-15b",
        name="Ansökan om flyttningsförbud",
        trigger="förvaltningsrätten har fastställt ett tillfälligt flyttningsförbud",
        duty="nämnden ansöka om flyttningsförbud",
        limit=Weeks(2),
        roll=Roll.NEVER_PLAN,
        citation="LVU 29 §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas från dagen för rättens beslut. Tiden kan inte förlängas.",
    )
)

REVIEW_TRAVEL_BAN = only(
    TimeLimit(
        id="LVU-16",
        name="Prövning av utreseförbud",
        trigger="ett utreseförbud har beslutats",
        duty="nämnden pröva om det ska upphöra",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="LVU 31 c §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
    )
)

TRAVEL_BAN_ENDS = only(
    TimeLimit(
        id="LVU-16b",
        name="Utreseförbud upphör",
        trigger="den unge är född",
        duty="utreseförbudet ha upphört",
        limit=AtAge(18),
        follows_new_law=True,
        roll=Roll.NONE,
        citation="LVU 31 c §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Ett utreseförbud upphör senast när den unge fyller 18 år.",
        note="Räknas från födelsedagen.",
    )
)

SUBMIT_TEMPORARY_TRAVEL_BAN = only(
    replace(
        SUBMIT_TEMPORARY_REMOVAL_BAN.latest,
        id="LVU-17",
        name="Underställning av tillfälligt utreseförbud",
        trigger="nämnden har beslutat om ett tillfälligt utreseförbud",
        citation="LVU 31 e §",
    )
)

APPLY_FOR_TRAVEL_BAN = only(
    TimeLimit(
        id="LVU-17b",
        name="Ansökan om utreseförbud",
        trigger="förvaltningsrätten har fastställt ett tillfälligt utreseförbud",
        duty="nämnden ansöka om utreseförbud",
        limit=Weeks(4),
        extension=Extension("Förvaltningsrätten", "om ytterligare utredning gör det nödvändigt"),
        roll=Roll.NEVER_PLAN,
        citation="LVU 31 f §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        note="Räknas från dagen för rättens beslut.",
    )
)

RULES: tuple[Rule, ...] = (
    CONSIDER_REMOVAL_BAN,
    SUBMIT_TEMPORARY_REMOVAL_BAN,
    APPLY_FOR_REMOVAL_BAN,
    REVIEW_TRAVEL_BAN,
    TRAVEL_BAN_ENDS,
    SUBMIT_TEMPORARY_TRAVEL_BAN,
    APPLY_FOR_TRAVEL_BAN,
)
