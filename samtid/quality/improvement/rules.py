"""Vad en svårighet får innehålla. Pure functions."""

from __future__ import annotations

import re

from samtid.base.organisation.verbs import ANYBODY, Verb
from samtid.ground.reasons import Obstacle

from .words import Step

# six or eight digits, perhaps a sign, and four more: an identity number however it is written
NUMBER = re.compile(r"\b\d{6}(\d{2})?[-+ ]?[\dA-Za-z]{4}\b")
LONGEST = 500  # signs
MAY: dict[str, Verb] = {"say_hard": ANYBODY}


def obstacles_to_saying(sentence: str) -> list[Obstacle]:
    """What stands in the way of keeping a sentence about what was hard."""
    if not sentence.strip():
        return [Obstacle("Skriv med en mening vad som var svårt.", field="sentence")]
    if len(sentence) > LONGEST:
        return [Obstacle(f"Skriv kortare: högst {LONGEST} tecken.", field="sentence")]
    if NUMBER.search(sentence):
        return [
            Obstacle(
                "Ta bort det som ser ut som ett personnummer. Här skriver du om steget, inte om någon person.",
                "OSL 26 kap. 1 §",
                field="sentence",
            )
        ]
    return []


def step_of(page: str) -> Step:
    """The step a page belongs to, from its address name such as ``intake:report``."""
    room = page.partition(":")[0]
    return next((step for step in Step if step.value == room), Step.OTHER)
