"""En enhets historia som rader, as the database gives them to the worker."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

RULES = {"CH-02": (14, 6, 0.6), "CH-05": (122, 90, 0.3)}
TODAY = date(2026, 12, 29)


def facts(
    units: int = 2, count: int = 150, seed: int = 1, staff: int = 3, today: date = TODAY, open_now: int = 12
) -> dict[str, Any]:
    """``count`` limits done and ``open_now`` running in each of the units, with ``staff`` in each."""
    chance = Random(seed)
    limits: list[list[Any]] = []
    for unit in range(1, units + 1):
        for number in range(count + open_now):
            rule = chance.choice(list(RULES))
            days, middle, spread = RULES[rule]
            took = max(int(middle * chance.lognormvariate(0, spread)), 0)
            began = today - timedelta(
                days=chance.randrange(took + 1, 500) if number < count else chance.randrange(1, 60)
            )
            is_open = number >= count
            limits.append(
                [
                    unit,
                    rule,
                    began.isoformat(),
                    None if is_open else (began + timedelta(days=took)).isoformat(),
                    (began + timedelta(days=days)).isoformat(),
                    f"{unit:08}-0000-0000-0000-{number:012}" if is_open else None,
                    (100 * unit + chance.randrange(staff) if staff and chance.random() < 0.8 else None)
                    if is_open
                    else None,
                ]
            )
    return {
        "today": today.isoformat(),
        "units": [
            {
                "id": unit,
                "kind": "child_investigation",
                "staff": [[100 * unit + one, "2020-01-01", "infinity"] for one in range(staff)],
            }
            for unit in range(1, units + 1)
        ],
        "limits": limits,
    }
