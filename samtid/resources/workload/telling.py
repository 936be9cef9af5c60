"""Utfallet som siffror att behålla: a world week by week, and what is other than in the world as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from samtid.ground.kernel.flow import FEWEST, Band, Outcome, difference
from samtid.ground.kernel.flow.proof import BY_DAYS, BY_KIND, OURS, Proof


def together(here: Outcome, there: Outcome) -> Outcome:
    """Two units beside each other, each with its own queue."""
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(here, name), getattr(there, name)], axis=1)
        for name in ("waiting", "under_way", "late", "lead_days", "ended")
    }
    return replace(here, **joined)


def told_of(today: date, here: Outcome, there: Outcome) -> dict[str, Any]:
    """A world's figures: week by week, and what is other than in the world as it is."""
    weeks = there.waiting.shape[2]
    diff = difference(here, there)
    breaches = there.late.sum(axis=(1, 2))
    return {
        "weeks": [(today + timedelta(days=7 * week + 6)).isoformat() for week in range(weeks)],
        "in_hand": _band(there.in_hand()),
        "breaches": _band(there.breaches()),
        "broken": [rounded(float(value), 1) for value in np.quantile(breaches, [0.05, 0.5, 0.95])],
        "more_broken": _last(diff.breaches),
        "more_in_hand": _last(diff.in_hand),
        "more_waiting": _last(diff.queue),
    }


def _band(band: Band) -> list[list[float | None]]:
    return [[rounded(float(value), 1) for value in row] for row in (band.low, band.middle, band.high)]


def _last(band: Band) -> list[float | None]:
    return [rounded(float(row[-1]), 1) for row in (band.low, band.middle, band.high)]


def rounded(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(float(value), digits)


def proof_of(proof: Proof) -> dict[str, Any]:
    """How good the forecast has been, for the page."""
    if len(proof.broke) < FEWEST:
        return {"asked": len(proof.broke), "needed": FEWEST}
    low, high = proof.surer(OURS, BY_DAYS)
    return {
        "asked": len(proof.broke),
        "ours": rounded(proof.brier(OURS), 3),
        "days": rounded(proof.brier(BY_DAYS), 3),
        "kind": rounded(proof.brier(BY_KIND), 3),
        "is_better": high < 0,
        "is_worse": low > 0,
        "bins": [
            [rounded(said, 2), rounded(happened, 2), count]
            for _, said, happened, count in proof.reliability(OURS)
        ],
    }
