"""Loggen över en utskriven reservpärm, where the one who prints sees services but not the cases they lie in."""

from __future__ import annotations

from samtid.base.access.walling import Function

# As ``access.open_services``: the line names the dossier, which the carrying-out unit itself never learns,
# and lies where the reader's key came from. Whose case is seen has been logged by the case already.
PRINTED = """
begin
  perform access.require_proof();
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), access.at(), access.me(), 'print', f.dossier_id, f.compartment_id, name, reason
    from (select distinct c.dossier_id,
        case when s.provider_id = any (access.my_visiting()) then s.provider_id else s.compartment_id end compartment_id
      from services_service s join dossier_case c on c.id = s.case_id
      where s.id = any (wanted) and access.me() is not null and access.may_see_service(s.id)) f;
end
"""

# What the papers must be able to say, and of nobody: the signs that stand in names and places, the rules whose clocks
# run, and the days of what waits. The background work proves with it every night that a pack can be set.
IN_USE = """
begin
  return jsonb_build_object(
    'signs', (select string_agg(distinct s, '') from (
        select given_name || family_name || address || phone || school || interpreter as said from people_person p
          where exists (select 1 from people_presence f join dossier_case c on c.id = f.case_id
            where f.person_id = p.id and c.closed_at is null)
        union all select r.about_name || t.address from intake_report r join intake_reporttold t on t.report_id = r.id
          where r.closed_at is null
        union all select name from organisation_staff union all select name from organisation_unit) t,
      regexp_split_to_table(t.said, '') s),
    'rules', (select coalesce(jsonb_agg(distinct rule), '[]') from dossier_clock where stopped_at is null),
    'came', (select coalesce(jsonb_agg(distinct jsonb_build_array(need, kind, received_at)), '[]') from (
        select need, kind, min(received_at) as received_at from intake_report where closed_at is null
          group by need, kind, (received_at at time zone 'Europe/Stockholm')::date limit 5000) r));
end
"""

WALLS = [
    Function("access.in_use()", "jsonb", IN_USE, volatility="stable", to=("worker",)),
    Function("access.print_services(wanted uuid[], name text, reason text)", "void", PRINTED),
]
