"""Ord till den som behöver något. One entry for each need: what it is called, what we ask, what happens then."""

from __future__ import annotations

from dataclasses import dataclass

from samtid.base.dossier.words import Need
from samtid.ground.words import Word
from samtid.steps.intake.words import ReporterCategory


class Who(Word):
    """Vem skriver, och om vem?"""

    SELF = "self", "Mig själv"
    MY_CHILD = "my_child", "Mitt barn"
    NEAR = "near", "Någon jag känner"
    WORK = "work", "Någon jag möter i mitt arbete"


class Writer(Word):
    """Vem är du som är orolig för ett barn?"""

    PRIVATE = "private", "Privatperson", "Du får vara anonym. Lämna då namn och telefon tomma."
    RELATIVE = "relative", "Anhörig eller vän"
    GUARDIAN = "guardian", "Förälder eller vårdnadshavare"
    SELF = "self", "Det är jag som är barnet eller ungdomen"
    WORK = "work", "Jag skriver i mitt arbete", "Du som är skyldig att anmäla kan inte vara anonym."


WORKPLACES = [(str(who), who.label) for who in ReporterCategory if who.is_mandated]

CHILD_NEXT = (
    "Samma dag bedömer vi om barnet behöver skydd direkt.",
    "Inom 14 dagar beslutar vi om vi ska utreda vad barnet behöver.",
    "Vi pratar med barnet och föräldrarna. Skriver du ditt namn kan familjen få veta det.",
)
APPLICATION_NEXT = (
    "Någon på mottagningen läser det du skrivit och hör av sig på det sätt du valt.",
    "Behöver du något som kräver ett beslut börjar vi utreda det genast, tillsammans med dig.",
    "Du får ett skriftligt beslut med skälen, och hur du gör om du inte håller med.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Ett behov, med våra ord. ``number`` is its address: it tells nobody who looks over the shoulder anything."""

    need: Need
    number: int
    title: str
    short: str
    question: str
    help: str
    then: tuple[str, ...]


ASKED: tuple[Asked, ...] = (
    Asked(
        Need.CHILD,
        1,
        "Jag är orolig för ett barn",
        "Du ser eller anar att ett barn inte har det bra. Du behöver inte vara säker.",
        "Vad är du orolig för?",
        "Skriv vad du själv har sett eller hört, när det var och hur ofta det händer.",
        CHILD_NEXT,
    ),
    Asked(
        Need.SUPPORT,
        2,
        "Jag eller min familj behöver stöd",
        "Det är för mycket hemma, i föräldraskapet, i relationen eller i livet just nu.",
        "Vad är det som är svårt?",
        "Skriv som du vill. Det räcker med några meningar.",
        APPLICATION_NEXT,
    ),
    Asked(
        Need.MONEY,
        3,
        "Jag har inte pengar till det nödvändigaste",
        "Mat, hyra, el eller medicin går inte ihop.",
        "Vad är det pengarna inte räcker till?",
        "Skriv om något är bråttom, till exempel att du kan förlora din bostad.",
        APPLICATION_NEXT,
    ),
    Asked(
        Need.VIOLENCE,
        4,
        "Någon slår, hotar eller bestämmer över mig",
        "Du behöver inte kalla det våld. Det räcker att du är rädd.",
        "Vad vill du att vi ska veta?",
        "Skriv så mycket eller lite du vill.",
        (
            "Någon på mottagningen läser det så snart de kan och bedömer om du, eller dina barn, behöver skydd direkt.",
            "Vi hör bara av oss på det sätt du säger är tryggt.",
            "Vi kan hjälpa till med skydd, samtal och en tryggare vardag. Du bestämmer takten.",
        ),
    ),
    Asked(
        Need.DISABILITY,
        5,
        "Jag har en funktionsnedsättning och behöver stöd",
        "Hemma, i skolan, på jobbet, på fritiden eller för att komma ut.",
        "Vad behöver du hjälp med i vardagen?",
        "Berätta vad som är svårt, och vad som redan fungerar.",
        APPLICATION_NEXT,
    ),
    Asked(
        Need.ELDERLY,
        6,
        "Jag, eller någon nära, behöver hjälp på äldre dagar",
        "Hjälp hemma, trygghetslarm, avlastning eller ett annat boende.",
        "Vad behövs det hjälp med?",
        "Berätta hur en vanlig dag ser ut, och vad som inte går längre.",
        APPLICATION_NEXT,
    ),
    Asked(
        Need.SUBSTANCE,
        7,
        "Alkohol, droger, läkemedel eller spel har tagit över",
        "För dig, eller för någon du bryr dig om.",
        "Hur ser det ut?",
        "Ingen blir dömd här. Skriv som du vill.",
        APPLICATION_NEXT,
    ),
    Asked(
        Need.QUESTION,
        8,
        "Jag har en fråga",
        "Du behöver inte säga vem du är.",
        "Vad undrar du?",
        "Skriv inte namn eller personnummer på någon i frågan.",
        (
            "Vi svarar {answer}, på det sätt du valt.",
            "En fråga läggs inte i någon personakt.",
        ),
    ),
)
OF_NEED: dict[Need, Asked] = {asked.need: asked for asked in ASKED}
OF_NUMBER: dict[int, Asked] = {asked.number: asked for asked in ASKED}
