"""Ord i personakten."""

from __future__ import annotations

from samtid.ground.words import Word


class Need(Word):
    """Behov: what somebody needs, in the words of the one who asks."""

    CHILD = "child", "Oro för ett barn"
    SUPPORT = "support", "Stöd för mig eller någon nära"
    MONEY = "money", "Pengar och försörjning"
    VIOLENCE = "violence", "Våld eller hot"
    DISABILITY = "disability", "Funktionsnedsättning"
    ELDERLY = "elderly", "Hjälp på äldre dagar"
    SUBSTANCE = "substance", "Alkohol, droger eller spel"
    QUESTION = "question", "En fråga"


class NoteKind(Word):
    """Slag av anteckning."""

    CONTACT = "contact", "Samtal eller kontakt"
    HOME_VISIT = "home_visit", "Hembesök"
    MEETING = "meeting", "Möte"
    INFORMATION = "information", "Inkommen uppgift"
    ASSESSMENT = "assessment", "Bedömning"
    OBJECTION = "objection", "Den enskildes invändning"


class DocumentKind(Word):
    """Slag av handling."""

    DECISION = "decision", "Beslut"
    INCOMING = "incoming", "Inkommen handling"
    DRAWN_UP = "drawn_up", "Upprättad handling"


class Event(Word):
    """Händelse i akten."""

    CASE_OPENED = "case_opened", "Ärendet öppnades"
    CASE_TRANSFERRED = "case_transferred", "Ärendet lämnades över"
    CASE_ASSIGNED = "case_assigned", "Handläggare utsågs"
    CASE_CLOSED = "case_closed", "Ärendet avslutades"
    NOTE_SIGNED = "note_signed", "Anteckning skrevs under"
    NOTE_CORRECTED = "note_corrected", "Anteckning rättades"
    DOCUMENT_FILED = "document_filed", "Handling lades i akten"
    PROTECTION_SET = "protection_set", "Skydd av personuppgifter ändrades"
    PROTECTION_PROPOSED = "protection_proposed", "Ändring av skyddet föreslogs"
    PROTECTION_AGREED = "protection_agreed", "En enhet godkände ändringen av skyddet"
    PROTECTION_REFUSED = "protection_refused", "Ändringen av skyddet avslogs"
    KEY_GIVEN = "key_given", "En kollega fick nyckel"
    KEY_ENDED = "key_ended", "En nyckel togs tillbaka"
    CLOCK_EXTENDED = "clock_extended", "Frist förlängdes"


class LocalClock(Word):
    """Kommunens egna datum: days that a decision or a routine has set, not the law."""

    FOLLOW_UP = "UPPFOLJNING", "Uppföljning", "Beslutad dag för uppföljning (SoL 5 kap. 2 §, 23 kap.)."
    ANSWER = "SVAR", "Svar på en fråga", "Kommunens löfte om svarstid."
    NEW_REPORT = "NYTT", "Ny anmälan att läsa", "Något nytt har kommit in om den som utreds."
    PARTY_ANSWER = (
        "YTTRANDE",
        "En part ska ha svarat på underlaget",
        "Den dag som parten senast ska yttra sig (FL 25 §).",
    )
    CARE_PLAN = "PLAN", "Genomförandeplan", "Dag då planen ska vara klar."
    CARRY_OUT = (
        "VERKST",
        "Omhändertagandet eller vården ska verkställas",
        "Lagen nämner ingen dag, men fristerna efteråt räknas först när vården har påbörjats.",
    )
    INCIDENT = (
        "INCIDENT",
        "Var det en personuppgiftsincident?",
        "Ett ärende har legat på fel person. En incident anmäls inom 72 timmar (dataskyddsförordningen artikel 33).",
    )


class NoWork(Word):
    """Varför en nyckel står på listan: no work stands behind it."""

    IDLE = "idle", "Inget gjort på länge"
    ELSEWHERE = "elsewhere", "Arbetar i en annan enhet, inget gjort på länge"
    ROLE = "role", "Har ingen roll som behöver nyckeln"
    EMPLOYMENT = "employment", "Anställningen är avslutad"


class Outcome(Word):
    """Utgång: what came of a proposal to change the protection."""

    DONE = "done", "Genomförd"
    REFUSED = "refused", "Avslagen"
    LAPSED = "lapsed", "Förfallen, skyddet ändrades på annat sätt"
