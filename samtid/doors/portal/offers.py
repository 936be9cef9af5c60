"""Vad den öppna ingången berättar: the time limits are for everyone to read."""

from __future__ import annotations

from samtid.ground.offers import Menu, Offers

OFFERS = Offers(menu=[Menu("Frister", "law:list", 90)])
