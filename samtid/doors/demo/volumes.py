"""Behoven: two years of needs in one municipality, as plain values, made one at a time in order of arrival.

The same ``(code, seed, size, until)`` gives the same needs on any machine. ``Size.FULL`` has the municipality's
own volumes (up to ``FULL_LIMIT`` inhabitants: the official test numbers do not suffice for more), ``Size.SMALL``
about a twentieth; every situation of ``volumes_situations`` is in both.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from samtid.ground.sweden import swedish_day
from samtid.ground.words import Word

from . import volumes_arrivals as arrivals
from . import volumes_choice as choose
from .figures import Figures
from .population import Household, Person
from .volumes_choice import Choice
from .volumes_course import Course
from .volumes_situations import SITUATIONS, Situation
from .volumes_words import Channel, Kind, Reporter, Severity, Theme

YEARS = 2
FULL_LIMIT = 46_000
SMALL_LIMITS = (2_000, 5_000)
# Reports that name several siblings count once for each child, as the national statistics do.
CHILDREN_PER_REPORT = 1.17
# Planning values (U): the part of the households with assistance that has had it from before the year, and
# how long; the mean time with the LSS services given here.
MONEY_LASTING, MONEY_YEARS = 0.5, 3.0
LSS_YEARS = 5.5


class Size(Word):
    """Hur stor demokommunen är."""

    SMALL = "small", "Liten", "Ungefär en tjugondel av kommunens volymer"
    FULL = "full", "Full", "Kommunens egna volymer"


@dataclass(frozen=True, slots=True)
class Need:
    """Behov: one report, application or question about one person.

    ``together`` joins needs that came in the same report (siblings). ``again`` is the key of an earlier need of
    the same person. ``standing`` needs were decided before the two years began and their service goes on.
    ``situation`` names what a demo always holds, or is empty. ``text`` never holds an identity number.
    """

    key: int
    received_at: datetime
    kind: Kind
    channel: Channel
    reporter: Reporter
    theme: Theme | None
    severity: Severity
    text: str
    household: Household
    person: Person
    course: Course
    wants_feedback: bool = False
    together: int | None = None
    again: int | None = None
    standing: bool = False
    situation: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A need that is to come: when, what, and what is already settled about it."""

    received_at: datetime
    order: int
    kind: Kind
    reporter: Reporter
    channel: Channel
    sort: str = ""
    standing: bool = False
    situation: Situation | None = None


class Town:
    """Demokommunen: figures, people and needs of one municipality, from one seed."""

    def __init__(self, code: str, *, seed: int, size: Size, until: datetime) -> None:
        if until.tzinfo is None:
            raise ValueError("until must carry its time zone")
        self.figures = Figures.of(code)
        self.seed, self.size, self.until = seed, size, until
        self.first_day = swedish_day(until - timedelta(days=round(YEARS * 365.25)))
        self.choice = Choice(self.figures)

    @property
    def represented(self) -> int:
        """How many inhabitants the demo stands for."""
        return self.represented_of(self.figures, self.size)

    @staticmethod
    def represented_of(figures: Figures, size: Size) -> int:
        """How many inhabitants a demo of this size stands for."""
        total = figures.population
        if size is Size.FULL:
            return min(total, FULL_LIMIT)
        low, high = SMALL_LIMITS
        return min(total, max(low, min(high, round(total / 20))))

    @property
    def scale(self) -> float:
        """The demo's volumes divided by the municipality's."""
        return self.represented / self.figures.population

    def chance(self, topic: str) -> Random:
        """A source of chance of its own for each topic, so that one does not disturb another."""
        return Random(f"{self.figures.code}/{self.seed}/{self.size.value}/{topic}")

    def yearly(self) -> dict[tuple[Kind, str], float]:
        """New needs a year in the demo, by kind and sort."""
        figures = self.figures
        volumes = {
            (Kind.CHILD, ""): figures["child_reports"] / CHILDREN_PER_REPORT,
            (Kind.FAMILY, ""): figures["self_applications"],
            (Kind.MONEY, ""): figures["money_households"] * figures["money_new_share"],
            (Kind.VIOLENCE, ""): figures["violence_contacts"],
            (Kind.DISABILITY, ""): figures["disability_applications"],
            (Kind.SUBSTANCE, ""): figures["substance_needs"],
            (Kind.QUESTION, ""): figures["questions"],
            **{(Kind.ELDERLY, sort): number for sort, number in self.choice.elderly.items()},
        }
        return {key: number * self.scale for key, number in volumes.items()}

    def standing(self) -> dict[tuple[Kind, str], tuple[float, float]]:
        """Services from before that still go on: how many, and their mean length in years.

        In a steady state with mean length t a share exp(-2/t) of those two years ago remains.
        """
        figures = self.figures
        stock = {
            (Kind.ELDERLY, "home_care"): (figures["home_care_clients"], figures["home_care_years"]),
            (Kind.ELDERLY, "special_housing"): (
                figures["special_housing_clients"], figures["special_housing_years"]
            ),
            (Kind.DISABILITY, "lss"): (figures["lss_persons"], LSS_YEARS),
            (Kind.MONEY, "assistance"): (figures["money_households"] * MONEY_LASTING, MONEY_YEARS),
            (Kind.CHILD, "family_home"): (figures["placed_family_home"], 2.6),
        }  # fmt: skip
        return {
            key: (number * self.scale * math.exp(-YEARS / years), years)
            for key, (number, years) in stock.items()
        }

    def drafts(self) -> list[Draft]:
        """Everything that is to come, in order of time."""
        chance = self.chance("arrivals")
        found: list[Draft] = []
        for (kind, sort), (number, years) in self.standing().items():
            for _ in range(round(number)):
                ago = timedelta(days=min(chance.expovariate(1 / (years * 365.25)), 12 * 365.25))
                at = arrivals.office_hour(self.first_day - timedelta(days=120) - ago, chance)
                found.append(Draft(at, len(found), kind, Reporter.SELF, Channel.PHONE, sort, standing=True))
        for (kind, sort), number in self.yearly().items():
            for day in arrivals.days(kind, number, self.first_day, swedish_day(self.until), chance):
                who = choose.reporter(kind, chance)
                way = choose.channel(who, chance)
                at = arrivals.moment(day, way, chance)
                if at < self.until:
                    found.append(Draft(at, len(found), kind, who, way, sort))
        for situation in SITUATIONS:
            usual = Reporter.SCHOOL if situation.kind is Kind.CHILD else Reporter.SELF
            who = situation.reporter or (Reporter.GUARDIAN if situation.kind is Kind.FAMILY else usual)
            way = situation.channel or choose.channel(who, chance)
            at = (self.until - timedelta(days=situation.days_ago)).replace(second=0, microsecond=0)
            found.append(Draft(at, len(found), situation.kind, who, way, situation=situation))
        return sorted(found, key=lambda draft: (draft.received_at, draft.order))

    def needs(self) -> Iterator[Need]:
        """Two years of needs (and what stood before), made one by one; a new walk gives the same again."""
        from .volumes_maker import Maker  # it builds on this module's values

        maker = Maker(self)
        for draft in self.drafts():
            yield from maker.make(draft)

    def digest(self) -> str:
        """One fingerprint of every need and person in it."""
        print_of = hashlib.sha256()
        for need in self.needs():
            print_of.update(repr(need).encode())
        return print_of.hexdigest()
