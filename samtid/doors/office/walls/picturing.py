"""Bilden av organisationen en dag: counts, and staff by number. Whom anything is about is nowhere in it."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
from samtid.base.organisation import roles


def on(row: str, day: str = "day") -> str:
    """Whether a dated row is in force on a day."""
    return f"({row}.valid_from <= {day} and ({row}.valid_to is null or {row}.valid_to >= {day}))"


MIDNIGHT = "(day::timestamp at time zone 'Europe/Stockholm')"
# the first moment of a day to come; on the day itself, now
THEN = f"greatest({MIDNIGHT}, access.at())"
HAS_KEY = f"(k.given_at <= {THEN} and (k.valid_until is null or k.valid_until > {THEN}))"

# Counts and the staff's own names only: whom a case is about is nowhere in it. A unit's numbers are of the compartments
# it holds that day; a compartment that two hold is counted at both.
PICTURE = f"""
declare units jsonb; reach jsonb; loose jsonb;
begin
  with held as (
      select h.unit_id, h.compartment_id from access_holding h join organisation_unit u on u.id = h.unit_id
      where {on("h")} and {on("u")}),
    cases as (select c.compartment_id as place, count(*) as n, count(*) filter (where c.is_sealed) as sealed
      from dossier_case c where c.closed_at is null group by 1),
    clocks as (select c.compartment_id as place, count(*) as n from dossier_clock c where c.stopped_at is null group by 1),
    reports as (select r.compartment_id as place, count(*) as n from intake_report r where r.closed_at is null group by 1),
    visits as (select v.provider_id as place, count(*) as n from visits_visit v
      where v.planned_at >= {MIDNIGHT} and v.carried_out_at is null and v.not_carried_out_at is null group by 1),
    keys as (select k.compartment_id as place, count(*) as n from access_key k
      join dossier_case c on c.id = k.case_id and c.closed_at is null where {HAS_KEY} group by 1),
    here as (select h.unit_id, sum(c.n)::int as cases, sum(k.n)::int as clocks, sum(r.n)::int as reports,
        sum(v.n)::int as visits, sum(y.n)::int as keys
      from held h left join cases c on c.place = h.compartment_id left join clocks k on k.place = h.compartment_id
        left join reports r on r.place = h.compartment_id left join visits v on v.place = h.compartment_id
        left join keys y on y.place = h.compartment_id
      group by h.unit_id)
  select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'kind', u.kind, 'parent', u.parent_id,
      'cases', coalesce(h.cases, 0), 'clocks', coalesce(h.clocks, 0), 'reports', coalesce(h.reports, 0),
      'visits', coalesce(h.visits, 0), 'keys', coalesce(h.keys, 0),
      'services', (select count(*) from services_service s where s.unit_id = u.id and s.ended_at is null),
      'delegations', (select count(*) from organisation_delegation d where d.unit_id = u.id and {on("d")}),
      'managers', coalesce((select jsonb_agg(m.staff_id order by m.staff_id) from organisation_membership m
        where m.unit_id = u.id and m.role in ({roles.in_sql(roles.LEADS)}) and {on("m")}), '[]'),
      'staff', (select count(distinct m.staff_id) from organisation_membership m where m.unit_id = u.id and {on("m")})
    ) order by u.id), '[]') into units
  from organisation_unit u left join here h on h.unit_id = u.id where {on("u")};

  with seats as (
      select m.staff_id, m.role, h.compartment_id, u.is_shared_within
      from organisation_membership m join organisation_unit u on u.id = m.unit_id
        join access_holding h on h.unit_id = m.unit_id
      where {on("m")} and {on("h")})
  select coalesce(jsonb_object_agg(who.staff_id, jsonb_build_object(
      'cases', (select coalesce(jsonb_agg(distinct s.compartment_id), '[]') from seats s where s.staff_id = who.staff_id
        and (s.role in ({roles.in_sql(roles.OPENS_UNIT)})
          or s.role in ({roles.in_sql(roles.OPENS_SHARED_UNIT)}) and s.is_shared_within)),
      'persons', (select coalesce(jsonb_agg(distinct s.compartment_id), '[]') from seats s where s.staff_id = who.staff_id
        and s.role in ({roles.in_sql(roles.SEES_PERSONS)})),
      'keys', (select count(*) from access_key k join dossier_case c on c.id = k.case_id and c.closed_at is null
        where k.staff_id = who.staff_id and {HAS_KEY}))), '{{}}') into reach
  from (select distinct m.staff_id from organisation_membership m where {on("m")}
    union select distinct k.staff_id from access_key k join dossier_case c on c.id = k.case_id and c.closed_at is null
      where {HAS_KEY}) who;

  return jsonb_build_object('units', units, 'reach', reach, 'loose', access.loose_ends(day),
    'open', (select coalesce(jsonb_object_agg(g.place, g.n), '{{}}') from (select c.compartment_id as place, count(*) as n
      from dossier_case c where c.closed_at is null and not c.is_sealed group by 1) g));
end
"""

# What is nobody's on a day: each a number, nothing of whose.
LOOSE = f"""
begin
  return jsonb_build_object(
    'cases_without_unit', (select count(*) from dossier_case c where c.closed_at is null and not exists (
      select from access_holding h join organisation_unit u on u.id = h.unit_id
      where h.compartment_id = c.compartment_id and {on("h")} and {on("u")})),
    'reports_without_unit', (select count(*) from intake_report c where c.closed_at is null and not exists (
      select from access_holding h join organisation_unit u on u.id = h.unit_id
      where h.compartment_id = c.compartment_id and {on("h")} and {on("u")})),
    'cases_without_manager', (select count(*) from dossier_case c where c.closed_at is null and not exists (
      select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
      where h.compartment_id = c.compartment_id and {on("h")} and {on("m")} and m.role in ({roles.in_sql(roles.LEADS)}))),
    'clocks_without_anybody', (select count(*) from dossier_clock k join dossier_case c on c.id = k.case_id
      where k.stopped_at is null and not exists (
        select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
        where h.compartment_id = c.compartment_id and {on("h")} and {on("m")}
          and (m.role in ({roles.in_sql(roles.LEADS)}) or m.staff_id = c.caseworker_id))),
    'cases_without_caseworker', (select count(*) from dossier_case c where c.closed_at is null
      and c.caseworker_id is not null and not exists (
        select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
        where h.compartment_id = c.compartment_id and {on("h")} and {on("m")} and m.staff_id = c.caseworker_id
          and m.role in ({roles.in_sql(roles.RECEIVES_CASES)}))),
    'sealed_without_key', (select count(*) from dossier_case c where c.closed_at is null and c.is_sealed and not exists (
      select from access_key k join organisation_staff s on s.id = k.staff_id
      where k.case_id = c.id and k.reach = 'case' and {HAS_KEY} and {on("s")})),
    'keys_without_holder', (select count(*) from access_key k join dossier_case c on c.id = k.case_id
      where c.closed_at is null and {HAS_KEY} and not exists (
        select from organisation_membership m where m.staff_id = k.staff_id and {on("m")})),
    'services_without_unit', (select count(*) from services_service s where s.ended_at is null and not exists (
      select from organisation_unit u where u.id = s.unit_id and {on("u")})),
    'visits_without_colleague', (select count(*) from visits_visit v where v.planned_at >= {MIDNIGHT}
      and v.carried_out_at is null and v.not_carried_out_at is null and v.staff_id is not null and not exists (
        select from access_holding h join organisation_membership m on m.unit_id = h.unit_id
        where h.compartment_id = v.provider_id and {on("h")} and {on("m")} and m.staff_id = v.staff_id)),
    'seats_without_unit', (select count(*) from organisation_membership m where {on("m")} and not exists (
      select from organisation_unit u where u.id = m.unit_id and {on("u")})),
    'units_without_parent', (select count(*) from organisation_unit u where {on("u")} and u.parent_id is not null
      and not exists (select from organisation_unit p where p.id = u.parent_id and {on("p")})),
    'delegations_without_unit', (select count(*) from organisation_delegation d where {on("d")} and d.unit_id is not null
      and not exists (select from organisation_unit u where u.id = d.unit_id and {on("u")})));
end
"""

WALLS = [
    Function("access.loose_ends(day date)", "jsonb", LOOSE, volatility="stable", to=NOBODY),
    Function("access.organisation_on(day date)", "jsonb", PICTURE, volatility="stable", to=NOBODY),
]
