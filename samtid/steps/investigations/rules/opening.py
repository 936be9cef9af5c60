"""Att inleda: who may take it on, and by which method (SoL 14 kap. 2 §, 20 kap. 2 §, 25 kap. 1 §)."""

from __future__ import annotations

from datetime import date

from samtid.base.dossier.words import Need
from samtid.base.organisation.words import UnitKind
from samtid.ground.law import children
from samtid.ground.reasons import Obstacle

from ..words import Method

QUALIFIED = "SoL 25 kap. 1 §"

# Units that investigate; the others carry out, lead or help.
INVESTIGATE = frozenset(
    {
        *(UnitKind.RECEPTION, UnitKind.CHILD_INVESTIGATION, UnitKind.FAMILY_LAW, UnitKind.FAMILY_CARE),
        *(UnitKind.ADULTS, UnitKind.VIOLENCE, UnitKind.ASSISTANCE, UnitKind.ELDERLY, UnitKind.LSS),
    }
)


def method_for(need: Need, concerns_child: bool) -> Method:
    """The method to begin with; the caseworker may choose another."""
    if concerns_child:
        return Method.BBIC
    return {
        Need.MONEY: Method.ASSISTANCE,
        Need.ELDERLY: Method.IBIC,
        Need.DISABILITY: Method.IBIC,
        Need.SUBSTANCE: Method.ADULT,
        Need.VIOLENCE: Method.ADULT,
    }.get(need, Method.GENERAL)


def obstacles_to_opening(
    *,
    is_identified: bool,
    unit_kind: UnitKind,
    reason: str,
    ongoing: bool,
    concerns_child: bool,
    method: Method,
) -> list[Obstacle]:
    """What stands in the way of opening. Whether the report may be closed so is for intake's rules to say."""
    found = []
    if not is_identified:
        found.append(Obstacle("Skriv först vem det gäller.", "SOSFS 2014:5 4 kap."))
    if ongoing:
        text = "Det pågår redan en utredning. Lägg det nya till den i stället: då behövs inget nytt beslut."
        found.append(Obstacle(text, children.PRELIMINARY_ASSESSMENT.citation))
    if unit_kind not in INVESTIGATE:
        found.append(Obstacle("Den enheten utreder inte. Välj en enhet som gör det.", field="unit"))
    if len(reason.strip()) < 10:
        text = "Skriv vad utredningen ska ta reda på, så att den inte blir större än den behöver."
        found.append(Obstacle(text, "SoL 20 kap. 5 §" if concerns_child else "FL 23 §", field="reason"))
    if concerns_child and method in (Method.ASSISTANCE, Method.ADULT):
        found.append(Obstacle("Den metoden är för vuxna. Välj en metod för barn.", field="method"))
    return found


def obstacles_to_assigning(
    *,
    concerns_child: bool,
    degree_on: date | None,
    experienced_on: date | None,
    on: date,
    works_there: bool = True,
) -> list[Obstacle]:
    """What stands in the way of giving an investigation to somebody: the unit's own, and for a child's one qualified."""
    if not works_there:
        text = "Handläggaren arbetar inte i den enheten. Välj någon som gör det, eller låt enheten utse."
        return [Obstacle(text, field="caseworker")]
    if not concerns_child:
        return []
    if degree_on is None or degree_on > on:
        text = "Den som utreder barn behöver socionomexamen eller motsvarande. Välj en annan handläggare."
        return [Obstacle(text, QUALIFIED, field="caseworker")]
    if experienced_on is None or experienced_on > on:
        text = (
            "Den som utreder barn på egen hand behöver erfarenhet. Välj en erfaren handläggare som ansvarig."
        )
        return [Obstacle(text, QUALIFIED, field="caseworker")]
    return []


def obstacles_to_reading(*, ongoing: bool, unread: bool) -> list[Obstacle]:
    """What stands in the way of noting that what was added has been read."""
    found = obstacles_to_adding(ongoing=ongoing)
    if not unread:
        found.append(Obstacle("Det är redan läst."))
    return found


def obstacles_to_adding(*, ongoing: bool) -> list[Obstacle]:
    """What stands in the way of adding a report to an investigation: there must be one."""
    if ongoing:
        return []
    return [
        Obstacle("Det pågår ingen utredning att lägga det till.", children.PRELIMINARY_ASSESSMENT.citation)
    ]
