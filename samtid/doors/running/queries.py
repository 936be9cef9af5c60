"""Frågorna vid start: what the database itself says about whether the program may run on it.

Asked as the very log-in that will be used, so that what is true for somebody else is not taken for true here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.utils import InternalError, ProgrammingError

from samtid.base.access import logins, quiet
from samtid.base.access.backend import leftovers
from samtid.base.access.identity import Identity, stamp
from samtid.base.access.words import Purpose
from samtid.base.people import sealed_place
from samtid.ground import clock
from samtid.ground.sweden import SWEDEN

from . import note
from .words import Process

DATABASE, OWNER = "default", "owner"
MOST_SKEW = timedelta(seconds=60)
OLDEST = 150000  # PostgreSQL 15

Fault = str


def faults(process: Process, *, while_upgrading: bool = False) -> list[Fault]:
    """Everything that is wrong, one Swedish line each. Raises ``OperationalError`` when the database is away.

    ``while_upgrading`` lets a database pass that is newer than the program: the old web goes on beside the new.
    """
    with connections[OWNER if process is Process.OWNER else DATABASE].cursor() as cursor:
        if cursor.connection.info.server_version < OLDEST:
            return ["Samtid behöver PostgreSQL 15 eller nyare."]
        asked: list[Callable[[Any], list[Fault]]] = [_demo, _letters, _time]
        if not while_upgrading:
            asked.append(_migrations)
        if process in (Process.WEB, Process.WORKER):
            asked += [_log_in, _log]
        if process is not Process.OWNER:
            asked.append(_stamp)
        if process is Process.WEB:
            asked.append(_places)
        return [fault for ask in asked for fault in ask(cursor)]


def foreign_settings(database: str = DATABASE) -> list[Fault]:
    """What the log-ins have said of themselves, or somebody of them, that the program has not: nothing stops for it.

    A role may ``alter role … set`` itself. The web's start-up options win; what they do not name is at least told.
    """
    ours = quiet.WANTED | quiet.IF_LOADED | leftovers.OURS
    names = [logins.role_of("app"), logins.role_of("worker")]
    with connections[database].cursor() as cursor:
        cursor.execute(leftovers.ROLE_SETTINGS, [names])
        found = [row for row in cursor.fetchall() if ours.get(row[0]) != row[1]]
    return [
        f"Databaskontot {role} har en inställning som inte är Samtids: {name} = {value}. Ta reda på vem som satte den, "
        f"och kör: alter role {role}{where} reset {name};"
        for name, value, where, role in found
    ]


def _demo(cursor: Any) -> list[Fault]:
    cursor.execute(note.SAID)
    row = cursor.fetchone()
    fault = note.fault(settings.DEMO, row[0] if row else None)
    return [fault] if fault else []


def _letters(cursor: Any) -> list[Fault]:
    cursor.execute(
        "select pg_encoding_to_char(encoding), lower('ÅÄÖÉ') = 'åäöé' and upper('åäöé') = 'ÅÄÖÉ', datname, "
        "datcollversion is distinct from pg_database_collation_actual_version(oid) and datcollversion is not null "
        "from pg_database where datname = current_database()"
    )
    encoding, knows_swedish, name, is_moved = cursor.fetchone()
    if encoding != "UTF8":
        return [f"Databasen {name} har teckenkodningen {encoding}. Gör en ny med encoding 'UTF8'."]
    if not knows_swedish:
        return [
            f"Databasen {name} kan inte å, ä och ö (sorteringen C). "
            "Gör en ny med till exempel locale 'C.UTF-8' eller 'sv_SE.UTF-8'."
        ]
    if is_moved:
        return [
            f"Sorteringen har ändrats under databasen {name}: sökningar kan missa rader. "
            f"Kör som superanvändare: reindex database {name}; alter database {name} refresh collation version;"
        ]
    return []


def _time(cursor: Any) -> list[Fault]:
    # a summer and a winter: a zone that is a mere offset knows only one of them
    cursor.execute(
        "select (timestamptz '2026-07-01 12:00+00' at time zone %s)::text, "
        "(timestamptz '2026-01-01 12:00+00' at time zone %s)::text, clock_timestamp()",
        [SWEDEN.key, SWEDEN.key],
    )
    summer, winter, now = cursor.fetchone()
    if (summer[11:16], winter[11:16]) != ("14:00", "13:00"):
        return ["Databasservern har fel regler för svensk tid. Uppdatera dess tidszoner (tzdata)."]
    # the machine's clock and not the program's, which a rehearsal may have set
    skew = abs(clock.world() - now)
    if skew > MOST_SKEW:
        return [
            f"Datorns och databasserverns klockor skiljer {skew.total_seconds():.0f} sekunder. "
            "Ställ dem efter samma tid (NTP)."
        ]
    return []


def _migrations(cursor: Any) -> list[Fault]:
    from django.db.migrations.loader import MigrationLoader

    ours = MigrationLoader(None, load=True).disk_migrations or {}
    try:
        cursor.execute("select app, name from django_migrations")
    except ProgrammingError:
        return ["Databasen är inte gjord för Samtid än. Kör samtid migrate."]
    applied = {(app, name) for app, name in cursor.fetchall()}
    left = [
        one
        for one, migration in ours.items()
        if one not in applied and not (migration.replaces and applied >= {*migration.replaces})
    ]
    if left:
        return [f"Databasen är äldre än programmet ({len(left)} steg saknas). Kör samtid migrate."]
    known = {*ours, *(old for migration in ours.values() for old in migration.replaces)}
    if newer := [one for one in applied - known if one[0] in {app for app, _ in ours}]:
        return [f"Databasen är nyare än programmet ({len(newer)} okända steg). Uppdatera programmet."]
    return []


def _log(cursor: Any) -> list[Fault]:
    loud = quiet.talkative(quiet.in_force(cursor))
    if not loud:
        return []
    said = ", ".join(f"{name} = '{wanted}'" for name, wanted in loud.items())
    return [
        "Databasserverns logg kan få se personer. Kör samtid migrate som superanvändare, "
        f"eller sätt för databasen och rollen: {said}."
    ]


def _log_in(cursor: Any) -> list[Fault]:
    """The walls hold for a role that owns nothing; for others they are painted on."""
    cursor.execute(
        "select session_user, r.rolsuper or r.rolbypassrls or r.rolcreaterole or "
        "exists (select from pg_auth_members m join pg_roles o on o.oid = m.roleid "
        "  where m.member = r.oid and o.rolbypassrls) or "
        "exists (select from pg_class c where c.relowner = r.oid and c.relkind = 'r' "
        "  and c.relnamespace = 'public'::regnamespace) "
        "from pg_roles r where r.rolname = session_user"
    )
    name, is_strong = cursor.fetchone()
    if not is_strong:
        return []
    return [
        f"Databaskontot {name} kan gå förbi murarna. Logga in med rollen som samtid migrate gjort för det här."
    ]


def _stamp(cursor: Any) -> list[Fault]:
    """Signs one for nobody in particular, and lets the database judge it."""
    connection = connections[DATABASE]
    try:
        with transaction.atomic(using=DATABASE):
            stamp(connection, Identity(None, Purpose.WORKER, clock.now()))
            cursor.execute("select access.purpose()")
            [said] = cursor.fetchone()
            stamp(connection, None)
    except (ProgrammingError, InternalError):
        return ["Databasen kan inte pröva stämpeln. Kör samtid migrate."]
    except ValueError as error:
        return [f"SAMTID_STAMP_KEY går inte att använda: {error}."]
    if said == Purpose.WORKER:
        return []
    return [
        "SAMTID_STAMP_KEY är inte den nyckel som databasen prövar med. "
        "Kör samtid migrate med den här nyckeln, eller ange databasens."
    ]


def _places(cursor: Any) -> list[Fault]:
    """What is locked with a key that this web has not got would be missing for those who need it."""
    try:
        with transaction.atomic(using=DATABASE):
            cursor.execute("select access.place_keys()")
            [locked] = cursor.fetchone()
    except (ProgrammingError, InternalError):
        return ["Databasen har inga låsta platser än. Kör samtid migrate."]
    ours = {sealed_place.name_of(key) for key in sealed_place.keys(settings.PLACE_KEY)}
    if not set(locked) - ours:
        return []
    return [
        f"Skyddade adresser är låsta med en nyckel som inte finns här ({', '.join(sorted(set(locked) - ours))}). "
        "Lägg till den sist i SAMTID_PLACE_KEY."
    ]
