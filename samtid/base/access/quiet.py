"""Databasserverns logg, tyst om personer: settings that keep what people wrote out of PostgreSQL's own log.

A failed statement, a slow one, or a violated key would print its values. Said for the database and for each role
that logs in to it, at the end of every ``samtid migrate``; each start asks again, as itself, what is in force. Only a
superuser may set them, so where the one who migrates is none, the SQL to be run is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# What is to be, for each that can print a value.
WANTED = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
}
# Extensions that print statements of their own, when they are loaded: what each must say.
IF_LOADED = {"auto_explain.log_min_duration": "-1", "pgaudit.log": "none"}

IN_FORCE = """
    select name, setting from pg_settings where name = any (%s)
    union all select name, current_setting(name, true) from unnest(%s::text[]) name
      where current_setting(name, true) is not null
"""


def in_force(cursor: Any) -> dict[str, str]:
    """What the settings are for this very log-in in this database."""
    cursor.execute(IN_FORCE, [list(WANTED), list(IF_LOADED)])
    return dict(cursor.fetchall())


def talkative(found: Mapping[str, str]) -> dict[str, str]:
    """Those that could print a person, and what they are to be instead."""
    wanted = WANTED | IF_LOADED
    return {
        name: wanted[name] for name, setting in sorted(found.items()) if not _is_same(setting, wanted[name])
    }


def statements(database: str, roles: Iterable[str], names: Iterable[str]) -> list[str]:
    """SQL for a superuser. ``database`` and ``roles`` are already quoted."""
    wanted = WANTED | IF_LOADED
    targets = [f"database {database}", *(f"role {role} in database {database}" for role in roles)]
    return [f"alter {target} set {name} = '{wanted[name]}'" for target in targets for name in names]


def _is_same(setting: str, wanted: str) -> bool:
    try:
        return float(setting) == float(wanted)
    except ValueError:
        return setting == wanted
