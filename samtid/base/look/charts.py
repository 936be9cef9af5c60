"""Where things stand in a chart: pure geometry in the drawing's own units (one unit is one CSS pixel)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samtid.base.look.swedish import number

WIDTH = 640.0
ROW = 34.0
BAR = 20.0
VALUE_ROOM = 92.0
LETTER = 7.1  # Inter's mean letter width at 13 px, measured on Swedish text


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar and where its words stand."""

    label: str
    text: str
    x: float
    y: float
    width: float
    height: float
    text_x: float
    text_y: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the chart with its value."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, longest possible bar at the chart's right."""

    width: float
    height: float
    left: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a path (broken where a value is missing) and its points."""

    name: str
    path: str
    points: tuple[tuple[float, float, str], ...]
    end: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over a common axis that starts at zero unless values are negative."""

    width: float
    height: float
    left: float
    bottom: float
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]


def nice_ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten) from at or below ``low`` to at or above ``high``."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, last + 1)]


def bars(
    pairs: Sequence[tuple[str, float | None]], unit: str = "", decimals: int = 0, mark: str | None = None
) -> BarChart:
    """Horizontal bars for ``(label, value)``; a missing value says *uppgift saknas*. Values are ≥ 0.

    ``mark`` is the label of the bar to bring forward (one's own municipality among others).
    """
    left = min(220.0, max((len(label) for label, _ in pairs), default=0) * LETTER + 12)
    room = WIDTH - left - VALUE_ROOM
    most = max((value for _, value in pairs if value is not None), default=0) or 1
    drawn = []
    for index, (label, value) in enumerate(pairs):
        width = 0.0 if value is None else round(room * max(value, 0) / most, 1)
        y = index * ROW + (ROW - BAR) / 2
        text = "uppgift saknas" if value is None else number(value, decimals) + (f"\u00a0{unit}" if unit else "")
        drawn.append(
            Bar(label, text, left, y, width, BAR, left + width + 8, y + BAR / 2, marked=label == mark)
        )
    return BarChart(WIDTH, max(len(pairs), 1) * ROW, left, tuple(drawn))


def lines(
    labels: Sequence[str], series: dict[str, Sequence[float | None]], unit: str = "", decimals: int = 0
) -> LineChart:
    """Lines for ``series`` (name → one value per label, ``None`` where there is none)."""
    height, top, bottom = 260.0, 14.0, 226.0
    known = [value for values in series.values() for value in values if value is not None]
    steps = nice_ticks(min([0.0, *known]), max(known, default=1.0))
    low, high = steps[0], steps[-1]
    digits = max(decimals, 0 if steps[1] - steps[0] >= 1 else -math.floor(math.log10(steps[1] - steps[0])))
    tick_texts = [number(value, digits) for value in steps]
    left = max(len(text) for text in tick_texts) * LETTER + 14
    names_room = 24 + max((len(name) for name in series), default=0) * LETTER
    right = WIDTH - min(190.0, names_room)
    gap = (right - left) / max(len(labels) - 1, 1)

    def height_of(value: float) -> float:
        return round(bottom - (bottom - top) * (value - low) / (high - low), 1)

    def across(index: int) -> float:
        return round(left + gap * index, 1)

    drawn = []
    for name, values in series.items():
        points = tuple(
            (across(i), height_of(v), f"{labels[i]}: {number(v, decimals)}{' ' + unit if unit else ''}")
            for i, v in enumerate(values)
            if v is not None
        )
        end = (points[-1][0], points[-1][1]) if points else None
        drawn.append(Line(name, _path(values, across, height_of), points, end))
    every = max(1, math.ceil(max((len(label) for label in labels), default=1) * LETTER * 1.3 / max(gap, 1)))
    return LineChart(
        WIDTH,
        height,
        left,
        bottom,
        _apart(drawn),
        tuple(Tick(height_of(value), text) for value, text in zip(steps, tick_texts, strict=True)),
        tuple(Tick(across(i), label) for i, label in enumerate(labels) if i % every == 0),
    )


def _path(
    values: Sequence[float | None], across: Callable[[int], float], height_of: Callable[[float], float]
) -> str:
    words, pen_is_down = [], False
    for index, value in enumerate(values):
        if value is None:
            pen_is_down = False
            continue
        words.append(f"{'L' if pen_is_down else 'M'}{across(index)} {height_of(value)}")
        pen_is_down = True
    return " ".join(words)


def _apart(drawn: Sequence[Line], least: float = 17.0) -> tuple[Line, ...]:
    """Move the names at the lines' ends apart, so that none covers another."""
    taken: float | None = None
    ends: dict[str, tuple[float, float] | None] = {}
    for line in sorted(drawn, key=lambda line: line.end[1] if line.end else 0.0):
        if line.end is None:
            ends[line.name] = None
            continue
        y = line.end[1] if taken is None else max(line.end[1], taken + least)
        taken = y
        ends[line.name] = (line.end[0], y)
    return tuple(Line(line.name, line.path, line.points, ends[line.name]) for line in drawn)
