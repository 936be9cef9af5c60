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
from samtid.base.organisation.words import UnitKind

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
# keys, the same proof and the same brake. The line stands before the next request reads the ticket (``access.place_by``).
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
  insert into access.place_ticket (ticket, staff_id, person_id) values (given, access.me(), whom);
  return given;
end
"""

# The row lies in the case of its care, and the child is that case's, whatever was said.
FOLLOWS = """
begin
  select c.case_id into new.case_id from placements_care c where c.id = new.care_id;
  return new;
end
"""
# Whether the case lay with its child before this transaction. In one that was opened for the asking, or moved to a child
# whose number one knows, nothing is written of care: whoever takes that back would have learnt whether the child is placed,
# and from when, and have left no line.
HAD_CHILD = """
begin
  return access.here() is null or access.has_stood(wanted) and exists (select from people_presence f
    join dossier_case c on c.id = f.case_id join dossier_dossier d on d.id = c.dossier_id
    where f.case_id = wanted and f.person_id = d.person_id and f.reach = 'case' and f.given_in is distinct from access.here());
end
"""
BELONGS = """
begin
  if tg_op = 'INSERT' and not access.case_had_child(new.case_id) then
    raise exception 'samtid: placements_care: the case has not stood' using errcode = 'insufficient_privilege';
  end if;
  select d.person_id into new.person_id from dossier_case c join dossier_dossier d on d.id = c.dossier_id
    where c.id = new.case_id;
  return new;
end
"""

# Who said that a child left, and when it was said; of a row that is moved with its case nothing new was said.
LEFT = """
begin
  if new.ends_at is null then
    new.ended_by_id := null; new.left_noted_at := null;
  elsif access.me() is not null and (tg_op = 'INSERT' or new.ends_at is distinct from old.ends_at) then
    new.ended_by_id := access.me(); new.left_noted_at := access.at();
  end if;
  return new;
end
"""

# A child is in care once at a time, and in one home at a time, through every case and whoever looks. Two who place at once
# wait for each other. It is asked when it is written and not when a case with it is moved: there an error would tell of the
# child that it is moved to, to one who takes it back. It is asked last, by its name (the database takes triggers in the order of the alphabet): of a care that one does not see
# nothing is asked at all.
ONCE = """
begin
  perform pg_advisory_xact_lock(hashtextextended('care' || new.person_id, 0));
  if new.ended_at is null and new.annulled_at is null and exists (select 1 from placements_care c
      where c.person_id = new.person_id and c.id <> new.id and c.ended_at is null and c.annulled_at is null) then
    raise exception 'samtid: a child is in one care at a time' using errcode = 'exclusion_violation';
  end if;
  return new;
end
"""
ALONE = """
declare child uuid := (select c.person_id from placements_care c where c.id = new.care_id);
begin
  if tg_op = 'INSERT' and not access.case_had_child(new.case_id) then
    raise exception 'samtid: placements_placement: the case has not stood' using errcode = 'insufficient_privilege';
  end if;
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
        Event.DONE: done("placements_considered", "at", "by_id"),
        Event.UNDONE: done("placements_considered", "at", "by_id"),
        Event.PLANNED: done("placements_childvisit", "planned_at", "planned_by_id"),
        Event.VISITED: done("placements_childvisit", "noted_at", "noted_by_id"),
    },
)

WALLS = [
    SAID,
    Function("access.reads_homes()", "boolean", works_with(READS_HOMES | KEEPS_HOMES), volatility="stable"),
    Function("access.keeps_homes()", "boolean", KEEPS_TODAY, volatility="stable"),
    Function("access.homes_written()", "trigger", WRITTEN, to=NOBODY),
    *(
        Trigger(
            f"{table}_written",
            table,
            "before insert or update or delete",
            "access.homes_written",
            "statement",
        )
        for table in (
            "placements_home",
            "placements_hometerms",
            "placements_homepause",
            "placements_placement",
        )
    ),
    Function("access.homes_with_place(night date)", "uuid[]", WITH_PLACE, volatility="stable"),
    Function("access.ask_home(whom uuid, why text)", "uuid", ASK_HOME),
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
    Function("access.case_had_child(wanted uuid)", "boolean", HAD_CHILD, volatility="stable", to=NOBODY),
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
            Did("ended_by_id", "left_noted_at"),
        ],
    ),
    Function("access.left_home()", "trigger", LEFT, to=NOBODY),
    Trigger(
        "placements_placement_left", "placements_placement", "before insert or update", "access.left_home"
    ),
    # a stay that has ended changes only by being corrected beside
    AppendOnly(
        "placements_placement",
        unless="old.corrected_at is null and (old.ends_at is null or new.corrected_at is not null "
        "and (new.ends_at, new.left_why) is not distinct from (old.ends_at, old.left_why))",
    ),
    Function("access.cared_once()", "trigger", ONCE, to=NOBODY),
    Trigger("placements_care_together", "placements_care", "before insert", "access.cared_once"),
    Function("access.placed_alone()", "trigger", ALONE, to=NOBODY),
    Trigger(
        "placements_placement_together",
        "placements_placement",
        "before insert or update of care_id, starts_at",
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
