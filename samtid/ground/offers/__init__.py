"""Utbud: what a room tells the rest of the house of itself, declared as values in its ``offers.py``.

The doors (the day, the dossier, the worker, the outage pack) loop over the rooms (base/look/house.py) and know
none of them by name. Data and functions only: what a function is given and what it gives back is said here, and
the tables it reads are the room's own business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from samtid.ground.reasons import Obstacle

from .beside import Call, Deadline, Duty, LogWords, Night, Overview, Run, Sheets
from .day import (
    ALL_OF_THEM,
    MOST,
    Card,
    CardRow,
    Day,
    DraftForm,
    Menu,
    Names,
    OnClock,
    Seldom,
    UnitLink,
    UnitNotice,
    Waiting,
    Whose,
)
from .way import File, FileRow, Stage, Step, Way

__all__ = [
    "ALL_OF_THEM",
    "MOST",
    "Call",
    "Card",
    "CardRow",
    "Day",
    "Deadline",
    "DraftForm",
    "Duty",
    "File",
    "FileRow",
    "LogWords",
    "Menu",
    "Names",
    "Night",
    "Offers",
    "OnClock",
    "Overview",
    "Run",
    "Seldom",
    "Sheets",
    "Stage",
    "Step",
    "UnitLink",
    "UnitNotice",
    "Waiting",
    "Way",
    "Whose",
]


@dataclass(frozen=True, slots=True)
class Offers:
    """Allt ett rum berättar. Leave out what the room does not have."""

    menu: Sequence[Menu] = ()
    drafts: Sequence[DraftForm] = ()
    clocks: Sequence[OnClock] = ()
    log: Sequence[LogWords] = ()
    overviews: Sequence[Overview] = ()
    duties: Sequence[Duty] = ()
    way: Way | None = None
    waits: Callable[[Day], Iterable[Waiting]] | None = None
    # the roles that anything can wait for here, and that are asked about; everybody when it is not said
    waits_for: frozenset[str] | None = None
    # the lines of the running clocks, as the room would have them told
    arrange: Callable[[Day, list[Waiting]], list[Waiting]] | None = None
    card: Callable[[Day], Card | None] | None = None
    seldom: Sequence[Seldom] = ()
    unit: Callable[[Any, Any, datetime], Iterable[UnitNotice]] | None = None
    unit_links: Sequence[UnitLink] = ()
    # by an earlier room's verb (``room.verb``): viewer, what it is done with, day; what else it must wait for
    before: Mapping[str, Callable[[Any, Any, date], Iterable[Obstacle]]] = field(default_factory=dict)
    # viewer, unit, day, moment
    outage: Callable[[Any, Any, date, datetime], Sheets] | None = None
