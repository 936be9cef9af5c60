"""Vad den öppna ingången berättar: the time limits are for everyone to read."""

from __future__ import annotations

from samtid.ground.offers import LogWords, Menu, Offers

OFFERS = Offers(
    menu=[Menu("Frister", "law:list", 90)],
    log=[
        LogWords(
            "portal", "Det som kom när det var ovanligt mycket", "För att ta emot och bedöma det som kom in"
        )
    ],
)
