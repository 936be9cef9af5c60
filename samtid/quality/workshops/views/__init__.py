"""Stugans sidor: for the host, and for those who read what came of it."""

from __future__ import annotations

from .gathering import cluster, merge, part, pick, proposals, results
from .hosting import add_step, deal, drop_step, invite, move, new, screen, slips, workshop, workshops

__all__ = [
    "add_step",
    "cluster",
    "deal",
    "drop_step",
    "invite",
    "merge",
    "move",
    "new",
    "part",
    "pick",
    "proposals",
    "results",
    "screen",
    "slips",
    "workshop",
    "workshops",
]
