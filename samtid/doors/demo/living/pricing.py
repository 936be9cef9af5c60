"""Vad besöken kostar kommunen: invented prices in the catalogue, so that the page of money has more than nights."""

from __future__ import annotations

from samtid.base.organisation.models import Offering
from samtid.base.organisation.words import PricePer

# Kronor, of a size that municipalities' own price lists have; the rest of the catalogue has no price, and says so.
PRICES: dict[str, tuple[int, PricePer]] = {
    "home_care_personal": (520, PricePer.HOUR),
    "home_care_service": (470, PricePer.HOUR),
    "housing_support": (610, PricePer.HOUR),
    "companion": (430, PricePer.HOUR),
    "family_treatment": (1_450, PricePer.HOUR),
    "youth_treatment": (1_200, PricePer.HOUR),
    "parent_support": (980, PricePer.HOUR),
    "treatment": (1_250, PricePer.HOUR),
}


def price(using: str) -> None:
    """Says the prices, as if from the first day of the catalogue."""
    for code, (kronor, per) in PRICES.items():
        Offering.objects.using(using).filter(code=code).update(price=kronor, per=per)
