"""Statistik: what is a signal and what is noise, how sure a share is, and when a group is too small to be told of.

Pure Python on short rows of numbers: a page may call it.
"""

from .control import RUN, Chart, Phase, Signal, xmr
from .effect import Effect, level_beside_others, level_beside_trend, level_change, student
from .intervals import share_interval
from .small import SMALLEST, kept_groups, may_tell_share

__all__ = [
    "RUN",
    "SMALLEST",
    "Chart",
    "Effect",
    "Phase",
    "Signal",
    "kept_groups",
    "level_beside_others",
    "level_beside_trend",
    "level_change",
    "may_tell_share",
    "share_interval",
    "student",
    "xmr",
]
