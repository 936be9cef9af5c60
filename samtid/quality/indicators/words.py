"""Ord om indikatorer."""

from __future__ import annotations

from samtid.ground.words import Word


class Area(Word):
    """Område: under which heading a figure is found, in the order of the way."""

    WAITING = "waiting", "Väntan och frister"
    INVESTIGATION = "investigation", "Utredning och barnets röst"
    CARRIED_OUT = "carried_out", "Beslut som blir av"
    EFFECT = "effect", "Uppföljning och resultat"
    LOAD = "load", "Last och flöde"


class Kind(Word):
    """Mått: what the value is made of."""

    SHARE = "share", "Andel", "Täljaren delad med nämnaren, i procent."
    MEDIAN = "median", "Median", "Hälften har längre, hälften kortare."
    RATE = "rate", "Antal per", "Täljarens summa delad med nämnarens."
    COUNT = "count", "Antal", "Hur många det är."


class Period(Word):
    """Period: how often there is a value."""

    MONTH = "month", "Månad"
    QUARTER = "quarter", "Kvartal"

    @property
    def months(self) -> int:
        return 1 if self is Period.MONTH else 3


class About(Word):
    """Vad andelen säger något om: decides what is hidden when few are counted."""

    OFFICE = (
        "office",
        "Verksamheten",
        "Värdet säger hur socialtjänsten har gjort. Det visas när minst fem personer räknas.",
    )
    PERSONS = (
        "persons",
        "De enskilda",
        "Värdet säger hur det gick för personerna. Det visas när minst fem personer räknas, och "
        "när de som räknas till täljaren och de övriga är ingen eller minst fem.",
    )


class Better(Word):
    """Önskad riktning, where there is one."""

    HIGHER = "higher", "Högre är bättre"
    LOWER = "lower", "Lägre är bättre"
    NEITHER = "neither", "Varken högt eller lågt är bäst i sig"


class Level(Word):
    """Nivå: whom a value is about."""

    ALL = "all", "Hela kommunen"
    UNIT = "unit", "Enhet"
    REST = "rest", "Övriga enheter tillsammans"
    SEX = "sex", "Kön"
    AGE = "age", "Ålder"


class AgeGroup(Word):
    """Åldersgrupp. Neighbours are put together when one has fewer than five persons."""

    CHILD = "0", "0–12 år"
    TEEN = "13", "13–17 år"
    YOUNG = "18", "18–24 år"
    ADULT = "25", "25–64 år"
    OLDER = "65", "65–79 år"
    OLDEST = "80", "80 år och äldre"
