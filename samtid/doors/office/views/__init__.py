"""Kansliets sidor: ``reading`` shows the organisation, ``changing`` proposes and decides, ``owning`` is what the municipality has
decided for itself, ``reorganising`` drafts, rehearses and
settles a whole plan, ``starting`` is the first day."""

from .changing import begin, change, decide, end, proposal
from .owning import catalogue, municipality, values
from .reading import delegation, everyone, history, office, staff, unit
from .reorganising import (
    add_move,
    begin_plan,
    change_plan,
    drop_move,
    reorganisation,
    reorganisations,
    settle,
)
from .starting import start

__all__ = [
    "add_move",
    "begin",
    "begin_plan",
    "catalogue",
    "change",
    "change_plan",
    "decide",
    "delegation",
    "drop_move",
    "end",
    "everyone",
    "history",
    "municipality",
    "office",
    "proposal",
    "reorganisation",
    "reorganisations",
    "settle",
    "staff",
    "start",
    "unit",
    "values",
]
