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
