"""Vad förbättringen berättar: where one reads what was hard."""

from __future__ import annotations

from samtid.base.organisation.words import Role
from samtid.ground.offers import DraftForm, Menu, Offers, UnitLink

HARD = DraftForm("improvement:hard", "Det här var svårt")

OFFERS = Offers(
    drafts=[HARD],
    menu=[Menu("Det som var svårt", "improvement:hardships", 70, {Role.QUALITY})],
    unit_links=[UnitLink("Det som har varit svårt, steg för steg", "improvement:hardships")],
)
