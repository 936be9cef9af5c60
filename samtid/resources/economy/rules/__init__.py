"""Reglerna om pengar: who proposes a budget, and how sums are split, told and foretold. Pure."""

from __future__ import annotations

from samtid.base.organisation.verbs import Verb

from .budget import BUDGETS

WHY = "Budgeten föreslås och godkänns av enhetschefer och controllers."
MAY: dict[str, Verb] = {
    "propose_budget": Verb(BUDGETS, WHY, may="en enhetschef eller controller"),
    "decide_budget": Verb(BUDGETS, WHY, may="en annan enhetschef eller controller"),
}
