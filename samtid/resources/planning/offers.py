"""Planeringen berättar."""

from __future__ import annotations

from samtid.ground.offers import Offers

OFFERS = Offers()
