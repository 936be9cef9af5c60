"""Väggen kring ett sammanträde: it is about nobody, goes one way, and is kept by one who leads in its committee."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Trigger, Wall
from samtid.base.access.walling.conditions import ME
from samtid.base.organisation import roles
from samtid.ground.law.delegation import Level
from samtid.steps.compulsory.words import Decider

from .. import rules
from .draft import HAD, committee_of

READS = f"(select access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}]))"
KEEPS = f"(select access.has_role(array[{roles.in_sql(roles.LEADS)}]))"
TURNING = [
    *("starts_at", "place", "called_at", "held_at", "chair", "present", "adjuster"),
    *("adjusted_at", "left_out", "cancelled_at", "keeper_id"),
]
DAYS_BACK = rules.FIRST_TOLD.days
LEADS_THERE = (
    "exists (select from organisation_membership p join organisation_unit u on u.id = p.unit_id "
    f"where p.staff_id = access.me() and p.role in ({roles.in_sql(roles.LEADS)}) "
    "and access.holds(p.valid_from, p.valid_to) and u.committee_id = new.committee_id)"
)

# A meeting goes one way: called, held, adjusted. No matter is lost with one that is called off, and none is without its
# paragraph when the minutes are adjusted unless they say so. Who keeps it writes; another takes it over first.
TURNS = f"""
declare left_on_list boolean;
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.called_at, new.held_at, new.adjusted_at, new.cancelled_at) > 0 or new.starts_at <= access.at()
      or new.left_out <> '' or new.keeper_id <> new.planned_by_id then
      raise exception 'samtid: a meeting begins planned' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.keeper_id is distinct from access.me() or new.keeper_id <> old.keeper_id
    and (to_jsonb(new) - 'keeper_id' is distinct from to_jsonb(old) - 'keeper_id' or not {LEADS_THERE}) then
    raise exception 'samtid: a meeting is kept by one, who leads in its committee' using errcode = 'insufficient_privilege';
  end if;
  left_on_list := exists (select from committee_agendaline l where l.meeting_id = new.id and l.settled_at is null);
  if old.held_at is not null and to_jsonb(new) - array['adjusted_at', 'left_out', 'keeper_id']
      is distinct from to_jsonb(old) - array['adjusted_at', 'left_out', 'keeper_id']
    or old.called_at is not null and new.called_at is distinct from old.called_at
    or old.held_at is null and new.held_at is not null and (new.starts_at > access.at() or old.called_at is null)
    or new.held_at is null and (new.chair, new.present, new.adjuster) is distinct from (old.chair, old.present, old.adjuster)
    or new.starts_at is distinct from old.starts_at and new.starts_at <= access.at()
    or old.adjusted_at is null and new.adjusted_at is not null
      and (old.held_at is null or left_on_list and trim(new.left_out) = '')
    or new.left_out <> old.left_out and (old.adjusted_at is not null or new.adjusted_at is null)
    or old.cancelled_at is null and new.cancelled_at is not null and left_on_list then
    raise exception 'samtid: a meeting is called, held and adjusted, in that order' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# When it is noted as held: the drafts are kept as the meeting had them, and what is told there is frozen. Of the same
# committee only; each decision by a delegate that this body has not been told of and that was made when it began; the
# chair's that nobody has been told of. What came after it began is for the next one, however late this is noted.
TELLS = f"""
declare since timestamptz;
begin
  update committee_agendaline l set draft_version = d.version, had = {HAD}
    from decisions_decision d join organisation_staff s on s.id = d.prepared_by_id
    where d.id = l.decision_id and l.meeting_id = new.id and l.settled_at is null;
  select least(max(m.starts_at), new.starts_at) - interval '{DAYS_BACK} days' into since from committee_meeting m
    where m.committee_id = new.committee_id and m.level = new.level and m.id <> new.id and m.held_at is not null;
  insert into committee_announced (id, case_id, meeting_id, decision_id)
    select gen_random_uuid(), d.case_id, new.id, d.id from decisions_decision d
    where d.level = '{Level.DELEGATE.value}' and d.signed_at > since and d.signed_at <= new.starts_at
      and coalesce({committee_of("d.compartment_id")}, new.committee_id) = new.committee_id
      and not exists (select from committee_announced a join committee_meeting b on b.id = a.meeting_id
        where a.decision_id = d.id and b.committee_id = new.committee_id and b.level = new.level)
    on conflict do nothing;
  insert into committee_announced (id, case_id, meeting_id, step_id)
    select gen_random_uuid(), s.case_id, new.id, s.id from compulsory_trackstep s
      join compulsory_track t on t.id = s.track_id
    where s.decider = '{Decider.CHAIR.value}' and not s.is_withdrawn and t.annulled_at is null
      and s.at > since - interval '{DAYS_BACK} days' and s.at <= new.starts_at
      and coalesce({committee_of("s.compartment_id")}, new.committee_id) = new.committee_id
      and not exists (select from compulsory_trackstep c where c.corrects_id = s.id)
      and not exists (select from committee_announced a where a.step_id = s.id)
    on conflict do nothing;
  return null;
end
"""

MEETINGS = [
    Wall("committee_meeting", READS, write=KEEPS, columns=TURNING),
    Authored(
        "committee_meeting",
        Did("planned_by_id", "planned_at"),
        [Did(at="called_at"), Did(at="held_at"), Did(at="adjusted_at"), Did(at="cancelled_at")],
    ),
    AppendOnly("committee_meeting", unless="old.adjusted_at is null and old.cancelled_at is null"),
    Function("access.committee_turns()", "trigger", TURNS, to=NOBODY),
    Trigger(
        "committee_meeting_turns", "committee_meeting", "before insert or update", "access.committee_turns"
    ),
    Function("access.committee_tells()", "trigger", TELLS, to=NOBODY),
    Trigger(
        "committee_meeting_tells",
        "committee_meeting",
        "after update of held_at",
        "access.committee_tells",
        when="old.held_at is null and new.held_at is not null",
    ),
    Wall("committee_meetingturn", READS, write=f"by_id = {ME} and {KEEPS}"),
    Authored("committee_meetingturn", Did("by_id", "at")),
    AppendOnly("committee_meetingturn"),
]
