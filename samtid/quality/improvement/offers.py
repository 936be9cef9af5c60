"""Vad förbättringen berättar: where one reads what was hard."""

from __future__ import annotations

from samtid.base.organisation.words import Role
from samtid.ground.offers import Menu, Offers, UnitLink

OFFERS = Offers(
    menu=[Menu("Det som var svårt", "improvement:hardships", 70, {Role.QUALITY})],
    unit_links=[UnitLink("Det som har varit svårt, steg för steg", "improvement:hardships")],
)
