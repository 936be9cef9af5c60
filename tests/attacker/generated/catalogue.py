"""Katalogen: what a log-in may touch, as PostgreSQL itself tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and has_schema_privilege(%(role)s, n.oid, 'usage')"
FUNCTIONS = f"""
  select n.nspname || '.' || p.proname, coalesce(p.proargnames[1:p.pronargs], '{{}}'),
    array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a(t, place) order by place),
    p.provolatile = 'v'
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where {OURS} and has_function_privilege(%(role)s, p.oid, 'execute') and p.prorettype <> 'trigger'::regtype
    and p.prokind = 'f' and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e') order by 1
"""
TABLES = """
  select c.oid::regclass::text, a.attname, format_type(a.atttypid, null), a.attnotnull,
    has_column_privilege(%(role)s, c.oid, a.attnum, 'select'), has_column_privilege(%(role)s, c.oid, a.attnum, 'insert'),
    has_column_privilege(%(role)s, c.oid, a.attnum, 'update'), has_table_privilege(%(role)s, c.oid, 'delete'),
    (select k.confrelid::regclass::text from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid
      and k.conkey = array[a.attnum] limit 1)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'p', 'v', 'm')
    and a.attnum > 0 and not a.attisdropped order by 1, a.attnum
"""
SEQUENCES = "select c.oid::regclass::text from pg_class c where c.relkind = 'S' order by 1"
SETTINGS = """
  select name, vartype, case vartype when 'bool' then case setting when 'on' then 'off' else 'on' end
    when 'enum' then enumvals[1] when 'integer' then coalesce(min_val, '0') when 'real' then coalesce(max_val, '1')
    else '' end
  from pg_settings where context = 'user' order by 1
"""
CHANNELS = (
    r"select distinct (regexp_matches(prosrc, 'pg_notify\(''([^'']+)''', 'g'))[1] from pg_proc order by 1"
)


@dataclass(frozen=True, slots=True)
class Function:
    """A function that may be called: its parameters' names and types, and whether it can change anything."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    is_volatile: bool

    @property
    def call(self) -> str:
        """The statement that calls it, its arguments left open."""
        return f"select * from {self.name}({', '.join(f'%s::{kind}' for _, kind in self.parameters)})"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what may be done with it."""

    name: str
    type: str
    is_required: bool
    may_select: bool
    may_insert: bool
    may_update: bool
    points_at: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, also one that nothing may be done with."""

    name: str
    columns: tuple[Column, ...]
    may_delete: bool

    @property
    def is_touched(self) -> bool:
        """Whether anything at all may be done with it."""
        return self.may_delete or any(c.may_select or c.may_insert or c.may_update for c in self.columns)


def functions(admin: psycopg.Connection[Any], role: str) -> list[Function]:
    """Every function of ours that the role may call."""
    return [
        Function(name, tuple(zip(names or [""] * len(types), types, strict=False)), is_volatile)
        for name, names, types, is_volatile in admin.execute(FUNCTIONS, {"role": role}).fetchall()
    ]


def tables(admin: psycopg.Connection[Any], role: str) -> list[Table]:
    """Every table of ours, with what the role may do with each column."""
    found: dict[str, list[Column]] = {}
    deletes: dict[str, bool] = {}
    for table, name, kind, required, *may, delete, points in admin.execute(TABLES, {"role": role}).fetchall():
        found.setdefault(table, []).append(Column(name, kind, required, *may, points or ""))
        deletes[table] = delete
    return [Table(name, tuple(columns), deletes[name]) for name, columns in found.items()]


def sequences(admin: psycopg.Connection[Any]) -> list[str]:
    """Every sequence."""
    return [name for (name,) in admin.execute(SEQUENCES).fetchall()]


def settings(admin: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    """Every setting that anybody may change for themselves, and another value than today's."""
    return [(name, value) for name, _, value in admin.execute(SETTINGS).fetchall()]


def channels(admin: psycopg.Connection[Any]) -> list[str]:
    """Every channel that a function of ours speaks on."""
    return [name for (name,) in admin.execute(CHANNELS).fetchall()]
