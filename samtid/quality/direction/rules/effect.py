"""Effekten: what an indicator says of a day, before and after. It never says that the decision did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samtid.ground.kernel.stats import RUN, Signal
from samtid.quality.indicators.rules import Course, Value
from samtid.quality.indicators.words import Better

from ..words import Effect


@dataclass(frozen=True, slots=True)
class Told:
    """Vad som kan sägas: the last value of a whole period before the day, and the newest of one wholly after.

    ``low`` and ``high`` are what is usual at the value after, as the chart reckons it; a share's value has its own
    interval beside. ``why`` is one Swedish sentence.
    """

    effect: Effect
    why: str
    before: Value | None = None
    after: Value | None = None
    low: float | None = None
    high: float | None = None


def told_of(course: Course | None, decided_on: date, better: Better = Better.NEITHER) -> Told:
    """What the course says of before and after ``decided_on``. A change is told of only where the chart has a signal."""
    if course is None:
        return Told(Effect.UNTOLD, "Ingen indikator är vald. Vad som hände står i uppföljningen.")
    known = [(place, one) for place, one in enumerate(course.values) if one.value is not None]
    was, before = next(((at, one) for at, one in reversed(known) if one.last_on < decided_on), (0, None))
    later = [(place, one) for place, one in known if one.first_on > decided_on]
    if not later:
        return Told(Effect.UNTOLD, "Ingen hel period efter beslutet är räknad ännu.", before)
    place, after = later[-1]
    if before is None:
        return Told(
            Effect.UNTOLD, "Det finns inget värde från tiden före beslutet att jämföra med.", None, after
        )
    if not course.chart.phases:
        return Told(
            Effect.UNTOLD, "Det finns för få värden för att skilja en ändring från slumpen.", before, after
        )
    now = course.chart.phases[-1]
    usual = (now.low, now.high)
    if len(course.chart.phases) > 1 and course.values[now.first].first_on > decided_on:
        # the level that the value before lay in: there may have been others between
        phases = course.chart.phases
        former = next((one for one in phases if one.first <= was <= one.last), phases[-2])
        said = f"Sedan {course.values[now.first].label} är det ett nytt läge."
        return Told(_way(now.mean - former.mean, better), said, before, after, *usual)
    if course.chart.signals.get(place) is Signal.OUTSIDE and after.value is not None:
        said = f"Värdet för {after.label} ligger utanför det som vanlig variation förklarar."
        return Told(_way(after.value - now.mean, better), said, before, after, *usual)
    if len(later) < RUN:
        said = f"Av de {RUN} värden som behövs för att se ett nytt läge är {len(later)} räknade."
        return Told(Effect.UNTOLD, said, before, after, *usual)
    said = "Värdena går upp och ned som de brukar: ingen ändring kan skiljas från slumpen."
    return Told(Effect.SAME, said, before, after, *usual)


def _way(change: float, better: Better) -> Effect:
    if better is Better.NEITHER or not change:
        return Effect.CHANGED
    return Effect.BETTER if (change > 0) == (better is Better.HIGHER) else Effect.WORSE


def follow_up_told(told: Told, name: str, shown: Callable[[float | None], str]) -> str:
    """The same as one sentence, kept as it was told that day. ``shown`` makes text of a value."""
    if told.effect is Effect.UNTOLD or told.before is None or told.after is None:
        return told.why
    return (
        f"{name}: {shown(told.before.value)} före ({told.before.label}), "
        f"{shown(told.after.value)} efter ({told.after.label}). {told.why}"
    )
