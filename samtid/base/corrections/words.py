"""Ord om rättelser."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Vad som rättas hos en person."""

    NAME = "name", "Namn", "Stavning, nytt namn, eller att det nu är känt vem det är."
    NUMBER = (
        "number",
        "Identitetsnummer",
        "Personnummer i stället för reservnummer, fel siffra, ny könstillhörighet.",
    )
    BIRTH = "birth", "Födelse", "Födelsedag, eller att ett väntat barn är fött."
    CONTACT = "contact", "Adress, telefon och tolk", "Även skola eller förskola."
    LIFE = "life", "Dödsfall eller utflyttning", "Löpande frister ligger kvar hos handläggaren."
    MERGED = "merged", "Sammanslagning", ""


class Event(Word):
    """Händelse i akten."""

    NAME = "person_name", "Namnet rättades"
    NUMBER = "person_number", "Identitetsnumret ändrades"
    BIRTH = "person_birth", "Uppgiften om födelse rättades"
    CONTACT = "person_contact", "Kontaktuppgifter ändrades"
    LIFE = "person_life", "Dödsfall eller utflyttning antecknades"
    MERGED = "person_merged", "Två akter som var samma person slogs ihop"
    MERGER_PROPOSED = "merger_proposed", "En sammanslagning av två akter föreslogs"
    MERGER_REFUSED = "merger_refused", "Sammanslagningen avslogs"
    RELATION_BEGAN = "relation_began", "En närstående antecknades"
    RELATION_ENDED = "relation_ended", "En relation avslutades"
    MOVED_HERE = "case_moved_here", "Ärendet låg på fel person och flyttades hit"
    MOVED_AWAY = "case_moved_away", "Ett ärende låg här på fel person och flyttades härifrån"
    CAME_HERE = "case_came_here", "Ett ärende som låg på fel person flyttades till den här akten"
    INCIDENT = "incident_considered", "Ställning togs till om det var en personuppgiftsincident"


class Why(Word):
    """Varför ett ärende fick en annan akt."""

    WRONG_PERSON = "wrong_person", "Låg på fel person"
    MERGED = "merged", "Akterna slogs ihop"


class Answered(Word):
    """Utgång: what came of a proposal to make two dossiers one."""

    DONE = "done", "Genomförd"
    REFUSED = "refused", "Avslagen"
    LAPSED = "lapsed", "Förfallen"


class Incident(Word):
    """Personuppgiftsincident: what was found when a case had lain on the wrong person."""

    NO_RISK = "no_risk", "Ingen risk för någon: dokumenteras här"
    REPORTED = "reported", "Anmäld till Integritetsskyddsmyndigheten"
    HANDED = "handed", "Lämnad till dataskyddsombudet för bedömning"
