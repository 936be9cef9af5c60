"""Försöket: a statement made as a role, committed and looked at, made again and taken back and looked at again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tests.attacker.generated import catalogue, hints, judge, rows
from tests.attacker.generated.catalogue import Function, Table
from tests.attacker.generated.roles import Role
from tests.attacker.generated.world import STATES, World

Web = psycopg.Connection[Any]
# What says who sees whom: a row of one's own put in or changed elsewhere was judged as it changed, and opens nothing.
OPENING = frozenset({
    "access_key", "access_compartment", "access_holding", "people_presence", "people_person", "people_relation",
    "people_nearness", "dossier_dossier", "dossier_case", "dossier_protectionchange", "intake_report", "services_service",
    "organisation_staff", "organisation_membership", "organisation_unit", "office_proposal", "oidc_link",
})  # fmt: skip
# How every table is asked, as everybody; and in what other ways, once for each log-in.
READ = (
    "select * from {}",
    "explain analyze select * from {}",
    "select * from {} for update",
    "delete from {} returning *",
)
OTHERWISE = (
    "select t from {} t",
    "select count(*) from {} having count(*) < 0",
    "truncate {}",
    "merge into {} t using (select 1) s on true when matched then delete",
)
# What opens nothing to anybody, whatever stands in it: what one sees of it is one's own, and was judged as it changed.
LEDGERS = frozenset({
    "access.effort", "access.link", "access.chain", "access.pressing", "access.lookup", "access_opening", "access_alarm",
    "django_session", "dossier_draft", "dossier_event", "improvement_box", "workshops_try", "portal_pressure", "portal_daykey",
    "access.home_written", "worker.round", "worker.fault", "worker.seal", "queue.procrastinate_jobs", "queue.procrastinate_events",
})  # fmt: skip


@dataclass(slots=True)
class Score:
    """Ställningen: how many attempts, how many were let through, and what came of any that should not."""

    tries: int = 0
    through: int = 0
    faults: list[str] = field(default_factory=list)
    # what was let through, and what fell on its own arguments before anything was asked
    went: set[str] = field(default_factory=set)
    fell: dict[str, str] = field(default_factory=dict)


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
        # what the log-in has a right to, whoever is stamped, is asked for in every way by one of each log-in
        self.is_thorough = not role.username or role.username == "pelle"
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
            if judge.fell(heard.text):
                self.score.fell[by or what] = heard.text[:120]
            self.web.rollback()
            return heard
        try:
            self.web.commit()
        except psycopg.Error as error:  # what is asked at the commit
            self.web.rollback()
            self._judge(what, judge.told(str(error), self.forbidden, said))
            return heard
        self.score.through += 1
        self.score.went.add(by or what)
        changes = self.world.changes()
        if not changes:
            return heard
        self.score.faults += [
            f"{what}: {fault}" for fault in judge.wrong_changes(self.world, self.role, by, changes)
        ]
        tables = {one.table for one in changes}
        if tables <= LEDGERS or (not by and not tables & OPENING):
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
                asked = f"{one.name}({judge.short(values)}) {state}"
                heard = hand.attempt(asked, one.call, values, by=one.name)
                shapes.setdefault(state, set()).add(judge.shape(heard.text, judge.words(values)))
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
            if any(isinstance(said, hints.Kind) and said in hints.KINDS for said in _hint(one, name))
        ]
        if len(kinds) > 1 and hand.world.whose(hand.role, "own"):
            for odd in kinds:
                for state in ("foreign", "sealed"):
                    mixed = dict.fromkeys(_parameters(one), "own") | {odd: state}
                    for values in _values(hand, one, mixed):
                        hand.attempt(
                            f"{one.name}({judge.short(values)}) med {state} {odd}",
                            one.call,
                            values,
                            by=one.name,
                        )


def try_tables(hand: Hand) -> None:
    """Every table: read in several ways, each column written as it is and forged, rows put in, rows taken away."""
    for table in filter(lambda one: _asked_for(one.name), hand.tables):
        for form in READ + (OTHERWISE if hand.is_thorough else ()):
            if form.startswith("delete") and table.name in ("dossier_draft", "django_session"):
                continue  # one's own drafts are one's own; a session is nobody's name
            hand.attempt(form.format(table.name), form.format(table.name))
        for column in table.columns:
            if column.may_select and hand.is_thorough:
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
                        *(rows.forged_rows(hand.world, hand.role, table) if state == "own" else ()),
                    ):
                        _insert(
                            hand,
                            table,
                            rows.a_row(hand.world, hand.role, table, state) | forged,
                            f"{state} {how}",
                        )


def try_everything_else(hand: Hand) -> None:
    """Sequences and settings: a number drawn, a setting changed, and then everything looked at again."""
    for name in catalogue.sequences(hand.world.admin):
        for form in ("select nextval('{}')", "select setval('{}', 1)", "select last_value from {}"):
            heard = hand.attempt(form.format(name), form.format(name))
            if not heard.is_refused and not name.startswith(hints.QUEUE):
                hand.score.faults.append(f"{form.format(name)} gick")
    listen_to_everything(hand)
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


def listen_to_everything(hand: Hand) -> None:
    """Every channel that something speaks on, while a job is put in the queue: a number is heard, and nobody."""
    admin = hand.world.admin
    hand.begin()
    for channel in catalogue.channels(admin):
        for name in (channel, f"{channel}worker"):
            hand.score.tries += 1
            hand.ask(f'listen "{name}"')
    hand.web.commit()
    with admin.transaction():
        admin.execute(
            "set local search_path = queue, public"
        )  # the queue's own triggers name its tables without a schema
        admin.execute(
            "insert into queue.procrastinate_jobs (queue_name, task_name, lock, args) values ('worker', 'do', 'x', %s)",
            [Jsonb({"duty": "x", "about": [*hand.world.residents]})],
        )
    for heard in hand.web.notifies(timeout=0.3):
        if {*json.loads(heard.payload)} != {"type", "job_id"} or judge.told(heard.payload, hand.forbidden):
            hand.score.faults.append(f"listen {heard.channel}: {heard.payload[:60]}")
    hand.ask("unlisten *")
    hand.web.commit()
    hand.world.put_back(hand.world.changes())


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


def _update(hand: Hand, table: Table, column: catalogue.Column) -> None:
    hand.attempt(
        f"update {table.name}.{column.name}",
        f'update {table.name} set "{column.name}" = "{column.name}" returning *',
    )
    for how, value in rows.forged(hand.world, hand.role, column):
        hand.attempt(
            f"update {table.name}.{column.name} {how}",
            f'update {table.name} set "{column.name}" = %s',
            [value],
        )


def _insert(hand: Hand, table: Table, row: dict[str, Any], what: str) -> None:
    may = {column.name for column in table.columns if column.may_insert}
    names = ", ".join(f'"{name}"' for name in row if name in may)
    hand.attempt(
        f"insert {table.name} {what}",
        f"insert into {table.name} ({names}) select {names} from jsonb_populate_record(null::{table.name}, %s)",
        [Jsonb(row)],
    )
