"""Planeringskärnan: who goes where and when.

``solve(problem, stop, seed)`` turns a ``Problem`` (frozen arrays that check themselves) into a ``Plan`` (which
lists every term of its cost and says why). The compiled search is imported when it is first needed.
"""

from __future__ import annotations

from .evaluate import Change, Move, evaluate
from .problem import HARD, MUST, BadProblem, Problem, Weights
from .result import Plan, make_plan
from .schedule import Stop as Halt
from .solve import solve
from .stop import Progress, Stop, after_iterations, after_seconds, at_target, first_of, without_gain
from .words import Reason, Term

__all__ = [
    "HARD",
    "MUST",
    "BadProblem",
    "Change",
    "Halt",
    "Move",
    "Plan",
    "Problem",
    "Progress",
    "Reason",
    "Stop",
    "Term",
    "Weights",
    "after_iterations",
    "after_seconds",
    "at_target",
    "evaluate",
    "first_of",
    "make_plan",
    "solve",
    "without_gain",
]  # fmt: skip
