"""Statistik: what is a signal and what is noise, how sure a share is, and when a group is too small to be told of.

Pure Python on short rows of numbers: a page may call it.
"""

from .control import RUN, Chart, Phase, Signal, xmr
from .intervals import share_interval
from .small import SMALLEST, kept_groups, may_tell_share

__all__ = [
    "RUN",
    "SMALLEST",
    "Chart",
    "Phase",
    "Signal",
    "kept_groups",
    "may_tell_share",
    "share_interval",
    "xmr",
]
