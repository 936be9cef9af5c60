"""Stenarna: what can be taken out of the walls, told from the database's own catalogue."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

APP = "samtid_app"
# A statement of the procedural language that refuses, and one that writes in the log.
RAISES = re.compile(r"\braise\s+exception\b[^;]*;", re.IGNORECASE)
LOGS = re.compile(
    r"\b(?:insert\s+into\s+access_opening|perform\s+access\.(?:log|opened|open_page)\w*)\b[^;]*;",
    re.IGNORECASE,
)
# A condition on a role, on a day, on a place, or on who acts. To the end of the condition: brackets are counted.
GUARDS = re.compile(
    r"(?P<word>\b(?:and|where)\s+)(?P<not>not\s+)?(?=\(*(?:\w+\.)?(?:role|valid_from|valid_to|valid_until|given_at|"
    r"is_sealed|compartment_id|staff_id|by_id|caseworker_id|reach|ground|protection)\b)",
    re.IGNORECASE,
)
# A role asked for anywhere, also inside a condition of several.
ROLES = re.compile(
    r"(?:\b\w+\.)?\brole\s+(?:in\s*\([^()]*\)|=\s*any\s*\([^()]*\)|=\s*'[^']*')|\baccess\.has_role\(array\[[^\]]*\]\)",
    re.IGNORECASE,
)
END = re.compile(
    r"\b(?:and|or|order\s+by|group\s+by|limit|returning|union|loop|then|for\s+update|for\s+share|on\s+conflict|window)\b|;",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stone:
    """En sten: what is taken out, in words, and the statements that do it."""

    name: str
    kind: str
    place: str  # the function or the table
    what: str
    statements: tuple[str, ...]


def stones(connection: psycopg.Connection) -> list[Stone]:
    """Everything that can be taken away, one at a time."""
    return [*_policies(connection), *_triggers(connection), *_functions(connection)]


def _stone(kind: str, place: str, what: str, *statements: str, seen: int = 0) -> Stone:
    said = " ".join(what.split())[:150]
    name = hashlib.sha256(f"{kind}|{place}|{said}|{seen}".encode()).hexdigest()[:10]
    return Stone(name, kind, place, said, statements)


def _policies(connection: psycopg.Connection) -> Iterator[Stone]:
    for table, policy, command in connection.execute(
        "select tablename, policyname, cmd from pg_policies where schemaname = 'public' order by 1, 2"
    ):
        drop = f'drop policy "{policy}" on "{table}"'
        yield _stone("policy", table, f"{policy} borta", drop)
        rule = {"INSERT": "with check (true)", "SELECT": "using (true)", "DELETE": "using (true)"}.get(
            command, "using (true) with check (true)"
        )
        loose = f'create policy "{policy}" on "{table}" for {command.lower()} to {APP} {rule}'
        yield _stone("policy", table, f"{policy} släpper igenom allt", drop, loose)


def _triggers(connection: psycopg.Connection) -> Iterator[Stone]:
    for table, trigger in connection.execute(
        "select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid "
        "where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and c.relname not like 'procrastinate%' "
        "order by 1, 2"
    ):
        yield _stone("trigger", table, f"{trigger} borta", f'drop trigger "{trigger}" on "{table}"')


def _functions(connection: psycopg.Connection) -> Iterator[Stone]:
    for name, definition, body in connection.execute(
        "select p.proname, pg_get_functiondef(p.oid), p.prosrc from pg_proc p "
        "join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'access' and p.prokind = 'f' order by 1, 3"
    ):
        place = f"access.{name}"
        seen: dict[tuple[str, str], int] = {}
        for kind, start, end, instead in _cuts(body):
            what = body[start:end]
            key = (kind, " ".join(what.split()))
            seen[key] = seen.get(key, 0) + 1
            changed = body[:start] + instead + body[end:]
            yield _stone(kind, place, what, definition.replace(body, changed), seen=seen[key])


def _cuts(body: str) -> Iterator[tuple[str, int, int, str]]:
    for found in RAISES.finditer(body):
        yield "check", found.start(), found.end(), "null;"
    for found in LOGS.finditer(body):
        yield "log line", found.start(), found.end(), "null;" if "begin" in body.lower() else "select null;"
    for found in ROLES.finditer(body):
        yield "role", found.start(), found.end(), "true"
    for found in GUARDS.finditer(body):
        start = found.end("word")
        yield "guard", start, _end_of(body, start), "true"


def _end_of(body: str, start: int) -> int:
    """Where the condition that begins at ``start`` ends: brackets within it are its own."""
    depth, at = 0, start
    while at < len(body):
        if depth == 0 and END.match(body, at) and (at == start or not body[at - 1].isalnum()):
            return _trimmed(body, start, at)
        if body.startswith("--", at):  # a remark: its apostrophes begin no text
            at = body.find("\n", at)
            if at < 0:
                return _trimmed(body, start, len(body))
            continue
        if body[at] in "([":
            depth += 1
        elif body[at] in ")]":
            if depth == 0:
                return _trimmed(body, start, at)
            depth -= 1
        elif body[at] == "'":
            at = body.index("'", at + 1)
        elif depth == 0 and body[at] == ",":
            return _trimmed(body, start, at)
        at += 1
    return _trimmed(body, start, at)


def _trimmed(body: str, start: int, end: int) -> int:
    while end > start and body[end - 1].isspace():
        end -= 1
    return end


def take_out(connection: psycopg.Connection, stone: Stone) -> None:
    """Takes a stone out, as its owner. Raises ``psycopg.Error`` when the wall does not stand without it."""
    connection.execute(sql.SQL("set role samtid_owner"))
    for statement in stone.statements:
        connection.execute(statement.encode())
    connection.execute(sql.SQL("reset role"))
