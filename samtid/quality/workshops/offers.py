"""Vad stugan berättar: its forms. Those who lead or read find it from *Mål och beslut*: the menu is long enough."""

from __future__ import annotations

from samtid.ground.offers import DraftForm, Offers

NEW = DraftForm("workshops:new", "Ny arbetsstuga")
PICK = DraftForm("workshops:pick", "Förslag till plan")

OFFERS = Offers(drafts=[NEW, PICK])
