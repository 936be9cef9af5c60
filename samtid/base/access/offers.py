"""Vad åtkomsten berättar: what an opening without a key is called in the log."""

from __future__ import annotations

from samtid.ground.offers import LogWords, Offers

OFFERS = Offers(
    log=[LogWords("nodoppning", "Personakten, med nödnyckel", "För att någon bedömdes vara i fara")],
)
