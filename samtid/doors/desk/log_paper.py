"""Utdraget ur loggen: what is told of an opening, in plain words, on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from samtid.base.access.words import Opening
from samtid.base.dossier.openings import Told
from samtid.base.look import house
from samtid.base.look.swedish import day, day_words
from samtid.base.look.typeset import paper as set_paper
from samtid.base.organisation.kept import called
from samtid.ground.offers import LogWords
from samtid.ground.sweden import swedish_day

TEMPLATE = Path(__file__).with_name("log_extract.typ")
Line = tuple[date, str, str, str, str]

# What was done says more of why than where it was done.
WHY = {
    Opening.EXPORT: "För att lämna ut uppgifter, till dig eller enligt lag",
    Opening.BREAK_GLASS: "För att någon bedömdes vara i fara",
    Opening.REGISTER: "För att något kom in om dig",
}


def room(name: str) -> str:
    """What a page is called in plain words."""
    return _told(name).name


def _told(name: str) -> LogWords:
    """As the page's room says, for the page or for the whole room."""
    known = house.log_words()
    return known.get(name) or known.get(name.partition(":")[0]) or known["desk"]


def lines(told: Iterable[Told]) -> list[Line]:
    """Day, unit, what, where and why: one line for each day, unit and thing done, in the order they come."""
    kept: dict[Line, None] = {}
    for one in told:
        words = _told(one.page)
        where, why = words.name, WHY.get(Opening(one.action), words.why)
        kept[(swedish_day(one.at), one.unit, Opening.label_of(one.action), where, why)] = None
    return list(kept)


def paper(told: Iterable[Told], *, name: str, unit: str, phone: str, at: datetime) -> bytes:
    """The extract as PDF/UA, to hand to the person or the guardian it is about."""
    return set_paper(
        TEMPLATE,
        {
            "municipality": called(swedish_day(at)),
            "unit": unit,
            "phone": phone,
            "day": day_words(at),
            "name": name,
            "law": "(SoLPuL 10 §)",
            "lines": [[day(when), *rest] for when, *rest in lines(told)],
        },
    )
