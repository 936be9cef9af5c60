"""Scenen: one household's matters while they are played, and how somebody does something at a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import ParamSpec, TypeVar
from uuid import UUID

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff, Unit
from samtid.ground import ids
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions.models import Decision
from samtid.steps.intake.models import Report
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.placements.models import Care
from samtid.steps.services.models import Service

from ..volumes import Need
from ..volumes_course import Step
from .staffing import Staffing
from .stamping import as_one

P = ParamSpec("P")
R = TypeVar("R")
SECOND = timedelta(seconds=1)


@dataclass
class Matter:
    """Ett behov under arbete: the need, and the rows it has become so far.

    ``chance`` draws what is said and by whom, ``keys`` the rows' keys, so that one does not disturb the other.
    ``direct`` is the case of one who gets a service without an investigation (SoL 11:5).
    ``is_over`` when the rest of its course has been taken over by another matter.
    """

    need: Need
    received_at: datetime
    steps: tuple[Step, ...]
    registered_at: datetime
    chance: Random
    keys: Random
    identified_at: datetime | None = None
    report_id: UUID | None = None
    investigation: Investigation | None = None
    unit: Unit | None = None
    caseworker: Staff | None = None
    receiver: Staff | None = None
    proposal: Proposal | None = None
    decision: Decision | None = None
    services: int = 0
    direct: Case | None = None
    is_over: bool = False

    @property
    def is_protected(self) -> bool:
        return str(self.need.person.protection) != "none"


@dataclass
class Running:
    """En insats som pågår, and the matter it was given in."""

    service: Service
    matter: Matter
    care: Care | None = None  # where the service is to live in another home
    has_ended: bool = False


@dataclass
class Scene:
    """Ett hushåll: whom the municipality has met, and what is open about each of them."""

    staffing: Staffing
    until: datetime
    refused: list[str] = field(default_factory=list)
    people: dict[int, UUID] = field(default_factory=dict)
    investigated: dict[int, Matter] = field(default_factory=dict)
    running: dict[tuple[int, str], Running] = field(default_factory=dict)
    carried_out: set[UUID] = field(default_factory=set)  # decisions that a service has been started on
    charged: set[UUID] = field(
        default_factory=set
    )  # persons whose fee is counted: it is one for all that they have

    def do(
        self,
        matter: Matter,
        action: Callable[P, R],
        *args: P.args,
        **words: P.kwargs,
    ) -> R:
        """Carries out an action as the one who does it, at the time it is done."""
        by, at = words.get("by"), words["at"]
        assert isinstance(at, datetime)
        assert by is None or isinstance(by, Staff)
        token = ids.chance.set(matter.keys)
        try:
            with as_one(by, at):
                return action(*args, **words)
        finally:
            ids.chance.reset(token)

    def report(self, matter: Matter) -> Report:
        """The report as it is now."""
        assert matter.report_id is not None
        return Report.objects.select_related("case__dossier__person", "compartment").get(pk=matter.report_id)


def whole(at: datetime) -> datetime:
    """The moment without fractions of a second: the stamp in the database knows whole ones."""
    return at.replace(microsecond=0)


def between(first: datetime, wanted: datetime, last: datetime) -> datetime:
    """``wanted``, but not before ``first`` nor after ``last``."""
    return whole(max(first, min(wanted, last)))


def minutes(chance: Random, low: float, high: float) -> timedelta:
    return timedelta(minutes=chance.uniform(low, high))


def day(at: datetime) -> date:
    return swedish_day(at)
