"""Vad kansliet läser: ``proposing`` the changes, ``tree`` the organisation today, ``own`` what the municipality has decided
for itself, ``plan`` a reorganisation. The directory is open to all staff; the proposals are not."""

from __future__ import annotations

from .own import OwnLine, in_force, numbers_on, own_lines
from .plan import (
    all_unit_names,
    as_it_is,
    obstacles_to_move,
    rehearse,
    reorganisations,
    staff_names,
    unit_names,
)
from .proposing import (
    about,
    coming,
    has_log_in,
    history,
    is_setting_up,
    left_behind,
    lines_of,
    may_decide,
    obstacles_to,
    obstacles_to_deciding,
    proposals,
    roles_at,
    row_of,
    waiting,
    waiting_for,
)
from .tree import Branch, StartStep, scheme, seats_in, seats_of, seats_of_all, steps_of_start, tree

__all__ = [
    "Branch",
    "OwnLine",
    "StartStep",
    "about",
    "all_unit_names",
    "as_it_is",
    "coming",
    "has_log_in",
    "history",
    "in_force",
    "is_setting_up",
    "left_behind",
    "lines_of",
    "may_decide",
    "numbers_on",
    "obstacles_to",
    "obstacles_to_deciding",
    "obstacles_to_move",
    "own_lines",
    "proposals",
    "rehearse",
    "reorganisations",
    "roles_at",
    "row_of",
    "scheme",
    "seats_in",
    "seats_of",
    "seats_of_all",
    "staff_names",
    "steps_of_start",
    "tree",
    "unit_names",
    "waiting",
    "waiting_for",
]
