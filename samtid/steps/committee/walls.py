"""Väggarna kring sammanträdena: a meeting is about nobody; each matter on its list lies in its own case.

What a delegate or the chair has decided is told at the meeting by the database itself, row by row in each one's own case:
nobody counts what they have no key to. Of a matter without a key, its place and paragraph are known and nothing else.
"""

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
from samtid.ground.law.delegation import Level
from samtid.steps.compulsory.words import Decider

from . import rules
from .words import BEFORE, Event, Outcome

READS = f"(select access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}]))"
KEEPS = f"(select access.has_role(array[{roles.in_sql(roles.LEADS)}]))"
TURNING = [
    "starts_at",
    "place",
    "called_at",
    "held_at",
    "chair",
    "present",
    "adjuster",
    "adjusted_at",
    "cancelled_at",
]
SETTLING = [
    *(
        "outcome",
        "paragraph",
        "text",
        "reservation",
        "left_room",
        "is_certified",
        "proposed",
        "draft_version",
    ),
    *("settled_by_id", "settled_at"),
]
LEFT = ", ".join(f"'{one.value}'" for one in BEFORE)
DAYS_BACK = rules.FIRST_TOLD.days

# A meeting goes one way: called, held, adjusted. No matter is lost with one that is called off, and none is without its
# paragraph when the minutes are adjusted, whoever has the key to it.
TURNS = """
declare left_on_list boolean;
begin
  if tg_op = 'INSERT' then
    if num_nonnulls(new.called_at, new.held_at, new.adjusted_at, new.cancelled_at) > 0 or new.starts_at <= access.at() then
      raise exception 'samtid: a meeting begins planned' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  left_on_list := exists (select from committee_agendaline l where l.meeting_id = new.id and l.settled_at is null);
  if old.held_at is not null and to_jsonb(new) - 'adjusted_at' is distinct from to_jsonb(old) - 'adjusted_at'
    or old.called_at is not null and new.called_at is distinct from old.called_at
    or old.held_at is null and new.held_at is not null and (new.starts_at > access.at() or old.called_at is null)
    or new.held_at is null and (new.chair, new.present, new.adjuster) is distinct from (old.chair, old.present, old.adjuster)
    or new.starts_at is distinct from old.starts_at and new.starts_at <= access.at()
    or old.adjusted_at is null and new.adjusted_at is not null and (old.held_at is null or left_on_list)
    or old.cancelled_at is null and new.cancelled_at is not null and left_on_list then
    raise exception 'samtid: a meeting is called, held and adjusted, in that order' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# A matter lies in the case of its draft, last on the list; after the call only with why it cannot wait.
LISTED = """
declare m committee_meeting;
begin
  select d.case_id into new.case_id from decisions_decision d where d.id = new.decision_id and d.signed_at is null;
  if not found then
    raise exception 'samtid: a draft is laid before a meeting' using errcode = 'check_violation';
  end if;
  select * into m from committee_meeting c where c.id = new.meeting_id for update;
  if m.id is null or m.held_at is not null or m.cancelled_at is not null
    or m.called_at is not null and trim(new.extra_why) = '' or new.outcome <> '' then
    raise exception 'samtid: the list of that meeting is closed' using errcode = 'check_violation';
  end if;
  new.number := 1 + coalesce((select max(l.number) from committee_agendaline l where l.meeting_id = new.meeting_id), 0);
  return new;
end
"""

# Taken away before the meeting by who holds the case; what the meeting said is written after it, by who keeps it.
SETTLED = f"""
declare m committee_meeting;
begin
  select * into m from committee_meeting c where c.id = new.meeting_id for update;
  if new.outcome in ({LEFT}) and m.held_at is not null
    or new.outcome not in ({LEFT}) and (m.held_at is null or m.adjusted_at is not null
      or not access.has_role(array[{roles.in_sql(roles.LEADS)}])) then
    raise exception 'samtid: what a meeting said is written after it' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# A correction lies where what it corrects lies, and corrects what has been written.
CORRECTS = """
begin
  select l.case_id into new.case_id from committee_agendaline l where l.id = new.line_id and l.settled_at is not null;
  if not found then
    raise exception 'samtid: what is written is corrected' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# What is told at a meeting: each decision by a delegate since the last one of the same body, and the chair's that nobody
# has been told of. Frozen when it is noted as held.
TELLS = f"""
declare since timestamptz;
begin
  select coalesce(max(m.held_at), access.at() - interval '{DAYS_BACK} days') into since from committee_meeting m
    where m.committee_id = new.committee_id and m.level = new.level and m.id <> new.id and m.held_at is not null;
  insert into committee_announced (id, case_id, meeting_id, decision_id)
    select gen_random_uuid(), d.case_id, new.id, d.id from decisions_decision d
    where d.level = '{Level.DELEGATE.value}' and d.signed_at > since and d.signed_at <= access.at();
  insert into committee_announced (id, case_id, meeting_id, step_id)
    select gen_random_uuid(), s.case_id, new.id, s.id from compulsory_trackstep s
      join compulsory_track t on t.id = s.track_id
    where s.decider = '{Decider.CHAIR.value}' and not s.is_withdrawn and t.annulled_at is null
      and s.at > since - interval '{DAYS_BACK} days'
      and not exists (select from compulsory_trackstep c where c.corrects_id = s.id)
      and not exists (select from committee_announced a where a.step_id = s.id);
  return null;
end
"""

# The places and paragraphs of the same body's minutes of the year: of a matter without a key, that and nothing else.
PARAGRAPHS = f"""
begin
  if not access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}]) then return; end if;
  return query select l.meeting_id, l.number::int, l.paragraph::int, l.settled_at is not null, l.outcome in ({LEFT})
    from committee_meeting w
      join committee_meeting m on m.committee_id = w.committee_id and m.level = w.level and m.short = w.short
        and extract(year from m.starts_at at time zone 'Europe/Stockholm')
          = extract(year from w.starts_at at time zone 'Europe/Stockholm')
      join committee_agendaline l on l.meeting_id = m.id
    where w.id = wanted order by m.starts_at, l.number;
end
"""

WALLS = [
    Told(
        "committee",
        list(Event),
        done={
            Event.RAISED: done("committee_agendaline", "raised_at", "raised_by_id"),
            Event.WITHDRAWN: done(
                "committee_agendaline",
                "settled_at",
                "settled_by_id",
                f"t.outcome = '{Outcome.WITHDRAWN.value}'",
            ),
            Event.MOVED: done(
                "committee_agendaline", "settled_at", "settled_by_id", f"t.outcome = '{Outcome.MOVED.value}'"
            ),
            Event.SETTLED: done(
                "committee_agendaline", "settled_at", "settled_by_id", "t.paragraph is not null"
            ),
            Event.CORRECTED: done("committee_linecorrection", "at", "by_id"),
        },
    ),
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
    Function("access.committee_listed()", "trigger", LISTED, to=NOBODY),
    Trigger(
        "committee_agendaline_follows", "committee_agendaline", "before insert", "access.committee_listed"
    ),
    Function("access.committee_settled()", "trigger", SETTLED, to=NOBODY),
    Trigger(
        "committee_agendaline_told",
        "committee_agendaline",
        "before update of outcome",
        "access.committee_settled",
    ),
    Sealed("committee_agendaline"),
    Wall("committee_agendaline", IN_CASE, columns=SETTLING),
    Authored("committee_agendaline", Did("raised_by_id", "raised_at"), [Did("settled_by_id", "settled_at")]),
    AppendOnly("committee_agendaline", unless="old.settled_at is null"),
    Function("access.committee_corrects()", "trigger", CORRECTS, to=NOBODY),
    Trigger(
        "committee_linecorrection_follows",
        "committee_linecorrection",
        "before insert",
        "access.committee_corrects",
    ),
    Sealed("committee_linecorrection"),
    Wall("committee_linecorrection", IN_CASE, write=f"{IN_CASE} and {KEEPS}"),
    Authored("committee_linecorrection", Did("by_id", "at")),
    AppendOnly("committee_linecorrection"),
    Sealed("committee_announced"),
    Wall("committee_announced", IN_CASE, verbs="select"),
    AppendOnly("committee_announced"),
    Function(
        "access.committee_paragraphs(wanted uuid)",
        "table (of_meeting uuid, place int, paragraph int, is_settled boolean, is_away boolean)",
        PARAGRAPHS,
        volatility="stable",
    ),
]
