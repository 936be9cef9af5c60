"""Barn: from a report to the end of monitoring (SoL 14, 18–20 and 23 kap.)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Days, Months, SameOrNextDay, Weeks, WhenAssessed
from samtid.ground.law.rules import (
    KNOWN_FROM,
    LAST_DAY_OF_OLD_ACT,
    NEW_ACT,
    OLD_NOTE,
    OLD_SOURCE,
    STRONGER_PROTECTION,
    Confidence,
    Extension,
    Rule,
    TimeLimit,
    only,
    renumbered,
)

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"

PROTECTION_ASSESSMENT = renumbered(
    TimeLimit(
        id="CH-01",
        name="Omedelbar skyddsbedömning",
        trigger="en anmälan som gäller ett barn eller en ung person kommer in",
        duty="socialnämnden bedöma om barnet eller den unge behöver omedelbart skydd, och dokumentera det",
        limit=SameOrNextDay(),
        roll=Roll.NONE,
        citation="SoL 20 kap. 1 §",
        formerly="äldre SoL (2001:453) 11 kap. 1 a §",
        source=f"{SOURCE}; prop. 2012/13:10 s. 60",
        valid_from=NEW_ACT,
        note=(
            "Lagens ord är genast. Att det betyder samma dag, eller dagen efter för det som kom in sent, "
            "är motivens läsning. För barn görs dokumentationen i en personakt."
        ),
    )
)

PRELIMINARY_ASSESSMENT = renumbered(
    TimeLimit(
        id="CH-02",
        name="Förhandsbedömning",
        trigger="en anmälan som gäller ett barn eller en ung person har kommit in",
        duty="socialnämnden besluta att inleda eller inte inleda utredning",
        limit=Days(14),
        extension=Extension("Socialnämnden", "endast om det finns synnerliga skäl"),
        citation="SoL 20 kap. 2 §",
        formerly="äldre SoL (2001:453) 11 kap. 1 a §",
        source=SOURCE,
        valid_from=NEW_ACT,
        note=(
            "Beslutet behövs inte om det redan pågår en utredning om barnet. Tiden räknas från den dag "
            "anmälan kom in, inte från den dag den fördelades. Brist på personal är inte synnerliga skäl."
        ),
    )
)

OPEN_INVESTIGATION = renumbered(
    TimeLimit(
        id="CH-03",
        name="Inleda utredning",
        trigger="socialnämnden får information om något som kan leda till en åtgärd",
        duty="nämnden inleda utredning",
        limit=AtOnce(),
        citation="SoL 14 kap. 2 §",
        formerly="äldre SoL (2001:453) 11 kap. 1 §",
        source=SOURCE,
        valid_from=NEW_ACT,
    ),
    was=AtOnce("utan dröjsmål"),
)

INFORM_AFFECTED = renumbered(
    TimeLimit(
        id="CH-04",
        name="Information om att utredning har inletts",
        trigger="en utredning av ett barns behov av skydd eller stöd har inletts",
        duty="den som berörs av utredningen informeras, om inte särskilda skäl talar mot det",
        limit=AtOnce(),
        citation="SoL 20 kap. 4 §",
        formerly="äldre SoL (2001:453) 11 kap. 2 §",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

INVESTIGATION = renumbered(
    TimeLimit(
        id="CH-05",
        name="Utredning av barns behov av skydd eller stöd",
        trigger="en utredning av ett barns behov av skydd eller stöd har inletts",
        duty="den bedrivas skyndsamt och vara slutförd",
        limit=Months(4),
        extension=Extension("Socialnämnden", "om det finns särskilda skäl", "för viss tid, genom beslut"),
        citation="SoL 20 kap. 3 §",
        formerly="äldre SoL (2001:453) 11 kap. 2 §",
        source=SOURCE,
        sentence="En utredning av ett barns behov av skydd eller stöd ska bedrivas skyndsamt och vara slutförd "
        "inom fyra månader från det att den inleddes.",
        valid_from=NEW_ACT,
    )
)

_FEEDBACK = TimeLimit(
    id="CH-06",
    name="Återkoppling till den som anmält",
    trigger="socialnämnden har beslutat att inleda eller inte inleda utredning och en anmälare enligt "
    "19 kap. 1, 2 eller 3 § har begärt besked",
    duty="nämnden, om det inte är olämpligt, informera anmälaren",
    limit=Weeks(1),
    citation="SoL 19 kap. 6 §",
    formerly="äldre SoL (2001:453) 14 kap. 1 b §",
    source="Socialtjänstlag (2025:400) i lydelse enligt lag (2025:1501); prop. 2025/26:12",
    valid_from=STRONGER_PROTECTION,
    note="Sekretessen bryts av OSL 26 kap. 9 a §. Om begäran kommer senare gäller CH-06b.",
)
_FEEDBACK_WITHOUT_LIMIT = replace(
    _FEEDBACK,
    limit=WhenAssessed("på begäran; lagen satte ingen tid"),
    source=OLD_SOURCE,
    formerly="",
    citation=_FEEDBACK.formerly,
    valid_from=KNOWN_FROM,
    valid_to=LAST_DAY_OF_OLD_ACT,
    sentence="Socialnämnden ska på begäran informera en anmälare om att utredning har inletts, inte har inletts "
    "eller redan pågår, om det inte är olämpligt. Lagen satte ingen tid.",
    note=OLD_NOTE,
)
FEEDBACK_TO_REPORTER = Rule(
    (
        _FEEDBACK_WITHOUT_LIMIT,
        replace(
            _FEEDBACK_WITHOUT_LIMIT,
            citation="SoL 19 kap. 6 § (lydelsen före den 15 januari 2026)",
            formerly=_FEEDBACK.formerly,
            source="Slutsats av lag (2025:1501) och äldre SoL 14 kap. 1 b §",
            confidence=Confidence.READ_ELSEWHERE,
            note="",
            valid_from=NEW_ACT,
            valid_to=date(2026, 1, 14),
        ),
        _FEEDBACK,
    )
)

_LATE = "Återkoppling när utredning pågår eller begäran kommer senare"
LATE_FEEDBACK_TO_REPORTER = Rule(
    (
        # before there was a time, there was none here either
        *(replace(former, id="CH-06b", name=_LATE) for former in FEEDBACK_TO_REPORTER.versions[:-1]),
        replace(
            _FEEDBACK,
            id="CH-06b",
            name=_LATE,
            trigger="en anmälare enligt 19 kap. 1, 2 eller 3 § begär besked mer än en vecka efter beslutet, eller "
            "när en utredning redan pågår",
            limit=AtOnce(),
            formerly="",
            note="Sekretessen bryts av OSL 26 kap. 9 a §.",
        ),
    )
)

MONITORING = renumbered(
    TimeLimit(
        id="CH-07",
        name="Uppföljning av ett barns situation",
        trigger="en utredning har avslutats utan beslut om insats, eller en placering har upphört, och nämnden "
        "har beslutat om uppföljning",
        duty="uppföljningen avslutas",
        limit=Months(6),
        citation="SoL 23 kap. 5 §",
        formerly="äldre SoL (2001:453) 11 kap. 4 c §",
        source=SOURCE,
        valid_from=NEW_ACT,
        note="Tiden räknas från den dag utredningen avslutades eller placeringen upphörde (23 kap. 1, 2 §§), "
        "inte från beslutet om uppföljning. Den slutar tidigare om en ny utredning inleds.",
    ),
    was=Months(2),
)

INFORM_OF_MONITORING = renumbered(
    TimeLimit(
        id="CH-08",
        name="Information om uppföljning",
        trigger="nämnden beslutar att inleda eller avsluta en uppföljning",
        duty="barn som har fyllt 15 år och vårdnadshavare informeras",
        limit=WhenAssessed("i samband med beslutet"),
        citation="SoL 23 kap. 3 §",
        formerly="äldre SoL (2001:453) 11 kap. 4 c §",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

YOUTH_SERVICE = only(
    TimeLimit(
        id="CH-14",
        name="Ungdomstjänst påbörjas",
        trigger="en dom på ungdomstjänst har fått laga kraft",
        duty="verkställigheten påbörjas, om inte särskilda skäl talar mot det",
        limit=Months(2),
        citation="SoL 18 kap. 8 §",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

RULES: tuple[Rule, ...] = (
    PROTECTION_ASSESSMENT,
    PRELIMINARY_ASSESSMENT,
    OPEN_INVESTIGATION,
    INFORM_AFFECTED,
    INVESTIGATION,
    FEEDBACK_TO_REPORTER,
    LATE_FEEDBACK_TO_REPORTER,
    MONITORING,
    INFORM_OF_MONITORING,
    YOUTH_SERVICE,
)
