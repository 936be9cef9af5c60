"""Builders: small days of visits, by hand or by chance."""

from __future__ import annotations

from typing import Any

import numpy as np

from samtid.ground.kernel.plan import MUST, Problem, Weights


def line(*windows: tuple[float, float], staff: int = 1, minutes: float = 10, **more: Any) -> Problem:
    """Visits along a road: visit i lies at place i + 1, ten minutes from the next; the depot is place 0."""
    n = len(windows)
    spots = np.arange(n + 1, dtype=float)
    given: dict[str, Any] = {
        "visit": np.arange(n), "place": np.arange(1, n + 1), "duration": np.full(n, float(minutes)),
        "windows": np.array(windows, float).reshape(n, 1, 2), "allowed": np.ones((n, staff), bool),
        "start_place": np.zeros(staff, int), "end_place": np.zeros(staff, int),
        "travel": 10.0 * np.abs(spots[:, None] - spots[None, :])[None],
    }  # fmt: skip
    return Problem(**(given | more))


def chance(seed: int, *, rich: bool = True, visits: int | None = None) -> Problem:
    """A random day; ``rich`` uses every part of the model at once."""
    rng = np.random.default_rng(seed)
    v = visits or int(rng.integers(1, 12))
    k = int(rng.integers(2, 6))
    double = rng.random(v) < 0.4
    visit = np.repeat(np.arange(v), 1 + double)
    n = len(visit)
    modes = 2 if rich else 1
    spots = rng.uniform(0, 60, (v + 2, 2))
    far = np.rint(1000 * np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))) / 1000
    travel = np.stack([far * (1 + 2 * m) for m in range(modes)])
    allowed = rng.random((n, k)) < 0.7
    allowed[np.arange(n), rng.integers(0, k, n)] = True
    links, gaps = [], []
    for x in np.flatnonzero(double):
        i, j = np.flatnonzero(visit == x)
        allowed[i, 0] = allowed[j, 1] = True
        kind = rng.integers(0, 3 if rich else 2)
        if kind < 2:
            low = 0.0 if kind == 0 else float(rng.integers(0, 40))
            links.append((i, j))
            gaps.append((low, low if kind == 0 else low + float(rng.integers(0, 30))))
    opens = rng.integers(0, 400, v).astype(float)
    windows = np.full((n, 2 if rich else 1, 2), np.nan)
    windows[:, 0, 0] = opens[visit]
    windows[:, 0, 1] = windows[:, 0, 0] + rng.integers(0, 120, v)[visit]
    if rich:
        two = (rng.random(v) < 0.4)[visit]
        windows[two, 1, 0] = windows[two, 0, 1] + 60
        windows[two, 1, 1] = windows[two, 1, 0] + 60
    more: dict[str, Any] = {}
    if rich:
        shift = np.column_stack([rng.integers(0, 60, k), rng.integers(300, 540, k)]).astype(float)
        shift[rng.random(k) < 0.2] = np.nan
        more = {
            "hard": rng.random(n) < 0.1, "drop": np.where(rng.random(v) < 0.3, rng.integers(1, 200, v), MUST),
            "mode": rng.integers(0, modes, k), "shift": shift, "lunch": rng.random(k) < 0.5,
            "lunch_window": (180.0, 330.0), "lunch_minutes": 30.0, "changeover": rng.integers(0, 4, v + 2).astype(float),
            "unwanted": (rng.random((n, k)) < 0.3).astype(float), "unfamiliar": rng.random((n, k)).round(2),
            "valid_from": np.where(rng.random((n, k)) < 0.1, 200.0, 0.0),
            "valid_to": np.where(rng.random((n, k)) < 0.1, 500.0, 1e5), "late_at_end": bool(rng.integers(0, 2)),
            "weights": Weights(1, 2, 3, 1.5, 2, 0.5, 0.25, 4, 5, 60),
        }  # fmt: skip
    return Problem(
        visit=visit, place=visit + 2, duration=rng.integers(0, 60, n).astype(float), windows=windows, allowed=allowed,
        start_place=rng.integers(0, 2, k), end_place=rng.integers(0, 2, k), travel=travel,
        links=np.array(links, int).reshape(-1, 2), gaps=np.array(gaps, float).reshape(-1, 2), **more,
    )  # fmt: skip
