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

from ..words import Event
from .homes import ASK_HOME, HOME_BY, KEEPS_TODAY, READ_TODAY, WITH_PLACE, WRITTEN

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

# Who said that a child left, and when it was said; of a row that is moved with its case, or corrects another and keeps its
# end, nothing new was said. After the question of who writes (``Authored``), which comes before it in the alphabet.
LEFT = """
declare stood placements_placement;
begin
  if tg_op = 'INSERT' and new.corrects_id is not null then
    select * into stood from placements_placement l
      where l.id = new.corrects_id and l.care_id = new.care_id and l.ends_at = new.ends_at;
  end if;
  if new.ends_at is null then
    new.ended_by_id := null; new.left_noted_at := null;
  elsif stood.ended_by_id is not null and access.me() is not null then
    new.ended_by_id := stood.ended_by_id; new.left_noted_at := stood.left_noted_at;
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

# What says that a row was written by mistake is of the same care and of the same thing: else a row elsewhere, or another
# one, would count no more.
UNDOES = """
begin
  if new.undoes_id is not null and not exists (select from placements_considered c where c.id = new.undoes_id
      and c.care_id = new.care_id and c.done = new.done and c.done_on = new.done_on and c.undoes_id is null) then
    raise exception 'samtid: placements_considered: what is undone is another' using errcode = 'insufficient_privilege';
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
    Function("access.reads_homes()", "boolean", READ_TODAY, volatility="stable"),
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
    Function("access.home_by(given uuid)", "uuid", HOME_BY, volatility="stable"),
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
    Function("access.undoes_the_same()", "trigger", UNDOES, to=NOBODY),
    Trigger(
        "placements_considered_undoes", "placements_considered", "before insert", "access.undoes_the_same"
    ),
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
