"""Vad som kan göras med förslag: säga, svara, prova, och låta gruppen säga om det blev bättre."""

from __future__ import annotations

from .answering import answer, co_sign, comment, lay_aside, merge, part, take_out, tell
from .saying import Suggestion, empty_box, say_better, say_hard, say_idea, say_more
from .trying import decide_programme, tell_result, try_out, verify

__all__ = [
    "Suggestion",
    "answer",
    "co_sign",
    "comment",
    "decide_programme",
    "empty_box",
    "lay_aside",
    "merge",
    "part",
    "say_better",
    "say_hard",
    "say_idea",
    "say_more",
    "take_out",
    "tell",
    "tell_result",
    "try_out",
    "verify",
]
