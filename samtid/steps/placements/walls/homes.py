"""Dörrarna till hemmen: who reads and keeps the register, the yes or no of a night, and where a child is, asked for."""

from __future__ import annotations

from samtid.base.organisation import roles
from samtid.base.organisation.words import UnitKind

from ..rules.who import KEEPS_HOMES, READS_HOMES

TODAY = "(access.at() at time zone 'Europe/Stockholm')::date"
MOST_AHEAD = 366  # days


def works_with(kinds: frozenset[str]) -> str:
    """Whether the one who acts holds cases in a unit of one of these kinds today."""
    return f"""
begin
  return exists (select from organisation_membership m join organisation_unit u on u.id = m.unit_id
    where m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to)
      and m.role in ({roles.in_sql(roles.RECEIVES_CASES)}) and u.kind in ({", ".join(f"'{one}'" for one in sorted(kinds))}));
end
"""


# Family care, where there is any today; else those who place (rules.REGISTERS, docs/decisions/0096).
KEEPS_TODAY = f"""
begin
  return exists (select from organisation_membership m join organisation_unit u on u.id = m.unit_id
    where m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to)
      and m.role in ({roles.in_sql(roles.RECEIVES_CASES)}) and (u.kind = '{UnitKind.FAMILY_CARE}'
        or u.kind in ({", ".join(f"'{one}'" for one in sorted(KEEPS_HOMES))}) and not exists (select from organisation_unit f
          where f.kind = '{UnitKind.FAMILY_CARE}' and access.holds(f.valid_from, f.valid_to))));
end
"""

# Which transaction wrote of homes or of who lives in them, last in this process of the server. Who may act as the owner
# plays the days of many in one, and is not asked.
WRITTEN = """
begin
  if access.here() is not null then
    insert into access.home_written as w (process, transaction) values (pg_backend_pid(), access.here())
      on conflict (process) do update set transaction = excluded.transaction
      where w.transaction is distinct from excluded.transaction;
  end if;
  return null;
end
"""

# Yes or no for each home, and never a count: no, when it is full or when somebody has said that it pauses. Which of the
# two it is nobody is told, so that a child behind a wall is not counted by those without the key. Nobody is told anything
# in a transaction that has written: else one would move in children of one's own, or say another number of places, ask
# between each, and take it all back.
WITH_PLACE = f"""
declare midnight timestamptz; wanted date := least(greatest(night, {TODAY}), {TODAY} + {MOST_AHEAD});
begin
  if not access.reads_homes() or exists (select from access.home_written w
      where w.process = pg_backend_pid() and w.transaction = access.here()) then
    return '{{}}';
  end if;
  midnight := (wanted + 1)::timestamp at time zone 'Europe/Stockholm';
  return array(
    select h.id from placements_home h
      join lateral (select t.capacity from placements_hometerms t where t.home_id = h.id and t.valid_from <= wanted
        order by t.valid_from desc, t.written_at desc limit 1) held on true
    where not exists (select from placements_homepause p
        where p.home_id = h.id and p.ended_at is null and p.first_on <= wanted and wanted <= p.last_on)
      and held.capacity > (select count(*) from placements_placement l
        where l.home_id = h.id and l.corrected_at is null and l.starts_at <= midnight
          and (l.ends_at is null or l.ends_at > midnight)));
end
"""

# Where a child is whose home is not to be told: one press, as for an address (base/dossier/walls/sealed.py), with the same
# keys, the same proof and the same brake. The line stands before the next request reads the ticket (``HOME_BY``).
ASK_HOME = """
declare given uuid := gen_random_uuid(); places int[];
begin
  perform access.require_proof();
  places := array(select access.keys_to(whom));
  if cardinality(places) = 0 or length(trim(why)) < 10
      or not exists (select from placements_care c where c.person_id = whom and access.may_see_case(c.case_id)) then
    raise exception 'samtid: no key to this place' using errcode = 'insufficient_privilege';
  end if;
  if not access.count_effort('place') then return null; end if;
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), access.at(), access.me(), 'view',
      (select d.id from dossier_dossier d where d.person_id = whom), place, 'placements:where_shown', left(trim(why), 400)
    from unnest(places) place;
  delete from access.place_ticket where made_at < clock_timestamp() - interval '1 hour';
  insert into access.place_ticket (ticket, staff_id, person_id, page)
    values (given, access.me(), whom, 'placements:where_shown');
  return given;
end
"""

# As ``access.place_by``, of a ticket to the home alone: one to the address opens no home.
HOME_BY = """
begin
  return (select t.person_id from access.place_ticket t where t.ticket = given and t.staff_id = access.me()
    and t.page = 'placements:where_shown' and t.made_in is distinct from access.here()
    and t.made_at > clock_timestamp() - interval '5 minutes' and exists (select access.keys_to(t.person_id)));
end
"""

READ_TODAY = works_with(READS_HOMES | KEEPS_HOMES)
