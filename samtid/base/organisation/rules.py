"""Delegation: who the committee has let decide what, up to which amount (KL 6 kap. 37–39 §§)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from samtid.base.look.swedish import kr
from samtid.base.organisation.words import DecisionKind, Role
from samtid.ground.reasons import Obstacle

LAW = "KL 6 kap. 37 §"


class Delegated(Protocol):
    """A row of the delegation scheme. ``amount_limit`` is in kronor; None for no limit."""

    role: str
    amount_limit: int | None
    unit_id: int | None
    minute: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """Rätt att besluta: on which row of the scheme somebody decides."""

    role: Role
    minute: str
    amount_limit: int | None = None

    def in_words(self) -> str:
        """``SN 2025-06-18 § 71 (enhetschef)``, as it stands on the decision."""
        limit = f", högst {kr(self.amount_limit)}" if self.amount_limit is not None else ""
        return f"{self.minute} ({self.role.label.lower()}{limit})"


def may_decide(
    delegations: Iterable[Delegated],
    *,
    posts: Collection[tuple[str, int]],
    amount: int | None = None,
    what: DecisionKind,
    is_unstated: bool = False,
) -> Mandate | Obstacle:
    """The mandate somebody has, or why there is none. ``is_unstated``: it costs, and nobody has said how much yet.

    ``posts`` are the decider's roles, each with the unit it is held in. A row for one unit counts only
    there. ``amount`` is in kronor; None when the decision costs nothing by itself. The widest mandate wins.
    """
    rows = list(delegations)
    held = [row for row in rows if any(_fits(row, role, unit) for role, unit in posts)]
    enough = [row for row in held if (row.amount_limit is None if is_unstated else _reaches(row, amount))]
    if enough:
        best = max(enough, key=lambda row: (row.amount_limit is None, row.amount_limit or 0))
        return Mandate(Role(best.role), best.minute, best.amount_limit)
    if held and is_unstated:
        highest = max(row.amount_limit or 0 for row in held)
        text = f"Skriv vad det kostar: din delegation räcker till {kr(highest)}."
        return Obstacle(text, LAW, field="amount", may_approve=who_may(rows))
    if held:
        highest = max(row.amount_limit or 0 for row in held)
        text = f"Din delegation räcker till {kr(highest)}. {_sentence(what, rows, amount)}"
        return Obstacle(text, LAW, field="amount", may_approve=who_may(rows, amount))
    text = f"Du har ingen delegation för det här beslutet. {_sentence(what, rows, amount)}"
    return Obstacle(text, LAW, may_approve=who_may(rows, amount))


def who_may(delegations: Iterable[Delegated], amount: int | None = None) -> str:
    """Those who may decide it, in words: ``enhetschef eller förste socialsekreterare (högst 100 000 kr)``."""
    widest: dict[Role, Delegated] = {}
    for row in delegations:
        role = Role(row.role)
        if _reaches(row, amount) and (role not in widest or _wider(row, widest[role])):
            widest[role] = row
    said = [
        role.label.lower() + (f" (högst {kr(row.amount_limit)})" if row.amount_limit is not None else "")
        for role, row in widest.items()
    ]
    return " eller ".join(sorted(said)) or "nämnden"


def _sentence(what: DecisionKind, rows: list[Delegated], amount: int | None) -> str:
    return f"«{what.label}» får beslutas av {who_may(rows, amount)}."


def _fits(row: Delegated, role: str, unit: int) -> bool:
    return row.role == str(role) and row.unit_id in (None, unit)


def _reaches(row: Delegated, amount: int | None) -> bool:
    return amount is None or row.amount_limit is None or amount <= row.amount_limit


def _wider(row: Delegated, other: Delegated) -> bool:
    return other.amount_limit is not None and (
        row.amount_limit is None or row.amount_limit > other.amount_limit
    )
