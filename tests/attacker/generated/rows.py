"""Raderna: one that could stand, written by the role now; and what nobody may say in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from tests.attacker.generated import hints, judge
from tests.attacker.generated.catalogue import Column, Table
from tests.attacker.generated.roles import Role
from tests.attacker.generated.world import AT, World

# What a column that points at somebody's thing may be made to point at.
POINTS = {
    "people_person": hints.PERSON, "dossier_case": hints.CASE, "dossier_dossier": hints.DOSSIER, "dossier_note": hints.NOTE,
    "dossier_document": hints.LETTER, "decisions_decision": hints.DECISION, "services_service": hints.SERVICE,
    "intake_report": hints.REPORT, "investigations_investigation": hints.INVESTIGATION,
}  # fmt: skip


def forged(world: World, role: Role, column: Column) -> Iterator[tuple[str, Any]]:
    """What nobody may say in a column: another author, another time, something in a case that is not one's own."""
    if judge.AUTHOR.match(column.name):
        yield "av en annan", world.town.staff["bengt"]
    if column.type.startswith("timestamp"):
        yield "i fjol", AT.replace(year=2025)
        yield "nästa år", AT.replace(year=2027)
    if column.points_at in POINTS:
        for state in ("foreign", "sealed"):
            if (one := world.whose(role, state)) and (things := one.things[POINTS[column.points_at]]):
                yield f"om {state}", things[0]


def a_row(world: World, role: Role, table: Table, state: str) -> dict[str, Any]:
    """A row that could stand: as one that stands already, about somebody in that state, written by the role now."""
    me, admin = world.town.staff.get(role.username), world.admin
    one = world.whose(role, state)
    names = [column.name for column in table.columns]
    case = (one.things[hints.CASE] or [None])[0] if one else None
    of_case = (
        "order by case_id = %s desc nulls last, id"
        if "case_id" in names
        else "where %s::uuid is null or true"
    )
    found = admin.execute(
        f"select to_jsonb(t) from {table.name} t {of_case} limit 1".encode(), [case]
    ).fetchone()
    row: dict[str, Any] = (
        dict(found[0]) if found else {c.name: _of_type(c) for c in table.columns if c.is_required}
    )
    for column in table.columns:
        if column.name == "id" and column.type == "uuid":
            row["id"] = str(uuid4())
        elif column.name == "id" and column.type in ("bigint", "integer"):
            row.pop("id", None)  # the database draws it
        elif column.name == "case_id" and case:
            row["case_id"] = str(case)
        elif (
            case
            and row.get(column.name)
            and (near := _in_case(world, table, column, case, fresh=state == "own"))
        ):
            row[column.name] = str(near)
        elif column.name == "dossier_id" and one:
            row["dossier_id"] = str(one.things[hints.DOSSIER][0])
        elif column.name == "person_id" and one:
            row["person_id"] = str(one.things[hints.PERSON][0])
        elif column.name == "compartment_id" and one:
            row["compartment_id"] = one.things[hints.UNIT][0]
        elif judge.AUTHOR.match(column.name) or (
            column.name == "staff_id" and column.points_at == "organisation_staff"
        ):
            row[column.name] = me if row.get(column.name) is not None or column.is_required else None
        elif column.name == "at" or (column.name.endswith("_at") and row.get(column.name) is not None):
            row[column.name] = AT.isoformat()
        elif column.name.endswith("_title") and row.get(column.name):
            told = admin.execute("select title from organisation_staff where id = %s", [me]).fetchone()
            row[column.name] = told[0] if told else ""
    if table.name == "dossier_draft":  # one of each form and page
        row |= {"page": uuid4().hex, "key": "ett formulär", "fields": {}}
    if "signed_at" in row:  # a row begins unsigned
        row |= {
            name: None for name in ("signed_at", "signed_by_id", "decided_on", "letter_id") if name in row
        }
        row |= {"signed_title": ""} if "signed_title" in row else {}
    within = {
        column.name for column in table.columns if column.type == "xid8"
    }  # which transaction: the database's to say
    return {name: row[name] for name in names if name in row and name not in within}


def _in_case(world: World, table: Table, column: Column, case: Any, *, fresh: bool) -> Any:
    """What the column may point at in that case; where only one row may point at it, another like it."""
    target = column.points_at
    if not target or column.type != "uuid" or column.name in ("case_id", "dossier_id", "person_id"):
        return None
    if not world.asked(
        "select 1 from pg_attribute where attrelid = %s::regclass and attname = 'case_id' and not attisdropped",
        target,
    ):
        return None
    found = world.asked(f"select id from {target} where case_id = %s order by id limit 1", case)
    if found and fresh and column.name in _alone(world, table):
        place = (table.name, column.name, str(case))
        if place not in world.fresh:
            world.fresh[place] = world.copied(target, found[0]) or found[0]
        return world.fresh[place]
    return found[0] if found else None


def _alone(world: World, table: Table) -> list[str]:
    """Columns of which there may be one of each."""
    return world.asked(
        "select distinct a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey) "
        "where i.indrelid = %s::regclass and i.indisunique and not i.indisprimary",
        table.name,
    )


def _of_type(column: Column) -> Any:
    kinds = {"uuid": str(uuid4()), "boolean": False, "date": "2026-11-21", "time without time zone": "09:30", "timestamp with time zone": AT.isoformat(), "jsonb": {},
             "integer": 1, "bigint": 1, "smallint": 1, "bytea": "", "numeric": 1}  # fmt: skip
    return [] if column.type.endswith("[]") else kinds.get(column.type.partition("(")[0], "x")


def forged_rows(world: World, role: Role, table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    """What to say in a row of one's own instead, one thing at a time, and how that is false."""
    for column in table.columns:
        if column.may_insert and column.name != "case_id":  # in another's case: a state of its own
            for how, value in forged(world, role, column):
                yield (
                    f"{column.name} {how}",
                    {column.name: value.isoformat() if hasattr(value, "isoformat") else str(value)},
                )
