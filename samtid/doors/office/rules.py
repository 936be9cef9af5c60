"""Vad lagen och omsorgen om sekretessen säger om en ändring i organisationen. Pure functions: values in, reasons out."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from samtid.base.organisation import roles
from samtid.base.organisation.words import DecisionKind, Role
from samtid.ground import municipalities
from samtid.ground.law import delegation
from samtid.ground.law.rules import NotInForce
from samtid.ground.reasons import Obstacle
from samtid.steps.services.catalogue import BY_CODE

from .words import Outcome, Subject, Verb

USERNAME = re.compile(r"[a-z][a-z0-9._@-]{1,79}")
HSA_ID = re.compile(r"SE[0-9]{10}-[0-9A-Z]{1,26}")
KL = "KL 6 kap. 37 §"
SECRECY = "OSL 8 kap. 2 §"
# The paragraph that each kind of decision is made under, where the law has a floor for it.
PARAGRAPH = {DecisionKind.FAMILY_HOME: "SoL 22:2"}


def obstacles_to_day(verb: str, first: date | None, last: date | None, today: date) -> list[Obstacle]:
    """A change begins today or later: what was true yesterday stays. One may end with yesterday, and so at once."""
    if verb == Verb.END:
        if last is not None and last < today - timedelta(days=1):
            return [
                Obstacle("Sista dagen får tidigast vara i går: det som gällde då står kvar.", field="last")
            ]
        return []
    found = []
    if first is not None and first < today:
        found.append(
            Obstacle("En ändring gäller tidigast i dag: det som gällde i går står kvar.", field="from_on")
        )
    if first is not None and last is not None and last < first:
        found.append(Obstacle("Sista dagen ligger före den första.", field="valid_to"))
    return found


def obstacles_to_the_day(first: date, today: date) -> list[Obstacle]:
    """A reorganisation has a night before it: it is rehearsed and approved by day, and happens when a day begins."""
    if first <= today:
        return [
            Obstacle(
                "Välj en dag längre fram: omorganisationen ska övas och godkännas först.", field="from_on"
            )
        ]
    return []


def obstacles_to_delegation(decision: str, role: str, on: date) -> list[Obstacle]:
    """What the committee may not leave to somebody with this role."""
    kind, who = DecisionKind(decision), Role(role)
    if paragraph := PARAGRAPH.get(kind):
        try:
            floor = delegation.floor_for(paragraph, on=on)
        except NotInForce as gone:
            return [Obstacle(str(gone), field="decision")]
        if not delegation.Level.DELEGATE.reaches(floor.level):
            text = f"«{kind.label}» får inte delegeras till en medarbetare. {floor.in_words()}"
            return [Obstacle(text, floor.citation, field="role", may_approve="nämnden eller ett utskott")]
    if who in roles.SEES_NO_PERSONS:
        text = f"{who.label} ser inga ärenden och kan därför inte besluta i dem."
        return [Obstacle(text, SECRECY, field="role")]
    if who not in roles.RECEIVES_CASES:
        return [
            Obstacle(f"{who.label} handlägger inga ärenden och kan inte besluta i dem.", KL, field="role")
        ]
    return []


def obstacles_to_username(username: str, taken: bool) -> list[Obstacle]:
    """A log-in name is seen in lists and logs: never a personal number, and one person's only."""
    if not USERNAME.fullmatch(username):
        text = (
            "Skriv små bokstäver a–z, siffror, punkt, streck eller @, 2–80 tecken, och börja med en bokstav."
        )
        return [Obstacle(text, field="username")]
    return [Obstacle("Användarnamnet är redan någons.", field="username")] if taken else []


def obstacles_to_hsa_id(hsa_id: str, taken: bool) -> list[Obstacle]:
    """What other systems know somebody by: one person's only, and written as it is issued."""
    if hsa_id and not HSA_ID.fullmatch(hsa_id):
        text = "Skriv HSA-id som det står i katalogen: SE, tio siffror, bindestreck och tecken, till exempel SE2120002759-1A2B."
        return [Obstacle(text, field="hsa_id")]
    return [Obstacle("HSA-id är redan någons.", field="hsa_id")] if hsa_id and taken else []


def obstacles_to_roles(role: str, others: Collection[str]) -> list[Obstacle]:
    """Who decides who sees what, sees nobody: the roles of one person, at one time."""
    administers = {str(one) for one in roles.ADMINISTERS}
    persons = {str(one) for one in roles.SEES_PERSONS}
    if (role in administers and persons & set(others)) or (role in persons and administers & set(others)):
        text = "Den som sköter organisationen får inte samtidigt ha en roll som ser personer."
        return [Obstacle(text, SECRECY, field="role")]
    return []


def obstacles_to_offering(price: int | None, per: str, unit_kind: str, code: str) -> list[Obstacle]:
    """What stands in the way of a row of the catalogue: half a price, or a unit that does other things."""
    known = BY_CODE.get(code)
    if known is None:
        return [Obstacle("Den insatsen finns inte i Samtid.", field="code")]
    found = []
    if (price is None) != (not per):
        found.append(
            Obstacle(
                "Skriv både priset och vad det gäller för, eller inget.", field="price" if per else "per"
            )
        )
    if unit_kind and unit_kind not in {str(kind) for kind in known.unit_kinds}:
        wanted = " eller ".join(kind.label.lower() for kind in known.unit_kinds)
        found.append(Obstacle(f"Insatsen utförs av {wanted}.", field="unit"))
    return found


def obstacles_to_municipality(
    *, code: str, colour: str, text_colour: str, email: str, org_number: str
) -> list[Obstacle]:
    """What stands in the way of the municipality's name and look: colours that cannot be read are refused, measured."""
    found = []
    if code not in municipalities.names():
        found.append(Obstacle("Det finns ingen kommun med den koden.", field="code"))
    if bool(colour) != bool(text_colour):
        found.append(
            Obstacle("Skriv båda färgerna, eller ingen.", field="text_colour" if colour else "colour")
        )
    for name, value in (("colour", colour), ("text_colour", text_colour)):
        if value and not municipalities.COLOUR.fullmatch(value):
            found.append(
                Obstacle("Skriv färgen som #1f5f6b: en fyrkant och sex tecken 0–9, a–f.", field=name)
            )
    if not found and colour:
        found += _unreadable(colour, text_colour, "Texten på färgen", "text_colour")
        found += _unreadable(colour, "#ffffff", "Färgen som rubrik på vitt papper", "colour")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", email):
        found.append(Obstacle("Skriv en e-postadress, till exempel kommunen@example.se.", field="email"))
    if org_number and not (re.fullmatch(r"[0-9]{6}-[0-9]{4}", org_number) and _has_check_digit(org_number)):
        text = "Skriv tio siffror, till exempel 212000-2759. Den sista är en kontrollsiffra och ska stämma."
        found.append(Obstacle(text, field="org_number"))
    return found


def _unreadable(one: str, other: str, what: str, field: str) -> list[Obstacle]:
    ratio = municipalities.contrast(one, other)
    if ratio >= municipalities.AA:
        return []
    # rounded down: 4,49 is not 4,5
    measured = f"{int(ratio * 100) / 100:.2f}".replace(".", ",")
    text = f"{what} har kontrasten {measured}:1. Minst 4,5:1 krävs för att alla ska kunna läsa."
    return [Obstacle(text, "WCAG 2.2, 1.4.3 (AA)", field=field)]


def _has_check_digit(number: str) -> bool:
    digits = [int(one) for one in number if one.isdigit()]
    return sum(sum(divmod(one * (2 if at % 2 == 0 else 1), 10)) for at, one in enumerate(digits)) % 10 == 0


def obstacles_to_deciding(
    *,
    outcome: str,
    viewer: int,
    proposer: int | None,
    concerns: int | None,
    may_decide: bool,
    is_setting_up: bool,
) -> list[Obstacle]:
    """Why this person may not approve or refuse. Until the system has a second administrator, one has to do."""
    if outcome != Outcome.WAITING:
        return [Obstacle("Förslaget är redan avgjort.")]
    if viewer == proposer and not is_setting_up:
        return [
            Obstacle("Du har själv lagt förslaget.", may_approve="en annan systemförvaltare eller chefen")
        ]
    if viewer == concerns and not is_setting_up:
        return [Obstacle("Förslaget gäller dig själv.", may_approve="en annan systemförvaltare eller chefen")]
    if not may_decide:
        return [
            Obstacle(
                "Förslaget gäller inget du svarar för.",
                may_approve="en systemförvaltare, eller chefen för enheten när det gäller en medarbetare där",
            )
        ]
    return []


def is_pending(verb: str, from_on: date, today: date) -> bool:
    """Dated rows are written at once and hold from their day; a new name or number is written on the day."""
    return verb == Verb.CHANGE and from_on > today


def changes(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What is other than it was: field, was, becomes."""
    was = before or {}
    return {name: (was.get(name), value) for name, value in after.items() if was.get(name) != value}


HEADINGS = {
    (Subject.COMMITTEE, Verb.BEGIN): "Ny nämnd",
    (Subject.COMMITTEE, Verb.CHANGE): "Ändra nämnden",
    (Subject.COMMITTEE, Verb.END): "Nämnden upphör",
    (Subject.UNIT, Verb.BEGIN): "Ny enhet",
    (Subject.UNIT, Verb.CHANGE): "Ändra enheten",
    (Subject.UNIT, Verb.END): "Enheten upphör",
    (Subject.STAFF, Verb.BEGIN): "Anställ",
    (Subject.STAFF, Verb.CHANGE): "Ändra uppgifter",
    (Subject.STAFF, Verb.END): "Anställningen upphör",
    (Subject.MEMBERSHIP, Verb.BEGIN): "Placera i en enhet",
    (Subject.MEMBERSHIP, Verb.END): "Placeringen upphör",
    (Subject.SKILL, Verb.BEGIN): "Ny kompetens",
    (Subject.SKILL, Verb.END): "Kompetensen upphör",
    (Subject.DELEGATION, Verb.BEGIN): "Ny rad i delegationsordningen",
    (Subject.DELEGATION, Verb.END): "Delegationen upphör",
    (Subject.VALUE, Verb.BEGIN): "Nytt värde",
    (Subject.OFFERING, Verb.BEGIN): "Insats i katalogen",
    (Subject.OFFERING, Verb.END): "Insatsen lämnar katalogen",
    (Subject.MUNICIPALITY, Verb.BEGIN): "Kommunen",
    (Subject.LINK, Verb.BEGIN): "Kod för inloggning",
    (Subject.LINK, Verb.END): "Inloggningen upphör",
}
CONSEQUENCES = {
    (
        Subject.STAFF,
        Verb.END,
    ): "Placeringar, kompetenser, nycklar och inloggning upphör samma dag. Öppna ärenden som "
    "medarbetaren har kvar visas på chefens Min dag tills någon annan tar över.",
    (Subject.MEMBERSHIP, Verb.BEGIN): "Rollen ger nycklar till enhetens ärenden från den första dagen.",
    (
        Subject.MEMBERSHIP,
        Verb.END,
    ): "Nycklarna till ärenden i enheten upphör samma dag. Ärenden som medarbetaren har "
    "kvar där visas på chefens Min dag tills någon annan tar över.",
    (Subject.UNIT, Verb.BEGIN): "Enheten får ett eget sekretessområde: det som öppnas där ses bara där.",
    (
        Subject.UNIT,
        Verb.END,
    ): "Går bara när ingen är placerad i enheten, ingen enhet hör till den och inget öppet "
    "ärende ligger där.",
    (
        Subject.LINK,
        Verb.BEGIN,
    ): "Den som godkänner får en kod att lämna till medarbetaren. Den e-legitimation som först "
    "visas med koden blir medarbetarens i stället för den hon eller han hade. Kodens kontrollsumma är allt som sparas.",
    (
        Subject.VALUE,
        Verb.BEGIN,
    ): "Värdet gäller det som händer från och med dagen. Det som redan har börjat räknas som förut.",
    (
        Subject.OFFERING,
        Verb.BEGIN,
    ): "Från dagen visas texten för alla, och insatsen kan väljas i förslag och beslut. Tomma fält betyder Samtids egna ord.",
    (
        Subject.OFFERING,
        Verb.END,
    ): "Efter dagen kan insatsen inte väljas i nya förslag och beslut. Det som redan är beslutat påverkas inte.",
    (
        Subject.MUNICIPALITY,
        Verb.BEGIN,
    ): "Namn, färger och avsändare på alla sidor och brev från dagen. Det som redan är skickat ändras inte.",
    (Subject.LINK, Verb.END): "E-legitimationen kopplas loss, och medarbetaren loggas ut överallt.",
    (
        Subject.DELEGATION,
        Verb.BEGIN,
    ): "Prövas mot lagens golv: det som bara nämnden eller ett utskott får besluta kan "
    "inte delegeras till en medarbetare (SoL 30 kap.).",
}

# A delegation order to begin with, as committees usually decide it. The amounts are the municipality's own to set.
TEMPLATE: tuple[tuple[DecisionKind, Role, int | None], ...] = (
    (DecisionKind.OPEN_INVESTIGATION, Role.RECEPTION, None),
    (DecisionKind.OPEN_INVESTIGATION, Role.CASEWORKER, None),
    (DecisionKind.NOT_OPEN_INVESTIGATION, Role.SENIOR, None),
    (DecisionKind.NOT_OPEN_INVESTIGATION, Role.MANAGER, None),
    (DecisionKind.EXTEND_INVESTIGATION, Role.MANAGER, None),
    (DecisionKind.CLOSE_INVESTIGATION, Role.SENIOR, None),
    (DecisionKind.CLOSE_INVESTIGATION, Role.MANAGER, None),
    (DecisionKind.OPEN_CARE, Role.CASEWORKER, 10_000),
    (DecisionKind.OPEN_CARE, Role.MANAGER, None),
    (DecisionKind.RESIDENTIAL_CARE, Role.MANAGER, 90_000),
    (DecisionKind.ASSISTANCE, Role.CASEWORKER, 20_000),
    (DecisionKind.ASSISTANCE, Role.MANAGER, None),
    (DecisionKind.HOME_CARE, Role.CASEWORKER, None),
    (DecisionKind.SPECIAL_HOUSING, Role.MANAGER, None),
    (DecisionKind.HOUSING_SUPPORT, Role.CASEWORKER, None),
    (DecisionKind.PROTECTED_HOUSING, Role.MANAGER, None),
    (DecisionKind.TREATMENT, Role.MANAGER, None),
    (DecisionKind.OTHER_SERVICE, Role.MANAGER, None),
    (DecisionKind.FEE, Role.CASEWORKER, None),
)


def heading_of(subject: Subject, verb: Verb) -> str:
    """What the form is called."""
    return HEADINGS[(subject, verb)]


def consequences_of(subject: Subject, verb: Verb) -> str:
    """What follows by itself when it is approved."""
    return CONSEQUENCES.get((subject, verb), "")


def title_of(subject: str, verb: str, name: str) -> str:
    """``Placera i en enhet: Bo Ek, Mottagning``."""
    heading = heading_of(Subject(subject), Verb(verb))
    return f"{heading}: {name}" if name else heading
