"""The walls: who is acting, which keys that gives, and policies on this room's own tables.

Everything here is owned by ``samtid_owner`` (no log-in). The web's role may call the functions but
can neither read the signing key nor change what the functions say.
"""

from django.db import migrations

from samtid.base.access import operations as ops

STAMP = """
declare
  said text := current_setting('samtid.stamp', true);
  part text[]; payload text; pads access.stamp_key; wanted text;
begin
  if said is null or said = '' then return null; end if;
  part := string_to_array(said, '.');
  if coalesce(array_length(part, 1), 0) <> 6 then return null; end if;
  payload := array_to_string(part[1:5], '.');
  select * into pads from access.stamp_key;
  if not found then return null; end if;
  -- HMAC-SHA256 (RFC 2104) from the core function sha256: pgcrypto is not in every build
  wanted := encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(payload, 'UTF8'))), 'hex');
  if wanted <> part[6] then return null; end if;
  if part[5]::int <> pg_backend_pid() then return null; end if;
  if to_timestamp(part[4]::bigint) < clock_timestamp() then return null; end if;
  return part;
exception when others then
  return null;
end
"""

# Each function checks the stamp once and keeps who and when in variables: a call in a condition would
# be made again for every row.
WHO = """
declare
  said text[] := access.stamp();
  who int := nullif(said[1]::int, 0);
  moment timestamptz := 'epoch'::timestamptz + said[3]::bigint * interval '1 microsecond';
  today date := (moment at time zone 'Europe/Stockholm')::date;
"""

WORKS = """
    select h.compartment_id from organisation_membership m
      join organisation_unit u on u.id = m.unit_id
      join access_holding h on h.unit_id = m.unit_id
    where m.staff_id = who
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today)
      and h.valid_from <= today and (h.valid_to is null or h.valid_to >= today)
"""

# Roles whose membership opens the whole compartment of their unit; a caseworker's does where the
# unit shares within. Planners and care workers reach visits only; the others reach no person.
MY_COMPARTMENTS = f"""
{WHO}
begin
  return array(
    {WORKS} and (m.role in ('manager', 'reception', 'senior') or (m.role = 'caseworker' and u.is_shared_within))
    union
    select k.compartment_id from access_key k
    where k.staff_id = who and k.case_id is null and k.reach = 'case'
      and k.given_at <= moment and (k.valid_until is null or k.valid_until > moment));
end
"""

MY_VISITING = f"""
{WHO}
begin
  return array(
    {WORKS} and m.role in ('manager', 'planner', 'care_worker', 'caseworker', 'senior', 'reception'));
end
"""

LED_COMPARTMENTS = f"""
{WHO}
begin
  return array({WORKS} and m.role = 'manager');
end
"""


def my_cases(reach: str) -> str:
    return f"""
{WHO}
begin
  return array(
    select k.case_id from access_key k
    where k.staff_id = who and k.case_id is not null and k.reach in ({reach})
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

LIE_IN_CASE = """
begin
  if new.case_id is null then return new; end if;  -- something that came in and is not yet anybody's
  select c.compartment_id, c.is_sealed into new.compartment_id, new.is_sealed
    from dossier_case c where c.id = new.case_id;
  return new;
end
"""


# ``explain`` tells how many rows a wall took away, and what the planner believes of them, and there is no
# right to refuse it by. The walls therefore begin with a function that says no to any statement that is
# not plainly a question or a change. It is called immutable so that the planner calls it once, at every
# planning, whether or not there is a row to hide; in the plan itself nothing is left of it. A statement
# prepared in SQL is refused as well, for its plan outlives the statement that was looked at. The
# administrator, who measures plans in ``make bench``, may.
UNMEASURED = r"""
declare said text := current_query();
begin
  if (said !~* '^\s*\(*\s*(select|insert|update|delete|with|declare|merge|table|values|copy)\M'
      or said ~* ';(\s|/\*([^*]|\*[^/])*\*/|--[^\n]*\n)*(explain|execute|prepare)\M')
    and not (select rolsuper from pg_roles where rolname = session_user) then
    raise exception 'samtid: plans are not shown' using errcode = 'insufficient_privilege';
  end if;
  return true;
end
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("organisation", "0001_initial"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            """
            create schema access;
            grant usage on schema access to samtid_app;
            create table access.stamp_key (inner_pad bytea not null, outer_pad bytea not null);
            create table access.case_table (name text primary key);
            """,
            "drop schema access cascade;",
        ),
        ops.Function("access.unmeasured()", "boolean", UNMEASURED, volatility="immutable"),
        ops.Function("access.stamp()", "text[]", STAMP, volatility="stable", open=False),
        ops.Function(
            "access.me()", "int", "begin return nullif((access.stamp())[1]::int, 0); end", volatility="stable"
        ),
        ops.Function(
            "access.purpose()", "text", "begin return (access.stamp())[2]; end", volatility="stable"
        ),
        ops.Function(
            "access.at()",
            "timestamptz",
            "begin return 'epoch'::timestamptz + (access.stamp())[3]::bigint * interval '1 microsecond'; end",
            volatility="stable",
        ),
        ops.Function(
            "access.holds(first date, last date)", "boolean", HOLDS, volatility="stable", open=False
        ),
        ops.Function("access.has_role(wanted text[])", "boolean", HAS_ROLE, volatility="stable"),
        ops.Function("access.my_compartments()", "int[]", MY_COMPARTMENTS, volatility="stable"),
        ops.Function("access.my_visiting()", "int[]", MY_VISITING, volatility="stable"),
        ops.Function("access.led_compartments()", "int[]", LED_COMPARTMENTS, volatility="stable"),
        ops.Function("access.my_cases()", "uuid[]", my_cases("'case'"), volatility="stable"),
        ops.Function(
            "access.my_service_cases()", "uuid[]", my_cases("'case', 'service'"), volatility="stable"
        ),
        ops.Function("access.lie_in_case()", "trigger", LIE_IN_CASE, open=False),
        # the directory, and what Django itself needs: nothing here is about a resident
        ops.Open(
            "organisation_committee, organisation_unit, organisation_membership, organisation_staffskill, "
            "organisation_delegation, access_compartment, access_holding"
        ),
        ops.Open("organisation_staff", "select, update (last_login)"),
        # read by "samtid check", which asks whether a migration is missing
        ops.Open("django_migrations"),
        ops.Open("django_session", "select, insert, update, delete"),
        # keys: one's own, and those that lead into a compartment one is responsible for
        ops.Wall("access_key", f"staff_id = {ops.ME} or compartment_id = any ({ops.LED})", verbs="select"),
        # openings: one adds lines about oneself; the manager and the log reviewer read
        ops.Wall(
            "access_opening",
            f"compartment_id = any ({ops.LED}) or staff_id = {ops.ME}",
            write=f"staff_id = {ops.ME}",
        ),
        ops.AppendOnly("access_opening"),
    ]
