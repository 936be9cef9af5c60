"""Ord för organisationen i demokommunen, and its delegation scheme.

The scheme follows law.md's account of SoL 30 kap. (what only the committee or the board may decide) and, below
that, a typical local pattern; the amounts are planning values (U).
"""

from __future__ import annotations

from dataclasses import dataclass

from samtid.ground.words import Word


class Role(Word):
    """Roll: what a person signs in as."""

    CASEWORKER = "caseworker", "Handläggare"
    MANAGER = "manager", "Chef"
    RECEPTION = "reception", "Mottagning"
    PLANNER = "planner", "Planerare"
    CARE_WORKER = "care_worker", "Omsorgspersonal"
    CONTROLLER = "controller", "Controller"
    QUALITY = "quality", "Kvalitetsutvecklare"
    BOARD_MEMBER = "board_member", "Förtroendevald"
    LOG_REVIEWER = "log_reviewer", "Loggranskare"
    OPERATOR = "operator", "Systemförvaltare"


class Level(Word):
    """Nivå i delegationsordningen, lowest first."""

    CASEWORKER = "caseworker", "Handläggare"
    SENIOR = "senior", "1:e socialsekreterare"
    MANAGER = "manager", "Enhetschef"
    HEAD = "head", "Verksamhetschef"
    CHAIR = "chair", "Ordförande"
    COMMITTEE = "committee", "Utskott"
    BOARD = "board", "Nämnden"


class Skill(Word):
    """Kompetens that planning or assignment asks for."""

    SIGNS_OF_SAFETY = "signs_of_safety", "Signs of Safety"
    MI = "mi", "Motiverande samtal"
    BBIC = "bbic", "BBIC"
    FREDA = "freda", "FREDA"
    CHILD_TALKS = "child_talks", "Barnsamtal"
    DRIVING_LICENCE = "driving_licence", "B-körkort"
    MEDICINE = "medicine", "Delegering läkemedel"
    INSULIN = "insulin", "Delegering insulin"
    LIFT = "lift", "Förflyttningsteknik"
    DEMENTIA = "dementia", "Demensvård"
    ARABIC = "arabic", "Talar arabiska"
    FINNISH = "finnish", "Talar finska"
    SIGN_LANGUAGE = "sign_language", "Teckenspråk"


@dataclass(frozen=True, slots=True)
class DelegationRule:
    """Delegation: the lowest level that may decide, and up to what sum a month (kronor; None is no limit)."""

    decision: str
    title: str
    level: Level
    law: str
    amount_limit: int | None = None


DELEGATION: tuple[DelegationRule, ...] = (
    DelegationRule("protection_assessment", "Omedelbar skyddsbedömning", Level.CASEWORKER, "SoL 20 kap. 1 §"),
    DelegationRule("open_investigation", "Inleda utredning", Level.CASEWORKER, "SoL 14 kap. 2 §"),
    DelegationRule("not_open_investigation", "Inte inleda utredning", Level.MANAGER, "SoL 20 kap. 2 §"),
    DelegationRule("extend_investigation", "Förlänga utredningstid", Level.MANAGER, "SoL 20 kap. 3 §"),
    DelegationRule("close_without_measure", "Avsluta utredning utan insats", Level.SENIOR, "SoL 20 kap. 3 §"),
    DelegationRule("monitor", "Uppföljning efter utredning utan insats", Level.MANAGER, "SoL 23 kap. 1 §"),
    DelegationRule("open_care", "Öppenvårdsinsats", Level.CASEWORKER, "SoL 11 kap. 1 §", 10_000),
    DelegationRule("open_care", "Öppenvårdsinsats", Level.MANAGER, "SoL 11 kap. 1 §", 40_000),
    DelegationRule("open_care", "Öppenvårdsinsats", Level.HEAD, "SoL 11 kap. 1 §"),
    DelegationRule("contact_person", "Kontaktperson eller kontaktfamilj", Level.SENIOR, "SoL 11 kap. 1 §"),
    DelegationRule("family_home", "Vård i familjehem", Level.COMMITTEE, "SoL 22 kap. 2 §, 30 kap. 6 §"),
    DelegationRule("emergency_home", "Vård i jourhem", Level.COMMITTEE, "SoL 22 kap. 4 §, 30 kap. 6 §"),
    DelegationRule(
        "consider_placement", "Övervägande av vård", Level.COMMITTEE, "SoL 22 kap. 13 §, 30 kap. 6 §"
    ),
    DelegationRule("hvb", "Vård på HVB", Level.MANAGER, "SoL 11 kap. 1 §", 90_000),
    DelegationRule("hvb", "Vård på HVB", Level.HEAD, "SoL 11 kap. 1 §"),
    DelegationRule(
        "lvu_application", "Ansökan om vård enligt LVU", Level.COMMITTEE, "LVU 4 §, SoL 30 kap. 7 §"
    ),
    DelegationRule("lvu_immediate", "Omedelbart omhändertagande", Level.CHAIR, "LVU 6 §, SoL 30 kap. 7 §"),
    DelegationRule(
        "lvm_application", "Ansökan om vård enligt LVM", Level.COMMITTEE, "LVM 11 §, SoL 30 kap. 9 §"
    ),
    DelegationRule(
        "ban_on_children", "Förbud att ta emot andras barn", Level.BOARD, "SoL 18 kap. 11 §, 30 kap. 11 §"
    ),
    DelegationRule("assistance_norm", "Försörjningsstöd enligt norm", Level.CASEWORKER, "SoL 12 kap. 1 §"),
    DelegationRule("assistance_other", "Bistånd utöver norm", Level.CASEWORKER, "SoL 12 kap. 1 §", 5_000),
    DelegationRule("assistance_other", "Bistånd utöver norm", Level.SENIOR, "SoL 12 kap. 1 §", 20_000),
    DelegationRule("assistance_other", "Bistånd utöver norm", Level.MANAGER, "SoL 12 kap. 1 §", 60_000),
    DelegationRule("assistance_other", "Bistånd utöver norm", Level.COMMITTEE, "SoL 12 kap. 1 §"),
    DelegationRule("protected_housing", "Skyddat boende", Level.SENIOR, "SoL 13 kap. 1 §", 60_000),
    DelegationRule("protected_housing", "Skyddat boende", Level.MANAGER, "SoL 13 kap. 1 §"),
    DelegationRule("adult_treatment", "Behandlingshem för vuxna", Level.MANAGER, "SoL 13 kap. 10 §", 90_000),
    DelegationRule("adult_treatment", "Behandlingshem för vuxna", Level.COMMITTEE, "SoL 13 kap. 10 §"),
    DelegationRule("home_care", "Hemtjänst", Level.CASEWORKER, "SoL 11 kap. 1 §", 45_000),
    DelegationRule("home_care", "Hemtjänst", Level.MANAGER, "SoL 11 kap. 1 §"),
    DelegationRule("housing_support", "Boendestöd och ledsagning", Level.CASEWORKER, "SoL 11 kap. 1 §"),
    DelegationRule("special_housing", "Särskilt boende", Level.MANAGER, "SoL 11 kap. 1 §"),
    DelegationRule("lss", "Insats enligt LSS", Level.CASEWORKER, "LSS 9 §"),
    DelegationRule("lss_housing", "Bostad med särskild service", Level.MANAGER, "LSS 9 § 9"),
)
