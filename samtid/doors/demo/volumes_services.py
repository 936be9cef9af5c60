"""Insatskatalog: the services of the demo municipality and how each is given.

Lengths, frequencies and shares are planning values without a found source (U), but for the number of
placements, open measures and home-care hours, which ``volumes`` takes from the municipality's figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from samtid.ground.sweden import SWEDEN

from .volumes_words import Kind, VisitOutcome


@dataclass(frozen=True, slots=True)
class CatalogueService:
    """Insats i katalogen. ``months`` is the usual length (0 = until further notice).

    ``per_week`` and ``minutes`` say how often and how long someone comes; ``first_hour`` and ``last_hour`` when.
    ``placement`` is care day and night outside the home; ``law`` the usual ground.
    """

    code: str
    title: str
    kinds: tuple[Kind, ...]
    law: str
    unit: str
    months: float
    per_week: float = 0
    minutes: int = 60
    first_hour: int = 8
    last_hour: int = 16
    placement: bool = False
    needs_decision: bool = True
    two_staff: float = 0.0


_C, _F, _M, _V, _D, _E, _S = (
    Kind.CHILD,
    Kind.FAMILY,
    Kind.MONEY,
    Kind.VIOLENCE,
    Kind.DISABILITY,
    Kind.ELDERLY,
    Kind.SUBSTANCE,
)
CATALOGUE: dict[str, CatalogueService] = {
    service.code: service
    for service in (
        CatalogueService(
            "family_treatment", "Familjebehandling", (_C, _F), "SoL 11 kap. 1 §", "open_care", 8, 1, 90
        ),
        CatalogueService(
            "contact_family", "Kontaktfamilj", (_C, _F), "SoL 11 kap. 1 §", "family_care", 14, 0.5, 60
        ),
        CatalogueService(
            "contact_person", "Kontaktperson", (_C, _F), "SoL 11 kap. 1 §", "family_care", 12, 1, 120
        ),
        CatalogueService(
            "youth_treatment", "Öppenvård för unga", (_C, _F), "SoL 11 kap. 1 §", "open_care", 7, 1, 60
        ),
        CatalogueService(
            "parent_support", "Föräldrastöd i hemmet", (_C, _F), "SoL 11 kap. 1 §", "open_care", 6, 2, 75
        ),
        CatalogueService(
            "family_counselling",
            "Råd och stöd utan behovsprövning",
            (_C, _F),
            "SoL 11 kap. 5 §",
            "open_care",
            3,
            0.5,
            60,
            needs_decision=False,
        ),
        CatalogueService(
            "family_home",
            "Familjehem",
            (_C,),
            "SoL 11 kap. 1 §, 22 kap. 2 §",
            "family_care",
            0,
            0.1,
            90,
            placement=True,
        ),
        CatalogueService(
            "emergency_home",
            "Jourhem",
            (_C,),
            "SoL 11 kap. 1 §, 22 kap. 4 §",
            "family_care",
            2,
            0.5,
            90,
            placement=True,
        ),
        CatalogueService("hvb", "HVB", (_C,), "SoL 11 kap. 1 §", "children", 7, 0.1, 90, placement=True),
        CatalogueService(
            "assistance", "Försörjningsstöd", (_M,), "SoL 12 kap. 1 §", "assistance", 6, 0.1, 45
        ),
        CatalogueService(
            "assistance_other",
            "Ekonomiskt bistånd i övrigt",
            (_M,),
            "SoL 12 kap. 1 §",
            "assistance",
            1,
            0,
            30,
        ),
        CatalogueService(
            "budget_advice",
            "Budget- och skuldrådgivning",
            (_M,),
            "SoL 13 kap. 2 §",
            "assistance",
            4,
            0.3,
            60,
            needs_decision=False,
        ),
        CatalogueService(
            "protected_housing",
            "Skyddat boende",
            (_V,),
            "SoL 13 kap. 1 §",
            "violence",
            2,
            2,
            60,
            placement=True,
        ),
        CatalogueService(
            "violence_talks", "Stödsamtal vid våld", (_V,), "SoL 13 kap. 1 §", "violence", 6, 1, 60
        ),
        CatalogueService(
            "perpetrator_talks",
            "Samtal för den som använt våld",
            (_V,),
            "SoL 11 kap. 1 §",
            "violence",
            8,
            1,
            60,
        ),
        CatalogueService(
            "treatment", "Beroendebehandling i öppenvård", (_S,), "SoL 13 kap. 10 §", "adults", 7, 2, 60
        ),
        CatalogueService(
            "adult_hvb", "Behandlingshem", (_S,), "SoL 13 kap. 10 §", "adults", 4, 0.1, 90, placement=True
        ),
        CatalogueService(
            "housing_support", "Boendestöd", (_D, _S), "SoL 11 kap. 1 §", "housing_support", 0, 2, 60, 9, 17
        ),
        CatalogueService(
            "companion", "Ledsagning", (_D, _E), "SoL 11 kap. 1 §", "housing_support", 0, 1, 120, 10, 18
        ),
        CatalogueService("lss_daily", "Daglig verksamhet", (_D,), "LSS 9 § 10", "lss", 0),
        CatalogueService(
            "lss_contact", "Kontaktperson enligt LSS", (_D,), "LSS 9 § 4", "lss", 0, 0.5, 120, 12, 19
        ),
        CatalogueService("lss_relief", "Avlösarservice", (_D,), "LSS 9 § 5", "lss", 0, 1, 180, 14, 20),
        CatalogueService("lss_housing", "Bostad med särskild service", (_D,), "LSS 9 § 9", "lss", 0),
        CatalogueService(
            "home_care_service",
            "Hemtjänst, service",
            (_E, _D),
            "SoL 11 kap. 1 §",
            "home_care",
            0,
            0.5,
            60,
            9,
            15,
        ),
        CatalogueService(
            "home_care_personal",
            "Hemtjänst, personlig omvårdnad",
            (_E, _D),
            "SoL 11 kap. 1 §",
            "home_care",
            0,
            14,
            22,
            7,
            21,
            two_staff=0.1,
        ),
        CatalogueService("safety_alarm", "Trygghetslarm", (_E, _D), "SoL 11 kap. 1 §", "home_care", 0, 0),
        CatalogueService("meals", "Matdistribution", (_E,), "SoL 11 kap. 1 §", "home_care", 0, 7, 8, 11, 13),
        CatalogueService("day_care", "Dagverksamhet", (_E,), "SoL 11 kap. 1 §", "elderly", 0, 0),
        CatalogueService(
            "short_stay", "Korttidsplats", (_E,), "SoL 11 kap. 1 §", "elderly", 0.8, placement=True
        ),
        CatalogueService(
            "special_housing", "Särskilt boende", (_E,), "SoL 11 kap. 1 §", "elderly", 0, placement=True
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Visit:
    """Besök: agreed for ``at``; what happened is known for those before the demo's own now."""

    at: datetime
    minutes: int
    staff: int
    outcome: VisitOutcome


def visits(
    service: str, per_week: float, minutes: int, first: date, last: date, until: datetime, chance: Random
) -> Iterator[Visit]:
    """The visits of a service between two days, both included; those after ``until`` are planned.

    The week's visits are spread over its days at fixed hours, as a base plan is: the same hour each week,
    a quarter of an hour more or less.
    """
    entry = CATALOGUE[service]
    if not per_week:
        return
    daily = per_week >= 7
    per_day = per_week / 7
    two = chance.random() < entry.two_staff
    hours = entry.last_hour - entry.first_hour
    base = [
        entry.first_hour + hours * (slot + 0.5) / max(1, round(per_day))
        for slot in range(max(1, round(per_day)))
    ]
    wanted = 0.0 if daily else chance.random()
    day = first
    while day <= last:
        if daily:
            slots = base
        else:
            wanted += per_week / 5 if day.weekday() < 5 else 0
            slots = [base[0] + chance.choice((-1.0, 0.0, 1.0))] if wanted >= 1 else []
            wanted -= len(slots)
        for hour in slots:
            minute = round(hour * 60 / 15) * 15 + chance.choice((-15, 0, 0, 0, 15))
            clock = time(min(22, max(0, minute // 60)), minute % 60)
            at = datetime.combine(day, clock, SWEDEN)
            yield Visit(
                at, minutes, 2 if two else 1, _outcome(chance) if at <= until else VisitOutcome.PLANNED
            )
        day += timedelta(days=1)


def _outcome(chance: Random) -> VisitOutcome:
    """Nineteen visits of twenty are carried out (planning value)."""
    return chance.choices(
        (
            VisitOutcome.CARRIED_OUT,
            VisitOutcome.DECLINED,
            VisitOutcome.NOT_HOME,
            VisitOutcome.SHORT_OF_STAFF,
        ),
        weights=(95, 2.5, 1.5, 1),
    )[0]
