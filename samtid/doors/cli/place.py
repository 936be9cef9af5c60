"""Platsen: secrets, database roles and the environment, prepared by the program itself.

``enter()`` is called by every command that needs the database. It finds or starts the database,
makes the two roles, and fills in the environment that ``config/settings.py`` reads. In production
the operator sets ``SAMTID_DATABASE_URL`` and friends, and nothing here does anything.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from samtid.base.access.logins import APP, OWNER
from samtid.doors.cli import Refused, database_words
from samtid.doors.cli.cluster import Cluster, state_folder
from samtid.doors.cli.cluster.place import write
from samtid.doors.running import rules
from samtid.ground import environment

PROJECT = Path(__file__).resolve().parents[3]
SECRETS = ("app_password", "stamp_key", "secret_key", "audit_key")


def secrets_in(folder: Path, *, demo: bool = False) -> dict[str, str]:
    """The secrets of this clone, made the first time and kept in a file only the owner may read.

    The demonstration's are others than those of the clone's own work, and say so: they are refused everywhere else.
    """
    path = folder / ("secrets-demo.json" if demo else "secrets.json")
    kept = dict(json.loads(path.read_text())) if path.exists() else {}
    made = {name: secrets.token_urlsafe(40) for name in SECRETS if name not in kept}
    if not made:
        return kept
    if demo:
        made |= {name: rules.DEMO + made[name] for name in made if name.endswith("_key")}
    folder.mkdir(parents=True, exist_ok=True)
    write(path, json.dumps(kept | made), 0o600)
    return kept | made


def with_database(url: str, name: str, user: str = "", password: str = "") -> str:
    """``url`` with another database, and optionally another log-in."""
    parts = urlsplit(url)
    place = parts.netloc
    if user:
        place = f"{quote(user)}:{quote(password)}@{place.rpartition('@')[2]}"
    return urlunsplit((parts.scheme, place, f"/{quote(name)}", parts.query, ""))


def prepare(admin_url: str, name: str, app_password: str) -> None:
    """Makes the roles and the database ``name``, once. ``admin_url`` may create roles and databases.

    The owner has no log-in and is not under row-level security; it is for migrations. The
    application's role logs in, owns nothing, and is a member of nothing.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if connection.info.server_version < 150000:
            raise Refused("Samtid behöver PostgreSQL 15 eller nyare.")
        # two tests or two commands may come at the same time
        connection.execute("select pg_advisory_lock(727001)")
        roles = {
            row[0] for row in connection.execute("select rolname from pg_roles where rolname like 'samtid%'")
        }
        if OWNER not in roles:
            connection.execute(f"create role {OWNER} nologin bypassrls")
            connection.execute(f"grant {OWNER} to current_user")
        verb = "alter" if APP in roles else "create"
        connection.execute(
            sql.SQL(
                "{} role {} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password {}"
            ).format(sql.SQL(verb), sql.Identifier(APP), sql.Literal(app_password))
        )
        if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
            connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
            connection.execute(
                sql.SQL("grant connect on database {} to {}").format(
                    sql.Identifier(name), sql.Identifier(APP)
                )
            )
    with psycopg.connect(with_database(admin_url, name), autocommit=True) as connection:
        connection.execute(f"alter schema public owner to {OWNER}")
        connection.execute("revoke all on schema public from public")
        connection.execute(f"grant usage on schema public to {APP}")
        # large objects have no row-level security, so the application has none
        for function in (
            "lo_create(oid)",
            "lo_creat(integer)",
            "lo_from_bytea(oid, bytea)",
            "lo_import(text)",
        ):
            connection.execute(f"revoke all on function pg_catalog.{function} from public")


def keep_stamp_key(admin_url: str, name: str, stamp_key: str) -> None:
    """Gives the database the key it checks stamps with; the one before it holds for ten minutes more."""
    from samtid.base.access import identity

    if len(stamp_key.encode()) > 64:
        raise Refused("SAMTID_STAMP_KEY får vara högst 64 tecken.")
    with psycopg.connect(with_database(admin_url, name)) as connection:
        identity.keep_key(connection, stamp_key.encode(), grace_seconds=600)


def enter(name: str = "samtid", *, demo: bool = False) -> str:
    """Prepares everything a command needs and returns the administrator's address of the database.

    Returns an empty text in production, where the operator has set the environment.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
    try:
        environment.fill()
    except environment.Unreadable as unreadable:
        raise Refused(str(unreadable)) from None
    if "SAMTID_DATABASE_URL" in os.environ and not demo:
        return os.environ.get("SAMTID_ADMIN_URL", "")
    state = state_folder(PROJECT)
    kept = secrets_in(state, demo=demo)
    admin = os.environ.get("DATABASE_URL", "")
    if admin:
        name = urlsplit(admin).path.lstrip("/") or name
    else:
        cluster = Cluster(state / "postgres")
        cluster.start()
        admin = cluster.superuser_url
    try:
        prepare(admin, name, kept["app_password"])
    except psycopg.OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    except psycopg.errors.InsufficientPrivilege:
        raise Refused("Kontot i DATABASE_URL får inte skapa roller och databaser.") from None
    os.environ["SAMTID_DATABASE_URL"] = with_database(admin, name, APP, kept["app_password"])
    os.environ["SAMTID_ADMIN_URL"] = with_database(admin, name)
    for name in ("secret_key", "stamp_key", "audit_key"):
        os.environ[f"SAMTID_{name.upper()}"] = kept[name]
    if demo:
        os.environ["SAMTID_DEMO"] = "1"
    return admin


def hush(admin_url: str, name: str) -> list[str]:
    """Keeps persons out of the server's log, for the database and its roles. What only a superuser may do is returned."""
    from samtid.base.access import quiet
    from samtid.doors.worker.queue import ROLE

    with psycopg.connect(with_database(admin_url, name), autocommit=True) as connection:
        cursor = connection.cursor()
        quoted = sql.Identifier(name).as_string(connection)
        roles = [sql.Identifier(role).as_string(connection) for role in (APP, ROLE)]
        found = quiet.in_force(cursor)
        try:
            for statement in quiet.statements(quoted, roles, found):
                cursor.execute(statement.encode())
        except psycopg.errors.InsufficientPrivilege:
            return quiet.statements(quoted, roles, quiet.talkative(found))
    return []


def migrate(admin_url: str) -> list[str]:
    """Brings the database to this version of the program, and gives it the stamp key.

    Returns SQL that a superuser has to run, where this log-in was not allowed to.
    """
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    name = str(settings.DATABASES["owner"]["NAME"])
    keep_stamp_key(admin_url, name, settings.STAMP_KEY)
    return hush(admin_url, name)
