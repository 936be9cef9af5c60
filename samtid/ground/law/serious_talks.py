"""Allvarssamtal med barn och unga som misstänks för brott (SoL 19 a kap., lag (2026:1651), från den 2 januari 2027)."""

from __future__ import annotations

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Days, Hours
from samtid.ground.law.rules import WITHOUT_CONSENT, Extension, Rule, TimeLimit, only

SOURCE = "Socialtjänstlag (2025:400) i lydelse enligt lag (2026:1651)"
INFORMED = "polisen har informerat om att ett barn eller en ung person misstänks för ett brott"

SUMMON = only(
    TimeLimit(
        id="AS-01",
        name="Kallelse till allvarssamtal",
        trigger=INFORMED,
        duty="nämnden kalla till ett allvarssamtal",
        limit=Hours(24),
        citation="SoL 19 a kap. 3 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
        note="Räknas från klockslaget då informationen kom in. Fråga först förundersökningsledaren om något hindrar "
        "samtalet. Gäller barn och unga på 18–20 år som misstänks för brott med fängelse i straffskalan, första gången.",
    )
)

HOLD = only(
    TimeLimit(
        id="AS-02",
        name="Allvarssamtal",
        trigger=INFORMED,
        duty="allvarssamtalet hållas",
        limit=Days(14),
        extension=Extension("Socialnämnden", "om det finns synnerliga skäl", "till så snart som möjligt"),
        citation="SoL 19 a kap. 6 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
        note="Räknas från informationen, inte från kallelsen. När samtal inte ska hållas eller inte behövs står i "
        "19 a kap. 7 och 8 §§.",
    )
)

TELL_POLICE = only(
    TimeLimit(
        id="AS-03",
        name="Underrätta polisen om tid och plats för allvarssamtal",
        trigger="nämnden har kallat till ett allvarssamtal",
        duty="polisen underrättas om tid och plats",
        limit=AtOnce("skyndsamt"),
        roll=Roll.NONE,
        citation="SoL 19 a kap. 5 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
    )
)

RULES: tuple[Rule, ...] = (SUMMON, HOLD, TELL_POLICE)
