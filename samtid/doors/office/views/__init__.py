"""Kansliets sidor: ``reading`` shows the organisation, ``changing`` proposes and decides, ``starting`` is the first day."""

from .changing import begin, change, decide, end, proposal
from .reading import delegation, everyone, history, office, staff, unit
from .starting import start

__all__ = [
    "begin",
    "change",
    "decide",
    "delegation",
    "end",
    "everyone",
    "history",
    "office",
    "proposal",
    "staff",
    "start",
    "unit",
]
