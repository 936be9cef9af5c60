"""Dörrarna till de låsta platserna: locked by the one who wrote them, unlocked when the protection is lowered, and asked for
by a keyholder with a line in the log that stands before the answer is given.

All that comes out here is locked (``age``), but for what waits to be, which comes to the one who wrote it and to those named.
"""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function
from samtid.base.organisation import roles
from samtid.base.people.rules import HIDDEN

from .protection import VALID

WHEN_EMPTY = ", ".join(f"{name} = coalesce(nullif({name}, ''), place->>'{name}', '')" for name in HIDDEN)

# Who may lock what waits: the one who has just written it of somebody they see, or one who holds the person. Of one who
# is guarded, whoever handles cases and sees them: the protection may have been raised by somebody in another unit, who does
# not. Never whoever only visits: what waits is handed out in clear to be locked.
MAY_SEAL = f"""
begin
  return access.here() is null or access.holds_person(waiting.person_id)
    or access.sees_person(waiting.person_id) and (
      waiting.made_in = pg_current_xact_id() and waiting.staff_id = access.me()
      or access.has_role(array[{roles.in_sql(roles.RECEIVES_CASES)}])
        and exists (select from people_person p where p.id = waiting.person_id and p.protection = 'none'));
end
"""

# What waits to be locked, and what is locked of somebody who is protected no more.
WAITING = """
begin
  -- of a person who was never made: the number was somebody's already
  delete from access.unsealed_place u where u.made_in <> pg_current_xact_id()
    and not exists (select from people_person p where p.id = u.person_id);
  return query
    select u.id, u.person_id, u.place, null::bytea from access.unsealed_place u where access.may_seal(u)
    union all
    (select s.id, s.person_id, null::jsonb, s.sealed from access.sealed_place s
      join people_person p on p.id = s.person_id where p.protection = 'none' and not p.is_guarded order by s.sealed_at, s.id);
end
"""

SEALED = """
declare waiting access.unsealed_place;
begin
  select * into waiting from access.unsealed_place u where u.id = wanted for update;
  if waiting.id is null or not access.may_seal(waiting) then
    raise exception 'samtid: nothing of yours to lock' using errcode = 'insufficient_privilege';
  end if;
  insert into access.sealed_place (id, person_id, sealed, key_name, sealed_at)
    values (waiting.id, waiting.person_id, locked, key, clock_timestamp());
  delete from access.unsealed_place where id = wanted;
end
"""

# Back in the row when nobody protects it any more; what has been written there since stands.
GIVE_BACK = f"""
begin
  if access.me() is null and access.here() is not null or not exists (
      select from people_person p join access.sealed_place s on s.person_id = p.id
      where p.id = wanted and p.protection = 'none' and not p.is_guarded) then
    raise exception 'samtid: nothing to give back' using errcode = 'insufficient_privilege';
  end if;
  delete from access.sealed_place where person_id = wanted;
  update people_person set {WHEN_EMPTY} where id = wanted;
end
"""

# The keys of one's own that lead to a person: to their own case or a service of theirs, or, where they are near, to a case
# that is itself sealed. Never broken glass; and never the open case of somebody they may be hiding from, where they were
# noted before.
KEYS_TO = f"""
begin
  return query select distinct k.compartment_id::int from people_presence f join access_key k on k.case_id = f.case_id
      join dossier_case c on c.id = f.case_id join dossier_dossier d on d.id = c.dossier_id
    where f.person_id = whom and k.staff_id = access.me()
      and (f.reach = 'service' or k.reach = 'case' and (d.person_id = whom or c.is_sealed))
      and k.ground <> 'break_glass' and {VALID} and k.given_in is distinct from access.here();
end
"""

PLACE = "desk:place_shown"


def asking(page: str, of_whom: str) -> str:
    """One press: proof, a key of one's own, a reason, the brake, a line in each unit that the keys come from, and a ticket
    that the next request reads on that page and no other. ``of_whom`` is a condition on ``whom``."""
    return f"""
declare given uuid := gen_random_uuid(); places int[];
begin
  perform access.require_proof();
  places := array(select access.keys_to(whom));
  if cardinality(places) = 0 or length(trim(why)) < 10 or not exists ({of_whom}) then
    raise exception 'samtid: no key to this place' using errcode = 'insufficient_privilege';
  end if;
  if not access.count_effort('place') then return null; end if;
  insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why)
    select gen_random_uuid(), access.at(), access.me(), 'view',
      (select d.id from dossier_dossier d where d.person_id = whom), place, '{page}', left(trim(why), 400)
    from unnest(places) place;
  delete from access.place_ticket where made_at < clock_timestamp() - interval '1 hour';
  insert into access.place_ticket (ticket, staff_id, person_id, page) values (given, access.me(), whom, '{page}');
  return given;
end
"""


def ticket_to(page: str) -> str:
    """Whose place a ticket opens: never in the transaction that wrote the line, for five minutes, to the one who asked, as
    long as the key lasts, and only what the line says was seen."""
    return f"""select t.person_id from access.place_ticket t
    where t.ticket = given and t.staff_id = access.me() and t.page = '{page}'
      and t.made_in is distinct from access.here() and t.made_at > clock_timestamp() - interval '5 minutes'
      and exists (select access.keys_to(t.person_id))"""


ASK = asking(
    PLACE, "select from people_person p where p.id = whom and (p.protection <> 'none' or p.is_guarded)"
)
BY_TICKET = f"""
declare whom uuid := ({ticket_to(PLACE)});
begin
  if whom is null then return; end if;
  return query
    select whom, s.id, s.sealed from (values (1)) once left join access.sealed_place s
      on s.person_id = whom order by s.sealed_at, s.id;
end
"""

# Locked still: of the person of a case and of those near, for one who writes in it. The program asks itself whether a text
# tells them (``tells_place``), and shows nobody.
NEAR = """
declare person uuid;
begin
  if not access.has_stood(wanted) then return; end if;
  select d.person_id into person from dossier_case c join dossier_dossier d on d.id = c.dossier_id where c.id = wanted;
  return query select s.id, s.person_id, s.sealed from access.sealed_place s
    where s.person_id in (select person union select c.other from access.circle(person) c) order by s.sealed_at, s.id;
end
"""

# Which keys something is locked with, by their public names: a web that has not got them says so as it starts.
KEY_NAMES = "begin return array(select distinct s.key_name from access.sealed_place s order by 1); end"

WALLS = [
    Function(
        "access.may_seal(waiting access.unsealed_place)", "boolean", MAY_SEAL, volatility="stable", to=NOBODY
    ),
    Function(
        "access.places_waiting()",
        "table (id uuid, person uuid, place jsonb, sealed bytea)",
        WAITING,
    ),
    Function("access.place_sealed(wanted uuid, locked bytea, key text)", "void", SEALED),
    Function("access.give_back_place(wanted uuid, place jsonb)", "void", GIVE_BACK),
    Function("access.keys_to(whom uuid)", "setof int", KEYS_TO, volatility="stable", to=NOBODY),
    Function("access.ask_place(whom uuid, why text)", "uuid", ASK),
    Function(
        "access.place_by(given uuid)",
        "table (person uuid, id uuid, sealed bytea)",
        BY_TICKET,
        volatility="stable",
    ),
    Function(
        "access.places_near(wanted uuid)",
        "table (id uuid, person uuid, sealed bytea)",
        NEAR,
        volatility="stable",
    ),
    Function("access.place_keys()", "text[]", KEY_NAMES, volatility="stable"),
]
