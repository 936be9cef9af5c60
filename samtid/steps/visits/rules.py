"""Vad avtalet och rutinen säger om besök. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day, swedish_moment, swedish_time
from samtid.steps.plans.rules import KNOWS, PLANS_OWN

from .words import TOLD, VisitState, WhyNot

PARTICIPATION = "SoL 10 kap. 4 §"
SERIOUS = "SoL 27 kap. 2 §"
LONGEST = 720  # minutes
MOST_WEEKS = 26
SOME_WORDS = 5  # letters
SOON = timedelta(hours=1)  # before its time: the page lies open in a pocket until one is there
HEARD_WITHIN = timedelta(days=7)  # a tap that has lain on the telephone; after that memory is asked, by hand
AFTER_MIDNIGHT = time(2)  # until then what was taken along stays: the last visits of the evening
UNDO = timedelta(minutes=10)  # a slip of the finger is taken back; after that it is corrected beside

PLANS = Verb(
    KNOWS.roles,
    "Det gör planeraren eller enhetschefen där insatsen utförs, så att den enskilde får veta vem som kommer och när.",
    PARTICIPATION,
    "planeraren eller enhetschefen",
    there=KNOWS.there,
)
TELLS = Verb(
    roles.RECEIVES_CASES,
    "Det gör den som arbetar i enheten där insatsen utförs.",
    may="den som var där",
    there={Role.PLANNER: frozenset(), Role.CARE_WORKER: frozenset()},
)
HANDLES = Verb(
    roles.RECEIVES_CASES,
    "Det gör planeraren eller enhetschefen: någon ska ha sett avvikelsen och sagt vad som görs.",
    SERIOUS,
    "planeraren eller enhetschefen",
    there={Role.PLANNER: frozenset(), Role.CARE_WORKER: PLANS_OWN},
)
MAY: dict[str, Verb] = {
    **dict.fromkeys(("agree_visit", "agree_series", "assign", "move_visit"), PLANS),
    **dict.fromkeys(("lay_out", "call_off_rest", "call_off_away"), PLANS),
    "assign_all": replace(PLANS, roles=PLANS.roles | {Role.PLANNER}, there={}),  # and of each visit by itself
    **dict.fromkeys(("carry_out", "not_carried_out", "take_back", "correct", "hear", "unhear"), TELLS),
    "handle": HANDLES,
}


@dataclass(frozen=True, slots=True)
class Booking:
    """Somebody's agreed time, from ``start`` up to but not including ``end``."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, start: datetime, minutes: int) -> Booking:
        """The time from ``start`` for ``minutes``."""
        return cls(start, start + timedelta(minutes=minutes))

    def meets(self, other: Booking) -> bool:
        """True when the two overlap. One that begins as the other ends does not."""
        return self.start < other.end and other.start < self.end


def state(
    *, carried_out: bool, not_carried_out: bool, lacks: int, ends_at: datetime, at: datetime
) -> VisitState:
    """Where a visit is at the moment ``at``."""
    if carried_out:
        return VisitState.CARRIED_OUT
    if not_carried_out:
        return VisitState.NOT_CARRIED_OUT
    if ends_at <= at:
        return VisitState.UNREPORTED
    return VisitState.UNASSIGNED if lacks else VisitState.PLANNED


@dataclass(frozen=True, slots=True)
class Going:
    """A series as it goes: its weekdays (Monday 0) and clock on the wall, how many weeks it was, and its last day."""

    weekdays: tuple[int, ...]
    clock: time
    weeks: int
    last: date


def as_it_goes(times: Sequence[datetime]) -> Going:
    """A series from its times, at least one. Some may have been moved: its clock is the commonest, or the earliest of such."""
    clocks = Counter(swedish_time(moment).time() for moment in times)
    most = max(clocks.values())
    days = {swedish_day(moment) for moment in times}
    return Going(
        weekdays=tuple(sorted({day.weekday() for day in days})),
        clock=min(clock for clock, count in clocks.items() if count == most),
        weeks=min(MOST_WEEKS, (max(days) - min(days)).days // 7 + 1),
        last=max(days),
    )


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a Swedish day and of the next: 23, 24 or 25 hours."""
    return swedish_moment(day, time.min), swedish_moment(day + timedelta(days=1), time.min)


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, str]:
    import holidays

    found = holidays.country_holidays(
        "SE", years=year, categories=(holidays.PUBLIC, holidays.DE_FACTO), language="sv"
    )
    return {day: name for day, name in found.items() if name != "Söndag"}


def holiday(day: date) -> str:
    """The Swedish name of a public holiday or of one of the three eves; empty on other days."""
    return _holidays(day.year).get(day, "")


def weekly(
    *, weekdays: Iterable[int], clock: time, first: date, weeks: int, without_holidays: bool = False
) -> tuple[datetime, ...]:
    """The times of a series: each of ``weekdays`` (Monday 0) at ``clock``, for ``weeks`` weeks from ``first``.

    The clock on the wall is kept when summer time begins and ends.
    """
    wanted = set(weekdays)
    all_days = (first + timedelta(days=number) for number in range(7 * weeks))
    return tuple(
        swedish_moment(day, clock)
        for day in all_days
        if day.weekday() in wanted and not (without_holidays and holiday(day))
    )


def obstacles_to_agreeing(
    *,
    times: Sequence[datetime],
    minutes: int,
    what: str,
    starts_on: date,
    ends_on: date | None,
    has_ended: bool,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of agreeing visits of a service at these times. ``on`` is the day of asking."""
    if has_ended:
        return [Obstacle("Insatsen är avslutad.")]
    found = []
    if not times:
        found.append(Obstacle("Ingen dag blev kvar. Välj minst en veckodag.", field="weekdays"))
    if not 1 <= minutes <= LONGEST:
        found.append(Obstacle("Ett besök är mellan 1 minut och 12 timmar långt.", field="minutes"))
    if not what.strip():
        found.append(Obstacle("Skriv vad besöket gäller.", PARTICIPATION, field="what"))
    if any(swedish_day(moment) < on for moment in times):
        found.append(Obstacle("Välj en dag från i dag och framåt.", field="day"))
    if any(swedish_day(moment) < starts_on for moment in times):
        found.append(Obstacle(f"Insatsen börjar {starts_on}.", field="day"))
    if ends_on is not None and any(swedish_day(moment) > ends_on for moment in times):
        found.append(Obstacle(f"Insatsen slutar {ends_on}.", field="day"))
    return found


def obstacles_to_staffing(
    *,
    name: str,
    works_there: bool,
    wanted: Sequence[Booking],
    booked: Sequence[Booking],
    field: str = "staff",
) -> list[Obstacle]:
    """What stands in the way of sending ``name`` to the ``wanted`` times when already ``booked``."""
    if not works_there:
        return [Obstacle(f"{name} arbetar inte i enheten den dagen.", field=field)]
    met = next((own for own in booked for new in wanted if own.meets(new)), None)
    if met is None:
        return []
    start, end = swedish_time(met.start), swedish_time(met.end)
    return [Obstacle(f"{name} är upptagen {start:%Y-%m-%d} kl. {start:%H.%M}–{end:%H.%M}.", field=field)]


def obstacles_to_two(*, staff: int | None, second: int | None) -> list[Obstacle]:
    """What stands in the way of these two going together."""
    if second is not None and staff is None:
        return [Obstacle("Välj först den som har huvudansvaret för besöket.", field="staff")]
    if second is not None and staff == second:
        return [Obstacle("Välj två olika personer.", field="second")]
    return []


def obstacles_to_reporting(
    *, reported_at: datetime | None, was_carried_out: bool, reporter: str
) -> list[Obstacle]:
    """What stands in the way of saying that a visit was, or was not, carried out."""
    if reported_at is not None:
        when = swedish_time(reported_at)
        said = "utfört" if was_carried_out else "inte utfört"
        return [
            Obstacle(
                f"Besöket är redan rapporterat som {said}, {when:%Y-%m-%d} kl. {when:%H.%M}{reporter and f' av {reporter}'}."
            )
        ]
    return []


def obstacles_to_carrying_out(*, planned_at: datetime, minutes_done: int, at: datetime) -> list[Obstacle]:
    """What stands in the way of saying that a visit was carried out, beside having said it before."""
    found = []
    if swedish_day(planned_at) > swedish_day(at):
        found.append(Obstacle("Besöket är planerat till en senare dag. Flytta det om det redan är gjort."))
    elif planned_at > at:
        begins = swedish_time(planned_at)
        text = f"Besöket börjar kl. {begins:%H.%M}. Är det redan gjort, be planeraren flytta det först."
        found.append(Obstacle(text))
    if not 1 <= minutes_done <= LONGEST:
        found.append(Obstacle("Skriv hur många minuter besöket tog.", field="minutes_done"))
    return found


def obstacles_to_hearing(*, tapped_at: datetime, at: datetime) -> list[Obstacle]:
    """What stands in the way of taking in a tap that the telephone has kept."""
    text = f"Trycket är från {swedish_day(tapped_at)}. Rapportera besöket för hand, som det blev."
    return [] if at - tapped_at <= HEARD_WITHIN else [Obstacle(text)]


def obstacles_to_tapping(*, planned_at: datetime, tapped_at: datetime) -> list[Obstacle]:
    """What stands in the way of believing that a visit was carried out when it was pressed: it was long before its time."""
    if planned_at - tapped_at <= SOON:
        return []
    return [Obstacle(f"Det trycktes kl. {swedish_time(tapped_at):%H.%M}, långt före besöket.")]


UNDONE = "Det ångrades på telefonen innan det hade kommit fram."
ANOTHER_TAP = Obstacle("Trycket har samma nummer som ett annat. Rapportera besöket för hand.")


def taken_until(*, session_ends: datetime, on: date) -> datetime:
    """Until when the day ``on`` may lie on a telephone: to the session's end, and not past that night."""
    return min(session_ends, swedish_moment(on + timedelta(days=1), AFTER_MIDNIGHT))


def obstacles_to_not_carrying_out(reason: WhyNot | None) -> list[Obstacle]:
    """What stands in the way of saying that a visit was not carried out: the reason must be said."""
    return [] if reason in TOLD else [Obstacle("Välj varför besöket inte blev av.", field="reason")]


def obstacles_to_calling_off(
    *, planned_at: datetime, hindered: Sequence[Obstacle], at: datetime
) -> list[Obstacle]:
    """What stands in the way of saying beforehand that a visit will not be: another day's is the planner's to call off.

    ``hindered`` is what stands in the way of planning, for the one who says it.
    """
    return list(hindered) if swedish_day(planned_at) > swedish_day(at) else []


def may_take_back(*, reported_at: datetime | None, is_reporter: bool, at: datetime) -> bool:
    """Whether what was reported can be taken back: by the same hand, within ten minutes."""
    return reported_at is not None and is_reporter and at - reported_at <= UNDO


def obstacles_to_taking_back(
    *, reported_at: datetime | None, is_reporter: bool, at: datetime
) -> list[Obstacle]:
    """What stands in the way of taking a report back: after ten minutes others may have acted on it."""
    if reported_at is None:
        return [Obstacle("Besöket är inte rapporterat.")]
    if not is_reporter:
        return [Obstacle("Bara den som rapporterade kan ångra. Skriv en rättelse i stället.")]
    if not may_take_back(reported_at=reported_at, is_reporter=True, at=at):
        return [Obstacle("Det har gått mer än tio minuter. Skriv en rättelse i stället, så ser alla båda.")]
    return []


def obstacles_to_correcting(
    *,
    reported_at: datetime | None,
    was_carried_out: bool,
    carried_out: bool | None,
    minutes_done: int | None,
    minutes_were: int | None,
    reason: WhyNot | None,
    reason_was: str,
    text: str,
) -> list[Obstacle]:
    """What stands in the way of a correction beside a report. ``carried_out`` is how it really was."""
    if reported_at is None:
        return [Obstacle("Besöket är inte rapporterat än, så det går att rapportera direkt.")]
    found = []
    if carried_out is None:
        found.append(Obstacle("Välj hur det blev.", field="carried_out"))
    elif carried_out and not 1 <= (minutes_done or 0) <= LONGEST:
        found.append(Obstacle("Skriv hur många minuter besöket tog.", field="minutes_done"))
    elif not carried_out and reason is None:
        found.append(Obstacle("Välj varför besöket inte blev av.", field="reason"))
    elif carried_out == was_carried_out and (
        minutes_done == minutes_were if carried_out else reason == reason_was
    ):
        found.append(Obstacle("Det är samma sak som redan står.", field="carried_out"))
    if len(text.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad som var fel och hur du vet det. Det som stod sparas.", field="text"))
    return found


def obstacles_to_handling(*, reason: WhyNot | None, handled: bool, text: str) -> list[Obstacle]:
    """What stands in the way of saying what was done about a deviation."""
    if reason is None or not reason.needs_somebody:
        return [Obstacle("Det är ingen avvikelse att ta hand om.")]
    if handled:
        return [Obstacle("Någon har redan tagit hand om avvikelsen.")]
    if len(text.strip()) < SOME_WORDS:
        return [Obstacle("Skriv vad du gjorde, till exempel vem du ringde.", SERIOUS, field="text")]
    return []


def gaps(bookings: Sequence[Booking]) -> list[int]:
    """Free minutes before each booking, in order of time; 0 before the first and where two overlap."""
    ends: datetime | None = None
    found = []
    for booking in bookings:
        free = 0 if ends is None else int((booking.start - ends).total_seconds() // 60)
        found.append(max(0, free))
        ends = booking.end if ends is None else max(ends, booking.end)
    return found


def on_strip(booking: Booking, day: date, first_hour: int, last_hour: int) -> tuple[int, int]:
    """Where a booking is drawn on a strip of the day: minutes from ``first_hour``, and its length.

    What lies outside the strip is cut at its edge; the length is at least 1.
    """
    zero, most = swedish_moment(day, time(first_hour)), (last_hour - first_hour) * 60
    start = max(0, min(most - 1, int((booking.start - zero).total_seconds() // 60)))
    end = max(start + 1, min(most, int((booking.end - zero).total_seconds() // 60)))
    return start, end - start
