"""Registering somebody tells nothing: not by the answer, not by what is written, and it leaves a line."""

from django.db import migrations

from samtid.base.access import operations as ops

# The name of a row follows from the number and a key of this database, so that the answer is the same
# whether or not the number was known, and after a savepoint is rolled back as well. (RFC 9562, version 8.)
PERSON_ID = """
declare pads access.person_key; seen bytea;
begin
  select * into pads from access.person_key;
  seen := sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(wanted, 'UTF8')));
  seen := set_byte(seen, 6, (get_byte(seen, 6) & 15) | 128);
  seen := set_byte(seen, 8, (get_byte(seen, 8) & 63) | 128);
  return encode(substr(seen, 1, 16), 'hex')::uuid;
end
"""

# Finds the person who has this number, or makes one. The caller learns an id and nothing more: the row
# itself is seen only when a case of the caller's has made it present. Each call is a line in the log.
REGISTER = """
declare
  found uuid; holder int := access.me(); wanted_number text := coalesce(said->>'number', '');
  wanted uuid := (said->>'id')::uuid;
begin
  if holder is null and access.purpose() is distinct from 'command' then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if holder is not null then
    insert into access_opening (id, at, staff_id, action, page, why)
      values (gen_random_uuid(), access.at(), holder, 'register', 'people:register', '');
  end if;
  if wanted_number <> '' then wanted := access.person_id(wanted_number); end if;
  insert into people_person (id, given_name, family_name, number, number_kind, born_on, sex, address,
    postcode, locality, phone, school, interpreter, protection, open_to)
  values (wanted, said->>'given_name', said->>'family_name', wanted_number,
    said->>'number_kind', (said->>'born_on')::date, said->>'sex', said->>'address', said->>'postcode',
    said->>'locality', said->>'phone', said->>'school', said->>'interpreter', said->>'protection', '{}')
  on conflict do nothing;
  select id into found from people_person
    where case when wanted_number <> '' then number = wanted_number else id = wanted end;
  return found;
end
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_stamp"), ("people", "0002_walls"), ("dossier", "0002_walls")]

    operations = [
        migrations.RunSQL(
            """
            create table access.person_key (inner_pad bytea not null, outer_pad bytea not null);
            insert into access.person_key
              select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) ||
                     sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
                     sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) ||
                     sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
            revoke all on access.person_key from public, samtid_app;
            """,
            "drop table access.person_key;",
        ),
        ops.Function("access.person_id(wanted text)", "uuid", PERSON_ID, volatility="stable", open=False),
        ops.Function("access.register_person(said jsonb)", "uuid", REGISTER),
        # a number that counts would tell how much everybody writes
        migrations.RunSQL(
            """
            alter table dossier_draft alter column id drop identity;
            alter table dossier_draft alter column id set default (random() * 9007199254740991)::bigint;
            """,
            migrations.RunSQL.noop,
        ),
    ]
