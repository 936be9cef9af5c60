"""Lagrum att välja: only what is in force that day, and never what has a way of its own that is not built."""

from __future__ import annotations

from datetime import date

from samtid.ground.law.acts import act_of, why_not_in_force
from samtid.ground.reasons import Obstacle

from ..words import Basis

REASONS = "FL 32 §"
# Decided in a room of their own, not by what an investigation proposes.
ELSEWHERE = frozenset({Basis.SOL_32_1})


def is_coercive(basis: Basis) -> bool:
    """Whether it is decided against somebody's will, so that nothing is *granted* by it."""
    return act_of(str(basis)).coercive


def offered_bases(on: date) -> list[Basis]:
    """The provisions a decision about help can rest on that day."""
    return [basis for basis in Basis if basis not in ELSEWHERE and not obstacles_of_basis(basis, on)]


def basis_choices(on: date) -> list[tuple[str, str]]:
    """The same, as a form shows them."""
    return [("", "Välj…"), *((str(one), f"{one.label}: {one.help}") for one in offered_bases(on))]


def obstacles_of_basis(basis: Basis, on: date) -> list[Obstacle]:
    """What stands in the way of resting a decision on a provision that day."""
    if why := why_not_in_force(str(basis), on):
        return [Obstacle(why, basis.label, field="legal_basis")]
    if is_coercive(basis):
        text = (
            f"{basis.label} är en åtgärd utan samtycke och kan inte beviljas som en insats. Den ska prövas av rätten inom "
            "egna korta frister. Skriv beslutet under Vård utan samtycke i barnets akt, där fristerna räknas; annat tvång "
            "än vård av barn och unga bevakar ni utanför Samtid."
        )
        return [Obstacle(text, f"{basis.label}, SoL 30 kap.", field="legal_basis")]
    return []
