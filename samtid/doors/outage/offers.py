"""Vad avbrottspaketet berättar: where it is printed, and what that is called in the log."""

from __future__ import annotations

from samtid.ground.offers import LogWords, Offers, UnitLink

OFFERS = Offers(
    log=[LogWords("outage", "Avbrottspaketet", "För att kunna hjälpa dig om systemet slutar fungera")],
    unit_links=[
        UnitLink("Avbrottspaket på papper", "outage:pack", is_about_unit=True, is_button=True),
    ],
)
