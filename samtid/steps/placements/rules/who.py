"""Vem som gör vad med hem och placeringar."""

from __future__ import annotations

from dataclasses import replace

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import CASE_WORK, Verb
from samtid.base.organisation.words import UnitKind

# Where children's cases are worked with: they read the register of homes.
READS_HOMES = frozenset(
    {
        UnitKind.RECEPTION,
        UnitKind.DUTY,
        UnitKind.CHILD_INVESTIGATION,
        UnitKind.FAMILY_LAW,
        UnitKind.FAMILY_CARE,
        UnitKind.LSS,
    }
)
# Who recruits, investigates and looks after the homes; where there is no such unit, those who place do.
KEEPS_HOMES = frozenset({UnitKind.FAMILY_CARE, UnitKind.CHILD_INVESTIGATION})

REGISTERS = Verb(
    roles.RECEIVES_CASES,
    "Hemmen sköts av familjevården, eller av barnenheten där det inte finns någon.",
    "SoL 22 kap. 2 §",
    "familjehemssekreteraren eller enhetschefen",
)
PLACES = replace(CASE_WORK, law="SoL 22 kap. 2 §")
MAY: dict[str, Verb] = {
    **dict.fromkeys(("register_home", "change_home", "pause_home", "end_pause"), REGISTERS),
    **dict.fromkeys(
        (
            *(
                "begin_care",
                "move",
                "leave",
                "end_care",
                "correct",
                "annul",
                "change_ground",
                "follow_care",
                "take_back",
            ),
            *("name_secretary", "plan_visit", "hold_visit"),
        ),
        PLACES,
    ),
}
