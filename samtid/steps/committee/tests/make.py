"""Builders for tests: meetings, and drafts that only the committee may decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samtid.base.organisation.models import Committee, Staff
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.delegation import Level
from samtid.steps.committee import actions, rules
from samtid.steps.committee.models import AgendaLine, Meeting
from samtid.steps.committee.words import Outcome
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.tests.make import a_draft
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.words import Basis

WHO = rules.Held(chair="Berit Provdal", present="Berit Provdal\nSten Provberg", adjuster="Sten Provberg")
SOON = timedelta(days=3)


def a_meeting(*, by: Staff, at: datetime, after: timedelta = SOON, **said: Any) -> Meeting:
    """Three days ahead, planned and not called."""
    committee = said.pop("committee", None) or Committee.objects.get()
    words = {"level": Level.COMMITTEE, "short": "SN AU", "place": "Stadshuset"} | said
    return actions.plan_meeting(
        committee, words["level"], words["short"], at + after, words["place"], by=by, at=at
    )


def a_placement(investigation: Investigation, *, by: Staff, at: datetime, **said: Any) -> Decision:
    """A draft of care in a family home: the committee decides it (SoL 30:6)."""
    home = {
        "kind": DecisionKind.FAMILY_HOME,
        "service_code": "family_home",
        "legal_basis": Basis.SOL_22_2,
    }
    return a_draft(investigation, by=by, at=at, **home | said)


def decided(paragraph: int = 12, **said: Any) -> rules.Said:
    """As proposed."""
    return rules.Said(**{"outcome": Outcome.DECIDED, "paragraph": paragraph} | said)


def held(meeting: Meeting, *, by: Staff, at: datetime) -> Meeting:
    """The meeting, held: called if it was not."""
    if meeting.called_at is None:
        actions.call_meeting(meeting, by=by, at=at)
    return actions.hold_meeting(meeting, WHO, by=by, at=at)


def a_line(investigation: Investigation, meeting: Meeting, *, by: Staff, at: datetime) -> AgendaLine:
    """A placement on the meeting's list."""
    return actions.raise_matter(a_placement(investigation, by=by, at=at), meeting, by=by, at=at)
