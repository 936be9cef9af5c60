"""Katalogen: what stands in the database, as PostgreSQL itself tells it.

Asked by the owner. Only our own schemas are looked at, and nothing that an extension has brought.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Names without a schema are those in ``public``; types are written as seen from there.
ALIKE = "set local search_path = public"

OURS = "not exists (select from pg_depend e where e.objid = {}.oid and e.deptype = 'e')"
TABLE = "case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname"

DEFINED = {
    "function": f"""
        select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', '',
          array[]::text[], jsonb_build_object('body', p.prosrc, 'as owner', p.prosecdef, 'volatility',
            case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
            'settings', coalesce((select jsonb_agg(one order by one) from unnest(p.proconfig) one), '[]'),
            'returns', pg_get_function_result(p.oid), 'language', l.lanname, 'owner', pg_get_userbyid(p.proowner),
            'leakproof', p.proleakproof, 'strict', p.proisstrict, 'parallel', p.proparallel)
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
        where n.nspname = any (%(schemas)s) and n.nspname <> 'public' and {OURS.format("p")}
    """,
    "policy": f"""
        select {TABLE} || '.' || o.polname, {TABLE},
          array(select coalesce(r.rolname, 'public') from unnest(o.polroles) oid left join pg_roles r using (oid) order by 1),
          jsonb_build_object('permissive', o.polpermissive, 'verb', o.polcmd,
            'sees', pg_get_expr(o.polqual, o.polrelid), 'writes', pg_get_expr(o.polwithcheck, o.polrelid))
        from pg_policy o join pg_class c on c.oid = o.polrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (%(schemas)s)
    """,
    "trigger": f"""
        select {TABLE} || '.' || t.tgname, {TABLE}, array[]::text[],
          jsonb_build_object('enabled', t.tgenabled, 'does', pg_get_triggerdef(t.oid))
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (%(schemas)s) and not t.tgisinternal
    """,
    "index": f"""
        select i.relname, {TABLE}, array[]::text[],
          jsonb_build_object('valid', x.indisvalid, 'over', pg_get_indexdef(x.indexrelid))
        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
          join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (%(schemas)s) and i.relname = any (%(indexes)s)
    """,
}

# What anybody but the owner may do; ``coalesce`` because nothing said means what PostgreSQL gives by default.
RIGHTS = f"""
    select 'table', {TABLE}, a.privilege_type, '', coalesce(r.rolname, 'public')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral aclexplode(coalesce(c.relacl, acldefault((case c.relkind when 'S' then 's' else 'r' end)::"char", c.relowner))) a
      left join pg_roles r on r.oid = a.grantee
    where n.nspname = any (%(schemas)s) and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and a.grantee <> c.relowner
      and {OURS.format("c")}
    union all
    select 'table', {TABLE}, a.privilege_type, t.attname, coalesce(r.rolname, 'public')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute t on t.attrelid = c.oid
      cross join lateral aclexplode(t.attacl) a left join pg_roles r on r.oid = a.grantee
    where n.nspname = any (%(schemas)s) and a.grantee <> c.relowner and {OURS.format("c")}
    union all
    select 'function', n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
      a.privilege_type, '', coalesce(r.rolname, 'public')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      left join pg_roles r on r.oid = a.grantee
    where n.nspname = any (%(schemas)s) and n.nspname <> 'public' and a.grantee <> p.proowner and {OURS.format("p")}
    union all
    select 'schema', n.nspname, a.privilege_type, '', coalesce(r.rolname, 'public')
    from pg_namespace n cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
      left join pg_roles r on r.oid = a.grantee
    where n.nspname = any (%(schemas)s) and a.grantee <> n.nspowner
"""

TABLES = f"""
    select {TABLE}, c.relrowsecurity and c.relforcerowsecurity, c.relrowsecurity or c.relforcerowsecurity,
      pg_get_userbyid(c.relowner)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (%(schemas)s) and c.relkind in ('r', 'p') and {OURS.format("c")}
"""


@dataclass(frozen=True, slots=True)
class Stands:
    """Something defined, as it stands: on which table, for which roles, and what the catalogue says of it."""

    on: str
    to: tuple[str, ...]
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """A right that a role of the server has."""

    kind: str
    name: str
    right: str
    column: str
    role: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: whether row-level security is wholly on, whether any of it is, and whose the table is."""

    is_walled: bool
    is_half_walled: bool
    owner: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it."""

    defined: dict[tuple[str, str], Stands]
    rights: set[Given]
    tables: dict[str, Table]


def read(cursor: Any, schemas: list[str], indexes: list[str]) -> Catalogue:
    """What stands now. ``indexes`` are those to look for: the models' own are Django's business."""
    import json

    asked = {"schemas": schemas, "indexes": indexes}
    cursor.execute(ALIKE)
    defined = {}
    for kind, question in DEFINED.items():
        cursor.execute(question, asked)
        for name, on, to, told in cursor.fetchall():
            facts = json.loads(told) if isinstance(told, str) else told
            defined[kind, name] = Stands(on, tuple(to), facts)
    cursor.execute(RIGHTS, asked)
    rights = {Given(*row) for row in cursor.fetchall()}
    cursor.execute(TABLES, asked)
    return Catalogue(defined, rights, {name: Table(*rest) for name, *rest in cursor.fetchall()})
