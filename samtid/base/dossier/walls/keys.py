"""Nycklarna: who may be given one, for how long, who may take it back, and which have no work behind them."""

from __future__ import annotations

from samtid.base.access.walling import NOBODY, Function, Trigger
from samtid.base.dossier.words import Event
from samtid.base.organisation import roles
from samtid.ground.law.own import Own

# how long a key lasts is the municipality's own, within SoLPuL 10 § (ground/law/municipal.py)


def days(own: Own) -> str:
    """The municipality's number of days, as an interval."""
    return f"make_interval(days => access.own_number('{own}'))"


VALID = "k.given_at <= access.at() and (k.valid_until is null or k.valid_until > access.at())"

# One line in the diary of one case, from a door that does not ask whether the one who acts sees it.
TELL_CASE = """
begin
  insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id)
    select gen_random_uuid(), c.id, c.compartment_id, c.is_sealed, verb, said, 'SoLPuL 10 §', access.at(), access.me()
    from dossier_case c where c.id = wanted;
end
"""

# Whose work needs the key: one whose role sees no persons gets none, and one who goes on visits none to a whole case.
MAY_RECEIVE = f"""
begin
  return exists (select 1 from organisation_membership m join organisation_staff s on s.id = m.staff_id
    where m.staff_id = receiver and access.holds(m.valid_from, m.valid_to) and access.holds(s.valid_from, s.valid_to)
      and (m.role in ({roles.in_sql(roles.RECEIVES_CASES)})
        or reach = 'service' and m.role in ({roles.in_sql(roles.SEES_PERSONS)})));
end
"""

# Names somebody for a case: a substitute, or one of the few at a protected identity. Every such key has an end.
NAME_STAFF = f"""
declare last timestamptz := coalesce(ends, access.at() + {days(Own.KEY_USUAL)});
begin
  perform access.require_proof();
  if not access.sees_without_glass(wanted) then
    raise exception 'samtid: no key to this case' using errcode = 'insufficient_privilege';
  end if;
  if wanted_ground not in ('substitution', 'named') or wanted_reach not in ('case', 'service') then
    raise exception 'samtid: no such ground' using errcode = 'check_violation';
  end if;
  if not access.may_receive_key(receiver, wanted_reach) then
    raise exception 'samtid: no key for this role' using errcode = 'check_violation';
  end if;
  if last <= access.at() or last > access.at() + {days(Own.KEY_LONGEST)} then
    raise exception 'samtid: a key has an end within a year' using errcode = 'check_violation';
  end if;
  insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_by_id, given_at, valid_until)
    select gen_random_uuid(), receiver, c.compartment_id, c.id, wanted_reach, wanted_ground, left(why, 400), access.me(),
      access.at(), last
    from dossier_case c where c.id = wanted;
  perform access.tell_case(wanted, '{Event.KEY_GIVEN.value}', '{Event.KEY_GIVEN.label}');
end
"""

# Why a key may not be taken back by the one who asks: nothing when it may. The caseworker's own ends by a hand-over,
# and the last key to a sealed case not at all: nobody would reach it any more.
KEEPS_KEY = f"""
declare k access_key; c dossier_case;
begin
  select * into k from access_key where id = wanted;
  if k.id is null or k.case_id is null or not ({VALID}) then return 'gone'; end if;
  select * into c from dossier_case where id = k.case_id;
  -- of nobody in particular the question has no answer, and that is a no
  if not coalesce(k.given_by_id = access.me() or k.staff_id = access.me()
      or c.compartment_id = any (access.led_compartments()), false) then return 'gone';
  end if;
  if k.ground <> 'break_glass' and k.staff_id = c.caseworker_id and k.reach = 'case' and c.closed_at is null
      and not exists (select 1 from access_key o where o.case_id = c.id and o.id <> k.id and o.staff_id = k.staff_id
        and o.reach = 'case' and o.ground <> 'break_glass' and o.given_at <= access.at()
        and (o.valid_until is null or o.valid_until > k.valid_until))
    then return 'assigned';
  end if;
  if c.is_sealed and k.reach = 'case' and not exists (select 1 from access_key o where o.case_id = c.id and o.id <> k.id
      and o.reach = 'case' and o.ground <> 'break_glass' and o.given_at <= access.at()
      and (o.valid_until is null or o.valid_until > access.at())) then return 'last'; end if;
  return null;
end
"""

END_KEY = f"""
declare why text := access.keeps_key(wanted); of_case uuid;
begin
  if why = 'gone' then
    raise exception 'samtid: not yours to take back' using errcode = 'insufficient_privilege';
  elsif why is not null then
    raise exception 'samtid: this key stays (%)', why using errcode = 'check_violation';
  end if;
  update access_key set valid_until = access.at() where id = wanted returning case_id into of_case;
  perform access.tell_case(of_case, '{Event.KEY_ENDED.value}', '{Event.KEY_ENDED.label}');
end
"""

# Every key in force to one case, to whoever works in it by a key that was given.
KEYS_OF = f"""
begin
  if not access.sees_without_glass(wanted) then return; end if;
  return query
    select k.id, k.staff_id::int, k.ground::text, k.reach::text, k.reason::text, k.given_by_id::int, k.given_at,
      k.valid_until, (select max(o.at) from access_opening o join dossier_case c on c.id = k.case_id
        where o.dossier_id = c.dossier_id and o.staff_id = k.staff_id and o.compartment_id = c.compartment_id
          and o.at >= k.given_at),
      access.keeps_key(k.id)
    from access_key k where k.case_id = wanted and {VALID}
    order by k.ground = 'assignment' desc, k.given_at desc, k.id;
end
"""

# Keys into the units one leads that no work stands behind: nothing done in the case for sixty days, an employment or
# a role that has ended, or a move to another unit. Whose the case is, is told to one who may see it only.
IDLE_KEYS = f"""
declare since timestamptz := access.at() - {days(Own.KEY_IDLE)};
begin
  return query
    select k.id, k.staff_id::int, k.ground::text, k.given_by_id::int, k.given_at, k.valid_until, k.compartment_id::int,
      case when access.may_see_case(c.id) then c.number::text end, upper(right(c.dossier_id::text, 6)),
      w.why, access.keeps_key(k.id)
    from access_key k join dossier_case c on c.id = k.case_id
      join organisation_staff s on s.id = k.staff_id
      cross join lateral (select case
        when not access.holds(s.valid_from, s.valid_to) then 'employment'
        when not access.may_receive_key(k.staff_id::int, k.reach::text) then 'role'
        when k.reach = 'case' and k.given_at < since and not exists (
          select 1 from dossier_event e where e.case_id = k.case_id and e.by_id = k.staff_id
            and e.at > since)
          then case when exists (select 1 from organisation_membership m join access_holding h on h.unit_id = m.unit_id
            where m.staff_id = k.staff_id and h.compartment_id = k.compartment_id
              and access.holds(m.valid_from, m.valid_to) and access.holds(h.valid_from, h.valid_to))
            then 'idle' else 'elsewhere' end
        end as why) w
    where k.compartment_id = any (access.led_compartments()) and {VALID} and k.ground <> 'break_glass'
      and w.why is not null
      and (k.staff_id is distinct from c.caseworker_id or w.why in ('employment', 'role'))
    order by w.why, k.given_at, k.id
    limit 500;
end
"""

# A key to a closed case ends by itself after some time (SoLPuL 10 §: no more than each one needs), ninety days
# unless the municipality has decided another: long enough to answer a question about what was decided. Whoever leads
# the unit still sees the case; anyone else asks for a key. Without it a caseworker's keys grow with every year of
# work, and so does every page (docs/explanation/matningar.md).
KEYS_END = f"""
declare last timestamptz;
begin
  if new.closed_at is not null and old.closed_at is null then
    last := new.closed_at + {days(Own.KEY_AFTER_CLOSING)};
    update access_key set valid_until = last where case_id = new.id and (valid_until is null or valid_until > last);
  end if;
  return null;
end
"""

WALLS = [
    Function("access.tell_case(wanted uuid, verb text, said text)", "void", TELL_CASE, to=NOBODY),
    Function("access.may_receive_key(receiver int, reach text)", "boolean", MAY_RECEIVE, volatility="stable"),
    Function(
        "access.name_staff(wanted uuid, receiver int, wanted_ground text, wanted_reach text, why text, "
        "ends timestamptz)",
        "void",
        NAME_STAFF,
    ),
    Function("access.keeps_key(wanted uuid)", "text", KEEPS_KEY, volatility="stable", to=NOBODY),
    Function("access.end_key(wanted uuid)", "void", END_KEY),
    Function(
        "access.keys_of(wanted uuid)",
        "table (key uuid, staff int, ground text, reach text, reason text, given_by int, given_at timestamptz, "
        "valid_until timestamptz, last_used timestamptz, keeps text)",
        KEYS_OF,
        volatility="stable",
    ),
    Function(
        "access.idle_keys()",
        "table (key uuid, staff int, ground text, given_by int, given_at timestamptz, valid_until timestamptz, "
        "compartment int, number text, file text, why text, keeps text)",
        IDLE_KEYS,
        volatility="stable",
    ),
    Function("access.keys_end()", "trigger", KEYS_END, to=NOBODY),
    Trigger("keys_end", "dossier_case", "after update of closed_at", "access.keys_end"),
]
