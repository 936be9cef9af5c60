"""Övningen: what a plan does, told from two pictures of the organisation on its day. Pure functions: values in, reasons out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle

from .words import NEVER, Loose, MoveKind

COUNTED = ("cases", "reports", "clocks", "keys", "visits", "services", "delegations", "staff")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """En enhet före och efter: None where it is not there."""

    name: str
    was_called: str
    was: Mapping[str, Any] | None
    becomes: Mapping[str, Any] | None

    @property
    def is_moved(self) -> bool:
        """Whether anything about it is other than before."""
        return self.was != self.becomes

    def change(self, what: str) -> tuple[int, int]:
        """How many before and after."""
        return (int((self.was or {}).get(what, 0)), int((self.becomes or {}).get(what, 0)))


@dataclass(frozen=True, slots=True)
class Person:
    """En medarbetare vars åtkomst ändras: how many open cases, never whose."""

    staff: int
    gains: int
    loses: int
    gains_areas: int
    loses_areas: int
    loses_keys: int

    @property
    def order(self) -> tuple[int, int]:
        """Who gains the most comes first: that is what is to be approved."""
        return (-self.gains - self.gains_areas, -self.loses)


@dataclass(frozen=True, slots=True)
class Shape:
    """Organisationens form: levels, managers, and how many answer to one manager."""

    levels: int
    managers: int
    units_without_manager: int
    mean_span: float
    widest: int
    widest_unit: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Vad som händer på dagen."""

    units: tuple[UnitLine, ...] = ()
    people: tuple[Person, ...] = ()
    was: Shape | None = None
    becomes: Shape | None = None
    loose: tuple[tuple[Loose, int, int], ...] = ()
    refused: tuple[Obstacle, ...] = field(default_factory=tuple)

    @property
    def moved(self) -> list[UnitLine]:
        """The units that are touched."""
        return [line for line in self.units if line.is_moved]

    @property
    def obstacles(self) -> list[Obstacle]:
        """What stands in the way: what the database refused, and what would be nobody's and is not so already."""
        left = [
            Obstacle(f"{kind.label}: {becomes}. Ingen får stå utan när omorganisationen är gjord.")
            for kind, was, becomes in self.loose
            if kind in NEVER and becomes > was
        ]
        return [*self.refused, *left]


def rehearsal(said: Mapping[str, Any], refused: Sequence[Obstacle] = ()) -> Rehearsal:
    """From the database's two pictures of the day: without the plan, and with it."""
    was, becomes = said["was"], said.get("becomes")
    if becomes is None:
        return Rehearsal(was=shape(was["units"]), refused=tuple(refused))
    before, after = ({unit["id"]: unit for unit in one["units"]} for one in (was, becomes))
    units = [
        UnitLine(
            (after.get(pk) or before[pk])["name"],
            before[pk]["name"] if pk in before else "",
            before.get(pk),
            after.get(pk),
        )
        for pk in sorted(before.keys() | after.keys())
    ]
    return Rehearsal(
        tuple(units),
        people(was["reach"], becomes["reach"], was["open"]),
        shape(was["units"]),
        shape(becomes["units"]),
        tuple((kind, int(was["loose"].get(kind, 0)), int(becomes["loose"].get(kind, 0))) for kind in Loose),
        tuple(refused),
    )


def people(
    was: Mapping[str, Mapping[str, Any]], becomes: Mapping[str, Mapping[str, Any]], cases: Mapping[str, int]
) -> tuple[Person, ...]:
    """Everybody whose reach is other than before."""
    found = []
    nothing: Mapping[str, Any] = {"cases": [], "persons": [], "keys": 0}
    for staff in was.keys() | becomes.keys():
        before, after = was.get(staff, nothing), becomes.get(staff, nothing)
        seen, sees = set(before["cases"]), set(after["cases"])
        met, meets = set(before["persons"]), set(after["persons"])
        one = Person(
            int(staff),
            sum(cases.get(str(place), 0) for place in sees - seen),
            sum(cases.get(str(place), 0) for place in seen - sees),
            len((sees - seen) | (meets - met)),
            len((seen - sees) | (met - meets)),
            max(0, before["keys"] - after["keys"]),
        )
        if one.gains_areas or one.loses_areas or one.loses_keys:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (*one.order, one.staff)))


def shape(units: Sequence[Mapping[str, Any]]) -> Shape:
    """Levels from the top unit down, managers, and the span of each: those who work in the unit, and the managers of
    the units that belong to it."""
    by_id = {unit["id"]: unit for unit in units}

    def depth(unit: Mapping[str, Any], seen: frozenset[int]) -> int:
        parent = by_id.get(unit["parent"])
        return 1 if parent is None or parent["id"] in seen else 1 + depth(parent, seen | {unit["id"]})

    spans = {
        unit["id"]: (
            unit["staff"]
            - len(unit["managers"])
            + sum(len(under["managers"]) for under in units if under["parent"] == unit["id"])
        )
        / len(unit["managers"])
        for unit in units
        if unit["managers"]
    }
    widest = max(spans, key=lambda pk: (spans[pk], -pk), default=None)
    return Shape(
        levels=max((depth(unit, frozenset()) for unit in units), default=0),
        managers=len({manager for unit in units for manager in unit["managers"]}),
        units_without_manager=sum(1 for unit in units if unit["cases"] and not unit["managers"]),
        mean_span=round(sum(spans.values()) / len(spans), 1) if spans else 0.0,
        widest=round(spans[widest]) if widest is not None else 0,
        widest_unit=by_id[widest]["name"] if widest is not None else "",
    )


def obstacles_to_move(
    new: Mapping[str, Any],
    moves: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    roles_of: Collection[str] = (),
) -> list[Obstacle]:
    """What stands in the way of adding a move to a plan. ``names`` are the units by their reference, new ones too."""
    gone = {str(move["unit"]) for move in moves if move["do"] in (MoveKind.MERGE, MoveKind.CLOSE)}
    found = []
    for name in ("unit", "into", "parent"):
        ref = str(new.get(name) or "")
        if ref and ref not in names:
            found.append(Obstacle("Den enheten finns inte.", field=name))
        elif ref in gone:
            found.append(Obstacle(f"{names[ref]} upphör redan i den här planen.", field=name))
    if new["do"] in (MoveKind.MERGE, MoveKind.CLOSE) and str(new["unit"]).startswith("n"):
        found.append(
            Obstacle("En enhet som planen själv startar kan inte också upphöra. Ta bort raden.", field="unit")
        )
    if new.get("unit") and new.get("unit") in (new.get("into"), new.get("parent")):
        found.append(Obstacle("Välj två olika enheter.", field="into" if new.get("into") else "parent"))
    targets = {str(move.get(name)) for move in moves for name in ("into", "parent") if move.get(name)}
    if new["do"] in (MoveKind.MERGE, MoveKind.CLOSE) and str(new["unit"]) in targets:
        found.append(Obstacle("Andra rader i planen leder till den enheten. Ändra dem först.", field="unit"))
    if new["do"] in (MoveKind.BEGIN, MoveKind.RENAME):
        others = {name.casefold() for ref, name in names.items() if ref != new.get("unit")}
        if str(new["name"]).casefold() in others:
            found.append(Obstacle("En annan enhet heter redan så.", field="name"))
    if new["do"] == MoveKind.MOVE:
        found += _obstacles_to_moving(new, moves, roles_of)
    return found


def _obstacles_to_moving(
    new: Mapping[str, Any], moves: Sequence[Mapping[str, Any]], roles_of: Collection[str]
) -> list[Obstacle]:
    same = [
        m
        for m in moves
        if m["do"] == MoveKind.MOVE and m["staff"] == new["staff"] and m["unit"] == new["unit"]
    ]
    if same:
        return [Obstacle("Medarbetaren flyttas redan i den här planen.", field="staff")]
    role = Role(new["role"])
    if (role in roles.ADMINISTERS and roles.SEES_PERSONS & set(roles_of)) or (
        role in roles.SEES_PERSONS and roles.ADMINISTERS & set(roles_of)
    ):
        text = "Den som sköter organisationen får inte samtidigt ha en roll som ser personer."
        return [Obstacle(text, "OSL 8 kap. 2 §", field="role")]
    return []


def without(moves: Sequence[Mapping[str, Any]], number: int) -> list[Mapping[str, Any]] | None:
    """The plan without one of its moves; None while others lead to the unit that it would have begun."""
    left = [move for at, move in enumerate(moves) if at != number]
    ref = moves[number].get("ref")
    used = {str(move.get(name)) for move in left for name in ("unit", "into", "parent")}
    return None if ref and ref in used else left


def said_of(move: Mapping[str, Any], units: Mapping[str, str], staff: Mapping[int, str]) -> str:
    """A move in a sentence."""
    unit, into = (units.get(str(move.get(name) or ""), "–") for name in ("unit", "into"))
    parent = units.get(str(move.get("parent") or ""), "")
    match MoveKind(move["do"]):
        case MoveKind.BEGIN:
            return f"Ny enhet: {move['name']}" + (f", hör till {parent}" if parent else "")
        case MoveKind.RENAME:
            return f"{unit} byter namn till {move['name']}"
        case MoveKind.PLACE:
            return f"{unit} hör till {parent}" if parent else f"{unit} hör inte till någon annan enhet"
        case MoveKind.MERGE:
            leaders = Role.label_of(move["leaders"]).lower()
            return f"{unit} går upp i {into}; den som är enhetschef blir {leaders} där"
        case MoveKind.CLOSE:
            return f"{unit} stängs, när den är tom"
        case MoveKind.MOVE:
            who, role = staff.get(int(move["staff"]), "–"), Role.label_of(move["role"]).lower()
            return (
                f"{who} flyttar från {unit} till {into} som {role}"
                if move.get("unit")
                else f"{who} börjar i {into} som {role}"
            )
