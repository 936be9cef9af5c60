"""Vad stugan berättar: its forms, and on Min dag what one was asked to.

Those who lead or read find every workshop from *Mål och beslut*: the menu is long enough.
"""

from __future__ import annotations

from samtid.base.look.swedish import day as day_of
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Offers, Seldom

from . import queries
from .words import State

NEW = DraftForm("workshops:new", "Ny arbetsstuga")
PICK = DraftForm("workshops:pick", "Förslag till plan")


ASKED = Seldom("workshops", "exists (select from workshops_invited where staff_id = access.me())")


def card(day: Day) -> Card | None:
    """For those who were asked: when it is, and what came of it."""
    if not day.has(ASKED):
        return None
    rows = [
        CardRow(
            day_of(first) if first else "Dagen är inte satt",
            one.name,
            "workshops:results" if one.state == State.ENDED else "workshops:workshop",
            one.pk,
            one.state.label,
        )
        for one, first in queries.asked_to(day.viewer, day.today)
    ]
    return Card("Arbetsstugor", "Du är inbjuden.", rows) if rows else None


OFFERS = Offers(card=card, seldom=[ASKED], drafts=[NEW, PICK])
