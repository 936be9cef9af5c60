"""Väggarna kring det som kommer in, and the two doors through them: hand something in, and send it on."""

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
from samtid.base.access.walling.parts import DISPOSAL

from ..words import Event, Outcome
from . import household, told

# Anybody may hand something in, and gets nothing back: not even whether a row was made. The open way in
# cannot say who, when or through which channel; only the program's own clock can. It lies with the reception:
# the caller's own if they work in one, otherwise the first.
RECEIVE_REPORT = """
declare place int; open_way boolean := coalesce(access.purpose() = 'portal', true);
begin
  if open_way and access.purpose() is null then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if not open_way and access.me() is null and access.purpose() <> 'command' then
    raise exception 'samtid: nobody is acting' using errcode = 'insufficient_privilege';
  end if;
  if length(said->>'text') > 20000 then
    raise exception 'samtid: too long' using errcode = 'check_violation';
  end if;
  if not open_way and (said->>'received_at')::timestamptz < access.at() - interval '366 days' then
    raise exception 'samtid: more than a year ago' using errcode = 'check_violation';
  end if;
  -- what is handed in together is handed in by one, in one moment; more is put beside it by whoever holds a key to it
  if exists (select 1 from intake_report r where r.receipt = said->>'receipt') and not exists (
      select 1 from intake_report r where r.receipt = said->>'receipt'
        and (r.registered_at = access.at() and r.registered_by_id is not distinct from access.me()
          or coalesce(not r.is_sealed and r.compartment_id = any (access.my_compartments())
            or r.case_id = any (access.my_cases()), false))) then
    raise exception 'samtid: no key to this report' using errcode = 'insufficient_privilege';
  end if;
  select h.compartment_id into place from organisation_unit u join access_holding h on h.unit_id = u.id
    where u.kind = 'reception' and access.holds(u.valid_from, u.valid_to) and access.holds(h.valid_from, h.valid_to)
    order by (h.compartment_id = any (access.my_compartments())) desc, u.id limit 1;
  if place is null then
    raise exception 'samtid: no reception on this day' using errcode = 'check_violation';
  end if;
  insert into intake_report (id, compartment_id, is_sealed, receipt, need, kind, channel, received_at, registered_at,
    registered_by_id, is_urgent, reporter_name, reporter_category, reporter_contact, wants_feedback,
    is_anonymous, safe_contact, about_name, about_number, about_age, guardians_told, interpreter, children_at_home,
    routing_reason, protection_text, proposed_outcome, outcome, outcome_reason, late_reason, feedback_text)
  values ((said->>'id')::uuid, place, false, said->>'receipt', said->>'need', said->>'kind',
    case when open_way then 'web' else said->>'channel' end,
    case when open_way then access.at() else least((said->>'received_at')::timestamptz, access.at()) end,
    access.at(),
    access.me(), (said->>'is_urgent')::boolean, said->>'reporter_name', said->>'reporter_category',
    said->>'reporter_contact', (said->>'wants_feedback')::boolean, (said->>'is_anonymous')::boolean,
    said->>'safe_contact', said->>'about_name', said->>'about_number',
    coalesce(said->>'about_age', ''),
    (said->>'guardians_told')::boolean, said->>'interpreter',
    (said->>'children_at_home')::boolean, said->>'routing_reason', '', '', '', '', '', '');
  insert into intake_reporttold (id, report_id, text, address, school)
    values (gen_random_uuid(), (said->>'id')::uuid, said->>'text', said->>'about_address', said->>'about_school');
end
"""

# Sends what came in to a unit that takes it, and notes why. Where there is a case, dossier's transfer moves it.
ROUTE_REPORT = """
declare sent intake_report;
begin
  select * into sent from intake_report where id = wanted for update;
  if sent.id is null or not coalesce((not sent.is_sealed and sent.compartment_id = any (access.my_compartments()))
      or sent.case_id = any (access.my_cases()), false) then
    raise exception 'samtid: no key to this report' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from organisation_unit u join access_holding h on h.unit_id = u.id
      where h.compartment_id = wanted_compartment and u.kind not in ('department', 'staff_unit')
        and access.holds(u.valid_from, u.valid_to) and access.holds(h.valid_from, h.valid_to)) then
    raise exception 'samtid: no unit holds this compartment' using errcode = 'check_violation';
  end if;
  insert into intake_routing (id, report_id, from_compartment_id, to_compartment_id, reason, by_id, at)
    values (wanted_id, wanted, sent.compartment_id, wanted_compartment, why, access.me(), access.at());
  if sent.case_id is null then
    update intake_report set compartment_id = wanted_compartment where id = wanted;
  end if;
end
"""

# What lies in a case is moved to another only by one who sees it without broken glass, else the text would follow; and only
# to one about the same person: whom it is about, and so whether its place is told, is corrected by the door of corrections.
REPORT_STAYS = """
begin
  if not exists (select 1 from dossier_case was join dossier_case c on c.dossier_id = was.dossier_id
      where was.id = old.case_id and c.id = new.case_id) then
    raise exception 'samtid: a report stays with its person' using errcode = 'insufficient_privilege';
  end if;
  if not access.sees_without_glass(old.case_id) then
    raise exception 'samtid: no key of one''s own to this case' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
"""

# What is assessed, decided and answered is written once, whoever asks. When it came in, what it is and what it is
# about may become what a correction says, which keeps what it was and why.
STANDS = f"""
declare once text[]; kept jsonb := to_jsonb(old); wanted jsonb := to_jsonb(new); name text;
begin
  if tg_op = 'DELETE' then
    {DISPOSAL}
    raise exception 'samtid: intake_report is append-only';
  end if;
  if old.protection_assessed_at is not null then
    once := array['protection_assessed_at', 'protection_assessed_by_id', 'protection_danger', 'protection_text'];
  end if;
  if old.closed_at is not null then
    once := once || array['outcome', 'outcome_reason', 'late_reason', 'closed_at', 'closed_by_id',
      'proposed_outcome', 'proposed_at', 'proposed_by_id'];
  end if;
  if old.feedback_sent_at is not null then
    once := once || array['feedback_sent_at', 'feedback_sent_by_id', 'feedback_text'];
  end if;
  if old.children_at is not null then
    once := once || array['children_at', 'children_by_id', 'children_said'];
  end if;
  once := once || array['receipt', 'children_at_home', 'channel', 'registered_at', 'registered_by_id'];
  -- the correction is of this very moment and the writer's own: one from last week does not speak of today
  if old.received_at is distinct from new.received_at and (new.received_at > access.at() or not exists (select 1 from intake_correction c
      where c.report_id = old.id and c.was = old.received_at and c.became = new.received_at
        and c.at = access.at() and c.by_id = access.me())) then
    raise exception 'samtid: received_at of intake_report is written once';
  end if;
  if old.kind is distinct from new.kind and (old.closed_at is not null or not exists (select 1 from intake_correction c
      where c.report_id = old.id and c.kind_was = old.kind and c.kind_became = new.kind
        and c.at = access.at() and c.by_id = access.me())) then
    raise exception 'samtid: kind of intake_report is written once';
  end if;
  if old.need is distinct from new.need and (old.closed_at is not null or not exists (select 1 from intake_correction c
      where c.report_id = old.id and c.need_was = old.need and c.need_became = new.need
        and c.at = access.at() and c.by_id = access.me())) then
    raise exception 'samtid: need of intake_report is written once';
  end if;
  foreach name in array once loop
    if kept->name is distinct from wanted->name then
      raise exception 'samtid: % of intake_report is written once', name;
    end if;
  end loop;
  return new;
end
"""

# The case is about what its reports are: it follows a corrected one, unless another report in it is still of the old need.
NEED_FOLLOWS = """
begin
  update dossier_case c set need = new.need
    where c.id = new.case_id and c.need = old.need and c.closed_at is null
      and not exists (select 1 from intake_report r where r.case_id = c.id and r.id <> new.id and r.need = old.need);
  return null;
end
"""

# What was done with a report before it had a case is told in the diary as it was: by whom and when the report's own
# row says. Nothing of it is for the caller to say, and what stands already is not said again.
LABELS = "\n".join(f"    when '{one.value}' then '{one.label}'" for one in Event)
TELL_BEFORE = f"""
declare r intake_report; who int; moment timestamptz;
begin
  select * into r from intake_report where id = wanted;
  if r.case_id is null or not coalesce(access.may_see_case(r.case_id), false) then
    raise exception 'samtid: no key to this report' using errcode = 'insufficient_privilege';
  end if;
  if what in ('report_received', 'application_received') then who := r.registered_by_id; moment := r.received_at;
  elsif what in ('protection_assessed', 'danger_found') and r.protection_assessed_at is not null
    and r.protection_danger = (what = 'danger_found') then
    who := r.protection_assessed_by_id; moment := r.protection_assessed_at;
  else raise exception 'samtid: nothing of that kind was done' using errcode = 'check_violation';
  end if;
  if exists (select 1 from dossier_event e where e.case_id = r.case_id and e.verb = what and e.at = moment
      and e.by_id is not distinct from who) then
    return;
  end if;
  insert into dossier_event (id, case_id, verb, said, law, at, by_id)
    values (line, r.case_id, what, case what
{LABELS} end, citation, moment, who);
end
"""
OF_REPORT = "exists (select 1 from intake_report r where r.id = report_id)"


def _ended(outcome: str) -> str:
    return done("intake_report", "closed_at", "closed_by_id", f"t.outcome = '{outcome}'")


def _corrected(what: str) -> str:
    return (
        "select from intake_correction t join intake_report r on r.id = t.report_id "
        f"where r.case_id = new.case_id and t.at = new.at and t.by_id = new.by_id and {what}"
    )


TOLD = Told(
    "intake",
    list(Event),
    done={
        **{
            Event[name]: _ended(Outcome[name].value)
            for name in ("INVESTIGATE", "NO_INVESTIGATION", "REFERRED")
        },
        **{Event[name]: _ended(Outcome[name].value) for name in ("ANSWERED", "WITHDRAWN")},
        Event.ARRIVAL_CORRECTED: _corrected("t.was <> t.became"),
        Event.KIND_CORRECTED: _corrected("t.kind_became <> ''"),
        Event.NEED_CORRECTED: _corrected("t.need_became <> ''"),
        Event.PROPOSED: done("intake_report", "proposed_at", "proposed_by_id"),
        Event.FEEDBACK_SENT: done("intake_report", "feedback_sent_at", "feedback_sent_by_id"),
        Event.CHILDREN_REPORTED: done("intake_report", "children_at", "children_by_id"),
        Event.CHILDREN_SAFE: done("intake_report", "children_at", "children_by_id"),
        **{
            verb: done("intake_report", "protection_assessed_at", "protection_assessed_by_id", danger)
            for verb, danger in (
                (Event.PROTECTION_ASSESSED, "not t.protection_danger"),
                (Event.DANGER_FOUND, "t.protection_danger"),
            )
        },
    },
    by_door=[Event.REPORT_RECEIVED, Event.APPLICATION_RECEIVED, Event.QUESTION_RECEIVED],
)

WALLS = [
    TOLD,
    Function("access.tell_before(wanted uuid, line uuid, what text, citation text)", "void", TELL_BEFORE),
    Function("access.receive_report(said jsonb)", "void", RECEIVE_REPORT),
    Function(
        "access.route_report(wanted uuid, wanted_id uuid, wanted_compartment int, why text)",
        "void",
        ROUTE_REPORT,
    ),
    Function("access.report_stays()", "trigger", REPORT_STAYS, to=NOBODY),
    Function("access.intake_report_stands()", "trigger", STANDS, to=NOBODY, is_owners=False),
    Trigger(
        "intake_report_stands", "intake_report", "before update or delete", "access.intake_report_stands"
    ),
    Trigger(
        "report_stays",
        "intake_report",
        "before update of case_id",
        "access.report_stays",
        when="old.case_id is distinct from new.case_id and old.case_id is not null",
    ),
    Function("access.case_need_follows()", "trigger", NEED_FOLLOWS, to=NOBODY),
    Trigger(
        "case_need_follows",
        "intake_report",
        "after update of need",
        "access.case_need_follows",
        when="old.need is distinct from new.need",
    ),
    Wall(
        "intake_report",
        IN_CASE,
        verbs="select",
        columns=[
            *("case_id", "is_urgent", "safe_contact", "received_at", "kind", "need"),
            *("protection_assessed_at", "protection_assessed_by_id", "protection_danger", "protection_text"),
            *("proposed_outcome", "proposed_at", "proposed_by_id"),
            *("outcome", "outcome_reason", "late_reason", "closed_at", "closed_by_id"),
            *("feedback_sent_at", "feedback_sent_by_id", "feedback_text"),
            *("children_at", "children_by_id", "children_said"),
        ],
    ),
    Authored(
        "intake_report",
        then=[
            Did("protection_assessed_by_id", "protection_assessed_at"),
            Did("proposed_by_id", "proposed_at"),
            Did("closed_by_id", "closed_at"),
            Did("feedback_sent_by_id", "feedback_sent_at"),
            Did("children_by_id", "children_at"),
        ],
    ),
    Sealed("intake_report"),
    Wall("intake_routing", OF_REPORT, verbs="select"),
    AppendOnly("intake_routing"),
    Wall("intake_correction", OF_REPORT, write=f"{OF_REPORT} and by_id = {ME}"),
    AppendOnly("intake_correction"),
    Authored("intake_correction", Did("by_id", "at")),
    *told.WALLS,
    *household.WALLS,
]
