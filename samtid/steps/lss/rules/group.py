"""Personkretsen (LSS 1 §): an answer with its reason; in the third group four conditions, each tested apart."""

from __future__ import annotations

from samtid.ground.reasons import Obstacle

from ..words import Answer, Criterion, Group, Met
from .values import GROUP, SOME_WORDS, Assessed


def obstacles_to_assessing(said: Assessed, *, is_first: bool, has_decisions: bool) -> list[Obstacle]:
    """What an assessment must say. ``has_decisions``: signed ones rest on what stood before."""
    found = []
    if len(said.reason.strip()) < SOME_WORDS:
        text = "Skriv skälen: vilka underlag som visar det, och vad de säger."
        found.append(Obstacle(text, "FL 32 §", field="reason"))
    if said.answer is Answer.BELONGS and said.group is None:
        found.append(Obstacle("Välj vilken punkt i 1 § personen hör till.", GROUP, field="group"))
    if said.answer is Answer.NOT and said.group is not None:
        text = "Den som inte hör till personkretsen hör inte till någon punkt. Lämna den tom."
        found.append(Obstacle(text, GROUP, field="group"))
    found += _of_the_third(said)
    if not is_first and len(said.why.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv varför bedömningen ändras.", field="why"))
    if has_decisions and len(said.effect.strip()) < SOME_WORDS:
        text = "Det finns beslut som vilar på den förra bedömningen. Skriv vad ändringen betyder för dem."
        found.append(Obstacle(text, "FL 37 §", field="effect"))
    return found


def _of_the_third(said: Assessed) -> list[Obstacle]:
    if said.answer is not Answer.BELONGS or said.group is not Group.THIRD:
        return []
    text = "Alla fyra villkoren i 1 § 3 ska vara uppfyllda. Är något inte det, eller inte känt, välj ett annat svar."
    return [
        Obstacle(text, "LSS 1 § 3", field=str(one))
        for one in Criterion
        if said.criteria.get(str(one)) != Met.YES
    ]
