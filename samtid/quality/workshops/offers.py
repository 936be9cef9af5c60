"""Vad stugan berättar: a line in the menu for those who lead or read."""

from __future__ import annotations

from samtid.base.look.swedish import day as day_of
from samtid.base.organisation.words import Role
from samtid.ground.offers import Card, CardRow, Day, DraftForm, Menu, Offers

from . import queries
from .words import State

NEW = DraftForm("workshops:new", "Ny arbetsstuga")
PICK = DraftForm("workshops:pick", "Förslag till plan")

FIRST = 4  # the latest; nobody is asked to more at a time


def card(day: Day) -> Card | None:
    """For those who were asked: when it is, and what came of it. They have no line in the menu."""
    rows = [
        CardRow(
            day_of(first) if first else "Dagen är inte satt",
            one.name,
            "workshops:results" if one.state == State.ENDED else "workshops:workshop",
            one.pk,
            one.state.label,
        )
        for one, first in queries.asked_to(day.viewer, day.today)[:FIRST]
    ]
    return Card("Arbetsstugor", "Du är inbjuden.", rows) if rows else None


OFFERS = Offers(
    card=card,
    drafts=[NEW, PICK],
    menu=[
        Menu(
            "Arbetsstugor",
            "workshops:workshops",
            75,
            {Role.QUALITY, Role.MANAGER, Role.CONTROLLER, Role.BOARD_MEMBER},
        )
    ],
)
