"""Vad stugan berättar: a line in the menu for those who lead or read."""

from __future__ import annotations

from samtid.base.organisation.words import Role
from samtid.ground.offers import DraftForm, Menu, Offers

NEW = DraftForm("workshops:new", "Ny arbetsstuga")
PICK = DraftForm("workshops:pick", "Förslag till plan")

OFFERS = Offers(
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
