"""Platsen för försöken: the lived-in town, committed, where what each one may know is known from outside.

Every table is watched: what a committed attempt has changed is read there by the superuser, judged and put back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from samtid.base.access.words import Purpose
from samtid.doors.cli import place
from samtid.ground.sweden import swedish_day
from tests import database
from tests.attacker.foothold import Town
from tests.attacker.generated import hints
from tests.attacker.generated.residents import Resident, resident
from tests.attacker.generated.roles import Role
from tests.lived_in import SATURDAY
from tests.walk.residents import MAY_KNOW, PEOPLE

AT = SATURDAY + timedelta(hours=1)
STATES = ("own", "glass", "sealed", "foreign", "unknown")
UNKNOWN_NUMBER = "202001022398"
WATCH = """
create schema watched;
create table watched.change (nr bigint generated always as identity, tab text, op text, was jsonb, is_now jsonb);
create function watched.note() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into watched.change (tab, op, was, is_now) values (
    case when tg_table_schema = 'public' then '' else tg_table_schema || '.' end || tg_table_name, tg_op,
    case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end);
  return null;
end $$;
do $$ declare t regclass; begin
  for t in select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'
    and n.nspname in ('public', 'access', 'worker', 'queue', 'outage') loop
    execute format('create trigger zz_watched after insert or update or delete on %s for each row execute function watched.note()', t);
  end loop;
end $$;
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is other than it was."""

    table: str
    op: str
    was: dict[str, Any]
    is_now: dict[str, Any]


@dataclass(slots=True)
class World:
    """The database of the attempts, and what is known of it from outside."""

    town: Town
    admin: psycopg.Connection[Any]
    residents: dict[str, Resident]
    tickets: dict[tuple[str, str], Any] = field(default_factory=dict)
    fresh: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def knows(self, role: Role) -> dict[str, str]:
        """Of each resident that a role may know: ``case``, ``service`` or ``glass``. By hand, in tests/walk/residents.py."""
        found = {}
        for number in self.residents:
            if role.username in MAY_KNOW[number].case:
                found[number] = "case"
            elif role.username in MAY_KNOW[number].service:
                found[number] = "service"
            elif number == role.by_glass:
                found[number] = "glass"
        return found

    def forbidden(self, role: Role) -> dict[str, str]:
        """Every word that must not reach a role, and whose it is."""
        known, found = self.knows(role), {}
        for number, one in self.residents.items():
            how = known.get(number)
            words: set[str] = set()
            if how is None:
                words = set(one.names) | (set() if role.reads_log else one.of_case | one.of_service)
            elif how == "service" and not role.reads_log:
                words = one.of_case - one.of_service
            found |= dict.fromkeys(words, number)
        for number, how in known.items():  # a mother is named in her child's case, and has no case of her own
            if how:
                for word in self.residents[number].names | self.residents[number].of_service:
                    found.pop(word, None)
                if how != "service":
                    for word in self.residents[number].of_case:
                        found.pop(word, None)
        return found

    def whose(self, role: Role, state: str) -> Resident | None:
        """Somebody who stands in that way to a role; nobody when there is none."""
        known = self.knows(role)
        for number, one in self.residents.items():
            how = known.get(number)
            match state:
                case "own" if how in ("case", "service") and one.things[hints.CASE]:
                    return one
                case "glass" if how == "glass":
                    return one
                case "sealed" if how is None and one.is_sealed:
                    return one
                case "foreign" if how is None and not one.is_sealed and one.things[hints.CASE]:
                    return one
        return None

    def values(self, role: Role, kind: Any, state: str) -> list[Any]:
        """What a kind of thing is, for a role in a state; several where there are several."""
        me = self.town.staff.get(role.username)
        match kind:
            case _ if not isinstance(kind, hints.Kind):
                return [kind]
            case hints.NEW:
                return [uuid4()]
            case hints.ME:
                return [me]
            case hints.OTHER:
                return [
                    self.town.staff["siri" if role.username != "siri" else "eva"],
                    self.town.staff["bengt"],
                ]
            case hints.AHEAD:
                return [AT + timedelta(hours=1)]
            case hints.BEFORE:
                return [AT - timedelta(days=40)]
            case hints.TODAY:
                return [swedish_day(AT)]
            case hints.TOMORROW:
                return [swedish_day(AT) + timedelta(days=1)]
            case hints.SIGNED_IN:
                found = self.asked(
                    "select id from access_signedin where (staff_id = %s) = %s order by id limit 1",
                    me,
                    state == "own",
                )
                return found if state in ("own", "foreign") and found else [uuid4()]
            case hints.PLAN:
                found = self.asked("select id from office_reorganisation order by changed_at desc limit 1")
                return found if state in ("own", "foreign") and found else [uuid4()]
            case hints.FIRST:
                return [swedish_day(AT).replace(day=1)]
            case hints.PROPOSAL:
                found = self.asked("select id from office_proposal order by outcome <> 'waiting', id limit 1")
                return found if state in ("own", "foreign") and found else [uuid4()]
        one = self.whose(role, state)
        if one is None:
            return [_nobodys(kind, self)]
        match kind:
            case hints.NUMBER:
                return [one.number]
            case hints.NAME | hints.ADDRESS:
                return [person.family_name if kind == hints.NAME else f"Han bor på {person.address} nu." for person in PEOPLE
                        if person.number == one.number]  # fmt: skip
            case hints.VISIT if one.things[kind]:
                return self.asked(
                    "select id from visits_visit where id = any (%s) order by reported_by_id is distinct from %s, id limit 2",
                    one.things[kind],
                    me,
                )
            case hints.SUBJECT:
                return [json.dumps(_subject(one.number))]
            case hints.TICKET:
                return [self.tickets.get((role.username, one.number), uuid4())]
        return one.things[kind][:2] or [_nobodys(kind, self)]

    def asked(self, question: str, *values: Any) -> list[Any]:
        """The first column of what the superuser is answered."""
        return [one for (one, *_) in self.admin.execute(question.encode(), values).fetchall()]

    def copied(self, table: str, row: Any, **changed: Any) -> Any:
        """Another row like one that stands, past every trigger; nothing when there can be no other."""
        pk = uuid4()
        try:
            with self.admin.transaction():
                self.admin.execute("set local session_replication_role = replica")
                self.admin.execute(
                    f"insert into {table} overriding system value select n.* from {table} t, "
                    f"jsonb_populate_record(null::{table}, to_jsonb(t) || %s) n where t.id = %s".encode(),
                    [Jsonb({"id": str(pk)} | changed), row],
                )
        except psycopg.errors.UniqueViolation:
            return None
        return pk

    def stamp(self, connection: psycopg.Connection[Any], role: Role) -> None:
        """As the web would; a role without a purpose is stamped as nobody at all."""
        if role.purpose is not None:
            self.town.stamp(connection, role.username, role.purpose, AT)

    @contextmanager
    def log_in(self, role: Role) -> Iterator[psycopg.Connection[Any]]:
        """The role's own connection: the web's by its password, another log-in's as that session."""
        if role.login == "app":
            with self.town.log_in() as connection:
                yield connection
        else:
            with psycopg.connect(self.town.url, prepare_threshold=None) as connection:
                connection.execute(
                    f"set session authorization {place.APP.rpartition('_')[0]}_{role.login}".encode()
                )
                connection.commit()
                yield connection

    def changes(self) -> list[Change]:
        """What has been committed since the last time that was asked."""
        rows = self.admin.execute("select tab, op, was, is_now from watched.change order by nr").fetchall()
        return [Change(table, op, was or {}, now or {}) for table, op, was, now in rows]

    def put_back(self, changes: list[Change]) -> None:
        """Undoes it, the last first, past every trigger."""
        with self.admin.transaction():
            self.admin.execute("set local session_replication_role = replica")
            for one in reversed(changes):
                if one.is_now:
                    key = _key(one.is_now)
                    self.admin.execute(
                        f"delete from {one.table} t where to_jsonb(t) @> %s".encode(), [Jsonb(key)]
                    )
                if one.was:
                    self.admin.execute(
                        f"insert into {one.table} overriding system value "
                        f"select * from jsonb_populate_record(null::{one.table}, %s)".encode(),
                        [Jsonb(one.was)],
                    )
            self.admin.execute("delete from watched.change")


def _key(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("id", "ticket", "opening_id", "session_key"):
        if row.get(name) is not None:
            return {name: row[name]}
    return row


def _nobodys(kind: str, world: World) -> Any:
    match kind:
        case hints.NUMBER:
            return UNKNOWN_NUMBER
        case hints.CASE_NUMBER:
            return "26-000000"
        case hints.NAME:
            return "Ingenalls"
        case hints.ADDRESS:
            return "Han bor på Ingenstans 9 nu."
        case hints.SUBJECT:
            return json.dumps(_subject(UNKNOWN_NUMBER))
        case hints.UNIT:
            return world.town.compartments["Stab"]
    return uuid4()


def _subject(number: str) -> dict[str, str]:
    said = dict.fromkeys(("address", "postcode", "locality", "phone", "school", "interpreter"), "")
    return said | {"given_name": "A", "family_name": "B", "number": number, "number_kind": "personnummer",
                   "sex": "unknown", "protection": "none"}  # fmt: skip


@contextmanager
def a_world() -> Iterator[World]:
    """A copy of the lived-in town, watched."""
    name = f"samtid_attempted_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    database.copy(database.lived_in(), name)
    url = place.with_database(os.environ["SAMTID_TEST_ADMIN"], name)
    try:
        with psycopg.connect(url, autocommit=True) as admin:
            staff = dict(admin.execute("select username, id from organisation_staff").fetchall())
            places = dict(admin.execute("select name, id from access_compartment").fetchall())
            town = Town(url, staff, places, uuid4(), uuid4(), uuid4())
            world = World(town, admin, {})
            _happen(world)
            world.residents = {person.number: resident(admin, person) for person in PEOPLE}
            admin.execute(WATCH)
            yield world
    finally:
        with psycopg.connect(os.environ["SAMTID_TEST_ADMIN"], autocommit=True) as admin:
            admin.execute(f"drop database if exists {name} with (force)".encode())


def _happen(world: World) -> None:
    """Each role has asked about each resident, once, and the ones who break glass have broken it; all with its line."""
    from tests.attacker.generated.roles import roles

    for _, role in roles():
        if role.login != "app" or role.purpose != Purpose.WEB:
            continue
        for number in (*(person.number for person in PEOPLE), UNKNOWN_NUMBER):
            with world.town.log_in() as web:
                world.stamp(web, role)
                (ticket,) = web.execute(
                    "select access.look_up(%s)", [json.dumps(_subject(number))]
                ).fetchone() or (None,)
            world.tickets[role.username, number] = ticket
        if role.by_glass:
            with world.town.log_in() as web:
                world.stamp(web, role)
                web.execute("select access.break_glass(%s, %s, 8)", [role.by_glass, hints.WHY])
        # each is logged in, and has just reported a visit that she may report
        world.admin.execute(
            "insert into access_signedin (id, staff_id, session_key, sid_hash, began_at, device) "
            "values (gen_random_uuid(), %s, %s, '', %s, '') on conflict do nothing",
            [world.town.staff[role.username], f"the session of {role.username}"[:40], AT],
        )
        for number, known in MAY_KNOW.items():
            if role.username in (*known.case, *known.service):
                for visit in world.asked(
                    "select v.id from visits_visit v join people_person p on p.id = v.person_id where p.number = %s "
                    "order by v.id limit 1", number,
                ):  # fmt: skip
                    world.copied(
                        "visits_visit", visit, planned_at=AT.isoformat(), carried_out_at=AT.isoformat(), minutes_done=20,
                        reported_by_id=world.town.staff[role.username], not_carried_out_at=None, not_carried_out_reason="",
                    )  # fmt: skip
    # a draft of each decision
    for decision in world.asked("select id from decisions_decision where signed_at is not null"):
        world.copied(
            "decisions_decision", decision, signed_at=None, signed_by_id=None, signed_title="", decided_on=None, letter_id=None,
            delegation="", minute="",
        )  # fmt: skip
    # an alarm about each; that a protection may be lowered is asked already (tests/lived_in.py)
    world.admin.execute(
        "insert into access_alarm (id, kind, compartment_id, dossier_id, case_id, staff_id, at) select gen_random_uuid(), "
        "'related', c.compartment_id, c.dossier_id, c.id, %s, %s from dossier_case c",
        [world.town.staff["omar"], AT],
    )
