"""Orden: what kinds of process there are."""

from __future__ import annotations

from samtid.ground.words import Word


class Process(Word):
    """Slag av process."""

    WEB = "web", "Webben"
    WORKER = "worker", "Bakgrundsarbetet"
    COMMAND = "command", "Kommando"
    OWNER = "owner", "Kommando som databasens ägare"
