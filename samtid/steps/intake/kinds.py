"""Vad det är: a question, a report of concern or an application, and its correction."""

from __future__ import annotations

from datetime import datetime

from samtid.ground.law import children
from samtid.ground.reasons import Obstacle

from .words import Kind, ReporterCategory

APPLY = (ReporterCategory.SELF, ReporterCategory.GUARDIAN)  # who may ask for help for a child


def obstacles_to_correcting_kind(
    *,
    was: Kind,
    became: Kind,
    childs: bool,
    danger: bool | None,
    reporter: ReporterCategory,
    is_identified: bool,
    closed_at: datetime | None,
    reason: str,
) -> list[Obstacle]:
    """What stands in the way of saying that it is of another kind: no child's report is talked away by it."""
    if closed_at is not None:
        return [Obstacle("Det är redan avslutat.")]
    found = []
    if became == was:
        found.append(Obstacle("Det är redan registrerat så.", field="kind"))
    if was == Kind.REPORT and became != Kind.REPORT and childs and (danger or reporter not in APPLY):
        text = (
            "Det här är en orosanmälan om ett barn, och den avslutas med ett beslut. Bara det som barnet självt eller en "
            "vårdnadshavare har bett om kan vara en ansökan."
        )
        found.append(Obstacle(text, children.PRELIMINARY_ASSESSMENT.citation, field="kind"))
    if became == Kind.QUESTION and is_identified:
        text = "Personen är redan antecknad, och en fråga läggs inte i någon personakt."
        found.append(Obstacle(text, field="kind"))
    if len(reason.strip()) < 10:
        found.append(Obstacle("Skriv vad som var fel. Det som stod sparas.", field="reason"))
    return found
