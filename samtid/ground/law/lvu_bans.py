"""Flyttningsförbud och utreseförbud (LVU 24–31 i §§; från 2027 lag (2026:1600) 12 och 13 kap.)."""

from __future__ import annotations

from dataclasses import replace

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtAge, Months, Weeks
from samtid.ground.law.lvu import NEW_SOURCE, SOURCE, moved
from samtid.ground.law.rules import KNOWN_FROM, NEW_CARE_ACT, Extension, Rule, Sense, TimeLimit, only

CONSIDER_REMOVAL_BAN = moved(
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
    ),
    "12 kap. 4 §",
    trigger="ett flyttningsförbud har beslutats",
    from_start=True,
    note="Minst en gång var tredje månad, räknat från den dag förbudet beslutades.",
)

SUBMIT_TEMPORARY_REMOVAL_BAN = moved(
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
    ),
    "12 kap. 8 §",
    name="Överlämna beslut om tillfälligt flyttningsförbud till rätten",
    duty="beslutet lämnas över till förvaltningsrätten",
)

APPLY_FOR_REMOVAL_BAN = moved(
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
    ),
    "12 kap. 9 §",
    extension=Extension("Förvaltningsrätten", "om ytterligare utredning gör det nödvändigt"),
    note="Räknas från den dag rätten fastställde förbudet. Missas tiden upphör det (12 kap. 10 § 2).",
)

REMOVAL_BAN_ENDS = only(
    TimeLimit(
        id="LVU-14b",
        name="Flyttningsförbud upphör",
        trigger="barnet är fött",
        duty="flyttningsförbudet ha upphört",
        limit=AtAge(18),
        follows_new_law=True,
        sense=Sense.ENDS,
        roll=Roll.NONE,
        citation="Lag (2026:1600) 12 kap. 5 §",
        source=NEW_SOURCE,
        valid_from=NEW_CARE_ACT,
        sentence="Ett flyttningsförbud upphör senast när barnet fyller 18 år.",
        note="Räknas från födelsedagen.",
    )
)

REVIEW_TRAVEL_BAN = moved(
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
    ),
    "13 kap. 4 §",
    from_start=True,
    note="Minst en gång var sjätte månad, räknat från den dag förbudet beslutades.",
)

TRAVEL_BAN_ENDS = moved(
    TimeLimit(
        id="LVU-16b",
        name="Utreseförbud upphör",
        trigger="den unge är född",
        duty="utreseförbudet ha upphört",
        limit=AtAge(18),
        sense=Sense.ENDS,
        follows_new_law=True,
        roll=Roll.NONE,
        citation="LVU 31 c §",
        source=SOURCE,
        valid_from=KNOWN_FROM,
        sentence="Ett utreseförbud upphör senast när den unge fyller 18 år.",
        note="Räknas från födelsedagen.",
    ),
    "13 kap. 5 §",
)

SUBMIT_TEMPORARY_TRAVEL_BAN = moved(
    replace(
        SUBMIT_TEMPORARY_REMOVAL_BAN.versions[0],
        id="LVU-17",
        name="Underställning av tillfälligt utreseförbud",
        trigger="nämnden har beslutat om ett tillfälligt utreseförbud",
        citation="LVU 31 e §",
        valid_to=None,
    ),
    "13 kap. 8 §",
    name="Överlämna beslut om tillfälligt utreseförbud till rätten",
    duty="beslutet lämnas över till förvaltningsrätten",
)

APPLY_FOR_TRAVEL_BAN = moved(
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
    ),
    "13 kap. 9 §",
)

RULES: tuple[Rule, ...] = (
    CONSIDER_REMOVAL_BAN,
    SUBMIT_TEMPORARY_REMOVAL_BAN,
    APPLY_FOR_REMOVAL_BAN,
    REMOVAL_BAN_ENDS,
    REVIEW_TRAVEL_BAN,
    TRAVEL_BAN_ENDS,
    SUBMIT_TEMPORARY_TRAVEL_BAN,
    APPLY_FOR_TRAVEL_BAN,
)
