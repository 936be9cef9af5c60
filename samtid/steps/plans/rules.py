"""Vad lag och rutin säger om genomförandeplaner. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.base.organisation.words import Role, Skill, UnitKind
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_moment

from .words import AgreedWith, DayPart, LifeArea, Place, PlanState, Weekday

PARTICIPATION = "SoL 10 kap. 4 §"
FOLLOWED_UP = "SoL 5 kap. 2 §"
LONGEST = 720  # minutes
MORNING = time(6)  # a clock before this belongs to the night of the day before, where the line says night
MOST_LEEWAY = 240  # minutes either way
MOST_WEEKS_BETWEEN = 4
# A form's draft holds 200 fields (base/dossier): with more lines what is typed would not be kept.
MOST_LINES = 12
SOME_WORDS = 5  # letters
# The municipality's routine, not law.
FOLLOW_UP_SOON = timedelta(days=14)  # before its day of follow-up the one who wrote it is told

WRITERS = frozenset({Role.CASEWORKER, Role.SENIOR, Role.MANAGER})
WRITES = Verb(
    WRITERS,
    "Planen skriver den som arbetar hos den enskilde, eller den som handlägger ärendet.",
    PARTICIPATION,
    "den som arbetar där insatsen utförs",
    there={Role.CARE_WORKER: frozenset()},
)
ADOPTS = Verb(
    WRITERS,
    "Planen antar den som har kommit överens med den enskilde: den som arbetar där, enhetschefen eller handläggaren.",
    PARTICIPATION,
    "den som arbetar där insatsen utförs",
    there={Role.CARE_WORKER: frozenset()},
)
# Where somebody plans for the rest. In other units each one agrees on her own conversations.
HAS_PLANNER = frozenset({UnitKind.HOME_CARE, UnitKind.HOUSING_SUPPORT})
PLANS_OWN = frozenset(UnitKind) - HAS_PLANNER
# Who may send somebody to a visit, and so must be told by name whom the person does not want: the wall asks the same.
KNOWS = Verb(
    roles.RECEIVES_CASES,
    "Vem som inte ska komma vet den som planerar besöken.",
    PARTICIPATION,
    "planeraren eller enhetschefen",
    there={Role.PLANNER: frozenset(), Role.CARE_WORKER: PLANS_OWN},
)
FOLLOWS_UP = Verb(
    WRITERS,
    "Planen följer den upp som arbetar hos den enskilde, eller den som handlägger ärendet.",
    FOLLOWED_UP,
    "den som arbetar där insatsen utförs",
    there={Role.CARE_WORKER: frozenset()},
)
MAY: dict[str, Verb] = {
    "write_plan": WRITES,
    "adopt_plan": ADOPTS,
    "follow_up_plan": FOLLOWS_UP,
    "correct_follow_up": FOLLOWS_UP,
}


@dataclass(frozen=True, slots=True)
class LineDetails:
    """A line as written. Of a draft much may be missing; ``weekdays`` are Monday 0, none of them means when needed.

    ``every`` is in weeks, ``leeway`` and ``minutes`` in minutes. The clock counts before the part of the day.
    """

    what: str = ""
    area: str = ""
    how: str = ""
    weekdays: tuple[int, ...] = ()
    every: int = 1
    part: str = ""
    clock: time | None = None
    leeway: int = 0
    minutes: int | None = None
    needs_two: bool = False
    skill: str = ""
    place: str = Place.HOME.value
    goal: UUID | None = None

    @property
    def starts(self) -> time | None:
        """When a visit is laid: the clock that was agreed, or what is usual in that part of the day."""
        return self.clock or (DayPart(self.part).usual if self.part else None)

    @property
    def is_past_midnight(self) -> bool:
        """Whether the night of a day has become the next one: the small hours of Friday night are early on Saturday."""
        return self.part == DayPart.NIGHT and self.clock is not None and self.clock < MORNING

    def moment(self, day: date) -> datetime | None:
        """When a visit of the line's ``day`` is laid; None where no time is said."""
        if self.starts is None:
            return None
        return swedish_moment(day + timedelta(days=self.is_past_midnight), self.starts)

    @property
    def same(self) -> tuple[object, ...]:
        """What two lines have in common when a visit of the one is a visit of the other."""
        return (
            self.area,
            self.what,
            self.minutes,
            self.starts,
            self.is_past_midnight,
            self.needs_two,
            self.place,
        )

    @property
    def area_label(self) -> str:
        return LifeArea.label_of(self.area) if self.area else ""

    @property
    def skill_label(self) -> str:
        return Skill.label_of(self.skill) if self.skill else ""

    @property
    def place_label(self) -> str:
        return Place.label_of(self.place) if self.place else ""

    @property
    def when(self) -> str:
        """mån, ons 08.00 (± 30 min), varannan vecka; in words."""
        if not self.weekdays:
            return "När det behövs"
        days = Weekday.in_short(self.weekdays)
        clock = (
            f"kl. {self.clock:%H.%M}"
            if self.clock
            else DayPart.label_of(self.part).lower()
            if self.part
            else ""
        )
        if self.is_past_midnight:
            clock += ", natten till nästa dag"
        leeway = f"± {self.leeway} min" if self.leeway else ""
        weeks = (
            "" if self.every == 1 else "varannan vecka" if self.every == 2 else f"var {self.every}:e vecka"
        )
        return ", ".join(one for one in (days, clock, leeway, weeks) if one)

    @property
    def minutes_a_week(self) -> int:
        """What it comes to, in minutes of staff: two count twice."""
        return round((self.minutes or 0) * len(self.weekdays) * (2 if self.needs_two else 1) / self.every)

    def as_kept(self) -> dict[str, Any]:
        """As JSON, in a draft."""
        return {
            one.name: value.isoformat() if isinstance(value, time) else str(value) if isinstance(value, UUID)
            else list(value) if isinstance(value, tuple) else value
            for one in fields(self)
            if (value := getattr(self, one.name)) != one.default
        }  # fmt: skip

    @classmethod
    def kept(cls, said: Mapping[str, Any]) -> LineDetails:
        """From a draft's JSON."""
        told = dict(said)
        return cls(**told | {
            "weekdays": tuple(told.get("weekdays", ())),
            "clock": time.fromisoformat(told["clock"]) if told.get("clock") else None,
            "goal": UUID(told["goal"]) if told.get("goal") else None,
        })  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as written; of a draft much may be missing. ``not_who`` are keys of staff who should not come."""

    lines: tuple[LineDetails, ...] = ()
    valid_from: date | None = None
    agreed_on: date | None = None
    agreed_with: str = ""
    took_part: str = ""
    wishes: str = ""
    language: str = ""
    staff_gender: str = ""
    not_who: tuple[int, ...] = ()
    follow_up_on: date | None = None
    reason: str = ""


def state(*, valid_from: date | None, is_adopted: bool, is_superseded: bool, on: date) -> PlanState:
    """Where a plan is on a day. ``is_superseded``: a later version holds on that day, or from the first of this one."""
    if not is_adopted or valid_from is None:
        return PlanState.DRAFT
    if is_superseded:
        return PlanState.SUPERSEDED
    return PlanState.COMING if valid_from > on else PlanState.HOLDS


def last_day(valid_from: date, later: Iterable[date]) -> date | None:
    """The last day of a version, when ``later`` are the first days of versions with higher numbers. None for no end.

    Before ``valid_from`` when a later one holds from the same day or earlier: then this one never holds again.
    """
    first = min(later, default=None)
    return None if first is None else first - timedelta(days=1)


def days_of(line: LineDetails, anchor: date, first: date, last: date) -> list[date]:
    """The days of a line from ``first`` to ``last``. Weeks are counted from that of ``anchor``, the line's first day."""
    monday = anchor - timedelta(days=anchor.weekday())
    return [
        day
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        if day.weekday() in line.weekdays and (day - monday).days // 7 % line.every == 0
    ]


def anchor_of(line: LineDetails, valid_from: date, before: Iterable[tuple[LineDetails, date]]) -> date:
    """The day a line's weeks are counted from: as in the version ``before`` where it goes on, so that no week is skipped."""
    same = (line.area, line.what, line.weekdays, line.every)
    return next(
        (day for old, day in before if (old.area, old.what, old.weekdays, old.every) == same), valid_from
    )


def obstacles_to_writing(text: PlanText, *, has_ended: bool) -> list[Obstacle]:
    """What stands in the way of keeping a draft: what is not known yet is left empty, but nothing is wrong."""
    if has_ended:
        return [Obstacle("Insatsen är avslutad.")]
    found = []
    if text == PlanText():
        found.append(Obstacle("Skriv vad som ska göras.", PARTICIPATION, field="line_1_what"))
    if len(text.lines) > MOST_LINES:
        found.append(
            Obstacle(f"En plan har högst {MOST_LINES} rader. Skriv det som görs vid samma besök på en rad.")
        )
    for number, line in enumerate(text.lines, 1):
        found += _amiss(line, number)
    return found


def _amiss(line: LineDetails, number: int) -> list[Obstacle]:
    found = []
    if line.minutes is not None and not 1 <= line.minutes <= LONGEST:
        found.append(
            Obstacle("Ett besök är mellan 1 minut och 12 timmar långt.", field=f"line_{number}_minutes")
        )
    if not 0 <= line.leeway <= MOST_LEEWAY:
        found.append(
            Obstacle(f"Tiden får flyttas högst {MOST_LEEWAY} minuter.", field=f"line_{number}_leeway")
        )
    if not 1 <= line.every <= MOST_WEEKS_BETWEEN or not set(line.weekdays) <= set(range(7)):
        found.append(Obstacle("Välj veckodagar, och hur ofta.", field=f"line_{number}_every"))
    return found


def obstacles_to_adopting(
    text: PlanText,
    *,
    number: int,
    has_ended: bool,
    starts_on: date,
    ends_on: date | None,
    goals: Collection[UUID],
    on: date,
) -> list[Obstacle]:
    """What stands in the way of adopting a plan of a service from ``starts_on`` to ``ends_on``, on the day ``on``."""
    found = obstacles_to_writing(text, has_ended=has_ended)
    if has_ended:
        return found
    if not text.lines:
        found.append(Obstacle("Skriv minst en rad: vad som ska göras.", PARTICIPATION, field="line_1_what"))
    for row, line in enumerate(text.lines, 1):
        found += _missing(line, row, goals)
    if text.valid_from is None:
        found.append(Obstacle("Skriv från vilken dag planen gäller.", field="valid_from"))
    elif text.valid_from < starts_on:
        found.append(Obstacle(f"Insatsen börjar {starts_on}.", field="valid_from"))
    elif ends_on is not None and text.valid_from > ends_on:
        found.append(Obstacle(f"Insatsen slutar {ends_on}.", field="valid_from"))
    if not text.agreed_with:
        found.append(Obstacle("Välj vem planen är överenskommen med.", PARTICIPATION, field="agreed_with"))
    if text.agreed_on is None:
        found.append(Obstacle("Skriv vilken dag ni kom överens.", PARTICIPATION, field="agreed_on"))
    elif text.agreed_on > on:
        found.append(Obstacle("Anta planen när ni har kommit överens, inte i förväg.", field="agreed_on"))
    if len(text.took_part.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv hur den enskilde har varit med.", PARTICIPATION, field="took_part"))
    if text.follow_up_on is None:
        found.append(Obstacle("Välj en dag då planen följs upp.", FOLLOWED_UP, field="follow_up_on"))
    elif text.follow_up_on <= max(on, text.valid_from or on):
        found.append(Obstacle("Uppföljningen ska ligga framåt i tiden.", FOLLOWED_UP, field="follow_up_on"))
    if number > 1 and len(text.reason.strip()) < SOME_WORDS:
        found.append(
            Obstacle("Skriv varför planen ändras. Den som gällde står kvar bredvid.", field="reason")
        )
    return found


def _missing(line: LineDetails, number: int, goals: Collection[UUID]) -> list[Obstacle]:
    found = []
    if not line.what.strip():
        found.append(Obstacle("Skriv vad som ska göras.", field=f"line_{number}_what"))
    if not line.area:
        found.append(Obstacle("Välj livsområde.", field=f"line_{number}_area"))
    if line.weekdays and line.minutes is None:
        found.append(Obstacle("Skriv hur många minuter det tar.", field=f"line_{number}_minutes"))
    if line.weekdays and line.starts is None:
        found.append(Obstacle("Välj del av dagen, eller skriv ett klockslag.", field=f"line_{number}_part"))
    if line.goal is not None and line.goal not in goals:
        found.append(Obstacle("Målet hör inte till den här insatsen.", field=f"line_{number}_goal"))
    return found


def in_hours(minutes: int) -> str:
    """Minutes in hours and minutes, in words."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} {'timme' if hours == 1 else 'timmar'}"] if hours else []
    return " och ".join([*said, *([f"{rest} minuter"] if rest or not hours else [])])


def is_near(follow_up_on: date | None, on: date) -> bool:
    """Whether a plan is soon to be followed up, or ought to have been."""
    return follow_up_on is not None and follow_up_on <= on + FOLLOW_UP_SOON


def obstacle_to_going(name: str, why: str) -> Obstacle:
    """What the plan says against sending ``name``."""
    return Obstacle(f"{name} {why} enligt genomförandeplanen.", PARTICIPATION, field="staff")


def unfit(*, is_unwanted: bool, lacks: str = "") -> str:
    """Why somebody should not be sent, in the words of a choice list; empty when nothing is said against it."""
    if is_unwanted:
        return "ska inte gå hit"
    return f"saknar {lacks}" if lacks else ""


def agreed_label(text: PlanText) -> str:
    """Who it is agreed with, in words."""
    return AgreedWith.label_of(text.agreed_with) if text.agreed_with else ""
