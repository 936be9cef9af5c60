"""Utdraget ur loggen: what is told of an opening, in plain words, on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from samtid.base.access.queries import Told
from samtid.base.access.words import Opening
from samtid.base.look.swedish import day, day_words
from samtid.base.look.typeset import paper as set_paper

TEMPLATE = Path(__file__).with_name("log_extract.typ")
Line = tuple[date, str, str, str, str]

# A page or its room -> what it is called when one tells somebody what was read, and what one reads it for.
ROOMS = {
    "desk:search": ("Sökningen", "För att hitta rätt person"),
    "desk": ("Personakten", "För att arbeta med ditt ärende"),
    "dossier": ("Anteckningar och handlingar", "För att läsa eller skriva i din journal"),
    "intake": ("Anmälan eller ansökan", "För att ta emot och bedöma det som kom in"),
    "investigations": ("Utredningen", "För att utreda vad du behöver"),
    "decisions": ("Beslutet", "För att fatta eller lämna ut ett beslut"),
    "services": ("Insatsen", "För att ge dig en insats"),
    "visits": ("Besöken", "För att planera eller göra ett besök"),
    "followup": ("Uppföljningen", "För att följa upp om insatsen hjälpte"),
    "people": ("Personuppgifter", "För att rätt person ska stå i ärendet"),
    "outage": ("Avbrottspaketet", "För att kunna hjälpa dig om systemet slutar fungera"),
    "nodoppning": ("Personakten, med nödnyckel", "För att någon bedömdes vara i fara"),
}
# What was done says more of why than where it was done.
WHY = {
    Opening.EXPORT: "För att lämna ut uppgifter, till dig eller enligt lag",
    Opening.BREAK_GLASS: "För att någon bedömdes vara i fara",
    Opening.REGISTER: "För att något kom in om dig",
}


def room(name: str) -> str:
    """What a page is called in plain words."""
    return _told(name)[0]


def _told(name: str) -> tuple[str, str]:
    return ROOMS.get(name) or ROOMS.get(name.partition(":")[0], ROOMS["desk"])


def lines(told: Iterable[Told]) -> list[Line]:
    """Day, unit, what, where and why: one line for each day, unit and thing done, in the order they come."""
    kept: dict[Line, None] = {}
    for one in told:
        where, why = _told(one.page)
        why = WHY.get(Opening(one.action), why)
        kept[(timezone.localdate(one.at), one.unit, Opening.label_of(one.action), where, why)] = None
    return list(kept)


def paper(told: Iterable[Told], *, name: str, unit: str, phone: str, at: datetime) -> bytes:
    """The extract as PDF/UA, to hand to the person or the guardian it is about."""
    return set_paper(
        TEMPLATE,
        {
            "municipality": settings.MUNICIPALITY,
            "unit": unit,
            "phone": phone,
            "day": day_words(at),
            "name": name,
            "law": "(SoLPuL 10 §)",
            "lines": [[day(when), *rest] for when, *rest in lines(told)],
        },
    )
