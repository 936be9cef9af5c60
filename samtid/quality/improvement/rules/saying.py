"""Vad ett förslag får innehålla. Pure functions; as far as a program can see, no text names a person."""

from __future__ import annotations

import re

from samtid.ground.reasons import Obstacle
from samtid.ground.unnamed import (
    LONGEST,
    names_in,
    obstacles_to_names,
    obstacles_to_text,
    stripped,
)
from samtid.quality.deviations.rules import page_of, step_of

__all__ = [
    "LONGEST",
    "names_in",
    "obstacles_to_names",
    "obstacles_to_saying",
    "obstacles_to_text",
    "page_of",
    "step_of",
    "stripped",
    "why_apart",
]

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
ADVERTS = 2  # addresses of others in a text


def obstacles_to_saying(sentence: str, field: str = "sentence") -> list[Obstacle]:
    """What stands in the way of keeping a text about what was hard or could be better."""
    if not sentence.strip():
        return [Obstacle("Skriv med en mening vad som var svårt.", field=field)]
    return obstacles_to_text(sentence, field)


def why_apart(said: str, pressed: str = "") -> str:
    """Why it is laid aside until somebody has looked at it; nothing when it is as most are. Never a reason to refuse."""
    if pressed:
        return pressed
    if len(LINK.findall(said)) >= ADVERTS:
        return "Flera webbadresser i texten."
    return ""
