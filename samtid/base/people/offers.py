"""Vad personregistret berättar: what it is called in the log."""

from __future__ import annotations

from samtid.ground.offers import LogWords, Offers

OFFERS = Offers(log=[LogWords("people", "Personuppgifter", "För att rätt person ska stå i ärendet")])
