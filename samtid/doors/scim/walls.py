"""Väggen kring katalogens dörr: three functions and no table. It reads who works here, and proposes."""

from __future__ import annotations

from samtid.base.access.walling import Function, Login, Usage
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role

SCIM = ("scim",)
TODAY = "(now() at time zone 'Europe/Stockholm')::date"
NO_MORE = "SCIM: inte längre i katalogen"
OURS = "p.proposed_by_id is null and starts_with(p.reason, 'SCIM')"
GIVEN = ", ".join(f"'{role}'" for role in Role if role not in roles.ADMINISTERS)
ADMINISTERS = (
    "exists (select from organisation_membership m where m.staff_id = whom "
    f"and m.role in ({roles.in_sql(roles.ADMINISTERS)}) and (m.valid_to is null or m.valid_to >= today))"
)

# Who works here, and who is proposed to. Whose log-in the directory has ended is not active until there is a new one.
# The key is the one that the directory was given when it proposed somebody, for ever; else the number of the row.
USERS = f"""
declare today date := {TODAY};
begin
  return query
    with known as (
      select coalesce((select min(p.id::text) from office_proposal p
          where p.subject = 'staff' and p.verb = 'begin' and p.row = s.id and {OURS}), s.id::text) as id,
        s.id::bigint as staff, s.username::text, s.name::text, s.title::text, s.phone::text, s.hsa_id::text,
        (s.valid_to is null or s.valid_to >= today) and (
          exists (select from oidc_link l where l.staff_id = s.id and (l.valid_to is null or l.valid_to >= today))
          or not exists (select from office_proposal p where p.subject = 'link' and p.verb = 'end'
            and p.concerns_id = s.id and {OURS})) as active
      from organisation_staff s
      union all
      select p.id::text, null, p.after->>'username', p.after->>'name', p.after->>'title', p.after->>'phone',
        p.after->>'hsa_id', false
      from office_proposal p where p.subject = 'staff' and p.verb = 'begin' and p.carried_out_at is null
        and p.outcome in ('waiting', 'approved') and {OURS})
    select k.*, count(*) over () from known k
      where (wanted is null or k.id = wanted) and (called is null or lower(k.username) = lower(called))
      order by k.username offset greatest(skip, 0) limit least(greatest(most, 0), 200);
end
"""

# Somebody else who works here, or comes to, has the number.
HSA_TAKEN = """
    if said->>'hsa_id' <> '' and exists (select from organisation_staff s where s.hsa_id = said->>'hsa_id'
        and s.id is distinct from whom and (s.valid_to is null or s.valid_to >= today)) then
      raise exception 'samtid: taken' using errcode = 'unique_violation', constraint = 'hsa_id_taken';
    end if;"""

# A new one, or a change of what is told of one: waits for another person, as everything in the office.
PROPOSE = f"""
declare
  today date := {TODAY}; whom bigint; place bigint; was jsonb; becomes jsonb; made uuid := gen_random_uuid();
begin
  perform pg_advisory_xact_lock(hashtext('samtid: office'));
  if wanted is null then
    if exists (select from access.scim_users(null, said->>'username', 0, 1))
        or exists (select from organisation_staff s where lower(s.username) = lower(said->>'username')) then
      raise exception 'samtid: taken' using errcode = 'unique_violation', constraint = 'username_taken';
    end if;
    select u.id into place from organisation_unit u where lower(u.name) = lower(said->>'department')
      and u.valid_from <= today and (u.valid_to is null or u.valid_to >= today);
    if place is null or not coalesce(said->>'role' in ({GIVEN}), false) then
      raise exception 'samtid: no such place' using errcode = 'check_violation', constraint = 'no_such_place';
    end if;{HSA_TAKEN}
    becomes := jsonb_build_object('unit_id', place, 'role', said->>'role')
      || (select jsonb_object_agg(key, value) from jsonb_each(said) where key in ('username', 'name', 'title', 'phone', 'hsa_id'));
  else
    select k.staff into whom from access.scim_users(wanted, null, 0, 1) k;
    if whom is null then
      raise exception 'samtid: not here yet' using errcode = 'no_data_found', constraint = 'not_here';
    end if;{HSA_TAKEN}
    was := access.directory_row('staff', whom);
    select jsonb_object_agg(key, value) into becomes from jsonb_each(said)
      where key in ('name', 'title', 'phone', 'hsa_id') and was->key is distinct from value;
    -- asked for again every hour, until somebody has answered
    if becomes is null or exists (select from office_proposal p where p.subject = 'staff' and p.verb = 'change'
        and p.row = whom and p.outcome = 'waiting' and p.after = becomes and {OURS}) then
      return wanted;
    end if;
    place := (select m.unit_id from organisation_membership m where m.staff_id = whom and m.valid_from <= today
      and (m.valid_to is null or m.valid_to >= today) order by m.valid_from, m.id limit 1);
  end if;
  insert into office_proposal (id, subject, verb, "row", name, before, after, from_on, reason, concerns_id, unit_id,
      proposed_at, outcome, note)
    values (made, 'staff', case when whom is null then 'begin' else 'change' end, whom,
      coalesce(was->>'name', becomes->>'name'), was, becomes, today, 'SCIM: kommunens katalog', whom, place, now(),
      'waiting', '');
  return coalesce(wanted, made::text);
end
"""

# Comes in no more, from this moment; that the employment ends is proposed. Whoever administers is ended by a person. Back
# again is a log-in, and that another person approves. One who is only proposed to is proposed no more. What would let
# somebody in later is taken first: who is away already may have a code, and one that is being spent now is waited for.
ACTIVE = f"""
declare today date := {TODAY}; whom bigint; is_active boolean; called text; place bigint; codes int; asked int;
begin
  perform pg_advisory_xact_lock(hashtext('samtid: office'));
  select k.staff, k.name into whom, called from access.scim_users(wanted, null, 0, 1) k;
  if called is null then
    raise exception 'samtid: not here' using errcode = 'no_data_found', constraint = 'not_here';
  end if;
  if whom is null then
    if not yes then
      update office_proposal p set outcome = 'withdrawn', decided_at = now(), note = '{NO_MORE}'
        where p.id::text = wanted and p.outcome = 'waiting' and {OURS};
    end if;
    return;
  end if;
  if not yes then
    delete from oidc_invitation where staff_id = whom and used_at is null;
    get diagnostics codes = row_count;
    update office_proposal p set outcome = 'withdrawn', decided_at = now(), note = '{NO_MORE}'
      where p.concerns_id = whom and p.subject = 'link' and p.verb = 'begin' and p.outcome = 'waiting';
    get diagnostics asked = row_count;
  end if;
  is_active := (select k.active from access.scim_users(wanted, null, 0, 1) k);
  if not yes and (is_active or codes + asked > 0) and {ADMINISTERS} then
    raise exception 'samtid: a person ends that' using errcode = 'insufficient_privilege', constraint = 'administers';
  end if;
  if yes = is_active or yes and exists (select from oidc_invitation i
      where i.staff_id = whom and i.used_at is null and i.valid_until > now()) then
    return;
  end if;
  place := (select m.unit_id from organisation_membership m where m.staff_id = whom and m.valid_from <= today
    and (m.valid_to is null or m.valid_to >= today) order by m.valid_from, m.id limit 1);
  if not yes then
    perform access.end_log_ins(whom, today - 1, today);
    insert into office_proposal (id, subject, verb, name, after, from_on, reason, concerns_id, unit_id, proposed_at, outcome,
        decided_at, carried_out_at, note)
      values (gen_random_uuid(), 'link', 'end', called, jsonb_build_object('staff_id', whom), today,
        'SCIM: avslutad i kommunens katalog', whom, place, now(), 'approved', now(), now(), '');
  end if;
  if not exists (select from office_proposal p where p.concerns_id = whom and p.outcome = 'waiting' and {OURS}
      and (p.subject, p.verb) = (case when yes then 'link' else 'staff' end, case when yes then 'begin' else 'end' end)) then
    insert into office_proposal (id, subject, verb, "row", name, before, after, from_on, reason, concerns_id, unit_id,
        proposed_at, outcome, note)
      values (gen_random_uuid(), case when yes then 'link' else 'staff' end, case when yes then 'begin' else 'end' end,
        case when yes then null else whom end, called, case when yes then null else access.directory_row('staff', whom) end,
        case when yes then jsonb_build_object('staff_id', whom) else '{{}}' end, today + case when yes then 0 else 1 end,
        'SCIM: kommunens katalog', whom, place, now(), 'waiting', '');
  end if;
end
"""

WALLS = [
    Login("scim"),
    Usage("access", to=SCIM),
    Function(
        "access.scim_users(wanted text, called text, skip int, most int)",
        "table (id text, staff bigint, username text, name text, title text, phone text, hsa_id text, active boolean, total bigint)",
        USERS,
        volatility="stable",
        to=SCIM,
    ),
    Function("access.scim_propose(wanted text, said jsonb)", "text", PROPOSE, to=SCIM),
    Function("access.scim_active(wanted text, yes boolean)", "void", ACTIVE, to=SCIM),
]
