"""Vad avbrottspaketet berättar: where it is printed, and what that is called in the log."""

from __future__ import annotations

from datetime import time

from samtid.ground.offers import Duty, LogWords, Offers, Overview, UnitLink

from .proof import prove

PROOF = Duty(
    "outage_proof",
    "Avbrottspaketet går att skriva",
    "Varje natt, med varje tecken, frist och dag som väntar, och inga personer.",
    time(4, 10),
    prove,
)

OFFERS = Offers(
    duties=[PROOF],
    log=[LogWords("outage", "Avbrottspaketet", "För att kunna hjälpa dig om systemet slutar fungera")],
    overviews=[Overview("outage:pack", "every row on the paper has its line already, with why (actions.py)")],
    unit_links=[
        UnitLink("Avbrottspaket på papper", "outage:pack", is_about_unit=True, is_button=True),
    ],
)
