"""Vad som får sägas och göras. Pure functions: ``saying`` about the text, ``handling`` about what becomes of it."""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import ANYBODY, Verb

from .handling import (
    FEW,
    Answer,
    Programme,
    Promise,
    Reach,
    obstacles_to_answer,
    obstacles_to_merging,
    obstacles_to_next,
    obstacles_to_programme,
    obstacles_to_result,
    obstacles_to_trying,
    obstacles_to_verifying,
    promise,
)
from .saying import (
    LONGEST,
    names_in,
    obstacles_to_names,
    obstacles_to_saying,
    obstacles_to_text,
    page_of,
    step_of,
    stripped,
    why_apart,
)

__all__ = [
    "FEW",
    "LONGEST",
    "LOOKS_AFTER",
    "MAY",
    "STEERS",
    "Answer",
    "Programme",
    "Promise",
    "Reach",
    "names_in",
    "obstacles_to_answer",
    "obstacles_to_merging",
    "obstacles_to_names",
    "obstacles_to_next",
    "obstacles_to_programme",
    "obstacles_to_result",
    "obstacles_to_saying",
    "obstacles_to_text",
    "obstacles_to_trying",
    "obstacles_to_verifying",
    "page_of",
    "promise",
    "step_of",
    "stripped",
    "why_apart",
]

STEERS = Verb(
    roles.READS_HARDSHIPS,
    "Det gör kvalitetsutvecklaren eller en enhetschef.",
    may="kvalitetsutvecklaren",
)
LOOKS_AFTER = Verb(roles.LOOKS_AFTER_IDEAS, "Det gör kvalitetsutvecklaren.", may="kvalitetsutvecklaren")
MAY: dict[str, Verb] = {
    "say_hard": ANYBODY,
    "say_idea": ANYBODY,
    "say_more": ANYBODY,
    "say_better": ANYBODY,
    "answer": STEERS,
    "tell": ANYBODY,
    "merge": LOOKS_AFTER,
    "part": LOOKS_AFTER,
    "lay_aside": LOOKS_AFTER,
    "take_out": LOOKS_AFTER,
    "co_sign": ANYBODY,
    "comment": ANYBODY,
    "try_out": ANYBODY,
    "tell_result": ANYBODY,
    "verify": ANYBODY,
    "decide_programme": LOOKS_AFTER,
    "empty_box": ANYBODY,
}
