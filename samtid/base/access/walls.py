"""Väggarna: who is acting, which keys that gives, the log of openings and its chain, what was sent once.

Everything here is owned by a role that never logs in. The web's role may call the functions but
can neither read the signing key nor change what the functions say.
"""

from __future__ import annotations

from samtid.base.organisation import roles

from . import chain_walls, session_walls, signed_in_walls, tries
from .logins import OWNER
from .once_walls import BEGIN_DISPOSAL, DISPOSAL_ENDS, END_DISPOSAL, FIRST_ANSWER, FORGET, REMEMBER
from .unmeasured import UNMEASURED
from .walling import NOBODY, AppendOnly, Authored, Did, Function, Login, Open, Trigger, Usage, Wall
from .walling.conditions import HERE, LED, ME, REVIEWER

# The stamp names its key, so that the key can change.
STAMP = """
declare
  said text := current_setting('samtid.stamp', true);
  part text[]; payload text; pads access.stamp_key; last int;
begin
  if said is null or said = '' then return null; end if;
  part := string_to_array(said, '.');
  -- a web that has not been started again since before the proof signs seven words, and proves nothing
  last := coalesce(array_length(part, 1), 0);
  if last not in (7, 8) then return null; end if;
  select * into pads from access.stamp_key k
    where k.id = part[6] and (k.valid_until is null or k.valid_until > clock_timestamp());
  if not found then return null; end if;
  payload := array_to_string(part[1:last - 1], '.');
  -- HMAC-SHA256 (RFC 2104) from the core function sha256: pgcrypto is not in every build
  if encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(payload, 'UTF8'))), 'hex') <> part[last] then
    return null;
  end if;
  if part[5]::int <> pg_backend_pid() then return null; end if;
  if to_timestamp(part[4]::bigint) < clock_timestamp() then return null; end if;
  return part;
exception when others then
  return null;
end
"""

# What opens, opens first in the next transaction. A key, a presence and a line in the log remember the transaction
# that wrote them, and the one that is running does not see through its own: whoever rolls back has read nothing, and
# whoever has read has left a line. A number is taken by every reading: whether one was taken already would tell of a write.
# Who may act as the owner sees everything as it is: the demonstration plays the days of many in one transaction.
HERE_NOW = f"""
begin
  return case when not pg_has_role(session_user, '{OWNER}', 'member') then pg_current_xact_id() end;
end
"""

# Each function checks the stamp once and keeps who and when in variables: a call in a condition would
# be made again for every row. Only those who work with cases, through the web or by a command that names them, have
# keys. The open way in and the background work have none: what they do is done by functions that ask for the purpose.
WHO = """
declare
  said text[] := access.stamp();
  who int := case when said[2] in ('web', 'command') then nullif(said[1]::int, 0) end;
  moment timestamptz := 'epoch'::timestamptz + said[3]::bigint * interval '1 microsecond';
  today date := (moment at time zone 'Europe/Stockholm')::date;
  here xid8 := access.here();
"""

WORKS = """
    select h.compartment_id from organisation_membership m
      join organisation_unit u on u.id = m.unit_id
      join access_holding h on h.unit_id = m.unit_id
    where m.staff_id = who
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today)
      and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today)
"""

MY_COMPARTMENTS = f"""
{WHO}
begin
  return array(
    {WORKS} and (m.role in ({roles.in_sql(roles.OPENS_UNIT)})
      or (m.role in ({roles.in_sql(roles.OPENS_SHARED_UNIT)}) and u.is_shared_within))
    union
    select k.compartment_id from access_key k
    where k.staff_id = who and k.case_id is null and k.reach = 'case' and k.given_in is distinct from here
      and k.given_at <= moment and (k.valid_until is null or k.valid_until > moment));
end
"""

MY_VISITING = f"""
{WHO}
begin
  return array(
    {WORKS} and m.role in ({roles.in_sql(roles.SEES_PERSONS)}));
end
"""

LED_COMPARTMENTS = f"""
{WHO}
begin
  return array({WORKS} and m.role in ({roles.in_sql(roles.LEADS)}));
end
"""


def my_cases(reach: str) -> str:
    """The cases that the keys of the one who is acting lead to."""
    return f"""
{WHO}
begin
  return array(
    select k.case_id from access_key k
    where k.staff_id = who and k.case_id is not null and k.reach in ({reach})
      and (k.given_in is distinct from here or k.with_case)
      and k.given_at <= moment and (k.valid_until is null or k.valid_until > moment));
end
"""


HAS_ROLE = f"""
{WHO}
begin
  return exists (
    select 1 from organisation_membership m
    where m.staff_id = who and m.role = any (wanted)
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today));
end
"""

HOLDS = """
declare today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  return first <= today and (last is null or last >= today);
end
"""

# What the municipality has decided for the day. What is missing is refused, not guessed.
OWN_NUMBER = """
declare today date := (access.at() at time zone 'Europe/Stockholm')::date; found int;
begin
  select n.number into found from organisation_ownnumber n where n.key = wanted
    and n.valid_from <= today and (n.valid_to is null or n.valid_to >= today) order by n.valid_from desc limit 1;
  if found is null then
    raise exception 'samtid: the municipality has not said %', wanted using errcode = 'check_violation',
      constraint = 'own_number_is_missing';
  end if;
  return found;
end
"""

PERSON_ACTING = """
declare said text[] := access.stamp();
begin
  return case when said[2] in ('web', 'command') then nullif(said[1]::int, 0) end;
end
"""

# For doors that give authority: the one who acts has shown who they are a short while ago, by the clock of the server
# (proof.py). A command is somebody at the machine, and whoever may act as the owner plays the days of many.
REQUIRE_PROOF = """
declare said text[] := access.stamp();
begin
  if access.here() is null or said[2] = 'command' then return; end if;
  if said is null or array_length(said, 1) <> 8 or to_timestamp(said[7]::bigint) <= clock_timestamp() then
    raise exception 'samtid: not without showing who you are again' using errcode = 'insufficient_privilege';
  end if;
end
"""

# For functions that only one kind of program may call.
REQUIRE = """
begin
  if not coalesce(access.purpose() = any (wanted), false) then
    raise exception 'samtid: not for this purpose' using errcode = 'insufficient_privilege';
  end if;
end
"""

# Gives the database a key to check stamps with. The one before it goes on being true for a while, so
# that web processes still running with it lose nobody's page.
KEEP_KEY = """
begin
  update access.stamp_key set valid_until = clock_timestamp() + grace
    where valid_until is null and (inner_pad, outer_pad) is distinct from (inner_wanted, outer_wanted);
  delete from access.stamp_key
    where valid_until < clock_timestamp() or (inner_pad, outer_pad) = (inner_wanted, outer_wanted);
  insert into access.stamp_key (inner_pad, outer_pad) values (inner_wanted, outer_wanted);
end
"""

# Nobody has a password here. What stands in its place is chance that every session was sealed with, so a new
# draw ends them all: the ones on other machines at their next click.
END_SESSIONS = """
declare holder int := access.me();
begin
  if holder is null then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  update organisation_staff
    set password = '!' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    where id = holder;
end
"""

# Read by the web, and by the worker when it starts.
PURPOSE = Function("access.purpose()", "text", "begin return (access.stamp())[2]; end", volatility="stable")

WALLS = [
    Login("app"),
    Usage("public"),
    Usage("access"),
    Function(
        "access.unmeasured()",
        "boolean",
        UNMEASURED,
        volatility="immutable",
        settings={"standard_conforming_strings": "on"},
    ),
    Function("access.stamp()", "text[]", STAMP, volatility="stable", to=NOBODY),
    Function("access.here()", "xid8", HERE_NOW, volatility="stable"),
    Function("access.me()", "int", PERSON_ACTING, volatility="stable"),
    PURPOSE,
    Function(
        "access.at()",
        "timestamptz",
        "begin return 'epoch'::timestamptz + (access.stamp())[3]::bigint * interval '1 microsecond'; end",
        volatility="stable",
    ),
    Function("access.holds(first date, last date)", "boolean", HOLDS, volatility="stable", to=NOBODY),
    Function("access.has_role(wanted text[])", "boolean", HAS_ROLE, volatility="stable"),
    Function("access.require(wanted text[])", "void", REQUIRE, volatility="stable"),
    Function("access.require_proof()", "void", REQUIRE_PROOF, volatility="stable", to=NOBODY),
    Function("access.my_compartments()", "int[]", MY_COMPARTMENTS, volatility="stable"),
    Function("access.my_visiting()", "int[]", MY_VISITING, volatility="stable"),
    Function("access.led_compartments()", "int[]", LED_COMPARTMENTS, volatility="stable"),
    Function("access.my_cases()", "uuid[]", my_cases("'case'"), volatility="stable"),
    Function("access.my_service_cases()", "uuid[]", my_cases("'case', 'service'"), volatility="stable"),
    Function("access.own_number(wanted text)", "int", OWN_NUMBER, volatility="stable", to=NOBODY),
    Function(
        "access.keep_stamp_key(inner_wanted bytea, outer_wanted bytea, grace interval)",
        "void",
        KEEP_KEY,
        to=NOBODY,
    ),
    Function("access.end_sessions()", "void", END_SESSIONS),
    Function("access.first_answer(wanted bytea)", "text", FIRST_ANSWER),
    Function("access.remember_answer(wanted bytea, given text)", "void", REMEMBER),
    Function("access.forget_pressing(wanted bytea)", "void", FORGET),
    # the directory, and what Django itself needs: nothing here is about a resident
    Open(
        "organisation_staff, organisation_committee, organisation_unit, organisation_membership, organisation_staffskill, "
        "organisation_delegation, organisation_ownnumber, organisation_offering, organisation_municipality, "
        "access_compartment, access_holding"
    ),
    # read by "samtid check", which asks whether a migration is missing
    Open("django_migrations"),
    # keys: one's own, those one has given, and those that lead into a compartment one is responsible for
    Wall(
        "access_key",
        f"(staff_id = {ME} or given_by_id = {ME} or compartment_id = any ({LED})) and given_in is distinct from {HERE}",
        verbs="select",
    ),
    # openings: one adds lines about oneself; the manager and the log reviewer read
    # openings of no dossier (sought and not found, glass that opened nothing) the log reviewer sees as well
    Wall(
        "access_opening",
        f"(compartment_id = any ({LED}) or staff_id = {ME} or (dossier_id is null and {REVIEWER})) "
        f"and written_in is distinct from {HERE}",
        write=f"staff_id = {ME}",
    ),
    AppendOnly("access_opening"),
    Authored("access_opening", Did("staff_id", "at"), within="written_in"),
    *chain_walls.WALLS,
    *tries.WALLS,
    *signed_in_walls.WALLS,
    *session_walls.WALLS,
    # a log reviewer sees all that was picked, a manager one's own units'; nobody judges oneself
    Wall(
        "access_review",
        f"{REVIEWER} or compartment_id = any ({LED})",
        write=f"({REVIEWER} or compartment_id = any ({LED})) and reader_id <> {ME}",
        verbs="select",
        columns=[
            *("verdict", "note", "reviewed_at", "reviewed_by_id"),
            *("measure", "followed_up_at", "followed_up_by_id"),
        ],
    ),
    Authored(
        "access_review",
        then=[Did("reviewed_by_id", "reviewed_at"), Did("followed_up_by_id", "followed_up_at")],
    ),
    AppendOnly(
        "access_review",
        unless="old.followed_up_at is null and (old.reviewed_at is null or (new.verdict, new.note, "
        "new.reviewed_at, new.reviewed_by_id) is not distinct from (old.verdict, old.note, old.reviewed_at, "
        "old.reviewed_by_id))",
    ),
    Function("access.begin_disposal(wanted regclass)", "void", BEGIN_DISPOSAL, to=NOBODY),
    Function("access.end_disposal(wanted regclass)", "void", END_DISPOSAL, to=NOBODY),
    Function("access.disposal_ends()", "trigger", DISPOSAL_ENDS, to=NOBODY),
    Trigger("ends", "access.disposal", "after insert", "access.disposal_ends", deferred=True),
]
