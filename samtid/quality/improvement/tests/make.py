"""Förslag att pröva med."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.quality.improvement import rules
from samtid.quality.improvement.words import Gains, State


def an_answer(owner: Staff | None, at: datetime, state: State = State.PLANNED, **more: Any) -> rules.Answer:
    """What could be answered to anything."""
    said: dict[str, Any] = {
        "title": "Skriv målen en gång",
        "said": "Vi gör om sidan så att målen följer med.",
        "gains": Gains.STAFF,
        "owner": owner.pk if owner else None,
        "next_on": swedish_day(at) + timedelta(days=14),
        "is_public": True,
    }
    return rules.Answer(state, **said | more)
