"""Väggarna i stugan: a box that nobody reads, shaken at every step; a slip that opens one workshop and nothing else.

While a step goes on, notes and votes lie in ``workshops_box``. Only moving on empties it, forward and once for each step. A
group's notes come out when at least four of its seats wrote; the rest waits until four seats have something lying, and comes
out without its group. Votes are counted when four seats voted, else never. So a host who moves on after one has pressed *Skicka*
finds nothing. Rows get new keys by chance and are put in by lot in one transaction, and the counters are wiped in the same. No time stands beside a note or a vote. Columns are granted one
by one, since a whole table's right brings PostgreSQL's own numbers of transactions along (as ``improvement/walls.py``).
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.access.walling.parts import columns_of
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role

from ..models import Group, Invited, Line, Note, Proposal, Step, Theme, Workshop
from ..rules import LEAST_IN_GROUP, SPARE
from ..words import Deed
from .phone import HASH, PHONE

STEERS = f"(select access.has_role(array[{roles.in_sql(roles.READS_HARDSHIPS)}]))"
READS = f"(select access.has_role(array[{roles.in_sql(roles.COMPARES)}]))"
MINE = "(select access.my_workshops())::uuid[]"
QUALITY = f"(select access.has_role(array['{Role.QUALITY}']))"


def seen(workshop: str) -> str:
    """Those who steer, those who compare, and those of the staff who were asked."""
    return f"({STEERS} or {READS} or {workshop} = any ({MINE}))"


def leads(workshop: str) -> str:
    """The one who made it, as long as she has a role that does, and the quality developer: no other manager."""
    made = f"select from workshops_workshop w where w.id = {workshop} and w.by_id = {ME}"
    return f"({QUALITY} or ({STEERS} and exists ({made})))"


def told(table: str) -> str:
    """What was said is read by the host as it comes out of the box, and by the others when the workshop is over."""
    over = f"exists (select from workshops_workshop w where w.id = {table}.workshop_id and w.ended_at is not null)"
    return f"({leads(f'{table}.workshop_id')} or ({seen('workshop_id')} and {over}))"


MY_WORKSHOPS = """
begin
  return array(select i.workshop_id from workshops_invited i where i.staff_id = access.me());
end
"""


# On to a later step, or to the end. What four have put in comes out, shaken; the rest waits in the box for more.
MOVE = f"""
declare one workshops_workshop; next workshops_step; was workshops_step; moment timestamptz := access.at();
  many uuid[]; out_late boolean; out_votes boolean;
begin
  perform access.require(array['web', 'command']);
  if not {leads("wanted")} then
    raise exception 'samtid: the host moves a workshop on' using errcode = 'insufficient_privilege';
  end if;
  select * into one from workshops_workshop w where w.id = wanted for update;
  if one.id is null or one.ended_at is not null then return false; end if;
  select * into was from workshops_step p where p.id = one.now_id;
  if to_step is null then
    if one.begun_at is null then return false; end if;
    update workshops_workshop set now_id = null, since = moment, ended_at = moment where id = wanted;
  else
    select * into next from workshops_step p where p.id = to_step and p.workshop_id = wanted;
    if next.id is null or was.id is not null and (next.day, next.starts) <= (was.day, was.starts) then return false; end if;
    if one.begun_at is null and exists (select from workshops_invited i where i.workshop_id = wanted
        group by i.group_id having i.group_id is null or count(*) < {LEAST_IN_GROUP}) then return false; end if;
    update workshops_workshop set now_id = next.id, since = moment, begun_at = coalesce(begun_at, moment) where id = wanted;
  end if;
  perform from workshops_seat s where s.workshop_id = wanted order by s.id for update;
  many := array(select s.group_id from workshops_seat s where s.workshop_id = wanted and s.written > 0
    group by s.group_id having count(*) >= {LEAST_IN_GROUP});
  out_votes := (select count(*) >= {LEAST_IN_GROUP} from workshops_seat s where s.workshop_id = wanted and s.spent > 0);
  out_late := (select count(*) >= {LEAST_IN_GROUP} from workshops_seat s where s.workshop_id = wanted
      and (s.late > 0 or s.written > 0 and not s.group_id = any (many)));
  if to_step is null and not out_late then
    -- the last of it comes out among what others have said, none with its group; what fewer than four have said in all never does
    out_late := cardinality(many) > 0 or exists (select from workshops_note n where n.workshop_id = wanted);
    many := array[]::uuid[];
  end if;
  with taken as (delete from workshops_box b where b.workshop_id = wanted and case
      when b.theme_id is not null then out_votes and b.step_id = was.id
      when b.step_id = was.id and b.group_id = any (many) then true
      else out_late end returning *),
  shaken as materialized (select gen_random_uuid() as new_id, t.* from taken t order by random()),
  notes as (
    insert into workshops_note (id, workshop_id, step_id, group_id, text, may_name, is_hidden)
      select s.new_id, s.workshop_id, s.step_id, case when s.step_id = was.id and s.group_id = any (many) then s.group_id end,
        s.text, s.may_name, s.may_name from shaken s where s.theme_id is null
      order by random()),
  receipts as (
    insert into workshops_receipt (id, workshop_id, note_id, code)
      select gen_random_uuid(), s.workshop_id, case when s.theme_id is null then s.new_id end, s.code from shaken s
      order by random())
  update workshops_theme t set votes = t.votes + given.many
    from (select s.theme_id, count(*) as many from shaken s where s.theme_id is not null group by s.theme_id) given
    where t.id = given.theme_id;
  update workshops_seat s set spent = 0, written = 0, late = case when out_late then 0 when s.group_id = any (many) then s.late
    else s.late + s.written end where workshop_id = wanted;
  return true;
end
"""

# Before the start new slips take the place of the old, for those who are in the group and a few more. Not afterwards: whoever
# makes slips knows their words, and could write and vote with as many as she liked.
LAY_OUT = f"""
declare many int;
begin
  perform access.require(array['web', 'command']);
  if not {leads("wanted")} then
    raise exception 'samtid: the host lays out the slips' using errcode = 'insufficient_privilege';
  end if;
  perform from workshops_workshop w where w.id = wanted for update;
  if exists (select from workshops_workshop w where w.id = wanted and w.begun_at is not null) then return 0; end if;
  delete from workshops_seat s where s.workshop_id = wanted;
  insert into workshops_seat (id, workshop_id, group_id, word, spent, written, late)
    select gen_random_uuid(), wanted, g.id, {HASH.format("one->>'word'")}, 0, 0, 0
    from jsonb_array_elements(said) one
      join workshops_group g on g.id = (one->>'group')::uuid and g.workshop_id = wanted
    order by random() on conflict (word) do nothing;
  get diagnostics many = row_count;
  if exists (select from workshops_seat s where s.workshop_id = wanted group by s.group_id having count(*) >
      {SPARE} + (select count(*) from workshops_invited i where i.group_id = s.group_id)) then
    raise exception 'samtid: more slips than people' using errcode = 'insufficient_privilege';
  end if;
  return many;
end
"""

# How much has come, in whole tens: one more is seen by nobody.
HEARD = f"""
begin
  if not {leads("wanted")} then return null; end if;
  return (select jsonb_build_object('notes', count(*) filter (where b.theme_id is null) / 10 * 10,
      'votes', count(*) filter (where b.theme_id is not null) / 10 * 10)
    from workshops_box b where b.workshop_id = wanted);
end
"""


# One who prepares at a time: two that add the same step or ask the same person wait for each other.
HOLD = f"""
begin
  if not {leads("wanted")} then
    raise exception 'samtid: the host prepares a workshop' using errcode = 'insufficient_privilege';
  end if;
  perform from workshops_workshop w where w.id = wanted for update;
end
"""

# What was planned and who was asked is taken away by a host, and only before the start.
LIES_STILL = f"""
begin
  if not {leads("old.workshop_id")} or exists (select from workshops_workshop w where w.id = old.workshop_id and w.begun_at is not null) then
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

# What a proposal stands on lies still, and so does everything when the workshop is over. Nothing goes from one workshop to another.
UNDER = "exists (select from workshops_proposal p join workshops_theme t on t.id in ({}) where p.theme_id in (t.id, t.into_id))"
SORTED = f"""
begin
  if tg_table_name = 'workshops_note' then
    if new.theme_id is not distinct from old.theme_id then return new; end if;
    if {UNDER.format("new.theme_id, old.theme_id")} or new.theme_id is not null and not exists
        (select from workshops_theme t where t.id = new.theme_id and t.workshop_id = new.workshop_id) then
      raise exception 'samtid: a note stays where it is' using errcode = 'insufficient_privilege';
    end if;
  elsif {UNDER.format("new.id, new.into_id, old.into_id")} or new.into_id is not null and (not exists
        (select from workshops_theme t where t.id = new.into_id and t.workshop_id = new.workshop_id and t.into_id is null
          and t.id <> new.id) or exists (select from workshops_theme t where t.into_id = new.id)) then
    raise exception 'samtid: a theme stays where it is' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from workshops_workshop w where w.id = new.workshop_id and w.ended_at is not null) then
    raise exception 'samtid: what is over is sorted' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# A step is never laid before the one that goes on: nobody would come to it.
COMES_LATER = """
begin
  if exists (select from workshops_workshop w join workshops_step p on p.id = w.now_id
      where w.id = new.workshop_id and (new.day, new.starts) <= (p.day, p.starts)) then
    raise exception 'samtid: a workshop goes forward' using errcode = 'insufficient_privilege';
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
        write=f"by_id = {ME} and {STEERS} and begun_at is null and ended_at is null and since is null and now_id is null",
        verbs=f"select ({columns_of(Workshop)}), insert",
    ),
    # it begins and ends by a door only (above); should a column ever be given, it is still the moment that it is
    Authored(
        "workshops_workshop",
        Did("by_id", "at"),
        then=[Did(at="begun_at"), Did(at="since"), Did(at="ended_at")],
    ),
    Wall(
        "workshops_step",
        OF_WORKSHOP,
        write=f"{leads('workshops_step.workshop_id')} and {NOT_OVER.format('workshops_step', 'true')}",
        verbs=f"select ({columns_of(Step)}), insert, delete",
    ),
    Wall(
        "workshops_group",
        OF_WORKSHOP,
        write=f"{leads('workshops_group.workshop_id')} and {NOT_OVER.format('workshops_group', 'true')}",
        verbs=f"select ({columns_of(Group)}), insert",
        columns=["track"],
    ),
    # who was asked is the host's list, and one's own line
    Wall(
        "workshops_invited",
        f"({leads('workshops_invited.workshop_id')} or staff_id = {ME})",
        write=f"{leads('workshops_invited.workshop_id')} and {NOT_OVER.format('workshops_invited', 'w.begun_at is null')}",
        verbs=f"select ({columns_of(Invited)}), insert, delete",
        columns=["group_id"],
    ),
    Function("access.step_comes_later()", "trigger", COMES_LATER, to=NOBODY),
    Trigger("workshops_step_later", "workshops_step", "before insert", "access.step_comes_later"),
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
        # what the host does not show is shown to no other
        f"({told('workshops_note')} and (not is_hidden or {leads('workshops_note.workshop_id')}))",
        write=leads("workshops_note.workshop_id"),
        verbs=f"select ({columns_of(Note)})",
        columns=["theme_id", "is_hidden"],
    ),
    Wall(
        "workshops_theme",
        told("workshops_theme"),
        write=leads("workshops_theme.workshop_id"),
        verbs=f"select ({columns_of(Theme)}), insert",
        columns=["into_id"],
    ),
    Function("access.theme_begins_without_votes()", "trigger", NO_VOTES_YET, to=NOBODY, is_owners=False),
    Trigger(
        "workshops_theme_begins", "workshops_theme", "before insert", "access.theme_begins_without_votes"
    ),
    Function("access.workshop_sorted()", "trigger", SORTED, to=NOBODY),
    Trigger("workshops_note_sorted", "workshops_note", "before update", "access.workshop_sorted"),
    Trigger(
        "workshops_theme_sorted", "workshops_theme", "before update of into_id", "access.workshop_sorted"
    ),
    Wall(
        "workshops_proposal",
        OF_WORKSHOP,
        write=f"by_id = {ME} and {leads('workshops_proposal.workshop_id')} and exists (select from workshops_theme t "
        "where t.id = theme_id and t.workshop_id = workshops_proposal.workshop_id and t.into_id is null)",
        verbs=f"select ({columns_of(Proposal)}), insert",
    ),
    AppendOnly("workshops_proposal"),
    Authored("workshops_proposal", Did("by_id", "at")),
    Wall(
        "workshops_line",
        OF_WORKSHOP,
        # what became of a proposal is said by the one who plans, the rest by those who lead
        write=f"by_id = {ME} and case when deed = '{Deed.TAKEN_UP}' then {STEERS} and exists (select from workshops_proposal p "
        "where p.id = proposal_id and p.workshop_id = workshops_line.workshop_id) "
        f"else {leads('workshops_line.workshop_id')} end",
        verbs=f"select ({columns_of(Line)}), insert",
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
