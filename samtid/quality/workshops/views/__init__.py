"""Stugans sidor: for the host, for those who read what came of it, and for the phone with a slip."""

from __future__ import annotations

from .gathering import cluster, merge, part, pick, proposals, results
from .hosting import add_step, deal, drop_step, invite, move, new, screen, slips, workshop, workshops
from .phone import became, leave, note, now, seat, sit, thanks, vote

__all__ = [
    "add_step",
    "became",
    "cluster",
    "deal",
    "drop_step",
    "invite",
    "leave",
    "merge",
    "move",
    "new",
    "note",
    "now",
    "part",
    "pick",
    "proposals",
    "results",
    "screen",
    "seat",
    "sit",
    "slips",
    "thanks",
    "vote",
    "workshop",
    "workshops",
]
