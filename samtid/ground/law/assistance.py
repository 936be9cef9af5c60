"""Ekonomiskt bistånd: recovery and the reports on activity requirements (SoL 33 och 34 kap.)."""

from __future__ import annotations

from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import Quarterly, Years
from samtid.ground.law.rules import NEW_ACT, Rule, TimeLimit, only

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"
ACTIVITY_REQUIREMENT = date(2026, 7, 1)

CLAIM_IN_COURT = only(
    TimeLimit(
        id="EB-01",
        name="Talan om återkrav eller ersättning",
        trigger="kommunens kostnad uppkom",
        duty="talan ha väckts i förvaltningsrätten",
        limit=Years(3),
        citation="SoL 33 kap. 5 §",
        source=SOURCE,
        sentence="Talan om återkrav eller ersättning ska väckas i förvaltningsrätten inom tre år från det att kommunens "
        "kostnad uppkom.",
        valid_from=NEW_ACT,
        note="För bistånd som beviljats före den 1 juli 2025 gäller den äldre lagen (övergångsbestämmelse 5 a).",
    )
)

REPORT_ACTIVITY_NUMBERS = only(
    TimeLimit(
        id="EB-02",
        name="Antal med krav på aktiviteter till IVO",
        trigger="ett kvartal är slut",
        duty="nämnden rapportera till IVO hur många som anvisats aktiviteter och hur många som nekats stöd",
        limit=Quarterly(),
        roll=Roll.NONE,
        citation="SoL 34 kap. 12 §",
        source=f"{SOURCE}; lag (2026:730)",
        sentence="En gång per kvartal ska nämnden rapportera till IVO hur många som har anvisats aktiviteter och hur "
        "många som därför har nekats försörjningsstöd eller fått det nedsatt.",
        valid_from=ACTIVITY_REQUIREMENT,
        note="Lagen säger en gång per kvartal och ingen dag. Här räknas kvartalets sista dag.",
    )
)

ACCOUNT_FOR_ACTIVITIES = only(
    TimeLimit(
        id="EB-03",
        name="Redovisning av arbetet med krav på aktiviteter",
        trigger="den förra redovisningen lämnades",
        duty="nämnden redovisa för IVO hur den arbetar med krav på aktiviteter",
        limit=Years(2),
        then=Years(2),
        citation="SoL 34 kap. 11 §",
        source=f"{SOURCE}; lag (2026:730)",
        valid_from=ACTIVITY_REQUIREMENT,
        sentence="Nämnden ska redovisa för IVO hur den arbetar med krav på aktiviteter, en gång vartannat år "
        "och varje gång arbetssättet ändras väsentligt.",
    )
)

RULES: tuple[Rule, ...] = (CLAIM_IN_COURT, REPORT_ACTIVITY_NUMBERS, ACCOUNT_FOR_ACTIVITIES)
