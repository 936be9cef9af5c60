"""Väggarna kring besluten. A signed decision stands, whoever asks."""

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
from samtid.base.access.walling.conditions import IN_CASE
from samtid.base.organisation import roles
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.words import Bond
from samtid.ground.law.delegation import Level

from .rules import COSTS
from .words import DecisionOutcome, Event

# What a draft says. Who decided, when and on what is set by the doors.
WRITABLE = [
    *("kind", "service_code", "outcome", "content", "reasons", "legal_basis"),
    *("amount", "per", "extent", "valid_from", "valid_to", "conditions", "goal", "follow_up_on"),
    *("consent", "names_withheld", "handed_to_id", "handed_at"),
    *("version", "changed_at", "changed_by_id"),
    *("sent_back_at", "sent_back_by_id", "sent_back_why"),
]
SIGNED = ["signed_at", "signed_by_id", "signed_title", "decided_on", "letter_id"]
ABOVE = ", ".join(f"'{level.value}'" for level in Level if level != Level.DELEGATE)
COSTING = ", ".join(f"'{kind.value}'" for kind in DecisionKind if kind in COSTS)

# The draft as it stands, held; of a case that the caller sees.
DRAFT = """
declare one decisions_decision;
begin
  select * into one from decisions_decision d where d.id = wanted and access.may_see_case(d.case_id) for update;
  if one.id is null then
    raise exception 'samtid: no key to this decision' using errcode = 'insufficient_privilege';
  end if;
  if one.signed_at is not null then
    raise exception 'samtid: decided already' using errcode = 'check_violation';
  end if;
  if not exists (select 1 from dossier_document f where f.id = wanted_letter and f.case_id = one.case_id) then
    raise exception 'samtid: the letter is not in the case' using errcode = 'check_violation';
  end if;
  return one;
end
"""

# On delegation (KL 6:37): a row of the scheme for this kind of decision, held today, in a unit where the one who signs
# has the role today, and far enough. Money that is granted without
# saying how much passes no limit; only what is refused does. A fee is held by its limit as money is.
SIGN = f"""
declare one decisions_decision := access.draft_decision(wanted, wanted_letter);
  today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  perform access.require_proof();
  if not exists (
    select 1 from organisation_delegation d
      join organisation_membership m on m.role = d.role and (d.unit_id is null or d.unit_id = m.unit_id)
    where m.staff_id = access.me() and access.holds(m.valid_from, m.valid_to) and access.holds(d.valid_from, d.valid_to)
      and d.decision = one.kind and starts_with(wanted_delegation, d.minute)
      and (d.amount_limit is null or one.outcome = '{DecisionOutcome.REFUSED.value}' or one.amount <= d.amount_limit
        or one.amount is null and one.kind not in ({COSTING}))) then
    raise exception 'samtid: no delegation for this decision' using errcode = 'insufficient_privilege';
  end if;
  update decisions_decision set level = '{Level.DELEGATE.value}', decided_on = today, minute = '', dissent = '', delegation = wanted_delegation,
    place_reason = wanted_place, letter_id = wanted_letter, signed_at = access.at(), signed_by_id = access.me(),
    signed_title = (select s.title from organisation_staff s where s.id = access.me()) where id = wanted;
end
"""

# What the board or its committee has decided is registered by a manager, with the minute that says so.
REGISTER = f"""
declare one decisions_decision := access.draft_decision(wanted, wanted_letter);
begin
  perform access.require_proof();
  if not access.has_role(array[{roles.in_sql(roles.LEADS)}]) then
    raise exception 'samtid: a manager registers what the board decides' using errcode = 'insufficient_privilege';
  end if;
  if coalesce(trim(wanted_minute), '') = '' or coalesce(wanted_level, '') not in ({ABOVE})
    or position(trim(wanted_minute) in coalesce(wanted_delegation, '')) = 0
    or day is null or day > (access.at() at time zone 'Europe/Stockholm')::date
    -- what was decided at once by the chair is written afterwards; but not long before anybody had drawn it up
    or day < (one.prepared_at at time zone 'Europe/Stockholm')::date - 31 then
    raise exception 'samtid: the board''s minute and day' using errcode = 'check_violation';
  end if;
  update decisions_decision set level = wanted_level, decided_on = day, minute = wanted_minute, dissent = wanted_dissent,
    delegation = wanted_delegation, place_reason = wanted_place, letter_id = wanted_letter, signed_at = access.at(),
    signed_by_id = access.me(), signed_title = (select s.title from organisation_staff s where s.id = access.me())
    where id = wanted;
end
"""
# Who appeals is the person of the case, or somebody the case has noted as speaking for that one.
APPEALS = f"""
begin
  if new.appellant_id is not null
    and not exists (select from dossier_case c join dossier_dossier d on d.id = c.dossier_id
      where c.id = new.case_id and d.person_id = new.appellant_id)
    and not exists (select from people_relation r where r.case_id = new.case_id and r.other_id = new.appellant_id
      and r.bond in ('{Bond.GUARDIAN.value}', '{Bond.LEGAL_REPRESENTATIVE.value}')) then
    raise exception 'samtid: who appeals is somebody of the case' using errcode = 'check_violation';
  end if;
  return new;
end
"""
SETTLED = ["in_time", "settled_at", "settled_by_id", "settled_how"]

WALLS = [
    Function(
        "access.draft_decision(wanted uuid, wanted_letter uuid)", "decisions_decision", DRAFT, to=NOBODY
    ),
    Function(
        "access.sign_decision(wanted uuid, wanted_delegation text, wanted_place text, wanted_letter uuid)",
        "void",
        SIGN,
    ),
    Function(
        "access.register_decision(wanted uuid, wanted_level text, day date, wanted_minute text, "
        "wanted_dissent text, wanted_delegation text, wanted_place text, wanted_letter uuid)",
        "void",
        REGISTER,
    ),
    Told(
        "decisions",
        list(Event),
        done={
            Event.PREPARED: done("decisions_decision", "prepared_at", "prepared_by_id"),
            Event.HANDED_OVER: done("decisions_decision", "handed_at"),
            Event.SENT_BACK: done("decisions_decision", "sent_back_at", "sent_back_by_id"),
            Event.SIGNED: done("decisions_decision", "signed_at", "signed_by_id", "t.minute = ''"),
            Event.REGISTERED: done("decisions_decision", "signed_at", "signed_by_id", "t.minute <> ''"),
            Event.NOTIFIED: done("decisions_notification", "noted_at", "by_id"),
            Event.NOTICE_CORRECTED: done("decisions_notificationcorrection", "noted_at", "by_id"),
            Event.APPEALED: done("decisions_appeal", "noted_at", "noted_by_id"),
            Event.APPEAL_FORWARDED: done("decisions_appeal", "settled_at", "settled_by_id"),
            Event.APPEAL_DISMISSED: done("decisions_appeal", "settled_at", "settled_by_id"),
        },
    ),
    Authored(
        "decisions_decision",
        Did("prepared_by_id", "prepared_at", "prepared_title"),
        [
            Did(at="handed_at"),
            Did("changed_by_id", "changed_at"),
            Did("sent_back_by_id", "sent_back_at"),
        ],
        by_door=SIGNED,
    ),
    Authored("decisions_notification", Did("by_id", "noted_at"), [Did(at="at", earlier=True)]),
    Authored("decisions_notificationcorrection", Did("by_id", "noted_at"), [Did(at="at", earlier=True)]),
    Authored(
        "decisions_appeal",
        Did("noted_by_id", "noted_at"),
        [Did("settled_by_id", "settled_at", earlier=True), Did(at="received_at", earlier=True)],
    ),
    Wall("decisions_decision", IN_CASE, columns=WRITABLE),
    AppendOnly("decisions_decision", unless="old.signed_at is null"),
    Wall("decisions_notification", IN_CASE),
    AppendOnly("decisions_notification"),
    Sealed("decisions_decision"),
    Sealed("decisions_notification"),
    Wall("decisions_decisionletter", IN_CASE),
    AppendOnly("decisions_decisionletter"),
    Sealed("decisions_decisionletter"),
    Wall("decisions_notificationcorrection", IN_CASE),
    AppendOnly("decisions_notificationcorrection"),
    Sealed("decisions_notificationcorrection"),
    Function("access.appellant_is_of_the_case()", "trigger", APPEALS, to=NOBODY),
    Trigger("decisions_appellant", "decisions_appeal", "before insert", "access.appellant_is_of_the_case"),
    Wall("decisions_appeal", IN_CASE, columns=SETTLED),
    AppendOnly("decisions_appeal", unless="old.settled_at is null"),
    Sealed("decisions_appeal"),
]
