"""Det som lämnas kvar: a connection serves one person after another, and nothing that one has set reaches the next.

Whoever reaches SQL may set what any role may set: a search path, a read-only session, a channel listened to, a prepared
statement, a lock. So the connection is wiped as a request ends, and begins from options said in its own start-up packet,
which win over what ``alter role … set`` says (a role may say that of itself, and nothing in PostgreSQL refuses it).
Behind a pool the pool wipes (docs/how-to/databaspool.md), and start-up options do not pass it.
"""

from __future__ import annotations

# ``discard all`` but for two things: the role that a test acts in stays, and so do the plans of the owner's functions,
# which are made again where a setting that they depend on is another.
WIPE = "close all; reset all; deallocate all; unlisten *; select pg_advisory_unlock_all(); discard temp; discard sequences"
# Where every session begins. What prints persons, what stops the service, what reads text otherwise.
START = {
    "default_transaction_read_only": "off",
    "default_transaction_isolation": "read committed",
    "default_transaction_deferrable": "off",
    "search_path": "public",
    "row_security": "on",
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "standard_conforming_strings": "on",
    "array_nulls": "on",
    "transform_null_equals": "off",
    "client_min_messages": "notice",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
    "log_parameter_max_length_on_error": "0",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_session_timeout": "0",
    "exit_on_error": "off",
    "plan_cache_mode": "auto",
}
# Of a role: what samtid migrate has set itself (access/quiet.py, access/shut.py).
OURS = {"track_activities": "off"}
ROLE_SETTINGS = """
    select distinct split_part(one, '=', 1), substr(one, strpos(one, '=') + 1),
      case when s.setdatabase = 0 then '' else ' in database ' || quote_ident(current_database()) end, quote_ident(r.rolname)
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole cross join unnest(s.setconfig) one
    where r.rolname = any (%s) and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
    order by 1
"""


def start_options(said: str = "") -> str:
    """The start-up options, after those that the place's own address says: the last one holds."""
    options = [f"-c {name}={value.replace(' ', chr(92) + ' ')}" for name, value in START.items()]
    return " ".join([*([said] if said else []), *options])
