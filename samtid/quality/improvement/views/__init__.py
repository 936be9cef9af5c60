"""Förslagens sidor: say it from any page, answer it, try it, and hear of those it is for whether it became better."""

from __future__ import annotations

from .answering import answer, tell
from .listing import apart, ideas, programme
from .one import co_sign, comment, idea, lay_aside, merge, part, take_out, verify
from .saying import hard, thanks
from .trying import result, try_out

__all__ = [
    "answer",
    "apart",
    "co_sign",
    "comment",
    "hard",
    "idea",
    "ideas",
    "lay_aside",
    "merge",
    "part",
    "programme",
    "result",
    "take_out",
    "tell",
    "thanks",
    "try_out",
    "verify",
]
