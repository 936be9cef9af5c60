"""Vad pengarna berättar: where they are found, and when they are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from samtid.base.access.through import door
from samtid.base.look.swedish import day as day_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, Duty, Menu, Offers, Run, UnitLink, Waiting
from samtid.ground.sweden import swedish_day

from . import queries
from .models import Budget

FIRST = 6


def _measure(run: Run) -> Mapping[str, Any]:
    return {"steg": door("measure_costs")}


def waits(day: Day) -> Iterable[Waiting]:
    """For managers where nobody is controller: a budget that somebody has proposed."""
    if Role.CONTROLLER in day.roles or not roles.LEADS & set(day.roles):
        return
    for one in day.first(queries.to_decide(day.viewer, day.today, day.roles)):
        yield Waiting(
            what="Budgetförslag att avgöra", step="Öppna budgeten", address="economy:budget", about=None,
            since=swedish_day(one.proposed_at), who=_called(one), need="Pengar",
        )  # fmt: skip


def card(day: Day) -> Card | None:
    """For the controller, the same."""
    if Role.CONTROLLER not in day.roles:
        return None
    found = list(queries.to_decide(day.viewer, day.today, day.roles)[: FIRST + 1])
    rows = [
        CardRow(
            f"Föreslogs {day_of(one.proposed_at)}",
            _called(one),
            "economy:budget",
            None,
            f"av {one.proposed_by.name}",
        )
        for one in found[:FIRST]
    ]
    if len(found) > FIRST:
        rows.append(CardRow("Fler", "Alla förslag", "economy:budget", None, "Det som inte får plats här"))
    return Card("Budget", "Förslag som väntar på att du godkänner eller nekar.", rows) if rows else None


def _called(one: Budget) -> str:
    return f"{one.unit.name}, {one.get_step_display().lower()} {one.year}"  # type: ignore[attr-defined]


MEASURE = Duty(
    "costs",
    "Kostnaderna räknas",
    "Varje natt: de kvartal som är slut sedan en månad och inte räknade.",
    time(3, 50),
    _measure,
)

OFFERS = Offers(
    menu=[Menu("Pengar", "economy:start", 66, roles.COMPARES)],
    unit_links=[UnitLink("Pengar: vad det kostar och vad som ändrats", "economy:start")],
    duties=[MEASURE],
    waits=waits,
    card=card,
)
