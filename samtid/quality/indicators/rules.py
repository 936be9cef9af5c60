"""Vad ett mätvärde säger. Pure functions: values in, values and sentences out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samtid.base.organisation.verbs import Verb
from samtid.ground.kernel.stats import Chart, Signal, share_interval, xmr

from .words import Kind, Period

MAY: dict[str, Verb] = {}
MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
SAYS = {
    Signal.OUTSIDE: "Utanför det som vanlig variation förklarar",
    Signal.RUN: "Här börjar ett nytt läge",
}
# Days ahead, each column of what will break: up to and including so many days from today.
AHEAD = ((-1, "Sent"), (0, "I dag"), (3, "1–3"), (7, "4–7"), (14, "8–14"))


@dataclass(frozen=True, slots=True)
class Value:
    """Ett värde i en period: nothing when it is not told of. ``low`` and ``high`` are a share's interval."""

    first_on: date
    last_on: date
    value: float | None
    rows: int | None = None
    low: float | None = None
    high: float | None = None
    ninth: float | None = None

    @property
    def label(self) -> str:
        return period_name(self.first_on, self.last_on)


def value_of(kind: Kind, first_on: date, last_on: date, told: Mapping[str, float | int | None]) -> Value:
    """What the columns of a reading come to. A share in per cent, with Wilson's interval."""
    rows, hits, base = told.get("rows"), told.get("hits"), told.get("base")
    value = low = high = None
    if rows is not None:
        match kind:
            case Kind.SHARE if hits is not None:
                value = 100 * float(hits) / rows
                low, high = (100 * edge for edge in share_interval(float(hits), rows))
            case Kind.RATE if hits is not None and base:
                value = float(hits) / float(base)
            case Kind.MEDIAN if told.get("median") is not None:
                value = float(told["median"])  # type: ignore[arg-type]
            case Kind.COUNT:
                value = float(rows)
    ninth = told.get("ninth")
    return Value(
        first_on,
        last_on,
        value,
        int(rows) if rows is not None else None,
        low,
        high,
        float(ninth) if ninth is not None else None,
    )


def period_name(first_on: date, last_on: date) -> str:
    """``okt 2026``, ``kv 3 2026`` or ``jan–juni 2026``."""
    months = (last_on.year - first_on.year) * 12 + last_on.month - first_on.month + 1
    if months == 1:
        return f"{MONTHS[first_on.month - 1]} {first_on.year}"
    if months == 3 and first_on.month % 3 == 1:
        return f"kv {first_on.month // 3 + 1} {first_on.year}"
    return f"{MONTHS[first_on.month - 1]}–{MONTHS[last_on.month - 1]} {last_on.year}"


@dataclass(frozen=True, slots=True)
class Course:
    """En rad värden över tid, with what is usual and what is not."""

    values: tuple[Value, ...]
    chart: Chart

    @property
    def latest(self) -> Value | None:
        """The newest that is told of."""
        return next((one for one in reversed(self.values) if one.value is not None), None)

    @property
    def numbers(self) -> list[float | None]:
        return [one.value for one in self.values]

    @property
    def signals(self) -> dict[int, str]:
        """Where there is a signal, and why in words."""
        return {place: SAYS[why] for place, why in self.chart.signals.items()}

    @property
    def is_news(self) -> bool:
        """Whether the newest value is a signal, or a new level has begun among the last eight."""
        places = [place for place, one in enumerate(self.values) if one.value is not None]
        if not places:
            return False
        return self.chart.signals.get(places[-1]) is Signal.OUTSIDE or any(
            self.chart.signals.get(place) is Signal.RUN for place in places[-8:]
        )


def course_of(values: Sequence[Value], most: float | None) -> Course:
    """Gaps filled with nothing, so that time is even across, and the limits reckoned."""
    filled: list[Value] = []
    for one in sorted(values, key=lambda value: value.first_on):
        while filled and filled[-1].last_on + timedelta(days=1) < one.first_on:
            begins = filled[-1].last_on + timedelta(days=1)
            length = 3 if (one.last_on - one.first_on).days > 31 else 1
            filled.append(Value(begins, _ends(begins, length), None))
        filled.append(one)
    while filled and filled[0].value is None:
        del filled[0]
    return Course(tuple(filled), xmr([one.value for one in filled], least=0.0, most=most))


def _ends(begins: date, months: int) -> date:
    count = begins.year * 12 + begins.month - 1 + months
    return date(count // 12, count % 12 + 1, 1) - timedelta(days=1)


def state(course: Course) -> tuple[str, str]:
    """How it stands now: a short word and the look of its tag."""
    if course.latest is None:
        return "För få", "neutral"
    if not course.chart.phases:
        return "För kort tid", "neutral"
    return ("Signal", "signal") if course.is_news else ("Som vanligt", "neutral")


def sentence(course: Course, shown: object, period: Period) -> str:
    """What the course says to one who does not count. ``shown`` makes text of a value."""
    assert callable(shown)
    latest, phases = course.latest, course.chart.phases
    if latest is None:
        return "Inget värde kan visas: färre än fem personer har räknats i varje period."
    each = "månader" if period is Period.MONTH else "kvartal"
    if not phases:
        return f"Det behövs sex {each} med värden innan det går att säga vad som är vanligt."
    now = phases[-1]
    said = []
    if len(phases) > 1:
        before = phases[-2]
        way = "högre" if now.mean > before.mean else "lägre"
        said.append(
            f"Sedan {course.values[now.first].label} är läget {way}: i medel {shown(now.mean)}, mot {shown(before.mean)} förut."
        )
    place = max(place for place, one in enumerate(course.values) if one.value is not None)
    if course.chart.signals.get(place) is Signal.OUTSIDE:
        said.append(
            f"Det senaste värdet ({latest.label}) ligger utanför det som vanlig variation förklarar: något har hänt. Sök orsaken."
        )
    elif len(phases) == 1:
        said.append("Värdena går upp och ned som de brukar. En enskild uppgång eller nedgång säger inget.")
    said.append(f"Vanligt är mellan {shown(now.low)} och {shown(now.high)}.")
    return " ".join(said)


def column_of(due_on: date, today: date) -> int | None:
    """Which column of what lies ahead a day belongs to; nothing when it is further away."""
    left = (due_on - today).days
    return next((place for place, (most, _) in enumerate(AHEAD) if left <= most), None)


def lighter(loads: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Who has most and who has least, when the difference is more than half of what is usual; a hint, no more."""
    if len(loads) < 2:
        return None
    ordered = sorted(loads, key=lambda pair: (pair[1], pair[0]))
    least, most = ordered[0], ordered[-1]
    usual = sum(open_ for _, open_ in loads) / len(loads)
    return (most, least) if most[1] - least[1] > max(usual / 2, 3) else None
