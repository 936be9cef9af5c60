"""Ekonomiskt bistånd: recovery and the reports on activity requirements (SoL 33 och 34 kap.)."""

from __future__ import annotations

from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import Days, MonthAfter, Quarterly, Years
from samtid.ground.law.quality import QUARTERLY
from samtid.ground.law.rules import NEW_ACT, Rule, Sense, TimeLimit, only

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
        duty="nämnden rapportera till IVO hur många som anvisats aktiviteter och hur många som nekats stöd, uppdelat efter "
        "försörjningshinder",
        limit=Quarterly(),
        roll=Roll.NONE,
        citation="SoL 34 kap. 12 §; SoF 12 kap. 5 §",
        source=f"{SOURCE}; lag (2026:730)",
        sentence="En gång per kvartal ska nämnden rapportera till IVO hur många som har anvisats aktiviteter och hur "
        "många som därför har nekats försörjningsstöd eller fått det nedsatt, uppdelat efter försörjningshinder.",
        valid_from=ACTIVITY_REQUIREMENT,
        note=QUARTERLY,
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

REQUEST_ACTIVITIES = only(
    TimeLimit(
        id="EB-04",
        name="Krav på aktiviteter",
        trigger="någon får försörjningsstöd, räknat från den första av tre månader i rad",
        duty="nämnden begära att den enskilde deltar i aktiviteter",
        limit=MonthAfter(3),
        follows_new_law=True,
        not_before=date(2026, 10, 1),
        sense=Sense.ARISES,
        roll=Roll.NONE,
        citation="SoL 12 kap. 4 a §",
        source="Socialtjänstlag (2025:400) i lydelse enligt lag (2026:730), övergångsbestämmelserna",
        valid_from=ACTIVITY_REQUIREMENT,
        sentence="Den som har fått försörjningsstöd tre månader i rad ska från och med den fjärde månaden delta i "
        "aktiviteter som nämnden begär, om inget undantag gäller. Skyldigheten gäller först för stöd som avser "
        "oktober 2026.",
        note="En månad utan försörjningsstöd bryter raden, så att tre nya månader behövs. Tidigare får nämnden begära "
        "det (12 kap. 4 d §). Undantagen står i 12 kap. 4 a § andra stycket.",
    )
)

MEDICAL_CERTIFICATE = only(
    TimeLimit(
        id="EB-05",
        name="Läkarintyg vid sjukdom",
        trigger="den som får försörjningsstöd blir sjuk och inte kan stå till arbetsmarknadens förfogande",
        duty="nedsättningen styrkas med läkarintyg",
        limit=Days(7),
        sense=Sense.ARISES,
        roll=Roll.NONE,
        citation="SoL 12 kap. 3 a §; SoL 12 kap. 5 a §",
        source="Socialtjänstlag (2025:400) i lydelse enligt lag (2026:896)",
        valid_from=ACTIVITY_REQUIREMENT,
        sentence="Den som har varit sjuk mer än sju dagar i rad ska från och med den åttonde dagen styrka det med "
        "läkarintyg, om det inte är uppenbart att det inte behövs. Finns särskilda skäl kan intyg begäras tidigare.",
        note="Räknas från den första sjukdagen. Äldre regler gäller för en ansökan som kom in före den 1 juli 2026 och "
        "avser tid före den dagen.",
    )
)

RULES: tuple[Rule, ...] = (
    CLAIM_IN_COURT,
    REPORT_ACTIVITY_NUMBERS,
    ACCOUNT_FOR_ACTIVITIES,
    REQUEST_ACTIVITIES,
    MEDICAL_CERTIFICATE,
)
