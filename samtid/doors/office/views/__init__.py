"""Kansliets sidor: ``reading`` shows the organisation, ``changing`` proposes and decides, ``owning`` is what the municipality has
decided for itself, ``starting`` is the first day."""

from .changing import begin, change, decide, end, proposal
from .owning import catalogue, municipality, values
from .reading import delegation, everyone, history, office, staff, unit
from .starting import start

__all__ = [
    "begin",
    "catalogue",
    "change",
    "decide",
    "delegation",
    "end",
    "everyone",
    "history",
    "municipality",
    "office",
    "proposal",
    "staff",
    "start",
    "unit",
    "values",
]
