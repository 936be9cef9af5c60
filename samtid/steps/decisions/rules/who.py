"""Vem som beslutar: who does what with a decision, and what costs so much that it must be said."""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.base.organisation.verbs import CASE_WORK, Verb
from samtid.base.organisation.words import DecisionKind

from ..words import DecisionOutcome

# What costs money by itself: granted without saying how much, it passes no limit of a delegation.
COSTS = frozenset(
    {
        DecisionKind.ASSISTANCE,
        DecisionKind.FAMILY_HOME,
        DecisionKind.RESIDENTIAL_CARE,
        DecisionKind.PROTECTED_HOUSING,
    }
)
# Who does what. Who may sign is beside that a matter of delegation, asked by the rule and once more by the door.
MAY: dict[str, Verb] = {
    **dict.fromkeys(
        (
            *("prepare", "propose", "change", "hand_over", "send_back"),
            *("notify", "correct_notice", "receive_appeal", "judge_appeals", "settle_appeal", "note_final"),
        ),
        CASE_WORK,
    ),
    "sign": Verb(
        roles.RECEIVES_CASES,
        "Beslutet fattas av den som har delegation för det.",
        "KL 6 kap. 37 §",
        "den som har delegation",
    ),
    "return_draft": Verb(
        roles.LEADS,
        "Det nämnden vill ha ändrat skickas tillbaka av en enhetschef.",
        "KL 6 kap. 35 §",
        "enhetschef",
    ),
    "register": Verb(
        roles.LEADS, "Nämndens beslut registreras av en enhetschef.", "KL 6 kap. 37 §", "enhetschef"
    ),
}


def is_cost_unstated(kind: DecisionKind, outcome: DecisionOutcome, amount: int | None) -> bool:
    """Whether money is granted and nobody has said how much."""
    return outcome.grants and kind in COSTS and amount is None
