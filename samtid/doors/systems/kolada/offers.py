"""Vad jämförelsen berättar: where it is found."""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.ground.offers import Menu, Offers, UnitLink

OFFERS = Offers(
    menu=[Menu("Så står vi oss", "kolada:start", 70, roles.COMPARES & roles.SEES_NO_PERSONS)],
    # a manager's menu is long enough
    unit_links=[UnitLink("Så står vi oss: kommunen bredvid andra", "kolada:start")],
)
