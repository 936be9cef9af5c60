"""Väggarna kring besluten. A signed decision stands, whoever asks."""

from __future__ import annotations

from samtid.base.access.walling import AppendOnly, Sealed, Wall
from samtid.base.access.walling.conditions import IN_CASE

WRITABLE = [
    *("kind", "service_code", "outcome", "content", "reasons", "legal_basis"),
    *("amount", "per", "extent", "valid_from", "valid_to", "conditions", "goal", "follow_up_on"),
    *(
        "consent",
        "names_withheld",
        "place_reason",
        "handed_to_id",
        "handed_at",
        "level",
        "decided_on",
        "minute",
        "dissent",
    ),
    *("signed_at", "signed_by_id", "signed_title", "delegation", "letter_id"),
    *("version", "changed_at", "changed_by_id"),
]
SETTLED = ["in_time", "settled_at", "settled_by_id", "settled_how"]

WALLS = [
    Wall("decisions_decision", IN_CASE, columns=WRITABLE),
    AppendOnly("decisions_decision", unless="old.signed_at is null"),
    Wall("decisions_notification", IN_CASE),
    AppendOnly("decisions_notification"),
    Sealed("decisions_decision"),
    Sealed("decisions_notification"),
    Wall("decisions_decisionletter", IN_CASE),
    AppendOnly("decisions_decisionletter"),
    Sealed("decisions_decisionletter"),
    Wall("decisions_notificationcorrection", IN_CASE),
    AppendOnly("decisions_notificationcorrection"),
    Sealed("decisions_notificationcorrection"),
    Wall("decisions_appeal", IN_CASE, columns=SETTLED),
    AppendOnly("decisions_appeal", unless="old.settled_at is null"),
    Sealed("decisions_appeal"),
]
