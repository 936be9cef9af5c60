"""Vem som skriver: managers (the head is the manager of the whole department) and quality developers. All who follow the whole read.

Politicians and controllers read and never write: what a politician decides is decided at the meeting of the committee.
"""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.reasons import Obstacle

STEERS = Verb(
    roles.SETS_DIRECTION,
    "Det gör en chef eller kvalitetsutvecklaren.",
    may="en chef eller kvalitetsutvecklaren",
)
MOVES = "Det gör den som ansvarar, chefen på den enheten, förvaltningschefen eller kvalitetsutvecklaren."
MAY: dict[str, Verb] = dict.fromkeys(
    (
        *("enter_decision", "follow_up", "change", "reopen", "hold_meeting", "raise_point", "end_point"),
        *("begin_plan", "set_theme", "add_goal", "add_activity", "add_milestone", "reach_milestone"),
        *("follow_goal", "end_goal", "end_activity", "tie"),
    ),
    STEERS,
)


def obstacles_to_moving(
    *, is_owner: bool, leads_there: bool, leads_all: bool, is_quality: bool, is_left: bool = False
) -> list[Obstacle]:
    """Who tells of it and ends it: its owner; else whoever leads the owner's unit or the whole, or the quality developer.

    ``is_left``: there is none of them, and so it has fallen to every manager.
    """
    if is_left or is_owner or leads_there or leads_all or is_quality:
        return []
    return [Obstacle(MOVES, may_approve="den som ansvarar")]
