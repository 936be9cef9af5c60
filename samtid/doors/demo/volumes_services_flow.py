"""Insatsens gång: start, follow-ups goal by goal, and the end of one service.

Mean lengths are the catalogue's, or for what is given until further notice ``MEAN_YEARS``. Planning values
(U) where the municipality's figures hold nothing better.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from samtid.ground.sweden import swedish_day

from . import volumes_texts_work as texts
from .figures import Figures
from .volumes_arrivals import office_hour
from .volumes_course import CourseBuilder, FollowedUp, ServiceEnded, ServiceStarted, add_months
from .volumes_services import CATALOGUE, CatalogueService
from .volumes_words import GoalResult, Kind, Stage

# Mean days from decision to start.
START_DAYS: dict[str, float] = {
    "assistance": 2, "assistance_other": 3, "budget_advice": 20, "home_care_personal": 3, "home_care_service": 7,
    "safety_alarm": 6, "meals": 4, "protected_housing": 0.3, "emergency_home": 0.5, "short_stay": 4, "hvb": 6,
    "family_home": 18, "contact_family": 40, "contact_person": 35, "special_housing": 32, "lss_housing": 75,
    "lss_daily": 30, "violence_talks": 6,
}  # fmt: skip
MEAN_YEARS: dict[str, float] = {
    "family_home": 2.6, "housing_support": 3.5, "companion": 4, "safety_alarm": 3, "meals": 2, "day_care": 2,
    "lss_daily": 12, "lss_contact": 8, "lss_relief": 5, "lss_housing": 15,
}  # fmt: skip
# Months between follow-ups.
FOLLOW_UP_MONTHS: dict[Kind, int] = {
    Kind.CHILD: 4, Kind.FAMILY: 4, Kind.MONEY: 3, Kind.VIOLENCE: 2, Kind.DISABILITY: 12, Kind.ELDERLY: 12,
    Kind.SUBSTANCE: 3,
}  # fmt: skip
OPEN_MEASURES = frozenset(
    {"family_treatment", "parent_support", "youth_treatment", "contact_person", "contact_family"}
)
# Their mean length in the catalogue, weighted as they are given.
OPEN_MONTHS = 8.7
ENDED = (
    "Målen är nådda.",
    "Den enskilde vill avsluta.",
    "Planerad tid är slut.",
    "Flytt till annan kommun.",
    "Behovet tillgodoses på annat sätt.",
)


def give(
    builder: CourseBuilder,
    decided_at: datetime,
    code: str,
    kind: Kind,
    figures: Figures,
    chance: Random,
    *,
    start_days: float | None = None,
    follow_up_missed: bool = False,
    lasts: bool = False,
    first: bool = True,
) -> None:
    """Let a service run. Only the first of a decision's services says what the need waits for.

    ``lasts`` keeps the service going past the demo's now.
    """
    service = CATALOGUE[code]
    wait = builder.wait if first else _no_wait
    wait(decided_at, Stage.START, add_months(swedish_day(decided_at), 3))
    if start_days is None:
        unfulfilled = first and kind is not Kind.MONEY and chance.random() < figures["share_not_carried_out"]
        mean = START_DAYS.get(code, 14)
        start_days = chance.uniform(95, 190) if unfulfilled else chance.gammavariate(1.6, mean / 1.6)
    started_at = max(
        office_hour(swedish_day(decided_at + timedelta(days=start_days)), chance),
        decided_at + timedelta(hours=1),
    )
    ended_at = started_at + timedelta(days=_length(service, figures, chance))
    if lasts:
        ended_at = max(ended_at, builder.until + timedelta(days=30))
    months = 6 if service.placement else FOLLOW_UP_MONTHS[kind]
    goals = tuple(chance.sample(texts.GOALS[kind], k=min(2, len(texts.GOALS[kind]))))
    hours, per_week, minutes = _extent(service, figures, chance)
    follow_up_on = add_months(swedish_day(started_at), months)
    builder.add(ServiceStarted(started_at, code, goals, per_week, minutes, hours, follow_up_on))
    wait(started_at, Stage.SERVICE, None)
    # What lies after now decides only what is waited for, so one step past it is enough.
    while follow_up_on < swedish_day(ended_at) and follow_up_on - timedelta(days=7) <= swedish_day(
        builder.until
    ):
        asked = datetime.combine(follow_up_on - timedelta(days=7), started_at.timetz())
        wait(asked, Stage.FOLLOW_UP, follow_up_on)
        if follow_up_missed:
            return
        delay = chance.uniform(5, 40) if chance.random() < 0.15 else chance.uniform(-6, 0)
        at = max(
            office_hour(swedish_day(asked + timedelta(days=7 + delay)), chance), asked + timedelta(hours=1)
        )
        if at >= ended_at:
            break
        follow_up_on = add_months(swedish_day(at), months)
        builder.add(_followed_up(at, code, goals, chance, follow_up_on))
        wait(at, Stage.SERVICE, None)
    if ended_at <= builder.until:
        builder.add(_followed_up(ended_at - timedelta(hours=2), code, goals, chance, None))
        builder.add(ServiceEnded(ended_at, code, chance.choice(ENDED)))
        wait(ended_at, Stage.CLOSED, None)


def _no_wait(since: datetime, stage: Stage, due_on: date | None = None) -> None:
    """For services beside the first."""


def _length(service: CatalogueService, figures: Figures, chance: Random) -> float:
    """Days that a service lasts."""
    years = MEAN_YEARS.get(service.code, 0.0)
    if service.code in ("home_care_personal", "home_care_service"):
        # Those who move to special housing leave earlier (volumes_maker), so the rest stay longer than the mean.
        years = figures["home_care_years"] * 1.5
    if service.code == "special_housing":
        years = figures["special_housing_years"]
    if years:
        return 20 + chance.expovariate(1 / (years * 365.25))
    factor = _open_measures(figures) if service.code in OPEN_MEASURES else 1.0
    return 14 + chance.gammavariate(3.0, service.months * 30.4 * factor / 3.0)


def _open_measures(figures: Figures) -> float:
    """Shortens the catalogue's lengths so that as many children have open measures as the key figure says."""
    reported = figures["child_reports"] * figures["share_opened"] * figures["share_measure"] * 0.87
    started = reported + figures["self_applications"] * 0.82
    # The smallest municipalities may publish none at all; a demo still gives some, for a quarter of the time.
    return min(1.0, max(0.25, figures["open_measures"] / (started * OPEN_MONTHS / 12)))


def _extent(service: CatalogueService, figures: Figures, chance: Random) -> tuple[float, float, int]:
    """Hours a month, visits a week and minutes a visit. Home care is skewed: most have little, some very much."""
    if service.code != "home_care_personal":
        hours = service.per_week * service.minutes / 60 * 4.345
        return round(hours, 1), service.per_week, service.minutes
    # A lognormal of spread 0.9 has its mean 1.5 times its median.
    hours = min(180.0, figures["home_care_hours"] / 1.5 * chance.lognormvariate(0, 0.9))
    minutes = chance.choice((15, 20, 20, 25, 30, 35))
    per_week = min(42.0, max(1.0, round(hours * 60 / 4.345 / minutes)))
    minutes = max(10, round(hours * 60 / 4.345 / per_week / 5) * 5)
    return round(per_week * minutes / 60 * 4.345, 1), per_week, minutes


def _followed_up(
    at: datetime, code: str, goals: tuple[str, ...], chance: Random, next_on: date | None
) -> FollowedUp:
    """Each goal's result, and a voice that fits the first of them."""
    results = tuple((goal, chance.choices(list(GoalResult), weights=(40, 42, 18))[0]) for goal in goals)
    mood = results[0][1].value if results else GoalResult.PARTLY.value
    return FollowedUp(at, code, results, chance.choice(texts.VOICES[mood]), next_on)
