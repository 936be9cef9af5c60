"""Platsen som inte får sägas: text that is about to be signed or sent, and what is waiting behind a seal: asked past the walls, answered with
a yes, a no or a number.
"""

from __future__ import annotations

from samtid.base.access.walling import Function

# Whether a text names the address or the telephone of somebody whose place must not be told: the person of the case,
# and everybody near, whether the reader may see them or not. One who does not see the case is always told no, and can write nothing in it. Who asks has typed
# the words; the answer says nothing of whose they are.
TELLS_PLACE = """
declare
  person uuid; said_words text; numbers text[];
begin
  if not access.has_stood(wanted) then return false; end if;
  select d.person_id into person from dossier_case c join dossier_dossier d on d.id = c.dossier_id where c.id = wanted;
  said_words := ' ' || access.place_words(said) || ' ';
  numbers := array(select right(regexp_replace(m[1], '[^0-9]', '', 'g'), 8)
    from regexp_matches(said, '([0-9+(][0-9 ()/.–-]{5,}[0-9])', 'g') m);
  -- those of protected persons are unlocked by the one who asks (sealed.py), and come along
  return exists (select 1 from (
      select q.address, q.phone from people_person q
        where q.id in (select person union select c.other from access.circle(person) c)
          and (q.protection <> 'none' or q.is_guarded)
      union all
      select u.place->>'address', u.place->>'phone' from access.unsealed_place u
        where u.person_id in (select person union select c.other from access.circle(person) c)
      union all
      select o.address, o.phone from jsonb_to_recordset(unlocked) o (address text, phone text)) p
    where true
      and (length(access.place_key(p.address)) >= 5
          and position(' ' || access.place_key(p.address) || ' ' in said_words) > 0
        or length(regexp_replace(p.phone, '[^0-9]', '', 'g')) >= 7
          and right(regexp_replace(p.phone, '[^0-9]', '', 'g'), 8) = any (numbers)));
end
"""

# The one who leads a unit must know that something waits and is late, and not whom it is about (OSL 26:1).
SEALED_WAITING = """
declare today date := (access.at() at time zone 'Europe/Stockholm')::date;
begin
  return query
    select c.compartment_id::int, count(*)::int,
      (count(*) filter (where n.due_on < today))::int, min(n.due_on)
    from dossier_case c left join lateral (select min(k.due_on) as due_on from dossier_clock k
      where k.case_id = c.id and k.stopped_at is null) n on true
    where c.is_sealed and c.closed_at is null and c.compartment_id = any (access.led_compartments())
      and not access.may_see_case(c.id)
    group by c.compartment_id;
end
"""

WALLS = [
    Function(
        "access.tells_place(wanted uuid, said text, unlocked jsonb)",
        "boolean",
        TELLS_PLACE,
        volatility="stable",
    ),
    Function(
        "access.sealed_waiting()",
        "table (compartment int, cases int, late int, nearest date)",
        SEALED_WAITING,
        volatility="stable",
    ),
]
