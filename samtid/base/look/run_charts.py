"""Styrdiagram och gnistor: pure geometry, across in per cent and down in pixels as in ``charts``.

The limits and signals are reckoned elsewhere (ground/kernel/stats); here they are put in place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from samtid.base.look.swedish import number

from .charts import (
    LETTER,
    NARROWEST,
    PLOT_BOTTOM,
    Tick,
    across_of,
    down_of,
    nice_ticks,
    path_of,
    thinned,
    with_unit,
)

# a value with a gap on both sides is drawn as a dot
ALONE = re.compile(r"M(\S+ \S+)(?= M|$)")
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 120.0, 28.0, 4.0


@dataclass(frozen=True, slots=True)
class Level:
    """Ett läge: from one value's place to another's, its mean and its natural limits."""

    first: int
    last: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """Det vanliga spelrummet, drawn: left edge and width in per cent, the rest in pixels."""

    x: float
    width: float
    top: float
    height: float
    mean: float


@dataclass(frozen=True, slots=True)
class Point:
    """Ett värde."""

    x: float
    y: float
    text: str
    is_signal: bool


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Ett styrdiagram; ``height`` and ``bottom`` in pixels."""

    height: float
    bottom: float
    path: str
    points: tuple[Point, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Spark:
    """En gnista: a small line in a table's cell, all in pixels, with the band and the last value's dot.

    ``alone`` are the values with a gap on both sides, drawn as dots.
    """

    path: str
    alone: str
    band: tuple[float, float] | None
    last: tuple[float, float, bool] | None


def control(
    labels: Sequence[str],
    values: Sequence[float | None],
    levels: Sequence[Level] = (),
    signals: Mapping[int, str] | None = None,
    unit: str = "",
    decimals: int = 0,
) -> ControlChart:
    """Values over time, the band of what is usual at each level, and the signals (place → why) marked."""
    if len(labels) != len(values):
        raise ValueError("every value needs a label")
    said = signals or {}
    known = [value for value in values if value is not None]
    edges = [edge for level in levels for edge in (level.low, level.high)]
    steps = nice_ticks(min([0.0, *known, *edges]), max([0.0, *known, *edges]))
    low, high = steps[0], steps[-1]
    digits = max(0, -math.floor(math.log10(steps[1] - steps[0]) + 1e-9))
    tick_texts = [number(value, digits) for value in steps]
    left = 100 * (max(len(text) for text in tick_texts) * LETTER + 12) / NARROWEST
    across = [across_of(place, len(labels), left) for place in range(len(labels))]
    down = [None if value is None else down_of(value, low, high) for value in values]
    half = (across[1] - across[0]) / 2 if len(across) > 1 else 0.0
    return ControlChart(
        height=PLOT_BOTTOM + 26,
        bottom=PLOT_BOTTOM,
        path=path_of(across, down),
        points=tuple(
            Point(
                x,
                y,
                f"{label}: {with_unit(value, unit, decimals)}"
                + (f". {said[place]}" if place in said else ""),
                place in said,
            )
            for place, (x, y, label, value) in enumerate(zip(across, down, labels, values, strict=True))
            if y is not None
        ),
        bands=tuple(
            Band(
                x=round(max(across[level.first] - half, left - half), 2),
                width=round(
                    min(across[level.last] + half, 100.0) - max(across[level.first] - half, left - half), 2
                ),
                top=down_of(level.high, low, high),
                height=round(down_of(level.low, low, high) - down_of(level.high, low, high), 1),
                mean=down_of(level.mean, low, high),
            )
            for level in levels
        ),
        ticks=tuple(
            Tick(down_of(value, low, high), text) for value, text in zip(steps, tick_texts, strict=True)
        ),
        labels=thinned(labels, across),
    )


def spark(values: Sequence[float | None], level: Level | None = None, signals: Collection[int] = ()) -> Spark:
    """The whole row of values in a hand's breadth. It has no axis: its words stand beside it."""
    known = [value for value in values if value is not None]
    edges = [level.low, level.high] if level is not None else []
    if not known:
        return Spark("", "", None, None)
    low, high = min([*known, *edges]), max([*known, *edges])
    if high - low < 1e-9:
        low, high = low - 1, high + 1

    def down(value: float) -> float:
        return round(
            SPARK_HEIGHT - SPARK_EDGE - (SPARK_HEIGHT - 2 * SPARK_EDGE) * (value - low) / (high - low), 1
        )

    many = max(len(values) - 1, 1)
    across = [
        round(SPARK_EDGE + (SPARK_WIDTH - 2 * SPARK_EDGE) * place / many, 1) for place in range(len(values))
    ]
    last = max(place for place, value in enumerate(values) if value is not None)
    ends = values[last]
    assert ends is not None
    path = path_of(across, [None if value is None else down(value) for value in values])
    return Spark(
        path=ALONE.sub("", path).strip(),
        alone=" ".join(f"M{place}h0" for place in ALONE.findall(path)),
        band=None
        if level is None
        else (down(level.high), round(max(down(level.low) - down(level.high), 1.0), 1)),
        last=(across[last], down(ends), last in signals),
    )
