"""Väggarna kring trycket på den öppna ingången: nobody reads the counts; a mark is seen by whoever sees the report."""

from __future__ import annotations

from samtid.base.access.walling import Function, Wall

# Counts one more from a source, forgets what is a day old, and says how many this hour: from there, and in all.
PRESS = """
declare moment timestamptz := access.at(); this_hour timestamptz := date_trunc('hour', moment);
begin
  if moment is null then raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege'; end if;
  delete from portal_pressure where hour < this_hour - interval '1 day';
  insert into portal_pressure (id, source, hour, count) values (gen_random_uuid(), left(wanted_source, 64), this_hour, 1)
    on conflict (source, hour) do update set count = portal_pressure.count + 1;
  return query select p.count, (select sum(q.count)::int from portal_pressure q where q.hour = this_hour)
    from portal_pressure p where p.source = left(wanted_source, 64) and p.hour = this_hour;
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
    Function("access.press(wanted_source text)", "table (from_here int, from_everywhere int)", PRESS),
    Function("access.mark_report(wanted uuid, reason text)", "void", MARK),
]
