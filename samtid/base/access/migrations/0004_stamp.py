"""A stamp that names its key, so that the key can change, and that opens what its purpose needs."""

from importlib import import_module

from django.db import migrations

from samtid.base.access import operations as ops

walls = import_module("samtid.base.access.migrations.0002_walls")

STAMP = """
declare
  said text := current_setting('samtid.stamp', true);
  part text[]; payload text; pads access.stamp_key;
begin
  if said is null or said = '' then return null; end if;
  part := string_to_array(said, '.');
  if coalesce(array_length(part, 1), 0) <> 7 then return null; end if;
  select * into pads from access.stamp_key k
    where k.id = part[6] and (k.valid_until is null or k.valid_until > clock_timestamp());
  if not found then return null; end if;
  payload := array_to_string(part[1:6], '.');
  -- HMAC-SHA256 (RFC 2104) from the core function sha256: pgcrypto is not in every build
  if encode(sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(payload, 'UTF8'))), 'hex') <> part[7] then
    return null;
  end if;
  if part[5]::int <> pg_backend_pid() then return null; end if;
  if to_timestamp(part[4]::bigint) < clock_timestamp() then return null; end if;
  return part;
exception when others then
  return null;
end
"""

# Only those who work with cases, through the web or by a command that names them, have keys. The open
# way in and the background work have none: what they do is done by functions that ask for the purpose.
WHO = """
declare
  said text[] := access.stamp();
  who int := case when said[2] in ('web', 'command') then nullif(said[1]::int, 0) end;
  moment timestamptz := 'epoch'::timestamptz + said[3]::bigint * interval '1 microsecond';
  today date := (moment at time zone 'Europe/Stockholm')::date;
"""

ME = """
declare said text[] := access.stamp();
begin
  return case when said[2] in ('web', 'command') then nullif(said[1]::int, 0) end;
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


def again(signature: str, returns: str, body: str) -> ops.Function:
    """A function of 0002_walls once more, with the ``WHO`` of this migration."""
    return ops.Function(signature, returns, body.replace(walls.WHO, WHO), volatility="stable")


class Migration(migrations.Migration):
    dependencies = [("access", "0003_chain")]

    operations = [
        migrations.RunSQL(
            """
            alter table access.stamp_key
              add column id text generated always as (left(encode(sha256(inner_pad), 'hex'), 8)) stored,
              add column valid_until timestamptz;
            """,
            "alter table access.stamp_key drop column id, drop column valid_until;",
        ),
        # for a database migrated before 0002_walls had it
        ops.Function("access.unmeasured()", "boolean", walls.UNMEASURED, volatility="immutable"),
        ops.Function("access.stamp()", "text[]", STAMP, volatility="stable", open=False),
        again("access.me()", "int", ME),
        again("access.has_role(wanted text[])", "boolean", walls.HAS_ROLE),
        again("access.my_compartments()", "int[]", walls.MY_COMPARTMENTS),
        again("access.my_visiting()", "int[]", walls.MY_VISITING),
        again("access.led_compartments()", "int[]", walls.LED_COMPARTMENTS),
        again("access.my_cases()", "uuid[]", walls.my_cases("'case'")),
        again("access.my_service_cases()", "uuid[]", walls.my_cases("'case', 'service'")),
        ops.Function("access.require(wanted text[])", "void", REQUIRE, volatility="stable"),
        ops.Function(
            "access.keep_stamp_key(inner_wanted bytea, outer_wanted bytea, grace interval)",
            "void",
            KEEP_KEY,
            open=False,
        ),
        # nobody logs in by a password kept here: the demo asks for none, production has an e-id provider
        migrations.RunSQL(
            """
            alter table organisation_staff add constraint holds_no_password
              check (password = '' or password like '!%');
            """,
            "alter table organisation_staff drop constraint holds_no_password;",
        ),
    ]
