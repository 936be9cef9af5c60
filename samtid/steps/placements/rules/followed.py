"""Att följa vården: what stands in the way of saying what the committee has done, and of taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samtid.ground.law import placements
from samtid.ground.reasons import Obstacle

from ..words import Done
from .care import BEFORE_CARE, CONSIDERED_WITHIN, LONG_AGO, OF_TRACK, SOME_WORDS


def obstacles_to_considering(
    done: Done,
    running: Iterable[str],
    *,
    began_on: date,
    on: date,
    today: date,
    text: str,
    in_emergency_home: bool,
    withheld: bool,
    is_noted: bool,
) -> list[Obstacle]:
    """What stands in the way of saying that the committee has followed the care. ``is_noted``: that it stands already.

    Of a home that is withheld nothing is answered that turns on what kind of home it is.
    """
    if done in OF_TRACK:
        return [Obstacle("Det skrivs i Vård utan samtycke, där fristerna räknas.", field="done")]
    found = []
    rule = CONSIDERED_WITHIN.get(done)
    is_told = not (withheld and rule is placements.CONSIDER_CUSTODY_TRANSFER)
    if rule is not None and rule.id not in set(running) and is_told:
        found.append(Obstacle("Ingen sådan frist löper för barnet.", rule.at(today).citation, field="done"))
    if done is Done.INVESTIGATED and withheld and is_noted:
        found.append(Obstacle("Det är redan antecknat.", field="done"))
    if done is Done.INVESTIGATED and not withheld and not in_emergency_home:
        found.append(
            Obstacle("Barnet bor inte i ett jourhem.", placements.EMERGENCY_HOME.citation, field="done")
        )
    if done is Done.INVESTIGATED and not withheld and placements.EMERGENCY_HOME.id in set(running):
        found.append(
            Obstacle(
                "Jourhemmets två månader räknas redan.", placements.EMERGENCY_HOME.citation, field="done"
            )
        )
    if on > today:
        found.append(Obstacle("Skriv det när det är gjort.", field="done_on"))
    if on < (began_on - LONG_AGO if done in BEFORE_CARE else began_on):
        found.append(Obstacle(f"Vården började {began_on}. Är dagen rätt?", field="done_on"))
    if done is not Done.INVESTIGATED and len(text.strip()) < SOME_WORDS:
        found.append(Obstacle("Skriv vad nämnden kom fram till, och var det står.", field="text"))
    return found


def obstacles_to_taking_back(*, is_over: bool, is_standing: bool, why: str) -> list[Obstacle]:
    """What stands in the way of saying that something the committee was said to have done was written by mistake."""
    if is_over:
        return [Obstacle("Vården är avslutad. Skriv det rätta i journalen.")]
    if not is_standing:
        return [Obstacle("Den raden räknas redan inte.")]
    if len(why.strip()) < SOME_WORDS:
        return [Obstacle("Skriv vad som var fel och hur du vet det. Det som stod sparas.", field="why")]
    return []
