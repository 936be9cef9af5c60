"""Veckan: visits agreed from today for two weeks, shared out among the staff, and today's carried out until now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.sweden import SWEDEN, swedish_day
from samtid.steps.services.models import Service
from samtid.steps.visits import actions
from samtid.steps.visits.models import Visit
from samtid.steps.visits.rules import bounds
from samtid.steps.visits.words import Place, WhyNot

from ..volumes_course import ServiceStarted
from ..volumes_services import CATALOGUE
from .scene import whole
from .staffing import Staffing
from .stamping import as_one

TRAVEL = 8  # minutes between two visits
LONGEST_DAY = 400  # minutes of visits for one person
SHIFT = 480  # minutes of a shift, half an hour's break in it
LONGEST_SPAN = SHIFT - 15  # from the first visit to the end of the last, with some way to go before
MORNING_BEGINS, EVENING_BEGINS = (
    7 * 60,
    14 * 60,
)  # minutes after midnight, where no visit asks for another hour
REST = 11 * 60  # between two shifts (ATL 13 §)
EVENING = 15 * 60  # minutes after midnight when the evening's staff take over
OVERLAP = 90  # minutes that both are there
WHAT: dict[str, str] = {
    "home_care_personal": "Personlig omvårdnad",
    "home_care_service": "Städning, tvätt eller inköp",
    "meals": "Mat levereras",
    "housing_support": "Boendestöd: planera veckan",
    "companion": "Ledsagning",
    "family_treatment": "Familjesamtal",
    "parent_support": "Stöd i hemmet",
    "youth_treatment": "Enskilt samtal",
    "treatment": "Behandlingssamtal",
    "violence_talks": "Stödsamtal",
    "contact_person": "Träff med kontaktperson",
    "assistance": "Planering mot egen försörjning",
}
WHY_NOT = (WhyNot.DECLINED, WhyNot.DECLINED, WhyNot.NOT_HOME, WhyNot.CANCELLED, WhyNot.SHORT_OF_STAFF)
NOTES = (
    "",
    "",
    "",
    "",
    "Ville prata en stund extra.",
    "Åt bra i dag.",
    "Trött men glad.",
    "Dottern var där.",
)


@dataclass
class Lane:
    """En medarbetares vecka: when each weekday is taken, in minutes after midnight. Two days in seven are free."""

    staff: Staff
    number: int
    taken: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def fits(self, weekday: int, start: int, minutes: int, *, strict: bool = True) -> bool:
        """Whether the visit has room that weekday; ``strict`` also in the half of the day one usually works."""
        if self.is_free(weekday):
            return False
        if strict and (start < EVENING - OVERLAP if self.number % 2 else start > EVENING + OVERLAP):
            return False
        if sum(end - begun for begun, end in self.taken[weekday]) + minutes > LONGEST_DAY:
            return False
        if not self._rests(weekday, start, start + minutes):
            return False
        end = start + minutes + TRAVEL
        return all(end <= begun or start >= ended + TRAVEL for begun, ended in self.taken[weekday])

    def is_free(self, weekday: int) -> bool:
        """Whether it is one of the week's two free days."""
        return weekday in ((2 * self.number) % 7, (2 * self.number + 1) % 7)

    def shift(self, weekday: int, *more: tuple[int, int]) -> int:
        """When the shift begins, in minutes after midnight: as usual, or so that it holds all the visits."""
        usual = EVENING_BEGINS if self.number % 2 else MORNING_BEGINS
        spans = [*self.taken[weekday], *more]
        if not spans:
            return usual
        first, last = min(begun for begun, _ in spans), max(ended for _, ended in spans)
        return max(last - SHIFT, min(first, usual)) // 15 * 15

    def _rests(self, weekday: int, start: int, end: int) -> bool:
        """Whether one visit more leaves a shift that holds them all, and a night's rest before and after it."""
        spans = [*self.taken[weekday], (start, end)]
        if max(last for _, last in spans) - min(first for first, _ in spans) > LONGEST_SPAN:
            return False
        begins = self.shift(weekday, (start, end))
        before, after = (weekday - 1) % 7, (weekday + 1) % 7
        rested = self.is_free(before) or begins + 24 * 60 - self.shift(before) - SHIFT >= REST
        return rested and (self.is_free(after) or self.shift(after) + 24 * 60 - begins - SHIFT >= REST)

    def take(self, weekday: int, start: int, minutes: int) -> None:
        self.taken[weekday].append((start, start + minutes))


@dataclass(frozen=True, slots=True)
class Slot:
    """En återkommande tid: on these weekdays, so many minutes after midnight."""

    weekdays: tuple[int, ...]
    start: int


class Week:
    """Veckan i en enhet. ``extents`` is how often and how long, by identity number and service."""

    def __init__(
        self,
        unit: Unit,
        staffing: Staffing,
        extents: dict[tuple[str, str], ServiceStarted],
        *,
        seed: str,
        until: datetime,
    ) -> None:
        self.unit, self.staffing, self.extents = unit, staffing, extents
        self.until = whole(until)
        self.today = swedish_day(until)
        self.chance = Random(f"{seed}/week/{unit.name}")
        goes = [post.staff for post in staffing.of(unit, self.today) if self._goes(post.role)]
        self.lanes = [Lane(staff, number) for number, staff in enumerate(goes)]
        self.planner = staffing.anyone(unit, self.today, self.chance, Role.PLANNER)

    def _goes(self, role: Role) -> bool:
        if self.unit.kind in (UnitKind.HOME_CARE, UnitKind.HOUSING_SUPPORT):
            return role is Role.CARE_WORKER
        return role in (Role.CASEWORKER, Role.SENIOR, Role.CARE_WORKER)

    def agree(self, service: Service) -> None:
        """Agrees the visits of one service from today."""
        extent = self.extents.get((service.person.number, service.code))
        if extent is None or not extent.per_week or not service.kind.has_visits:
            return
        at = min(self.until, datetime.combine(self.today, time(6, 30), SWEDEN))
        two = self.chance.random() < CATALOGUE[service.code].two_staff
        by, only = self.planner, self.lanes
        if service.is_sealed:
            # one of the staff is let in, by the caseworker; the planner does not see it
            assert service.case.caseworker is not None
            by, only = service.case.caseworker, self._let_in(service, at)
        for slot in self._slots(service.code, extent):
            usual: Lane | None = None
            days: dict[int | None, list[int]] = defaultdict(list)
            found: dict[int | None, Lane | None] = {None: None}
            for weekday in slot.weekdays:
                lane = self._lane(only, weekday, slot.start, extent.minutes, usual)
                usual = lane or usual
                key = lane.number if lane else None
                found[key] = lane
                days[key].append(weekday)
                if lane:
                    lane.take(weekday, slot.start, extent.minutes)
            for key, weekdays in days.items():
                self._series(
                    service, slot, extent, tuple(weekdays), found[key], two and only is self.lanes, by, at
                )

    def _let_in(self, service: Service, at: datetime) -> list[Lane]:
        lane, by = self.chance.choice(self.lanes), service.case.caseworker
        assert by is not None
        why = "Utför insatsen."
        with as_one(by, at):
            name_staff(
                service.case, lane.staff, ground=Ground.NAMED, reach=Reach.SERVICE, reason=why,
                until=at + timedelta(days=365), by=by, at=at,
            )  # fmt: skip
        return [lane]

    def _lane(
        self, among: list[Lane], weekday: int, start: int, minutes: int, usual: Lane | None
    ) -> Lane | None:
        """Who goes: the same as the other days if possible, else somebody with room."""
        if usual is not None and usual.fits(weekday, start, minutes):
            return usual
        for strict in (True, False):
            free = [lane for lane in among if lane.fits(weekday, start, minutes, strict=strict)]
            if free:
                return self.chance.choice(free)
        return None

    def _series(
        self,
        service: Service,
        slot: Slot,
        extent: ServiceStarted,
        weekdays: tuple[int, ...],
        lane: Lane | None,
        two: bool,
        by: Staff,
        at: datetime,
    ) -> None:
        second = None
        if two and lane is not None:
            able = [
                other
                for other in self.lanes
                if other is not lane and all(other.fits(day, slot.start, extent.minutes) for day in weekdays)
            ]
            if able:
                second = self.chance.choice(able)
                for weekday in weekdays:
                    second.take(weekday, slot.start, extent.minutes)
        agreed = actions.Arrangement(
            minutes=extent.minutes,
            what=WHAT.get(service.code, service.name),
            place=Place.HOME if service.kind.is_home_ground else Place.OFFICE,
            needs_two=two,
            staff=lane.staff if lane else None,
            second=second.staff if second else None,
        )
        clock = time(slot.start // 60, slot.start % 60)
        with as_one(by, at):
            actions.agree_series(service, weekdays, clock, self.today, 2, agreed, by=by, at=at)

    def _slots(self, code: str, extent: ServiceStarted) -> list[Slot]:
        """The week's visits spread over its days, at the same hours each day."""
        entry, chance = CATALOGUE[code], self.chance
        span = (entry.last_hour - entry.first_hour) * 60
        if extent.per_week < 7:
            often = max(1, min(5, round(extent.per_week)))
            if extent.per_week < 1 and chance.random() > extent.per_week * 2:
                return []
            start = entry.first_hour * 60 + 15 * chance.randrange(max(1, (span - extent.minutes) // 15))
            return [Slot(tuple(sorted(chance.sample(range(5), k=often))), start)]
        daily = max(1, round(extent.per_week / 7))
        # everybody wants help in the morning, so the hours lie spread over the whole part of the day
        shift = chance.uniform(-0.45, 0.45)
        starts = (entry.first_hour * 60 + span * (number + 0.5 + shift) / daily for number in range(daily))
        return [Slot(tuple(range(7)), min(21 * 60 + 30, 15 * round(start / 15))) for start in starts]

    def carry_out(self) -> None:
        """Today's visits until now: nearly all done, a few not, and the last ones not yet reported."""
        first, _ = bounds(self.today)
        visits = Visit.objects.filter(
            service__unit=self.unit, planned_at__gte=first, planned_at__lt=self.until
        ).exclude(staff=None)
        for visit in visits.select_related("staff", "service").order_by("planned_at", "staff__username"):
            took = max(5, visit.minutes + self.chance.choice((-5, -3, 0, 0, 0, 2, 5, 9)))
            at = whole(visit.planned_at + timedelta(minutes=took + self.chance.randint(0, 6)))
            luck = self.chance.random()
            if at > self.until - timedelta(minutes=10) or luck < 0.015:
                continue
            staff = visit.staff
            assert staff is not None
            with as_one(staff, at):
                if luck < 0.05:
                    actions.not_carried_out(visit, self.chance.choice(WHY_NOT), by=staff, at=at)
                else:
                    note = self.chance.choice(NOTES)
                    actions.carry_out(visit, minutes_done=took, note=note, by=staff, at=at)
