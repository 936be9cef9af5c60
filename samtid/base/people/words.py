"""Ord om personer."""

from __future__ import annotations

from samtid.ground.words import Word


class NumberKind(Word):
    """Slag av identitetsnummer."""

    PERSONNUMMER = "personnummer", "Personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer", "Samordningsnummer"
    RESERVE = "reserve", "Reservnummer"
    NONE = "none", "Saknar nummer"


class NewNumber(Word):
    """Varför numret ändras. A number that was never right is not sought by, and is read in the history only."""

    ASSIGNED = "assigned", "Personen har fått personnummer"
    BORN = "born", "Barnet är fött och har fått nummer"
    KNOWN = "known", "Det är klarlagt vem det är"
    SEX = "sex", "Ny könstillhörighet i folkbokföringen"
    REPLACED = "replaced", "Skatteverket har bytt numret"
    MISTYPED = "mistyped", "Numret skrevs fel här"
    MERGED = "merged", "Två akter var samma person"


class Sex(Word):
    """Kön, as the identity number tells it."""

    WOMAN = "woman", "Kvinna"
    MAN = "man", "Man"
    UNKNOWN = "unknown", "Okänt"


class Protection(Word):
    """Skyddade personuppgifter: the three levels, and what each hides."""

    NONE = "none", "Inget skydd"
    MARKED = (
        "marked",
        "Sekretessmarkering",
        "Bara namngivna handläggare. Adress, telefon och skola visas inte.",
    )
    REGISTERED_ELSEWHERE = (
        "registered_elsewhere",
        "Skyddad folkbokföring",
        "Som sekretessmarkering. Vistelseorten får inte antecknas; post går genom Skatteverket.",
    )
    FICTITIOUS = (
        "fictitious",
        "Fingerade personuppgifter",
        "Som skyddad folkbokföring. Kopplingen till tidigare identitet får aldrig antecknas.",
    )


class Bond(Word):
    """Relation: what the other is to the person."""

    GUARDIAN = "guardian", "Vårdnadshavare"
    STEP_PARENT = "step_parent", "Styvförälder eller förälders sambo"
    SIBLING = "sibling", "Syskon"
    PARTNER = "partner", "Make, maka eller sambo"
    CHILD = "child", "Barn"
    RELATIVE = "relative", "Annan närstående"
    LEGAL_REPRESENTATIVE = "legal_representative", "God man eller förvaltare"
    SAME_HOUSEHOLD = "same_household", "Samma hushåll"
