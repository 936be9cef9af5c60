"""Försöket: a statement made as a role, committed and looked at, made again and taken back and looked at again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.types.json import Jsonb

from tests.attacker.generated import catalogue, hints, judge
from tests.attacker.generated.catalogue import Function, Table
from tests.attacker.generated.roles import Role
from tests.attacker.generated.world import AT, STATES, World

Web = psycopg.Connection[Any]
# What a column that points at somebody's thing may be made to point at.
POINTS = {
    "people_person": hints.PERSON, "dossier_case": hints.CASE, "dossier_dossier": hints.DOSSIER, "dossier_note": hints.NOTE,
    "dossier_document": hints.LETTER, "decisions_decision": hints.DECISION, "services_service": hints.SERVICE,
    "intake_report": hints.REPORT, "investigations_investigation": hints.INVESTIGATION,
}  # fmt: skip
# What opens nothing to anybody, whatever stands in it: what one sees of it is one's own, and was judged as it changed.
LEDGERS = frozenset({
    "access.effort", "access.link", "access.chain", "access.pressing", "access.lookup", "access_opening", "access_alarm",
    "django_session", "dossier_draft", "dossier_event", "improvement_hardship", "portal_pressure", "portal_daykey",
    "worker.round", "worker.fault", "worker.seal", "queue.procrastinate_jobs", "queue.procrastinate_events",
})  # fmt: skip


@dataclass(slots=True)
class Score:
    """Ställningen: how many attempts, how many were let through, and what came of any that should not."""

    tries: int = 0
    through: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was answered: the rows as text, or the refusal."""

    text: str
    is_refused: bool


def _asked_for(place: str) -> bool:
    """Whether a function or table is to be tried: all, or the one that a stone was taken out of (tools/mutants/walls)."""
    only = os.environ.get("SAMTID_ATTEMPT_ONLY")
    return not only or place == only


class Hand:
    """En roll vid tangentbordet, with a connection and everything that it looks at to see whether something opened."""

    def __init__(self, world: World, role: Role, web: Web) -> None:
        self.world, self.role, self.web = world, role, web
        self.forbidden = world.forbidden(role)
        self.name = f"samtid_{role.login}"
        self.tables = [one for one in catalogue.tables(world.admin, self.name) if one.is_touched]
        self.functions = catalogue.functions(world.admin, self.name)
        self.score = Score()
        self.notices: list[str] = []
        web.add_notice_handler(
            lambda note: self.notices.append(f"{note.message_primary} {note.message_detail or ''}")
        )
        self.before = ""
        self.before = self.look()

    def ask(self, statement: str, values: Sequence[Any] = ()) -> Heard:
        """One statement in the running transaction; a refusal takes back no more than itself."""
        self.notices.clear()
        try:
            with self.web.transaction():
                cursor = self.web.execute(statement.encode(), values or None)
                rows = (
                    [str(row) for row in cursor.fetchall()]
                    if cursor.description
                    else [f"{cursor.rowcount} rader"]
                )
            return Heard("\n".join([*rows, *self.notices]), is_refused=False)
        except psycopg.Error as error:
            diag = error.diag
            words = [str(error), diag.message_detail, diag.message_hint, diag.context, *self.notices]
            return Heard(f"{diag.sqlstate} " + "\n".join(word for word in words if word), is_refused=True)

    def begin(self) -> None:
        """A new transaction, stamped as the role."""
        self.web.rollback()
        self.world.stamp(self.web, self.role)

    def look(self) -> str:
        """Everything that the role sees, in a transaction of its own unless one is running."""
        running = self.web.info.transaction_status != psycopg.pq.TransactionStatus.IDLE
        if not running:
            self.begin()
        readable = [one.name for one in self.tables if one.columns[0].may_select]
        every = " union all ".join(f"select to_jsonb(t)::text from {name} t" for name in readable)
        heard = [self.ask(every).text] if every else []
        heard += [self.ask(f"select * from {one.name}()").text for one in self.functions
                  if not one.parameters and not one.is_volatile]  # fmt: skip
        if not running:
            self.web.rollback()
        return "\n".join(heard)

    def attempt(self, what: str, statement: str, values: Sequence[Any] = (), by: str = "") -> Heard:
        """One attempt: judged by what is heard, by what a commit changes, and by what is seen after commit and rollback."""
        self.score.tries += 1
        said = [str(value) for value in values] + ([*self.world.residents] if by in hints.ECHO else [])
        self.begin()
        heard = self.ask(statement, values)
        self._judge(
            what, judge.told(heard.text, self.forbidden, said if heard.is_refused or by in hints.ECHO else ())
        )
        if heard.is_refused:
            self.web.rollback()
            return heard
        try:
            self.web.commit()
        except psycopg.Error as error:  # what is asked at the commit
            self.web.rollback()
            self._judge(what, judge.told(str(error), self.forbidden, said))
            return heard
        self.score.through += 1
        changes = self.world.changes()
        if not changes:
            return heard
        self.score.faults += [
            f"{what}: {fault}" for fault in judge.wrong_changes(self.world, self.role, by, changes)
        ]
        if {one.table for one in changes} <= LEDGERS:
            self.world.put_back(changes)
            return heard
        for number in judge.opened(self.look(), self.before, self.forbidden):
            if judge.is_answered(by, changes):
                continue
            if self.world.residents[number].is_sealed or not (
                judge.has_line(self.world, self.role, number, changes)
                or (by in hints.BY_TICKET and (self.role.username, number) in self.world.tickets)
            ):
                self.score.faults.append(f"{what}: öppnade {number[:4]}… utan rad")
        self.world.put_back(changes)
        self.begin()
        self.ask(statement, values)
        inside = self.look()  # read, then roll back
        self.web.rollback()
        for seen, when in ((inside, "före rollback"), (self.look(), "efter rollback")):
            for number in judge.opened(seen, self.before, self.forbidden):
                self.score.faults.append(f"{what}: ser {number[:4]}… {when}")
        self.world.put_back(self.world.changes())
        return heard

    def _judge(self, what: str, numbers: list[str]) -> None:
        self.score.faults += [f"{what}: fick höra om {number[:4]}…" for number in numbers]


def try_functions(hand: Hand) -> None:
    """Every function, with what is one's own, others', sealed, opened by glass and not there; and one of them among one's own."""
    for one in filter(lambda one: _asked_for(one.name), hand.functions):
        if one.name.startswith(hints.QUEUE):
            continue  # the worker's own queue: rows of ours are not there
        shapes: dict[str, set[str]] = {}
        for state in STATES:
            if state not in ("unknown", "own") and hand.world.whose(hand.role, state) is None:
                continue
            for values in _values(hand, one, dict.fromkeys(_parameters(one), state)):
                asked = f"{one.name}({_short(values)}) {state}"
                heard = hand.attempt(asked, _call(one), values, by=one.name)
                shapes.setdefault(state, set()).add(judge.shape(heard.text, _words(values)))
        for state in ("foreign", "sealed"):
            if one.name in hints.DIFFERS or (one.name in hints.TO_LEADERS and hand.role.reads_log):
                continue
            if state in shapes and shapes[state] != shapes["unknown"]:
                known, nobody = (
                    sorted(shapes[state] - shapes["unknown"]),
                    sorted(shapes["unknown"] - shapes[state]),
                )
                hand.score.faults.append(
                    f"{one.name}: {state} {known[:1]} och ingen {nobody[:1]} skiljer sig"
                )
        kinds = [
            name
            for name in _parameters(one)
            if any(isinstance(said, str) and said in hints.KINDS for said in _hint(one, name))
        ]
        if len(kinds) > 1 and hand.world.whose(hand.role, "own"):
            for odd in kinds:
                for state in ("foreign", "sealed"):
                    mixed = dict.fromkeys(_parameters(one), "own") | {odd: state}
                    for values in _values(hand, one, mixed):
                        hand.attempt(
                            f"{one.name}({_short(values)}) med {state} {odd}", _call(one), values, by=one.name
                        )


def try_tables(hand: Hand) -> None:
    """Every table: read in several ways, each column written as it is and forged, rows put in, rows taken away."""
    for table in filter(lambda one: _asked_for(one.name), hand.tables):
        for form in ("select * from {}", "select t from {} t", "select count(*) from {} having count(*) < 0",
                     "explain analyze select * from {}", "select * from {} for update", "truncate {}",
                     "delete from {} returning *", "merge into {} t using (select 1) s on true when matched then delete"):  # fmt: skip
            if form.startswith("delete") and table.name in ("dossier_draft", "django_session"):
                continue  # one's own drafts are one's own; a session is nobody's name
            hand.attempt(form.format(table.name), form.format(table.name))
        for column in table.columns:
            if column.may_select:
                hand.attempt(
                    f"select {table.name}.{column.name}", f'select "{column.name}" from {table.name}'
                )
            if column.may_update:
                _update(hand, table, column)
        if any(column.may_insert for column in table.columns):
            for state in STATES[:-1]:
                if hand.world.whose(hand.role, state) is not None or state == "own":
                    for how, forged in (
                        ("ärlig", {}),
                        *(_forged_rows(hand, table) if state == "own" else ()),
                    ):
                        _insert(hand, table, _row(hand, table, state) | forged, f"{state} {how}")


def try_everything_else(hand: Hand) -> None:
    """Sequences and settings: a number drawn, a setting changed, and then everything looked at again."""
    for name in catalogue.sequences(hand.world.admin):
        for form in ("select nextval('{}')", "select setval('{}', 1)", "select last_value from {}"):
            heard = hand.attempt(form.format(name), form.format(name))
            if not heard.is_refused and not name.startswith(hints.QUEUE):
                hand.score.faults.append(f"{form.format(name)} gick")
    for name, value in catalogue.settings(hand.world.admin):
        if name in ("client_encoding", "exit_on_error"):
            continue  # what the driver talks with, and what ends the session
        hand.begin()
        hand.score.tries += 1
        hand.ask("select set_config(%s, %s, true)", [name, value])
        hand.ask("set local statement_timeout = 0")
        hand.ask("set local transaction_timeout = 0")
        seen = hand.look()
        hand.web.rollback()
        for number in judge.opened(seen, hand.before, hand.forbidden):
            hand.score.faults.append(f"set {name} = {value}: ser {number[:4]}…")


def _parameters(one: Function) -> list[str]:
    return [name for name, _ in one.parameters]


def _hint(one: Function, name: str) -> list[Any]:
    said = hints.HINTS.get(one.name, {})
    return said[name] if name in said else hints.BY_TYPE.get(dict(one.parameters)[name], [None])


def _values(hand: Hand, one: Function, states: dict[str, str]) -> Iterator[list[Any]]:
    """As many sets of arguments as the parameter with the most to say has."""
    every = [
        [value for kind in _hint(one, name) for value in hand.world.values(hand.role, kind, states[name])]
        for name, _ in one.parameters
    ]
    for turn in range(max(map(len, every), default=1)):
        values = [some[turn % len(some)] for some in every]
        yield [
            [value] if kind.endswith("[]") and not isinstance(value, list) else value
            for value, (_, kind) in zip(values, one.parameters, strict=True)
        ]


def _call(one: Function) -> str:
    return f"select * from {one.name}({', '.join(f'%s::{kind}' for _, kind in one.parameters)})"


def _words(values: Sequence[Any]) -> list[str]:
    return [
        str(one)
        for value in values
        for one in (value if isinstance(value, list) else [value])
        if one is not None
    ]


def _short(values: Sequence[Any]) -> str:
    return ", ".join(str(value)[:12] for value in values)


def _forged(hand: Hand, column: catalogue.Column) -> Iterator[tuple[str, Any]]:
    """What nobody may say in a column: another author, another time, something in a case that is not one's own."""
    if judge.AUTHOR.match(column.name):
        yield "av en annan", hand.world.town.staff["bengt"]
    if column.type.startswith("timestamp"):
        yield "i fjol", AT.replace(year=2025)
        yield "nästa år", AT.replace(year=2027)
    if column.points_at in POINTS:
        for state in ("foreign", "sealed"):
            if (one := hand.world.whose(hand.role, state)) and (
                things := one.things[POINTS[column.points_at]]
            ):
                yield f"om {state}", things[0]


def _update(hand: Hand, table: Table, column: catalogue.Column) -> None:
    hand.attempt(
        f"update {table.name}.{column.name}",
        f'update {table.name} set "{column.name}" = "{column.name}" returning *',
    )
    for how, value in _forged(hand, column):
        hand.attempt(
            f"update {table.name}.{column.name} {how}",
            f'update {table.name} set "{column.name}" = %s returning "{column.name}" is null',
            [value],
        )


def _row(hand: Hand, table: Table, state: str) -> dict[str, Any]:
    """A row that could stand: as one that stands already, about somebody in that state, written by the role now."""
    me, admin = hand.world.town.staff.get(hand.role.username), hand.world.admin
    one = hand.world.whose(hand.role, state)
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
        elif column.name == "case_id" and case:
            row["case_id"] = str(case)
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
    if "signed_at" in row:  # a row begins unsigned
        row |= {
            name: None for name in ("signed_at", "signed_by_id", "decided_on", "letter_id") if name in row
        }
        row |= {"signed_title": ""} if "signed_title" in row else {}
    return {name: row[name] for name in names if name in row}


def _of_type(column: catalogue.Column) -> Any:
    kinds = {"uuid": str(uuid4()), "boolean": False, "date": "2026-11-21", "timestamp with time zone": AT.isoformat(), "jsonb": {},
             "integer": 1, "bigint": 1, "smallint": 1, "bytea": "", "numeric": 1}  # fmt: skip
    return [] if column.type.endswith("[]") else kinds.get(column.type.partition("(")[0], "x")


def _forged_rows(hand: Hand, table: Table) -> Iterator[tuple[str, dict[str, Any]]]:
    for column in table.columns:
        if column.may_insert and column.name != "case_id":  # in another's case: a state of its own
            for how, value in _forged(hand, column):
                yield (
                    f"{column.name} {how}",
                    {column.name: value.isoformat() if hasattr(value, "isoformat") else str(value)},
                )


def _insert(hand: Hand, table: Table, row: dict[str, Any], what: str) -> None:
    may = {column.name for column in table.columns if column.may_insert}
    names = ", ".join(f'"{name}"' for name in row if name in may)
    hand.attempt(
        f"insert {table.name} {what}",
        f"insert into {table.name} ({names}) select {names} from jsonb_populate_record(null::{table.name}, %s) returning *",
        [Jsonb(row)],
    )
