"""Väggarna kring hem och placeringar: a child's placement lies in its case; the register of homes tells of no child."""

from __future__ import annotations

from samtid.base.access.walling import (
    NOBODY,
    AppendOnly,
    Authored,
    Did,
    Function,
    Sealed,
    Told,
    Trigger,
    Wall,
    done,
)
from samtid.base.access.walling.conditions import IN_CASE, ME
from samtid.base.organisation import roles

from .rules.who import KEEPS_HOMES, READS_HOMES
from .words import Event

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


# Yes or no for each home, and never a count: no, when it is full or when somebody has said that it pauses. Which of the
# two it is nobody is told, so that a child behind a wall is not counted by those without the key.
WITH_PLACE = f"""
declare midnight timestamptz; wanted date := least(greatest(night, {TODAY}), {TODAY} + {MOST_AHEAD});
begin
  if not access.reads_homes() then return '{{}}'; end if;
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

# The row lies in the case of its care, and the child is that case's, whatever was said.
FOLLOWS = """
begin
  select c.case_id into new.case_id from placements_care c where c.id = new.care_id;
  return new;
end
"""
BELONGS = """
begin
  select d.person_id into new.person_id from dossier_case c join dossier_dossier d on d.id = c.dossier_id
    where c.id = new.case_id;
  return new;
end
"""

# A child is in one home at a time, through every case and whoever looks. Two who place at once wait for each other.
ALONE = """
declare child uuid := (select c.person_id from placements_care c where c.id = new.care_id);
begin
  perform pg_advisory_xact_lock(hashtextextended('placement' || child, 0));
  if new.corrected_at is null and exists (select from placements_placement l join placements_care c on c.id = l.care_id
      where c.person_id = child and l.id <> new.id and l.corrected_at is null
        and tstzrange(l.starts_at, l.ends_at) && tstzrange(new.starts_at, new.ends_at)) then
    raise exception 'samtid: a child is in one home at a time' using errcode = 'exclusion_violation';
  end if;
  return new;
end
"""

OF_CARE = ("placements_careground", "placements_placement", "placements_considered", "placements_childvisit")

READS = f"{ME} is not null and (select access.reads_homes())"
KEEPS = f"{ME} is not null and (select access.keeps_homes())"

# Of a state, with no row of that moment to see it by, the diary is held to the room's own words only.
SAID = Told(
    "placements",
    list(Event),
    done={
        Event.BEGAN: done("placements_care", "begun_at", "begun_by_id"),
        Event.MOVED: done("placements_placement", "placed_at", "placed_by_id"),
        Event.CORRECTED: done("placements_placement", "corrected_at", "corrected_by_id"),
        Event.ANNULLED: done("placements_care", "annulled_at", "annulled_by_id"),
        Event.GROUND: done("placements_careground", "at", "by_id"),
        Event.UNDONE: done("placements_considered", "at", "by_id"),
        Event.PLANNED: done("placements_childvisit", "planned_at", "planned_by_id"),
        Event.VISITED: done("placements_childvisit", "noted_at", "noted_by_id"),
    },
)

WALLS = [
    SAID,
    Function("access.reads_homes()", "boolean", works_with(READS_HOMES | KEEPS_HOMES), volatility="stable"),
    Function("access.keeps_homes()", "boolean", works_with(KEEPS_HOMES), volatility="stable"),
    Function("access.homes_with_place(night date)", "uuid[]", WITH_PLACE, volatility="stable"),
    Wall("placements_home", READS, write=KEEPS),
    Wall("placements_hometerms", READS, write=KEEPS),
    Wall(
        "placements_homepause",
        f"noted_by_id = {ME}",
        write=f"noted_by_id = {ME} and (select access.keeps_homes())",
        columns=["ended_at"],
    ),
    Authored("placements_home", Did("registered_by_id", "registered_at")),
    Authored("placements_hometerms", Did("written_by_id", "written_at")),
    Authored("placements_homepause", Did("noted_by_id", "noted_at"), [Did(at="ended_at")]),
    AppendOnly("placements_home"),
    AppendOnly("placements_hometerms"),
    AppendOnly("placements_homepause", unless="old.ended_at is null"),
    Function("access.care_belongs()", "trigger", BELONGS, to=NOBODY),
    Trigger(
        "placements_care_belongs",
        "placements_care",
        "before insert or update of case_id",
        "access.care_belongs",
    ),
    Wall(
        "placements_care",
        IN_CASE,
        columns=[
            *("began_at", "secretary_id", "ended_at", "ended_by_id", "destination", "end_comment"),
            *("annulled_at", "annulled_by_id", "annulled_why"),
        ],
    ),
    Authored(
        "placements_care",
        Did("begun_by_id", "begun_at"),
        [
            Did(at="began_at", earlier=True),
            Did("ended_by_id", "ended_at", earlier=True),
            Did("annulled_by_id", "annulled_at"),
        ],
    ),
    Sealed("placements_care"),
    # what has ended, or was never so, stands
    AppendOnly("placements_care", unless="old.ended_at is null and old.annulled_at is null"),
    Function("access.follow_care()", "trigger", FOLLOWS, to=NOBODY),
    *(
        part
        for table in OF_CARE
        for part in (
            Trigger(
                f"{table}_follows_care",
                table,
                "before insert or update of case_id, care_id",
                "access.follow_care",
            ),
            Sealed(table),
        )
    ),
    Wall("placements_careground", IN_CASE),
    Authored("placements_careground", Did("by_id", "at")),
    AppendOnly("placements_careground"),
    Wall(
        "placements_placement",
        IN_CASE,
        columns=["ends_at", "left_why", "corrected_at", "corrected_by_id", "corrected_why"],
    ),
    Authored(
        "placements_placement",
        Did("placed_by_id", "placed_at"),
        [
            Did(at="starts_at", earlier=True),
            Did(at="ends_at", earlier=True),
            Did("corrected_by_id", "corrected_at"),
        ],
    ),
    # a stay that has ended changes only by being corrected beside
    AppendOnly(
        "placements_placement",
        unless="old.corrected_at is null and (old.ends_at is null or new.corrected_at is not null "
        "and (new.ends_at, new.left_why) is not distinct from (old.ends_at, old.left_why))",
    ),
    Function("access.placed_alone()", "trigger", ALONE, to=NOBODY),
    Trigger(
        "placements_placement_placed_alone",
        "placements_placement",
        "before insert or update",
        "access.placed_alone",
    ),
    Wall("placements_considered", IN_CASE),
    Authored("placements_considered", Did("by_id", "at")),
    AppendOnly("placements_considered"),
    Wall(
        "placements_childvisit",
        IN_CASE,
        columns=["held_at", "minutes", "alone", "why_not", "note", "noted_by_id", "noted_at"],
    ),
    Authored(
        "placements_childvisit",
        Did("planned_by_id", "planned_at"),
        [Did(at="held_at", earlier=True), Did("noted_by_id", "noted_at")],
    ),
    AppendOnly("placements_childvisit", unless="old.held_at is null"),
]
