"""Väggarna i stugan: a box that nobody reads, shaken at every step; a slip that opens one workshop and nothing else.

While a step goes on, notes and votes lie in ``workshops_box``. Only moving on empties it, forward and once for each step, so
that nobody can watch who wrote by emptying it again and again: rows get new keys by chance, are put in by lot in one
transaction, and the seats' counters are wiped in the same. No time stands beside a note or a vote. Columns are granted one
by one, since a whole table's right brings PostgreSQL's own numbers of transactions along (as ``improvement/walls.py``).
"""

from __future__ import annotations

from django.db.models import Model

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles

from ..models import Group, Invited, Line, Note, Proposal, Step, Theme, Workshop
from .phone import HASH, PHONE

STEERS = f"(select access.has_role(array[{roles.in_sql(roles.READS_HARDSHIPS)}]))"
READS = f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
MINE = "(select access.my_workshops())::uuid[]"


def columns(model: type[Model]) -> str:
    """Every column of a table by name: without PostgreSQL's own, which tell what was written together."""
    return ", ".join(str(field.column) for field in model._meta.concrete_fields)


def seen(workshop: str) -> str:
    """Those who steer, those who compare, and those of the staff who were asked."""
    return f"({STEERS} or {READS} or {workshop} = any ({MINE}))"


def told(table: str) -> str:
    """What was said is read by the host as it comes out of the box, and by the others when the workshop is over."""
    over = f"exists (select from workshops_workshop w where w.id = {table}.workshop_id and w.ended_at is not null)"
    return f"({STEERS} or ({seen('workshop_id')} and {over}))"


MY_WORKSHOPS = """
begin
  return array(select i.workshop_id from workshops_invited i where i.staff_id = access.me());
end
"""

# On to a later step, or to the end: the box is emptied of every other step, shaken, and the counters wiped.
MOVE = f"""
declare one workshops_workshop; next workshops_step; was workshops_step; moment timestamptz := access.at();
begin
  perform access.require(array['web', 'command']);
  if not {STEERS} then
    raise exception 'samtid: the host moves a workshop on' using errcode = 'insufficient_privilege';
  end if;
  select * into one from workshops_workshop w where w.id = wanted for update;
  if one.id is null or one.ended_at is not null then return false; end if;
  if to_step is null then
    if one.begun_at is null then return false; end if;
    update workshops_workshop set now_id = null, since = moment, ended_at = moment where id = wanted;
  else
    select * into next from workshops_step p where p.id = to_step and p.workshop_id = wanted;
    select * into was from workshops_step p where p.id = one.now_id;
    if next.id is null or was.id is not null and (next.day, next.starts) <= (was.day, was.starts) then return false; end if;
    update workshops_workshop set now_id = next.id, since = moment, begun_at = coalesce(begun_at, moment) where id = wanted;
  end if;
  with taken as (delete from workshops_box b where b.workshop_id = wanted and b.step_id is distinct from to_step returning *),
  shaken as materialized (select gen_random_uuid() as new_id, t.* from taken t order by random()),
  notes as (
    insert into workshops_note (id, workshop_id, step_id, group_id, text, may_name)
      select s.new_id, s.workshop_id, s.step_id, s.group_id, s.text, s.may_name from shaken s where s.theme_id is null
      order by random()),
  receipts as (
    insert into workshops_receipt (id, workshop_id, note_id, code)
      select gen_random_uuid(), s.workshop_id, case when s.theme_id is null then s.new_id end, s.code from shaken s
      order by random())
  update workshops_theme t set votes = t.votes + given.many
    from (select s.theme_id, count(*) as many from shaken s where s.theme_id is not null group by s.theme_id) given
    where t.id = given.theme_id;
  update workshops_seat set spent = 0, written = 0 where workshop_id = wanted;
  return true;
end
"""

# Before the start new slips take the place of the old; afterwards they are added.
LAY_OUT = f"""
declare many int;
begin
  perform access.require(array['web', 'command']);
  if not {STEERS} then
    raise exception 'samtid: the host lays out the slips' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from workshops_workshop w where w.id = wanted and w.ended_at is not null) then return 0; end if;
  delete from workshops_seat s using workshops_workshop w
    where s.workshop_id = wanted and w.id = wanted and w.begun_at is null;
  insert into workshops_seat (id, workshop_id, group_id, word, spent, written)
    select gen_random_uuid(), wanted, g.id, {HASH.format("one->>'word'")}, 0, 0
    from jsonb_array_elements(said) one
      join workshops_group g on g.id = (one->>'group')::uuid and g.workshop_id = wanted
    order by random() on conflict (word) do nothing;
  get diagnostics many = row_count;
  return many;
end
"""

# How much has come, in whole tens: one more is seen by nobody.
HEARD = f"""
begin
  if not {STEERS} then return null; end if;
  return (select jsonb_build_object('notes', count(*) filter (where b.theme_id is null) / 10 * 10,
      'votes', count(*) filter (where b.theme_id is not null) / 10 * 10)
    from workshops_box b where b.workshop_id = wanted);
end
"""

# One who prepares at a time: two that add the same step or ask the same person wait for each other.
HOLD = f"""
begin
  if not {STEERS} then
    raise exception 'samtid: the host prepares a workshop' using errcode = 'insufficient_privilege';
  end if;
  perform from workshops_workshop w where w.id = wanted for update;
end
"""

# What was planned and who was asked is taken away by a host, and only before the start.
LIES_STILL = f"""
begin
  if not {STEERS} or exists (select from workshops_workshop w where w.id = old.workshop_id and w.begun_at is not null) then
    raise exception 'samtid: a workshop that has begun lies still' using errcode = 'insufficient_privilege';
  end if;
  return old;
end
"""

# Votes are what the box held: nobody writes a theme with some.
NO_VOTES_YET = """
begin
  if new.votes <> 0 then
    raise exception 'samtid: votes come out of the box' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

OF_WORKSHOP = seen("workshop_id")
NOT_OVER = (
    "exists (select from workshops_workshop w where w.id = {}.workshop_id and w.ended_at is null and {})"
)

WALLS = [
    Wall(
        "workshops_workshop",
        seen("id"),
        write=f"by_id = {ME} and {STEERS} and begun_at is null and ended_at is null and now_id is null",
        verbs=f"select ({columns(Workshop)}), insert",
    ),
    Authored("workshops_workshop", Did("by_id", "at")),
    Wall(
        "workshops_step",
        OF_WORKSHOP,
        write=f"{STEERS} and {NOT_OVER.format('workshops_step', 'true')}",
        verbs=f"select ({columns(Step)}), insert, delete",
    ),
    Wall(
        "workshops_group",
        OF_WORKSHOP,
        write=f"{STEERS} and {NOT_OVER.format('workshops_group', 'true')}",
        verbs=f"select ({columns(Group)}), insert",
        columns=["track"],
    ),
    # who was asked is the host's list, and one's own line
    Wall(
        "workshops_invited",
        f"({STEERS} or staff_id = {ME})",
        write=f"{STEERS} and {NOT_OVER.format('workshops_invited', 'w.begun_at is null')}",
        verbs=f"select ({columns(Invited)}), insert, delete",
        columns=["group_id"],
    ),
    Function("access.workshop_lies_still()", "trigger", LIES_STILL, to=NOBODY),
    Trigger("workshops_step_lies_still", "workshops_step", "before delete", "access.workshop_lies_still"),
    Trigger(
        "workshops_invited_lies_still", "workshops_invited", "before delete", "access.workshop_lies_still"
    ),
    Wall("workshops_seat", "false", verbs="select (id)"),
    Wall("workshops_box", "false", verbs="select (id)"),
    Wall("workshops_receipt", "false", verbs="select (id)"),
    Wall("workshops_try", "false", verbs="select (id)"),
    Wall(
        "workshops_note",
        told("workshops_note"),
        write=STEERS,
        verbs=f"select ({columns(Note)})",
        columns=["theme_id"],
    ),
    Wall(
        "workshops_theme",
        told("workshops_theme"),
        write=STEERS,
        verbs=f"select ({columns(Theme)}), insert",
        columns=["name", "into_id"],
    ),
    Function("access.theme_begins_without_votes()", "trigger", NO_VOTES_YET, to=NOBODY, is_owners=False),
    Trigger(
        "workshops_theme_begins", "workshops_theme", "before insert", "access.theme_begins_without_votes"
    ),
    Wall(
        "workshops_proposal",
        OF_WORKSHOP,
        write=f"by_id = {ME} and {STEERS}",
        verbs=f"select ({columns(Proposal)}), insert",
    ),
    AppendOnly("workshops_proposal"),
    Authored("workshops_proposal", Did("by_id", "at")),
    Wall(
        "workshops_line",
        OF_WORKSHOP,
        write=f"by_id = {ME} and {STEERS}",
        verbs=f"select ({columns(Line)}), insert",
    ),
    AppendOnly("workshops_line"),
    Authored("workshops_line", Did("by_id", "at")),
    Function("access.my_workshops()", "uuid[]", MY_WORKSHOPS, volatility="stable"),
    Function("access.hold_workshop(wanted uuid)", "void", HOLD),
    Function("access.move_workshop(wanted uuid, to_step uuid)", "boolean", MOVE),
    Function("access.lay_out_seats(wanted uuid, said jsonb)", "int", LAY_OUT),
    Function("access.heard_in_workshop(wanted uuid)", "jsonb", HEARD, volatility="stable"),
    *PHONE,
]
