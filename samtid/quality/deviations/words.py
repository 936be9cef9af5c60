"""Ord om avvikelser."""

from __future__ import annotations

from samtid.ground.words import Word


class Track(Word):
    """Spår: what it is in law, with whose eyes and whose clock."""

    DEVIATION = (
        "deviation",
        "Avvikelse",
        "Något blev inte som det ska. Enhetschefen och kvalitetsutvecklaren läser.",
    )
    COMPLAINT = (
        "complaint",
        "Klagomål eller synpunkt",
        "Någon är missnöjd. Enhetschefen och kvalitetsutvecklaren läser.",
    )
    LEX_SARAH = (
        "lex_sarah",
        "Lex Sarah: missförhållande",
        "Någon har farit illa eller kan göra det. Rapporteras genast. Bara kvalitetsutvecklaren och den som utreder läser.",
    )
    ENVIRONMENT = (
        "environment",
        "Arbetsmiljö",
        "En kollega har blivit skadad, hotad eller kunde ha blivit det. Enhetschefen läser.",
    )
    BREACH = (
        "breach",
        "Personuppgiftsincident",
        "Uppgifter har kommit bort eller till fel person. Inom 72 timmar till IMY. Loggranskaren och systemförvaltaren läser.",
    )


class Step(Word):
    """Steg i processen: where on the way it happened."""

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


class Done(Word):
    """Vad som görs i ett spår, i ordning."""

    RECEIVED = "received", "Mottaget"
    SECURED = "secured", "Säkrat"
    INVESTIGATED = "investigated", "Utrett"
    NOTIFIED = "notified", "Anmält"
    MEASURE = "measure", "Åtgärd"
    EFFECT = "effect", "Effekt"
    FEEDBACK = "feedback", "Återkoppling till den som rapporterade"


class Gravity(Word):
    """Bedömning av ett missförhållande (SoL 27:5–6)."""

    NONE = "none", "Inget missförhållande", "Det var inget missförhållande och ingen påtaglig risk för det."
    MISCONDUCT = (
        "misconduct",
        "Missförhållande eller påtaglig risk",
        "Någon fick inte det den har rätt till, eller kunde ha skadats, men det är inte allvarligt.",
    )
    SERIOUS = (
        "serious",
        "Allvarligt, eller påtaglig risk för det",
        "Hot mot liv, hälsa eller säkerhet, eller något som upprepas. Anmäls snarast till IVO.",
    )


class Local(Word):
    """Kommunens klocka."""

    ANSWER = "deviation_answer", "Återkoppling till den som rapporterade"
