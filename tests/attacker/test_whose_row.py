"""Vems rad är det? Of every column that a log-in may write the catalogue is asked whose row it is, and who says so."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import psycopg
import pytest

from samtid.base.access.logins import role_of
from samtid.base.access.sessions import kept_as
from samtid.base.access.walling import Login
from samtid.base.access.walling.rooms import walls
from tests.attacker.foothold import Town
from tests.attacker.generated.judge import AUTHOR

LOGINS = sorted({part.kind for parts in walls().values() for part in parts if isinstance(part, Login)})
WRITABLE = """
  select c.oid::regclass::text, c.relrowsecurity, a.attname, format_type(a.atttypid, null),
    has_column_privilege(%(role)s, c.oid, a.attnum, 'insert'), has_column_privilege(%(role)s, c.oid, a.attnum, 'update')
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and a.attnum > 0
    and not a.attisdropped and (has_column_privilege(%(role)s, c.oid, a.attnum, 'insert, update')
      or has_table_privilege(%(role)s, c.oid, 'delete, truncate'))
  order by 1, a.attnum
"""
# Rows that are nobody's: a machine's own numbers, with nobody in them, and which log-in writes them.
NOBODYS = {
    "worker": {
        "queue.procrastinate_events", "queue.procrastinate_jobs", "queue.procrastinate_periodic_defers",
        "queue.procrastinate_workers", "worker.fault", "worker.round",
    },
}  # fmt: skip
# What says who acts, in a policy.
ACTING = (
    "access.me()", "access.my_cases()", "access.my_compartments()", "access.my_visiting()", "access.my_service_cases()",
    "access.led_compartments()", "access.has_role(", "access.my_dossiers()", "access.roster_units(",
)  # fmt: skip


# Moments and makers that nobody here says were written here and now, and why that is right.
UNJUDGED = {
    "roster_absence.starts_at": "when somebody is away, which may be ahead",
    "roster_absence.ends_at": "when somebody is away, which may be ahead",
    "roster_absence.back_at": "when somebody is back, which may be ahead",
    "roster_shift.break_at": "when a break is laid, which may be ahead",
    "dossier_draft.saved_at": "one's own draft, seen by nobody else",
    "intake_correction.was": "judged as the report is corrected by it: it is what stood there",
    "investigations_informedcorrection.was": "judged as the investigation is corrected by it: it is what stood there",
    "visits_tap.tapped_at": "when it was pressed, as the telephone says: within the week before it came, which the database says",
    "planning_proposedmove.was_at": "when the visit was to be: another time than that of proposing; adopting asks whether it still is",
    "intake_correction.became": "judged as the report is corrected by it: not ahead",
}


def writable(town: Town, login: str) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    with town.admin() as owner:
        for table, *rest in owner.execute(WRITABLE, {"role": role_of(login)}).fetchall():
            found.setdefault(table, []).append(tuple(rest))
    return found


@pytest.mark.parametrize("login", LOGINS)
def test_no_log_in_writes_a_row_of_just_anybodys(town: Town, login, record_property):
    record_property("attempt", ("Vems rad", f"{login}: en tabell som går att skriva i utan vägg"))
    open_ones = {table for table, columns in writable(town, login).items() if not columns[0][0]}
    assert open_ones == NOBODYS.get(login, set())
    record_property("result", "finns ingen")


@pytest.mark.parametrize("login", LOGINS)
def test_every_wall_that_lets_something_be_written_asks_who_acts(town: Town, login, record_property):
    record_property("attempt", ("Vems rad", f"{login}: en vägg som inte frågar vem som skriver"))
    with town.admin() as owner:
        policies = owner.execute(
            "select polrelid::regclass::text, pg_get_expr(coalesce(polwithcheck, polqual), polrelid) from pg_policy "
            "where %s::regrole = any (polroles)",
            [role_of(login)],
        ).fetchall()
    wide = {
        table
        for table, said in policies
        if table in writable(town, login) and not any(word in said for word in ACTING)
    }
    assert not wide
    record_property("result", "alla frågar")


def test_who_and_when_of_every_row_is_judged(town: Town, record_property):
    """A column that says by whom or when and that the web may write is named by the trigger of its table."""
    record_property("attempt", ("Vems rad", "en kolumn för vem eller när som ingen prövar"))
    unjudged = set()
    with town.admin() as owner:
        for table, columns in writable(town, "app").items():
            judged = " ".join(
                text
                for (text,) in owner.execute(
                    "select p.prosrc from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = %s::regclass "
                    "and not t.tgisinternal",
                    [table],
                ).fetchall()
            )
            policy = " ".join(
                said
                for (said,) in owner.execute(
                    "select pg_get_expr(coalesce(polwithcheck, polqual), polrelid) from pg_policy where polrelid = %s::regclass",
                    [table],
                ).fetchall()
            )
            for _, name, kind, *_ in columns:
                if not (AUTHOR.match(name) or kind == "timestamp with time zone"):
                    continue
                if f"new.{name}" not in judged and f"{name} = " not in policy:
                    unjudged.add(f"{table}.{name}")
    assert sorted(unjudged) == sorted(UNJUDGED), unjudged
    record_property("result", "finns ingen")


def test_a_session_is_nobodys_but_whoever_has_its_name(town: Town, record_property):
    record_property("attempt", ("Vems rad", "lista, förlänga eller avsluta andras inloggningar"))
    theirs, mine = kept_as("maja"), kept_as("pelle")
    with town.admin() as owner:
        for username, name in (("maja", theirs), ("pelle", mine)):
            owner.execute(
                "insert into django_session values (%s, 'signed', now() + interval '1 hour')", [name]
            )
            owner.execute(
                "insert into access_signedin (id, staff_id, session_key, sid_hash, began_at, device) "
                "values (%s, %s, %s, '', now(), '')",
                [uuid4(), town.staff[username], name],
            )
    for attempt in (
        "select * from django_session",
        "select session_key from django_session for update",
        "update django_session set expire_date = now() + interval '9 years'",
        "delete from django_session",
        "insert into django_session values ('a', 'b', now())",
    ):
        with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.stamp(web, "pelle")
            web.execute(attempt)
    with town.log_in() as web:
        town.stamp(web, "pelle")
        assert web.execute("select access.my_sessions()").fetchone() == ([mine],)
        for guess in ("", "%", None, theirs[:-1], hashlib.sha256(b"maja").hexdigest()[:40]):
            assert web.execute("select access.known_session(%s)", [guess]).fetchone() == (None,)
            assert web.execute("select access.keep_session(%s, 'x', 60, false)", [guess]).fetchone() == (
                False,
            )
            web.execute("select access.end_session(%s)", [guess])
        assert web.execute("select access.keep_session(%s, 'x', 60, true)", [theirs]).fetchone() == (False,)
        assert web.execute("select access.keep_session(%s, 'mine', 999999999, false)", [mine]).fetchone() == (
            True,
        )
        web.commit()
    with town.admin() as owner:
        rows = dict(owner.execute("select session_key, session_data from django_session").fetchall())
        (longest,) = owner.execute(
            "select max(expire_date) < now() + interval '25 hours' from django_session"
        ).fetchone()
    assert (rows[theirs], rows[mine], longest) == ("signed", "mine", True)
    record_property("result", "nekad, eller ingenting")


@pytest.mark.parametrize("whose", ["maja", "pelle"])
def test_nobody_says_when_anybody_logged_in(town: Town, whose, record_property):
    record_property("attempt", ("Vems rad", f"skriva när {whose} senast loggade in"))
    for set_ in ("last_login = now()", "password = '!'", "username = 'x'", "valid_to = current_date"):
        with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.stamp(web, "pelle")
            web.execute(f"update organisation_staff set {set_} where id = %s", [town.staff[whose]])
    record_property("result", "nekad")
