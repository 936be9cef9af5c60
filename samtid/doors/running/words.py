"""Orden: what kinds of process there are, and which doors a web may have."""

from __future__ import annotations

from samtid.ground.words import Word


class Process(Word):
    """Slag av process."""

    WEB = "web", "Webben"
    WORKER = "worker", "Bakgrundsarbetet"
    COMMAND = "command", "Kommando"
    OWNER = "owner", "Kommando som databasens ägare"


class Door(Word):
    """Dörr: whom a web process serves."""

    BOTH = "both", "Båda"
    OPEN = "open", "Den öppna ingången"
    STAFF = "staff", "Medarbetarnas sidor"
