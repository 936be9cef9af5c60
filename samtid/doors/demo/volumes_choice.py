"""Urval: what a need is about, who brings it, and which services it may lead to."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TypeVar

from .figures import Figures
from .volumes_words import REPORTER_SHARES, THEME_SHARES, Channel, Kind, Reporter, Severity, Theme

T = TypeVar("T")

# Services by kind with weights (planning values, U). A tuple of several is given together.
SERVICES: dict[Kind, dict[tuple[str, ...], float]] = {
    Kind.CHILD: {
        ("family_treatment",): 34, ("parent_support",): 20, ("youth_treatment",): 12, ("contact_person",): 14,
        ("contact_family",): 12, ("family_treatment", "contact_person"): 8,
    },
    Kind.FAMILY: {
        ("family_treatment",): 38, ("parent_support",): 24, ("contact_family",): 18, ("youth_treatment",): 12,
        ("contact_person",): 8,
    },
    Kind.MONEY: {("assistance",): 84, ("assistance_other",): 13, ("assistance", "budget_advice"): 3},
    Kind.VIOLENCE: {
        ("violence_talks",): 66, ("protected_housing", "violence_talks"): 22, ("perpetrator_talks",): 12,
    },
    Kind.DISABILITY: {
        ("housing_support",): 40, ("companion",): 16, ("lss_contact",): 14, ("lss_daily",): 14, ("lss_relief",): 10,
        ("lss_housing",): 6,
    },
    Kind.SUBSTANCE: {("treatment",): 74, ("housing_support",): 14, ("adult_hvb",): 12},
}  # fmt: skip
LSS: dict[tuple[str, ...], float] = {
    ("lss_daily",): 45,
    ("lss_housing",): 22,
    ("lss_contact",): 22,
    ("lss_relief",): 11,
}
PLACEMENTS: dict[tuple[str, ...], float] = {("family_home",): 55, ("emergency_home",): 20, ("hvb",): 25}
# Home care takes many forms; the weights only divide the newcomers, whose number is the figures'.
HOME_CARE: dict[tuple[str, ...], float] = {
    ("home_care_personal", "safety_alarm"): 42, ("home_care_personal", "meals", "safety_alarm"): 16,
    ("home_care_personal",): 14, ("home_care_service",): 18, ("home_care_service", "safety_alarm"): 10,
}  # fmt: skip
SMALL_ELDERLY: dict[tuple[str, ...], float] = {
    ("safety_alarm",): 60,
    ("meals",): 12,
    ("day_care",): 12,
    ("short_stay",): 16,
}

CHANNELS: dict[Reporter, dict[Channel, float]] = {
    Reporter.POLICE: {Channel.AUTHORITY: 1},
    Reporter.PROSECUTOR: {Channel.AUTHORITY: 1},
    Reporter.PRISON_SERVICE: {Channel.AUTHORITY: 0.8, Channel.PHONE: 0.2},
    Reporter.MIGRATION: {Channel.AUTHORITY: 1},
    Reporter.ENFORCEMENT: {Channel.AUTHORITY: 1},
    Reporter.SCHOOL: {Channel.WEB: 0.55, Channel.PHONE: 0.2, Channel.LETTER: 0.25},
    Reporter.PRESCHOOL: {Channel.WEB: 0.5, Channel.PHONE: 0.3, Channel.LETTER: 0.2},
    Reporter.HEALTH_CARE: {
        Channel.WEB: 0.25,
        Channel.PHONE: 0.15,
        Channel.LETTER: 0.2,
        Channel.AUTHORITY: 0.4,
    },
}
OTHERS = {Channel.WEB: 0.42, Channel.PHONE: 0.42, Channel.LETTER: 0.06, Channel.VISIT: 0.10}
SEVERITY: dict[Theme, tuple[float, float, float, float]] = {
    theme: {
        Theme.VIOLENCE: (0.05, 0.35, 0.50, 0.10),
        Theme.PARENT_SUBSTANCE: (0.15, 0.45, 0.35, 0.05),
        Theme.CARE: (0.20, 0.55, 0.22, 0.03),
        Theme.CRIME: (0.15, 0.50, 0.32, 0.03),
    }.get(theme, (0.35, 0.50, 0.14, 0.01))
    for theme in Theme
}


def pick(chance: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, as often as its weight says."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


class Choice:
    """Urval i en kommun."""

    def __init__(self, figures: Figures) -> None:
        started = (figures["placed_hvb"] + figures["placed_family_home"]) / 2
        measures = figures["child_reports"] * figures["share_opened"] * figures["share_measure"]
        # About half of those placed some time during a year were placed that year (planning value).
        self.placed_share = min(0.5, started / measures)
        # In a steady state as many come as leave; one asked in twenty is refused.
        inflow = figures["home_care_clients"] / figures["home_care_years"] / 0.95
        housing = figures["special_housing_clients"] / figures["special_housing_years"] / 0.95
        self.elderly: dict[str, float] = {
            "home_care": inflow,
            "special_housing": housing,
            "small": 0.5 * inflow,
            # Those who have help and ask for more of it: a third of them in a year.
            "more": 0.33 * figures["home_care_clients"],
        }

    def services(
        self, kind: Kind, sort: str, theme: Theme | None, age: int | None, chance: Random
    ) -> tuple[str, ...]:
        """What the need leads to, if it is granted."""
        if sort == "lss":
            return pick(chance, LSS)
        if kind is Kind.CHILD and chance.random() < self.placed_share:
            return pick(chance, PLACEMENTS)
        weights: dict[tuple[str, ...], float] = dict(SERVICES.get(kind, {}))
        if age is not None and age < 12:
            weights.pop(("youth_treatment",), None)
        if theme in (Theme.CRIME, Theme.BEHAVIOUR) and age is not None and age >= 12:
            weights["youth_treatment",] = 60
        return pick(chance, weights) if weights else ()

    def elderly_services(self, sort: str, has: set[str], chance: Random) -> tuple[str, ...]:
        """What an older person asks for beside what she ``has``; ``sort`` is a key of ``elderly``."""
        if sort == "special_housing":
            return ("special_housing",)
        offered = SMALL_ELDERLY if sort == "small" or "home_care_personal" in has else HOME_CARE
        wanted = pick(chance, offered)
        return tuple(code for code in wanted if code not in has) or ("companion",)


def reporter(kind: Kind, chance: Random) -> Reporter:
    """Who brings the need."""
    if kind is Kind.CHILD:
        return pick(chance, REPORTER_SHARES)
    if kind is Kind.SUBSTANCE:
        return pick(
            chance, {Reporter.SELF: 45, Reporter.RELATIVE: 20, Reporter.HEALTH_CARE: 20, Reporter.POLICE: 15}
        )
    if kind is Kind.VIOLENCE:
        return pick(
            chance,
            {Reporter.SELF: 55, Reporter.POLICE: 25, Reporter.HEALTH_CARE: 10, Reporter.SOCIAL_SERVICES: 10},
        )
    if kind is Kind.FAMILY:
        return pick(chance, {Reporter.GUARDIAN: 92, Reporter.SELF: 8})
    if kind in (Kind.ELDERLY, Kind.DISABILITY):
        return pick(chance, {Reporter.SELF: 62, Reporter.RELATIVE: 30, Reporter.HEALTH_CARE: 8})
    return Reporter.SELF


def channel(who: Reporter, chance: Random) -> Channel:
    """How it comes in."""
    return pick(chance, CHANNELS.get(who, OTHERS))


def theme(chance: Random) -> Theme:
    """What a concern about a child is mainly about."""
    return pick(chance, THEME_SHARES)


def severity(kind: Kind, about: Theme | None, chance: Random) -> Severity:
    """How urgent it is."""
    if about is not None:
        return chance.choices(list(Severity), weights=SEVERITY[about])[0]
    weights = (0.1, 0.4, 0.45, 0.05) if kind is Kind.VIOLENCE else (0.35, 0.5, 0.15, 0.0)
    return chance.choices(list(Severity), weights=weights)[0]


def fitting(about: Theme, who: Reporter, age: int, chance: Random) -> tuple[Theme, Reporter]:
    """Theme and reporter that fit the child's age: no one misses school at three, or preschool at ten."""
    if who in (Reporter.SCHOOL, Reporter.PRESCHOOL):
        who = Reporter.PRESCHOOL if age < 6 else Reporter.SCHOOL
    if who is Reporter.SELF and age < 10:
        who = Reporter.SCHOOL if age >= 6 else Reporter.RELATIVE
    if who in (Reporter.DENTAL_CARE, Reporter.ENFORCEMENT):
        about = Theme.CARE
    if who is Reporter.PRISON_SERVICE:
        about = Theme.PARENT_SUBSTANCE
    if about is Theme.SCHOOL and (age < 6 or who in (Reporter.POLICE, Reporter.PROSECUTOR)):
        about = Theme.CARE if age < 6 else Theme.CRIME
    if (about is Theme.CRIME and age < 10) or (about in (Theme.BEHAVIOUR, Theme.WELLBEING) and age < 4):
        about = chance.choice((Theme.VIOLENCE, Theme.CARE, Theme.CONFLICT))
    return about, who
