"""Det som görs och läses bredvid sidorna: the log, the nights, and paper when nothing else works."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

log = logging.getLogger("samtid.outage")


@dataclass(frozen=True, slots=True)
class LogWords:
    """Vad en sida heter i loggen och utdraget, and what one reads it for. ``page`` is a page or a whole room."""

    page: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Sida som visar namn utan en rad för vart och ett, and why: the only pages that the frame leaves alone."""

    page: str
    why: str


@dataclass(frozen=True, slots=True)
class Run:
    """Ett varv: when the duty was due, the moment it is done, and where what leaves the database is put."""

    due: datetime
    at: datetime
    folder: Path | None = None
    key: bytes = b""


@dataclass(frozen=True, slots=True)
class Duty:
    """Syssla: what the worker does every night, or the first of every month, at ``hour`` Swedish time.

    ``do`` gives back what came of it, in numbers, and may be done again if the database goes away. It is one
    transaction with the line that says it is done, unless it goes ``in_parts``.
    """

    name: str
    label: str
    help: str
    hour: time
    do: Callable[[Run], Mapping[str, Any]]
    monthly: bool = False
    in_parts: bool = False

    def __post_init__(self) -> None:
        # that hour is missing one night of the year and comes twice another
        assert self.hour.hour != 2, f"{self.name}: not between two and three"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Frist på papper: who waits for what, and until when."""

    due_on: date
    who: str
    what: str
    number: str
    caseworker: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Besök i någons dag: when, to whom, where, what, who goes (empty for nobody yet), and with whom."""

    at: datetime
    minutes: int
    who: str
    place: str
    what: str
    staff: str
    also: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Night:
    """Barn på papper: where a child in care is tonight, and whom one calls. Without a ``place`` it is an alarm."""

    who: str
    place: str
    phone: str
    caseworker: str
    number: str
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Sheets:
    """Rummets blad i avbrottspaketet.

    ``persons`` get a sheet of how they are reached. What must be logged when it is printed: ``given`` is the case
    and the service of each row, ``unknown`` the compartments of what is nobody's yet.
    """

    deadlines: Sequence[Deadline] = ()
    calls: Sequence[Call] = ()
    visits: int = 0  # fewer than the calls where two go together
    nights: Sequence[Night] = ()
    persons: Mapping[UUID, Any] = field(default_factory=dict)
    given: Sequence[tuple[UUID, UUID]] = ()
    unknown: Sequence[int] = ()
    # what came when unusually much did, which must not hide the rest; and how many of each there was no place for
    apart: Sequence[Deadline] = ()
    left_out: int = 0
    left_apart: int = 0


Row = TypeVar("Row")


def deadlines(
    make: Callable[[Row], Deadline], rows: Iterable[Row], *, number: Callable[[Row], str], on: date
) -> list[Deadline]:
    """A line for each row. One that cannot be made is said to be missing, and the rest follows: paper never raises."""
    made = []
    for row in rows:
        try:
            made.append(make(row))
        except Exception as fault:
            log.error("en rad till avbrottspaketet kunde inte skrivas (%s)", type(fault).__name__)
            made.append(unwritten(number(row), on))
    return made


def unwritten(number: str, on: date) -> Deadline:
    """The line of what could not be written, under today so that it is read first."""
    return Deadline(on, "Kunde inte skrivas", "Se efter i Samtid vad det gäller", number)
