"""Datum, tid, kronor och personnummer som svenska läsare väntar sig dem. Pure functions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from samtid.ground.sweden import swedish_day, swedish_time

WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
# No-break space: a number is not torn from its unit at the end of a line.
GAP = "\u00a0"
MINUS = "\u2212"


def local(value: date | datetime) -> date | datetime:
    """An aware moment as Swedish wall-clock time; a date or naive moment as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return swedish_time(value)
    return value


def as_day(value: date | datetime) -> date:
    """The Swedish calendar day of a date or moment."""
    return swedish_day(value)


def day(value: date | datetime | None) -> str:
    """``2026-11-21``; a dash when there is no date."""
    return "–" if value is None else as_day(value).isoformat()


def day_words(value: date | datetime | None) -> str:
    """``lördag 21 november 2026``; a dash when there is no date."""
    if value is None:
        return "–"
    when = as_day(value)
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"


def clock_time(value: datetime | None) -> str:
    """``14:05``, Swedish wall-clock time; a dash when there is none."""
    return "–" if value is None else f"{local(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """``2026-11-21 14:05``, Swedish wall-clock time; a dash when there is none."""
    return "–" if value is None else f"{local(value):%Y-%m-%d %H:%M}"


def days_between(value: date | datetime, today: date | datetime) -> int:
    """Whole calendar days from ``today`` to ``value``; negative when the day has passed."""
    return (as_day(value) - as_day(today)).days


def ago_or_left(value: date | datetime | None, today: date | datetime) -> str:
    """``3 dagar kvar``, ``i dag``, ``2 dagar sen``: for a time limit."""
    if value is None:
        return "–"
    left = days_between(value, today)
    if left == 0:
        return f"i{GAP}dag"
    word = "dag" if abs(left) == 1 else "dagar"
    return f"{left}{GAP}{word} kvar" if left > 0 else f"{-left}{GAP}{word} sen"


def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """``12 345,6``: no-break space between thousands, decimal comma, true minus; a dash when there is none."""
    if value is None:
        return "–"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", GAP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def kr(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """Swedish kronor: ``12 345 kr``. Öre are rounded away, half up, unless ``decimals=2``."""
    return "–" if value is None else f"{number(value, decimals)}{GAP}kr"


def unquoted(text: str) -> str:
    """What somebody said, without the quotation marks they were written between: the page draws its own."""
    bare = text.strip()
    while (
        len(bare) > 1
        and bare[0] in "\"”“»'’"
        and bare[-1] in "\"”“«»'’"
        and not set(bare[1:-1]) & set('"”“»«')
    ):
        bare = bare[1:-1].strip()
    return bare


def pnr(value: str | None) -> str:
    """``20120314-2391`` from twelve digits, with or without a hyphen; anything else is shown as it came."""
    if not value:
        return "–"
    digits = value.replace("-", "").replace("+", "").replace(" ", "")
    return f"{digits[:8]}-{digits[8:]}" if len(digits) == 12 and digits.isascii() else value
