"""Överklagande: the person's time, and the authority's (FL 43–46 §§)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from samtid.ground.law.limits import AtOnce, Weeks
from samtid.ground.law.rules import Confidence, Rule, TimeLimit, only

SOURCE = "Förvaltningslag (2017:900)"
IN_FORCE = date(2018, 7, 1)

APPEAL = only(
    TimeLimit(
        id="AD-03",
        name="Överklagande",
        trigger="den enskilde har fått del av beslutet",
        duty="överklagandet ha kommit in till den myndighet som beslutade",
        limit=Weeks(3),
        citation="FL 44 §",
        source=SOURCE,
        sentence="Ett överklagande ska ha kommit in till den myndighet som beslutade inom tre veckor från den dag den "
        "enskilde fick del av beslutet.",
        valid_from=IN_FORCE,
        note="Räknas från den dag den enskilde fick del av beslutet, inte från beslutsdagen. Skriv in den dagen.",
    )
)

FORWARD_APPEAL = only(
    TimeLimit(
        id="AD-04",
        name="Överlämna överklagandet till domstolen",
        trigger="ett överklagande har kommit in i rätt tid",
        duty="myndigheten överlämna det och handlingarna till domstolen",
        limit=AtOnce("skyndsamt"),
        citation="FL 45–46 §§",
        source=SOURCE,
        valid_from=IN_FORCE,
    )
)

FORWARD_APPEAL_PRACTICE = only(
    replace(
        FORWARD_APPEAL.latest,
        id="AD-04b",
        name="Överlämna överklagandet: riktvärde",
        limit=Weeks(1),
        source="Praxis: skyndsamt brukar läsas som ungefär en vecka",
        confidence=Confidence.REMEMBERED,
    )
)

RULES: tuple[Rule, ...] = (APPEAL, FORWARD_APPEAL, FORWARD_APPEAL_PRACTICE)
