"""Dörrarna till hemmen: who reads and keeps the register, the yes or no of a night, and where a child is, asked for."""

from __future__ import annotations

from samtid.base.dossier.walls.sealed import asking, ticket_to
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

# Where a child is whose home is not to be told: one press, as for an address, and a ticket that opens no address.
SHOWN = "placements:where_shown"
ASK_HOME = asking(
    SHOWN, "select from placements_care c where c.person_id = whom and access.may_see_case(c.case_id)"
)
HOME_BY = f"begin\n  return ({ticket_to(SHOWN)});\nend\n"

READ_TODAY = works_with(READS_HOMES | KEEPS_HOMES)
