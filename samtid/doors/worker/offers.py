"""Vad bakgrundsarbetet självt gör om nätterna. Other rooms' duties stand in their own ``offers.py``."""

from __future__ import annotations

import logging
from datetime import time
from typing import Any

from samtid.ground.offers import Duty, Offers, Run

from . import actions

log = logging.getLogger("samtid.worker")


def _hand_out_head(run: Run) -> dict[str, Any]:
    assert run.folder is not None
    return actions.hand_out_head(run.due, run.folder, run.key, by=None, at=run.at)


def _check_all(run: Run) -> dict[str, Any]:
    """Every check from its first row to its last, each part in a transaction of its own."""
    counted: dict[str, int] = {}
    wrong = 0
    for check, what in actions.CHECKS.items():
        counted[what] = 0
        reached = actions.FIRST
        while True:
            now_at, checked, faults = actions.check_part(check, reached, by=None, at=run.at)
            counted[what] += checked
            wrong += faults
            if now_at is None:
                break
            reached = now_at
    actions.end_check(by=None, at=run.at)
    if wrong:
        # the operator's line: how many, never which
        log.error("%d anteckningar eller handlingar är inte som de skrevs; se samtid worker --status", wrong)
    return counted | {"fel": wrong}


AUDIT_HEAD = Duty(
    "audit_head",
    "Loggens huvud",
    "Varje natt, till en fil utanför databasen.",
    time(0, 40),
    _hand_out_head,
)
SESSIONS = Duty(
    "sessions",
    "Utgångna inloggningar",
    "Tas bort varje natt.",
    time(1, 20),
    lambda run: actions.clear_sessions(by=None, at=run.at),
)
INTEGRITY = Duty(
    "integrity",
    "Anteckningar och handlingar är hela",
    "Varje natt räknas kontrollsummorna om.",
    time(3, 10),
    _check_all,
    in_parts=True,
)
REVIEW_SAMPLE = Duty(
    "review_sample",
    "Urval ur loggen för granskning",
    "Den första i varje månad, ur månaden före.",
    time(4, 30),
    lambda run: actions.draw_sample(run.due, by=None, at=run.at),
    monthly=True,
)
TIDY = Duty(
    "tidy",
    "Kön städas",
    "Varje natt: misslyckade jobb äldre än trettio dagar.",
    time(5, 10),
    lambda run: actions.tidy(by=None, at=run.at),
)

OFFERS = Offers(duties=[AUDIT_HEAD, SESSIONS, INTEGRITY, REVIEW_SAMPLE, TIDY])
