"""Systemförvaltaren: the command as the operator runs it, and what an operator looks at afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from samtid.doors.cli.copies.measure import Measure, measure
from tests.database import AUDIT_KEY
from tests.elsewhere import app_url

ROOT = Path(__file__).resolve().parents[2]


def samtid(*words: str, at: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """The operator's command, as the operator runs it: a process of its own with the place's environment."""
    place_of = {"SAMTID_ADMIN_URL": at, "SAMTID_DATABASE_URL": app_url(at)} if at else {}
    environment = os.environ | {"SAMTID_AUDIT_KEY": AUDIT_KEY, "SAMTID_DEMO": "0"} | place_of | more
    return subprocess.run(
        [sys.executable, "-c", "import sys; from samtid.doors.cli import main; sys.exit(main())", *words],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )


def measured(url: str) -> Measure:
    """What the database at ``url`` holds."""
    with psycopg.connect(url) as connection:
        return measure(connection)


def exists(name: str) -> bool:
    """Whether there is a database of that name."""
    with psycopg.connect(os.environ["SAMTID_TEST_ADMIN"]) as admin:
        return admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def refused(answer: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal."""
    assert answer.returncode == 2, (answer.returncode, answer.stdout, answer.stderr)
    lines = answer.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("samtid: "), answer.stderr
    return lines[0].removeprefix("samtid: ")


def dossiers(url: str, number: str) -> object:
    """The dossier of the person with an identity number."""
    with psycopg.connect(url) as admin:
        [pk] = admin.execute(
            "select d.id from dossier_dossier d join people_person p on p.id = d.person_id where p.number = %s",
            [number],
        ).fetchone()
    return pk


def rights(url: str) -> list[tuple]:
    """Everything that anybody but the owner may do, and every wall."""
    with psycopg.connect(url) as admin:
        return admin.execute("""
            select 'table', c.oid::regclass::text, a.privilege_type, case a.grantee when 0 then 'alla' else a.grantee::regrole::text end, c.relrowsecurity::text || c.relforcerowsecurity
              from pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a where c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
            union all select 'column', attrelid::regclass || '.' || attname, a.privilege_type, case a.grantee when 0 then 'alla' else a.grantee::regrole::text end, ''
              from pg_attribute, aclexplode(attacl) a where attrelid::regclass::text !~ '^pg_'
            union all select 'function', p.oid::regprocedure::text, a.privilege_type, case a.grantee when 0 then 'alla' else a.grantee::regrole::text end, p.proleakproof::text || p.prosecdef
              from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            union all select 'schema', nspname, a.privilege_type, case a.grantee when 0 then 'alla' else a.grantee::regrole::text end, ''
              from pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a where nspname !~ '^(pg_|information_schema)'
            union all select 'database', '', a.privilege_type, case a.grantee when 0 then 'alla' else a.grantee::regrole::text end, ''
              from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) a where datname = current_database()
            union all select 'language', lanname, a.privilege_type, case a.grantee when 0 then 'alla' else a.grantee::regrole::text end, ''
              from pg_language, aclexplode(coalesce(lanacl, acldefault('l', lanowner))) a
            union all select 'policy', polrelid::regclass || '.' || polname, pg_get_expr(polqual, polrelid), '', ''
              from pg_policy
            union all select 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid), '', tgenabled::text
              from pg_trigger where not tgisinternal
            order by 1, 2, 3, 4, 5
        """).fetchall()
