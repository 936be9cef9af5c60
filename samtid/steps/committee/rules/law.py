"""Paragraferna och tiderna som sammanträdet går efter."""

from __future__ import annotations

from datetime import date, timedelta

from samtid.ground.law import lvu
from samtid.steps.compulsory.words import Kind

WHEN = "KL 6 kap. 23 §"
MINUTES = "KL 6 kap. 35 §"
IN_MINUTES = "KL 5 kap. 66–67 §§"
CHAIRS = "KL 6 kap. 40 § andra stycket"
DELEGATED = "KL 6 kap. 40 § och 7 kap. 8 §"
ADJUSTED_WITHIN = timedelta(days=14)  # KL 5 kap. 69 §, which 6 kap. 35 § points at
ADJUSTED = "KL 5 kap. 69 §"
FIRST_TOLD = timedelta(days=92)  # how far back a body's first meeting here is told of what delegates decided
FAR = timedelta(days=2 * 365)  # a year mistyped before it is anything else
SOME_WORDS = 10
MOST_PARAGRAPH = 2000  # of one body in one year


def law_of_telling(kind: str, on: date) -> str:
    """By which paragraph a decision of the chair's is told at the next meeting: a custody by its own act."""
    return lvu.CHAIR_DECISION_REPORTED.at(on).citation if kind == Kind.CUSTODY else CHAIRS
