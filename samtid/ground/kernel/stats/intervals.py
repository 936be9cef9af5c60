"""Intervall: how sure a share is."""

from __future__ import annotations

import math

USUAL = 1.959963984540054  # 95 per cent of a normal distribution lies within so many standard deviations


def share_interval(hits: float, of: float, z: float = USUAL) -> tuple[float, float]:
    """Wilson's score interval (E. B. Wilson 1927) for a share, 0–1. It keeps within 0 and 1 and works with few."""
    if of <= 0 or not 0 <= hits <= of:
        raise ValueError("a share is of something, and no more than all of it")
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    low = 0.0 if hits == 0 else middle - reach
    high = 1.0 if hits == of else middle + reach
    return max(0.0, low), min(1.0, high)
