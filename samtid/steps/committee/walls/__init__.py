"""Väggarna kring sammanträdena: a meeting is about nobody; each matter on its list lies in its own case.

What a delegate or the chair has decided is told at the meeting by the database itself, row by row in each one's own case:
nobody counts what they have no key to. Of a matter without a key, its place and paragraph are known and nothing else.
"""

from __future__ import annotations

from samtid.base.access.walling import Told, done

from ..words import Event, Outcome
from .draft import DRAFT, SAID
from .matters import MATTERS
from .meetings import MEETINGS


def _settled(where: str) -> str:
    return done("committee_agendaline", "settled_at", "settled_by_id", where)


WALLS = [
    Told(
        "committee",
        list(Event),
        done={
            Event.RAISED: done("committee_agendaline", "raised_at", "raised_by_id"),
            Event.WITHDRAWN: _settled(f"t.outcome = '{Outcome.WITHDRAWN.value}'"),
            Event.MOVED: _settled(f"t.outcome = '{Outcome.MOVED.value}'"),
            Event.SETTLED: _settled(f"t.outcome in ({SAID})"),
            Event.CORRECTED: done("committee_linecorrection", "at", "by_id"),
        },
    ),
    *MEETINGS,
    *MATTERS,
    *DRAFT,
]
