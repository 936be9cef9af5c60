"""Vad jämförelsen berättar: where it is found, and where one asks why."""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.ground.offers import DraftForm, Menu, Offers, UnitLink

WHY = DraftForm("kolada:why", "Fråga om varför")

OFFERS = Offers(
    drafts=[WHY],
    menu=[Menu("Så står vi oss", "kolada:start", 70, roles.COMPARES & roles.SEES_NO_PERSONS)],
    # a manager's menu is long enough
    unit_links=[UnitLink("Så står vi oss: kommunen bredvid andra", "kolada:start")],
)
