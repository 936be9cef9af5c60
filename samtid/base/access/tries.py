"""Försöken och larmen: nobody's lines become the reader's own unit's, what was sought is kept, and a brake on how many.

The counts and the key that numbers are hashed with are the owner's alone. What is over the limit is not refused by
an error: an error would undo the count. It is answered by no, and the page by 429.
"""

from __future__ import annotations

from samtid.base.organisation import roles

from .rules import LIMITS
from .walling import NOBODY, Function, Trigger, Wall
from .walling.conditions import CASES, LED, ME, REVIEWER

# A line about no dossier lies in the unit of the one who wrote it, so that its manager sees it.
OWN_LINE = """
begin
  if new.dossier_id is null and new.compartment_id is null then
    new.compartment_id := (select h.compartment_id from organisation_membership m
      join access_holding h on h.unit_id = m.unit_id
      where m.staff_id = new.staff_id and access.holds(m.valid_from, m.valid_to)
        and access.holds(h.valid_from, h.valid_to)
      order by m.id, h.id limit 1);
  end if;
  new.sought := access.sought_word(new.sought);
  return new;
end
"""

# An identity number is not written in the log: it becomes a mark that is the same each time it is sought (HMAC in the
# nested form, by a key that only the owner has). Ten and twelve digits of the same person are the same.
SOUGHT_WORD = """
declare digits text := regexp_replace(said, '[^0-9]', '', 'g'); secret bytea;
begin
  if said is null or said ~ '^nr [0-9a-f]{12}$' then return said; end if;
  if length(digits) < 6 then return left(said, 100); end if;
  select key into secret from access.seek_key;
  return 'nr ' || left(encode(sha256(secret || sha256(secret || convert_to(right(digits, 10), 'UTF8'))), 'hex'), 12);
end
"""

OVER = " or ".join(
    f"kind = '{kind}' and (select count(*) from access.effort e where e.staff_id = who and e.kind = is_braked.kind "
    f"and e.at > clock_timestamp() - interval '{within}') > {most}"
    for kind, most, within in LIMITS
)

# By the clock of the server and not the stamp's, which a rehearsal may hold still.
IS_BRAKED = f"""
declare who int := access.me();
begin
  return {OVER};
end
"""

# Counts one try, and says whether it may be done. The first time it may not, the unit's managers are told.
COUNT_EFFORT = """
declare who int := access.me(); braked boolean;
begin
  if who is null then return true; end if;
  delete from access.effort where ctid = any (array(select e.ctid from access.effort e
    where e.staff_id = who and e.at < clock_timestamp() - interval '1 day' limit 50 for update skip locked));
  insert into access.effort (staff_id, kind, at) values (who, kind, clock_timestamp());
  braked := access.is_braked(kind);
  if braked and not exists (select 1 from access_alarm a where a.staff_id = who and a.kind = 'brake'
      and a.at > access.at() - interval '1 hour') then
    insert into access_alarm (id, kind, compartment_id, staff_id, at)
      select gen_random_uuid(), 'brake', own.compartment_id, who, access.at()
      from (select distinct h.compartment_id from organisation_membership m
          join access_holding h on h.unit_id = m.unit_id
          where m.staff_id = who and access.holds(m.valid_from, m.valid_to)
            and access.holds(h.valid_from, h.valid_to)) own;
    if not found then
      insert into access_alarm (id, kind, staff_id, at) values (gen_random_uuid(), 'brake', who, access.at());
    end if;
  end if;
  return not braked;
end
"""

# A line in a diary or a list that the one who writes it may not read: the line that goes over is written, and its manager
# told; the next one is refused.
ONE_MORE_LINE = """
begin
  if access.here() is null or access.me() is null then return; end if;
  if access.is_braked('line') then
    raise exception 'samtid: too many lines' using errcode = 'insufficient_privilege';
  end if;
  perform access.count_effort('line');
end
"""

# Read by one is read for all who were told.
SEE_ALARM = f"""
begin
  update access_alarm set seen_at = access.at(), seen_by_id = access.me()
    where id = wanted and seen_at is null and staff_id <> access.me()
      and (compartment_id = any (access.led_compartments()) or case_id = any (access.my_cases())
        or access.has_role(array[{roles.in_sql(roles.REVIEWS_LOG)}]));
end
"""

WALLS = [
    # alarms: to those who lead the unit, to those with a key to the case, to the log reviewer; never of oneself
    Wall(
        "access_alarm",
        f"(compartment_id = any ({LED}) or case_id = any ({CASES}) or {REVIEWER}) and staff_id <> {ME}",
        verbs="select",
    ),
    Function("access.see_alarm(wanted uuid)", "void", SEE_ALARM),
    Function("access.sought_word(said text)", "text", SOUGHT_WORD, volatility="stable", to=NOBODY),
    Function("access.own_line()", "trigger", OWN_LINE, to=NOBODY),
    Trigger("own_line", "access_opening", "before insert", "access.own_line"),
    Function("access.is_braked(kind text)", "boolean", IS_BRAKED),
    Function("access.count_effort(kind text)", "boolean", COUNT_EFFORT),
    Function("access.one_more_line()", "void", ONE_MORE_LINE, to=NOBODY),
]
