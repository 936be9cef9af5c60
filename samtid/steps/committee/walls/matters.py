"""Väggen kring ett ärende på listan: it lies in the case of its draft, and says once what became of it."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, AppendOnly, Authored, Did, Function, Sealed, Trigger, Wall
from samtid.base.access.walling.conditions import IN_CASE
from samtid.base.organisation import roles

from ..words import BEFORE, DECISIONS
from .draft import BECAME, SAID, committee_of
from .meetings import KEEPS

SETTLING = [
    *("outcome", "paragraph", "text", "reservation", "left_room", "is_certified"),
    *("settled_by_id", "settled_at"),
]
LEFT = ", ".join(f"'{one.value}'" for one in BEFORE)
DECIDED = ", ".join(f"'{one.value}'" for one in DECISIONS)
LEADS = f"access.has_role(array[{roles.in_sql(roles.LEADS)}])"

# A matter lies in the case of its draft, last on the list; after the call only with why it cannot wait. When the meeting
# has begun, only by one who leads, and only a text that was written when it began.
LISTED = f"""
declare m committee_meeting; lies int; written timestamptz;
begin
  select * into m from committee_meeting c where c.id = new.meeting_id for update;
  select d.case_id, d.compartment_id, greatest(d.prepared_at, d.changed_at) into new.case_id, lies, written
    from decisions_decision d where d.id = new.decision_id and d.signed_at is null for share;
  if not found or exists (select from committee_agendaline l where l.decision_id = new.decision_id and {BECAME} in ({DECIDED})) then
    raise exception 'samtid: a draft is laid before a meeting' using errcode = 'check_violation';
  end if;
  if m.id is null or m.held_at is not null or m.cancelled_at is not null
    or m.called_at is not null and trim(new.extra_why) = '' or new.outcome <> ''
    or m.starts_at <= access.at() and (not {LEADS} or written > m.starts_at)
    or coalesce({committee_of("lies")}, m.committee_id) <> m.committee_id then
    raise exception 'samtid: the list of that meeting is closed' using errcode = 'check_violation';
  end if;
  new.number := 1 + coalesce((select max(l.number) from committee_agendaline l where l.meeting_id = new.meeting_id), 0);
  new.had := '{{}}';
  new.draft_version := null;
  return new;
end
"""

# Taken away before the meeting by who holds the case, and by nobody but who leads when it has begun; what the meeting said
# is written after it, by one who leads. After the minutes are adjusted only of what they left out, adjusted for itself.
# Two who write at once in two meetings do not take the same paragraph of a year.
SETTLED = f"""
declare m committee_meeting;
begin
  select * into m from committee_meeting c where c.id = new.meeting_id for update;
  if new.outcome in ({LEFT}) and (m.held_at is not null or m.starts_at <= access.at() and not {LEADS})
    or new.outcome not in ({LEFT}) and (m.held_at is null or m.adjusted_at is not null and not new.is_certified or not {LEADS}) then
    raise exception 'samtid: what a meeting said is written after it' using errcode = 'check_violation';
  end if;
  if new.paragraph is not null then
    perform pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'committee', m.committee_id, m.level, m.short), 0));
    if exists (select from committee_agendaline l join committee_meeting o on o.id = l.meeting_id
      where l.paragraph = new.paragraph and l.id <> new.id
        and o.committee_id = m.committee_id and o.level = m.level and o.short = m.short
        and extract(year from o.starts_at at time zone 'Europe/Stockholm')
          = extract(year from m.starts_at at time zone 'Europe/Stockholm')) then
      raise exception 'samtid: one matter a paragraph' using errcode = 'unique_violation';
    end if;
  end if;
  return new;
end
"""

# A correction lies where what it corrects lies, and corrects what has been written. What became of a matter is set right
# until it is decided in its own home or lies before another meeting.
CORRECTS = f"""
begin
  select l.case_id into new.case_id from committee_agendaline l where l.id = new.line_id and l.settled_at is not null;
  if not found or new.outcome <> '' and exists (select from committee_agendaline l
      join decisions_decision d on d.id = l.decision_id
      where l.id = new.line_id and (l.outcome not in ({SAID}) or d.signed_at is not null
        or exists (select from committee_agendaline o where o.decision_id = l.decision_id
          and (o.settled_at is null or o.outcome in ({SAID}) and o.settled_at > l.settled_at)))) then
    raise exception 'samtid: what is written is corrected' using errcode = 'check_violation';
  end if;
  return new;
end
"""

# The places of the list and the paragraphs of the same minutes of the year, for one who leads or has a matter there: of
# a matter without a key, that and nothing else. One that left the list is not told of, nor where on other lists a paragraph is.
PARAGRAPHS = f"""
begin
  if not {LEADS} and not exists (
    select from committee_agendaline l where l.meeting_id = wanted and access.may_see_case(l.case_id)) then return; end if;
  return query select l.meeting_id, case when l.meeting_id = wanted then l.number::int end, l.paragraph::int,
      l.settled_at is not null
    from committee_meeting w
      join committee_meeting m on m.committee_id = w.committee_id and m.level = w.level and m.short = w.short
        and extract(year from m.starts_at at time zone 'Europe/Stockholm')
          = extract(year from w.starts_at at time zone 'Europe/Stockholm')
      join committee_agendaline l on l.meeting_id = m.id
    where w.id = wanted and l.outcome not in ({LEFT}) and (m.id = wanted or l.paragraph is not null)
    order by m.id = wanted, l.number, l.paragraph;
end
"""

MATTERS = [
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
        "table (of_meeting uuid, place int, paragraph int, is_settled boolean)",
        PARAGRAPHS,
        volatility="stable",
    ),
]
