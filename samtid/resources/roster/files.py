"""Filer med scheman: the rows of a CSV, or the events of a calendar, as lines to lay. No database here."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from samtid.ground import dates, tables, text
from samtid.ground.sweden import swedish_day, swedish_moment

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
MOST_ROWS = 5000
MOST_BREAK = 240  # minutes


def read(file: str, sent: bytes, at: datetime) -> list[rules.Line]:
    """Every row of a file. ``at`` is the moment of reading: a day of two digits needs its century. Raises ``Unreadable``."""
    if file.casefold().endswith(".ics"):
        return _within(file, calendar(file, sent))
    rows = tables.read(file, sent, COLUMNS, NEEDED)
    return _within(file, [_line(row, at) for row in rows])


def calendar(file: str, sent: bytes) -> list[rules.Line]:
    """Every event of a calendar (ICS): whose it is stands in its summary. An event is a row, numbered from one."""
    from icalendar import Calendar  # only where a calendar is read

    try:
        events = Calendar.from_ical(sent).walk("VEVENT")
    except (ValueError, IndexError, KeyError) as fault:
        raise tables.Unreadable(f"{file}: kalendern går inte att läsa ({fault}).") from None
    return [_event(number, event) for number, event in enumerate(events, 1)]


def _event(number: int, event: Any) -> rules.Line:
    who = text.one_line(text.clean(str(event.get("SUMMARY", ""))))
    start, end = (getattr(event.get(name), "dt", None) for name in ("DTSTART", "DTEND"))
    if not who:
        return rules.Line(
            number, wrong="Skriv vem det gäller i händelsens rubrik: användarnamn, HSA-id eller namn."
        )
    if event.get("RRULE") is not None:
        return rules.Line(number, who, wrong="Händelsen upprepas. Skriv ut varje pass för sig.")
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return rules.Line(number, who, wrong="Händelsen ska ha både början och slut, med klockslag.")
    return rules.Line(number, who, rules.Stint(_moment(start), _moment(end)))


def _moment(said: datetime) -> datetime:
    """A moment without a zone is as Swedish clocks show it."""
    return said if said.tzinfo else swedish_moment(swedish_day(said), said.time())


def _within(file: str, lines: list[rules.Line]) -> list[rules.Line]:
    if len(lines) > MOST_ROWS:
        raise tables.Unreadable(f"{file}: högst {MOST_ROWS} rader åt gången.")
    return lines


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
    day = dates.read_day(cells.get("day", ""), on=swedish_day(at))
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
