"""Papperet: a pack as PDF."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

from samtid.base.look.swedish import clock_time, day, day_words
from samtid.base.look.typeset import paper
from samtid.base.organisation.kept import called
from samtid.ground.offers import Deadline

from .queries import AHEAD, Pack

TEMPLATE = Path(__file__).with_name("pack.typ")


def write(pack: Pack, *, by: str, at: datetime) -> bytes:
    """Sets the pack. ``by`` is the name of whoever prints it."""
    counted = Counter(one.name for one in pack.sheets)
    return paper(
        TEMPLATE,
        {
            "municipality": called(pack.on),
            "unit": pack.unit.name,
            "phone": pack.unit.phone,
            "day": day_words(pack.on),
            "printed": f"{day(at)} klockan {clock_time(at)} av {by}",
            "ahead": str(AHEAD),
            "deadlines": [_row(one, pack.on) for one in pack.deadlines],
            "apart": [_row(one, pack.on) for one in pack.apart],
            "left_out": _left(pack.left_out),
            "left_apart": _left(pack.left_apart),
            "calls": [
                [
                    clock_time(one.at),
                    f"{one.minutes} min",
                    one.who,
                    one.place,
                    one.what,
                    one.staff or "Ingen än",
                    one.also,
                    one.is_protected,
                ]
                for one in pack.calls
            ],
            "nights": [
                [one.who, one.place, one.phone or "saknas", one.number, one.caseworker, one.is_protected]
                for one in pack.nights
            ],
            "sheets": [
                {
                    "name": one.name,
                    # tells two of the same name apart; otherwise a binder is better without it
                    "born": f"född {day(one.born_on)}" if counted[one.name] > 1 and one.born_on else "",
                    "rows": [
                        [label, text]
                        for label, text in (
                            ("Adress", one.address),
                            ("Telefon", one.phone),
                            ("Skola eller förskola", one.school),
                            ("Tolk", one.interpreter),
                            *(("Ärende", case) for case in one.cases),
                            *(
                                (bond, ", ".join(filter(None, [name, phone])))
                                for bond, name, phone in one.near
                            ),
                        )
                        if text
                    ],
                    "is_protected": one.is_protected,
                }
                for one in pack.sheets
            ],
        },
    )


def _row(one: Deadline, on: date) -> list[str | bool]:
    when = "sen" if one.due_on < on else "i dag" if one.due_on == on else ""
    return [when, day(one.due_on), one.who, one.what, one.number, one.caseworker or "ingen", one.is_protected]


def _left(count: int) -> str:
    """What there was no place for, in words; nothing when everything is here."""
    return f"Och {count} till, som inte fick plats: de mest brådskande står här." if count else ""
