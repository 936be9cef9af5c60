"""Väggarna kring trycket på den öppna ingången: nobody reads the counts; a mark is seen by whoever sees the report."""

from __future__ import annotations

from samtid.base.access.walling import Function, Wall

# Counts one more from a source, forgets what is a day old, and says how many this hour: from there, and in all.
PRESS = """
declare moment timestamptz := access.at(); this_hour timestamptz := date_trunc('hour', moment);
  today date := (moment at time zone 'Europe/Stockholm')::date; secret text; hashed text;
begin
  if moment is null then raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege'; end if;
  delete from portal_pressure where hour < this_hour - interval '1 day';
  -- the key of the day is made here, read by nobody, and gone with the day: then nothing can be counted back
  insert into portal_daykey (id, day, key) values (gen_random_uuid(), today, encode(sha256(convert_to(
    gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex')) on conflict do nothing;
  delete from portal_daykey where day < today;
  select key into secret from portal_daykey where day = today;
  hashed := encode(sha256(convert_to(secret || '|' || wanted_source, 'UTF8')), 'hex');
  insert into portal_pressure (id, source, hour, count) values (gen_random_uuid(), hashed, this_hour, 1)
    on conflict (source, hour) do update set count = portal_pressure.count + 1;
  -- of each sender no more than the usual is counted in all: one that floods does not make everybody unusual
  return query select p.count,
      (select sum(least(q.count, usual))::int from portal_pressure q where q.hour = this_hour)
    from portal_pressure p where p.source = hashed and p.hour = this_hour;
end
"""

# Only what came in through the open way in this very moment can be marked by it.
MARK = """
begin
  if not exists (select 1 from intake_report r where r.id = wanted and r.channel = 'web'
      and r.registered_by_id is null and r.registered_at = access.at()) then
    raise exception 'samtid: not just received' using errcode = 'insufficient_privilege';
  end if;
  insert into portal_mark (report_id, at, why) values (wanted, access.at(), left(reason, 120)) on conflict do nothing;
  update intake_report set is_marked = true, turn = nth where id = wanted;
end
"""

WALLS = [
    Wall("portal_pressure", "false", verbs="select"),
    Wall(
        "portal_mark",
        "exists (select 1 from intake_report r where r.id = report_id)",
        write="false",
        verbs="select",
    ),
    Wall("portal_daykey", "false", verbs="select"),
    Function(
        "access.press(wanted_source text, usual int)", "table (from_here int, from_everywhere int)", PRESS
    ),
    Function("access.mark_report(wanted uuid, reason text, nth int)", "void", MARK),
]
