"""Databasservern: a database and its roles, made once on a server that others may use as well.

Nothing that was there is changed: a role that somebody else made keeps its password, and where it stands in our way
we say so. Whoever makes them need not be a superuser; what only one may do is said as SQL (docs/how-to/installera.md).
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from samtid.base.access import address, logins
from samtid.doors.cli import Refused

OLDEST = 150000  # PostgreSQL 15
MAINTENANCE = ("postgres", "template1")
# One maker at a time for each database of a server; a number of our own among its advisory locks.
MAKING = 727001


def prepare(admin_url: str, name: str, app_password: str, *, is_ours: bool = False) -> None:
    """Makes the roles and the database ``name``, once. ``is_ours`` is for a server that nobody else uses.

    The owner has no log-in and is not under row-level security; it is for migrations. The application's role logs in,
    owns nothing, and is a member of nothing.
    """
    owner, app = logins.role_of("owner"), logins.role_of("app")
    with psycopg.connect(anywhere(admin_url), autocommit=True) as connection:
        if connection.info.server_version < OLDEST:
            raise Refused("Samtid behöver PostgreSQL 15 eller nyare.")
        # two tests or two commands may come at the same time
        connection.execute("select pg_advisory_lock(%s, hashtext(%s))", [MAKING, name])
        try:
            _make_owner(connection, owner)
            is_new = _make_app(connection, app, app_password)
            _make_database(connection, name, owner, app)
        except psycopg.errors.InsufficientPrivilege:
            raise Refused(_by_hand(connection, name, owner, app)) from None
    with psycopg.connect(address.with_database(admin_url, name), autocommit=True) as connection:
        try:
            _make_schema(connection, owner, app)
        except psycopg.errors.InsufficientPrivilege:
            raise Refused(_by_hand(connection, name, owner, app)) from None
    if not is_new:
        give_log_in(admin_url, name, app, app_password, is_ours=is_ours)


def give_log_in(admin_url: str, name: str, role: str, password: str, *, is_ours: bool = False) -> None:
    """Sees to it that ``role`` may log in with ``password``. One that logs in with another is left as it is."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        row = connection.execute("select rolcanlogin from pg_roles where rolname = %s", [role]).fetchone()
        if row is None:
            raise Refused(f"Rollen {role} finns inte. Kör samtid migrate.")
        if is_ours or not row[0]:
            _say(connection, "alter role {} login password {}", sql.Identifier(role), sql.Literal(password))
            return
    try:
        psycopg.connect(address.with_database(admin_url, name, role, password), connect_timeout=10).close()
    except psycopg.OperationalError:
        raise Refused(
            f"Rollen {role} finns redan på servern, med ett annat lösenord än det här stället har; den lämnas orörd. "
            f"Välj ett annat databasnamn, ange andra roller i {logins.VARIABLE}, eller rollens egen adress i "
            "SAMTID_DATABASE_URL."
        ) from None


def prefix_of(admin_url: str, name: str) -> str:
    """What the roles of a database that is there already are called; empty when it is not there or nobody's."""
    try:
        with psycopg.connect(address.with_database(admin_url, name), connect_timeout=10) as connection:
            row = connection.execute(
                "select pg_get_userbyid(relowner) from pg_class where oid = to_regclass('public.django_migrations')"
            ).fetchone()
    except psycopg.OperationalError:
        return ""
    return row[0].removesuffix("_owner") if row and row[0].endswith("_owner") else ""


def anywhere(url: str) -> str:
    """An address on the same server of a database that is there: its own, or one that every server has."""
    named = address.name_of(url)
    tried = [name for name in (named, *MAINTENANCE) if name] if named or "service" not in url else [""]
    for name in tried:
        candidate = address.with_database(url, name) if name else url
        try:
            psycopg.connect(candidate, connect_timeout=10).close()
        except psycopg.OperationalError as error:
            if f'database "{name}" does not exist' not in str(error) or name == tried[-1]:
                raise
            continue
        return candidate
    return url


def _make_owner(connection: psycopg.Connection[Any], owner: str) -> None:
    row = connection.execute(
        "select rolbypassrls, pg_has_role(current_user, oid, 'MEMBER') from pg_roles where rolname = %s",
        [owner],
    ).fetchone()
    if row is None:
        _say(connection, "create role {} nologin bypassrls", sql.Identifier(owner))
        _say(connection, "grant {} to current_user", sql.Identifier(owner))
        return
    if not row[0]:
        raise Refused(
            f"Rollen {owner} saknar bypassrls. Kör som superanvändare: alter role {owner} bypassrls;"
        )
    if not row[1]:
        user = connection.execute("select quote_ident(current_user)").fetchone() or ["?"]
        raise Refused(
            f"Kontot får inte handla som {owner}. Kör som superanvändare: grant {owner} to {user[0]};"
        )


def _make_app(connection: psycopg.Connection[Any], app: str, password: str) -> bool:
    """Whether the role is new."""
    row = connection.execute(
        "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = %s", [app]
    ).fetchone()
    if row is None:
        _say(
            connection,
            "create role {} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit password {}",
            sql.Identifier(app),
            sql.Literal(password),
        )
        return True
    if row[0]:
        raise Refused(
            f"Rollen {app} får för mycket. Kör: alter role {app} nosuperuser nocreaterole nobypassrls;"
        )
    return False


def _make_database(connection: psycopg.Connection[Any], name: str, owner: str, app: str) -> None:
    row = connection.execute(
        "select pg_get_userbyid(datdba) from pg_database where datname = %s", [name]
    ).fetchone()
    if row is not None:
        return
    _say(
        connection,
        "create database {} owner {} template template0 encoding 'UTF8'",
        sql.Identifier(name),
        sql.Identifier(owner),
    )
    _say(connection, "revoke all on database {} from public", sql.Identifier(name))
    _say(connection, "grant connect on database {} to {}", sql.Identifier(name), sql.Identifier(app))


def _make_schema(connection: psycopg.Connection[Any], owner: str, app: str) -> None:
    """The schema ``public`` is the owner's, and nobody else's. Said only where it is not so already."""
    row = connection.execute(
        "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'public'"
    ).fetchone()
    if row is not None and row[0] != owner:
        if row[0].endswith("_owner") and _is_used(connection):
            raise Refused(
                f"Databasens roller heter {row[0].removesuffix('_owner')}_…, inte {owner.removesuffix('_owner')}_…. "
                f"Sätt {logins.VARIABLE}={row[0].removesuffix('_owner')}."
            )
        _say(connection, "alter schema public owner to {}", sql.Identifier(owner))
    _say(connection, "set role {}", sql.Identifier(owner))
    connection.execute("revoke all on schema public from public")
    _say(connection, "grant usage on schema public to {}", sql.Identifier(app))


def _is_used(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("select to_regclass('public.django_migrations') is not null").fetchone()
    return bool(row and row[0])


def _by_hand(connection: psycopg.Connection[Any], name: str, owner: str, app: str) -> str:
    """What a superuser runs once, where this log-in may not."""
    row = connection.execute("select quote_ident(session_user)").fetchone() or ["?"]
    return (
        "Kontot får inte skapa roller och databaser. Låt en superanvändare köra en gång: "
        f"create role {owner} nologin bypassrls; create role {app} login noinherit password '…'; "
        f"create role {logins.role_of('worker')} login noinherit password '…'; grant {owner} to {row[0]}; "
        f"create database \"{name}\" owner {owner} template template0 encoding 'UTF8';"
    )


def _say(connection: psycopg.Connection[Any], text: str, *words: sql.Composable) -> None:
    connection.execute(sql.SQL(text).format(*words))  # type: ignore[arg-type]
