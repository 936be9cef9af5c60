"""Ord i kansliet."""

from __future__ import annotations

from samtid.ground.words import Word


class Subject(Word):
    """Vad förslaget gäller."""

    COMMITTEE = "committee", "Nämnd"
    UNIT = "unit", "Enhet"
    STAFF = "staff", "Medarbetare"
    MEMBERSHIP = "membership", "Placering"
    SKILL = "skill", "Kompetens"
    DELEGATION = "delegation", "Delegation"
    VALUE = "value", "Kommunens värde"
    OFFERING = "offering", "Insats i katalogen"
    MUNICIPALITY = "municipality", "Kommunen"
    LINK = "link", "Inloggning"


class Verb(Word):
    """Vad som händer med det."""

    BEGIN = "begin", "Börjar"
    CHANGE = "change", "Ändras"
    END = "end", "Upphör"


class Outcome(Word):
    """Hur förslaget slutade."""

    WAITING = "waiting", "Väntar"
    APPROVED = "approved", "Godkänt"
    REFUSED = "refused", "Avslaget"
    WITHDRAWN = "withdrawn", "Återtaget"


# What a row is called, beside what it was and what it becomes.
FIELDS = {
    "name": "Namn",
    "username": "Användarnamn",
    "title": "Befattning",
    "phone": "Telefon",
    "hsa_id": "HSA-id",
    "degree_on": "Socionomexamen eller motsvarande",
    "experienced_on": "Tillräcklig erfarenhet från",
    "kind": "Typ",
    "committee_id": "Nämnd",
    "parent_id": "Hör till",
    "address": "Postadress",
    "is_shared_within": "Alla i enheten ser enhetens ärenden",
    "staff_id": "Medarbetare",
    "unit_id": "Enhet",
    "role": "Roll",
    "skill": "Kompetens",
    "decision": "Beslutstyp",
    "amount_limit": "Beloppsgräns, kronor",
    "minute": "Nämndens protokoll",
    "key": "Värde",
    "number": "Tal",
    "code": "Kod",
    "says": "Beskrivning för alla",
    "law": "Lagrum",
    "price": "Pris, kronor",
    "per": "Per",
    "colour": "Färg",
    "text_colour": "Textfärg",
    "email": "E-post",
    "org_number": "Organisationsnummer",
    "valid_to": "Sista dag",
}
