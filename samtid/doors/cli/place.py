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

import psycopg
from psycopg import sql

from samtid.base.access import address, logins
from samtid.doors.cli import Refused, database_words, servers
from samtid.doors.cli.cluster import Cluster, state_folder
from samtid.doors.cli.cluster.place import write
from samtid.doors.running import rules
from samtid.ground import clock, environment, locks

PROJECT = Path(__file__).resolve().parents[3]
SECRETS = ("app_password", "stamp_key", "secret_key", "audit_key")


def secrets_in(folder: Path, *, demo: bool = False) -> dict[str, str]:
    """The secrets of this clone, made the first time and kept in a file only the owner may read.

    The demonstration's are others than those of the clone's own work, and say so: they are refused everywhere else.
    """
    path = folder / ("secrets-demo.json" if demo else "secrets.json")
    kept = dict(json.loads(path.read_text())) if path.exists() else {}
    made = {name: secrets.token_urlsafe(40) for name in SECRETS if name not in kept}
    if "place_key" not in kept:
        made["place_key"] = locks.new_key(clock.world())[0].splitlines()[-1]
    if not made:
        return kept
    if demo:
        made |= {name: rules.DEMO + made[name] for name in made if name.endswith("_key")}
    folder.mkdir(parents=True, exist_ok=True)
    write(path, json.dumps(kept | made), 0o600)
    return kept | made


def __getattr__(name: str) -> str:
    """``APP`` and ``OWNER``: the roles of this place, which is not known until ``enter``."""
    if name in ("APP", "OWNER"):
        return logins.role_of(name.lower())
    raise AttributeError(name)


def with_database(url: str, name: str, user: str = "", password: str = "") -> str:
    """``url`` with another database, and optionally another log-in."""
    try:
        return address.with_database(url, name, user, password)
    except address.BadAddress as bad:
        raise Refused(f"Databasens adress går inte att använda: {bad}.") from None


def name_of(url: str) -> str:
    """The name of the database at ``url``."""
    try:
        return address.name_of(url)
    except address.BadAddress as bad:
        raise Refused(f"Databasens adress går inte att använda: {bad}.") from None


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
    for variable in ("SAMTID_DATABASE_URL", "SAMTID_WORKER_URL", "SAMTID_ADMIN_URL", "DATABASE_URL"):
        try:
            if said := os.environ.get(variable, ""):
                address.parse(said)
        except address.BadAddress as bad:
            raise Refused(f"{variable}: {bad}.") from None
    if "SAMTID_DATABASE_URL" in os.environ and not demo:
        _see_to_roles()
        return os.environ.get("SAMTID_ADMIN_URL", "")
    state = state_folder(PROJECT)
    kept = secrets_in(state, demo=demo)
    admin = os.environ.get("DATABASE_URL", "")
    is_ours = not admin
    if admin:
        name = name_of(admin) or name
    else:
        cluster = Cluster(state / "postgres")
        cluster.start()
        admin = cluster.superuser_url
    # roles of its own for each database, unless the place says what they are called
    if demo or not os.environ.get(logins.VARIABLE):
        # one that was made before roles had their database's name goes on with those it has
        made = servers.prefix_of(admin, name) if is_ours else ""
        os.environ[logins.VARIABLE] = made or logins.of_database(name)
    _see_to_roles()
    try:
        servers.prepare(admin, name, kept["app_password"], is_ours=is_ours)
    except psycopg.OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    os.environ["SAMTID_DATABASE_URL"] = with_database(
        admin, name, logins.role_of("app"), kept["app_password"]
    )
    os.environ["SAMTID_ADMIN_URL"] = with_database(admin, name)
    for one in ("secret_key", "stamp_key", "audit_key", "place_key"):
        os.environ[f"SAMTID_{one.upper()}"] = kept[one]
    if demo:
        os.environ["SAMTID_DEMO"] = "1"
    return admin


def _see_to_roles() -> None:
    try:
        logins.prefix()
    except ValueError as bad:
        raise Refused(str(bad)) from None


def prepare(admin_url: str, name: str, app_password: str) -> None:
    """Makes the roles and the database ``name``, once (servers)."""
    servers.prepare(admin_url, name, app_password)


def hush(admin_url: str, name: str) -> list[str]:
    """Keeps persons out of the server's log, for the database and its roles. What only a superuser may do is returned."""
    from samtid.base.access import quiet
    from samtid.doors.worker.queue import ROLE

    with psycopg.connect(with_database(admin_url, name), autocommit=True) as connection:
        cursor = connection.cursor()
        quoted = sql.Identifier(name).as_string(connection)
        roles = [sql.Identifier(role).as_string(connection) for role in (logins.role_of("app"), ROLE)]
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
    from samtid.base.access import shut

    call_command("migrate", database="owner", interactive=False, verbosity=0)
    name = str(settings.DATABASES["owner"]["NAME"])
    keep_stamp_key(admin_url, name, settings.STAMP_KEY)
    return [*shut.left_open, *hush(admin_url, name)]
