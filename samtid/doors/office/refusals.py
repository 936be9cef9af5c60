"""Vad databasen nekar, på svenska: the constraint that was broken, and the sentence for it."""

from __future__ import annotations

from django.db import DatabaseError
from psycopg import errors

from samtid.ground.reasons import NotYet, Obstacle

from . import rules

# What the database refuses, whoever asks; most of it is said beside the field before it comes this far.
DECIDED = Obstacle("Förslaget är redan avgjort.")
REFUSED = {
    "administers_no_persons": Obstacle(
        "Den som sköter organisationen får inte samtidigt ha en roll som ser personer.",
        rules.SECRECY,
        field="role",
    ),
    "last_administrator": Obstacle(
        "Någon måste vara kvar som systemförvaltare tills vidare. Utse en till först."
    ),
    "unit_has_staff": Obstacle("Medarbetare är placerade i enheten. Flytta dem först.", field="last"),
    "unit_has_units": Obstacle("Andra enheter hör till enheten. Flytta dem först.", field="last"),
    "unit_has_cases": Obstacle("Det ligger öppna ärenden i enheten. Lämna över dem först.", field="last"),
    "units_in_a_ring": Obstacle("Enheten kan inte höra till sig själv, eller till en enhet under sig."),
    "row_is_gone": Obstacle("Raden finns inte längre."),
    "nothing_changes": Obstacle("Ingenting är ändrat."),
    "changed_since": Obstacle("Något har ändrats sedan förslaget skrevs. Avslå det och be om ett nytt."),
    "beyond_the_law": Obstacle("Värdet ligger utanför det som lagen lämnar till kommunen.", field="number"),
    "already_decided": DECIDED,
    "organisation_staff_username_key": Obstacle("Användarnamnet är redan någons.", field="username"),
}
ALREADY_BEGUN = Obstacle(
    "Det finns redan medarbetare i systemet. Nya läggs in under Organisationen, eller med samtid organisation import."
)
NOT_YOURS = Obstacle("Det här får du inte göra.")
ENDS_TOO_EARLY = Obstacle("Den sista dagen ligger före den första.", field="last")


def refusal_of(error: DatabaseError) -> NotYet:
    """The sentence for what the database refused. What it should not have refused is an error still."""
    cause = error.__cause__
    if isinstance(cause, errors.InsufficientPrivilege):
        return NotYet([NOT_YOURS])
    if isinstance(cause, errors.CheckViolation | errors.UniqueViolation):
        name = cause.diag.constraint_name or ""
        if name in REFUSED:
            return NotYet([REFUSED[name]])
        if "ends_after_it_begins" in name:
            return NotYet([ENDS_TOO_EARLY])
    raise error
