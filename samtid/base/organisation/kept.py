"""Det som varje sida frågar efter: the municipality's own numbers, name and catalogue, remembered by each process for a while.

They change a few times a year, and from a day ahead: a process that remembers for some seconds is never wrong about
the day. The one who approves forgets at once, so that she sees what she did.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import DatabaseError, connection

from samtid.ground.law import municipal
from samtid.ground.law.own import Own

from .models import Municipality, Offering, OwnNumber

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Kept:
    """All rows, the latest first: there are few, and their days say which holds."""

    numbers: tuple[OwnNumber, ...]
    municipalities: tuple[Municipality, ...]
    until: float


_kept: dict[str, Kept] = {}
# By itself: the worker may not read the catalogue, and has no need to.
_offered: dict[str, tuple[tuple[Offering, ...], float]] = {}


def forget() -> None:
    """Ask the database next time."""
    _kept.clear()
    _offered.clear()


def _rows() -> Kept:
    name = str(connection.settings_dict["NAME"])
    found = _kept.get(name)
    if found is None or found.until < time.monotonic():
        found = Kept(
            tuple(OwnNumber.objects.order_by("-valid_from", "-pk")),
            tuple(Municipality.objects.order_by("-valid_from", "-pk")),
            time.monotonic() + SECONDS,
        )
        _kept[name] = found
    return found


def number_if_any(own: Own, on: date) -> int | None:
    """The municipality's number on a day; None when nobody has said it."""
    return next((row.number for row in _rows().numbers if row.key == own and row.holds_on(on)), None)


def number(own: Own, on: date) -> int:
    """The municipality's number on a day. What is missing is refused: raises ``NotYet``."""
    found = number_if_any(own, on)
    if found is None:
        raise municipal.missing(own, on)
    return found


def is_offered(code: str, on: date) -> bool:
    """Whether the municipality's catalogue holds a service on a day."""
    name = str(connection.settings_dict["NAME"])
    rows, until = _offered.get(name, ((), 0.0))
    if until < time.monotonic():
        rows = tuple(Offering.objects.order_by("-valid_from", "-pk"))
        _offered[name] = rows, time.monotonic() + SECONDS
    return any(row.code == code and row.holds_on(on) for row in rows)


def municipality(on: date) -> Municipality | None:
    """The municipality as it is called on a day; None while only the operator's setting names it."""
    return next((row for row in _rows().municipalities if row.holds_on(on)), None)


def called(on: date) -> str:
    """What the municipality is called on pages and letters: as two persons have decided, else as the operator said."""
    found = municipality(on)
    return found.name if found is not None else settings.MUNICIPALITY


def on_every_page(on: date) -> dict[str, str]:
    """For the page's frame (``settings.ON_EVERY_PAGE``). A page that says that the database is away has a name too."""
    try:
        found = municipality(on)
    except DatabaseError:
        found = None
    if found is None:
        return {"municipality": settings.MUNICIPALITY, "municipality_colours": ""}
    colours = f"{found.colour}-{found.text_colour}".replace("#", "") if found.colour else ""
    return {"municipality": found.name, "municipality_colours": colours}
