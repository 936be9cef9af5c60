"""Filer med scheman: the rows of a CSV as lines to lay. No database here."""

from __future__ import annotations

from datetime import datetime, time

from samtid.ground import dates, tables, text

from . import rules
from .words import BreakKind, ShiftKind

COLUMNS = {
    "vem": "who",
    "användarnamn": "who",
    "dag": "day",
    "börjar": "starts",
    "slutar": "ends",
    "slag": "kind",
    "rast": "rest",
    "måltidsuppehåll": "meal",
}
NEEDED = ("dag", "börjar", "slutar")
HEADINGS = "vem;dag;börjar;slutar;slag;rast"
MOST_ROWS = 5000
MOST_BREAK = 240  # minutes


def read(file: str, sent: bytes, at: datetime) -> list[rules.Line]:
    """Every row of a file. ``at`` is the moment of reading: a day of two digits needs its century. Raises ``Unreadable``."""
    rows = tables.read(file, sent, COLUMNS, NEEDED)
    if len(rows) > MOST_ROWS:
        raise tables.Unreadable(f"{file}: högst {MOST_ROWS} rader åt gången.")
    return [_line(row, at) for row in rows]


def _line(row: tables.Line, at: datetime) -> rules.Line:
    if row.wrong:
        return rules.Line(row.number, wrong=row.wrong)
    try:
        return rules.Line(row.number, row.cells.get("who", ""), _stint(row.cells, at))
    except ValueError as fault:
        return rules.Line(row.number, row.cells.get("who", ""), wrong=str(fault))


def _stint(cells: dict[str, str], at: datetime) -> rules.Stint:
    if not cells.get("who"):
        raise ValueError("Skriv vem det gäller: användarnamn, HSA-id eller namn.")
    day = dates.read_day(cells.get("day", ""), on=rules.swedish_day(at))
    if isinstance(day, dates.Unclear):
        raise ValueError(day.text)
    start, end = rules.ends_on_clock(day, _clock(cells, "starts"), _clock(cells, "ends"))
    kind, minutes = BreakKind.REST, _minutes(cells.get("rest", ""))
    if cells.get("meal"):
        kind, minutes = BreakKind.MEAL, _minutes(cells["meal"])
    return rules.Stint(start, end, _kind(cells.get("kind", "")), str(kind) if minutes else "", minutes)


def _clock(cells: dict[str, str], name: str) -> time:
    read = dates.read_time(cells.get(name, ""))
    if isinstance(read, dates.Unclear):
        raise ValueError(read.text)
    return read


def _minutes(cell: str) -> int:
    if not cell:
        return 0
    found = text.whole(cell.removesuffix("min").strip())
    if found is None or not 0 <= found <= MOST_BREAK:
        raise ValueError(f"Skriv uppehållet i hela minuter, högst {MOST_BREAK}.")
    return found


def _kind(cell: str) -> ShiftKind:
    known = {one.label.casefold(): one for one in ShiftKind}
    if cell and cell.casefold() not in known:
        raise ValueError(f"«{cell}» är inget slag. Välj bland {', '.join(one.label for one in ShiftKind)}.")
    return known.get(cell.casefold(), ShiftKind.WORK)
