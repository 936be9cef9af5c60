"""Vem som gör vad: who holds a case lays it before the committee; a manager keeps the meeting and its minutes.

There is no role for the committee's secretary yet: the manager does that work, within the keys she has (decisions/0109).
"""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import CASE_WORK, Verb

KEEPS = Verb(
    roles.LEADS,
    "Sammanträdet och protokollet sköts av en enhetschef.",
    "KL 6 kap. 35 §",
    "enhetschef",
)
MAY: dict[str, Verb] = {
    **dict.fromkeys(("raise_matter", "withdraw", "move_matter"), CASE_WORK),
    **dict.fromkeys(
        (
            *("plan_meeting", "call_meeting", "move_meeting", "cancel_meeting", "hold_meeting"),
            *("adjust_minutes", "settle", "register", "correct_matter"),
            *("take_over", "correct_meeting"),
        ),
        KEEPS,
    ),
}
