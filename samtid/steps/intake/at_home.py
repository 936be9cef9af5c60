"""Barnen hemma hos en vuxen: whoever reads of violence or abuse where children live reports each of them (SoL 19:1)."""

from __future__ import annotations

from datetime import datetime

from samtid.base.dossier.words import Need
from samtid.ground.reasons import Obstacle

from .words import Kind

REPORTS = "SoL 19 kap. 1 §"
CHILDREN_WAIT = Obstacle(
    "Det finns barn i hemmet. Gör en anmälan för varje barn, eller skriv varför det inte behövs.", REPORTS
)


def children_wait(
    kind: Kind, need: Need, *, childs: bool, at_home: bool | None, done_at: datetime | None
) -> bool:
    """Whether children in the home of an adult must be reported, or it be said why not, before it is closed.

    A household with children that asks for money is no reason to report them: there it is only offered.
    """
    asks = kind == Kind.REPORT or need in (Need.VIOLENCE, Need.SUBSTANCE)
    return bool(at_home) and done_at is None and not childs and asks


def obstacles_to_reporting_children(
    *, childs: bool, done_at: datetime | None, closed_at: datetime | None, said: str, field: str
) -> list[Obstacle]:
    """What stands in the way of reporting the children in an adult's home, or of saying why it is not needed."""
    found = [Obstacle("Det är redan avslutat.")] if closed_at is not None else []
    if childs:
        text = "Det här gäller redan ett barn. Registrera en egen anmälan för varje syskon."
        found.append(Obstacle(text, REPORTS))
    if done_at is not None:
        found.append(Obstacle("Det är redan antecknat vad som gjordes för barnen."))
    if len(said.strip()) < 10:
        why = "Skriv vad oron gäller." if field == "text" else "Skriv varför barnen inte behöver anmälas."
        found.append(Obstacle(why, REPORTS, field=field))
    return found
