"""Dagar och klockslag som människor skriver dem. Pure functions: the day of asking comes in as ``on``.

What can be read in two ways is not guessed: a Swede writes the day first, an American the month, a machine the
year. The answer is then a sentence that spells both readings out (``Unclear``), and the writer chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samtid.ground.sweden import swedish_day
from samtid.ground.text import ascii_digits

MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905
)
WEEKDAYS = "mån|tis|ons|tors|tor|fre|lör|sön"
FIRST, LAST = 1850, 2199  # a person alive, and the longest time that anything is kept
DAYS_AWAY = {"idag": 0, "nu": 0, "igår": -1, "förrgår": -2, "imorgon": 1, "imorron": 1, "övermorgon": 2}

SEPARATED = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
SPACED = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
SWEDISH = re.compile(r"(\d{1,2})\s?/\s?(\d{1,2})(?:\s*-\s*|\s+)(\d{4}|\d{2})")  # 3/12 2026, 3/12-26
WORDS = re.compile(r"(\d{1,2})(?::?[ea])? ([a-zåäö]{3,})\.?(?:[ ,]*-?\s?'?(\d{4}|\d{2}))?")
WORDS_FIRST = re.compile(r"([a-zåäö]{3,})\.? (\d{1,2})(?::?[ea])?,? (\d{4})")
TIME = re.compile(r"(?:(?:kl\.?|klockan) ?)?(\d{1,2})(?: ?[.:,h] ?(\d{2})(?:[.:](\d{2})(?:[.,]\d+)?)?)?")
TIGHT_TIME = re.compile(r"(?:(?:kl\.?|klockan) ?)?(\d{1,2})(\d{2})")
TAIL = re.compile(
    r"(?:^|[ ,]+|(?<=\d)t(?=\d))((?:kl\.?|klockan) ?\d.*|\d{1,2} ?[.:,] ?\d{2}(?:[.:]\d{2}(?:[.,]\d+)?)?|\d{4})$"
)

DAY_HELP = "Till exempel 2026-12-03 eller 3 december 2026."
SO = "Skriv dagen så här: 2026-11-21."
NO_DAY = f"{SO} Det går också med 21/11 2026 och 21 november 2026."
NO_TIME = "Skriv tiden som 8.15 eller 08:15."
NO_MOMENT = "Skriv dag och tid så här: 2026-11-21 09:30."


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why what was written says no day or time, in a sentence for the writer."""

    text: str


def in_words(day: date) -> str:
    """``3 december 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_day(said: str, *, on: date) -> date | Unclear:
    """The day that ``said`` says. ``on`` decides the century of a year of two digits, and what ``i går`` is."""
    text = _plain(said)
    away = DAYS_AWAY.get(text.replace("i ", "i", 1).replace(" ", ""))
    if away is not None:
        return on + timedelta(days=away)
    for shape, read in SHAPES:
        found = shape.fullmatch(text)
        if found:
            return _reasonable(read(found, on), said)
    return Unclear(NO_DAY)


def read_time(said: str) -> time | Unclear:
    """The time of day that ``said`` says: ``9.30``, ``09:30``, ``0930``, ``kl 9``."""
    text = _plain(said)
    found = TIME.fullmatch(text) or TIGHT_TIME.fullmatch(text)
    if not found:
        return Unclear(NO_TIME)
    hour, minute = int(found[1]), int(found[2] or 0)
    if (hour, minute) == (24, 0):
        return Unclear("Klockan 24.00 är 00.00 nästa dag. Skriv 00:00 eller 23:59.")
    if hour > 23 or minute > 59:
        return Unclear(f"Klockan {hour}.{minute:02d} finns inte. {NO_TIME}")
    return time(hour, minute)


def read_moment(said: str, *, on: datetime) -> datetime | Unclear:
    """The day and time, without a time zone: ``2026-12-03 9.30``, ``3/12 2026 kl 9``, ``i går 14:05``, ``nu``."""
    text = _plain(said)
    if text == "nu":
        return on.replace(tzinfo=None, second=0, microsecond=0)
    alone = read_day(text, on=swedish_day(on))
    if isinstance(alone, date):
        return Unclear(f"Skriv klockslaget också, till exempel {alone.isoformat()} 09:30.")
    tail = TAIL.search(text)
    if not tail:
        return Unclear(NO_MOMENT if alone.text == NO_DAY else alone.text.replace(SO, NO_MOMENT))
    day, clock = read_day(text[: tail.start()], on=swedish_day(on)), read_time(tail[1])
    for part in (day, clock):
        if isinstance(part, Unclear):
            return part
    assert isinstance(day, date) and isinstance(clock, time)
    return datetime.combine(day, clock)


def _plain(said: str) -> str:
    """Small letters, our digits, one kind of dash and space; without the weekday and other words that say nothing."""
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", ascii_digits(said)).casefold()
    text = " ".join(text.split()).strip(" .,")
    text = re.sub(rf"^(?:{WEEKDAYS})(?:dag)?(?:en)?s?[ .,]+", "", text)
    return re.sub(r"^den ", "", text)


def _reasonable(read: date | Unclear | None, said: str) -> date | Unclear:
    if read is None:
        return Unclear(f"Dagen {' '.join(said.split())[:40]} finns inte i kalendern. {SO}")
    if isinstance(read, date) and not FIRST <= read.year <= LAST:
        return Unclear(f"Året {read.year:04d} kan inte stämma. {SO}")
    return read


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(written: str, on: date) -> int:
    """A year of two digits is the one within the last ninety years or the next ten."""
    if len(written) != 2:
        return int(written)
    last = on.year + 10
    return last - (last - int(written)) % 100


def _separated(found: re.Match[str], on: date) -> date | Unclear | None:
    first, sign, second, last = found.groups()
    if len(first) in (3, 4):
        return _day(int(first), int(second), int(last)) if len(last) <= 2 else None
    if len(last) in (3, 4):
        return _one_of((_day(int(last), int(second), int(first)), _day(int(last), int(first), int(second))))
    if len(first) != 2 or len(last) != 2:
        return Unclear(f"Skriv året med fyra siffror. {SO}")
    year_first = _day(_year(first, on), int(second), int(last))
    day_first = _day(_year(last, on), int(second), int(first))
    if sign == "-" and year_first and (day_first is None or _near(year_first, on) <= _near(day_first, on)):
        return year_first
    return _one_of((year_first, day_first, _day(_year(last, on), int(first), int(second))))


def _near(day: date, on: date) -> int:
    return abs((day - on).days)


def _one_of(readings: Iterable[date | None]) -> date | Unclear | None:
    """The first reading, when it is the only one; otherwise a question."""
    found = list(readings)
    days = list(dict.fromkeys(day for day in found if day))
    if not days:
        return None
    if len(days) == 1 and found[0]:
        return days[0]
    meant = " eller ".join(f"{in_words(day)} ({day.isoformat()})" for day in days)
    return Unclear(f"Menar du {meant}? Skriv dagen så som inom parentesen.")


def _named(day: str, month: str, year: str | None, on: date) -> date | Unclear | None:
    number = next(
        (place for place, name in enumerate(MONTHS, 1) if name.startswith(month) or month == f"{name[:3]}t"),
        None,
    )
    if number is None:
        return Unclear(NO_DAY)
    if year is None:
        return Unclear(f"Skriv året också, till exempel {int(day)} {MONTHS[number - 1]} {on.year}.")
    return _day(_year(year, on), number, int(day))


Reader = Callable[[re.Match[str], date], "date | Unclear | None"]
SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (SEPARATED, _separated),
    (SPACED, lambda found, on: _day(int(found[1]), int(found[2]), int(found[3]))),
    (SWEDISH, lambda found, on: _day(_year(found[3], on), int(found[2]), int(found[1]))),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), lambda found, on: _day(int(found[1]), int(found[2]), int(found[3]))),
    (
        re.compile(r"(\d\d)(\d\d)(\d\d)"),
        lambda found, on: _day(_year(found[1], on), int(found[2]), int(found[3])),
    ),
    (
        re.compile(r"(\d{1,2}) ?[/.] ?(\d{1,2})"),
        lambda found, on: Unclear(f"Skriv året också, till exempel {found[1]}/{found[2]} {on.year}."),
    ),
    (WORDS, lambda found, on: _named(found[1], found[2], found[3], on)),
    (WORDS_FIRST, lambda found, on: _named(found[2], found[1], found[3], on)),
)
