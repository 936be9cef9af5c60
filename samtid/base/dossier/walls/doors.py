"""Dörrarna genom väggarna: open, transfer, name, break glass and protect; and the keys that end with a case."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger
from samtid.base.organisation import roles

# ``26-7KQ4MX``: the year, then chance in Crockford's alphabet (ground/ids.py).
CASE_NUMBER = """
declare chance bytea := uuid_send(gen_random_uuid());
begin
  return to_char(access.at() at time zone 'Europe/Stockholm', 'YY') || '-' || (
    select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(chance, place) % 32 + 1, 1), '')
    from generate_series(0, 5) place);
end
"""

# ``person`` may be a ticket (people/walls/lookup.py). The number is drawn here: one that the caller chose would tell
# whether there is such a case. Only the owner, who sees them all, says which to begin with.
OPEN_CASE = """
declare whom uuid := access.meant(person); file uuid; guarded boolean; made text := access.case_number();
begin
  if access.here() is null and wanted_number <> '' then made := wanted_number; end if;
  if not wanted_compartment = any (access.my_compartments()) then
    raise exception 'samtid: no key to this compartment' using errcode = 'insufficient_privilege';
  end if;
  insert into dossier_dossier (id, person_id, opened_at, open_to) values (gen_random_uuid(), whom, access.at(), '{}')
    on conflict (person_id) do nothing;
  select id into file from dossier_dossier where person_id = whom;
  select protection <> 'none' into guarded from people_person where id = whom;
  loop
    insert into dossier_case (id, number, dossier_id, need, compartment_id, caseworker_id, opened_at, closing_reason,
        is_sealed)
      values (wanted_id, made, file, wanted_need, wanted_compartment, access.me(), access.at(), '', guarded)
      on conflict (number) do nothing;
    exit when found;
    made := access.case_number();
  end loop;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at,
      with_case)
    values (gen_random_uuid(), access.me(), wanted_compartment, wanted_id, 'case',
      case when guarded then 'named' else 'assignment' end, '', access.me(), access.at(), true);
end
"""

# Hands a case to a unit and a caseworker. Whoever hands it over must hold it, and may lose sight of it.
TRANSFER_CASE = f"""
declare former dossier_case; guarded boolean;
begin
  if not access.sees_without_glass(wanted) then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  select * into former from dossier_case where id = wanted for update;
  if receiver is not null and not exists (
    select 1 from organisation_membership m join access_holding h on h.unit_id = m.unit_id
    where m.staff_id = receiver and h.compartment_id = wanted_compartment
      and m.role in ({roles.in_sql(roles.RECEIVES_CASES)})
      and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)) then
    raise exception 'samtid: the receiver does not work there' using errcode = 'check_violation';
  end if;
  update access_key set valid_until = access.at()
    where case_id = wanted and ground = 'assignment' and (valid_until is null or valid_until > access.at());
  if former.compartment_id <> wanted_compartment then
    -- what was named in the former unit does not follow to the next
    update access_key set valid_until = access.at()
      where case_id = wanted and ground in ('named', 'substitution') and (valid_until is null or valid_until > access.at());
  end if;
  if receiver is not null then
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      values (gen_random_uuid(), receiver, wanted_compartment, wanted, 'case',
        case when former.is_sealed then 'named' else 'assignment' end, '', access.me(), access.at());
  end if;
  update dossier_case set compartment_id = wanted_compartment, caseworker_id = receiver where id = wanted;
end
"""

# Names somebody for a case: a substitute, or one of the few at a protected identity.
NAME_STAFF = """
begin
  if not access.sees_without_glass(wanted) then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  if wanted_ground not in ('substitution', 'named') or wanted_reach not in ('case', 'service') then
    raise exception 'samtid: no such ground' using errcode = 'check_violation';
  end if;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select gen_random_uuid(), receiver, c.compartment_id, c.id, wanted_reach, wanted_ground, why, access.me(), moment, ends
    from dossier_case c where c.id = wanted;
end
"""

# Break-glass: opens every case of a person for some hours. Sealed cases stay shut. Each opened unit's
# manager sees the key and the line in the log; one who finds nothing leaves a line as well. The row of the
# person is held until the keys are written: otherwise a glass broken while somebody else protects the person
# would give keys that the protection never saw.
BREAK_GLASS = f"""
declare file uuid; holder int := access.me();
begin
  if not access.has_role(array[{roles.in_sql(roles.BREAKS_GLASS)}]) then
    raise exception 'samtid: this role cannot break glass' using errcode = 'insufficient_privilege';
  end if;
  if length(trim(why)) < 10 or hours not between 1 and 24 then
    raise exception 'samtid: a reason and at most 24 hours' using errcode = 'check_violation';
  end if;
  select d.id into file from dossier_dossier d join people_person p on p.id = d.person_id
    where p.number = wanted_number and wanted_number <> '' and p.protection = 'none' for share of p;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select gen_random_uuid(), holder, c.compartment_id, c.id, 'case', 'break_glass', trim(why), holder, access.at(),
      access.at() + make_interval(hours => hours)
    from dossier_case c where c.dossier_id = file and not c.is_sealed;
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), access.at(), holder, 'break_glass', file, c.compartment_id, 'nodoppning', left(trim(why), 400)
    from (select distinct compartment_id from dossier_case where dossier_id = file and not is_sealed
          union select null where file is null) c;
end
"""

# Protection ends what broken glass had opened, at once, and gives nobody a key in its place. Named are the
# caseworkers, and whoever protects, in the cases that they see without broken glass. A case that nobody
# would then have is given to those who lead its unit: glass does not break on it any more. The keys end by the
# stamp's moment, which no caller chooses, and last, so that cases are held before keys as in transfer_case.
SET_PROTECTION = f"""
declare file uuid; holder int := access.me(); open_to_me int[] := access.my_compartments(); seen uuid[]; held uuid[];
begin
  if not exists (select 1 from dossier_case c join dossier_dossier d on d.id = c.dossier_id
      where d.person_id = person and access.may_see_case(c.id)) then
    raise exception 'samtid: no key to this person' using errcode = 'insufficient_privilege';
  end if;
  if level not in ('none', 'marked', 'registered_elsewhere', 'fictitious') then
    raise exception 'samtid: no such level' using errcode = 'check_violation';
  end if;
  select id into file from dossier_dossier where person_id = person;
  update people_person set protection = level where id = person;
  update people_presence set person_id = person_id where person_id = person;
  if level <> 'none' then
    seen := array(select c.id from dossier_case c where c.dossier_id = file
      and ((not c.is_sealed and c.compartment_id = any (open_to_me))
        or exists (select 1 from access_key k where k.case_id = c.id and k.staff_id = holder and k.reach = 'case'
          and k.ground <> 'break_glass' and k.given_at <= access.at()
          and (k.valid_until is null or k.valid_until > access.at()))));
    held := array(select c.id from dossier_case c where c.dossier_id = file
      and (c.caseworker_id is not null or c.id = any (seen)
        or exists (select 1 from access_key k where k.case_id = c.id and k.reach = 'case'
          and k.ground <> 'break_glass' and k.given_at <= access.at()
          and (k.valid_until is null or k.valid_until > access.at()))));
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      select gen_random_uuid(), named.staff_id, c.compartment_id, c.id, 'case', 'named', '', holder, moment
      from dossier_case c cross join lateral (
        select c.caseworker_id as staff_id where c.caseworker_id is not null
        union select holder where c.id = any (seen)
        union select m.staff_id from organisation_membership m join access_holding h on h.unit_id = m.unit_id
          where not c.id = any (held) and h.compartment_id = c.compartment_id and m.role in ({roles.in_sql(roles.LEADS)})
            and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)
      ) named
      where c.dossier_id = file and c.closed_at is null;
  end if;
  update dossier_case set is_sealed = (level <> 'none') where dossier_id = file;
  if level <> 'none' then
    update access_key k set valid_until = access.at() from dossier_case c
      where c.id = k.case_id and c.dossier_id = file and k.ground = 'break_glass' and k.valid_until > access.at();
  end if;
end
"""

# Somebody known before turns out to be protected as a case is opened: the opener, who does not see the person yet.
PROTECT_OPENED = """
declare whom uuid;
begin
  select d.person_id into whom from dossier_case c join dossier_dossier d on d.id = c.dossier_id
    where c.id = wanted and c.opened_in = pg_current_xact_id() and c.caseworker_id = access.me();
  if whom is null then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  perform access.set_protection(whom, level, access.at());
end
"""

# A key to a closed case ends by itself after ninety days (SoLPuL 10 §: no more than each one needs). Ninety days
# is the municipality's routine, not law: long enough to answer a question about what was decided. Whoever leads
# the unit still sees the case; anyone else asks for a key. Without it a caseworker's keys grow with every year of
# work, and so does every page (docs/explanation/matningar.md).
KEYS_END = """
begin
  if new.closed_at is not null and old.closed_at is null then
    update access_key set valid_until = new.closed_at + interval '90 days'
      where case_id = new.id and (valid_until is null or valid_until > new.closed_at + interval '90 days');
  end if;
  return null;
end
"""

# A note is signed by its author, once, in a case that the author sees (SOSFS 2014:5 4 kap.).
SIGN_NOTE = """
begin
  update dossier_note n set signed_at = access.at()
    where n.id = wanted and n.signed_at is null and n.author_id = access.me() and access.may_see_case(n.case_id);
  if not found then
    raise exception 'samtid: not yours to sign' using errcode = 'insufficient_privilege';
  end if;
end
"""

WALLS = [
    Function("access.sign_note(wanted uuid)", "void", SIGN_NOTE),
    Function("access.case_number()", "text", CASE_NUMBER, to=NOBODY),
    Function(
        "access.open_case(wanted_id uuid, wanted_number text, person uuid, wanted_need text, "
        "wanted_compartment int)",
        "void",
        OPEN_CASE,
    ),
    Function(
        "access.transfer_case(wanted uuid, wanted_compartment int, receiver int)",
        "void",
        TRANSFER_CASE,
    ),
    Function(
        "access.name_staff(wanted uuid, receiver int, wanted_ground text, wanted_reach text, why text, "
        "moment timestamptz, ends timestamptz)",
        "void",
        NAME_STAFF,
    ),
    Function("access.break_glass(wanted_number text, why text, hours int)", "void", BREAK_GLASS),
    Function("access.set_protection(person uuid, level text, moment timestamptz)", "void", SET_PROTECTION),
    Function("access.protect_opened(wanted uuid, level text)", "void", PROTECT_OPENED),
    Function("access.keys_end()", "trigger", KEYS_END, to=NOBODY),
    Trigger("keys_end", "dossier_case", "after update of closed_at", "access.keys_end"),
]
