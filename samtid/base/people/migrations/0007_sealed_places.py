"""Where protected persons are leaves their rows: what is locked, and what waits to be (``walls/sealed.py``).

No role that logs in has any right to these tables. What stood in clear is moved here, and locked by ``samtid places seal``
or by the next keyholder's press.
"""

from django.db import migrations

TABLES = """
    create table if not exists access.sealed_place (
      id uuid primary key, person_id uuid not null, sealed bytea not null, key_name text not null,
      sealed_at timestamptz not null
    );
    create index if not exists sealed_place_person on access.sealed_place (person_id);
    create table if not exists access.unsealed_place (
      id uuid primary key, person_id uuid not null, place jsonb not null, staff_id int, made_in xid8 not null,
      made_at timestamptz not null
    );
    create index if not exists unsealed_place_person on access.unsealed_place (person_id);
    create table if not exists access.place_bucket (
      person_id uuid primary key, whole smallint, part smallint
    );
    create table if not exists access.place_ticket (
      ticket uuid primary key, staff_id int not null, person_id uuid not null,
      made_in xid8 not null default pg_current_xact_id(), made_at timestamptz not null default clock_timestamp()
    );

    do $move$ begin
      if exists (select from people_person where protection <> 'none' and (address, postcode, locality, phone, school)
          <> ('', '', '', '', '')) then
        insert into access.place_bucket (person_id, whole, part)
          select id, get_byte(sha256(convert_to(access.place_key(address), 'UTF8')), 0) % 64,
              get_byte(sha256(convert_to(access.place_part(address), 'UTF8')), 0) % 64
            from people_person where protection <> 'none' and address <> '' on conflict do nothing;
        insert into access.unsealed_place (id, person_id, place, made_in, made_at)
          select gen_random_uuid(), id, jsonb_strip_nulls(jsonb_build_object('address', nullif(address, ''),
              'postcode', nullif(postcode, ''), 'locality', nullif(locality, ''), 'phone', nullif(phone, ''),
              'school', nullif(school, ''))), pg_current_xact_id(), clock_timestamp()
            from people_person where protection <> 'none'
              and (address, postcode, locality, phone, school) <> ('', '', '', '', '');
        alter table people_person disable trigger user;
        update people_person set address = '', postcode = '', locality = '', phone = '', school = ''
          where protection <> 'none';
        alter table people_person enable trigger user;
      end if;
    end $move$;

    alter table people_person drop constraint if exists people_person_place_is_sealed;
    alter table people_person add constraint people_person_place_is_sealed check (
      protection = 'none' or (address = '' and postcode = '' and locality = '' and phone = '' and school = ''));
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_details_that_change")]

    operations = [
        migrations.RunSQL(
            TABLES,
            "alter table people_person drop constraint people_person_place_is_sealed; "
            "drop table access.sealed_place; drop table access.unsealed_place; drop table access.place_bucket; "
            "drop table access.place_ticket;",
        )
    ]
