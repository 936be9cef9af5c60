"""Det man frågar om: a figure with where we lie, as this room says it, for a question of why (quality/inquiries)."""

from __future__ import annotations

from samtid.quality.inquiries.actions import About
from samtid.quality.inquiries.words import Source

from . import queries, sentences, snapshot
from .words import Gender


def about(kpi: str, ours: str, asked: int | None = None, gender: Gender | None = None) -> About | None:
    """What is seen of the figure in the year asked for, or our latest with a value; nothing of one that is not known."""
    one = snapshot.catalogue().get(kpi)
    if one is None:
        return None
    told = snapshot.genders(kpi)
    gender = gender if gender in told else told[0]
    # of a year that was not reported there is nothing to ask
    years = snapshot.years(kpi, gender)
    latest = max(snapshot.series(kpi, gender).get(ours, {}), default=years[-1])
    year = asked if asked in years else latest
    found = queries.comparison(one, ours, year, gender, [])
    beside = (
        f"{year}: {sentences.shown(one, found.value)}, riket {sentences.shown(one, found.nation)}, "
        f"liknande kommuner {sentences.shown(one, found.like_median)} (median)."
    )
    whose = f", {gender.label.lower()}" if len(told) > 1 else ""
    said = " ".join([beside, *sentences.of(one, found, queries.name(ours), snapshot.missing(ours))])
    return About(Source.KOLADA, kpi, f"{one.name} ({kpi}){whose}", said)
