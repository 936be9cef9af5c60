"""Insatser när samtycke saknas: lag (2026:1637), från den 2 januari 2027. Elektronisk övervakning gäller inte än."""

from __future__ import annotations

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtAge, AtOnce, Months, WhenAssessed
from samtid.ground.law.rules import WITHOUT_CONSENT, Rule, Sense, TimeLimit, only

SOURCE = "Lag (2026:1637) om insatser inom socialtjänsten när samtycke saknas, SFS 2026-08-25"

SPECIAL_PLAN = only(
    TimeLimit(
        id="IS-01",
        name="Särskild genomförandeplan",
        trigger="nämnden beslutar om insatser eller särskilda villkor utan samtycke",
        duty="en särskild genomförandeplan finnas",
        limit=WhenAssessed("när beslutet fattas"),
        citation="Lag (2026:1637) 5 kap. 1 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
    )
)

CONSIDER_MEASURES = only(
    TimeLimit(
        id="IS-02",
        name="Övervägande av insatser och särskilda villkor utan samtycke",
        trigger="insatser eller särskilda villkor har beslutats utan samtycke",
        duty="nämnden överväga om de fortfarande behövs",
        limit=Months(6),
        then=Months(6),
        roll=Roll.NEVER_PLAN,
        citation="Lag (2026:1637) 9 kap. 1 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
        note="Lagen säger minst en gång var sjätte månad och inte från vilken dag. Här räknas från beslutet, som är tidigast.",
    )
)

STAY_AT_HOME_ENDS = only(
    TimeLimit(
        id="IS-03",
        name="Villkor att vara hemma vissa tider",
        trigger="nämnden har beslutat om ett särskilt villkor att vara hemma vissa tider",
        duty="villkoret ha upphört eller beslutats på nytt",
        limit=Months(6),
        sense=Sense.ENDS,
        roll=Roll.NONE,
        citation="Lag (2026:1637) 7 kap. 2 § andra stycket",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
        sentence="Ett särskilt villkor att barnet eller den unge ska vara hemma vissa tider får gälla högst sex månader i "
        "taget. Alla beslut om insatser och särskilda villkor ska gälla för en viss tid.",
    )
)

CONDITION_OUTLIVES = only(
    TimeLimit(
        id="IS-04",
        name="Särskilt villkor efter insatsens slut",
        trigger="insatserna har upphört och nämnden har beslutat att villkoret ska fortsätta",
        duty="villkoret ha upphört",
        limit=Months(3),
        sense=Sense.ENDS,
        roll=Roll.NONE,
        citation="Lag (2026:1637) 7 kap. 3 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
    )
)


def _ends(rule_id: str, whose: str, age: int) -> Rule:
    return only(
        TimeLimit(
            id=rule_id,
            name=f"Insatser till {whose} utan samtycke upphör",
            trigger="barnet är fött",
            duty="insatserna ha upphört",
            limit=AtAge(age),
            follows_new_law=True,
            sense=Sense.ENDS,
            roll=Roll.NONE,
            citation="Lag (2026:1637) 9 kap. 3 §",
            source=SOURCE,
            valid_from=WITHOUT_CONSENT,
            sentence=f"Insatser till och särskilda villkor för {whose} upphör senast när barnet fyller {age} år.",
            note="Räknas från barnets födelsedag.",
        )
    )


GUARDIANS_END = _ends("IS-05", "vårdnadshavare", 18)
CHILDS_END = _ends("IS-05b", "barn och unga", 21)

TELL_POLICE = only(
    TimeLimit(
        id="IS-06",
        name="Informera polisen om villkor att vara hemma",
        trigger="nämnden har beslutat om, ändrat eller upphävt ett villkor att vara hemma vissa tider",
        duty="polisen informeras",
        limit=AtOnce(),
        citation="Lag (2026:1637) 6 kap. 6 och 8 §§",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
    )
)

CHAIR_DECISION_REPORTED = only(
    TimeLimit(
        id="IS-07",
        name="Ordförandens beslut om undantag anmäls",
        trigger="ordföranden eller en utsedd ledamot har beslutat om ett tillfälligt undantag från villkoret att vara hemma",
        duty="beslutet anmälas till nämnden",
        limit=WhenAssessed("vid nämndens nästa sammanträde"),
        citation="Lag (2026:1637) 4 kap. 8 §",
        source=SOURCE,
        valid_from=WITHOUT_CONSENT,
    )
)

RULES: tuple[Rule, ...] = (
    SPECIAL_PLAN,
    CONSIDER_MEASURES,
    STAY_AT_HOME_ENDS,
    CONDITION_OUTLIVES,
    GUARDIANS_END,
    CHILDS_END,
    TELL_POLICE,
    CHAIR_DECISION_REPORTED,
)
