"""Builders for tests: an application that takes long."""

from __future__ import annotations

from datetime import date, datetime

from samtid.base.organisation.models import Staff
from samtid.steps.delays import actions, rules
from samtid.steps.delays.models import DelayStep
from samtid.steps.delays.words import Kind
from samtid.steps.investigations.models import Investigation

WHY = "Två handläggare har slutat. Vi räknar med ett beslut i januari."
WRONG = "Brevet gällde ett annat ärende, det ser jag i diariet."


def noted(
    inquiry: Investigation, kind: Kind, on: date, *, by: Staff, at: datetime, until: date | None = None
) -> DelayStep:
    """A note of what happened, with what it needs."""
    who = "Eva Lind, enhetschef, punkt 4.7" if kind is Kind.REFUSED else ""
    return actions.note(inquiry, rules.Said(kind, on, WHY, until, who), by=by, at=at)
