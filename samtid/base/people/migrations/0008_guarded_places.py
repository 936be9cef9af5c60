"""Where those who live with a protected person are leaves their rows too (``walls/sealed.py``), as in 0007."""

from django.db import migrations

MOVED = """
    do $move$ begin
      if exists (select from people_person where is_guarded and protection = 'none'
          and (address, postcode, locality, phone, school) <> ('', '', '', '', '')) then
        insert into access.place_bucket (person_id, whole, part)
          select id, get_byte(sha256(convert_to(access.place_key(address), 'UTF8')), 0) % 64,
              get_byte(sha256(convert_to(access.place_part(address), 'UTF8')), 0) % 64
            from people_person where is_guarded and protection = 'none' and address <> '' on conflict do nothing;
        insert into access.unsealed_place (id, person_id, place, made_in, made_at)
          select gen_random_uuid(), id, jsonb_strip_nulls(jsonb_build_object('address', nullif(address, ''),
              'postcode', nullif(postcode, ''), 'locality', nullif(locality, ''), 'phone', nullif(phone, ''),
              'school', nullif(school, ''))), pg_current_xact_id(), clock_timestamp()
            from people_person where is_guarded and protection = 'none'
              and (address, postcode, locality, phone, school) <> ('', '', '', '', '');
        alter table people_person disable trigger user;
        update people_person set address = '', postcode = '', locality = '', phone = '', school = ''
          where is_guarded and protection = 'none';
        alter table people_person enable trigger user;
      end if;
    end $move$;

    alter table people_person drop constraint if exists people_person_place_is_sealed;
    alter table people_person add constraint people_person_place_is_sealed check (
      protection = 'none' and not is_guarded
      or (address = '' and postcode = '' and locality = '' and phone = '' and school = ''));
"""

BEFORE = """
    alter table people_person drop constraint if exists people_person_place_is_sealed;
    alter table people_person add constraint people_person_place_is_sealed check (
      protection = 'none' or (address = '' and postcode = '' and locality = '' and phone = '' and school = ''));
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_sealed_places")]

    operations = [migrations.RunSQL(MOVED, BEFORE)]
