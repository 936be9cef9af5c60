"""Vad det är och vad det handlar om: a question, a report of concern or an application, and their correction."""

from __future__ import annotations

from datetime import datetime

from samtid.base.dossier.words import Need
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


def obstacles_to_correcting_need(
    *,
    was: Need,
    became: Need,
    kind: Kind,
    is_childs: bool,
    is_known_adult: bool,
    closed_at: datetime | None,
    reason: str,
) -> list[Obstacle]:
    """What stands in the way of saying that it is about something else.

    ``is_childs`` and ``is_known_adult`` are judged by the one it is about, on the day it came in: the children's rules
    of a report end only where it is known that no child is meant.
    """
    if closed_at is not None:
        return [Obstacle("Det är redan avslutat.")]
    found = []
    if became == was:
        found.append(Obstacle("Det är redan registrerat så.", field="need"))
    law = children.PRELIMINARY_ASSESSMENT.citation
    if kind == Kind.REPORT and was == Need.CHILD != became and not (is_childs or is_known_adult):
        text = "Skriv först vem det gäller och hur gammal personen är. Till dess gäller barnets frister."
        found.append(Obstacle(text, law, field="need"))
    if became == Need.CHILD != was and is_known_adult:
        text = (
            "Den det gäller var vuxen när det kom in. Är ni oroliga för ett barn i hemmet gör ni en anmälan för "
            "barnet."
        )
        found.append(Obstacle(text, "SoL 19 kap. 1 §", field="need"))
    if became == Need.QUESTION and kind != Kind.QUESTION:
        found.append(Obstacle("Det här är ingen fråga. Välj vad det handlar om.", field="need"))
    if len(reason.strip()) < 10:
        found.append(Obstacle("Skriv vad som var fel. Det som stod sparas.", field="reason"))
    return found
