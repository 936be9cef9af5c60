"""Vem som skriver i spåret.

Who holds the case writes what the committee, the chair or the court has decided, with level, day and number: on a Friday
evening the manager is away and the week has begun (docs/decisions/0102). The level is held against SoL 30 kap.
"""

from __future__ import annotations

from dataclasses import replace

from samtid.base.organisation.verbs import CASE_WORK, Verb
from samtid.base.organisation.words import UnitKind

# Where such cases lie. Elsewhere the manager has the late clock among the others.
HAS_TRACKS = frozenset({UnitKind.CHILD_INVESTIGATION, UnitKind.FAMILY_CARE, UnitKind.DUTY})
WRITES = replace(CASE_WORK, law="SoL 30 kap. 7 §")
MAY: dict[str, Verb] = dict.fromkeys(
    ("open_track", "write_step", "correct_step", "withdraw_step", "annul_track"), WRITES
)
