"""Ord om åtkomst."""

from __future__ import annotations

from samtid.ground.words import Word


class Purpose(Word):
    """Ändamål: what the program is doing when it speaks to the database."""

    WEB = "web", "Handläggning"
    PORTAL = "portal", "Öppna ingången"
    COMMAND = "command", "Kommando"
    WORKER = "worker", "Bakgrundsarbete"


class Ground(Word):
    """Grund: why somebody has a key."""

    ASSIGNMENT = "assignment", "Tilldelad handläggare"
    SUBSTITUTION = "substitution", "Ersättare"
    NAMED = "named", "Namngiven vid skyddade personuppgifter"
    BREAK_GLASS = "break_glass", "Nödöppning"


class Reach(Word):
    """Räckvidd: how much of a case the key opens."""

    CASE = "case", "Hela ärendet"
    SERVICE = "service", "Insatser och besök"


class Opening(Word):
    """Öppning: what was done with a dossier."""

    VIEW = "view", "Öppnat"
    SEARCH = "search", "Sökt"
    PRINT = "print", "Skrivit ut"
    EXPORT = "export", "Lämnat ut"
    BREAK_GLASS = "break_glass", "Nödöppnat"
    REGISTER = "register", "Registrerat"


class Alarm(Word):
    """Larm: what a unit is told at once."""

    CASE_OPENED = (
        "case_opened",
        "Ett nytt ärende om en skyddad person",
        "Någon har öppnat ett ärende om en person vars skyddade akt ni har.",
    )
    RELATED = (
        "related",
        "En skyddad person nämns i ett annat ärende",
        "Någon har antecknat en person vars skyddade akt ni har som närstående i ett annat ärende.",
    )
    BRAKE = (
        "brake",
        "Ovanligt många försök",
        "Någon har sökt, nödöppnat eller skickat så mycket att Samtid sade stopp.",
    )


class Picked(Word):
    """Urvalsskäl: why an opening was picked for review. All but the first are picked because of what they are."""

    SAMPLE = "sample", "Stickprov", "Dragen med lott bland enhetens öppningar."
    SAME_SURNAME = "same_surname", "Samma efternamn", "Läsaren och personen har samma efternamn."
    SAME_ADDRESS = "same_address", "Samma adress", "Personen bor där någon med läsarens namn bor."
    COLLEAGUE = "colleague", "Kollega", "Personen heter som en medarbetare."
    NO_ASSIGNMENT = "no_assignment", "Inget uppdrag", "Läsaren hade ingen egen nyckel till enhetens ärende."
    PROTECTED = "protected", "Skyddade uppgifter", "Personen har skyddade personuppgifter."
    BREAK_GLASS = "break_glass", "Nödöppning", "Akten öppnades med nödnyckel."
    MANY = (
        "many",
        "Många akter",
        "Läsaren öppnade den dagen fler akter än hen brukar. Tre av dem är dragna med lott.",
    )


class Verdict(Word):
    """Bedömning: what the reviewer found."""

    JUSTIFIED = "justified", "Befogad", "Läsaren behövde uppgifterna för sitt arbete."
    UNCLEAR = "unclear", "Behöver förklaras", "Fråga läsaren innan du bedömer."
    UNJUSTIFIED = (
        "unjustified",
        "Obefogad",
        "Ta upp den med ansvarig chef. Kan vara ett brott (BrB 4 kap. 9 c §).",
    )
