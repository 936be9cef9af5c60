"""Vem som bedömer: who holds the case."""

from __future__ import annotations

from samtid.base.organisation.verbs import CASE_WORK, Verb

ASSESSES = CASE_WORK
MAY: dict[str, Verb] = dict.fromkeys(
    ("assess_group", "weigh", "write_plan_step", "withdraw_plan_step"), ASSESSES
)
