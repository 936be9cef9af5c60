"""Två personer: who may propose a change of the organisation, and who else may approve it."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
from samtid.base.organisation import roles

from .carrying_out import COLUMNS, SUCCEEDS

ADMINISTERS = f"access.has_role(array[{roles.in_sql(roles.ADMINISTERS)}])"
# as a list in SQL: what a proposal may be about, and what takes the place of the row in force
SUBJECTS = ", ".join(f"'{subject}'" for subject in COLUMNS)
SUCCEEDING = ", ".join(f"'{subject}'" for subject in SUCCEEDS)
LOCK = "perform pg_advisory_xact_lock(hashtext('samtid: office'));"

# The first administrator is alone until a second has an e-legitimation here. While she is, nothing about anybody has come
# in, so that there is nothing to see for a role that one might give; with the first report or case it is over.
SETTING_UP = f"""
declare me int := access.me(); today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  return me is not null and {ADMINISTERS}
    and not exists (select from dossier_case) and not exists (select from intake_report)
    and not exists (select from organisation_membership m join oidc_link l on l.staff_id = m.staff_id
      where m.role in ({roles.in_sql(roles.ADMINISTERS)}) and m.staff_id <> me
        and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today)
        and l.valid_from <= today and (l.valid_to is null or l.valid_to >= today));
end
"""

# Leads the unit, or one that it belongs to.
LEADS = f"""
declare me int := access.me(); today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  return exists (
    with recursive above as (
      select u.id, u.parent_id from organisation_unit u where u.id = wanted
      union select u.id, u.parent_id from organisation_unit u join above a on u.id = a.parent_id)
    select from above join organisation_membership m on m.unit_id = above.id
    where m.staff_id = me and m.role in ({roles.in_sql(roles.LEADS)})
      and m.valid_from <= today and (m.valid_to is null or m.valid_to >= today));
end
"""

# The delegation order gives a manager power, a unit reaches over others, and a log-in is somebody's identity: those
# are another administrator's to approve. Where people work is also their manager's.
MAY_DECIDE = f"""
declare one office_proposal; me int := access.me();
begin
  select * into one from office_proposal where id = wanted;
  if not found or me is null then return false; end if;
  if access.is_setting_up() then return true; end if;
  if me is not distinct from one.proposed_by_id or me is not distinct from one.concerns_id then return false; end if;
  return {ADMINISTERS}
    or (one.subject in ('staff', 'membership', 'skill') and one.unit_id is not null and access.leads_unit(one.unit_id));
end
"""

PROPOSE = f"""
declare
  today date := (access.at() at time zone 'Europe/Stockholm')::date;
  was jsonb := access.directory_row(wanted_subject, wanted_row);
  becomes jsonb; called text; whom bigint; place bigint;
begin
  if access.me() is null or not {ADMINISTERS} then
    raise exception 'samtid: only who looks after the organisation proposes' using errcode = 'insufficient_privilege';
  end if;
  if wanted_subject not in ({SUBJECTS}, 'link')
    or wanted_verb not in ('begin', 'change', 'end') or length(trim(why)) < 3 or first < today
    or (wanted_verb = 'begin') <> (wanted_row is null) and wanted_subject <> 'link'
    or wanted_subject = 'link' and wanted_verb = 'change'
    or wanted_subject in ({SUCCEEDING}) and wanted_verb = 'change'
    or wanted_subject in ('value', 'municipality') and wanted_verb <> 'begin' then
    raise exception 'samtid: no such proposal' using errcode = 'check_violation', constraint = 'no_such_proposal';
  end if;
  if wanted_subject <> 'link' and wanted_verb <> 'begin' and was is null then
    raise exception 'samtid: no such row' using errcode = 'check_violation', constraint = 'row_is_gone';
  end if;
  if wanted_subject in ({SUCCEEDING}) and wanted_verb = 'begin' then
    was := access.directory_in_force(wanted_subject, new_row, first);
  end if;
  select coalesce(jsonb_object_agg(key, value), '{{}}') into becomes from jsonb_each(coalesce(new_row, '{{}}'))
    where key = any (access.directory_columns(wanted_subject)
        || case when wanted_subject = 'staff' and wanted_verb = 'begin' then array['unit_id', 'role'] else '{{}}' end)
      and (wanted_verb <> 'change' or (key <> 'valid_to' and was->key is distinct from value));
  if wanted_verb = 'end' then becomes := '{{}}'; end if;
  if wanted_verb = 'change' and becomes = '{{}}' then
    raise exception 'samtid: nothing changes' using errcode = 'check_violation', constraint = 'nothing_changes';
  end if;
  if wanted_subject = 'link' then becomes := jsonb_build_object('staff_id', new_row->'staff_id'); end if;
  whom := case when wanted_subject = 'staff' then wanted_row
    else coalesce(was->>'staff_id', becomes->>'staff_id')::bigint end;
  place := case when wanted_subject in ('membership', 'delegation') or wanted_subject = 'staff' and wanted_row is null
      then coalesce(becomes->>'unit_id', was->>'unit_id')::bigint
    when wanted_subject = 'unit' then coalesce(wanted_row, (becomes->>'parent_id')::bigint)
    else (select m.unit_id from organisation_membership m where m.staff_id = whom and m.valid_from <= today
      and (m.valid_to is null or m.valid_to >= today) order by m.valid_from, m.id limit 1) end;
  called := case when wanted_subject in ('committee', 'unit') then coalesce(was->>'name', becomes->>'name')
    when wanted_subject = 'value' then becomes->>'key'
    when wanted_subject = 'offering' then coalesce(was->>'code', becomes->>'code')
    when wanted_subject = 'municipality' then becomes->>'name'
    when wanted_subject = 'staff' and wanted_row is null then becomes->>'name'
    when whom is not null then (select s.name from organisation_staff s where s.id = whom) end
    || case when wanted_subject = 'membership' then ', ' || (select u.name from organisation_unit u where u.id = place)
      else '' end;
  insert into office_proposal (id, subject, verb, "row", name, before, after, from_on, reason, concerns_id, unit_id,
      proposed_by_id, proposed_at, outcome, note)
    values (wanted, wanted_subject, wanted_verb, wanted_row, coalesce(called, ''), was, becomes, first, trim(why), whom,
      place, access.me(), access.at(), 'waiting', '');
end
"""

# What was written before the row changed is not what one reads now. What is approved late holds from today.
DECIDE = f"""
declare
  one office_proposal; today date := (access.at() at time zone 'Europe/Stockholm')::date; is_now jsonb;
begin
  -- a role, a mandate, a log-in: never from a session that was left open. To say no is never held up
  if said is distinct from 'refused' then perform access.require_proof(); end if;
  {LOCK}
  select * into one from office_proposal where id = wanted for update;
  if not found or one.outcome <> 'waiting' then
    raise exception 'samtid: already decided' using errcode = 'check_violation', constraint = 'already_decided';
  end if;
  if said not in ('approved', 'refused') or (said = 'refused' and length(trim(why_not)) < 3) then
    raise exception 'samtid: no such outcome' using errcode = 'check_violation', constraint = 'no_such_proposal';
  end if;
  if not access.may_decide_change(wanted) then
    raise exception 'samtid: another person approves' using errcode = 'insufficient_privilege';
  end if;
  if said = 'approved' and one.subject in ({SUCCEEDING}) and one.verb = 'begin'
    and access.directory_in_force(one.subject, one.after, greatest(one.from_on, today))->>'id'
      is distinct from one.before->>'id' then
    raise exception 'samtid: changed since' using errcode = 'check_violation', constraint = 'changed_since';
  end if;
  if said = 'approved' and one.subject <> 'link' and one.verb <> 'begin' then
    is_now := access.directory_row(one.subject, one.row);
    if is_now is null or (is_now->>'valid_to')::date < one.from_on
      or exists (select from jsonb_object_keys(one.after) key where is_now->key is distinct from one.before->key) then
      raise exception 'samtid: changed since' using errcode = 'check_violation', constraint = 'changed_since';
    end if;
  end if;
  update office_proposal set outcome = said, decided_by_id = access.me(), decided_at = access.at(), note = trim(why_not),
    from_on = greatest(from_on, today) where id = wanted;
  if said = 'refused' then return; end if;
  if one.subject = 'link' and one.verb = 'begin' then
    if code_hash is null or length(code_hash) <> 32 then
      raise exception 'samtid: no code' using errcode = 'check_violation', constraint = 'no_such_proposal';
    end if;
    delete from oidc_invitation where staff_id = one.concerns_id and used_at is null;
    insert into oidc_invitation (id, staff_id, code_hash, made_at, valid_until)
      values (gen_random_uuid(), one.concerns_id, code_hash, access.at(), access.at() + interval '7 days');
  end if;
  if one.verb <> 'change' or one.from_on <= today then
    perform access.carry_out_change(wanted);
  end if;
end
"""

WITHDRAW = """
begin
  update office_proposal set outcome = 'withdrawn', decided_by_id = access.me(), decided_at = access.at()
    where id = wanted and outcome = 'waiting' and proposed_by_id = access.me();
  if not found then
    raise exception 'samtid: only one''s own, and while it waits' using errcode = 'insufficient_privilege';
  end if;
end
"""

CARRY_OUT_DUE = f"""
declare today date := (access.at() at time zone 'Europe/Stockholm')::date; one uuid; done int := 0;
begin
  perform access.require(array['worker', 'command']);
  {LOCK}
  for one in select id from office_proposal where outcome = 'approved' and carried_out_at is null and from_on <= today
    order by from_on, decided_at
  loop
    perform access.carry_out_change(one);
    done := done + 1;
  end loop;
  return done;
end
"""

# Asked about anybody by those who look after log-ins, never what the identity is.
HAS_LOG_IN = f"""
declare today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  if not access.has_role(array[{roles.in_sql(roles.ADMINISTERS | roles.LEADS)}]) then return null; end if;
  return exists (select from oidc_link l where l.staff_id = who and l.valid_from <= today
    and (l.valid_to is null or l.valid_to >= today));
end
"""

WALLS = [
    Function("access.is_setting_up()", "boolean", SETTING_UP, volatility="stable"),
    Function("access.leads_unit(wanted bigint)", "boolean", LEADS, volatility="stable", to=NOBODY),
    Function("access.may_decide_change(wanted uuid)", "boolean", MAY_DECIDE, volatility="stable"),
    Function(
        "access.propose_change(wanted uuid, wanted_subject text, wanted_verb text, wanted_row bigint, new_row jsonb, "
        "first date, why text)",
        "void",
        PROPOSE,
    ),
    Function(
        "access.decide_change(wanted uuid, said text, why_not text, code_hash bytea)",
        "void",
        DECIDE,
    ),
    Function("access.withdraw_change(wanted uuid)", "void", WITHDRAW),
    Function("access.carry_out_due_changes()", "int", CARRY_OUT_DUE, to=("app", "worker")),
    Function("access.has_log_in(who int)", "boolean", HAS_LOG_IN, volatility="stable"),
]
