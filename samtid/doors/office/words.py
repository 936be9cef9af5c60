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


class Stage(Word):
    """Var en omorganisation är."""

    DRAFT = "draft", "Utkast"
    WAITING = "waiting", "Väntar på en andra person"
    APPROVED = "approved", "Godkänd"
    REFUSED = "refused", "Avslagen"
    WITHDRAWN = "withdrawn", "Återtagen"


class MoveKind(Word):
    """Vad en rad i en omorganisation gör."""

    BEGIN = (
        "begin",
        "Ny enhet",
        "En ny enhet med ett eget sekretessområde. Flytta hit medarbetare eller låt en enhet gå upp i den.",
    )
    MERGE = (
        "merge",
        "Slå ihop",
        "Enheten upphör. Medarbetare, ärenden, nycklar, insatser, delegation och enheter under den följer med till den andra.",
    )
    MOVE = (
        "move",
        "Flytta medarbetare",
        "Medarbetaren lämnar sin enhet och börjar i en annan, eller får en placering till.",
    )
    RENAME = "rename", "Byt namn", "Enheten är densamma; breven får det nya namnet från dagen."
    PLACE = (
        "place",
        "Ändra vad enheten hör till",
        "Fler eller färre led: enheten läggs under en annan, eller överst.",
    )
    CLOSE = (
        "close",
        "Stäng",
        "Går bara när enheten är tom på dagen. Har den ärenden: slå ihop den med en annan i stället.",
    )


class Loose(Word):
    """Vad som inte är någons: counted on a day, nothing of whose."""

    CASES_WITHOUT_UNIT = "cases_without_unit", "Öppna ärenden utan enhet"
    REPORTS_WITHOUT_UNIT = "reports_without_unit", "Inkommet utan enhet"
    CASES_WITHOUT_MANAGER = "cases_without_manager", "Öppna ärenden i en enhet utan chef"
    CLOCKS_WITHOUT_ANYBODY = "clocks_without_anybody", "Frister som ingen bevakar"
    SEALED_WITHOUT_KEY = "sealed_without_key", "Skyddade ärenden som ingen har nyckel till"
    SERVICES_WITHOUT_UNIT = "services_without_unit", "Insatser utan enhet"
    SEATS_WITHOUT_UNIT = "seats_without_unit", "Placeringar i en enhet som har upphört"
    UNITS_WITHOUT_PARENT = "units_without_parent", "Enheter som hör till en enhet som har upphört"
    DELEGATIONS_WITHOUT_UNIT = "delegations_without_unit", "Delegation i en enhet som har upphört"
    CASES_WITHOUT_CASEWORKER = "cases_without_caseworker", "Ärenden vars handläggare arbetar någon annanstans"
    KEYS_WITHOUT_HOLDER = "keys_without_holder", "Nycklar hos någon som inte arbetar någonstans"
    VISITS_WITHOUT_COLLEAGUE = "visits_without_colleague", "Besök hos någon som arbetar i en annan enhet"


# What a reorganisation may not leave behind. The rest somebody must look after: it stands on the manager's day.
NEVER = frozenset(Loose) - {
    Loose.CASES_WITHOUT_CASEWORKER,
    Loose.KEYS_WITHOUT_HOLDER,
    Loose.VISITS_WITHOUT_COLLEAGUE,
}


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
