"""Kvalitet: lex Sarah and decisions that are not carried out (SoL 27 och 34 kap., LSS)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Months, Quarterly, WhenAssessed
from samtid.ground.law.rules import NEW_ACT, Confidence, Rule, Sense, TimeLimit, only, renumbered

SOURCE = "Socialtjänstlag (2025:400), lydelse 2026-07-09"
BOTH = f"{SOURCE}; lag (1993:387) om stöd och service till vissa funktionshindrade"
QUARTERLY = (
    "Rapporten gäller ett kvartal och lämnas när det är slut. Lagen säger en gång per kvartal och ingen dag: "
    "rapportdagen bestämmer kommunen."
)

NOT_CARRIED_OUT = renumbered(
    TimeLimit(
        id="NX-01",
        name="Ej verkställt beslut",
        trigger="ett gynnande beslut har fattats, eller verkställigheten av det har avbrutits",
        duty="insatsen ha verkställts, annars rapporteras till IVO och till revisorerna",
        limit=Months(3),
        sense=Sense.ARISES,
        roll=Roll.NONE,
        citation="SoL 34 kap. 1 §; LSS 28 f §",
        formerly="äldre SoL (2001:453) 16 kap. 6 f §; LSS 28 f §",
        source=BOTH,
        valid_from=NEW_ACT,
        sentence="Är ett gynnande beslut (SoL 11 kap. 1 § och 12 kap. 1 §, LSS 9 §) inte verkställt inom tre månader, "
        "eller inte verkställt på nytt inom tre månader från ett avbrott, ska det rapporteras till IVO och till "
        "kommunens revisorer. Rapporten lämnas en gång per kvartal.",
        note="Dagen som räknas ut är när rapporteringsskyldigheten inträder. Rapportdagen är NX-01b.",
    ),
    sentence="Är ett gynnande beslut (äldre SoL 4 kap. 1 §, LSS 9 §) inte verkställt inom tre månader, eller inte "
    "verkställt på nytt inom tre månader från ett avbrott, ska det rapporteras till IVO och till kommunens revisorer. "
    "Rapporten lämnas en gång per kvartal.",
)

REPORT_NOT_CARRIED_OUT = renumbered(
    replace(
        NOT_CARRIED_OUT.latest,
        id="NX-01b",
        name="Rapport av ej verkställda beslut",
        trigger="ett beslut har varit ej verkställt i tre månader",
        duty="det rapporteras till IVO och till revisorerna",
        limit=Quarterly(),
        sense=Sense.BY,
        sentence="",
        note=QUARTERLY,
    )
)

CARRIED_OUT_LATER = renumbered(
    TimeLimit(
        id="NX-02",
        name="Anmälan när ett rapporterat beslut har verkställts",
        trigger="ett beslut som har rapporterats som ej verkställt verkställs",
        duty="nämnden anmäla det, med datum, till IVO och till revisorerna",
        limit=WhenAssessed("när beslutet har verkställts"),
        citation="SoL 34 kap. 2 §; LSS 28 g §",
        formerly="äldre SoL (2001:453) 16 kap. 6 g §; LSS 28 g §",
        source=BOTH,
        valid_from=NEW_ACT,
    )
)

STATISTICS_TO_COUNCIL = renumbered(
    TimeLimit(
        id="NX-03",
        name="Statistik över ej verkställda beslut till fullmäktige",
        trigger="ett kvartal är slut",
        duty="nämnden lämna en statistikrapport, utan namn, till kommunfullmäktige",
        limit=Quarterly(),
        roll=Roll.NONE,
        citation="SoL 34 kap. 3 §; LSS 28 h §",
        formerly="äldre SoL (2001:453) 16 kap. 6 h §; LSS 28 h §",
        source=BOTH,
        sentence="En gång per kvartal ska nämnden lämna en statistikrapport, utan namn, till kommunfullmäktige om "
        "beslut som inte har verkställts inom tre månader.",
        valid_from=NEW_ACT,
        note=QUARTERLY,
    )
)

REPORT_MISCONDUCT = renumbered(
    TimeLimit(
        id="LX-01",
        name="Lex Sarah: rapportera missförhållande",
        trigger="någon som arbetar i socialtjänsten får veta om ett missförhållande eller en påtaglig risk för det",
        duty="det rapporteras till nämnden eller till den som bedriver verksamheten",
        limit=AtOnce(),
        citation="SoL 27 kap. 2 §; LSS 24 b §",
        formerly="äldre SoL (2001:453) 14 kap. 3 §; LSS 24 b §",
        source=BOTH,
        valid_from=NEW_ACT,
    )
)

REMEDY_MISCONDUCT = renumbered(
    TimeLimit(
        id="LX-02",
        name="Lex Sarah: dokumentera, utreda och avhjälpa",
        trigger="ett missförhållande eller en påtaglig risk har rapporterats",
        duty="det dokumenteras, utredas och avhjälpas eller undanröjas",
        limit=AtOnce(),
        citation="SoL 27 kap. 5 §",
        formerly="äldre SoL (2001:453) 14 kap. 6 §",
        source=BOTH,
        valid_from=NEW_ACT,
        note="I verksamhet enligt LSS är ordet utan dröjsmål (LSS 24 e §).",
    ),
    was=AtOnce("utan dröjsmål"),
)

NOTIFY_INSPECTORATE = renumbered(
    TimeLimit(
        id="LX-03",
        name="Lex Sarah: anmäla allvarligt missförhållande till IVO",
        trigger="ett missförhållande är allvarligt, eller det finns en påtaglig risk för ett allvarligt missförhållande",
        duty="det anmälas till IVO, med utredningen bifogad",
        limit=AtOnce("snarast"),
        citation="SoL 27 kap. 6 §; LSS 24 f §",
        formerly="äldre SoL (2001:453) 14 kap. 7 §; LSS 24 f §",
        source=BOTH,
        valid_from=NEW_ACT,
    )
)

COMPLETE_MISCONDUCT_INVESTIGATION = only(
    TimeLimit(
        id="LX-03b",
        name="Lex Sarah: utredningen klar, riktvärde",
        trigger="ett missförhållande har rapporterats och anmälts till IVO",
        duty="utredningen vara inlämnad",
        limit=Months(2),
        citation="SOSFS 2011:5",
        source="SOSFS 2011:5, ur minnet; den nya lagens lydelse är inte läst",
        confidence=Confidence.REMEMBERED,
        valid_from=NEW_ACT,
    )
)

PROVIDER_INFORMS = renumbered(
    TimeLimit(
        id="LX-04",
        name="Lex Sarah: privat utförare informerar nämnden",
        trigger="en privat utförare tar emot en rapport eller gör en anmälan till IVO",
        duty="utföraren informera den nämnd som har beslutat om insatsen",
        limit=WhenAssessed("i samband med att rapporten tas emot eller anmälan görs"),
        citation="SoL 27 kap. 4 och 6 §§",
        formerly="äldre SoL (2001:453) 14 kap. 5 och 7 §§",
        source=SOURCE,
        valid_from=NEW_ACT,
    )
)

ACTIVITY_CLOSED = only(
    TimeLimit(
        id="IL-01",
        name="Anmäla till IVO att en verksamhet ändras eller upphör",
        trigger="en verksamhet som har anmälts till IVO har ställts in, lagts ned eller ändrats väsentligt",
        duty="kommunen anmäla det till IVO",
        limit=Months(1),
        citation="SoL 26 kap. 2 § tredje stycket",
        source="Socialtjänstlag (2025:400) i lydelse enligt lag (2025:1299)",
        valid_from=date(2026, 1, 1),
    )
)

RULES: tuple[Rule, ...] = (
    NOT_CARRIED_OUT,
    REPORT_NOT_CARRIED_OUT,
    CARRIED_OUT_LATER,
    STATISTICS_TO_COUNCIL,
    REPORT_MISCONDUCT,
    REMEDY_MISCONDUCT,
    NOTIFY_INSPECTORATE,
    COMPLETE_MISCONDUCT_INVESTIGATION,
    PROVIDER_INFORMS,
    ACTIVITY_CLOSED,
)
