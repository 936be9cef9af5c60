"""Det man frågar om: a figure with where we lie, as this room says it, for a question of why (quality/inquiries)."""

from __future__ import annotations

from samtid.quality.inquiries.actions import About
from samtid.quality.inquiries.words import Source

from . import queries, sentences, snapshot


def about(kpi: str, ours: str) -> About | None:
    """What is seen of the figure in our latest year that has a value; nothing of a figure that is not known."""
    one = snapshot.catalogue().get(kpi)
    if one is None:
        return None
    gender = snapshot.genders(kpi)[0]
    # of a year that was not reported there is nothing to ask
    year = max(snapshot.series(kpi, gender).get(ours, {}), default=snapshot.years(kpi, gender)[-1])
    found = queries.comparison(one, ours, year, gender, [])
    beside = (
        f"{year}: {sentences.shown(one, found.value)}, riket {sentences.shown(one, found.nation)}, "
        f"liknande kommuner {sentences.shown(one, found.like_median)} (median)."
    )
    said = " ".join([beside, *sentences.of(one, found, queries.name(ours), snapshot.missing(ours))])
    return About(Source.KOLADA, kpi, f"{one.name} ({kpi})", said)
