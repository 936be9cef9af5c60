"""Väggen kring de låsta platserna: where a protected person is, or one who lives there too, never stands in clear in a row.

Whatever is written there of somebody protected or guarded (household.py), by whichever door, is taken out of the row as it is written, and waits for the
program that has the key's public half to lock it (base/people/sealed_place.py, doors in base/dossier/walls/sealed.py).
The database has neither half, so that whoever reads all of it, or a copy, reads no address.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger
from samtid.base.people.rules import HIDDEN

CLEAR = ", ".join(f"'{name}', nullif(new.{name}, '')" for name in HIDDEN)
EMPTY = " ".join(f"new.{name} := '';" for name in HIDDEN)
BACK = " ".join(f"new.{name} := coalesce(nullif(new.{name}, ''), waiting->>'{name}', '');" for name in HIDDEN)

# One of sixty-four: enough to say of two places that they are not the same, and too little to find one by. Two places that
# are not the same are taken for the same one time in sixty-four, and then an address is hidden that need not be.
BUCKET = "select case when said is null or said = '' then null else get_byte(sha256(convert_to(said, 'UTF8')), 0) % 64 end"

SEALS = f"""
declare clear jsonb; waiting jsonb;
begin
  if new.protection <> 'none' or new.is_guarded then
    clear := jsonb_strip_nulls(jsonb_build_object({CLEAR}));
    if clear = '{{}}' then return new; end if;
    if clear ? 'address' then
      insert into access.place_bucket (person_id, whole, part)
        values (new.id, access.bucket(access.place_key(new.address)), access.bucket(access.place_part(new.address)))
        on conflict (person_id) do update set whole = excluded.whole, part = excluded.part;
    end if;
    insert into access.unsealed_place (id, person_id, place, staff_id, made_in, made_at)
      values (gen_random_uuid(), new.id, clear, access.me(), pg_current_xact_id(), clock_timestamp());
    {EMPTY}
  elsif tg_op = 'UPDATE' and (old.protection <> 'none' or old.is_guarded) then
    -- what was not locked yet goes back by itself; the rest is unlocked by the program that has the key
    for waiting in delete from access.unsealed_place u where u.person_id = new.id returning u.place loop
      {BACK}
    end loop;
  elsif tg_op = 'UPDATE' and new.address <> '' and new.address is distinct from old.address then
    delete from access.place_bucket where person_id = new.id;
  end if;
  return new;
end
"""

WALLS = [
    Function(
        "access.bucket(said text)", "int", BUCKET, volatility="immutable", language="sql", is_owners=False
    ),
    Function("access.seals_place()", "trigger", SEALS, to=NOBODY),
    Trigger(
        "seals_place",
        "people_person",
        f"before insert or update of protection, is_guarded, {', '.join(HIDDEN)}",
        "access.seals_place",
    ),
]
