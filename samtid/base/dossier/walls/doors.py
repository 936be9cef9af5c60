"""Dörrarna genom väggarna: open, transfer and break glass. Naming and taking back are in ``keys``."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
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
declare
  whom uuid := access.meant(person); file uuid; guarded boolean; is_outside boolean; made text := access.case_number();
begin
  if access.here() is null and wanted_number <> '' then made := wanted_number; end if;
  if not wanted_compartment = any (access.my_compartments()) then
    raise exception 'samtid: no key to this compartment' using errcode = 'insufficient_privilege';
  end if;
  insert into dossier_dossier (id, person_id, opened_at, open_to) values (gen_random_uuid(), whom, access.at(), '{}')
    on conflict (person_id) do nothing;
  select id into file from dossier_dossier where person_id = whom;
  select protection <> 'none' into guarded from people_person where id = whom;
  is_outside := guarded and not access.holds_person(whom)
    and exists (select 1 from people_presence f where f.person_id = whom and f.reach = 'case');
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
    values (gen_random_uuid(), access.me(), wanted_compartment, wanted_id, 'case', 'assignment', '', access.me(),
      access.at(), true);
  if guarded then perform access.warn_holders(whom, wanted_id, 'case_opened'); end if;
  if is_outside then perform access.hand_to_holders(wanted_id, whom); end if;
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
  -- a key to somebody who had none: in another unit, or to what only the named see (0080)
  if former.is_sealed or receiver is not null and former.compartment_id <> wanted_compartment then
    perform access.require_proof();
  end if;
  if receiver is not null and not exists (
    select 1 from organisation_membership m join access_holding h on h.unit_id = m.unit_id
    where m.staff_id = receiver and h.compartment_id = wanted_compartment
      and m.role in ({roles.in_sql(roles.RECEIVES_CASES)})
      and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to)) then
    raise exception 'samtid: the receiver does not work there' using errcode = 'check_violation';
  end if;
  -- with the assignment end its keys, and every other key of the one who had it; a substitute's goes on to its last day
  update access_key set valid_until = access.at()
    where case_id = wanted and (valid_until is null or valid_until > access.at())
      and (ground = 'assignment' or ground = 'named' and staff_id = former.caseworker_id);
  if former.compartment_id <> wanted_compartment then
    -- what was named in the former unit does not follow to the next
    update access_key set valid_until = access.at()
      where case_id = wanted and ground in ('named', 'substitution') and (valid_until is null or valid_until > access.at());
  end if;
  if receiver is not null then
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      values (gen_random_uuid(), receiver, wanted_compartment, wanted, 'case', 'assignment', '', access.me(), access.at());
  end if;
  update dossier_case set compartment_id = wanted_compartment, caseworker_id = receiver where id = wanted;
  -- a sealed case that nobody has is reached by nobody: it is with those who lead its unit until somebody is assigned
  if receiver is null and former.is_sealed then
    insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at)
      select distinct on (m.staff_id) gen_random_uuid(), m.staff_id, wanted_compartment, wanted, 'case', 'assignment', '',
          access.me(), access.at()
        from organisation_membership m join access_holding h on h.unit_id = m.unit_id
        where h.compartment_id = wanted_compartment and m.role in ({roles.in_sql(roles.LEADS)})
          and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to);
  end if;
end
"""

# Break-glass: opens every case of a person for some hours. Sealed cases stay shut. Each opened unit's
# manager sees the key and the line in the log; one who finds nothing leaves a line as well. The row of the
# person is held until the keys are written: otherwise a glass broken while somebody else protects the person
# would give keys that the protection never saw.
BREAK_GLASS = f"""
declare file uuid; holder int := access.me();
begin
  perform access.require_proof();
  if not access.has_role(array[{roles.in_sql(roles.BREAKS_GLASS)}]) then
    raise exception 'samtid: this role cannot break glass' using errcode = 'insufficient_privilege';
  end if;
  if length(trim(why)) < 10 or hours not between 1 and 24 then
    raise exception 'samtid: a reason and at most 24 hours' using errcode = 'check_violation';
  end if;
  if access.count_effort('glass') then  -- braked, it opens nothing, and is told as what opened nothing
    select d.id into file from dossier_dossier d join people_person p on p.id = d.person_id
      where p.number = wanted_number and wanted_number <> '' and p.protection = 'none' for share of p;
  end if;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select gen_random_uuid(), holder, c.compartment_id, c.id, 'case', 'break_glass', trim(why), holder, access.at(),
      access.at() + make_interval(hours => hours)
    from dossier_case c where c.dossier_id = file and not c.is_sealed;
  -- what opened nothing lies in the reader's own unit, with what was sought (base/access/tries.py)
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why, sought)
    select gen_random_uuid(), access.at(), holder, 'break_glass', file, c.compartment_id, 'nodoppning',
      left(trim(why), 400), case when file is null then left(wanted_number, 20) end
    from (select distinct compartment_id from dossier_case where dossier_id = file and not is_sealed
          union select null where not exists (
            select 1 from dossier_case where dossier_id = file and not is_sealed)) c;
end
"""

# Somebody known before turns out to be protected as a case is opened: the opener, who does not see the person yet.
PROTECT_OPENED = """
declare whom uuid; file uuid; now_is text;
begin
  select d.person_id, d.id into whom, file from dossier_case c join dossier_dossier d on d.id = c.dossier_id
    where c.id = wanted and c.opened_in = pg_current_xact_id() and c.caseworker_id = access.me();
  if whom is null then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  select protection into now_is from people_person where id = whom for update;
  -- more protection than before, never less: to lower it is asked of others
  if access.protection_rank(level) > access.protection_rank(now_is) then
    perform access.apply_protection(file, level);
  end if;
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
    Function("access.break_glass(wanted_number text, why text, hours int)", "void", BREAK_GLASS),
    Function("access.protect_opened(wanted uuid, level text)", "void", PROTECT_OPENED),
]
