"""Vad som kan göras i en arbetsstuga: prepare and lead it, write and vote in it, and make proposals of what was said."""

from __future__ import annotations

from .gathering import gather, loosen, merge, part, pick, show, taken_up
from .hosting import add_step, deal, drop_step, invite, lay_out, make, move
from .saying import vote, write

__all__ = [
    "add_step",
    "deal",
    "drop_step",
    "gather",
    "invite",
    "lay_out",
    "loosen",
    "make",
    "merge",
    "move",
    "part",
    "pick",
    "show",
    "taken_up",
    "vote",
    "write",
]
