"""Texten som sammanträdet hade: what of a draft is kept when a meeting is held, and what may be done with it since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What is decided, as columns of the draft. What the law asks for at registering may be filled in where the meeting had
# nothing there (a day, a service in the catalogue, an amount); when it is followed up is no part of what was decided.
KEPT = {
    "kind": "slag",
    "service_code": "insats",
    "outcome": "utgång",
    "content": "beslut",
    "reasons": "skäl",
    "legal_basis": "lagrum",
    "amount": "belopp",
    "per": "hur beloppet gäller",
    "extent": "omfattning",
    "valid_from": "från vilken dag",
    "valid_to": "till vilken dag",
    "conditions": "villkor",
}
COMPLETED = ("service_code", "amount", "per", "valid_from")
EMPTY = ("", None)


def changed(had: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is another than the meeting had, in words, as ``KEPT`` has them. Nothing was kept: nothing is compared."""
    return [
        label
        for name, label in KEPT.items()
        if name in had
        and had[name] != now[name]
        and not (name in COMPLETED and had[name] in EMPTY)
        and not (had[name] in EMPTY and now[name] in EMPTY)
    ]
