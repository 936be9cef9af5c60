"""Registering somebody tells nothing: not by the answer, not by what is written, and it leaves a line."""

from django.db import migrations

from samtid.base.access import operations as ops

# Finds the person who has this number, or makes one. Somebody the caller may see already is named as they
# are named everywhere. For all others, known or not, the answer is a handle made for this call: with a
# person's own name in hand one could ask, by the time it takes, whether there is a dossier about it.
REGISTER = """
declare
  found uuid; holder int := access.me(); wanted_number text := coalesce(said->>'number', '');
  wanted uuid := (said->>'id')::uuid; given uuid := gen_random_uuid();
begin
  if holder is null and access.purpose() is distinct from 'command' then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if wanted_number <> '' then wanted := gen_random_uuid(); end if;
  insert into people_person (id, given_name, family_name, number, number_kind, born_on, sex, address,
    postcode, locality, phone, school, interpreter, protection, open_to)
  values (wanted, said->>'given_name', said->>'family_name', wanted_number,
    said->>'number_kind', (said->>'born_on')::date, said->>'sex', said->>'address', said->>'postcode',
    said->>'locality', said->>'phone', said->>'school', said->>'interpreter', said->>'protection', '{}')
  on conflict do nothing;
  select id into found from people_person
    where case when wanted_number <> '' then number = wanted_number else id = wanted end;
  if holder is null then return found; end if;
  insert into access_opening (id, at, staff_id, action, page, why)
    values (gen_random_uuid(), access.at(), holder, 'register', 'people:register', '');
  delete from access.handle where made_at < clock_timestamp() - interval '1 day';
  insert into access.handle (handle, person_id, staff_id) values (given, found, holder);
  if exists (select 1 from people_person p where p.id = found
      and (p.open_to && access.my_visiting() or p.id = any (access.my_persons()))) then
    return found;
  end if;
  return given;
end
"""

# Whom a handle of the caller's stands for; anything else stands for itself.
MEANT = """
begin
  return coalesce((select h.person_id from access.handle h where h.handle = given and h.staff_id = access.me()), given);
end
"""

OPEN_CASE = """
begin
  perform access.open_case_of(wanted_id, wanted_number, access.meant(person), wanted_need, wanted_compartment, moment);
end
"""

RELATION_MEANT = """
begin
  new.other_id := access.meant(new.other_id);
  return new;
end
"""

SIGNATURE = (
    "(wanted_id uuid, wanted_number text, person uuid, wanted_need text, wanted_compartment int, "
    "moment timestamptz)"
)


class Migration(migrations.Migration):
    dependencies = [("access", "0004_stamp"), ("people", "0002_walls"), ("dossier", "0002_walls")]

    operations = [
        migrations.RunSQL(
            """
            create table access.handle (
              handle uuid primary key, person_id uuid not null, staff_id int not null,
              made_at timestamptz not null default clock_timestamp()
            );
            create index on access.handle (made_at);
            revoke all on access.handle from public, samtid_app;
            """,
            "drop table access.handle;",
        ),
        ops.Function("access.register_person(said jsonb)", "uuid", REGISTER),
        ops.Function("access.meant(given uuid)", "uuid", MEANT, volatility="stable", open=False),
        migrations.RunSQL(
            """
            alter function access.open_case rename to open_case_of;
            revoke all on function access.open_case_of from public, samtid_app;
            """,
            "alter function access.open_case_of rename to open_case;",
        ),
        ops.Function(f"access.open_case{SIGNATURE}", "void", OPEN_CASE),
        ops.Function("access.relation_meant()", "trigger", RELATION_MEANT, open=False),
        migrations.RunSQL(
            """
            create trigger by_handle before insert on people_relation
              for each row execute function access.relation_meant();
            """,
            "drop trigger by_handle on people_relation;",
        ),
        # a number that counts would tell how much everybody writes
        migrations.RunSQL(
            """
            alter table dossier_draft alter column id drop identity;
            alter table dossier_draft alter column id set default (random() * 9007199254740991)::bigint;
            """,
            migrations.RunSQL.noop,
        ),
    ]
