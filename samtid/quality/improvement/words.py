"""Ord om förbättring."""

from __future__ import annotations

from samtid.ground.words import Word


class Step(Word):
    """Steg i processen: where on the way it was hard."""

    DAY = "desk", "Översikt och sökning"
    DOSSIER = "dossier", "Personakt och anteckningar"
    INTAKE = "intake", "Inkommet, skydds- och förhandsbedömning"
    INVESTIGATION = "investigations", "Utredning"
    DECISION = "decisions", "Beslut"
    SERVICE = "services", "Insats"
    VISIT = "visits", "Besök"
    FOLLOW_UP = "followup", "Uppföljning"
    PORTAL = "portal", "Öppna ingången"
    OTHER = "other", "Annat"
