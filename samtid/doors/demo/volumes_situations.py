"""Situationer: what every demo municipality must hold, however small, told backwards from its own now.

Chance gives most of them in a large municipality; these make sure. Each is named, so that a guide, a test or
a screenshot can find it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from .population import Living, Protection
from .volumes_flow import Script
from .volumes_words import Channel, Ending, Kind, Outcome, Reporter, Severity, Theme

CHANCE = Script()


@dataclass(frozen=True, slots=True)
class Situation:
    """Situation: ``days_ago`` is when the need came in; the rest is what must be so."""

    name: str
    kind: Kind
    days_ago: float
    script: Script = CHANCE
    theme: Theme | None = None
    reporter: Reporter | None = None
    channel: Channel | None = None
    severity: Severity | None = None
    children: int | None = None
    all_siblings: bool = False
    living: Living | None = None
    protection: Protection = Protection.NONE
    newborn: bool = False
    without_personnummer: bool = False
    language: str | None = None
    follows: str = ""
    oldest: bool = False
    services: tuple[str, ...] = ()


OPEN = Ending.OPENED
GRANT = Outcome.GRANTED


def _opened(days: float, **more: object) -> Script:
    return Script(protection_days=0.1, preliminary_days=days, ending=OPEN, **more)  # type: ignore[arg-type]


SITUATIONS: tuple[Situation, ...] = (
    # The report and its first hours.
    Situation("just_received", Kind.CHILD, 0.04, Script(protection_days=0.4), Theme.VIOLENCE, Reporter.SCHOOL),
    Situation("received_last_night", Kind.CHILD, 0.5, Script(protection_days=0.9), Theme.CARE, Reporter.POLICE),
    Situation("protection_late", Kind.CHILD, 2.1, Script(protection_days=6), Theme.CONFLICT, Reporter.ANONYMOUS),
    Situation("not_safe", Kind.CHILD, 1.2, Script(protection_days=0.05, preliminary_days=4), Theme.VIOLENCE,
              Reporter.HEALTH_CARE, severity=Severity.ACUTE),
    # Preliminary assessment.
    Situation("preliminary_new", Kind.CHILD, 4, Script(0.1, 11), Theme.SCHOOL, Reporter.SCHOOL, oldest=True),
    Situation("preliminary_soon_late", Kind.CHILD, 12.2, Script(0.1, 30), Theme.PARENT_HEALTH, Reporter.RELATIVE),
    Situation("preliminary_late", Kind.CHILD, 17, Script(0.1, 40), Theme.PARENT_SUBSTANCE, Reporter.PRIVATE),
    Situation("siblings_together", Kind.CHILD, 5, Script(0.1, 12), Theme.VIOLENCE, Reporter.POLICE, children=3,
              all_siblings=True, living=Living.SEPARATED),
    Situation("from_the_child", Kind.CHILD, 1.6, Script(0.1, 9), Theme.WELLBEING, Reporter.SELF, Channel.WEB,
              oldest=True),
    # Investigation.
    Situation("investigation_new", Kind.CHILD, 24, _opened(6, investigation_days=95), Theme.CARE, Reporter.PRESCHOOL),
    Situation("again_while_open", Kind.CHILD, 3, Script(0.1, 6), Theme.CARE, Reporter.PRESCHOOL,
              follows="investigation_new"),
    Situation("investigation_soon_late", Kind.CHILD, 119, _opened(4, investigation_days=150), Theme.VIOLENCE,
              Reporter.POLICE),
    Situation("investigation_late", Kind.CHILD, 146, _opened(9, investigation_days=190), Theme.CONFLICT,
              Reporter.SOCIAL_SERVICES),
    Situation("investigation_extended", Kind.CHILD, 143, _opened(8, investigation_days=170, extended=True),
              Theme.WELLBEING, Reporter.HEALTH_CARE),
    Situation("newborn", Kind.CHILD, 6, _opened(1, investigation_days=80), Theme.PARENT_SUBSTANCE,
              Reporter.HEALTH_CARE, newborn=True, severity=Severity.HIGH),
    Situation("without_personnummer", Kind.CHILD, 40, _opened(5, investigation_days=90), Theme.CARE,
              Reporter.MIGRATION, without_personnummer=True, language="ukrainska"),
    Situation("interpreter", Kind.CHILD, 55, _opened(7, investigation_days=90), Theme.BEHAVIOUR, Reporter.SCHOOL,
              language="somaliska"),
    # Decision, start, service, follow-up.
    Situation("proposal_waits", Kind.CHILD, 98, _opened(5, investigation_days=90, outcome=GRANT, decision_days=20,
              services=("family_treatment",)), Theme.PARENT_HEALTH, Reporter.HEALTH_CARE),
    Situation("decided_not_started", Kind.CHILD, 120, _opened(6, investigation_days=92, outcome=GRANT,
              services=("contact_family",), decision_days=1, start_days=60), Theme.PARENT_HEALTH, Reporter.GUARDIAN),
    Situation("not_carried_out_in_three_months", Kind.CHILD, 225, _opened(6, investigation_days=95, outcome=GRANT,
              services=("contact_person",), decision_days=1, start_days=400), Theme.SCHOOL, Reporter.SCHOOL),
    Situation("family_treatment", Kind.CHILD, 190, _opened(5, investigation_days=88, outcome=GRANT, decision_days=1,
              services=("family_treatment",), start_days=9), Theme.CONFLICT, Reporter.SCHOOL, living=Living.SEPARATED),
    Situation("family_home", Kind.CHILD, 330, _opened(1, investigation_days=100, outcome=GRANT, decision_days=0,
              services=("family_home",), start_days=6), Theme.PARENT_SUBSTANCE, Reporter.POLICE,
              severity=Severity.HIGH),
    Situation("residential_care", Kind.CHILD, 210, _opened(1, investigation_days=70, outcome=GRANT, decision_days=0,
              services=("hvb",), start_days=3), Theme.CRIME, Reporter.POLICE, severity=Severity.HIGH, oldest=True),
    Situation("follow_up_late", Kind.CHILD, 290, _opened(6, investigation_days=90, outcome=GRANT, decision_days=1,
              services=("parent_support",), start_days=10, follow_up_missed=True), Theme.CARE, Reporter.PRESCHOOL),
    Situation("monitored", Kind.CHILD, 150, _opened(6, investigation_days=90, outcome=Outcome.MONITORED,
              decision_days=1), Theme.WELLBEING, Reporter.SCHOOL),
    Situation("again_after_closed", Kind.CHILD, 4, Script(0.1, 10), Theme.WELLBEING, Reporter.SCHOOL,
              follows="monitored"),
    # Protected identities.
    Situation("marked", Kind.CHILD, 30, _opened(3, investigation_days=90), Theme.VIOLENCE, Reporter.POLICE,
              protection=Protection.MARKED, living=Living.SINGLE),
    Situation("protected_registration", Kind.CHILD, 70, _opened(2, investigation_days=90), Theme.VIOLENCE,
              Reporter.SOCIAL_SERVICES, protection=Protection.PROTECTED_REGISTRATION, living=Living.SINGLE),
    Situation("new_identity", Kind.VIOLENCE, 200, Script(investigation_days=12, outcome=GRANT, decision_days=0,
              services=("violence_talks",), start_days=5), protection=Protection.NEW_IDENTITY,
              services=("violence_talks",)),
    # Adults.
    Situation("protected_housing", Kind.VIOLENCE, 20, Script(investigation_days=3, outcome=GRANT, decision_days=0,
              services=("protected_housing",), start_days=0.1), services=("protected_housing",),
              protection=Protection.MARKED, severity=Severity.HIGH),
    Situation("money_waits", Kind.MONEY, 9, Script(investigation_days=20), services=("assistance",)),
    Situation("money_granted", Kind.MONEY, 60, Script(investigation_days=5, outcome=GRANT, decision_days=0,
              start_days=1), services=("assistance",)),
    Situation("money_refused_appealed", Kind.MONEY, 45, Script(investigation_days=8, outcome=Outcome.REFUSED,
              decision_days=0, appealed=True), services=("assistance",)),
    Situation("substance_treatment", Kind.SUBSTANCE, 120, Script(preliminary_days=2, ending=OPEN,
              investigation_days=30, outcome=GRANT, decision_days=1, start_days=7), services=("treatment",)),
    Situation("substance_report", Kind.SUBSTANCE, 3, Script(preliminary_days=9), services=("treatment",),
              reporter=Reporter.HEALTH_CARE),
    Situation("housing_support", Kind.DISABILITY, 150, Script(investigation_days=35, outcome=GRANT, decision_days=1,
              start_days=10), services=("housing_support",)),
    Situation("lss_housing_waits", Kind.DISABILITY, 260, Script(investigation_days=60, outcome=GRANT,
              decision_days=2, start_days=500), services=("lss_housing",)),
    Situation("companion", Kind.DISABILITY, 12, Script(investigation_days=30), services=("companion",)),
    # Old age.
    Situation("home_care", Kind.ELDERLY, 100, Script(investigation_days=8, outcome=GRANT, decision_days=1,
              start_days=2), services=("home_care_personal", "safety_alarm")),
    Situation("home_care_new", Kind.ELDERLY, 4, Script(investigation_days=12), services=("home_care_personal",)),
    Situation("safety_alarm", Kind.ELDERLY, 16, Script(investigation_days=6, outcome=GRANT, decision_days=1,
              start_days=21), services=("safety_alarm",)),
    Situation("special_housing_waits", Kind.ELDERLY, 140, Script(investigation_days=20, outcome=GRANT,
              decision_days=2, start_days=400), services=("special_housing",)),
    # Questions and early help.
    Situation("question_new", Kind.QUESTION, 0.2, Script(answer_days=2)),
    Situation("question_late", Kind.QUESTION, 6, Script(answer_days=12)),
    Situation("family_asks", Kind.FAMILY, 8, Script(investigation_days=40), services=("family_treatment",)),
    Situation("family_helped", Kind.FAMILY, 170, Script(investigation_days=30, outcome=GRANT, decision_days=1,
              start_days=8), services=("family_treatment",)),
)  # fmt: skip
