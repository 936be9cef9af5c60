"""Vad som står i vägen för en rättelse. Pure functions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from samtid.base.people.rules import HIDDEN
from samtid.base.people.words import NumberKind, Protection
from samtid.ground.reasons import Obstacle

from .words import Kind

ACCURACY = "dataskyddsförordningen art. 5.1 d"
FILE = "SOSFS 2014:5 4 kap."
FICTITIOUS = "lag (1991:483) om fingerade personuppgifter"
PLACE = ("address", "postcode", "locality", "school")
SHORTEST, LONGEST_WAIT = 5, timedelta(days=300)
NO_REASON = "Skriv varför, så att den som läser om ett år förstår."


def obstacles_to_changing(
    kind: Kind, *, reason: str, protection: Protection, only_through_glass: bool = False
) -> list[Obstacle]:
    """What stands in the way of any correction of a person."""
    found = []
    if only_through_glass:
        found.append(
            Obstacle(
                "Du ser ärendet bara genom en nödöppning. Då får du läsa, men inte rätta personuppgifter."
            )
        )
    if protection == Protection.FICTITIOUS and kind in (Kind.NAME, Kind.NUMBER, Kind.MERGED):
        found.append(
            Obstacle(
                "Personen har fingerade personuppgifter. Kopplingen till en tidigare identitet får aldrig antecknas.",
                FICTITIOUS,
            )
        )
    return found + obstacles_to_reasons(reason)


def obstacles_to_reasons(reason: str, shortest: int = SHORTEST) -> list[Obstacle]:
    """Every correction says why."""
    return [] if len(reason.strip()) >= shortest else [Obstacle(NO_REASON, ACCURACY, field="reason")]


def obstacles_to_birth(
    *, born_on: date | None, is_unborn: bool, number_kind: NumberKind, numbered_on: date | None, on: date
) -> list[Obstacle]:
    """What is wrong with a birthday. ``numbered_on``: the day that the identity number says, if it says one."""
    if is_unborn:
        if born_on is None or born_on <= on - LONGEST_WAIT or born_on > on + LONGEST_WAIT:
            return [Obstacle("Skriv den dag barnet väntas.", field="born_on")]
        if number_kind != NumberKind.NONE:
            return [Obstacle("Den som har ett identitetsnummer är född.", field="is_unborn")]
        return []
    if born_on is not None and born_on > on:
        return [Obstacle("Dagen har inte kommit än. Väntas barnet, kryssa för det.", field="born_on")]
    if numbered_on is not None and born_on != numbered_on:
        return [Obstacle(f"Identitetsnumret säger {numbered_on}. Är det fel, ändra numret.", field="born_on")]
    return []


def obstacles_to_life(
    *, died_on: date | None, emigrated_on: date | None, born_on: date | None, on: date
) -> list[Obstacle]:
    """What is wrong with the day somebody died or left the country."""
    found = []
    for name, day in (("died_on", died_on), ("emigrated_on", emigrated_on)):
        if day is not None and day > on:
            found.append(Obstacle("Dagen har inte kommit än.", field=name))
        elif day is not None and born_on is not None and day < born_on:
            found.append(Obstacle("Dagen är före födelsen.", field=name))
    return found


def obstacles_to_day(*, valid_on: date | None, born_on: date | None, on: date) -> list[Obstacle]:
    """From which day it holds. What will hold is written when it does: it is read as it stands from the first."""
    if valid_on is None:
        return []
    if valid_on > on:
        return [Obstacle("Dagen har inte kommit än. Rätta när den har gjort det.", field="valid_on")]
    if born_on is not None and valid_on < born_on <= on:
        return [Obstacle("Dagen är före födelsen.", field="valid_on")]
    return []


def obstacles_to_place(protection: Protection, said: dict[str, str]) -> list[Obstacle]:
    """Where somebody with skyddad folkbokföring is must not be written down."""
    if protection not in (Protection.REGISTERED_ELSEWHERE, Protection.FICTITIOUS):
        return []
    return [
        Obstacle(
            "Vistelseorten får inte antecknas vid skyddad folkbokföring.",
            "FolkbokfL 16 §, OSL 22 kap. 2 §",
            field=name,
        )
        for name in PLACE
        if said.get(name)
    ]


def obstacles_to_ending(
    *, last: date, first: date, reason: str, is_ended: bool, is_mistaken: bool, on: date
) -> list[Obstacle]:
    """What stands in the way of ending a relation."""
    found = []
    if is_ended:
        found.append(Obstacle("Relationen är redan avslutad."))
    if not is_mistaken and last < first:
        found.append(
            Obstacle(f"Relationen började {first}. Antecknades den av misstag, kryssa för det.", field="last")
        )
    if last > on:
        found.append(
            Obstacle("Dagen har inte kommit än. Avsluta relationen när den har gjort det.", field="last")
        )
    return found + obstacles_to_reasons(reason)


def obstacles_to_moving(
    *, chosen: int, leads: bool, reason: str, same: bool, only_through_glass: bool
) -> list[Obstacle]:
    """What stands in the way of moving cases to the right person's dossier."""
    found = []
    if chosen == 0:
        found.append(Obstacle("Välj minst ett ärende.", field="cases"))
    if chosen > 1 and not leads:
        found.append(
            Obstacle(
                "Flera ärenden på en gång flyttas av enhetens chef. Välj ett, eller be chefen.",
                may_approve="enhetens chef",
                field="cases",
            )
        )
    if same:
        found.append(Obstacle("Det är samma person som akten redan gäller.", FILE))
    if only_through_glass:
        found.append(
            Obstacle("Du ser ärendet bara genom en nödöppning. Då får du läsa, men inte flytta det.")
        )
    return found + obstacles_to_reasons(reason, 10)


def obstacles_to_merging(*, protections: Collection[Protection], same: bool, reason: str) -> list[Obstacle]:
    """What stands in the way of proposing that two are one."""
    found = []
    if same:
        found.append(Obstacle("Det är samma akt."))
    if Protection.FICTITIOUS in protections:
        found += [
            Obstacle(
                "En av personerna har fingerade personuppgifter. Kopplingen får aldrig antecknas.", FICTITIOUS
            )
        ]
    return found + obstacles_to_reasons(reason, 10)


def obstacles_to_considering(*, text: str, is_considered: bool) -> list[Obstacle]:
    """What stands in the way of saying whether it was an incident (art. 33.5: documented whatever it was)."""
    found = []
    if is_considered:
        found.append(Obstacle("Ställningstagandet är redan antecknat."))
    if len(text.strip()) < 10:
        found.append(
            Obstacle(
                "Skriv vad som hände, vad det kan leda till och vad ni gjort.",
                "dataskyddsförordningen art. 33.5",
                field="text",
            )
        )
    return found


def unguarded(said: dict[str, str], hides_place: bool) -> dict[str, str]:
    """What was typed: of somebody whose place is not shown, a field left empty is a field left as it is."""
    return {name: value for name, value in said.items() if value or not hides_place or name not in HIDDEN}
