"""Statistik till Socialstyrelsen: what is sent and when (SoL 15 kap. 2 § och föreskrifter)."""

from __future__ import annotations

from samtid.ground.law.limits import Months, NextMonthDate, WhenAssessed, YearlyDate
from samtid.ground.law.rules import KNOWN_FROM, Confidence, Rule, TimeLimit, only

ASSISTANCE_MONTHLY = only(
    TimeLimit(
        id="ST-01",
        name="Statistik om ekonomiskt bistånd",
        trigger="en kalendermånad är slut",
        duty="nämnden lämna månadens uppgifter om ekonomiskt bistånd till Socialstyrelsen",
        limit=NextMonthDate(15),
        citation="HSLF-FS 2015:30, 3 §",
        source="HSLF-FS 2015:30 (lagen.nu)",
        confidence=Confidence.READ_ELSEWHERE,
        valid_from=KNOWN_FROM,
    )
)

ASSISTANCE_END_REASONS = only(
    TimeLimit(
        id="ST-01b",
        name="Statistik om varför ekonomiskt bistånd upphört",
        trigger="biståndet har upphört",
        duty="skälet rapporteras till Socialstyrelsen",
        limit=Months(4),
        citation="HSLF-FS 2015:30, 4 §",
        source="HSLF-FS 2015:30 (lagen.nu)",
        confidence=Confidence.READ_ELSEWHERE,
        valid_from=KNOWN_FROM,
    )
)

ELDERLY_AND_DISABLED_MONTHLY = only(
    TimeLimit(
        id="ST-02",
        name="Statistik om insatser till äldre och personer med funktionsnedsättning",
        trigger="en kalendermånad är slut",
        duty="nämnden lämna uppgifter om pågående, påbörjade och avslutade insatser enligt SoL till Socialstyrelsen",
        limit=NextMonthDate(15),
        citation="HSLF-FS 2016:86, 3 §",
        source="HSLF-FS 2016:86 (lagen.nu)",
        confidence=Confidence.READ_ELSEWHERE,
        valid_from=KNOWN_FROM,
    )
)

DISABILITY_ACT_YEARLY = only(
    TimeLimit(
        id="ST-03",
        name="Statistik om insatser enligt LSS",
        trigger="läget den 1 oktober är känt",
        duty="nämnden lämna uppgifter om insatser enligt LSS den dagen till Socialstyrelsen",
        limit=YearlyDate(10, 25),
        citation="SOSFS 2005:21, 2 §",
        source="SOSFS 2005:21, konsoliderad (Socialstyrelsen)",
        confidence=Confidence.READ_ELSEWHERE,
        valid_from=KNOWN_FROM,
    )
)

PLACEMENTS_YEARLY = only(
    TimeLimit(
        id="ST-04",
        name="Statistik om insatser till barn och unga",
        trigger="ett år är slut",
        duty="nämnden lämna uppgifter om föregående års placeringar av barn och unga till Socialstyrelsen",
        limit=WhenAssessed("en gång om året; dagen är inte känd för oss"),
        citation="HSLF-FS 2016:3, ändrad genom HSLF-FS 2016:22",
        source="HSLF-FS 2016:22 (lagen.nu)",
        confidence=Confidence.UNCERTAIN,
        valid_from=KNOWN_FROM,
        note="Att uppgifterna lämnas en gång om året är läst; dagen är det inte.",
    )
)

RULES: tuple[Rule, ...] = (
    ASSISTANCE_MONTHLY,
    ASSISTANCE_END_REASONS,
    ELDERLY_AND_DISABLED_MONTHLY,
    DISABILITY_ACT_YEARLY,
    PLACEMENTS_YEARLY,
)
