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
    "another_reorganisation": Obstacle(
        "En annan omorganisation är redan på gång. Ändra den, eller ta tillbaka den innan du börjar på en ny."
    ),
    "changed_by_another": Obstacle(
        "Någon annan har ändrat utkastet medan du skrev. Läs det som står nu och gör om din ändring."
    ),
    "moves_nobody": Obstacle(
        "En medarbetare som ska flyttas arbetar inte längre i den enheten. Ta bort den raden."
    ),
    "day_has_passed": Obstacle("Dagen har kommit eller passerat. Gör om utkastet med en dag längre fram."),
    "cannot_be_done": Obstacle(
        "Omorganisationen går inte att genomföra som den är skriven. Övningen säger vad som hindrar."
    ),
    "colours_are_colours": Obstacle("Färgerna ska skrivas som #1f5f6b, båda två.", field="colour"),
    "already_decided": DECIDED,
    "organisation_staff_username_key": Obstacle("Användarnamnet är redan någons.", field="username"),
}
ALREADY_BEGUN = Obstacle(
    "Det finns redan medarbetare i systemet. Nya läggs in under Organisationen, eller med samtid organisation import."
)
STILL_LED_TO = Obstacle("Andra rader i planen leder till den enheten. Ta bort dem först.")
NO_CHOICE = Obstacle("Välj vad du vill göra med planen.")
NO_MOVES = Obstacle("Planen är tom. Lägg till minst en ändring.")
OWN_PLAN = Obstacle("Du har själv lagt förslaget.", may_approve="en annan systemförvaltare")
NOT_YET = Obstacle(
    "En rad i planen stämmer inte längre med organisationen. Ta bort den och lägg in den på nytt."
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
