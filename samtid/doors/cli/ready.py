"""Redo: a command goes on only when what it needs is true; otherwise one line that says what to do."""

from __future__ import annotations

from samtid.doors.cli import Refused, database_words
from samtid.doors.running import start
from samtid.doors.running.words import Process


def with_keys(process: Process, *needs: str) -> None:
    """Refuses unless the environment is what such a process needs, ``needs`` besides."""
    if faults := start.environment_faults(process, *needs):
        raise Refused(start.one_line(faults))


def with_database(process: Process) -> None:
    """Refuses unless the database is ours, in step, and knows our stamp."""
    if faults := database_faults(process):
        raise Refused(start.one_line(faults))


def foreign_settings(process: Process) -> list[str]:
    """Settings of the database's log-ins that are not ours, one line each (doors/running)."""
    from samtid.doors.running import queries

    return queries.foreign_settings(queries.OWNER if process is Process.OWNER else queries.DATABASE)


def database_faults(process: Process) -> list[str]:
    """What is wrong with the database, one line each; one line when it does not answer."""
    import django

    django.setup()
    from django.db import connections
    from django.db.utils import OperationalError

    from samtid.doors.running import queries

    try:
        return queries.faults(process)
    except OperationalError as error:
        return [database_words.in_words(error)]
    finally:
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close()
