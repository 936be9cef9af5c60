"""Where things stand in a chart: pure geometry.

Across, everything is a percentage of the drawing's width; down, CSS pixels. So the chart follows a
phone or a wide screen and its letters keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from samtid.base.look.swedish import GAP, number

BAR_ROW, BAR_TOP, BAR_HEIGHT = 46.0, 20.0, 16.0
LONGEST_BAR = 74.0  # per cent, so that the value fits after the bar
PLOT_TOP, PLOT_BOTTOM = 22.0, 202.0
EDGE = 2.0  # per cent, so that no point is cut at the right side
NARROWEST = 300.0  # pixels: the plot on a small phone
DOT, STACK, COLUMNS = (
    6.0,
    132.0,
    50,
)  # pixels, pixels, and how many stacks stand side by side without touching
LETTER = 7.1  # pixels: Inter's mean letter at 13 px, measured on Swedish text


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar, its label above and its value after it. ``width`` in per cent."""

    label: str
    text: str
    y: float
    width: float
    marked: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars under each other; ``height`` in pixels."""

    height: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the upright axis (``at`` in pixels) or a label on the other (``at`` in per cent)."""

    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a path in (per cent, pixels), broken where a value is missing, and its points."""

    name: str
    path: str
    points: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over one axis that always shows zero; ``height`` and ``bottom`` in pixels."""

    height: float
    bottom: float
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One of many: where it stands, what it is called, and whether it is one to see among the others."""

    x: float
    y: float
    text: str
    near: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A value brought forward by an upright line; its words stand in the legend."""

    x: float
    text: str
    series: int


@dataclass(frozen=True, slots=True)
class Strip:
    """Every value as a dot on one axis; ``half`` is the middle half, as left edge and width in per cent."""

    height: float
    bottom: float
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    half: tuple[float, float] | None
    ticks: tuple[Tick, ...]


def nice_ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values (1, 2 or 5 times a power of ten) from at or below ``low`` to at or above ``high``.

    A range below a billionth is no range: the axis is then one unit long.
    """
    if high - low < 1e-9:
        high = low + 1
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, last + 1)]


def with_unit(value: float | None, unit: str, decimals: int) -> str:
    """``118 dagar``; *uppgift saknas* when there is no value."""
    if value is None:
        return "uppgift saknas"
    return number(value, decimals) + (f"{GAP}{unit}" if unit else "")


def bars(
    pairs: Sequence[tuple[str, float | None]], unit: str = "", decimals: int = 0, mark: str | None = None
) -> BarChart:
    """Horizontal bars for ``(label, value)``, values at or above zero.

    ``mark`` is the label of the bar to bring forward (one's own municipality among others).
    """
    if any(value is not None and value < 0 for _, value in pairs):
        raise ValueError("a bar chart shows amounts; draw values below zero as a line chart")
    most = max((value for _, value in pairs if value is not None), default=0) or 1
    drawn = (
        Bar(
            label=label,
            text=with_unit(value, unit, decimals),
            y=index * BAR_ROW,
            width=0.0 if value is None else round(LONGEST_BAR * value / most, 2),
            marked=label == mark,
        )
        for index, (label, value) in enumerate(pairs)
    )
    return BarChart(max(len(pairs), 1) * BAR_ROW, tuple(drawn))


def strip(
    values: Mapping[str, float],
    marks: Sequence[tuple[str, float | None]],
    half: tuple[float, float] | None = None,
    near: Collection[str] = (),
    unit: str = "",
    decimals: int = 0,
) -> Strip:
    """Dots for ``values`` (name → value), those in the same column stacked from the axis up, the lowest first.

    ``marks`` are named values on lines of their own, each with the look of its place in the list, so that one
    that is missing (``None``) does not change the others'; ``near`` names dots to be seen among the others.
    """
    known = [*values.values(), *(value for _, value in marks if value is not None)] or [0.0, 1.0]
    steps = nice_ticks(min(known), max(known))
    low, high = steps[0], steps[-1]

    def across(value: float) -> float:
        return round(EDGE + (100 - 2 * EDGE) * (value - low) / (high - low), 2)

    bottom = STACK + 8
    stacks: dict[int, list[str]] = {}
    for name, value in sorted(values.items(), key=lambda pair: (pair[1], pair[0])):
        stacks.setdefault(int(across(value) * COLUMNS / 100), []).append(name)
    most = max((len(names) for names in stacks.values()), default=1)
    apart = min(DOT, (STACK - DOT) / max(most - 1, 1))
    dots = (
        Dot(
            round((column + 0.5) * 100 / COLUMNS, 2),
            round(bottom - DOT / 2 - apart * place, 1),
            f"{name}: {with_unit(values[name], unit, decimals)}",
            name in near,
        )
        for column, names in stacks.items()
        for place, name in enumerate(names)
    )
    return Strip(
        height=bottom + 26,
        bottom=bottom,
        dots=tuple(sorted(dots, key=lambda dot: dot.near)),  # those to see are drawn last
        marks=tuple(
            Mark(across(value), f"{name} {number(value, decimals)}", place)
            for place, (name, value) in enumerate(marks, 1)
            if value is not None
        ),
        half=None if half is None else (across(half[0]), round(across(half[1]) - across(half[0]), 2)),
        ticks=_along(steps, [across(value) for value in steps]),
    )


def _along(steps: Sequence[float], across: Sequence[float]) -> tuple[Tick, ...]:
    """The values along the lower axis, as many as fit on a small phone."""
    digits = max(0, -math.floor(math.log10(steps[1] - steps[0]) + 1e-9))
    texts = [number(value, digits) for value in steps]
    every = math.ceil(len(texts) * (max(map(len, texts)) * LETTER + 10) / NARROWEST)
    last = len(texts) - 1
    return tuple(
        Tick(across[at], texts[at], "start" if at == 0 else "end" if at == last else "middle")
        for at in range(0, len(texts), every)
    )


def lines(
    labels: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    unit: str = "",
    decimals: int = 0,
) -> LineChart:
    """Lines for ``series`` (name → one value per label, ``None`` where there is none)."""
    if any(len(values) != len(labels) for values in series.values()):
        raise ValueError("every series needs one value per label")
    known = [value for values in series.values() for value in values if value is not None]
    steps = nice_ticks(min([0.0, *known]), max([0.0, *known]))
    low, high = steps[0], steps[-1]
    digits = max(0, -math.floor(math.log10(steps[1] - steps[0]) + 1e-9))
    tick_texts = [number(value, digits) for value in steps]
    # The lines begin where the values of the upright axis end, on the smallest phone too.
    left = 100 * (max(len(text) for text in tick_texts) * LETTER + 12) / NARROWEST
    across = [across_of(index, len(labels), left) for index in range(len(labels))]
    drawn = []
    for name, values in series.items():
        down = [None if value is None else down_of(value, low, high) for value in values]
        points = tuple(
            (x, y, f"{name}, {label}: {with_unit(value, unit, decimals)}")
            for x, y, label, value in zip(across, down, labels, values, strict=True)
            if y is not None
        )
        drawn.append(Line(name, path_of(across, down), points))
    return LineChart(
        height=PLOT_BOTTOM + 26,
        bottom=PLOT_BOTTOM,
        lines=tuple(drawn),
        ticks=tuple(
            Tick(down_of(value, low, high), text) for value, text in zip(steps, tick_texts, strict=True)
        ),
        labels=thinned(labels, across),
    )


def across_of(index: int, count: int, left: float) -> float:
    return 50.0 if count < 2 else round(left + (100 - EDGE - left) * index / (count - 1), 2)


def down_of(value: float, low: float, high: float) -> float:
    return round(PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * (value - low) / (high - low), 1)


def path_of(across: Sequence[float], down: Sequence[float | None]) -> str:
    words, pen_is_down = [], False
    for x, y in zip(across, down, strict=True):
        if y is not None:
            words.append(f"{'L' if pen_is_down else 'M'}{x} {y}")
        pen_is_down = y is not None
    return " ".join(words)


def thinned(labels: Sequence[str], across: Sequence[float]) -> tuple[Tick, ...]:
    """As many labels as fit on a small phone; the last keeps inside the drawing."""
    if not labels:
        return ()
    longest = max(len(label) for label in labels) * LETTER
    fit = max(2, int(NARROWEST / (longest + 10)))
    every = math.ceil(len(labels) / fit)
    last = len(labels) - 1
    chosen = list(range(0, len(labels), every))
    # the last is drawn in from the side, where it may come upon the one before
    if chosen[-1] == last > every and NARROWEST * (across[every] - across[0]) / 100 < 1.5 * longest + 6:
        del chosen[-2]
    return tuple(
        Tick(across[index], labels[index], "end" if index == last > 0 else "middle") for index in chosen
    )
